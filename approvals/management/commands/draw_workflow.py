"""Draw the life of a program from the workflow into README.md, or check that the drawing there is not stale."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from approvals.workflow import FINISHED_STATES, State, Step, steps

BEGIN, END = "<!-- workflow:begin -->", "<!-- workflow:end -->"


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail when the drawing is stale; write nothing")
        parser.add_argument("--readme", type=Path, default=settings.BASE_DIR / "README.md")

    def handle(self, *, check: bool, readme: Path, **options: Any) -> None:
        text = readme.read_text() if readme.exists() else ""
        wanted = with_drawing(text)
        if text == wanted:
            return
        if check:
            raise CommandError(f"The drawing in {readme.name} is stale: run `python manage.py draw_workflow`.")
        readme.write_text(wanted)


def with_drawing(text: str) -> str:
    """The text with the drawing between its markers; without markers both are put at the end."""
    before, begin, rest = text.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if begin and not end:
        raise CommandError(f"{BEGIN} has no {END}.")
    drawing = "\n".join([BEGIN, "```mermaid", *drawing_lines(), "```", END])
    return f"{before}{drawing}{after}" if begin else f"{text}\n{drawing}\n".lstrip("\n")


def drawing_lines() -> Iterator[str]:
    yield "stateDiagram-v2"
    for state in State:
        yield f'    state "{state.label.en}" as {state.value}'
    yield f"    [*] --> {State.DRAFT.value}"
    for step in steps():
        for target in step.targets:
            yield _arrow(step, target)
    for state in FINISHED_STATES:
        yield f"    {state.value} --> [*]"


def _arrow(step: Step, target: State) -> str:
    point = step.point if step.point.startswith("APPC") else f"p. {step.point}"
    return f"    {step.source.value} --> {target.value}: {step.name} ({step.by.label.en}, {point})"
