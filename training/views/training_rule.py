"""Pages of the training rules."""

from django.utils.translation import gettext_lazy

from asn_portal.access.permissions import Permission
from employees.dated_rules.views import RulePages
from training.services.training_rule import set_rule, take_back_rule
from training.training_rules import BOOK

PAGES = RulePages(
    book=BOOK,
    permission=Permission.TRAINING_VIEW,
    set_rule=set_rule,
    take_back_rule=take_back_rule,
    title=gettext_lazy("Training rules"),
    introduction=gettext_lazy(
        "Learning hours, gaps and draws are worked out by these values. Each holds from a date; where nothing was set, "
        "the documented default holds."
    ),
    keepers=gettext_lazy("Training coordinators of the whole government set new values."),
    consequence=gettext_lazy("What rests on it is worked out anew in the background."),
)
