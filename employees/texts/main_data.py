"""What is wrong with the days of the main data, in the reader's words."""

from __future__ import annotations

import datetime

from django.utils import formats
from django.utils.translation import gettext as _

from employees.domain.entry_rules import OLDEST, YOUNGEST_SERVANT, MainFault


def main_fault_text(fault: MainFault, day: datetime.date) -> str:
    words = {"date": formats.date_format(day), "oldest": OLDEST, "youngest": YOUNGEST_SERVANT}
    return {
        MainFault.IN_FUTURE: _("%(date)s lies in the future. Correct the date."),
        MainFault.BORN_LONG_AGO: _("Born on %(date)s, the person would be older than %(oldest)s. Correct the year."),
        MainFault.BORN_LATELY: _("Born on %(date)s, the person would be younger than %(youngest)s. Correct the year."),
        MainFault.SERVES_AS_CHILD: _(
            "On %(date)s the person was younger than %(youngest)s. Correct this date or the birth date."
        ),
    }[fault] % words
