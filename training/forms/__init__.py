"""Shapes of input, by noun."""

from training.forms.certificate import CodeForm, RevokeForm
from training.forms.programme import ProgrammeCompetencyForm, ProgrammeForm
from training.forms.registration import ReasonForm, WithdrawForm
from training.forms.session import CancelForm, PlanForm, SessionForm

__all__ = [
    "CancelForm",
    "CodeForm",
    "PlanForm",
    "ProgrammeCompetencyForm",
    "ProgrammeForm",
    "ReasonForm",
    "RevokeForm",
    "SessionForm",
    "WithdrawForm",
]
