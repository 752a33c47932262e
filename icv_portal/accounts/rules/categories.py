"""Categories of big customers, and the facts about an organisation they follow from."""

from collections.abc import Collection

from icv_portal.accounts.rules.labels import Label, Labelled


class Category(Labelled):
    SUBSOIL_USER = "subsoil_user", Label(kk="Жер қойнауын пайдаланушы", ru="Недропользователь", en="Subsoil user")
    QUASI_PUBLIC = (
        "quasi_public",
        Label(
            kk="Квазимемлекеттік сектор субъектісі",
            ru="Субъект квазигосударственного сектора",
            en="Quasi-public sector subject",
        ),
    )
    NATURAL_MONOPOLY = (
        "natural_monopoly",
        Label(
            kk="Табиғи монополия субъектісі",
            ru="Субъект естественной монополии",
            en="Natural monopoly subject",
        ),
    )
    BACKBONE = (
        "backbone",
        Label(kk="Жүйе түзуші кәсіпорын", ru="Системообразующее предприятие", en="Backbone enterprise"),
    )


class FactKind(Labelled):
    """Dated facts of an organisation: its categories and two that change what its categories mean."""

    SUBSOIL_USER = Category.SUBSOIL_USER.value, Category.SUBSOIL_USER.label
    QUASI_PUBLIC = Category.QUASI_PUBLIC.value, Category.QUASI_PUBLIC.label
    NATURAL_MONOPOLY = Category.NATURAL_MONOPOLY.value, Category.NATURAL_MONOPOLY.label
    BACKBONE = Category.BACKBONE.value, Category.BACKBONE.label
    SMALL_CAPACITY = (
        "small_capacity",
        Label(
            kk="Қуаты аз табиғи монополия субъектісі",
            ru="Субъект естественной монополии малой мощности",
            en="Natural monopoly subject of small capacity",
        ),
    )
    ART_46_EXCLUDED = (
        "art_46_excluded",
        Label(
            kk="«Өнеркәсіптік саясат туралы» Заңның 46-бабы қолданылмайды",
            ru="Статья 46 Закона «О промышленной политике» не применяется",
            en="Art. 46 of the Law “On industrial policy” does not apply",
        ),
    )


def effective_categories(facts: Collection[str]) -> frozenset[Category]:
    """The categories that count: p. 2(1) leaves natural monopolies of small capacity out of natural monopolies.

    `facts` are FactKind codes in force on one day. Empty: not a big customer, no duty to have a program.
    """
    outside = {Category.NATURAL_MONOPOLY} if FactKind.SMALL_CAPACITY in facts else set()
    return frozenset(category for category in Category if category in facts) - outside
