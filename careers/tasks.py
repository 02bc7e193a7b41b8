"""Work in the background, by noun."""

from careers import talent_tasks

__all__ = ["talent_tasks"]
