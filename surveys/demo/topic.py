"""Topics with the words that point to them, on comments and reports of the last twelve months; ready texts."""

from __future__ import annotations

from asn_portal.operation.demo import DemoWorld
from surveys.demo.officers import Officers
from surveys.enums import GenericCompetency, TemplateUse
from surveys.models import Complaint, ReplyTemplate, SurveyComment, Topic, TopicCompetency, TopicTag
from surveys.reports.topics import suggested

GOVERNMENTS = ("kota-medan", "kota-pekanbaru")
C = GenericCompetency
TOPICS: dict[str, tuple[str, tuple[str, ...]]] = {
    "Waktu tunggu": ("antre, tunggu, lama, cepat, jam", (C.PUBLIC_SERVICE, C.RESULTS)),
    "Sikap petugas": ("ramah, sopan, petugas, senyum, kasar", (C.PUBLIC_SERVICE, C.COMMUNICATION)),
    "Kejelasan informasi": ("informasi, jelas, syarat, persyaratan, bagaimana, apakah", (C.COMMUNICATION,)),
    "Biaya dan pungutan": ("biaya, pungut, pungli, gratis, denda, uang", (C.INTEGRITY,)),
    "Ruang dan fasilitas": ("kursi, ruang, toilet, parkir, ac, bersih, lampu", (C.RESULTS,)),
    "Layanan daring": ("online, daring, aplikasi, whatsapp, internet", (C.CHANGE, C.DEVELOPMENT)),
    "Koordinasi antarkantor": ("kantor lain, bolak, dinas, diteruskan", (C.COOPERATION, C.DECISIONS)),
    "Jalan, air dan kebersihan": ("jalan, banjir, sampah, drainase, selokan, air", (C.COOPERATION,)),
}
TEXTS = (
    (
        "Terima kasih, sedang diperiksa",
        TemplateUse.REPLY,
        "Terima kasih atas laporan {code}. {unit} sedang memeriksanya dan akan memberi kabar paling lambat lima hari "
        "kerja.",
        "Thank you for report {code}. {unit} is looking into it and will tell you more within five working days.",
    ),
    (
        "Mohon hari dan nomor antrean",
        TemplateUse.POSTPONE,
        "Agar laporan {code} dapat kami tindak lanjuti, mohon sebutkan hari, jam, dan nomor antreannya.",
        "So that we can follow up report {code}, please tell us the day, the time and the number of your ticket.",
    ),
    (
        "Bukan wewenang kami",
        TemplateUse.FORWARD,
        "Hal ini ditangani kantor tersebut. Laporan {code} kami teruskan; Anda tidak perlu mengulang.",
        "That office deals with this. We forwarded report {code}; you need not send it again.",
    ),
    (
        "Sudah dilaporkan",
        TemplateUse.REJECT,
        "Laporan yang sama sudah kami terima dan sedang ditangani. Perkembangannya dapat Anda ikuti dengan kode "
        "laporan yang pertama.",
        "",
    ),
    (
        "Selesai, terima kasih",
        TemplateUse.CLOSE,
        "Laporan {code} sudah selesai kami tangani. Bila belum sesuai, laporan dapat Anda buka kembali dalam 30 hari. "
        "Terima kasih telah membantu {unit}.",
        "Report {code} is settled. If something is still missing, you can reopen it within 30 days.",
    ),
)


def add_topics(world: DemoWorld, officers: Officers) -> None:
    """Tags follow the words, as an officer would take the suggestions; one bulk write for all."""
    since = world.date_before(365)
    tags: list[TopicTag] = []
    for slug in GOVERNMENTS:
        government = world.units[slug]
        topics = Topic.objects.bulk_create(
            Topic(government=government, name=name, keywords=keywords) for name, (keywords, _codes) in TOPICS.items()
        )
        TopicCompetency.objects.bulk_create(
            TopicCompetency(topic=topic, competency=code) for topic in topics for code in TOPICS[topic.name][1]
        )
        complaints = Complaint.objects.filter(unit__path__startswith=government.path).select_related("unit")
        for complaint in complaints:
            by = officers.of(complaint.unit)
            # The newest wait for somebody to read them.
            if complaint.verified_at is not None:
                found = suggested(f"{complaint.subject} {complaint.text}", topics)[:2]
                tags += [TopicTag(topic=topic, complaint=complaint, by=by) for topic in found]
        comments = SurveyComment.objects.filter(
            survey__unit__path__startswith=government.path, written_on__gte=since, moderated_by__isnull=False
        )
        for comment in comments.only("text", "moderated_by"):
            found = suggested(comment.text, topics)[:2]
            tags += [TopicTag(topic=topic, comment=comment, by_id=comment.moderated_by_id) for topic in found]
    TopicTag.objects.bulk_create(tags, batch_size=2000)


def add_templates(world: DemoWorld) -> None:
    ReplyTemplate.objects.bulk_create(
        ReplyTemplate(unit=world.units[slug], name=name, use=use, text_id=text_id, text_en=text_en)
        for slug in ("medan-belawan", "medan-marelan", "senapelan")
        for name, use, text_id, text_en in TEXTS
    )
