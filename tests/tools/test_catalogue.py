"""What the catalogue tool finds, keeps and refuses."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import Catalog

from tools import catalogue

TEMPLATE = """
    {% translate "Plain" %}
        {% if x %}{{ name|default:_("Filtered") }}{% endif %}
  {% translate "Turn" context "queue" %}
{% blocktranslate trimmed with n=count %}
      Two lines
      of {{ n }}
{% endblocktranslate %}
{% blocktranslate count days=left %}{{ days }} day{% plural %}{{ days }} days{% endblocktranslate %}
    {% translate "100% sure" as sure %}
"""


def gathered(source: bytes) -> set[object]:
    found = Catalog()
    catalogue._gather(found, source)
    return {(message.context, message.id) for message in found if message.id}


def test_templates_are_read_whole(tmp_path: Path) -> None:
    template = tmp_path / "page.html"
    template.write_text(TEMPLATE)
    assert gathered(catalogue._as_python(template)) == {
        (None, "Plain"),
        (None, "Filtered"),
        ("queue", "Turn"),
        (None, "Two lines of %(n)s"),
        (None, ("%(days)s day", "%(days)s days")),
        (None, "100%% sure"),
    }


def test_code_is_read_whole() -> None:
    source = b"""
_("Plain"); gettext_lazy("Lazy"); pgettext_lazy("queue", "Turn"); ngettext("%d day", "%d days", n)
npgettext_lazy("queue", "%d turn", "%d turns"); _(computed)
"""
    assert gathered(source) == {
        (None, "Plain"),
        (None, "Lazy"),
        ("queue", "Turn"),
        (None, ("%d day", "%d days")),
        ("queue", ("%d turn", "%d turns")),
    }


def calls_inside_f_strings(source: str) -> Iterator[str]:
    """The extractor takes an f-string for one string and sees no call inside it."""
    for string in ast.walk(ast.parse(source)):
        if isinstance(string, ast.JoinedStr):
            for node in ast.walk(string):
                if isinstance(node, ast.Call) and ast.unparse(node.func) in {"_", *catalogue.KEYWORDS}:
                    yield ast.unparse(node)


def test_calls_inside_f_strings_are_seen() -> None:
    assert list(calls_inside_f_strings("""f"{text} {_('Late.')} {len('x')}"; _("Plain")""")) == ["_('Late.')"]


def test_no_text_hides_from_the_extractor_inside_an_f_string() -> None:
    sources = [path for top in catalogue.CODE for path in (catalogue.ROOT / top).rglob("*.py")]
    assert sources
    assert {str(path): list(calls_inside_f_strings(path.read_text())) for path in sources} == {
        str(path): [] for path in sources
    }


@pytest.fixture
def own_catalogues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(catalogue, "OWN", tmp_path)
    monkeypatch.setattr(catalogue, "LANGUAGES", ("ru",))
    return tmp_path / "ru" / catalogue.CATALOGUE


def found(*messages: str | tuple[str, str]) -> Catalog:
    everything = Catalog()
    for message in messages:
        everything.add(message)
    return everything


def translate(path: Path, message: str | tuple[str, str], text: str | tuple[str, ...]) -> None:
    catalog = catalogue.load(path)
    known = catalog.get(message)
    assert known
    known.string = text
    catalogue.write(path, catalog, "ru")


def test_extracting_again_keeps_translations_and_drops_what_is_gone(own_catalogues: Path) -> None:
    catalogue.update("ru", found("Kept", "Gone"))
    translate(own_catalogues, "Kept", "Осталось")
    catalogue.update("ru", found("Kept", "New"))
    assert {m.id: m.string for m in catalogue.load(own_catalogues) if m.id} == {"Kept": "Осталось", "New": ""}


@pytest.mark.parametrize(
    ("message", "text", "complaint"),
    [
        ("Due %(day)s", "Срок %(day)s", None),
        ("Due %(day)s", "", "ru: not translated: 'Due %(day)s'"),
        ("Due %(day)s", "Срок %(date)s", "ru: placeholders differ: 'Due %(day)s'"),
        (("%(n)s day", "%(n)s days"), ("%(n)s день", "%(n)s дня", "%(n)s дней", "%(n)s дня"), None),
        (("%(n)s day", "%(n)s days"), ("%(n)s день", "%(n)s дня", "%(n)s дней", ""), "ru: not translated: '%(n)s day'"),
        (
            ("%(n)s day", "%(n)s days"),
            ("день", "%(n)s дня", "%(n)s дней", "%(n)s дня"),
            "ru: placeholders differ: '%(n)s day'",
        ),
    ],
)
def test_check_names_what_is_wrong(
    own_catalogues: Path,
    monkeypatch: pytest.MonkeyPatch,
    message: str | tuple[str, str],
    text: str | tuple[str, ...],
    complaint: str | None,
) -> None:
    monkeypatch.setattr(catalogue, "extract_all", lambda: found(message))
    catalogue.update("ru", found(message))
    translate(own_catalogues, message, text)
    assert list(catalogue.problems()) == ([complaint] if complaint else [])


def test_check_names_what_the_code_no_longer_says(own_catalogues: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue.update("ru", found("Gone"))
    translate(own_catalogues, "Gone", "Ушло")
    monkeypatch.setattr(catalogue, "extract_all", lambda: found())
    assert list(catalogue.problems()) == ["ru: stale: 'Gone'"]
