"""The settings of production, tried in processes of their own: what is missing is named, what is weak is refused."""

import base64
import json
import os
import re
import subprocess
import sys

import pytest
from django.conf import settings

COMPLETE = {
    "SECRET_KEY": "k2J9-vQmX7sZrT4yBnL8wHcD1fGpE6uAo3iVtR5eYqNxKzMjS0hPbUgWlCdFaOi",
    "ALLOWED_HOSTS": "portal.medan.go.id,www.portal.medan.go.id",
    "DATABASE_URL": "postgres://portal:x@127.0.0.1:1/portal",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "FIELD_ENCRYPTION_KEYS": base64.urlsafe_b64encode(b"0123456789abcdef0123456789abcdef").decode(),
    "FIELD_HASH_KEY": "n7Qk2LxV9pTzR4mWcY8sBfH3jD6gA1eU",
}
OURS = {
    *COMPLETE,
    "DEBUG",
    "DEMO",
    "DEMO_ALLOW_WITHOUT_SECOND_FACTOR",
    "SITE_URL",
    "TRUSTED_PROXY_COUNT",
    "EMBEDDED_PROFILE",
}


def run(code_or_arguments, **changes):
    """Python with the settings of a complete production and `changes`; None removes a variable."""
    of_tests = OURS | {"DJANGO_ALLOW_ASYNC_UNSAFE"}
    environment = {name: value for name, value in os.environ.items() if name not in of_tests and "PYTEST" not in name}
    environment |= COMPLETE | {"DJANGO_SETTINGS_MODULE": "asn_portal.settings"} | changes
    arguments = ["-c", code_or_arguments] if isinstance(code_or_arguments, str) else code_or_arguments
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env={name: value for name, value in environment.items() if value is not None},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def values(*names, **changes):
    code = (
        f"import json; from django.conf import settings; print(json.dumps([getattr(settings, n) for n in {names!r}]))"
    )
    finished = run(code, **changes)
    assert finished.returncode == 0, finished.stderr
    return json.loads(finished.stdout)


# Many answers from one process: starting Python and Django takes longer than all the rest.
REFUSALS = """
import importlib, json, os, sys
from django.core.exceptions import ImproperlyConfigured

environment, found = dict(os.environ), []
for changes in json.loads(sys.argv[1]):
    os.environ.clear()
    changed = {**environment, **changes}
    os.environ.update({name: value for name, value in changed.items() if value is not None})
    sys.modules.pop("asn_portal.settings", None)
    try:
        importlib.import_module("asn_portal.settings")
        found.append(None)
    except ImproperlyConfigured as error:
        found.append(str(error))
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def refusals():
    """What the settings say to each of the cases; None where they start."""
    finished = run(["-c", REFUSALS, json.dumps([*MISSING, *(changes for changes, _word in WEAK)])])
    assert finished.returncode == 0, finished.stderr
    sentences = json.loads(finished.stdout)
    return sentences[: len(MISSING)], sentences[len(MISSING) :]


@pytest.fixture(autouse=True)
def _no_file_of_settings():
    assert not (settings.BASE_DIR / ".env").exists(), "a .env file would fill in what these tests leave out"


MISSING = [*({name: None} for name in sorted(COMPLETE)), {"SECRET_KEY": ""}]
WEAK = [
    ({"DEMO_ALLOW_WITHOUT_SECOND_FACTOR": "1"}, "without a second factor"),
    ({"ALLOWED_HOSTS": "*"}, "password mails"),
    ({"ALLOWED_HOSTS": "portal.medan.go.id,*"}, "password mails"),
    ({"FIELD_ENCRYPTION_KEYS": "not-a-key"}, "32 bytes"),
    ({"FIELD_ENCRYPTION_KEYS": COMPLETE["FIELD_ENCRYPTION_KEYS"] + ",short"}, "32 bytes"),
]


def test_production_names_what_is_missing(refusals):
    for changes, sentence in zip(MISSING, refusals[0], strict=True):
        [name] = changes
        assert sentence.startswith(f"{name} is not set.")
        assert f"set {name} in the environment or in .env" in sentence


def test_production_refuses_what_is_weak(refusals):
    for (changes, word), sentence in zip(WEAK, refusals[1], strict=True):
        assert sentence.startswith(next(iter(changes)))
        assert word in sentence


def test_production_starts_with_everything():
    assert values("DEBUG") == [False]


def test_production_passes_djangos_own_deployment_check():
    finished = run(["manage.py", "check", "--deploy", "--fail-level", "INFO"])

    assert finished.returncode == 0, finished.stderr
    assert "no issues (1 silenced)" in finished.stdout


def test_production_protects_cookies_and_transport():
    names = (
        "DEBUG",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "LANGUAGE_COOKIE_SECURE",
        "SESSION_COOKIE_HTTPONLY",
        "SESSION_COOKIE_SAMESITE",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
        "SECURE_HSTS_INCLUDE_SUBDOMAINS",
        "SECURE_CONTENT_TYPE_NOSNIFF",
        "X_FRAME_OPTIONS",
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN",
        "DEMO_ALLOW_WITHOUT_SECOND_FACTOR",
        "SITE_URL",
    )

    assert values(*names) == [
        False,
        True,
        True,
        True,
        True,
        "Lax",
        True,
        31_536_000,
        True,
        True,
        "DENY",
        False,
        False,
        "https://portal.medan.go.id",
    ]


def test_passwords_are_hashed_with_argon2():
    assert values("PASSWORD_HASHERS")[0][0] == "django.contrib.auth.hashers.Argon2PasswordHasher"


@pytest.mark.parametrize(("count", "header"), [("0", None), ("1", ["HTTP_X_FORWARDED_PROTO", "https"]), (None, None)])
def test_forwarded_protocol_is_believed_behind_a_proxy_of_ours_only(count, header):
    assert values("SECURE_PROXY_SSL_HEADER", TRUSTED_PROXY_COUNT=count) == [header]


def test_policy_for_content_allows_nothing_inline_and_nobody_else():
    [policy] = values("CONTENT_SECURITY_POLICY")

    directives = policy["DIRECTIVES"]
    assert directives["default-src"] == ["'none'"]
    assert directives["script-src"] == directives["style-src"] == directives["connect-src"] == ["'self'"]
    assert directives["frame-ancestors"] == directives["base-uri"] == directives["object-src"] == ["'none'"]


def test_demo_starts_without_anything_but_two_servers():
    nothing = dict.fromkeys(set(COMPLETE) - {"DATABASE_URL", "REDIS_URL"})

    assert values("DEMO", "DEMO_ALLOW_WITHOUT_SECOND_FACTOR", "SESSION_COOKIE_SECURE", DEMO="1", **nothing) == [
        True,
        True,
        False,
    ]


def test_demo_may_ask_for_the_second_factor():
    assert values("DEMO_ALLOW_WITHOUT_SECOND_FACTOR", DEMO="1", DEMO_ALLOW_WITHOUT_SECOND_FACTOR="0") == [False]


def test_every_variable_is_documented():
    source = (settings.BASE_DIR / "asn_portal" / "settings.py").read_text()
    example = (settings.BASE_DIR / ".env.example").read_text()
    read = set(re.findall(r'(?:env\.\w+|required)\("([A-Z][A-Z0-9_]+)"', source))

    assert len(read) > 15
    assert {name for name in read if f"{name}=" not in example} == set()
