"""What a column of a staff list can hold, and how offices and other systems title it."""

from enum import StrEnum

from asn_portal.tabular.mapping import Field


class Column(StrEnum):
    """What a column can hold; the values are stored with a remembered mapping."""

    NIP = "nip"
    NAME = "name"
    FRONT_TITLE = "front_title"
    BACK_TITLE = "back_title"
    BIRTH_PLACE = "birth_place"
    BIRTH_DATE = "birth_date"
    BIRTH_PLACE_AND_DATE = "birth_place_and_date"
    SEX = "sex"
    NIK = "nik"
    EMPLOYMENT = "employment_type"
    STATUS = "status"
    RANK = "rank"
    RANK_SINCE = "rank_since"
    UNIT = "unit"
    PARENT_UNIT = "parent_unit"
    POSITION = "position"
    POSITION_TYPE = "position_type"
    POSITION_SINCE = "position_since"
    ECHELON = "echelon"
    EDUCATION = "education"
    PHONE = "phone"
    EMAIL = "email"
    OFFICIAL_EMAIL = "official_email"
    ADDRESS = "address"
    POSTAL_CODE = "postal_code"
    RELIGION = "religion"
    MARITAL_STATUS = "marital_status"
    NPWP = "npwp"
    BPJS = "bpjs"
    OLD_NIP = "old_nip"
    KARPEG = "karpeg_number"
    TASPEN = "taspen_number"
    SIASN_ID = "siasn_id"
    CPNS_SINCE = "cpns_since"
    CPNS_DECREE_NUMBER = "cpns_decree_number"
    CPNS_DECREE_DATE = "cpns_decree_date"
    PNS_SINCE = "pns_since"
    PNS_DECREE_NUMBER = "pns_decree_number"
    PNS_DECREE_DATE = "pns_decree_date"
    # Not stored: it follows from the rules. Only compared with the appointment.
    RETIRES_ON = "retires_on"
    # Of our own exports: the state of the record from which the row was made.
    VERSION = "version"


# Labels of offices, of SIASN (camelCase) and of MySAPK exports (snake_case). Spelling and case don't matter.
FIELDS = (
    Field(
        Column.NIP,
        (
            "NIP",
            "nipBaru",
            "NIP Pegawai",
            "NIP/NI PPPK",
            "NIP / NIPPPK",
            "NIP/NIPPPK",
            "NI PPPK",
            "Nomor Induk Pegawai",
        ),
    ),
    Field(
        Column.NAME,
        (
            "Nama",
            "Nama Lengkap",
            "Nama Pegawai",
            "Nama ASN",
            "Nama PNS",
            "Nama dan Gelar",
            "Nama Lengkap dan Gelar",
            "Nama Lengkap Tanpa Gelar",
            "Nama Pegawai dan Gelar",
            "Nama Tanpa Gelar",
        ),
    ),
    Field(Column.FRONT_TITLE, ("Gelar Depan", "gelarDepan", "Glr Depan")),
    Field(Column.BACK_TITLE, ("Gelar Belakang", "gelarBelakang", "Glr Belakang", "Gelar")),
    Field(Column.BIRTH_PLACE, ("Tempat Lahir", "tempat_lahir_nama", "Kota Lahir")),
    Field(Column.BIRTH_DATE, ("Tanggal Lahir", "tglLahir", "tanggal_lahir")),
    Field(
        Column.BIRTH_PLACE_AND_DATE,
        ("Tempat Tanggal Lahir", "Tempat, Tanggal Lahir", "Tempat dan Tanggal Lahir", "TTL"),
    ),
    Field(Column.SEX, ("L/P", "Jenis Kelamin", "JK", "Kelamin", "Sex", "Gender", "L / P")),
    Field(Column.NIK, ("NIK", "Nomor Induk Kependudukan", "No KTP", "NIK KTP", "nomorIdDocument")),
    Field(
        Column.EMPLOYMENT,
        (
            "Status",
            "Status Pegawai",
            "Status Kepegawaian",
            "Status ASN",
            "Jenis ASN",
            "Jenis Pegawai",
            "jenis_pegawai_nama",
            "status_cpns_pns",
            "PNS/PPPK",
        ),
    ),
    Field(
        Column.STATUS,
        ("Kedudukan Hukum", "kedudukan_hukum_nama", "kedudukanPnsNama", "Kedudukan", "Keadaan Pegawai", "Status Aktif"),
    ),
    Field(
        Column.RANK,
        (
            "Gol/Ruang",
            "Golongan",
            "Golongan Ruang",
            "gol_akhir_nama",
            "golRuangAkhir",
            "Golongan Akhir",
            "Pangkat/Gol",
            "Pangkat/Golongan Ruang",
            "Pangkat, Gol/Ruang",
            "Pangkat Golongan",
            "Pangkat",
            "pangkatAkhir",
            "Kepangkatan Golongan Ruang",
            "Kepangkatan Golongan",
            "Kepangkatan Pangkat",
        ),
    ),
    Field(
        Column.RANK_SINCE,
        (
            "TMT Golongan",
            "tmtGolAkhir",
            "TMT Golongan Ruang",
            "TMT Pangkat",
            "TMT Pangkat Golongan",
            "TMT Pangkat/Gol Ruang",
            "TMT Golongan Akhir",
            # "TMT" below a title that spans rank and date.
            "Kepangkatan TMT",
            "Pangkat TMT",
            "Golongan TMT",
            "Golongan Ruang TMT",
        ),
    ),
    Field(
        Column.UNIT,
        (
            "Unit Kerja",
            "unor_nama",
            "Unor",
            "Nama Unor",
            "Unit Organisasi",
            "Unit",
            "Tempat Tugas",
            "Nama Unit Kerja",
            "satuan_kerja_kerja_nama",
            "Satuan Kerja",
        ),
    ),
    Field(
        Column.PARENT_UNIT,
        ("Unor Induk", "unor_induk_nama", "OPD", "SKPD", "Perangkat Daerah", "Unit Kerja Induk", "Instansi Kerja"),
    ),
    Field(
        Column.POSITION,
        ("Jabatan", "jabatan_nama", "Nama Jabatan", "Jabatan Terakhir", "Jabatan Sekarang"),
    ),
    Field(Column.POSITION_TYPE, ("Jenis Jabatan", "jenis_jabatan_nama", "Kelompok Jabatan")),
    Field(Column.POSITION_SINCE, ("TMT Jabatan", "tmt_jabatan", "TMT Jabatan Terakhir")),
    Field(Column.ECHELON, ("Eselon", "eselon_nama", "Esl", "Es")),
    Field(
        Column.EDUCATION,
        (
            "Pendidikan Terakhir",
            "Tingkat Pendidikan",
            "tingkat_pendidikan_nama",
            "tkPendidikanTerakhir",
            "Pendidikan",
            "Pend. Akhir",
            "Jenjang Pendidikan",
        ),
    ),
    Field(
        Column.PHONE,
        (
            "No. HP",
            "nomor_hp",
            "HP",
            "No Handphone",
            "Handphone",
            "Telepon",
            "No. Telepon",
            "No Telp",
            "No HP/WA",
            "No WA",
        ),
    ),
    Field(Column.EMAIL, ("Email", "E-mail", "Alamat Email", "Email Pribadi", "Surel")),
    Field(
        Column.OFFICIAL_EMAIL,
        ("email_gov", "Email Dinas", "Email Kantor", "Email Instansi", "Email Resmi", "Surel Dinas"),
    ),
    Field(
        Column.ADDRESS, ("Alamat", "Alamat Rumah", "Alamat Lengkap", "Alamat Tinggal", "Alamat Domisili", "Alamat KTP")
    ),
    Field(Column.POSTAL_CODE, ("Kode Pos",)),
    Field(Column.RELIGION, ("Agama", "agama_nama", "agamaId")),
    Field(
        Column.MARITAL_STATUS,
        ("Status Perkawinan", "jenis_kawin_nama", "jenisKawinId", "Jenis Kawin", "Status Kawin", "Status Pernikahan"),
    ),
    Field(Column.NPWP, ("NPWP", "npwp_nomor", "noNpwp", "Nomor Pokok Wajib Pajak")),
    Field(Column.BPJS, ("BPJS", "No. BPJS", "BPJS Kesehatan", "No. BPJS Kesehatan", "noAskes")),
    Field(Column.OLD_NIP, ("NIP Lama", "nip_lama", "NIP 9 Digit")),
    Field(Column.KARPEG, ("No. Karpeg", "noSeriKarpeg", "Karpeg", "Nomor Kartu Pegawai", "Kartu Pegawai")),
    Field(Column.TASPEN, ("No. Taspen", "noTaspen", "Taspen", "Nomor Kartu Taspen")),
    Field(Column.SIASN_ID, ("pns_id", "idPns", "PNS ID", "ID SIASN", "pnsOrangId")),
    Field(Column.CPNS_SINCE, ("TMT CPNS", "tmt_cpns")),
    Field(Column.CPNS_DECREE_NUMBER, ("No. SK CPNS", "nomorSkCpns", "nomor_sk_cpns", "SK CPNS")),
    Field(Column.CPNS_DECREE_DATE, ("Tgl. SK CPNS", "tglSkCpns", "tanggal_sk_cpns")),
    Field(Column.PNS_SINCE, ("TMT PNS", "tmt_pns")),
    Field(Column.PNS_DECREE_NUMBER, ("No. SK PNS", "nomorSkPns", "nomor_sk_pns", "SK PNS")),
    Field(Column.PNS_DECREE_DATE, ("Tgl. SK PNS", "tglSkPns", "tanggal_sk_pns")),
    Field(Column.RETIRES_ON, ("TMT Pensiun", "tmt_pensiun", "Tanggal Pensiun", "BUP Pensiun")),
    Field(Column.VERSION, ("Versi (jangan diubah)", "Version (leave as it is)")),
)

REQUIRED_COLUMNS = (Column.NIP, Column.NAME)
