"""What pages load by one request each, as it is put together when the static files are collected."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage

from icv_portal.static_files import SCRIPTS, joined_script

STATIC = Path(__file__).parent.parent / "icv_portal/static"


def paths_of(directory: Path) -> dict[str, Any]:
    storage = FileSystemStorage(directory)
    return {path.name: (storage, path.name) for path in directory.iterdir() if path.is_file()}


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_holds_everything_it_needs(name: str):
    text = "".join(joined_script(name, paths_of(STATIC)))
    assert not re.search(r"^(?:import|export)\b", text, re.MULTILINE)
    scopes = re.findall(r"^const (of_\w+) = \(\(\) => \{$", text, re.MULTILINE)
    assert len(scopes) == len(set(scopes)) > 1
    for wanted, scope in re.findall(r"^const \{ ([^}]+) \} = (of_\w+);$", text, re.MULTILINE):
        [returned] = re.findall(rf"^const {scope} = .*?^return \{{ ([^}}]*) \}};$", text, re.MULTILINE | re.DOTALL)
        assert set(wanted.split(", ")) <= set(returned.split(", ")), scope


def test_modules_come_after_those_they_import_and_once(tmp_path: Path):
    modules = {
        "begin.js": 'import { one } from "./one.js";\nimport { two } from "./two.js";\none(two);\n',
        "one.js": 'import { two } from "./two.js";\nexport const one = (x) => x + two;\n',
        "two.js": "export const two = 2;\nlet timer;\n",
    }
    for name, text in modules.items():
        (tmp_path / name).write_text(text)
    assert list(joined_script("begin.js", paths_of(tmp_path))) == [
        "const of_two = (() => {\nconst two = 2;\nlet timer;\nreturn { two };\n})();\n",
        "const of_one = (() => {\nconst { two } = of_two;\nconst one = (x) => x + two;\nreturn { one };\n})();\n",
        "const of_begin = (() => {\nconst { one } = of_one;\nconst { two } = of_two;\none(two);\nreturn {  };\n})();\n",
    ]
