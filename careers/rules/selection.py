"""Who may do what in selections. Objects are selections, candidacies or objections."""

from __future__ import annotations

from typing import Any

import rules

from asn_portal.access.permissions import Permission
from asn_portal.access.predicates import covers, has_permission, is_employee
from asn_portal.access.scope import scope_of
from careers.enums import CandidacyState


def selection_of(obj: Any) -> Any:
    """The selection of a stage, candidacy, amendment or objection; a selection is its own."""
    for step in ("stage", "selection"):
        obj = getattr(obj, step, obj)
    return obj


def _path(obj: Any) -> str:
    return str(selection_of(obj).unit.path)


@rules.predicate
def competes(user: Any, obj: Any) -> bool:
    """The user is a candidate of the selection, even one who has only begun to write."""
    employee_id = scope_of(user).employee_id
    return (
        obj is not None
        and employee_id is not None
        and selection_of(obj).candidacies.filter(employee=employee_id).exists()
    )


@rules.predicate
def is_own_candidacy(user: Any, candidacy: Any) -> bool:
    return candidacy is not None and scope_of(user).employee_id == candidacy.employee_id


@rules.predicate
def is_in_conflict(user: Any, obj: Any) -> bool:
    """As a member of the panel, now or before, the user declared a conflict of interest with this candidate, or with
    whoever objects."""
    candidacy = getattr(obj, "candidacy", obj)
    return obj is not None and _declared_with(user, selection_of(candidacy).candidacies.filter(pk=candidacy.pk))


@rules.predicate
def is_in_conflict_with_proposed(user: Any, selection: Any) -> bool:
    """Likewise with one of the proposed."""
    return selection is not None and _declared_with(user, selection.candidacies.filter(state=CandidacyState.PROPOSED))


def _declared_with(user: Any, candidacies: Any) -> bool:
    rows = candidacies.filter(conflict_declarations__has_conflict=True, conflict_declarations__member__user=user.pk)
    return bool(rows.exists())


reads = covers(Permission.CAREER_VIEW, _path) & ~competes
keeps = covers(Permission.CAREER_MANAGE, _path) & ~competes
signs = covers(Permission.CAREER_SIGN, _path) & ~competes
audits = covers(Permission.AUDIT_VIEW, _path) & ~competes

rules.add_perm("careers.list_selections", has_permission(Permission.CAREER_VIEW))
rules.add_perm("careers.create_selection", has_permission(Permission.CAREER_MANAGE))
# Nobody who competes sees the office's side of the selection, nor acts on it.
rules.add_perm("careers.view_selection", reads)
rules.add_perm("careers.manage_selection", keeps)
# Names and files of candidates: the office and the auditor. The head learns the proposed names, at the end.
rules.add_perm("careers.list_candidates", keeps | audits)
# Which ones is for `visible_to`: of the head only the proposed.
rules.add_perm("careers.view_candidacy", keeps | audits | signs)
rules.add_perm("careers.sign_amendment", keeps | signs)
rules.add_perm("careers.decide_selection", signs & ~is_in_conflict_with_proposed)
# Checking one candidate, or answering one objection.
rules.add_perm("careers.decide_on_candidate", keeps & ~is_in_conflict)
# The second signature under an answer.
rules.add_perm("careers.sign_answer", (keeps | signs) & ~is_in_conflict)
rules.add_perm("careers.see_vacancies", is_employee)
rules.add_perm("careers.own_candidacy", is_own_candidacy)
