from asn_portal.listing.filters import PortalFilterSet, SearchFilter
from careers.models import Mentorship


class MentorshipFilter(PortalFilterSet):
    q = SearchFilter(fields=["mentor__name", "mentee__name", "goal"])

    class Meta:
        model = Mentorship
        fields = ["q", "state"]
