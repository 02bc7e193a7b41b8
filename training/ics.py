"""A session as a calendar file (RFC 5545), so that a phone reminds its owner."""

from __future__ import annotations

import datetime

CRLF = "\r\n"
# RFC 5545 §3.1: lines of at most 75 octets, without the line break.
LINE_OCTETS = 75


def calendar_event(
    *,
    uid: str,
    title: str,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
    place: str,
    description: str,
    url: str,
    stamp: datetime.datetime,
    is_cancelled: bool = False,
) -> str:
    """One event. Times must know their zone; they are written in UTC. `uid` must stay the same for the same session, so
    that a newer file replaces the older entry."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//ASN Portal//Training//ID",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{escape(uid)}",
        f"DTSTAMP:{_utc(stamp)}",
        f"DTSTART:{_utc(starts_at)}",
        f"DTEND:{_utc(ends_at)}",
        f"SUMMARY:{escape(title)}",
        f"LOCATION:{escape(place)}",
        f"DESCRIPTION:{escape(description)}",
        f"URL:{url}",
        f"STATUS:{'CANCELLED' if is_cancelled else 'CONFIRMED'}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(fold(line) + CRLF for line in lines)


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
