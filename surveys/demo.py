"""What citizens of the demo say: surveys of two years with their results, and reports in every state."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from asn_portal.access.roles import Role
from asn_portal.accounts.models import User
from asn_portal.crypto import encrypt, keyed_hash
from asn_portal.operation.demo import DemoWorld
from employees.enums import LegalStatus, UnitKind
from employees.models import Employee, OrganizationalUnit, RoleGrant
from surveys.domain.deadlines import due_date
from surveys.domain.sampling import sample_size
from surveys.domain.tracking import code_from, pin_from
from surveys.enums import (
    SILENCE_DAYS,
    AgeBand,
    Channel,
    CommentState,
    ComplaintKind,
    ComplaintState,
    ComplaintVisibility,
    EntryKind,
    Occupation,
    RejectReason,
    RespondentEducation,
    RespondentSex,
    SurveyElement,
    SurveyState,
    TimeBand,
)
from surveys.models import (
    Complaint,
    ComplaintContact,
    ComplaintEntry,
    Holiday,
    PublicService,
    SatisfactionSurvey,
    SurveyComment,
    SurveyResponse,
)
from surveys.services.clock import set_due_dates, working_days_after
from surveys.services.complaint import CONTACT_YEARS, pin_hash
from surveys.services.survey import close_survey

# A report of Belawan I under way, for trying /p/track/.
TRACKING_CODE = "DESA2345"
TRACKING_PIN = "246810"

CLOSED_HALF_YEARS = 4

# --- Holidays -------------------------------------------------------------------------------------------------------

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

# --- Surveys --------------------------------------------------------------------------------------------------------

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

# --- Reports --------------------------------------------------------------------------------------------------------

# subject, text, place
TOPICS: dict[ComplaintKind, tuple[tuple[str, str, str], ...]] = {
    ComplaintKind.COMPLAINT: (
        ("Antrean terlalu lama", "Saya datang pukul delapan dan baru dilayani pukul sebelas.", "Loket pelayanan"),
        ("Diminta uang untuk surat", "Saya diminta dua puluh ribu rupiah, padahal tertulis gratis.", "Loket pelayanan"),
        ("Loket tutup sebelum waktunya", "Hari Jumat pukul dua siang loket sudah tutup.", "Kantor"),
        (
            "Lampu jalan mati",
            "Lima lampu jalan mati sejak dua minggu. Malam hari sangat gelap.",
            "Gang di belakang pasar",
        ),
        (
            "Sampah tidak diangkut",
            "Sampah menumpuk sejak hari Senin dan mulai berbau.",
            "Tempat sampah di dekat sekolah",
        ),
        (
            "Saluran air tersumbat",
            "Setiap hujan air masuk ke rumah warga karena parit tersumbat.",
            "Parit di tepi jalan",
        ),
        ("Surat salah ketik", "Nama ayah saya salah ditulis dan saya harus datang lagi.", "Loket pelayanan"),
        ("Petugas tidak di tempat", "Tiga kali saya datang dan petugasnya tidak ada.", "Kantor"),
    ),
    ComplaintKind.ASPIRATION: (
        ("Pelayanan pada hari Sabtu", "Banyak warga bekerja. Mohon loket dibuka Sabtu pagi sebulan sekali.", ""),
        ("Kursi untuk lansia", "Mohon disediakan kursi khusus bagi lansia dan ibu hamil.", "Ruang tunggu"),
        ("Taman baca anak", "Ruang kosong di samping kantor dapat menjadi taman baca.", "Halaman kantor"),
        ("Polisi tidur di depan sekolah", "Kendaraan melaju kencang saat anak pulang sekolah.", "Depan SD"),
        ("Pelatihan usaha untuk ibu-ibu", "Kami ingin belajar memasarkan kue lewat telepon genggam.", ""),
    ),
    ComplaintKind.INFORMATION: (
        ("Syarat pindah alamat", "Surat apa saja yang harus saya bawa untuk pindah dari kabupaten lain?", ""),
        ("Jadwal imunisasi", "Kapan jadwal imunisasi bulan depan?", ""),
        ("Bantuan sosial", "Bagaimana cara mengetahui apakah keluarga saya terdaftar?", ""),
        ("Akta kelahiran terlambat", "Anak saya sudah dua tahun. Apakah ada denda untuk akta kelahiran?", ""),
        ("Jam pelayanan bulan puasa", "Apakah jam pelayanan berubah selama bulan puasa?", ""),
    ),
}
ANSWERS = {
    "reject": "Terima kasih atas laporannya. Laporan ini tidak dapat kami tindak lanjuti karena alasan yang disebut.",
    "forward": "Urusan ini ditangani oleh kantor tersebut. Laporan sudah kami teruskan, Anda tidak perlu mengulang.",
    "reply": "Terima kasih. Laporan Anda sudah kami periksa di tempat dan sedang kami tangani.",
    "postpone": "Agar dapat kami tindak lanjuti, mohon sebutkan hari dan nomor antreannya.",
    "citizen": "Hari Selasa pekan lalu, nomor antrean 27.",
    "close": "Sudah selesai kami tangani. Terima kasih atas perhatian Anda.",
    "reopen": "Masih sama seperti sebelumnya, mohon diperiksa sekali lagi.",
    "note": "Sudah dibicarakan dalam rapat staf, menunggu jawaban bagian umum.",
}
OFFICES = (
    ("belawan-i", "belawan-ii", "bagan-deli", "belawan-bahari", "belawan-sicanang", "bahagia", "medan-belawan"),
    (
        "rengas-pulau",
        "terjun",
        "labuhan-deli",
        "disdukcapil-medan",
        "tanah-enam-ratus",
        "puskesmas-belawan",
        "medan-marelan",
    ),
    (
        "kampung-bandar",
        "kampung-baru",
        "sago",
        "senapelan",
        "padang-bulan",
        "disdukcapil-pekanbaru",
        "padang-terubuk",
    ),
)
# Days since the report came; then the steps, each with the days since the one before. Each story is told once in each
# line of OFFICES, with another kind and visibility.
STORIES: tuple[tuple[int, tuple[tuple[str, int], ...]], ...] = (
    (1, ()),
    (2, ()),
    (12, ()),
    (5, (("verify", 1),)),
    (8, (("verify", 1),)),
    (15, (("reject", 2),)),
    (95, (("reject", 3),)),
    (7, (("verify", 1), ("forward", 1))),
    (30, (("verify", 2), ("note", 1), ("forward", 2))),
    (9, (("verify", 1), ("start", 1), ("reply", 1))),
    (36, (("verify", 3), ("start", 4), ("note", 3))),
    (60, (("examine", 2), ("start", 2), ("reply", 3), ("note", 20))),
    (11, (("verify", 1), ("start", 1), ("postpone", 2))),
    (24, (("verify", 1), ("start", 1), ("reply", 2), ("close", 4), ("satisfied", 1))),
    (50, (("verify", 1), ("start", 1), ("close", 5))),
    (75, (("verify", 2), ("forward", 1), ("start", 2), ("reply", 2), ("close", 4), ("satisfied", 2))),
    (110, (("verify", 1), ("start", 2), ("postpone", 2), ("silence", 0))),
    (140, (("verify", 2), ("start", 1), ("postpone", 2), ("citizen", 2), ("close", 3))),
    (170, (("verify", 3), ("start", 3), ("reply", 5), ("close", 22))),
    (26, (("verify", 1), ("start", 1), ("close", 6), ("reopen", 7))),
)
REPORTERS = (
    ("Ratna Hasibuan", "+62 812 0000 1101"),
    ("Darwin Simanjuntak", "darwin@warga.demo"),
    ("Nur Aini", "+62 813 0000 2202"),
    ("Togar Pane", "+62 821 0000 3303"),
    ("Melati Rambe", "melati@warga.demo"),
)


def load(world: DemoWorld) -> None:
    """Holidays, surveys of every service unit for two years and the present half-year, and 61 reports."""
    holidays = _add_holidays()
    officers = _Officers(world)
    surveys = _Surveys(world, officers)
    periods = list(_half_years(world.today, CLOSED_HALF_YEARS))
    for number, (first, after) in enumerate(periods, start=1):
        if first <= world.today < after:
            surveys.run(first, after)
        else:
            surveys.run_and_close(first, after)
        world.progress(number, len(periods) + 1)
    surveys.prepare_next(periods[-1][1])
    _add_reports(world, officers, holidays)
    world.progress(1, 1)


def _add_holidays() -> list[datetime.date]:
    days = {datetime.date(year, *day): name for year in YEARS for day, name in EVERY_YEAR.items()}
    days |= {datetime.date.fromisoformat(day): name for day, name in MOVING.items()}
    Holiday.objects.bulk_create(Holiday(date=day, name=name) for day, name in sorted(days.items()))
    return sorted(days)


class _Officers:
    """Who looks after the surveys and reports of a unit. Where no account is named, somebody of the office is made
    service officer."""

    def __init__(self, world: DemoWorld) -> None:
        self.by_path: dict[str, User] = {
            world.units["medan-belawan"].path: world.users["service@belawan.demo"],
            world.units["senapelan"].path: world.users["service@senapelan.demo"],
        }
        for slug in ("medan-marelan", "disdukcapil-medan", "dinkes-medan", "disdukcapil-pekanbaru"):
            self._appoint(world, world.units[slug])

    def of(self, unit: OrganizationalUnit) -> User:
        return next(user for path, user in self.by_path.items() if unit.path.startswith(path))

    def _appoint(self, world: DemoWorld, unit: OrganizationalUnit) -> None:
        staff = Employee.objects.filter(
            unit__path__startswith=unit.path, position__is_head=False, status=LegalStatus.ACTIVE
        ).exclude(user__in=world.users.values())
        officer = staff.select_related("user").order_by("-rank_order", "pk")[0].user
        RoleGrant.objects.create(
            user=officer,
            role=Role.SERVICE_OFFICER,
            unit=unit,
            period=(world.date_before(700), None),
            reason="Demo",
            granted_by=world.users["operator@portal.demo"],
        )
        self.by_path[unit.path] = officer


def _half_years(today: datetime.date, past: int) -> Iterator[tuple[datetime.date, datetime.date]]:
    """First day and the day after the last of the present half-year and as many before it, oldest first."""
    half = today.year * 2 + (today.month > 6)
    for number in range(half - past, half + 1):
        yield _half_start(number), _half_start(number + 1)


def _half_start(number: int) -> datetime.date:
    return datetime.date(number // 2, 7 if number % 2 else 1, 1)


class _Surveys:
    """The service units with their character, which drifts from period to period."""

    def __init__(self, world: DemoWorld, officers: _Officers) -> None:
        self.world, self.officers = world, officers
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
            survey.closed_at = _moment(min(day, self.world.today), 9, survey.unit)
        SatisfactionSurvey.objects.bulk_update(surveys, ["closed_at"])

    def run(self, first: datetime.date, after: datetime.date) -> list[SatisfactionSurvey]:
        """Open surveys of all units with their answers and comments."""
        surveys = SatisfactionSurvey.objects.bulk_create(
            SatisfactionSurvey(
                unit=unit,
                period=(first, after),
                state=SurveyState.OPEN,
                opened_at=_moment(first, 7, unit),
                expected_users=self.expected[unit.pk],
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
                id=_uuid(rng),
                survey=survey,
                channel=Channel.PAPER if is_paper else Channel.WEB,
                language="id" if is_paper or rng.random() > 0.03 else "en",
                answered_on=days[number],
                time_band="" if is_paper else rng.choices(TimeBand.values, (50, 35, 15))[0],
                service=rng.choice(self.services[unit_id]) if rng.random() < 0.8 else None,
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
                id=_uuid(rng),
                survey=survey,
                text=text,
                written_on=days[number],
                state=state,
                moderated_by=None if state == CommentState.WAITING else self.officers.of(survey.unit),
            )


@dataclass
class _Case:
    """A report on its way, told as the services tell it, with the moments at which it happened."""

    world: DemoWorld
    officers: _Officers
    holidays: Sequence[datetime.date]
    complaint: Complaint
    next_office: OrganizationalUnit

    def __post_init__(self) -> None:
        self.at = self.complaint.received_at
        self.entries: list[ComplaintEntry] = []
        self._move(ComplaintState.NEW, by=None)
        self.complaint.version = 1

    @property
    def officer(self) -> User:
        return self.officers.of(self.complaint.unit)

    def tell(self, steps: Sequence[tuple[str, int]]) -> None:
        for step, days in steps:
            self._wait(days)
            getattr(self, step)()
        set_due_dates(self.complaint, self.holidays)

    def verify(self) -> None:
        self.complaint.verified_at = self.at
        self._move(ComplaintState.VERIFIED, by=self.officer)

    def examine(self) -> None:
        self.complaint.is_supervisory = True
        self.verify()

    def reject(self) -> None:
        self.complaint.reject_reason = self.world.rng.choice(RejectReason.values)
        self._move(ComplaintState.REJECTED, by=self.officer, text=ANSWERS["reject"])

    def forward(self) -> None:
        officer = self.officer
        self.complaint.unit = self.next_office
        self._move(ComplaintState.FORWARDED, by=officer, text=ANSWERS["forward"])

    def start(self) -> None:
        self._move(ComplaintState.IN_PROGRESS, by=self.officer)

    def reply(self) -> None:
        self._note_answer()
        self._add(EntryKind.REPLY, by=self.officer, text=ANSWERS["reply"])

    def note(self) -> None:
        self._add(EntryKind.NOTE, by=self.officer, text=ANSWERS["note"])

    def postpone(self) -> None:
        self._note_answer()
        self.complaint.silent_until = working_days_after(self.complaint, self.at, SILENCE_DAYS, self.holidays)
        self._move(ComplaintState.POSTPONED, by=self.officer, text=ANSWERS["postpone"])

    def silence(self) -> None:
        """The clock closes it on the day after."""
        self.at = _moment(self.complaint.silent_until + datetime.timedelta(days=1), 1, self.complaint.unit)
        self._move(ComplaintState.DONE, by=None)

    def citizen(self) -> None:
        self._add(EntryKind.CITIZEN, by=None, text=ANSWERS["citizen"])
        self.at += datetime.timedelta(seconds=1)
        self._move(ComplaintState.IN_PROGRESS, by=None)

    def close(self) -> None:
        self._note_answer()
        self._move(ComplaintState.DONE, by=self.officer, text=ANSWERS["close"])

    def satisfied(self) -> None:
        self.complaint.is_satisfied = True

    def reopen(self) -> None:
        self.complaint.is_satisfied = False
        self.complaint.reopened_at = self.at
        self._move(ComplaintState.REOPENED, by=None, text=ANSWERS["reopen"])

    def _wait(self, days: int) -> None:
        """To office hours of a working day, but never beyond yesterday."""
        rng = self.world.rng
        day = due_date(self.at.date() + datetime.timedelta(days=days), 0, self.holidays)
        moment = _moment(min(day, self.world.date_before(1)), rng.randint(8, 15), self.complaint.unit)
        self.at = max(moment + datetime.timedelta(minutes=rng.randrange(60)), self.at + datetime.timedelta(minutes=20))

    def _move(self, state: ComplaintState, *, by: User | None, text: str = "") -> None:
        complaint = self.complaint
        complaint.state = state
        complaint.state_since = self.at
        complaint.closed_at = self.at if complaint.has_ended else None
        if state != ComplaintState.POSTPONED:
            complaint.silent_until = None
        complaint.version += 1
        self._add(EntryKind.MOVE, by=by, text=text)

    def _add(self, kind: EntryKind, *, by: User | None, text: str = "") -> None:
        complaint = self.complaint
        entry = ComplaintEntry(
            id=_uuid(self.world.rng),
            complaint=complaint,
            kind=kind,
            state=complaint.state if kind == EntryKind.MOVE else "",
            text=text,
            by=by,
            unit=complaint.unit,
            at=self.at,
        )
        self.entries.append(entry)

    def _note_answer(self) -> None:
        self.complaint.answered_at = self.complaint.answered_at or self.at


def _add_reports(world: DemoWorld, officers: _Officers, holidays: Sequence[datetime.date]) -> None:
    kinds, visibilities = list(ComplaintKind), list(ComplaintVisibility)
    cases = []
    for line, slugs in enumerate(OFFICES):
        for number, (age, steps) in enumerate(STORIES):
            unit, next_office = (world.units[slugs[(number + more) % len(slugs)]] for more in (0, 1))
            complaint = _received(
                world,
                unit,
                days_ago=age + line,
                kind=kinds[(number + line) % 3],
                visibility=visibilities[(number // 3 + line) % 3],
            )
            cases.append(_Case(world, officers, holidays, complaint, next_office))
            cases[-1].tell(steps)
    known = _received(
        world,
        world.units["belawan-i"],
        days_ago=6,
        kind=ComplaintKind.COMPLAINT,
        visibility=ComplaintVisibility.OPEN,
        code=TRACKING_CODE,
        pin=TRACKING_PIN,
    )
    cases.append(_Case(world, officers, holidays, known, world.units["belawan-ii"]))
    cases[-1].tell((("verify", 1), ("start", 1), ("reply", 1)))

    Complaint.objects.bulk_create(case.complaint for case in cases)
    ComplaintContact.objects.bulk_create(_contacts([case.complaint for case in cases]))
    ComplaintEntry.objects.bulk_create(entry for case in cases for entry in case.entries)


def _received(
    world: DemoWorld,
    unit: OrganizationalUnit,
    *,
    days_ago: int,
    kind: ComplaintKind,
    visibility: ComplaintVisibility,
    code: str = "",
    pin: str = "",
) -> Complaint:
    rng = world.rng
    subject, text, place = rng.choice(TOPICS[kind])
    code = code or code_from(rng.randbytes(16))
    received = _moment(world.date_before(days_ago), rng.randint(7, 20), unit) + datetime.timedelta(
        minutes=rng.randrange(60)
    )
    return Complaint(
        unit=unit,
        code=code,
        pin_hash=pin_hash(code, pin or pin_from(rng.randbytes(16))),
        submission_hash=keyed_hash(f"complaint:{_uuid(rng)}"),
        kind=kind,
        visibility=visibility,
        subject=subject,
        text=text,
        place=place,
        received_at=received,
    )


def _contacts(complaints: Sequence[Complaint]) -> Iterator[ComplaintContact]:
    """Two of three who don't ask for secrecy say how to reach them."""
    for number, complaint in enumerate(complaints):
        if complaint.visibility == ComplaintVisibility.SECRET or number % 3 == 2:
            continue
        name, address = REPORTERS[number % len(REPORTERS)]
        closed = complaint.closed_at
        yield ComplaintContact(
            complaint=complaint,
            name_encrypted=encrypt(name),
            address_encrypted=encrypt(address),
            # A day that every year has.
            erase_on=closed and datetime.date(closed.year + CONTACT_YEARS, closed.month, min(closed.day, 28)),
        )


def _moment(day: datetime.date, hour: int, unit: OrganizationalUnit) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(hour), tzinfo=unit.tz)


def _uuid(rng: Any) -> uuid.UUID:
    return uuid.UUID(bytes=rng.randbytes(16), version=4)
