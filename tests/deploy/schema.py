"""Which keys docker-compose.yml may have, and of which shape: what an engine would refuse, a test refuses first."""

from typing import Any

TEXT = {"type": "string", "minLength": 1}
WORDS = {"type": "array", "items": {"type": "string"}, "minItems": 1}
DURATION = {"type": "string", "pattern": r"^\d+(ms|s|m|h)$"}
TEXTS_BY_NAME = {"type": "object", "additionalProperties": {"type": "string"}}
SERVICE_NAME = r"^[a-z][a-z_-]*$"


def record(required: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


DEPENDENCY = record(
    ["condition"],
    condition={"enum": ["service_started", "service_healthy", "service_completed_successfully"]},
)
HEALTHCHECK = record(
    ["test", "interval", "timeout", "retries"],
    test={"type": "array", "prefixItems": [{"const": "CMD"}], "items": {"type": "string"}, "minItems": 2},
    interval=DURATION,
    timeout=DURATION,
    start_period=DURATION,
    retries={"type": "integer", "minimum": 1},
)
VOLUME = {"type": "string", "pattern": r"^(\./)?[\w./-]+:/[\w./-]+(:ro)?$"}
PORT = {"type": "string", "pattern": r"^\d{2,5}:\d{2,5}$"}
TMPFS = {"type": "string", "pattern": r"^/[\w/]+(:(\w+=\d+)(,\w+=\d+)*)?$"}
SERVICE = record(
    ["image", "networks", "restart"],
    image={"type": "string", "pattern": r"^[a-z-]+:[\w.-]+$"},
    build={"const": "."},
    user={"type": "string", "pattern": r"^[1-9]\d*:[1-9]\d*$"},
    init={"type": "boolean"},
    read_only={"type": "boolean"},
    cap_drop=WORDS,
    security_opt=WORDS,
    restart={"enum": ["unless-stopped", "no"]},
    logging=record(["driver", "options"], driver=TEXT, options=TEXTS_BY_NAME),
    entrypoint=WORDS,
    command=WORDS,
    environment=TEXTS_BY_NAME,
    tmpfs={"type": "array", "items": TMPFS, "uniqueItems": True},
    ports={"type": "array", "items": PORT},
    volumes={"type": "array", "items": VOLUME},
    secrets={"type": "array", "items": TEXT},
    networks={"type": "array", "items": TEXT, "minItems": 1},
    profiles=WORDS,
    shm_size={"type": "string", "pattern": r"^\d+[mg]$"},
    stop_signal={"enum": ["SIGTERM", "SIGINT", "SIGQUIT"]},
    stop_grace_period=DURATION,
    depends_on={"type": "object", "additionalProperties": DEPENDENCY},
    healthcheck=HEALTHCHECK,
)
COMPOSE = {
    **record(
        ["name", "services", "networks", "volumes", "secrets"],
        name=TEXT,
        services={
            "type": "object",
            "patternProperties": {SERVICE_NAME: SERVICE},
            "additionalProperties": False,
        },
        networks={"type": "object", "additionalProperties": record([], internal={"type": "boolean"})},
        volumes={"type": "object", "additionalProperties": record([])},
        secrets={"type": "object", "additionalProperties": record(["file"], file=TEXT)},
    ),
    "patternProperties": {"^x-": {}},
}
