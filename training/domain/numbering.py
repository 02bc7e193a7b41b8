"""Certificate numbers and verification codes."""

# Crockford's base 32: no I, L, O or U, so that a code read from paper cannot be mistaken.
CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 12
LOOKALIKES = str.maketrans("OIL", "011")


def certificate_number(*, classification: str, sequence: int, programme: str, unit: str, year: int) -> str:
    """`800/0012/PKA/BKPSDM/2026`; unique per organiser and year because the sequence is."""
    if sequence < 1:
        raise ValueError("Certificates are numbered from 1.")
    for part in (classification, programme, unit):
        if not part or "/" in part:
            raise ValueError("The parts of a certificate number cannot be empty or contain a slash.")
    return f"{classification}/{sequence:04d}/{programme}/{unit}/{year}"


def normalise_code(text: str) -> str:
    """A code as people type it (`k3f9-0xyz 1ab2`, letter O for zero) in the stored form; "" if it cannot be one."""
    code = "".join(character for character in text.upper() if character.isalnum()).translate(LOOKALIKES)
    if len(code) != CODE_LENGTH or any(character not in CODE_ALPHABET for character in code):
        return ""
    return code


def grouped_code(code: str) -> str:
    """In groups of four, as printed: `K3F9-0XYZ-1AB2`."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def initials(name: str, *, longest: int = 12) -> str:
    """A short name for an organiser that has none: "Dinas Komunikasi dan Informatika" → "DKI"."""
    words = [word for word in name.replace("-", " ").split() if word[:1].isalpha()]
    if len(words) == 1:
        return words[0].upper()[:longest]
    return "".join(word[0].upper() for word in words if word.casefold() not in {"dan", "di", "ke", "of", "and"})[
        :longest
    ]
