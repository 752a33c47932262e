"""A procedure as a row of the list, and whole: one shape for its customer, one for state bodies and auditors."""

from rest_framework import serializers

from approvals.api import examples
from approvals.api.examples import example
from approvals.api.serializers.parts import CUSTOMER, STAFF, LabelField, Official, SeenAs, by_side, codes_of
from approvals.due_dates import DueDates
from approvals.models import Procedure
from approvals.workflow import State
from icv_portal.accounts.rules.categories import Category
from icv_portal.accounts.rules.tokens import Scope
from icv_portal.api.serializers import OrganizationBrief
from programs.api.serializers.programs import VersionBrief


class CustomerAsSubmitted(serializers.Serializer[Procedure]):
    """The customer under the name it had at submission."""

    id = serializers.UUIDField(source="customer_id")
    bin = serializers.CharField(source="customer.bin")
    name = serializers.CharField(source="customer_name", help_text="In the caller's language.")


@example("With a state body", examples.PROCEDURE_ROW)
class ProcedureRow(serializers.Serializer[Procedure]):
    """`context["dates"]` are the DueDates of the day."""

    id = serializers.UUIDField()
    program = serializers.UUIDField(source="program_id")
    customer = CustomerAsSubmitted(source="*")
    categories = serializers.ListField(child=serializers.ChoiceField(codes_of(Category)))
    first_year = serializers.IntegerField()
    last_year = serializers.IntegerField()
    state = serializers.ChoiceField(codes_of(State))
    state_label = LabelField(of=State, source="state")
    round = serializers.IntegerField(help_text="1 until the first resubmission.")
    turn_of = OrganizationBrief(source="responsible_organization", allow_null=True, help_text="Whose turn it is.")
    due_on = serializers.DateField(allow_null=True, help_text="The last day, until 24:00 Asia/Almaty.")
    working_days_left = serializers.SerializerMethodField(
        help_text="0 on the last day, negative when overdue; null where a calendar is missing."
    )
    is_overdue = serializers.SerializerMethodField(help_text="A missed term decides nothing: it is a flag.")
    lacks_calendar = serializers.SerializerMethodField(help_text="A term runs whose last day cannot be computed.")
    version = serializers.IntegerField(help_text="Counts the steps: send it back as `shown_version`.")
    opened_at = serializers.DateTimeField()
    submitted_at = serializers.DateTimeField(allow_null=True)
    agreed_at = serializers.DateTimeField(allow_null=True)
    adopted_at = serializers.DateTimeField(allow_null=True)

    def get_working_days_left(self, procedure: Procedure) -> int | None:
        return self._dates.days_left(procedure.due_on)

    def get_is_overdue(self, procedure: Procedure) -> bool:
        return self._dates.is_overdue(procedure.due_on)

    def get_lacks_calendar(self, procedure: Procedure) -> bool:
        return self._dates.lacks_calendar(procedure.due_on, procedure.state)

    @property
    def _dates(self) -> DueDates:
        dates: DueDates = self.context["dates"]
        return dates


class RouteStepSerializer(serializers.Serializer[object]):
    name = serializers.CharField(source="label")
    status = serializers.ChoiceField(["done", "current", "refused", "upcoming"])
    on = serializers.DateField(allow_null=True)
    note = serializers.CharField(allow_blank=True)


class TaskSerializer(serializers.Serializer[object]):
    text = serializers.CharField(help_text="What whoever's turn it is must do.")
    point = serializers.CharField()


class OpenStepSerializer(serializers.Serializer[object]):
    name = serializers.CharField()
    title = serializers.CharField(help_text="The verb of the Rules, as on the button of the page.")
    point = serializers.CharField()
    method = serializers.ChoiceField(["POST"])
    address = serializers.CharField()
    preview = serializers.CharField(allow_blank=True, help_text="What would happen; empty where there is no preview.")
    scope = serializers.ChoiceField([scope.value for scope in Scope], help_text="What a token needs for it.")


class OrderSerializer(serializers.Serializer[Procedure]):
    """The customer's order by which it adopted the program (p. 17)."""

    number = serializers.CharField(source="order_number")
    date = serializers.DateField(source="order_date")
    is_late = serializers.BooleanField(source="adopted_late", help_text="Adopted after 30 November.")
    version = VersionBrief(source="adopted_version")


class FilingPlanSerializer(serializers.Serializer[object]):
    """Counted back from 1 December so that every body may use its whole term."""

    adopt_by = serializers.DateField(help_text="30 November: the day itself is excluded by p. 17.")
    file_by = serializers.DateField(source="day", allow_null=True)
    has_passed = serializers.BooleanField()
    missing_year = serializers.IntegerField(allow_null=True, help_text="The year whose calendar is missing.")


class ProposalBrief(serializers.Serializer[object]):
    """Read by the body itself and by auditors."""

    outcome = serializers.CharField(source="proposal.outcome")
    prepared_by = Official()
    prepared_at = serializers.DateTimeField()


class ProcedureWhole(ProcedureRow):
    """What both sides see. The procedure has its Standing as `standing`."""

    route = RouteStepSerializer(many=True, source="standing.route")
    task = TaskSerializer(source="standing.task", allow_null=True)
    term = serializers.UUIDField(source="standing.term", allow_null=True, help_text="The term that runs.")
    open_consideration = serializers.UUIDField(source="standing.opened_id", allow_null=True)
    steps = OpenStepSerializer(source="standing.steps", many=True, help_text="What you may do now.")
    order = OrderSerializer(source="standing.adopted", allow_null=True)
    withdrawal_reason = serializers.CharField(allow_blank=True)
    previous = serializers.UUIDField(
        source="standing.previous", allow_null=True, help_text="The withdrawn procedure this one follows."
    )
    following = serializers.UUIDField(
        source="standing.following", allow_null=True, help_text="The procedure that followed the withdrawal."
    )


class ProcedureOfCustomer(ProcedureWhole):
    seen_as = SeenAs(CUSTOMER)
    filing_plan = FilingPlanSerializer(
        source="standing.plan", allow_null=True, help_text="The latest day to file a draft; null for what is none."
    )
    text_in_your_hands = serializers.BooleanField(
        source="standing.is_writable", help_text="Whether the text of the program can be changed now."
    )


class ProcedureOfStaff(ProcedureWhole):
    seen_as = SeenAs(STAFF)
    proposal = ProposalBrief(
        source="standing.proposed",
        allow_null=True,
        help_text="The reviewer's proposal in the consideration under way, for that body and for auditors.",
    )


PROCEDURE = by_side(
    "Procedure",
    {CUSTOMER: ProcedureOfCustomer, STAFF: ProcedureOfStaff},
    {CUSTOMER: examples.PROCEDURE_OF_CUSTOMER, STAFF: examples.PROCEDURE_OF_STAFF},
)
