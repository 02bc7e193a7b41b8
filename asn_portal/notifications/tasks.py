from asn_portal.jobs.ticks import tick
from asn_portal.notifications import outbox, services


@tick(seconds=15)
def deliver_outbox() -> None:
    outbox.deliver_due()


@tick(seconds=600)
def write_digests() -> None:
    services.write_digests()


@tick(seconds=24 * 3600)
def forget_sent_mail() -> None:
    outbox.forget_old()
