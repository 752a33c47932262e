"""What the description of the API says about the whole of it."""

VERSION = "1.0.0"
TITLE = "ICV development programs"
DESCRIPTION = """\
What the pages of the portal show and do, for programs: the same rules, the same visibility, the same wording.

**Who calls.** `Authorization: Bearer icv_…`: a token acts in the membership it was issued for and may do what its
scopes say. It is issued and revoked by its person on the page “API tokens”. The session of the pages opens the API,
too.

**Languages.** `Accept-Language: kk`, `ru` or `en`; without it the person's own, Kazakh for strangers. Codes stay
codes.

**Values.** Amounts, shares and quantities are strings, exactly as the portal keeps them. Days are ISO dates, moments
ISO with their offset.

**Problems.** Every error is a problem (RFC 9457, `application/problem+json`); its `code` is explained at `type`. What
you may not see answers 404, what you see but may not do answers 403.

**Drafts.** Whoever changes a section says in `If-Match` which version they saw. When somebody saved meanwhile nothing
is changed: 412 with both values.

**Lists.** Each page holds up to 50 results; `next` is the address of the following one, null on the last.
"""
TAGS = [
    {"name": "me", "description": "Who calls, and as whom."},
    {"name": "tokens", "description": "Tokens of the caller."},
    {"name": "absences", "description": "Who of the caller's organisation is away, and who is written to instead."},
    {"name": "programs", "description": "The standard form of a big customer's program, its draft and its checks."},
    {"name": "versions", "description": "What was submitted, frozen: contents, comparison, documents."},
    {"name": "contracts", "description": "The company's register of contracts aimed at industrial development."},
    {"name": "procedures", "description": "The way of a program through agreement and adoption, step by step."},
    {"name": "considerations", "description": "What a state body does with a program: proposal, decision, hearing."},
    {"name": "letters", "description": "Letters of the state bodies, and their documents."},
    {"name": "terms", "description": "Terms of the Rules, with every day counted and skipped."},
    {"name": "inbox", "description": "The inbox of the caller's organisation: the place of delivery."},
    {"name": "calendar", "description": "The working calendar terms are counted by."},
    {"name": "problems", "description": "What each code of a problem means."},
]

ENUM_NAMES = {
    "Role": "icv_portal.api.serializers.ROLES",
    "EmailChoice": "icv_portal.api.absences.CHOICES",
    "Scope": "icv_portal.api.serializers.SCOPES",
    "DocumentStanding": "icv_portal.api.documents.STANDINGS",
    "CellKind": "programs.api.serializers.form.CELL_KINDS",
    "YearsOfColumn": "programs.api.serializers.form.YEARS",
    "SectionCode": "programs.api.serializers.form.SECTION_CODES",
    "SectionStatus": "programs.api.serializers.sections.PROGRESS",
    "OfficialLanguage": "programs.api.serializers.programs.LANGUAGES",
    "SeenAsCustomer": "programs.api.serializers.programs.SEEN_AS_CUSTOMER",
    "SeenAsStaff": "programs.api.serializers.programs.SEEN_AS_STAFF",
    "AttachmentKind": "programs.api.serializers.versions.ATTACHMENT_KINDS",
    "UploadState": "programs.api.serializers.spreadsheets.UPLOAD_STATES",
    "SideOfConflict": "programs.api.serializers.spreadsheets.SIDES",
    "ContractKind": "programs.api.serializers.versions.CONTRACT_KINDS",
    "KindAppliedFor": "programs.api.serializers.versions.KINDS_APPLIED_FOR",
    "ContractStatus": "programs.api.serializers.contracts.CONTRACT_STATUSES",
    "ContractState": "programs.api.serializers.contracts.CONTRACT_STATES",
    "EndOfContract": "programs.api.serializers.contracts.ENDS",
    "ProposedOutcome": "approvals.api.serializers.considerations.PROPOSED",
    "ApplicationOutcome": "programs.api.serializers.versions.OUTCOMES",
    "ScanState": "programs.api.serializers.attachments.SCAN_STATES",
    "PurchasePurpose": "programs.api.serializers.versions.PURCHASE_PURPOSES",
    "PurchaseKind": "programs.api.serializers.versions.PURCHASE_KINDS",
    "PurchaseImportStage": "programs.api.serializers.purchases.STAGES",
    "PurchaseColumn": "programs.api.serializers.purchases.COLUMNS",
    "PurchaseFault": "programs.api.serializers.purchases.FAULTS",
    "PurchaseNote": "programs.api.serializers.purchases.NOTES",
    "PurchaseRefusal": "programs.api.serializers.purchases.REFUSALS",
    "SubsoilRightKind": "programs.api.serializers.versions.RIGHT_KINDS",
    "ChangeKind": "programs.api.serializers.versions.CHANGE_KINDS",
    "GroundForRefusal": "approvals.api.serializers.parts.GROUNDS",
    "RiskOfGround": "approvals.api.serializers.reading.RISKS",
    "SpanOfTimeliness": "approvals.api.timeliness.SPANS",
    "BodyKind": "approvals.api.serializers.parts.BODY_KINDS",
    "RouteOfProgram": "approvals.api.planner.ROUTE_CODES",
    "TermKind": "approvals.api.serializers.parts.TERM_KINDS",
    "LetterKind": "approvals.api.serializers.parts.LETTER_KINDS",
    "DayKind": "approvals.api.serializers.parts.DAY_KINDS",
    "CalendarDayWanted": "approvals.api.serializers.calendar.KINDS_WANTED",
    "CalendarDayKind": "approvals.api.serializers.parts.CALENDAR_KINDS",
}
"""Sets of codes that several answers share, each by the name it has in the description."""
