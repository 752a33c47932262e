"""Who must sign in with a second factor: those who decide for a body, and those who decide who may."""

from icv_portal.accounts.rules.roles import Role

HEADS_AND_ADMINISTRATORS = frozenset(
    {Role.REGULATOR_HEAD, Role.AUTHORIZED_BODY_HEAD, Role.COMPANY_ADMINISTRATOR, Role.PORTAL_ADMINISTRATOR}
)


def roles_required(setting: str) -> frozenset[Role]:
    """`1` for heads and administrators, `0` for nobody, otherwise codes of roles with commas between them.

    Raises ValueError for a code that is no role: a slip must not switch the requirement off.
    """
    if setting in ("0", "1"):
        return HEADS_AND_ADMINISTRATORS if setting == "1" else frozenset()
    return frozenset(Role(code.strip()) for code in setting.split(","))
