"""The hash chain as plain values: whatever link is touched, it or the next one shows."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icv_portal.journal.chain import FIRST_PREVIOUS_HASH, canonical, entry_hash, first_broken

Link = tuple[int, str, str, str]


def chain_of(contents: list[str]) -> list[Link]:
    links: list[Link] = []
    previous = FIRST_PREVIOUS_HASH
    for number, content in enumerate(contents, start=1):
        links.append((number, previous, content, entry_hash(previous, content)))
        previous = links[-1][-1]
    return links


contents = st.lists(st.text(max_size=20), max_size=8)


def test_the_hash_covers_the_previous_hash_and_the_content():
    assert entry_hash("ab", "{}") == hashlib.sha256(b"ab\n{}").hexdigest()


def test_equal_content_has_equal_bytes():
    assert canonical({"б": 1, "a": [True, None]}) == canonical({"a": [True, None], "б": 1}) == '{"a":[true,null],"б":1}'


@given(contents)
def test_an_untouched_chain_is_whole(texts):
    assert first_broken(chain_of(texts)) is None


@given(contents.filter(bool), st.data())
def test_a_changed_field_breaks_its_own_link(texts, data):
    links = chain_of(texts)
    place = data.draw(st.integers(0, len(links) - 1))
    field = data.draw(st.integers(0, 3))
    link = list(links[place])
    link[field] = link[field] + 1 if field == 0 else f"{link[field]}x"
    links[place] = tuple(link)
    assert first_broken(links) == place + 1


@given(contents.filter(lambda texts: len(texts) > 1), st.data())
def test_a_removed_link_shows_unless_it_was_the_last(texts, data):
    links = chain_of(texts)
    place = data.draw(st.integers(0, len(links) - 2))
    del links[place]
    assert first_broken(links) == place + 1


@given(contents.filter(lambda texts: len(set(texts)) > 1))
def test_reordered_links_show(texts):
    links = chain_of(texts)
    if links[::-1] != links:
        assert first_broken(links[::-1]) == 1


@pytest.mark.parametrize("number", [0, 2])
def test_numbers_start_at_one(number):
    content = "{}"
    assert first_broken([(number, FIRST_PREVIOUS_HASH, content, entry_hash(FIRST_PREVIOUS_HASH, content))]) == 1
