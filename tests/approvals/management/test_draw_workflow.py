"""The drawing of the workflow in README.md: put between its markers, and noticed when it is stale."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from approvals.management.commands.draw_workflow import BEGIN, END, drawing_lines
from approvals.workflow import steps


def test_every_step_is_drawn():
    lines = "\n".join(drawing_lines())
    for step in steps():
        for target in step.targets:
            assert f"{step.source.value} --> {target.value}: {step.name} " in lines


def test_the_drawing_replaces_what_stands_between_the_markers_and_nothing_else(tmp_path: Path):
    readme = tmp_path / "README.md"
    readme.write_text(f"# Portal\n{BEGIN}\nold\n{END}\nafter\n")
    with pytest.raises(CommandError, match="stale"):
        call_command("draw_workflow", "--check", "--readme", str(readme))
    assert "old" in readme.read_text()
    call_command("draw_workflow", "--readme", str(readme))
    text = readme.read_text()
    assert text.startswith("# Portal\n")
    assert text.endswith(f"{END}\nafter\n")
    assert "old" not in text
    call_command("draw_workflow", "--check", "--readme", str(readme))


def test_a_readme_without_markers_or_none_at_all_gets_them(tmp_path: Path):
    readme = tmp_path / "README.md"
    call_command("draw_workflow", "--readme", str(readme))
    assert readme.read_text().startswith(BEGIN)
    call_command("draw_workflow", "--check", "--readme", str(readme))


def test_a_marker_without_its_end_is_an_error(tmp_path: Path):
    readme = tmp_path / "README.md"
    readme.write_text(BEGIN)
    with pytest.raises(CommandError, match="has no"):
        call_command("draw_workflow", "--readme", str(readme))
