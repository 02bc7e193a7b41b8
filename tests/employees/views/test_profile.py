"""The daftar riwayat hidup."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from django.utils import translation

from asn_portal.audit.models import RecordView
from employees.enums import HistoryKind, SanctionKind, SanctionLevel
from employees.models import DisciplineHistory, EducationHistory, RankHistory
from employees.reports.profile import profile_of
from tests.factories.employees import LONG_AGO


@pytest.fixture
def siti(world):
    employee = world.users["employee"].employee
    employee.nik = "1271051501850003"
    employee.save()
    DisciplineHistory.objects.create(
        employee=employee,
        kind=SanctionKind.ORAL_WARNING,
        level=SanctionLevel.LIGHT,
        offence="Terlambat",
        period=(LONG_AGO, None),
    )
    EducationHistory.objects.create(
        employee=employee, level="40", institution="USU", date=datetime.date(2008, 12, 31), is_year_only=True
    )
    return employee


def url(employee):
    return reverse("employees:employee-profile", args=[employee.pk])


@pytest.mark.parametrize("name", ["employee", "hr_officer", "auditor"])
def test_profile_is_a_pdf_for_the_person_hr_and_auditors(name, client_for, siti):
    response = client_for(name).get(url(siti))

    assert response.content.startswith(b"%PDF")
    assert response["Cache-Control"] == "private, no-store"
    looks = [look.what for look in RecordView.objects.of(siti)]
    assert looks == ([] if name == "employee" else ["profile_pdf"])


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("supervisor", 403),
        ("head_of_agency", 403),
        ("training_coordinator", 403),
        ("colleague", 404),
        ("stranger", 404),
    ],
)
def test_profile_is_closed_to_others(name, status, client_for, siti):
    assert client_for(name).get(url(siti)).status_code == status
    assert not RecordView.objects.exists()


def texts(profile):
    return {section.title: [entry.title for entry in section.entries] for section in profile.sections}


def label(kind):
    with translation.override("id"):
        return str(kind.label)


def test_profile_holds_what_the_reader_may_read(world, siti):
    own = texts(profile_of(siti, user=world.users["employee"]))
    of_head = texts(profile_of(siti, user=world.users["supervisor"]))

    assert label(HistoryKind.DISCIPLINE) in own
    assert label(HistoryKind.DISCIPLINE) not in of_head
    assert own[label(HistoryKind.EDUCATION)]


def test_profile_is_indonesian_and_without_what_was_corrected(world, siti):
    RankHistory.objects.create(employee=siti, rank="II/a", period=("2015-01-01", "2016-01-01"), is_void=True)

    with translation.override("en"):
        profile = profile_of(siti, user=world.users["hr_officer"])

    found = texts(profile)
    assert {label(HistoryKind.EDUCATION), label(HistoryKind.RANK)} <= found.keys()
    assert len(found[label(HistoryKind.RANK)]) == 1
    assert profile.sections[0].entries[0].when == "2008"


def test_empty_record_still_has_the_parts_of_the_form(world, client_for):
    profile = profile_of(world.users["colleague"].employee, user=world.users["colleague"])

    assert [section.number for section in profile.sections] == ["II", "III", "IV", "V", "VI"]
    assert [len(section.entries) for section in profile.sections] == [0, 0, 1, 1, 0]
