"""Table 6 names measures of state support (p. 5); a program may rest on none, so this is a warning."""

from collections.abc import Iterator

from icv_portal.accounts.rules.labels import Label
from programs.rules.checks.finding import Finding, Severity
from programs.rules.content import Content

MESSAGE = Label(
    kk="6-кестеде мемлекеттік қолдау шаралары жоқ. Бағдарлама сүйенетін шаралар болса, оларды енгізіңіз.",
    ru="В таблице 6 нет мер государственной поддержки. Если программа на них опирается, введите их.",
    en="Table 6 names no measures of state support. If the program rests on any, enter them.",
)


def missing_support_measures(content: Content) -> Iterator[Finding]:
    if not content.is_filled("table_6"):
        yield Finding(
            code="missing_support_measures",
            severity=Severity.WARNING,
            point="5",
            message=MESSAGE,
            section="table_6",
        )
