"""Pages of the career rules."""

from django.utils.translation import gettext_lazy

from asn_portal.access.permissions import Permission
from careers.career_rules import BOOK
from careers.services.career_rule import set_rule, take_back_rule
from employees.dated_rules.views import RulePages

PAGES = RulePages(
    book=BOOK,
    permission=Permission.CAREER_VIEW,
    set_rule=set_rule,
    take_back_rule=take_back_rule,
    title=gettext_lazy("Career rules"),
    introduction=gettext_lazy(
        "Mentoring, talent and selections are worked out by these values. Each holds from a date; where nothing was "
        "set, the documented default holds."
    ),
    keepers=gettext_lazy("HR officers of the whole government set new values."),
    consequence=gettext_lazy("What was decided before that day keeps the earlier value."),
)
