"""What a column of a sheet with a history can hold, and how SIASN, MySAPK and offices title it."""

from dataclasses import dataclass
from enum import StrEnum

from asn_portal.tabular.mapping import Field
from employees.enums import HistoryKind


class EntryColumn(StrEnum):
    """What a column can hold; the values are stored with a remembered mapping. Most are fields of the history."""

    NIP = "nip"
    PERSON = "person"
    PNS_ID = "pns_id"
    # Our own number of the entry, and that of SIASN.
    ENTRY = "entry"
    SIASN_ID = "siasn_id"

    START = "start"
    UNTIL = "until"
    DATE = "date"
    YEAR = "year"
    FIRST_MONTH = "first_month"
    FIRST_YEAR = "first_year"
    LAST_MONTH = "last_month"
    LAST_YEAR = "last_year"
    LENGTH_YEARS = "length_years"
    LENGTH_MONTHS = "length_months"

    RANK = "rank"
    PROMOTION_KIND = "promotion_kind"
    SERVICE_YEARS = "service_years"
    SERVICE_MONTHS = "service_months"
    POSITION = "position"
    UNIT = "unit"
    PARENT_UNIT = "parent_unit"
    POSITION_TYPE = "position_type"
    ECHELON = "echelon"
    ASSIGNMENT = "assignment"
    INSTALLED_ON = "installed_on"
    STATUS = "status"
    BASE_SALARY = "base_salary"
    EDUCATION = "education"
    MAJOR = "major"
    INSTITUTION = "institution"
    FRONT_TITLE = "front_title"
    BACK_TITLE = "back_title"
    IS_FIRST = "is_first"
    TRAINING_KIND = "training_kind"
    LEADERSHIP = "leadership"
    NAME = "name"
    ORGANISER = "organiser"
    HOURS = "hours"
    LAST_DAY = "last_day"
    CREDENTIAL_KIND = "credential_kind"
    ISSUER = "issuer"
    EXPIRES_ON = "expires_on"
    PREDICATE = "predicate"
    RESULT = "result"
    BEHAVIOUR = "behaviour"
    ASSESSOR = "assessor"
    POINTS = "points"
    MAIN_POINTS = "main_points"
    SUPPORTING_POINTS = "supporting_points"
    TITLE = "title"
    IS_INTEGRATION = "is_integration"
    IS_CONVERSION = "is_conversion"
    AWARD_KIND = "award_kind"
    SANCTION_KIND = "sanction_kind"
    SANCTION_LEVEL = "sanction_level"
    OFFENCE = "offence"
    LEGAL_BASIS = "legal_basis"
    CANCELLED_ON = "cancelled_on"
    CANCEL_DECREE = "cancel_decree_number"

    DECREE_NUMBER = "decree_number"
    DECREE_DATE = "decree_date"
    NOTE = "note"


C = EntryColumn


@dataclass(frozen=True, slots=True)
class EntrySheet:
    """How a sheet with one history is recognised. Of each group in `needed` one column must be there."""

    names: tuple[str, ...]
    fields: tuple[Field, ...]
    needed: tuple[tuple[EntryColumn, ...], ...]


WHO = (
    Field(C.NIP, ("NIP", "nipBaru", "NIP Pegawai", "NIP/NI PPPK", "NI PPPK", "Nomor Induk Pegawai")),
    Field(C.PERSON, ("Nama", "Nama Pegawai", "Nama Lengkap", "Nama ASN", "Nama PNS")),
    Field(C.PNS_ID, ("idPns", "pns_id", "PNS ID", "pnsOrangId", "pnsDinilaiId", "pns")),
    Field(C.ENTRY, ("Nomor Entri", "Entry number")),
    Field(C.SIASN_ID, ("id", "ID SIASN", "ID Riwayat", "cltnId")),
)
NOTE = Field(C.NOTE, ("Catatan", "Keterangan", "Ket", "Note"))


def _paper(numbers: tuple[str, ...] = (), dates: tuple[str, ...] = ()) -> tuple[Field, ...]:
    return (
        Field(
            C.DECREE_NUMBER,
            ("No. SK", "skNomor", "nomorSk", "Nomor Surat Keputusan", "Nomor Keputusan", "SK", *numbers),
        ),
        Field(C.DECREE_DATE, ("Tgl. SK", "skTanggal", "tanggalSk", "skDate", "Tanggal Surat Keputusan", *dates)),
        NOTE,
    )


def _start(*labels: str) -> Field:
    return Field(C.START, ("TMT", "Terhitung Mulai Tanggal", *labels))


def _until(*labels: str) -> Field:
    return Field(C.UNTIL, ("Sampai", "Sampai Dengan", "s.d.", "Tanggal Akhir", "Tanggal Selesai", "Berakhir", *labels))


SERVICE = (
    Field(C.SERVICE_YEARS, ("MK Tahun", "masaKerjaGolonganTahun", "Masa Kerja Tahun", "mk_tahun", "masaKerjaTahun")),
    Field(C.SERVICE_MONTHS, ("MK Bulan", "masaKerjaGolonganBulan", "Masa Kerja Bulan", "mk_bulan", "masaKerjaBulan")),
)

ENTRY_SHEETS: dict[HistoryKind, EntrySheet] = {
    HistoryKind.RANK: EntrySheet(
        ("rw-golongan", "Riwayat Golongan", "Riwayat Pangkat", "Golongan", "Pangkat", "Kepangkatan"),
        (
            *WHO,
            Field(C.RANK, ("Gol/Ruang", "golongan", "Golongan Ruang", "gol_nama", "Pangkat/Gol", "Pangkat")),
            _start("tmtGolongan", "TMT Pangkat", "TMT Golongan Ruang"),
            Field(C.PROMOTION_KIND, ("Jenis KP", "jenisKPNama", "jenisKPId", "Jenis Kenaikan Pangkat")),
            *SERVICE,
            *_paper(),
        ),
        ((C.RANK,), (C.START,)),
    ),
    HistoryKind.POSITION: EntrySheet(
        ("rw-jabatan", "Riwayat Jabatan", "Jabatan"),
        (
            *WHO,
            Field(
                C.POSITION,
                ("Jabatan", "namaJabatan", "Nama Jabatan", "jabatanFungsionalNama", "jabatanFungsionalUmumNama"),
            ),
            Field(C.UNIT, ("Unit Kerja", "namaUnor", "unorNama", "Unor", "Unit Organisasi", "satuanKerjaNama", "Unit")),
            Field(C.PARENT_UNIT, ("Unor Induk", "unorIndukNama", "OPD", "SKPD", "Perangkat Daerah")),
            Field(C.POSITION_TYPE, ("Jenis Jabatan", "jenisJabatan", "jenis_jabatan_nama")),
            Field(C.ECHELON, ("Eselon", "eselon_nama")),
            Field(C.ASSIGNMENT, ("Jenis Penugasan", "jenisPenugasanId", "Penugasan")),
            _start("tmtJabatan", "TMT Jabatan Terakhir"),
            _until(),
            Field(C.INSTALLED_ON, ("TMT Pelantikan", "tmtPelantikan", "Tanggal Pelantikan", "Tgl. Lantik")),
            *_paper(),
        ),
        ((C.POSITION,), (C.START,)),
    ),
    HistoryKind.STATUS: EntrySheet(
        ("Riwayat Kedudukan Hukum", "Riwayat Status", "Kedudukan Hukum", "Status"),
        (
            *WHO,
            Field(C.STATUS, ("Kedudukan Hukum", "kedudukanHukumNama", "kedudukanHukumId", "Kedudukan", "Status")),
            _start("TMT Kedudukan Hukum", "TMT Status"),
            *_paper(),
        ),
        ((C.STATUS,), (C.START,)),
    ),
    HistoryKind.CONTRACT: EntrySheet(
        ("Riwayat Kontrak", "Kontrak", "Perjanjian Kerja", "Riwayat Perjanjian Kerja"),
        (
            *WHO,
            _start("TMT Kontrak", "Mulai Kontrak", "Tanggal Mulai", "Awal Kontrak", "Mulai Perjanjian"),
            _until("Akhir Kontrak", "Selesai Kontrak", "Akhir Perjanjian", "Tanggal Akhir Kontrak"),
            *_paper(
                ("No. Kontrak", "Nomor Perjanjian", "No. Perjanjian Kerja"),
                ("Tgl. Kontrak", "Tanggal Perjanjian", "Tgl. Perjanjian Kerja"),
            ),
        ),
        ((C.START,), (C.UNTIL,)),
    ),
    HistoryKind.SALARY_STEP: EntrySheet(
        ("Riwayat KGB", "KGB", "Riwayat Gaji Berkala", "Kenaikan Gaji Berkala"),
        (
            *WHO,
            _start("TMT KGB", "TMT Gaji", "TMT Gaji Berkala", "tmtKgb"),
            Field(C.BASE_SALARY, ("Gaji Pokok", "gajiPokok", "Gaji Pokok Baru", "Gaji")),
            *SERVICE,
            *_paper(("No. SK KGB",), ("Tgl. SK KGB",)),
        ),
        ((C.START,), (C.BASE_SALARY, C.SERVICE_YEARS)),
    ),
    HistoryKind.UNPAID_LEAVE: EntrySheet(
        ("rw-cltn", "Riwayat CLTN", "CLTN", "Cuti di Luar Tanggungan Negara"),
        (
            *WHO,
            _start("tanggalAwal", "Mulai CLTN", "Tanggal Mulai", "TMT CLTN"),
            _until("tanggalAkhir", "Selesai CLTN"),
            *_paper(),
        ),
        ((C.START,), (C.UNTIL,)),
    ),
    HistoryKind.EDUCATION: EntrySheet(
        ("rw-pendidikan", "Riwayat Pendidikan", "Pendidikan"),
        (
            *WHO,
            Field(
                C.EDUCATION,
                (
                    "Tingkat Pendidikan",
                    "tkPendidikanNama",
                    "tkPendidikanId",
                    "Jenjang",
                    "Jenjang Pendidikan",
                    "Pendidikan",
                ),
            ),
            Field(C.MAJOR, ("Jurusan", "pendidikanNama", "Program Studi", "Prodi", "Bidang Studi")),
            Field(C.INSTITUTION, ("Nama Sekolah", "namaSekolah", "Sekolah", "Perguruan Tinggi", "Universitas")),
            Field(C.DATE, ("Tanggal Lulus", "tglLulus", "Tanggal Ijazah", "tanggalIjazah")),
            Field(C.YEAR, ("Tahun Lulus", "tahunLulus")),
            Field(C.FRONT_TITLE, ("Gelar Depan", "gelarDepan")),
            Field(C.BACK_TITLE, ("Gelar Belakang", "gelarBelakang")),
            Field(C.IS_FIRST, ("Pendidikan Pertama", "isPendidikanPertama")),
            *_paper(("nomorIjasah", "No. Ijazah", "Nomor Ijazah"), ("Tgl. Terbit Ijazah",)),
        ),
        ((C.EDUCATION, C.MAJOR), (C.DATE, C.YEAR)),
    ),
    HistoryKind.TRAINING: EntrySheet(
        ("rw-diklat", "rw-kursus", "Riwayat Diklat", "Riwayat Kursus", "Diklat", "Kursus", "Pelatihan"),
        (
            *WHO,
            Field(
                C.NAME, ("Nama Diklat", "namaKursus", "Nama Kursus", "Nama Pelatihan", "Pelatihan", "Diklat", "Kursus")
            ),
            Field(C.LEADERSHIP, ("latihanStrukturalNama", "latihanStrukturalId", "Diklat Struktural", "Diklatpim")),
            Field(
                C.TRAINING_KIND,
                ("Jenis Diklat", "jenisDiklatId", "jenisKursusNama", "Jenis Kursus", "Jenis Pelatihan"),
            ),
            Field(C.ORGANISER, ("institusiPenyelenggara", "Penyelenggara", "Lembaga Penyelenggara")),
            Field(C.HOURS, ("jumlahJam", "JP", "Jumlah JP", "Jam Pelajaran")),
            Field(C.DATE, ("tanggal", "tanggalKursus", "Tanggal Mulai", "Tanggal Diklat")),
            Field(C.LAST_DAY, ("tanggalSelesai", "tanggalSelesaiKursus", "Tanggal Selesai", "Tanggal Akhir")),
            Field(C.YEAR, ("tahun", "tahunKursus", "Tahun Diklat")),
            *_paper(
                ("nomor", "noSertipikat", "nomorSertipikat", "No. Sertifikat", "No. STTPP", "No. STTP"),
                ("Tgl. Sertifikat", "Tgl. STTPP"),
            ),
        ),
        ((C.NAME, C.LEADERSHIP), (C.DATE, C.YEAR)),
    ),
    HistoryKind.CREDENTIAL: EntrySheet(
        ("Riwayat Sertifikasi", "Sertifikasi", "Lisensi", "Riwayat Profesi"),
        (
            *WHO,
            Field(C.CREDENTIAL_KIND, ("Jenis Dokumen", "Jenis Sertifikat", "Jenis Lisensi")),
            Field(C.NAME, ("Nama Dokumen", "Nama Sertifikat", "Nama Lisensi", "Nama Sertifikasi")),
            Field(C.ISSUER, ("Penerbit", "Diterbitkan Oleh", "Lembaga Penerbit")),
            Field(C.DATE, ("Tanggal Terbit", "Tgl. Terbit", "Diterbitkan")),
            Field(C.EXPIRES_ON, ("Berlaku Sampai", "Masa Berlaku", "Berlaku s.d.", "Kedaluwarsa")),
            *_paper(("No. Dokumen", "Nomor STR", "No. Sertifikat", "Nomor SIP"), ("Tgl. Dokumen",)),
        ),
        ((C.CREDENTIAL_KIND, C.NAME), (C.DATE,), (C.EXPIRES_ON, C.ISSUER)),
    ),
    HistoryKind.RATING: EntrySheet(
        ("rw-skp22", "rw-skp", "Riwayat SKP", "SKP", "Kinerja", "Riwayat Kinerja", "Predikat Kinerja"),
        (
            *WHO,
            Field(C.YEAR, ("tahun", "Tahun Penilaian", "Tahun SKP")),
            Field(C.PREDICATE, ("kuadranKinerja", "Predikat", "Predikat Kinerja", "Kuadran", "kuadranKinerjaNilai")),
            Field(C.RESULT, ("hasilKinerja", "Rating Hasil Kerja", "hasilKinerjaNilai")),
            Field(C.BEHAVIOUR, ("perilakuKerja", "Rating Perilaku Kerja", "perilakuKerjaNilai")),
            Field(C.ASSESSOR, ("namaPenilai", "Penilai", "Pejabat Penilai", "Nama Pejabat Penilai")),
            *_paper(("No. Dokumen",), ("Tgl. Dokumen",)),
        ),
        ((C.YEAR,), (C.PREDICATE, C.RESULT)),
    ),
    HistoryKind.CREDIT_POINT: EntrySheet(
        ("rw-angkakredit", "Riwayat Angka Kredit", "Angka Kredit", "PAK"),
        (
            *WHO,
            Field(C.POINTS, ("kreditBaruTotal", "Angka Kredit", "Total Angka Kredit", "Jumlah Angka Kredit")),
            Field(C.MAIN_POINTS, ("kreditUtamaBaru", "Kredit Utama")),
            Field(C.SUPPORTING_POINTS, ("kreditPenunjangBaru", "Kredit Penunjang")),
            _start("Periode Mulai", "Mulai Penilaian"),
            _until("Periode Selesai", "Selesai Penilaian"),
            Field(C.FIRST_MONTH, ("bulanMulaiPenailan", "bulanMulaiPenilaian")),
            Field(C.FIRST_YEAR, ("tahunMulaiPenailan", "tahunMulaiPenilaian")),
            Field(C.LAST_MONTH, ("bulanSelesaiPenailan", "bulanSelesaiPenilaian")),
            Field(C.LAST_YEAR, ("tahunSelesaiPenailan", "tahunSelesaiPenilaian")),
            Field(C.TITLE, ("namaJabatan", "Jabatan Fungsional", "Jabatan")),
            Field(C.IS_FIRST, ("isAngkaKreditPertama", "Angka Kredit Pertama")),
            Field(C.IS_INTEGRATION, ("isIntegrasi", "Integrasi")),
            Field(C.IS_CONVERSION, ("isKonversi", "Konversi")),
            *_paper(("No. PAK",), ("Tgl. PAK",)),
        ),
        ((C.POINTS, C.MAIN_POINTS), (C.START, C.FIRST_YEAR)),
    ),
    HistoryKind.AWARD: EntrySheet(
        ("rw-penghargaan", "Riwayat Penghargaan", "Penghargaan", "Tanda Jasa"),
        (
            *WHO,
            Field(C.AWARD_KIND, ("hargaId", "Jenis Penghargaan")),
            Field(C.NAME, ("hargaNama", "Nama Penghargaan", "Penghargaan", "Tanda Jasa")),
            Field(C.DATE, ("Tanggal", "Tanggal Penghargaan", "Tanggal Perolehan")),
            Field(C.YEAR, ("tahun", "Tahun Perolehan", "Tahun Penghargaan")),
            *_paper(),
        ),
        ((C.AWARD_KIND, C.NAME), (C.DATE, C.YEAR)),
    ),
    HistoryKind.DISCIPLINE: EntrySheet(
        ("rw-hukdis", "Riwayat Hukuman Disiplin", "Hukuman Disiplin", "Hukdis", "Disiplin"),
        (
            *WHO,
            Field(C.SANCTION_KIND, ("jenisHukumanNama", "jenisHukuman", "Jenis Hukuman", "Hukuman", "jenisHukumanId")),
            Field(C.SANCTION_LEVEL, ("jenisTingkatHukumanId", "Tingkat Hukuman", "Tingkat")),
            _start("hukumanTanggal", "TMT Hukuman", "Mulai Hukuman"),
            _until("akhirHukumTanggal", "akhirHukumanTanggal", "Akhir Hukuman"),
            Field(C.LENGTH_YEARS, ("masaTahun", "Masa Hukuman Tahun")),
            Field(C.LENGTH_MONTHS, ("masaBulan", "Masa Hukuman Bulan")),
            Field(C.OFFENCE, ("alasanHukumanDisiplinNama", "alasanHukumanDisiplin", "Pelanggaran", "Alasan Hukuman")),
            Field(C.LEGAL_BASIS, ("nomorPp", "Dasar Hukum", "PP")),
            Field(C.CANCELLED_ON, ("skPembatalanTanggal", "Tanggal Pembatalan")),
            Field(C.CANCEL_DECREE, ("skPembatalanNomor", "No. SK Pembatalan")),
            *_paper(),
        ),
        ((C.SANCTION_KIND,), (C.START,)),
    ),
}

# Columns whose field in the history is named otherwise.
RENAMED: dict[tuple[HistoryKind, str], C] = {
    (HistoryKind.EDUCATION, "level"): C.EDUCATION,
    (HistoryKind.DISCIPLINE, "level"): C.SANCTION_LEVEL,
    (HistoryKind.POSITION, "kind"): C.ASSIGNMENT,
    (HistoryKind.TRAINING, "kind"): C.TRAINING_KIND,
    (HistoryKind.CREDENTIAL, "kind"): C.CREDENTIAL_KIND,
    (HistoryKind.AWARD, "kind"): C.AWARD_KIND,
    (HistoryKind.DISCIPLINE, "kind"): C.SANCTION_KIND,
}


def column_of(kind: HistoryKind, name: str) -> C | None:
    """The column that holds a field of a history; None for what no column shows."""
    renamed = RENAMED.get((kind, name))
    return renamed or (C(name) if name in C._value2member_map_ else None)
