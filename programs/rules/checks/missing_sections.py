"""Every section of the standard form is filled in (p. 8).

Tables 3 and 4 have checks of their own that say more; Table 5 may stay empty, since other directions are added only on
somebody's initiative (p. 9); an empty Table 6 is a warning.
"""

from collections.abc import Iterator

from icv_portal.accounts.rules.labels import Label
from programs.rules.checks.finding import Finding, Severity
from programs.rules.content import Content
from programs.rules.names import section_name
from programs.rules.standard_form import section

MESSAGE = Label(
    kk="«{section}» толтырылмаған. Оны толтырыңыз: үлгілік нысан міндетті.",
    ru="Не заполнено: «{section}». Заполните: типовая форма обязательна.",
    en="“{section}” is not filled in. Fill it in: the standard form is mandatory.",
)


def missing_sections(content: Content) -> Iterator[Finding]:
    required = ["current_situation", "problem_issues", "table_2"]
    if content.baseline_years:  # without a completed year there is nothing Table 1 could hold
        required.append("table_1")
    for code in required:
        if not content.is_filled(code):
            yield Finding(
                code="missing_sections",
                severity=Severity.ERROR,
                point="8",
                message=MESSAGE.format(section=section_name(section(code))),
                section=code,
            )
