from asn_portal.listing.filters import PortalFilterSet, SearchFilter
from participation.models import Announcement


class AnnouncementFilter(PortalFilterSet):
    q = SearchFilter(fields=["title", "body"])

    class Meta:
        model = Announcement
        fields = ["q", "state"]
