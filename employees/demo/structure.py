"""The units of the invented governments: Kota Medan with Belawan and Marelan, Kota Pekanbaru with Senapelan."""

from __future__ import annotations

from dataclasses import dataclass

from employees.enums import UnitKind

# name, kind, address; below a unit: its units. "*" marks a unit that serves citizens; the number is its staff.
VILLAGE, SECRETARIAT, AGENCY, DISTRICT = (
    UnitKind.URBAN_VILLAGE,
    UnitKind.SECRETARIAT,
    UnitKind.AGENCY,
    UnitKind.DISTRICT,
)


@dataclass(frozen=True)
class Unit:
    name: str
    slug: str
    kind: UnitKind
    staff: int
    head: str = ""
    serves: bool = True
    address: str = ""
    below: tuple[Unit, ...] = ()


def _village(name: str, slug: str, staff: int, address: str) -> Unit:
    return Unit(f"Kelurahan {name}", slug, VILLAGE, staff, f"Lurah {name}", True, address)


MEDAN = Unit(
    "Kota Medan",
    "kota-medan",
    UnitKind.GOVERNMENT,
    0,
    "Sekretaris Daerah Kota Medan",
    False,
    "Jalan Kapten Maulana Lubis No. 2, Medan",
    (
        Unit("Sekretariat Daerah Kota Medan", "setda-medan", SECRETARIAT, 60, "Kepala Bagian Umum Setda", False),
        Unit(
            "Badan Kepegawaian dan Pengembangan SDM Kota Medan",
            "bkpsdm-medan",
            AGENCY,
            48,
            "Kepala BKPSDM Kota Medan",
            False,
            "Jalan Jenderal Abdul Haris Nasution No. 32, Medan",
        ),
        Unit(
            "Dinas Kependudukan dan Pencatatan Sipil Kota Medan",
            "disdukcapil-medan",
            AGENCY,
            110,
            "Kepala Dinas Kependudukan dan Pencatatan Sipil Kota Medan",
            True,
            "Jalan Iskandar Muda No. 270, Medan",
        ),
        Unit(
            "Dinas Kesehatan Kota Medan",
            "dinkes-medan",
            AGENCY,
            80,
            "Kepala Dinas Kesehatan Kota Medan",
            False,
            "Jalan Rotan Komplek Petisah, Medan",
            (
                Unit("Puskesmas Belawan", "puskesmas-belawan", UnitKind.SERVICE_UNIT, 56, "Kepala Puskesmas Belawan"),
                Unit("Puskesmas Terjun", "puskesmas-terjun", UnitKind.SERVICE_UNIT, 44, "Kepala Puskesmas Terjun"),
            ),
        ),
        Unit(
            "Kecamatan Medan Belawan",
            "medan-belawan",
            DISTRICT,
            34,
            "Camat Medan Belawan",
            True,
            "Jalan Cimanuk No. 1, Belawan",
            (
                Unit(
                    "Sekretariat Kecamatan Medan Belawan",
                    "sekretariat-medan-belawan",
                    SECRETARIAT,
                    26,
                    "Sekretaris Kecamatan Medan Belawan",
                    False,
                ),
                _village("Belawan I", "belawan-i", 24, "Jalan Serma Hanafiah, Belawan I"),
                _village("Belawan II", "belawan-ii", 26, "Jalan Stasiun, Belawan II"),
                _village("Bagan Deli", "bagan-deli", 22, "Jalan Young Panah Hijau, Bagan Deli"),
                _village("Belawan Bahari", "belawan-bahari", 20, "Jalan Kampar, Belawan Bahari"),
                _village("Belawan Sicanang", "belawan-sicanang", 22, "Jalan Pulau Sicanang, Belawan"),
                _village("Bahagia", "bahagia", 18, "Jalan Bahagia, Belawan"),
            ),
        ),
        Unit(
            "Kecamatan Medan Marelan",
            "medan-marelan",
            DISTRICT,
            30,
            "Camat Medan Marelan",
            True,
            "Jalan Kapten Rahmad Buddin, Marelan",
            (
                Unit(
                    "Sekretariat Kecamatan Medan Marelan",
                    "sekretariat-medan-marelan",
                    SECRETARIAT,
                    24,
                    "Sekretaris Kecamatan Medan Marelan",
                    False,
                ),
                _village("Labuhan Deli", "labuhan-deli", 20, "Jalan Titi Pahlawan, Labuhan Deli"),
                _village("Rengas Pulau", "rengas-pulau", 24, "Jalan Marelan Raya, Rengas Pulau"),
                _village("Terjun", "terjun", 22, "Jalan Kapten Rahmad Buddin, Terjun"),
                _village("Tanah Enam Ratus", "tanah-enam-ratus", 18, "Jalan Marelan VII, Tanah Enam Ratus"),
                _village("Paya Pasir", "paya-pasir", 16, "Jalan Paya Pasir, Marelan"),
            ),
        ),
    ),
)

PEKANBARU = Unit(
    "Kota Pekanbaru",
    "kota-pekanbaru",
    UnitKind.GOVERNMENT,
    0,
    "Sekretaris Daerah Kota Pekanbaru",
    False,
    "Jalan Abdul Rahman Hamid, Tenayan Raya, Pekanbaru",
    (
        Unit(
            "Badan Kepegawaian dan Pengembangan SDM Kota Pekanbaru",
            "bkpsdm-pekanbaru",
            AGENCY,
            44,
            "Kepala BKPSDM Kota Pekanbaru",
            False,
        ),
        Unit(
            "Dinas Kependudukan dan Pencatatan Sipil Kota Pekanbaru",
            "disdukcapil-pekanbaru",
            AGENCY,
            90,
            "Kepala Dinas Kependudukan dan Pencatatan Sipil Kota Pekanbaru",
        ),
        Unit(
            "Dinas Kesehatan Kota Pekanbaru",
            "dinkes-pekanbaru",
            AGENCY,
            70,
            "Kepala Dinas Kesehatan Kota Pekanbaru",
            False,
        ),
        Unit(
            "Kecamatan Senapelan",
            "senapelan",
            DISTRICT,
            32,
            "Camat Senapelan",
            True,
            "Jalan Jati No. 2, Senapelan, Pekanbaru",
            (
                Unit(
                    "Sekretariat Kecamatan Senapelan",
                    "sekretariat-senapelan",
                    SECRETARIAT,
                    22,
                    "Sekretaris Kecamatan Senapelan",
                    False,
                ),
                _village("Kampung Bandar", "kampung-bandar", 18, "Jalan Senapelan, Kampung Bandar"),
                _village("Kampung Baru", "kampung-baru", 18, "Jalan Kampung Baru, Senapelan"),
                _village("Kampung Dalam", "kampung-dalam", 20, "Jalan Kampung Dalam, Senapelan"),
                _village("Padang Bulan", "padang-bulan", 16, "Jalan Riau, Padang Bulan"),
                _village("Padang Terubuk", "padang-terubuk", 20, "Jalan Tanjung Datuk, Padang Terubuk"),
                _village("Sago", "sago", 16, "Jalan Sago, Senapelan"),
            ),
        ),
    ),
)
