"""Values of the career rules that an office sets, each from a date."""

from functools import partial

from careers.career_rules import BOOK
from employees.dated_rules import services

set_rule = partial(services.set_rule, book=BOOK)
take_back_rule = partial(services.take_back_rule, book=BOOK)
