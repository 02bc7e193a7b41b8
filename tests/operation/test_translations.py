import gettext
import os
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from asn_portal import translations

PROJECT = Path(__file__).resolve().parents[2]
SOURCES = (
    *("asn_portal", "employees", "surveys", "training", "evaluations", "careers", "participation"),
    *("templates", "locale"),
)
CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

#: employees/models.py
msgid "Rank"
msgstr "{translation}"
"""


@pytest.fixture
def locale(tmp_path):
    file = tmp_path / "id" / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True)
    file.write_text(CATALOGUE.format(translation="Pangkat"))
    return tmp_path


def test_compile_all_makes_a_catalogue_that_gettext_reads(locale):
    assert translations.compile_all(locale) == [locale / "id" / "LC_MESSAGES" / "django.mo"]

    assert gettext.translation("django", locale, ["id"]).gettext("Rank") == "Pangkat"


def test_compile_all_compiles_only_what_is_newer(locale):
    translations.compile_all(locale)
    assert translations.compile_all(locale) == []

    source = locale / "id" / "LC_MESSAGES" / "django.po"
    os.utime(source, (source.stat().st_atime, source.stat().st_mtime + 10))

    assert len(translations.compile_all(locale)) == 1


@pytest.mark.parametrize(
    ("translation", "flag", "expected"),
    [
        ("Pangkat", "", []),
        ("", "", ["id/LC_MESSAGES/django.po: not translated: 'Rank' (employees/models.py)"]),
        ("Pangkat", "#, fuzzy\n", ["id/LC_MESSAGES/django.po: only guessed (fuzzy): 'Rank' (employees/models.py)"]),
    ],
)
def test_incomplete_names_what_lacks_a_translation(locale, translation, flag, expected):
    text = CATALOGUE.format(translation=translation).replace("#: employees", f"{flag}#: employees")
    (locale / "id" / "LC_MESSAGES" / "django.po").write_text(text)

    assert translations.incomplete(locale) == expected


def test_every_text_of_the_code_stands_in_the_catalogue_and_is_translated(tmp_path):
    for name in SOURCES:
        shutil.copytree(PROJECT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    command = [
        sys.executable,
        "-m",
        "django",
        "makemessages",
        "-l",
        "id",
        "--no-wrap",
        "--add-location=file",
        "--no-obsolete",
    ]
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}

    subprocess.run([*command, "-e", "html,txt,py"], cwd=tmp_path, env=environment, check=True, capture_output=True)

    catalogue = "locale/id/LC_MESSAGES/django.po"
    collected, kept = (
        {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(folder / catalogue))}
        for folder in (tmp_path, PROJECT)
    )
    assert collected == kept  # differs: run `make messages` and translate
    assert translations.incomplete() == []
