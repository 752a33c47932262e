from icv_portal.journal.insert_only import protect_history
from programs.models.access import Access
from programs.models.programs import Program
from programs.models.rows import Row, SectionState
from programs.models.subsoil_rights import SubsoilRight
from programs.models.versions import Version

protect_history(Program, Row, SubsoilRight)

__all__ = ["Access", "Program", "Row", "SectionState", "SubsoilRight", "Version"]
