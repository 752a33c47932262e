"""Enter the office that runs the portal and its first administrator, who enters everybody else on the pages."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from icv_portal.accounts.models import Membership, Organization, User
from icv_portal.accounts.models.audited import AuditedModel
from icv_portal.accounts.rules.roles import OrganizationKind, Role

OF_THE_OFFICE = {
    "bin": "its BIN",
    "name_kk": "its name in Kazakh",
    "name_ru": "in Russian",
    "name_en": "in English",
    "postal_address": "its postal address",
}
OF_THE_PERSON = {"email": "the person's e-mail", "full_name": "surname and given names"}
OF_THE_MEMBERSHIP = {"position": "the position in Kazakh", "basis": "the order the appointment rests on"}
REASON = "first administrator"


class Command(BaseCommand):
    help = "Enters the first portal administrator; the password is set by way of the sign-in page's letter."

    def add_arguments(self, parser: CommandParser) -> None:
        for name, text in {**OF_THE_OFFICE, **OF_THE_PERSON, **OF_THE_MEMBERSHIP}.items():
            parser.add_argument(f"--{name.replace('_', '-')}", required=True, help=text)

    def handle(self, *args: Any, **options: Any) -> None:
        if Membership.objects.in_force(timezone.localdate()).filter(role=Role.PORTAL_ADMINISTRATOR).exists():
            raise CommandError("There is a portal administrator already, who enters others on the portal's pages.")
        try:
            enter(**{name: options[name] for name in {**OF_THE_OFFICE, **OF_THE_PERSON, **OF_THE_MEMBERSHIP}})
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        self.stdout.write('Entered. The password is set by way of "Forgotten password" on the sign-in page.')


@transaction.atomic
def enter(*, email: str, full_name: str, position: str, basis: str, **office: str) -> None:
    organization = Organization(kind=OrganizationKind.PORTAL, **office)
    user = User(email=email, full_name=full_name)
    user.set_unusable_password()
    for entered in (organization, user):
        save(entered)
    day = timezone.localdate()
    role = Role.PORTAL_ADMINISTRATOR
    save(Membership(user=user, organization=organization, role=role, position=position, basis=basis, valid_from=day))


def save(entered: AuditedModel) -> None:
    entered.full_clean()
    entered.save_by(None, reason=REASON)
