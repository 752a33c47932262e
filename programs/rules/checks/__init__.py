"""Checks before submission: each one function in a module of its own, listed here in the order they are shown."""

from collections.abc import Callable, Iterator, Sequence

from programs.rules.checks.activity_without_target import activity_without_target
from programs.rules.checks.actual_shares_disagree import actual_shares_disagree
from programs.rules.checks.actual_totals import actual_totals
from programs.rules.checks.applications_differ import applications_differ
from programs.rules.checks.empty_contract_group import empty_contract_group
from programs.rules.checks.falling_target import falling_target
from programs.rules.checks.finding import Finding, Ground, Severity
from programs.rules.checks.incomplete_actual_values import incomplete_actual_values
from programs.rules.checks.incomplete_support_measure import incomplete_support_measure
from programs.rules.checks.missing_right_targets import missing_right_targets
from programs.rules.checks.missing_rights import missing_rights
from programs.rules.checks.missing_sections import missing_sections
from programs.rules.checks.missing_sme_activities import missing_sme_activities
from programs.rules.checks.missing_support_measures import missing_support_measures
from programs.rules.checks.missing_targets import missing_targets
from programs.rules.checks.missing_term import missing_term
from programs.rules.checks.missing_text import missing_text
from programs.rules.checks.negative_number import negative_number
from programs.rules.checks.planned_share_differs import planned_share_differs
from programs.rules.checks.planned_volume_differs import planned_volume_differs
from programs.rules.checks.share_out_of_range import share_out_of_range
from programs.rules.checks.short_baseline import short_baseline
from programs.rules.checks.target_below_actual import target_below_actual
from programs.rules.checks.target_below_contracts import target_below_contracts
from programs.rules.checks.targets_below_applications import targets_below_applications
from programs.rules.checks.text_in_one_language import text_in_one_language
from programs.rules.checks.too_many_decimals import too_many_decimals
from programs.rules.checks.unreadable_number import unreadable_number
from programs.rules.checks.volume_contradicts_share import volume_contradicts_share
from programs.rules.content import Content
from programs.rules.content_json import as_submitted

__all__ = ["ALL_CHECKS", "ERRORS", "WARNINGS", "Finding", "Ground", "Severity", "run"]

Check = Callable[[Content], Iterator[Finding]]

ERRORS: tuple[Check, ...] = (
    missing_sections,
    short_baseline,
    incomplete_actual_values,
    actual_totals,
    missing_rights,
    missing_right_targets,
    missing_targets,
    empty_contract_group,
    missing_sme_activities,
    missing_text,
    unreadable_number,
    negative_number,
    share_out_of_range,
    too_many_decimals,
)
WARNINGS: tuple[Check, ...] = (
    target_below_actual,
    falling_target,
    targets_below_applications,
    applications_differ,
    target_below_contracts,
    volume_contradicts_share,
    planned_share_differs,
    planned_volume_differs,
    actual_shares_disagree,
    missing_term,
    activity_without_target,
    missing_support_measures,
    incomplete_support_measure,
    text_in_one_language,
)
ALL_CHECKS = (*ERRORS, *WARNINGS)


def run(content: Content, checks: Sequence[Check] = ALL_CHECKS) -> list[Finding]:
    """Everything found in what would be submitted, errors first; only the ERRORS keep it from being submitted."""
    return found_in(as_submitted(content), checks)


def found_in(submitted: Content, checks: Sequence[Check]) -> list[Finding]:
    """The same where the content is read from its frozen form already."""
    return [finding for check in checks for finding in check(submitted)]
