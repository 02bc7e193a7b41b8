"""Work in the background, by noun."""

from careers.tasks import batch, exam, mentoring, proof, talent

__all__ = ["batch", "exam", "mentoring", "proof", "talent"]
