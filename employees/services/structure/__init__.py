"""Units renamed, merged, split or closed on a date. History stays true as of any date.

`StructureChange.plan` by kind:

- RENAME: `name`
- MERGE: `into` (unit), `head_title` (the position that the head of the merged unit gets), `head_type` and
  `head_echelon` (of that position; those of the former post where missing), `roles` "end" or "move"
- SPLIT: `parts` [{`name`, `kind`}], `positions` {position: index of its part}, and how one position is divided (see
  `division`)
- CLOSE: nothing

Nothing is moved in the tree. Paths stand in the trail, with documents and with notices; a subtree that moved would take
their scope away from them. So units below must be merged or closed first, positions are made anew in the new unit and
people get a new entry in their history; what is closed keeps its place, its positions and everything that names them.
"""

from employees.services.structure.apply import apply_change, apply_due_changes
from employees.services.structure.obstacles import Preview, preview_of
from employees.services.structure.plan import EARLIEST, SCAN_KIND, cancel_change, plan_change

__all__ = [
    "EARLIEST",
    "SCAN_KIND",
    "Preview",
    "apply_change",
    "apply_due_changes",
    "cancel_change",
    "plan_change",
    "preview_of",
]
