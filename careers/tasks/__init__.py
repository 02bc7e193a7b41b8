"""The ticks of careers, by noun."""

from careers.tasks.batch import apply_batches, make_batch_papers

__all__ = ["apply_batches", "make_batch_papers"]
