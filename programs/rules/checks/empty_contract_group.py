"""A group of Table 3 without targets and activities is explained in its note.

Organisations to which art. 46 of the Law does not apply may write that the direction is not applicable.
"""

from collections.abc import Iterator

from icv_portal.accounts.rules.labels import Label
from programs.rules.checks.finding import Finding, Severity
from programs.rules.content import Content
from programs.rules.standard_form import CONTRACT_GROUPS, Group
from programs.rules.targets import has_contract_targets, target_row

MESSAGE = Label(
    kk="3-кесте, «{group}»: нысаналы көрсеткіштер де, іс-шаралар да жоқ. Оларды енгізіңіз немесе ескертпеде неге "
    "жоспарланбайтынын түсіндіріңіз.",
    ru="Таблица 3, «{group}»: нет ни целевых показателей, ни мероприятий. Введите их или объясните в примечании, "
    "почему они не планируются.",
    en="Table 3, “{group}”: there are neither targets nor activities. Enter them or explain in the note why none are "
    "planned.",
)
NOT_APPLICABLE = Label(
    kk="3-кесте, «{group}»: нысаналы көрсеткіштер де, іс-шаралар да жоқ. Заңның 46-бабы ұйымға қолданылмайды: "
    "ескертпеде «қолданылмайды» деп жазып, себебін көрсетіңіз.",
    ru="Таблица 3, «{group}»: нет ни целевых показателей, ни мероприятий. Статья 46 Закона на организацию не "
    "распространяется: напишите в примечании «не применяется» и укажите причину.",
    en="Table 3, “{group}”: there are neither targets nor activities. Art. 46 of the Law does not apply to the "
    "organisation: write “not applicable” in the note and give the reason.",
)


def empty_contract_group(content: Content) -> Iterator[Finding]:
    message = NOT_APPLICABLE if content.customer.art_46_excluded else MESSAGE
    for group in CONTRACT_GROUPS:
        if not _is_planned_or_explained(content, group):
            row = target_row(content, group.code)
            yield Finding(
                code="empty_contract_group",
                severity=Severity.ERROR,
                point="7(2)",
                message=message.format(group=group.label),
                section="table_3",
                row_id=row.id if row else None,
                cell=f"note.{content.languages[0]}" if row else None,
            )


def _is_planned_or_explained(content: Content, group: Group) -> bool:
    if any(not row.is_blank for row in content.rows_of("table_3", "activity", group.code)):
        return True
    row = target_row(content, group.code)
    if row is None:
        return False
    explained = any(row.cells.get(f"note.{language}", "").strip() for language in content.languages)
    return explained or has_contract_targets(row, content)
