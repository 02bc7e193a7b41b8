"""What the reports of the demo say, and how their stories go."""

from __future__ import annotations

from surveys.enums import (
    ComplaintKind,
)

# A report of Belawan I under way, for trying /p/track/.
TRACKING_CODE = "DESA2345"
TRACKING_PIN = "246810"

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
    "unfixed": "Perbaikan belum dapat dikerjakan karena anggaran tahun ini sudah habis.\n\nYang masih tersisa: "
    "perbaikan diusulkan untuk anggaran tahun depan dan dikerjakan Bagian Umum.",
    "same": "Laporan serupa sudah diterima sebelum laporan Anda. Keduanya ditangani bersama.",
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
    (45, (("verify", 1), ("start", 2), ("reply", 3), ("unfixed", 10))),
    (230, (("verify", 2), ("start", 2), ("unfixed", 9), ("dissatisfied", 3))),
    (19, (("verify", 1), ("start", 1), ("postpone", 1), ("remind", 0))),
    (13, (("verify", 1), ("start", 1), ("take", 1), ("reply", 1))),
)
REPORTERS = (
    ("Ratna Hasibuan", "+62 812 0000 1101"),
    ("Darwin Simanjuntak", "darwin@warga.demo"),
    ("Nur Aini", "+62 813 0000 2202"),
    ("Togar Pane", "+62 821 0000 3303"),
    ("Melati Rambe", "melati@warga.demo"),
)
