"""Ticks of the citizens' app."""

from asn_portal.jobs.ticks import tick
from surveys.services.complaint import close_silent_complaints, erase_old_contacts
from surveys.services.telling import forget_reporter_mails


@tick(seconds=3600)
def close_silent() -> None:
    close_silent_complaints()


@tick(seconds=6 * 3600)
def erase_contacts() -> None:
    erase_old_contacts()


@tick(seconds=3600)
def forget_mails() -> None:
    forget_reporter_mails()
