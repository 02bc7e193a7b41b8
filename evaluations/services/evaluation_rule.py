"""Values of the evaluation rules that an office sets, each from a date."""

from functools import partial

from employees.dated_rules import services
from evaluations.evaluation_rules import BOOK

set_rule = partial(services.set_rule, book=BOOK)
take_back_rule = partial(services.take_back_rule, book=BOOK)
