"""Slips, most of them used, and what looked unusual: one finding reviewed, one open."""

from __future__ import annotations

import datetime

from asn_portal.operation.demo import DemoWorld
from surveys.demo.officers import Officers, moment
from surveys.enums import AlarmKind, AlarmState, Series
from surveys.models import SatisfactionSurvey, SlipBatch, SlipCode, SurveyAlarm
from surveys.services.response import code_hash
from surveys.services.slip import make_slips

# An unused slip of Belawan I, for trying /k/.
SLIP_CODE = "TRYK2345"
UNUSED, LOST = 36, 14


def add_trust(world: DemoWorld, officers: Officers) -> None:
    survey = SatisfactionSurvey.objects.open().select_related("unit").get(unit=world.units["belawan-i"])
    officer = officers.of(survey.unit)
    used = survey.responses.filter(series=Series.TICKET).count()
    first = max(0, used - 20)
    batches = SlipBatch.objects.bulk_create(
        [
            SlipBatch(survey=survey, printed=first + UNUSED, printed_by=officer),
            SlipBatch(
                survey=survey,
                printed=used - first + LOST,
                printed_by=officer,
                voided=LOST,
                voided_at=moment(world.date_before(12), 9, survey.unit),
                void_reason="Satu blok slip tertinggal di meja antrean",
            ),
        ]
    )
    for batch, days in zip(batches, (60, 20), strict=True):
        batch.printed_at = moment(max(world.date_before(days), survey.starts_on), 8, survey.unit)
    SlipBatch.objects.bulk_update(batches, ["printed_at"])
    codes = [slip.code for slip in make_slips(UNUSED - 1)] + [SLIP_CODE]
    SlipCode.objects.bulk_create(
        SlipCode(code_hash=each, batch=batches[0]) for each in sorted(code_hash(code) for code in codes)
    )
    day = max(world.date_before(9), survey.starts_on)
    reviewed = SurveyAlarm(
        survey=survey,
        kind=AlarmKind.BURST,
        series=Series.OPEN,
        day=day,
        details={"answers": 46, "peak": 41},
        state=AlarmState.HARMLESS,
        note="Penyuluhan di balai RW 04; warga mengisi bersama dari ponsel masing-masing.",
        reviewed_by=officer,
        reviewed_at=moment(day + datetime.timedelta(days=1), 10, survey.unit),
    )
    waiting = SurveyAlarm(
        survey=survey,
        kind=AlarmKind.PATTERN,
        series=Series.OPEN,
        day=max(world.date_before(2), survey.starts_on),
        details={"answers": 24, "count": 17, "usual_share": 0.021},
    )
    SurveyAlarm.objects.bulk_create([reviewed, waiting])
