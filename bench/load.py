"""A load generator for 127.0.0.1: one process, kept-alive connections, answers read to the last byte."""

from __future__ import annotations

import re
import selectors
import socket
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.I)


@dataclass(frozen=True)
class Load:
    requests: int
    seconds: float
    median_ms: float
    p95_ms: float
    errors: int

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds


class _Line:
    """One connection: what was sent when, and what has come back so far."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.connect()

    def connect(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""
        self.request = b""

    def send(self, request: bytes) -> None:
        self.buffer = b""
        self.started = time.perf_counter()
        self.socket.sendall(request)

    def receive(self) -> bool:
        """Read what is there; whether the answer is complete."""
        data = self.socket.recv(262_144)
        if not data:
            raise ConnectionError
        self.buffer += data
        head, separator, body = self.buffer.partition(b"\r\n\r\n")
        if not separator:
            return False
        length = LENGTH.search(head)
        if length is None:
            return head.startswith((b"HTTP/1.1 204", b"HTTP/1.1 304")) or body.endswith(b"0\r\n\r\n")
        return len(body) >= int(length[1])

    @property
    def status(self) -> int:
        return int(self.buffer[9:12])


def run(
    port: int,
    request: Callable[[int], bytes],
    *,
    expect: int,
    connections: int = 8,
    seconds: float = 3.0,
    finish: bool = False,
) -> Load:
    """Send `request(n)` for n = 0, 1, … over `connections` at once for `seconds`; another status than `expect` is an
    error. With `finish` what is on its way at the end is waited for, and a request whose line broke is sent again."""
    selector = selectors.DefaultSelector()
    number, errors, times = 0, 0, []
    begin = time.perf_counter()

    def next_request(line: _Line, again: bytes | None = None) -> None:
        nonlocal number
        line.request = again or request(number)
        line.send(line.request)
        number += again is None

    for _ in range(connections):
        line = _Line(port)
        selector.register(line.socket, selectors.EVENT_READ, line)
        next_request(line)
    while (is_on := time.perf_counter() - begin < seconds) or (finish and selector.get_map()):
        for key, _mask in selector.select(timeout=5):
            line = key.data
            try:
                if not line.receive():
                    continue
            except ConnectionError:
                # The server closes a kept connection now and then, which is its right.
                selector.unregister(line.socket)
                line.socket.close()
                line.connect()
                selector.register(line.socket, selectors.EVENT_READ, line)
                next_request(line, line.request if finish else None)
                continue
            times.append(time.perf_counter() - line.started)
            errors += line.status != expect
            if is_on:
                next_request(line)
            else:
                selector.unregister(line.socket)
                line.socket.close()
    elapsed = time.perf_counter() - begin
    for key in list(selector.get_map().values()):
        key.data.socket.close()
    selector.close()
    ordered = sorted(times) or [float("nan")]
    return Load(
        requests=len(times),
        seconds=elapsed,
        median_ms=statistics.median(ordered) * 1000,
        p95_ms=ordered[int(len(ordered) * 0.95)] * 1000,
        errors=errors,
    )


def get(path: str, headers: dict[str, str] | None = None) -> bytes:
    lines = [
        f"GET {path} HTTP/1.1",
        "Host: 127.0.0.1",
        *(f"{name}: {value}" for name, value in (headers or {}).items()),
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def post(path: str, body: str, headers: dict[str, str] | None = None) -> bytes:
    lines = [
        f"POST {path} HTTP/1.1",
        "Host: 127.0.0.1",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        *(f"{name}: {value}" for name, value in (headers or {}).items()),
    ]
    return ("\r\n".join(lines) + f"\r\n\r\n{body}").encode()
