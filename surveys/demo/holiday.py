"""Holidays of three years."""

from __future__ import annotations

import datetime

from surveys.models import (
    Holiday,
)

YEARS = (2025, 2026, 2027)
# month, day
EVERY_YEAR = {
    (1, 1): "Tahun Baru Masehi",
    (5, 1): "Hari Buruh Internasional",
    (6, 1): "Hari Lahir Pancasila",
    (8, 17): "Proklamasi Kemerdekaan",
    (12, 25): "Hari Raya Natal",
}
# Joint decrees of three ministers; for 2027 only what the calendar tells before the decree.
MOVING = {
    "2025-01-27": "Isra Mikraj",
    "2025-01-28": "Cuti bersama Tahun Baru Imlek",
    "2025-01-29": "Tahun Baru Imlek",
    "2025-03-28": "Cuti bersama Hari Suci Nyepi",
    "2025-03-29": "Hari Suci Nyepi",
    "2025-03-31": "Idulfitri",
    "2025-04-01": "Idulfitri",
    "2025-04-02": "Cuti bersama Idulfitri",
    "2025-04-03": "Cuti bersama Idulfitri",
    "2025-04-04": "Cuti bersama Idulfitri",
    "2025-04-07": "Cuti bersama Idulfitri",
    "2025-04-18": "Wafat Yesus Kristus",
    "2025-05-12": "Hari Raya Waisak",
    "2025-05-13": "Cuti bersama Hari Raya Waisak",
    "2025-05-29": "Kenaikan Yesus Kristus",
    "2025-05-30": "Cuti bersama Kenaikan Yesus Kristus",
    "2025-06-06": "Iduladha",
    "2025-06-09": "Cuti bersama Iduladha",
    "2025-06-27": "Tahun Baru Islam",
    "2025-09-05": "Maulid Nabi Muhammad",
    "2025-12-26": "Cuti bersama Natal",
    "2026-01-16": "Isra Mikraj",
    "2026-02-16": "Cuti bersama Tahun Baru Imlek",
    "2026-02-17": "Tahun Baru Imlek",
    "2026-03-18": "Cuti bersama Hari Suci Nyepi",
    "2026-03-19": "Hari Suci Nyepi",
    "2026-03-20": "Cuti bersama Idulfitri",
    "2026-03-21": "Idulfitri",
    "2026-03-22": "Idulfitri",
    "2026-03-23": "Cuti bersama Idulfitri",
    "2026-03-24": "Cuti bersama Idulfitri",
    "2026-04-03": "Wafat Yesus Kristus",
    "2026-05-14": "Kenaikan Yesus Kristus",
    "2026-05-15": "Cuti bersama Kenaikan Yesus Kristus",
    "2026-05-27": "Iduladha",
    "2026-05-28": "Cuti bersama Iduladha",
    "2026-05-31": "Hari Raya Waisak",
    "2026-06-16": "Tahun Baru Islam",
    "2026-08-25": "Maulid Nabi Muhammad",
    "2026-12-24": "Cuti bersama Natal",
    "2027-03-26": "Wafat Yesus Kristus",
    "2027-05-06": "Kenaikan Yesus Kristus",
}


def add_holidays() -> list[datetime.date]:
    days = {datetime.date(year, *day): name for year in YEARS for day, name in EVERY_YEAR.items()}
    days |= {datetime.date.fromisoformat(day): name for day, name in MOVING.items()}
    Holiday.objects.bulk_create(Holiday(date=day, name=name) for day, name in sorted(days.items()))
    return sorted(days)
