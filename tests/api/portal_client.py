"""A Python client generated from the description of the API, and somebody who uses it."""

import importlib
import inspect
import json
import sys
from pathlib import Path
from typing import Any, get_args

import httpx
from openapi_python_client import generate
from openapi_python_client.config import Config, ConfigFile, MetaType

from icv_portal.api.description import description
from icv_portal.wsgi import application

FILES = ("application/pdf", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
PACKAGE = "portal_client"


def generate_client(directory: Path) -> None:
    """Importable afterwards; nothing in the description may be left out of it."""
    source = directory / "openapi.json"
    source.write_text(json.dumps(description()), encoding="utf-8")
    settings = ConfigFile(
        post_hooks=[],
        package_name_override=PACKAGE,
        content_type_overrides=dict.fromkeys(FILES, "application/octet-stream"),
    )
    config = Config.from_sources(
        settings,
        MetaType.NONE,
        document_source=source,
        file_encoding="utf-8",
        overwrite=True,
        output_path=directory / PACKAGE,
    )
    complaints = generate(config=config)
    assert [complaint.detail or complaint.header for complaint in complaints] == []
    sys.path.insert(0, str(directory))


def forget_client(directory: Path) -> None:
    sys.path.remove(str(directory))
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]


class Person:
    """Calls the functions of the generated client with a token; what comes back is of the client's own types."""

    def __init__(self, secret: str) -> None:
        client = importlib.import_module(f"{PACKAGE}.client")
        self.client = client.AuthenticatedClient(
            base_url="http://localhost",
            token=secret,
            headers={"Accept-Language": "ru"},
            raise_on_unexpected_status=True,
            httpx_args={"transport": httpx.WSGITransport(app=application)},
        )

    def __call__(self, operation: str, *, expecting: int = 200, **arguments: Any) -> Any:
        """`operation` as "tag.operation_id"; bodies are given as JSON. Returns what was read, None for nothing."""
        module = importlib.import_module(f"{PACKAGE}.api.{operation}")
        parameters = inspect.signature(module.sync_detailed).parameters
        typed = {name: _typed(parameters[name].annotation, value) for name, value in arguments.items()}
        answer = module.sync_detailed(client=self.client, **typed)
        assert answer.status_code == expecting, (operation, answer.status_code, answer.content.decode()[:600])
        self.tag = answer.headers.get("etag", "")
        return answer.parsed


def _typed(annotation: Any, value: Any) -> Any:
    wanted: Any = next(iter(get_args(annotation)), annotation)
    if isinstance(value, dict):
        return wanted.from_dict(value)
    is_code = isinstance(value, str) and inspect.isclass(wanted) and wanted is not str
    return wanted(value) if is_code else value
