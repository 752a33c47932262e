"""States and steps of the procedure of agreement and adoption: the state machine, all of it.

Each `@step` line says from where, to where, by whom and by which point of the Rules. Bodies are empty: consequences
belong to the actions. Buttons, permissions, the diagram and the tests are read from these lines.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django_fsm import GET_STATE, transition

from approvals.rules.route import BodyKind, first_body, returns_to
from icv_portal.accounts.rules.labels import Label, Labelled
from icv_portal.accounts.rules.roles import Role


class State(Labelled):
    DRAFT = "draft", Label(kk="Жоба", ru="Черновик", en="Draft")
    WITH_REGULATOR = (
        "with_regulator",
        Label(
            kk="Табиғи монополиялар органында қаралуда",
            ru="На рассмотрении в органе по естественным монополиям",
            en="With the natural-monopoly body",
        ),
    )
    WITH_AUTHORIZED_BODY = (
        "with_authorized_body",
        Label(
            kk="Уәкілетті органда қаралуда",
            ru="На рассмотрении в уполномоченном органе",
            en="With the authorized body",
        ),
    )
    REWORK = "rework", Label(kk="Пысықтауда", ru="На доработке", en="In rework")
    AGREED = "agreed", Label(kk="Келісілген", ru="Согласована", en="Agreed")
    ADOPTED = "adopted", Label(kk="Бекітілген", ru="Утверждена", en="Adopted")
    WITHDRAWN = "withdrawn", Label(kk="Кері қайтарып алынған", ru="Отозвана", en="Withdrawn")


STATE_AT = {BodyKind.REGULATOR: State.WITH_REGULATOR, BodyKind.AUTHORIZED_BODY: State.WITH_AUTHORIZED_BODY}
BODY_OF = {state: body for body, state in STATE_AT.items()}
BODY_STATES = tuple(BODY_OF)
CUSTOMERS_HANDS = (State.DRAFT, State.REWORK)
FINISHED_STATES = (State.ADOPTED, State.WITHDRAWN)


def at_first_body(procedure: Any) -> State:
    return STATE_AT[first_body(procedure.bodies)]


def at_body_after_rework(procedure: Any) -> State:
    """Set by the action before the step, from the legal setting in force and the body that refused (p. 15)."""
    return STATE_AT[returns_to(procedure.bodies, procedure.refused_by, procedure.rework_returns_to)]


def step(source: State, target: Any, *, by: Role, point: str) -> Callable[[Any], Any]:
    return transition(field="state", source=source, target=target, custom={"by": by, "point": point})


class Workflow:
    """Mixin of `Procedure`, which has the protected field `state`."""

    @step(State.DRAFT, GET_STATE(at_first_body, states=BODY_STATES), by=Role.SIGNATORY, point="10, 11")
    def submit(self) -> None:
        """The customer sends the program for agreement: to the regulator first if it is a natural monopoly."""

    @step(State.WITH_REGULATOR, State.WITH_AUTHORIZED_BODY, by=Role.REGULATOR_HEAD, point="13, 16")
    @step(State.WITH_AUTHORIZED_BODY, State.AGREED, by=Role.AUTHORIZED_BODY_HEAD, point="16")
    def agree(self) -> None:
        """No ground for refusal: on to the next body, or back to the customer for adoption."""

    @step(State.WITH_REGULATOR, State.REWORK, by=Role.REGULATOR_HEAD, point="14")
    @step(State.WITH_AUTHORIZED_BODY, State.REWORK, by=Role.AUTHORIZED_BODY_HEAD, point="14")
    def refuse(self) -> None:
        """A ground for refusal exists: back to the customer, the term for rework starts."""

    @step(State.REWORK, GET_STATE(at_body_after_rework, states=BODY_STATES), by=Role.SIGNATORY, point="15")
    def resubmit(self) -> None:
        """The customer sends the reworked program."""

    @step(State.AGREED, State.ADOPTED, by=Role.SIGNATORY, point="17")
    def adopt(self) -> None:
        """The customer adopts the agreed program, unchanged."""

    @step(State.WITH_REGULATOR, State.WITHDRAWN, by=Role.SIGNATORY, point="APPC 64(9)")
    @step(State.WITH_AUTHORIZED_BODY, State.WITHDRAWN, by=Role.SIGNATORY, point="APPC 64(9)")
    @step(State.AGREED, State.WITHDRAWN, by=Role.SIGNATORY, point="APPC 64(9)")
    def withdraw(self) -> None:
        """The customer takes the program back before a decision; it may submit anew from a new draft."""


@dataclass(frozen=True)
class Step:
    name: str
    source: State
    targets: tuple[State, ...]
    by: Role
    point: str


@cache  # asked for every row of "my turn"
def steps() -> tuple[Step, ...]:
    """Every step of the procedure, in the order written above."""
    return tuple(_declared())


def _declared() -> Iterator[Step]:
    for name, method in vars(Workflow).items():
        for source, found in getattr(getattr(method, "_django_fsm", None), "transitions", {}).items():
            targets = getattr(found.target, "allowed_states", None) or (found.target,)
            yield Step(name, State(source), tuple(map(State, targets)), found.custom["by"], found.custom["point"])
