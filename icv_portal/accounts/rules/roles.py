"""Kinds of organisations and the roles a person can have in each."""

from icv_portal.accounts.rules.labels import Label, Labelled


class OrganizationKind(Labelled):
    BIG_CUSTOMER = "big_customer", Label(kk="Ірі тапсырыс беруші", ru="Крупный заказчик", en="Big customer")
    REGULATOR = (
        "regulator",
        Label(
            kk="Табиғи монополиялардың тиісті салаларында басшылықты жүзеге асыратын мемлекеттік орган",
            ru="Государственный орган, осуществляющий руководство в соответствующих сферах естественных монополий",
            en="Natural-monopoly state body",
        ),
    )
    AUTHORIZED_BODY = "authorized_body", Label(kk="Уәкілетті орган", ru="Уполномоченный орган", en="Authorized body")
    OVERSIGHT = "oversight", Label(kk="Бақылаушы орган", ru="Контролирующий орган", en="Oversight body")
    PORTAL = "portal", Label(kk="Портал операторы", ru="Оператор портала", en="Portal operator")


class Role(Labelled):
    """Heads and signatories act for their organisation; the others prepare, assign or look."""

    DRAFTER = "drafter", Label(kk="Бағдарламаны әзірлеуші", ru="Разработчик программы", en="Drafter")
    SIGNATORY = "signatory", Label(kk="Қол қоюшы", ru="Подписант", en="Signatory")
    COMPANY_ADMINISTRATOR = (
        "company_administrator",
        Label(kk="Компания әкімшісі", ru="Администратор компании", en="Company administrator"),
    )

    REGULATOR_REVIEWER = (
        "regulator_reviewer",
        Label(
            kk="Табиғи монополиялар органының орындаушысы",
            ru="Исполнитель органа по естественным монополиям",
            en="Reviewer of the natural-monopoly body",
        ),
    )
    REGULATOR_REGISTRAR = (
        "regulator_registrar",
        Label(
            kk="Табиғи монополиялар органының тіркеушісі",
            ru="Регистратор органа по естественным монополиям",
            en="Registrar of the natural-monopoly body",
        ),
    )
    REGULATOR_HEAD = (
        "regulator_head",
        Label(
            kk="Табиғи монополиялар органының басшысы",
            ru="Руководитель органа по естественным монополиям",
            en="Head of the natural-monopoly body",
        ),
    )

    AUTHORIZED_BODY_REVIEWER = (
        "authorized_body_reviewer",
        Label(
            kk="Уәкілетті органның орындаушысы",
            ru="Исполнитель уполномоченного органа",
            en="Reviewer of the authorized body",
        ),
    )
    AUTHORIZED_BODY_REGISTRAR = (
        "authorized_body_registrar",
        Label(
            kk="Уәкілетті органның тіркеушісі",
            ru="Регистратор уполномоченного органа",
            en="Registrar of the authorized body",
        ),
    )
    AUTHORIZED_BODY_HEAD = (
        "authorized_body_head",
        Label(
            kk="Уәкілетті органның басшысы",
            ru="Руководитель уполномоченного органа",
            en="Head of the authorized body",
        ),
    )

    AUDITOR = "auditor", Label(kk="Аудитор", ru="Аудитор", en="Auditor")
    PORTAL_ADMINISTRATOR = (
        "portal_administrator",
        Label(kk="Портал әкімшісі", ru="Администратор портала", en="Portal administrator"),
    )


ANSWER_FOR_OTHERS = (Role.COMPANY_ADMINISTRATOR, Role.REGULATOR_HEAD, Role.AUTHORIZED_BODY_HEAD)
"""Roles that look after the absences and the calendar feeds of their whole organisation."""

ROLES_OF: dict[OrganizationKind, frozenset[Role]] = {
    OrganizationKind.BIG_CUSTOMER: frozenset({Role.DRAFTER, Role.SIGNATORY, Role.COMPANY_ADMINISTRATOR}),
    OrganizationKind.REGULATOR: frozenset({Role.REGULATOR_REVIEWER, Role.REGULATOR_REGISTRAR, Role.REGULATOR_HEAD}),
    OrganizationKind.AUTHORIZED_BODY: frozenset(
        {Role.AUTHORIZED_BODY_REVIEWER, Role.AUTHORIZED_BODY_REGISTRAR, Role.AUTHORIZED_BODY_HEAD}
    ),
    OrganizationKind.OVERSIGHT: frozenset({Role.AUDITOR}),
    OrganizationKind.PORTAL: frozenset({Role.PORTAL_ADMINISTRATOR}),
}
