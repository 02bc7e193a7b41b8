"""Mentorships, batches, and the rules that an office sets."""

from careers.models.batch import BatchLine, BatchSignature, CareerBatch
from careers.models.mentoring import MentoringMeeting, Mentorship
from careers.models.rule import CareerRule

__all__ = ["BatchLine", "BatchSignature", "CareerBatch", "CareerRule", "MentoringMeeting", "Mentorship"]
