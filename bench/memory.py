"""The peak memory of this process alone."""

from __future__ import annotations

from pathlib import Path


def peak_mb() -> int:
    """Megabytes. Not `getrusage`: its maximum outlives an exec and would be that of the process that started us."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) // 1024
    raise RuntimeError("The kernel tells no peak memory.")
