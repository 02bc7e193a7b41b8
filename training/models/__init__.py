"""How people grow: programmes, their sessions, and who took part."""

from training.models.attendance import Attendance
from training.models.certificate import Certificate, CertificateSeries
from training.models.programme import TrainingProgramme
from training.models.registration import Registration
from training.models.session import TrainingSession

__all__ = [
    "Attendance",
    "Certificate",
    "CertificateSeries",
    "Registration",
    "TrainingProgramme",
    "TrainingSession",
]
