"""The fixed words of decrees, as Indonesian offices write them (Permendagri on official papers). The papers are in
Indonesian whoever asks for them, and these terms of law have no official translation: they don't go through gettext.

Legal bases follow the reference of the domain (§2.4–2.8, §5.5); each office checks them before it signs.
"""

from __future__ import annotations

from dataclasses import dataclass

from careers.enums import BatchKind


@dataclass(frozen=True)
class DecreeTexts:
    """`subject` follows "tentang"; `considering` the letters of "Menimbang"; `laws` the numbers of "Mengingat";
    `decides` the paragraphs from KESATU on, of which the first stands before the annex or the person."""

    subject: str
    considering: tuple[str, ...]
    laws: tuple[str, ...]
    decides: tuple[str, ...]
    basis: str
    annex: str


ASN_LAW = "Undang-Undang Nomor 20 Tahun 2023 tentang Aparatur Sipil Negara"
MANAGEMENT = (
    "Peraturan Pemerintah Nomor 11 Tahun 2017 tentang Manajemen Pegawai Negeri Sipil sebagaimana telah diubah dengan "
    "Peraturan Pemerintah Nomor 17 Tahun 2020"
)
CORRECTION = (
    "Apabila di kemudian hari ternyata terdapat kekeliruan dalam keputusan ini, akan diadakan perbaikan sebagaimana "
    "mestinya."
)

TEXTS = {
    BatchKind.RANK_PROMOTION: DecreeTexts(
        subject="Kenaikan Pangkat Pegawai Negeri Sipil",
        considering=(
            "bahwa Pegawai Negeri Sipil yang namanya tercantum dalam keputusan ini memenuhi syarat dan dipandang cakap "
            "untuk dinaikkan pangkatnya setingkat lebih tinggi",
            "bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a, perlu menetapkan keputusan tentang "
            "kenaikan pangkat Pegawai Negeri Sipil",
        ),
        laws=(
            ASN_LAW,
            "Peraturan Pemerintah Nomor 99 Tahun 2000 tentang Kenaikan Pangkat Pegawai Negeri Sipil sebagaimana telah "
            "diubah dengan Peraturan Pemerintah Nomor 12 Tahun 2002",
            MANAGEMENT,
            "Peraturan Badan Kepegawaian Negara Nomor 4 Tahun 2025 tentang Periodisasi Kenaikan Pangkat Pegawai Negeri "
            "Sipil",
        ),
        decides=(
            "Menaikkan pangkat Pegawai Negeri Sipil yang namanya tercantum dalam lampiran keputusan ini, terhitung "
            "mulai tanggal {date}.",
            "Kepada yang bersangkutan diberikan gaji sesuai dengan peraturan perundang-undangan.",
            CORRECTION,
        ),
        basis="Pertimbangan teknis Badan Kepegawaian Negara",
        annex="Daftar Pegawai Negeri Sipil yang Dinaikkan Pangkatnya",
    ),
    BatchKind.SALARY_STEP: DecreeTexts(
        subject="Kenaikan Gaji Berkala",
        considering=(
            "bahwa pegawai yang namanya tercantum dalam keputusan ini telah mencapai masa kerja golongan yang "
            "ditentukan dan berkinerja sekurang-kurangnya cukup",
            "bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a, perlu menetapkan keputusan tentang "
            "kenaikan gaji berkala",
        ),
        laws=(
            ASN_LAW,
            "Peraturan Pemerintah Nomor 7 Tahun 1977 tentang Peraturan Gaji Pegawai Negeri Sipil sebagaimana telah "
            "beberapa kali diubah terakhir dengan Peraturan Pemerintah Nomor 5 Tahun 2024",
            "Peraturan Presiden Nomor 98 Tahun 2020 tentang Gaji dan Tunjangan Pegawai Pemerintah dengan Perjanjian "
            "Kerja sebagaimana telah diubah dengan Peraturan Presiden Nomor 11 Tahun 2024",
        ),
        decides=(
            "Memberikan kenaikan gaji berkala kepada pegawai yang namanya tercantum dalam lampiran keputusan ini, "
            "terhitung mulai tanggal {date}.",
            "Besaran gaji pokok yang tidak disebutkan dalam lampiran mengikuti daftar gaji pokok yang berlaku.",
            CORRECTION,
        ),
        basis="Dasar",
        annex="Daftar Pegawai yang Diberikan Kenaikan Gaji Berkala",
    ),
    BatchKind.DECORATION: DecreeTexts(
        subject="Penyematan Tanda Kehormatan Satyalancana Karya Satya",
        considering=(
            "bahwa Pegawai Negeri Sipil yang namanya tercantum dalam keputusan ini telah dianugerahi tanda kehormatan "
            "atas kesetiaan, pengabdian, kecakapan, kejujuran, dan kedisiplinan",
            "bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a, perlu menetapkan keputusan tentang "
            "penyematan tanda kehormatan Satyalancana Karya Satya",
        ),
        laws=(
            "Undang-Undang Nomor 20 Tahun 2009 tentang Gelar, Tanda Jasa, dan Tanda Kehormatan",
            ASN_LAW,
            "Peraturan Pemerintah Nomor 35 Tahun 2010 tentang Pelaksanaan Undang-Undang Nomor 20 Tahun 2009",
        ),
        decides=(
            "Menyematkan tanda kehormatan Satyalancana Karya Satya kepada Pegawai Negeri Sipil yang namanya tercantum "
            "dalam lampiran keputusan ini, pada tanggal {date}.",
            "Penganugerahan dicatat dalam riwayat penghargaan yang bersangkutan.",
            CORRECTION,
        ),
        basis="Keputusan Presiden Republik Indonesia",
        annex="Daftar Penerima Tanda Kehormatan Satyalancana Karya Satya",
    ),
    BatchKind.TRANSFER: DecreeTexts(
        subject="Pemindahan Pegawai dalam Jabatan",
        considering=(
            "bahwa untuk kepentingan dinas dan pengembangan karier perlu memindahkan pegawai yang namanya tercantum "
            "dalam keputusan ini",
            "bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a, perlu menetapkan keputusan tentang "
            "pemindahan pegawai dalam jabatan",
        ),
        laws=(ASN_LAW, MANAGEMENT),
        decides=(
            "Memindahkan pegawai yang namanya tercantum dalam lampiran keputusan ini ke jabatan dan unit kerja yang "
            "baru, terhitung mulai tanggal {date}.",
            "Kepada yang bersangkutan diberikan hak kepegawaian sesuai dengan peraturan perundang-undangan.",
            CORRECTION,
        ),
        basis="Dasar",
        annex="Daftar Pegawai yang Dipindahkan",
    ),
}

ORDINALS = ("KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA")
# Neither before it exists, nor with another day for the people than the one that the first points name.
COMING_EFFECT = "Keputusan ini mulai berlaku pada tanggal {date}."
# Of a medal, which takes effect on no day of its own.
PLAIN_EFFECT = "Keputusan ini mulai berlaku pada tanggal ditetapkan."
LATE_EFFECT = "Keputusan ini mulai berlaku pada tanggal ditetapkan, dengan akibat terhitung mulai tanggal {date}."
