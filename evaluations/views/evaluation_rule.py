"""Pages of the evaluation rules."""

from django.utils.translation import gettext_lazy

from asn_portal.access.permissions import Permission
from employees.dated_rules.views import RulePages
from evaluations.evaluation_rules import BOOK
from evaluations.services.evaluation_rule import set_rule, take_back_rule

PAGES = RulePages(
    book=BOOK,
    permission=Permission.EVALUATION_VIEW,
    set_rule=set_rule,
    take_back_rule=take_back_rule,
    title=gettext_lazy("Evaluation rules"),
    introduction=gettext_lazy(
        "Daily reports and ratings are worked out by these values. Each holds from a date; where nothing was set, the "
        "documented default holds."
    ),
    keepers=gettext_lazy("HR officers of the whole government set new values."),
    consequence=gettext_lazy("Days, reports and ratings before that day keep the earlier value."),
)
