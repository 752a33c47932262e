"""The catalogues of the portal: what can be translated is gathered, checked and compiled, with Babel, no GNU gettext.

    python -m tools.catalogue extract    writes what the code and the templates say into icv_portal/locale
    python -m tools.catalogue check      fails on whatever is not translated, fuzzy, stale, missing or broken
    python -m tools.catalogue compile    writes the .mo files

English is the language of the msgids and needs no catalogue. icv_portal/locale_libraries is kept by hand: it holds
what Django and allauth say on our pages and have not translated themselves.
"""

import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
OWN = ROOT / "icv_portal/locale"
LIBRARIES = ROOT / "icv_portal/locale_libraries"
LANGUAGES = ("kk", "ru")
CATALOGUE = "LC_MESSAGES/django.po"

CODE = ("icv_portal", "programs", "approvals", "monitoring", "audit_trail")
TEMPLATES = ("templates",)
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")


@dataclass(frozen=True)
class Library:
    """Strings of a package that can reach our pages; `only` names the files they stand in, empty = all."""

    package: str
    locale: str
    only: tuple[str, ...] = ()


ALLAUTH_PAGES = (
    "account/adapter.py",
    "account/fields.py",
    "account/forms.py",
    "templates/account/messages/logged_out.txt",
    "templates/account/messages/password_changed.txt",
    "templates/account/messages/password_set.txt",
)
LIBRARY_STRINGS = (
    Library("django", "conf/locale"),
    Library("django", "contrib/auth/locale"),
    Library("allauth", "locale", ALLAUTH_PAGES),
)


def extract_all() -> Catalog:
    """Every msgid of the code and the templates."""
    found = Catalog()
    for top in CODE:
        for path in sorted((ROOT / top).rglob("*.py")):
            if "migrations" not in path.parts:
                _gather(found, path.read_bytes())
    for top in TEMPLATES:
        for path in sorted((ROOT / top).rglob("*")):
            if path.suffix in {".html", ".txt"}:
                _gather(found, _as_python(path))
    return found


def _as_python(template: Path) -> bytes:
    """The translatable parts of a template as Python calls; indentation would mean something there, so it goes."""
    lines = templatize(template.read_text(), origin=str(template)).splitlines()
    return "\n".join(line.strip() for line in lines).encode()


def _gather(found: Catalog, source: bytes) -> None:
    for _line, message, _comments, context in extract("python", io.BytesIO(source), keywords=KEYWORDS):
        if message:
            found.add(message, context=context)


def load(path: Path) -> Catalog:
    if not path.exists():
        return Catalog()
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def plural_forms(language: str) -> str:
    """The plural rule of Django's own catalogue: Django merges only catalogues that have the same."""
    theirs = load(_package("django") / "conf/locale" / language / CATALOGUE)
    return str(theirs.plural_forms)


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise LookupError(name)
    return Path(spec.origin).parent


def write(path: Path, messages: Catalog, language: str) -> None:
    """A catalogue without dates and line numbers: two people's changes meet only where they mean the same string."""
    header = [f"Language: {language}", "Content-Type: text/plain; charset=UTF-8"]
    header.append(f"Plural-Forms: {plural_forms(language)}")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(b'msgid ""\nmsgstr ""\n')
        file.writelines(f'"{line}\\n"\n'.encode() for line in header)
        file.write(b"\n")
        write_po(file, messages, width=110, no_location=True, omit_header=True, sort_output=True)


def update(language: str, found: Catalog) -> None:
    """What is found now, with the translations there already are."""
    path = OWN / language / CATALOGUE
    known = load(path)
    updated = Catalog(locale=language)
    updated.mime_headers = [("Plural-Forms", plural_forms(language))]
    for message in found:
        if message.id:
            translated = _same(known, message)
            updated.add(message.id, translated.string if translated else "", context=message.context)
    write(path, updated, language)


def problems() -> Iterator[str]:
    found = extract_all()
    for language in LANGUAGES:
        own = load(OWN / language / CATALOGUE)
        yield from (
            f"{language}: stale: {name(message)}" for message in own if message.id and not _same(found, message)
        )
        yield from (f"{language}: {problem}" for problem in _untranslated(found, [own]))
        yield from (f"{language}: {problem}" for problem in _library_problems(language))
        for catalogue in (own, load(LIBRARIES / language / CATALOGUE)):
            yield from (f"{language}: {problem}" for problem in _broken(catalogue, plural_forms(language)))


def _untranslated(wanted: Catalog, catalogues: list[Catalog]) -> Iterator[str]:
    for message in wanted:
        if message.id:
            candidates = [_same(catalogue, message) for catalogue in catalogues]
            if not any(candidate and _is_translated(candidate) for candidate in candidates):
                yield f"not translated: {name(message)}"


def _library_problems(language: str) -> Iterator[str]:
    ours = load(LIBRARIES / language / CATALOGUE)
    for library in LIBRARY_STRINGS:
        locale = _package(library.package) / library.locale
        theirs = load(locale / language / CATALOGUE)
        for problem in _untranslated(_reaching_us(load(locale / "en" / CATALOGUE), library.only), [ours, theirs]):
            yield f"{library.package}: {problem}"


def _reaching_us(english: Catalog, only: tuple[str, ...]) -> Catalog:
    chosen = Catalog()
    for message in english:
        if message.id and (not only or any(file in only for file, _line in message.locations)):
            chosen.add(message.id, context=message.context)
    return chosen


def _broken(catalogue: Catalog, rule: str) -> Iterator[str]:
    """Every translation has the placeholders of its msgid; each plural form those of the English plural."""
    if catalogue.plural_forms != rule:
        yield f"plural forms differ from Django's: {catalogue.plural_forms}"
    for message in catalogue:
        if message.id and _is_translated(message):
            if message.pluralizable and len(_texts(message.string)) != catalogue.num_plurals:
                yield f"number of plural forms differs: {name(message)}"
            wanted = set(PLACEHOLDER.findall(_texts(message.id)[-1]))
            for text in _texts(message.string):
                if set(PLACEHOLDER.findall(text)) != wanted:
                    yield f"placeholders differ: {name(message)}"


def _same(catalogue: Catalog, message: Message) -> Message | None:
    found = catalogue.get(message.id, message.context)
    return found if found is not None and found.pluralizable == message.pluralizable else None


def _is_translated(message: Message) -> bool:
    return not message.fuzzy and all(_texts(message.string))


def _texts(value: str | list[str] | tuple[str, ...] | None) -> list[str]:
    return [value] if isinstance(value, str) else list(value or [""])


def name(message: Message) -> str:
    return repr(_texts(message.id)[0]) + (f" ({message.context})" if message.context else "")


def compile_all() -> None:
    for place in (OWN, LIBRARIES):
        for path in sorted(place.glob(f"*/{CATALOGUE}")):
            partial = path.with_suffix(".partial")
            with partial.open("wb") as file:
                write_mo(file, load(path))
            partial.replace(path.with_suffix(".mo"))


def main(arguments: list[str]) -> int:
    match arguments:
        case ["extract"]:
            found = extract_all()
            for language in LANGUAGES:
                update(language, found)
        case ["check"]:
            lines = list(problems())
            print("\n".join(lines) or "Every string is translated.")
            return 1 if lines else 0
        case ["compile"]:
            compile_all()
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
