"""What the Rules leave open: the questions, the answers allowed, the answer by default and its basis."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

RULES_ADOPTED_ON = date(2025, 11, 11)


class SettingKey(StrEnum):
    REWORK_RETURNS_TO = "rework_returns_to"
    BASELINE_YEARS = "baseline_years"
    HAND_OVER_WORKING_DAYS = "hand_over_working_days"


@dataclass(frozen=True)
class OpenQuestion:
    """`allowed` values are strings; `default` is the one in force from the day of the Rules."""

    key: SettingKey
    allowed: tuple[str, ...]
    default: str
    basis: str


OPEN_QUESTIONS = (
    OpenQuestion(
        SettingKey.REWORK_RETURNS_TO,
        allowed=("refusing_body", "from_the_start"),
        default="refusing_body",
        basis="Resolution No. 958, p. 15: a reworked program goes to the corresponding state bodies; which is not said",
    ),
    OpenQuestion(
        SettingKey.BASELINE_YEARS,
        allowed=("3", "4", "5"),
        default="3",
        basis="Resolution No. 958, p. 6(1): the last three years, read as completed years before drafting",
    ),
    OpenQuestion(
        SettingKey.HAND_OVER_WORKING_DAYS,
        allowed=("0", "1", "2", "3"),
        default="1",
        basis="Not in the Rules: working days planned for each hand-over and for adoption in the backward planner",
    ),
)


def question(key: str) -> OpenQuestion:
    return next(open_question for open_question in OPEN_QUESTIONS if open_question.key == key)
