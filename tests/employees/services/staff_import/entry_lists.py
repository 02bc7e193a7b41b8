"""Lists with histories as tests write them."""

import datetime

from tests.employees.services.staff_import.lists import (
    HEADER,
    book,
    check,
    person,
    store,
    upload,
)

NIP, PPPK = "198001152005011003", "199203082022212007"
RANK = ("nipBaru", "golongan", "tmtGolongan", "skNomor", "skTanggal", "jenisKPNama", "id")
EDUCATION = ("idPns", "nipBaru", "tkPendidikanNama", "pendidikanNama", "tahunLulus", "namaSekolah", "nomorIjasah")
D = datetime.date


def bring(officer, **sheets):
    return store(check(upload(officer, "a.xlsx", book(**sheets)), officer), officer)


def problems(staff_import):
    return {
        (row.sheet.kind, row.number, problem["code"]) for row in staff_import.rows.all() for problem in row.problems
    }


def whole_file():
    return {
        "Pegawai": (HEADER, person(), person(PPPK, "Budi", rank="IX", since="01-03-2022")),
        "rw-golongan": (
            RANK,
            (NIP, "III/a", "01-04-2009", "823/1", "12-03-2009", "Reguler", "a" * 32),
            (NIP, "III/c", "01-04-2022", "823/3", "12-03-2022", "Reguler", "c" * 32),
            (NIP, "III/b", "01-04-2014", "823/2", "12-03-2014", "Reguler", "b" * 32),
        ),
        "rw-pendidikan": (
            EDUCATION,
            (None, NIP, "S-1/Sarjana", "S-1 ADMINISTRASI NEGARA", 2003, "Universitas Sumatera Utara", "123/UN"),
            (None, NIP, "SLTA", "IPS", 1998, "SMA Negeri 1", None),
        ),
        "Riwayat Jabatan": (
            ("NIP", "Jabatan", "Unit Kerja", "TMT Jabatan", "No. SK"),
            (NIP, "Pengadministrasi Umum", "Kelurahan Bahagia", "01-01-2005", "821/1"),
            (NIP, "Pengadministrasi Perkantoran", "Kelurahan Belawan I", "01-04-2022", "821/2"),
        ),
        "Kontrak": (("NIP", "TMT Kontrak", "Akhir Kontrak", "No. Kontrak"), (PPPK, "01-03-2022", "28-02-2027", "PK/1")),
        "rw-hukdis": (
            ("nipBaru", "jenisHukumanNama", "jenisTingkatHukumanId", "hukumanTanggal", "masaBulan"),
            (NIP, "Teguran lisan", "R", "05-05-2012", 6),
        ),
        "Kedudukan Hukum": (
            ("NIP", "Kedudukan Hukum", "TMT"),
            (NIP, "CLTN", "01-01-2016"),
            (NIP, "Aktif", "01-01-2018"),
        ),
        "rw-skp22": (("nipBaru", "tahun", "hasilKinerja", "perilakuKerja"), (NIP, 2024, "Sesuai ekspektasi", "1")),
    }
