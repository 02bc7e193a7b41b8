"""The JavaScript engine that draws charts, in a process of its own.

It takes about 100 MB. In a web worker that memory would stay for good, though charts are drawn once and then come from
the cache; here it goes when nothing was drawn for IDLE_SECONDS. A drawing that never ends can be ended, too.

The process speaks JSON lines: {"spec": …, "options": {…}} in, {"svg": "…"} or {"error": "…"} out.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import subprocess
import sys
import threading
from typing import Any

IDLE_SECONDS = 60.0
DRAWING_SECONDS = 60.0


class DrawingError(ValueError):
    """The specification cannot be drawn; the message is Vega-Lite's."""


class Engine:
    """The caller's side: starts the process when needed, one drawing at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._parent = 0

    def draw(self, spec: dict[str, Any], **options: Any) -> str:
        request = json.dumps({"spec": spec, "options": options}).encode() + b"\n"
        with self._lock:
            try:
                answer = self._ask(request)
            except OSError:
                # It may have gone to sleep between our look and our question.
                self._end()
                answer = self._ask(request)
        if "svg" not in answer:
            raise DrawingError(answer["error"])
        return str(answer["svg"])

    def _ask(self, request: bytes) -> dict[str, Any]:
        process = self._running()
        if process.stdin is None or process.stdout is None:
            raise BrokenPipeError("The chart engine has no pipes.")
        process.stdin.write(request)
        process.stdin.flush()
        line = b""
        while not line.endswith(b"\n"):
            if not select.select([process.stdout], [], [], DRAWING_SECONDS)[0]:
                self._end()
                raise DrawingError(f"The chart was not drawn within {DRAWING_SECONDS:.0f} seconds.")
            part = os.read(process.stdout.fileno(), 1 << 20)
            if not part:
                raise BrokenPipeError("The chart engine ended.")
            line += part
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        # After a fork the pipe belongs to the parent.
        if self._process is None or self._parent != os.getpid() or self._process.poll() is not None:
            self._end()
            self._process = subprocess.Popen(  # noqa: S603  our own module
                # By path, and without this folder on the import path: the engine needs nothing of the portal.
                [sys.executable, "-P", __file__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
            self._parent = os.getpid()
        return self._process

    def _end(self) -> None:
        if self._process is not None and self._parent == os.getpid():
            self._process.kill()
            self._process.wait()
            for stream in (self._process.stdin, self._process.stdout):
                # What it did not read any more cannot be flushed.
                with contextlib.suppress(OSError):
                    stream.close()  # type: ignore[union-attr]
        self._process = None


def serve() -> None:
    """The process's side: draw until the caller is gone or asks nothing any more."""
    import vl_convert

    while select.select([sys.stdin], [], [], IDLE_SECONDS)[0]:
        line = sys.stdin.buffer.readline()
        if not line:
            return
        question = json.loads(line)
        try:
            answer = {"svg": vl_convert.vegalite_to_svg(question["spec"], **question["options"])}
        except ValueError as error:
            answer = {"error": str(error)[:2000]}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
