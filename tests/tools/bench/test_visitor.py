"""What the measured person fills in: the form in the main part of the page, as a browser would send it."""

from tools.bench.visitor import FormParser

PAGE = """
<header><form method="post"><input name="language" value="ru"></form></header>
<main>
  <form method="get"><input name="search" value="x"></form>
  <form method="post">
    <input type="hidden" name="version" value="7">
    <input type="checkbox" name="ground" value="a"><input type="checkbox" name="kept" value="b" checked>
    <input type="text" name="empty">
    <textarea name="text.kk">
Бір &amp; екі</textarea>
    <select name="kind"><option value="one">1</option><option value="two" selected>2</option></select>
    <button name="do" value="save">Save</button>
  </form>
  <form method="post"><input name="another" value="1"></form>
</main>
"""


def test_the_first_form_sent_by_post_in_the_main_part_is_read():
    parser = FormParser()
    parser.feed(PAGE)
    assert parser.fields == {"version": "7", "kept": "b", "empty": "", "text.kk": "Бір & екі", "kind": "two"}
