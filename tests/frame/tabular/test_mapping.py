import pytest

from asn_portal.tabular.mapping import Field, normalise_label, suggest_mapping

FIELDS = [
    Field("nip", ("NIP", "NIP Baru")),
    Field("nik", ("NIK",)),
    Field("name", ("Nama", "Nama Lengkap", "Nama Pegawai")),
    Field("birth_date", ("Tanggal Lahir",)),
    Field("birth_place", ("Tempat Lahir",)),
    Field("rank", ("Golongan/Ruang", "Gol Akhir Nama")),
    Field("unit", ("Unit Kerja", "Unor Nama")),
]


@pytest.mark.parametrize(
    "label", ["Tanggal Lahir", "TANGGAL_LAHIR", "tanggalLahir", " Tgl. Lahir ", "tanggal\nlahir:", "Tgl Lhr"]
)
def test_normalise_label_reduces_spellings_to_one(label):
    assert normalise_label(label) == "tanggal lahir"


@pytest.mark.parametrize(("label", "plain"), [("N I P", "nip"), ("N.I.P.", "nip"), ("L/P", "l p"), ("N A M A", "nama")])
def test_normalise_label_joins_letters_that_were_spaced_out(label, plain):
    assert normalise_label(label) == plain


def test_suggest_mapping_by_synonyms():
    headers = ["No", "nip_baru", "Nama", "Tgl. Lahir", "GOL/RUANG", "unorNama", "NIK", "Catatan"]

    assert suggest_mapping(headers, FIELDS) == {1: "nip", 2: "name", 3: "birth_date", 4: "rank", 5: "unit", 6: "nik"}


def test_suggest_mapping_forgives_a_typing_error_in_long_labels():
    assert suggest_mapping(["Tangal Lahir", "Tempat Lahr"], FIELDS) == {0: "birth_date", 1: "birth_place"}


def test_suggest_mapping_never_mistakes_short_labels():
    assert suggest_mapping(["NIS", "NI"], FIELDS) == {}


def test_suggest_mapping_gives_each_field_once_to_the_best_column():
    assert suggest_mapping(["Nama Lengkp", "Nama Lengkap", "Nama"], FIELDS) == {1: "name"}


def test_suggest_mapping_leaves_out_blank_headers():
    assert suggest_mapping(["", "   ", "-"], FIELDS) == {}
    assert suggest_mapping([], FIELDS) == {}
