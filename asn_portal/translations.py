"""Compiles the translations without the gettext programs: `python -m asn_portal.translations [--check]`.

The compiled files are not kept in the repository; `make run`, `make test` and the container build make them.
"""

# ruff: noqa: T201 -- speaks to a terminal

import sys
from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_all(locale: Path = LOCALE) -> list[Path]:
    """Compile every catalogue that is newer than its compiled twin; return those that were written."""
    written = []
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        building = target.with_suffix(".mo.new")
        polib.pofile(str(source)).save_as_mofile(str(building))
        building.replace(target)  # at once: a running portal may read it
        written.append(target)
    return written


def incomplete(locale: Path = LOCALE) -> list[str]:
    """One sentence per message that has no translation, or only a guessed one."""
    found = []
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        for entry in polib.pofile(str(source)):
            if entry.obsolete or (entry.translated() and not entry.fuzzy):
                continue
            where = ", ".join(path for path, _line in entry.occurrences[:2])
            state = "only guessed (fuzzy)" if entry.fuzzy else "not translated"
            found.append(f"{source.relative_to(locale)}: {state}: {entry.msgid!r} ({where})")
    return found


def main(arguments: list[str]) -> int:
    for target in compile_all():
        print(f"Compiled {target.relative_to(LOCALE.parent)}")
    faults = incomplete() if "--check" in arguments else []
    if faults:
        print(
            "\n".join(faults), f"\n{len(faults)} messages without a translation. `make messages` collects them.", sep=""
        )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
