from asn_portal.drafts import services
from asn_portal.jobs.ticks import tick


@tick(seconds=6 * 3600)
def forget_old_drafts() -> None:
    services.forget_old()
