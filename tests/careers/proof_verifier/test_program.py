"""The downloaded verifier as a program."""

import ast
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from careers import proof_verifier as verifier
from tests.careers.proof_verifier.conftest import COUNT, GENUINE


def run(*arguments, folder):
    program = Path(verifier.__file__)
    return subprocess.run([sys.executable, "-I", program, *arguments], capture_output=True, text=True, cwd=folder)


@pytest.fixture
def folder(tmp_path):
    for name, content in GENUINE.items():
        (tmp_path / name).write_bytes(content)
    with zipfile.ZipFile(tmp_path / "bukti.zip", "w") as packed:
        for name, content in GENUINE.items():
            packed.writestr(name, content)
    return tmp_path


@pytest.mark.parametrize("bundle_path", [".", "bukti.zip"])
def test_the_program_says_that_all_fits(folder, bundle_path):
    indonesian = run(bundle_path, folder=folder)
    english = run(bundle_path, "--lang", "en", "--pseudonym", "anggreka", folder=folder)

    assert indonesian.returncode == english.returncode == 0
    assert indonesian.stdout.startswith(f"COCOK. {COUNT} catatan, 4 titik periksa, 10 hasil: tidak ada yang diubah.")
    assert english.stdout.startswith("ALL FITS.")
    assert "ANGGREKA" in english.stdout


def test_the_program_names_the_first_wrong_entry(folder):
    content = (folder / verifier.EVENTS).read_bytes()
    (folder / verifier.EVENTS).write_bytes(content.replace(b"CEMPAKAA", b"CEMPAKAB", 1))

    told = run(".", folder=folder)

    assert told.returncode == 1
    assert "events.jsonl, catatan 5: isinya tidak lagi cocok dengan sidik jarinya." in told.stdout


@pytest.mark.parametrize("bundle_path", ["nowhere", "plan.json"])
def test_what_is_no_bundle_is_told(folder, bundle_path):
    told = run(bundle_path, "--lang", "en", folder=folder)

    assert (told.returncode, told.stderr) == (2, "")
    assert "can't be read" in told.stdout


def test_it_needs_only_an_old_standard_library():
    tree = ast.parse(Path(verifier.__file__).read_text(), feature_version=(3, 9))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
    }

    assert imported <= {*sys.stdlib_module_names}


def test_every_message_is_in_both_languages():
    assert {len(texts) for texts in verifier.MESSAGES.values()} == {2}


@pytest.mark.parametrize(("central", "local", "change"), [(8, 6, 1), (10, 8, 99)])
def test_a_locked_or_strangely_packed_bundle_is_no_bundle(folder, central, local, change):
    """A password is asked for (flag 1), or packed by a method (99) that nobody knows."""
    content = bytearray((folder / "bukti.zip").read_bytes())
    content[content.find(b"PK\x01\x02") + central] = change
    content[content.find(b"PK\x03\x04") + local] = change
    (folder / "bukti.zip").write_bytes(content)

    told = run("bukti.zip", "--lang", "en", folder=folder)

    assert (told.returncode, told.stderr) == (2, "")
    assert "can't be read" in told.stdout
