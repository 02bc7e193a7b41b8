"""A session as a calendar file (RFC 5545), so that a phone reminds its owner."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

CRLF = "\r\n"
# RFC 5545 §3.1: lines of at most 75 octets, without the line break.
LINE_OCTETS = 75


@dataclass(frozen=True)
class CalendarEntry:
    """Times must know their zone; they are written in UTC. `uid` must stay the same for the same session, so that a
    newer file replaces the older entry."""

    uid: str
    title: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    place: str
    description: str
    url: str
    is_cancelled: bool = False


def calendar_event(*, stamp: datetime.datetime, **fields: Any) -> str:
    """A file with one entry; `fields` are those of CalendarEntry."""
    return calendar([CalendarEntry(**fields)], stamp=stamp)


def calendar(entries: Iterable[CalendarEntry], *, stamp: datetime.datetime) -> str:
    """A file with these entries. `stamp` is when it was made."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//ASN Portal//Training//ID", "CALSCALE:GREGORIAN"]
    lines.append("METHOD:PUBLISH")
    for entry in entries:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{escape(entry.uid)}",
            f"DTSTAMP:{_utc(stamp)}",
            f"DTSTART:{_utc(entry.starts_at)}",
            f"DTEND:{_utc(entry.ends_at)}",
            f"SUMMARY:{escape(entry.title)}",
            f"LOCATION:{escape(entry.place)}",
            f"DESCRIPTION:{escape(entry.description)}",
            f"URL:{entry.url}",
            f"STATUS:{'CANCELLED' if entry.is_cancelled else 'CONFIRMED'}",
            "END:VEVENT",
        ]
    return "".join(fold(line) + CRLF for line in (*lines, "END:VCALENDAR"))


def escape(text: str) -> str:
    """§3.3.11: backslash, semicolon, comma and line break mean something else in a value."""
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def fold(line: str) -> str:
    """§3.1: continue long lines on the next one after a space, never inside a character."""
    parts, current, octets = [], "", 0
    for character in line:
        width = len(character.encode())
        # A continuation line begins with one space, which counts.
        if octets + width > LINE_OCTETS:
            parts.append(current)
            current, octets = "", 1
        current += character
        octets += width
    return f"{CRLF} ".join([*parts, current])


def _utc(moment: datetime.datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError("A calendar entry needs a time that knows its zone.")
    return moment.astimezone(datetime.UTC).strftime("%Y%m%dT%H%M%SZ")
