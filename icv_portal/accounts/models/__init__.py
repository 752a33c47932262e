from icv_portal.accounts.models.absences import Absence
from icv_portal.accounts.models.digests import DailyDigest, DailyNotice
from icv_portal.accounts.models.feeds import CalendarFeed
from icv_portal.accounts.models.legal_settings import LegalSetting
from icv_portal.accounts.models.memberships import Membership
from icv_portal.accounts.models.organizations import Organization, OrganizationFact
from icv_portal.accounts.models.sign_in import KeptForm, SignInLock
from icv_portal.accounts.models.tokens import ApiToken
from icv_portal.accounts.models.users import User
from icv_portal.journal.insert_only import protect_history

protect_history(User, Organization, OrganizationFact, Membership, ApiToken, Absence, CalendarFeed)

__all__ = [
    "Absence",
    "ApiToken",
    "CalendarFeed",
    "DailyDigest",
    "DailyNotice",
    "KeptForm",
    "LegalSetting",
    "Membership",
    "Organization",
    "OrganizationFact",
    "SignInLock",
    "User",
]
