"""Changes to a program's text and what freezes it; each action locks the program's row first."""

from programs.actions.freezing import freeze
from programs.actions.presence import be_present
from programs.actions.programs import baseline_of, change_period, create_program, grant_access, lock, take_back, unlock
from programs.actions.readiness import return_with_note, stand_ready, take_ready_back
from programs.actions.rights import add_subsoil_right, end_subsoil_right
from programs.actions.sections import SavedSection, SectionChange, SectionConflict, save_section
from programs.actions.spells import end_old_spells
from programs.actions.starting import start_from
from programs.actions.typing import Contested, TypedCell, Typing, type_cells

__all__ = [
    "Contested",
    "SavedSection",
    "SectionChange",
    "SectionConflict",
    "TypedCell",
    "Typing",
    "add_subsoil_right",
    "baseline_of",
    "be_present",
    "change_period",
    "create_program",
    "end_old_spells",
    "end_subsoil_right",
    "freeze",
    "grant_access",
    "lock",
    "return_with_note",
    "save_section",
    "stand_ready",
    "start_from",
    "take_back",
    "take_ready_back",
    "type_cells",
    "unlock",
]
