"""Pages of the service rules."""

from django.utils.translation import gettext_lazy

from asn_portal.access.permissions import Permission
from employees.dated_rules.views import RulePages
from employees.service_rules import BOOK
from employees.services.service_rule import set_rule, take_back_rule

PAGES = RulePages(
    book=BOOK,
    permission=Permission.WARNING_VIEW,
    set_rule=set_rule,
    take_back_rule=take_back_rule,
    title=gettext_lazy("Service rules"),
    introduction=gettext_lazy(
        "Early warnings and forecasts are worked out by these values. Each holds from a date; where nothing was set, "
        "the documented default holds."
    ),
    keepers=gettext_lazy("HR officers of the whole government set new values."),
    consequence=gettext_lazy("All early warnings are worked out anew in the background."),
    was_set=gettext_lazy("Set from %(date)s. The warnings are being worked out anew."),
    was_taken_back=gettext_lazy("Taken back. The warnings are being worked out anew."),
)
