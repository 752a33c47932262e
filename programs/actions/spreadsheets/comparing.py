"""What a workbook would change in the draft as it stands at this moment."""

from datetime import date

from programs.content import content_of, content_row
from programs.models import Program, SpreadsheetUpload
from programs.models.rows import removed_rows
from programs.rules.content import Content, ContentRow
from programs.spreadsheets.comparing import Comparison, compare, missing_from
from programs.spreadsheets.findings import Findings, findings_of


def comparison_of(upload: SpreadsheetUpload, *, on: date) -> Comparison | None:
    """None as long as it is not read, and where it was refused as a whole."""
    found = (upload.result or {}).get("found")
    return compare_with(findings_of(found), upload.program, on=on) if found else None


def compare_with(findings: Findings, program: Program, *, on: date) -> Comparison:
    content = content_of(program, on=on)
    return compare(findings, content, _gone(findings, program, content))


def _gone(findings: Findings, program: Program, content: Content) -> dict[str, ContentRow]:
    """Rows the workbook changes that somebody removed, as they last stood: a query for each section that lost some."""
    missing = missing_from(content, findings)
    found: dict[str, ContentRow] = {}
    for section in {code for code, _row_id in missing}:
        ids = [row_id for code, row_id in missing if code == section]
        found |= {row_id: content_row(row) for row_id, row in removed_rows(program, section, ids).items()}
    return found
