"""What stands on paper and on summary pages: gathered into frozen dataclasses, then rendered."""

from training.reports.certificate import CertificatePaper, certificate_paper, certificate_pdf
from training.reports.class_list import ClassList, ParticipantRow, class_list, class_list_pdf, class_list_xlsx
from training.reports.own_training import OwnTraining, own_training
from training.reports.registration import STEP_TONES, Step, course_of_events
from training.reports.session import SessionFigures, session_figures

__all__ = [
    "STEP_TONES",
    "CertificatePaper",
    "ClassList",
    "OwnTraining",
    "ParticipantRow",
    "SessionFigures",
    "Step",
    "certificate_paper",
    "certificate_pdf",
    "class_list",
    "class_list_pdf",
    "class_list_xlsx",
    "course_of_events",
    "own_training",
    "session_figures",
]
