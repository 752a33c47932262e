"""A repository that checks itself: what holds for every file, whoever writes the next one."""

import ast
import importlib
import pkgutil
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

import programs.rules.checks
from icv_portal.accounts.rules.labels import Label

ROOT = Path(__file__).resolve().parent.parent
APPS = ("icv_portal", "programs", "approvals")
MOST_LINES = 400
STATE_BODIES_DO_NOT = re.compile(r"approv(?:e|es|ed|ing|er|ers|able|ingly)\b|\bapproval\b", re.IGNORECASE)
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
FORBIDDEN_MODULES = {"utils", "helpers", "common", "services", "signals", "managers"}


@cache
def files(*suffixes: str) -> tuple[Path, ...]:
    """Everything git knows or would take, with one of these endings."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = [ROOT / name for name in listed.stdout.splitlines()]
    return tuple(path for path in paths if path.suffix in suffixes and path.is_file() and path != Path(__file__))


def python_of(*parts: str) -> list[Path]:
    """Modules of the apps that have one of these directories on their way."""
    return [
        path for path in files(".py") if set(parts) & set(path.relative_to(ROOT).parts) and "tests" not in path.parts
    ]


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def found(pattern: re.Pattern[str], *suffixes: str) -> list[str]:
    return [
        f"{short(path)}:{number}: {line.strip()}"
        for path in files(*suffixes)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if pattern.search(line)
    ]


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_there_is_something_to_look_at():
    assert ROOT / "approvals/workflow.py" in files(".py")
    assert ROOT / "templates/base.html" in files(".html")
    assert len(python_of("rules")) > 40


# Words


@pytest.mark.parametrize("text", ["def approve(self):", "Approved by", "the approval of", "APPROVES"])
def test_the_word_would_be_found(text):
    assert STATE_BODIES_DO_NOT.search(text)


def test_the_name_of_the_app_is_another_word():
    assert not STATE_BODIES_DO_NOT.search("from approvals import actions")


def test_bodies_agree_customers_adopt_and_nobody_approves():
    assert found(STATE_BODIES_DO_NOT, ".py", ".html", ".txt", ".js", ".css") == []


def test_nothing_is_left_for_later():
    assert found(UNFINISHED, ".py", ".html", ".js", ".css", ".md", ".toml", "") == []


# Files


def test_no_module_is_longer_than_a_subject():
    long = {short(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files(".py", ".html", ".js")}
    assert {name: lines for name, lines in long.items() if lines > MOST_LINES and "/migrations/" not in name} == {}


def test_no_module_is_named_after_nothing():
    named = [short(path) for path in files(".py") if path.stem in FORBIDDEN_MODULES]
    assert [name for name in named if name.startswith(APPS)] == []


def test_every_module_opens_with_what_it_decides():
    """Left out: what Django looks for by name, and tests, whose names say it."""
    told_by_their_name = {"__init__", "apps", "admin", "admin_site", "manage", "wsgi", "tasks", "celery", "formats"}
    silent = [
        short(path)
        for path in files(".py")
        if path.relative_to(ROOT).parts[0] in APPS
        and path.stem not in told_by_their_name
        and not {"migrations", "management"} & set(path.parts)
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


# Rules


def test_rules_know_no_django_and_no_clock():
    strangers = {"django", "django_fsm", "pgtrigger", "simple_history", "celery", "requests", "time", "random", "os"}
    wrong = [
        f"{short(path)}: {name}"
        for path in python_of("rules")
        for name in imports(path)
        if name.partition(".")[0] in strangers
    ]
    assert wrong == []


def test_rules_never_ask_what_day_it_is():
    asking = re.compile(r"\b(?:date\.today|datetime\.(?:now|today|utcnow))\b")
    assert asking.search("day = date.today()")
    assert [short(path) for path in python_of("rules") if asking.search(path.read_text(encoding="utf-8"))] == []


def test_only_tests_switch_triggers_off():
    switching = re.compile(r"pgtrigger\.ignore|DISABLE TRIGGER|session_replication_role")
    wrong = [path for path in files(".py") if switching.search(path.read_text(encoding="utf-8"))]
    assert [short(path) for path in wrong if "tests" not in path.relative_to(ROOT).parts] == []
    assert wrong


def test_the_clock_is_read_by_views_tasks_and_commands_alone():
    """Actions are given the moment."""
    reading = re.compile(r"timezone\.(?:now|localdate\(\))|date\.today\(|datetime\.now\(")
    wrong = [
        short(path)
        for app in APPS
        for path in [*(ROOT / app).glob("**/actions/*.py"), *(ROOT / app).glob("**/actions.py")]
        if reading.search(path.read_text(encoding="utf-8"))
    ]
    assert wrong == []


def test_in_the_api_the_clock_is_read_by_endpoints_alone():
    """What they read and tell is given the day."""
    reading = re.compile(r"timezone\.(?:now|localdate)\(\)|as_of_today\(|date\.today\(|datetime\.now\(")
    answering = re.compile(r"def (?:get|post|put|patch|delete|authenticate|document)\(self, ")
    modules = {path: path.read_text(encoding="utf-8") for app in APPS for path in (ROOT / app).glob("**/api/**/*.py")}
    reads = {short(path) for path, text in modules.items() if reading.search(text)}
    answers = {short(path) for path, text in modules.items() if answering.search(text)}
    assert len(reads) > 5
    assert reads - answers == set()


def test_every_check_has_its_test():
    checks = {module.name for module in pkgutil.iter_modules(programs.rules.checks.__path__)} - {"finding"}
    tests = {path.stem.removeprefix("test_") for path in (ROOT / "tests/programs/rules/checks").glob("test_*.py")}
    assert len(checks) > 15
    assert checks - tests == set()


def test_every_rule_is_tested_by_itself():
    imported = {name for path in files(".py") if "tests" in path.parts for name in imports(path)}
    rules = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in python_of("rules")}
    untested = {name for name in rules if name not in imported and not name.endswith("__init__")}
    parts_of_a_whole = {name for name in untested if "standard_form" in name or "checks" in name}
    assert len(rules) > 40
    assert untested - parts_of_a_whole == set()


def test_every_table_of_the_rules_names_files_that_exist():
    link = re.compile(r"\]\(([^)#:]+)\)|^\[[^\]]+\]: (\S+)", re.MULTILINE)
    missing = []
    for path in files(".md"):
        for inline, reference in link.findall(path.read_text(encoding="utf-8")):
            target = inline or reference
            if "://" not in target and not (path.parent / target).exists():
                missing.append(f"{short(path)}: {target}")
    assert missing == []


# Texts in three languages


def rule_modules() -> Iterator[ModuleType]:
    for path in [*python_of("rules"), ROOT / "approvals/workflow.py", ROOT / "approvals/notifications.py"]:
        yield importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))


def labels_in(value: object, seen: set[int]) -> Iterator[Label]:
    """Labels anywhere in a value of our own modules: dataclasses, enumerations, mappings, sequences."""
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, Label):
        yield value
    elif isinstance(value, dict):
        for item in [*value, *value.values()]:
            yield from labels_in(item, seen)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for item in value:
            yield from labels_in(item, seen)
    elif isinstance(value, type) and value.__module__.startswith(APPS):
        for item in [*vars(value).values(), *getattr(value, "__members__", {}).values()]:
            yield from labels_in(item, seen)
    elif type(value).__module__.startswith(APPS) and hasattr(value, "__dict__"):
        yield from labels_in(vars(value), seen)


def all_labels() -> list[Label]:
    seen: set[int] = set()
    return [label for module in rule_modules() for label in labels_in(vars(module), seen)]


def test_every_text_stands_in_three_languages():
    labels = all_labels()
    assert len(labels) > 150
    assert [label for label in labels if not (label.kk.strip() and label.ru.strip() and label.en.strip())] == []


def test_every_text_has_the_same_places_in_each_language():
    place = re.compile(r"{(\w+)}")
    wrong = [
        label.en
        for label in all_labels()
        if not set(place.findall(label.kk)) == set(place.findall(label.ru)) == set(place.findall(label.en))
    ]
    assert wrong == []


def test_kazakh_and_russian_are_not_english():
    """Numbers, codes and names apart, a text of several letters is Cyrillic in Kazakh and Russian."""
    latin = re.compile(r"[A-Za-z]{4,}")
    texts = [re.sub(r"{\w+}", "", text) for label in all_labels() for text in (label.kk, label.ru)]
    assert [text for text in texts if latin.search(text)] == []
