"""Read spreadsheets that strangers hand in: what kind it is, which rows are data, and what each cell really held.

    with open_sheet(upload, upload.name) as book:
        table = find_table(book.sheets, known_labels=LABELS, key_labels=["NIP"])
        for row in table.rows():
            row.number, row.cells[3]

The kind follows from the content, never from the name. Cells keep their type, so that a NIP that Excel holds as a
number (a float) can be told from one that it holds as text. Rows are read one at a time where the format allows it.
Every way in which a file can be unreadable, by accident or by design, ends in `UnreadableSheet`.
"""

import codecs
import csv
import io
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Protocol

import python_calamine

from asn_portal.tabular.formulas import formulas_of
from asn_portal.tabular.mapping import normalise_label
from asn_portal.tabular.packages import Extent, PackageError, UnsafePackageError, ods_extents, xlsx_sheets
