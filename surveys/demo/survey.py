"""Surveys of two years with their results, and those of the present half-year."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from asn_portal.operation.demo import DemoWorld
from employees.enums import UnitKind
from surveys.demo.officers import Officers, moment, random_uuid
from surveys.demo.questionnaire import ASKED_AT, further_answers
from surveys.domain.sampling import sample_size
from surveys.enums import (
    AgeBand,
    Channel,
    CommentState,
    Occupation,
    RespondentEducation,
    RespondentSex,
    Series,
    SurveyElement,
    SurveyState,
    TimeBand,
)
from surveys.models import (
    PublicService,
    QuestionnaireVersion,
    SatisfactionSurvey,
    SurveyComment,
    SurveyResponse,
)
from surveys.services.survey import close_survey

VILLAGE_SERVICES = (
    "Surat keterangan domisili",
    "Surat keterangan tidak mampu",
    "Surat keterangan usaha",
    "Surat pengantar nikah",
    "Surat pengantar KTP dan kartu keluarga",
)
SERVICES = {
    UnitKind.URBAN_VILLAGE: VILLAGE_SERVICES,
    UnitKind.DISTRICT: ("Legalisasi surat", "Rekomendasi izin keramaian", "Surat keterangan ahli waris"),
    UnitKind.AGENCY: ("KTP elektronik", "Kartu keluarga", "Akta kelahiran", "Akta kematian", "Surat pindah"),
    UnitKind.SERVICE_UNIT: ("Poli umum", "Poli gigi", "Kesehatan ibu dan anak", "Imunisasi", "Apotek"),
}
# Mean answer (1-4) of an office; all others lie between the two.
WEAKEST, STRONGEST = 2.95, 3.5
KNOWN_QUALITY = {"bahagia": 2.78, "belawan-i": 3.24, "puskesmas-terjun": 3.58}
ELEMENT_SHIFT = {
    SurveyElement.REQUIREMENTS: 0.02,
    SurveyElement.PROCEDURES: -0.03,
    SurveyElement.COMPLETION_TIME: -0.17,
    SurveyElement.COST: 0.42,
    SurveyElement.PRODUCT: 0.0,
    SurveyElement.STAFF_COMPETENCE: 0.06,
    SurveyElement.STAFF_BEHAVIOUR: 0.13,
    SurveyElement.FACILITIES: -0.24,
    SurveyElement.COMPLAINT_HANDLING: 0.04,
}
EXPECTED_USERS = {
    UnitKind.URBAN_VILLAGE: (70, 220),
    UnitKind.DISTRICT: (120, 260),
    UnitKind.AGENCY: (320, 380),
    UnitKind.SERVICE_UNIT: (240, 360),
}
FEWEST, MOST = 40, 200
PAPER_SHARE, BLANK_SHARE, NOT_TOLD_SHARE = 0.25, 0.07, 0.04
# One value for each choice of the enumeration, in its order.
PROFILE_WEIGHTS = {
    "sex": (RespondentSex, (47, 53)),
    "age_band": (AgeBand, (5, 24, 28, 22, 14, 7)),
    "education": (RespondentEducation, (9, 13, 47, 10, 18, 3, 0)),
    "occupation": (Occupation, (8, 2, 2, 30, 33, 25)),
}
PRAISE = (
    "Petugas ramah dan sabar menjelaskan syaratnya.",
    "Surat selesai pada hari yang sama. Terima kasih.",
    "Sekarang antrean lebih tertib daripada tahun lalu.",
    "Tidak dipungut biaya sama sekali, pertahankan.",
    "Penjelasan lewat telepon sangat membantu, jadi cukup datang sekali.",
    "Pelayanan bagus untuk orang tua, kami didahulukan.",
    "Ruang tunggu bersih.",
    "Cepat dan tidak berbelit-belit.",
)
WISHES = (
    "Kursi di ruang tunggu kurang, banyak yang berdiri.",
    "Mohon loket dibuka tepat pukul delapan.",
    "Kipas angin di ruang tunggu rusak.",
    "Syarat sebaiknya ditempel di depan supaya tidak bolak-balik.",
    "Saya menunggu hampir dua jam padahal hanya minta satu tanda tangan.",
    "Tolong sediakan tempat parkir untuk sepeda motor.",
    "Nomor antrean kadang tidak dipanggil berurutan.",
    "Mohon ada petugas pengganti saat jam istirahat.",
    "Toilet untuk pengunjung sebaiknya diperbaiki.",
    "Jalur kursi roda belum ada.",
    "Formulir bisa diunduh dari rumah akan lebih mudah.",
)
# What an office rightly keeps inside: it names a person or insults.
NOT_FOR_PUBLICATION = (
    "Pak Budi di loket dua selalu marah-marah.",
    "Nomor saya 0812 0000 0000, tolong telepon soal surat saya.",
    "Malas semua!!!",
    "Ibu Siti rumahnya dekat kantor tapi selalu terlambat.",
)


def half_years(today: datetime.date, past: int) -> Iterator[tuple[datetime.date, datetime.date]]:
    """First day and the day after the last of the present half-year and as many before it, oldest first."""
    half = today.year * 2 + (today.month > 6)
    for number in range(half - past, half + 1):
        yield _half_start(number), _half_start(number + 1)


def _half_start(number: int) -> datetime.date:
    return datetime.date(number // 2, 7 if number % 2 else 1, 1)


class Surveys:
    """The service units with their character, which drifts from period to period."""

    def __init__(self, world: DemoWorld, officers: Officers, further: QuestionnaireVersion) -> None:
        self.world, self.officers, self.further = world, officers, further
        rng = world.rng
        self.units = [unit for unit in world.units.values() if unit.is_service_unit]
        services = PublicService.objects.bulk_create(
            PublicService(unit=unit, name=name) for unit in self.units for name in SERVICES[UnitKind(unit.kind)]
        )
        self.services: dict[int, list[PublicService]] = {}
        for service in services:
            self.services.setdefault(service.unit_id, []).append(service)
        self.quality = {unit.pk: KNOWN_QUALITY.get(unit.slug, rng.uniform(WEAKEST, STRONGEST)) for unit in self.units}
        self.shift = {
            unit.pk: {element: base + rng.gauss(0, 0.09) for element, base in ELEMENT_SHIFT.items()}
            for unit in self.units
        }
        self.expected = {unit.pk: rng.randint(*EXPECTED_USERS[UnitKind(unit.kind)]) for unit in self.units}

    def run_and_close(self, first: datetime.date, after: datetime.date) -> None:
        """A period that is over: answers, and the result published as an officer publishes it."""
        surveys = self.run(first, after)
        for survey in surveys:
            closed = close_survey(survey=survey, by=self.officers.of(survey.unit))
            survey.state = closed.state
            day = after + datetime.timedelta(days=self.world.rng.randint(1, 9))
            survey.closed_at = moment(min(day, self.world.today), 9, survey.unit)
        SatisfactionSurvey.objects.bulk_update(surveys, ["closed_at"])

    def run(self, first: datetime.date, after: datetime.date) -> list[SatisfactionSurvey]:
        """Open surveys of all units with their answers and comments."""
        surveys = SatisfactionSurvey.objects.bulk_create(
            SatisfactionSurvey(
                unit=unit,
                period=(first, after),
                state=SurveyState.OPEN,
                opened_at=moment(first, 7, unit),
                expected_users=self.expected[unit.pk],
                extra_questions=self.further if unit.slug in ASKED_AT and first <= self.world.today < after else None,
            )
            for unit in self.units
        )
        days = min((after - first).days, (self.world.today - first).days + 1)
        share = days / (after - first).days
        responses: list[SurveyResponse] = []
        comments: list[SurveyComment] = []
        for survey in surveys:
            answered = [first + datetime.timedelta(days=self.world.rng.randrange(days)) for _each in range(MOST)]
            responses += self._responses(survey, answered, share)
            comments += self._comments(survey, answered, is_over=share == 1)
            self.quality[survey.unit_id] += self.world.rng.uniform(-0.05, 0.08)
        SurveyResponse.objects.bulk_create(responses, batch_size=1000)
        SurveyComment.objects.bulk_create(comments, batch_size=1000)
        return surveys

    def prepare_next(self, first: datetime.date) -> None:
        """Drafts for the half-year to come."""
        after = (first + datetime.timedelta(days=200)).replace(day=1)
        SatisfactionSurvey.objects.bulk_create(
            SatisfactionSurvey(unit=self.world.units[slug], period=(first, after), expected_users=150)
            for slug in ("belawan-i", "medan-belawan", "kampung-bandar")
        )

    def _responses(
        self, survey: SatisfactionSurvey, days: Sequence[datetime.date], share: float
    ) -> Iterator[SurveyResponse]:
        rng, unit_id = self.world.rng, survey.unit_id
        wanted = sample_size(self.expected[unit_id]) * rng.uniform(0.85, 1.12)
        count = round(min(max(wanted, FEWEST), MOST) * share)
        means = {element: self.quality[unit_id] + shift for element, shift in self.shift[unit_id].items()}
        profiles = {
            field: rng.choices(choices.values, weights, k=count)
            for field, (choices, weights) in PROFILE_WEIGHTS.items()
        }
        for number in range(count):
            # Who is content, is so with most things.
            mood = rng.gauss(0, 0.3)
            answers: dict[str, int | None] = {
                element.value: min(4, max(1, round(mean + mood + rng.gauss(0, 0.45))))
                for element, mean in means.items()
            }
            is_paper = rng.random() < PAPER_SHARE
            if is_paper and rng.random() < BLANK_SHARE:
                answers[rng.choice(list(answers))] = None
            yield SurveyResponse(
                id=random_uuid(rng),
                survey=survey,
                channel=Channel.PAPER if is_paper else Channel.WEB,
                series=Series.OFFICE if is_paper else rng.choices((Series.TICKET, Series.OPEN), (85, 15))[0],
                language="id" if is_paper or rng.random() > 0.03 else "en",
                answered_on=days[number],
                time_band="" if is_paper else rng.choices(TimeBand.values, (50, 35, 15))[0],
                service=rng.choice(self.services[unit_id]) if rng.random() < 0.8 else None,
                extra=further_answers(rng) if survey.extra_questions_id else {},
                **answers,
                **{
                    field: "" if rng.random() < NOT_TOLD_SHARE else values[number] for field, values in profiles.items()
                },
            )

    def _comments(
        self, survey: SatisfactionSurvey, days: Sequence[datetime.date], *, is_over: bool
    ) -> Iterator[SurveyComment]:
        """Of a period that is over nothing waits any more."""
        rng = self.world.rng
        likes = round(4 * (self.quality[survey.unit_id] - 2.6))
        texts = [*rng.sample(PRAISE, max(likes, 1)), *rng.sample(WISHES, rng.randint(2, 3))]
        kept_inside = [rng.choice(NOT_FOR_PUBLICATION)] if rng.random() < 0.5 else []
        for number, text in enumerate(texts + kept_inside):
            state = CommentState.HIDDEN if text in kept_inside else CommentState.APPROVED
            if not is_over and number % 2:
                state = CommentState.WAITING
            yield SurveyComment(
                id=random_uuid(rng),
                survey=survey,
                text=text,
                written_on=days[number],
                state=state,
                moderated_by=None if state == CommentState.WAITING else self.officers.of(survey.unit),
            )
