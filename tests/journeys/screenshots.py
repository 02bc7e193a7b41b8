"""`make screenshots`: pictures of the main pages, each in both themes and both widths, into var/screenshots/.

    python -m tests.journeys.screenshots [ADDRESS]    of a running portal with the demo data; without one it is started

File names say who, what, how wide, which theme: `hr-staff-1280-dark.png`. Most are in Indonesian, some in English.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import BrowserContext, sync_playwright

from tests.journeys.browser import launch

PROJECT = Path(__file__).resolve().parents[2]
TARGET = PROJECT / "var" / "screenshots"
PASSWORD = "asn-demo-2026"
WIDTHS = {"1280": {"width": 1280, "height": 900}, "390": {"width": 390, "height": 844}}
THEMES = ("light", "dark")
# The first start makes the database and its demo data.
START_SECONDS = 600
# Who (an account of the demo; "" is a citizen), language, and the pages by the name of their picture.
PAGES: list[tuple[str, str, str, dict[str, str]]] = [
    (
        "citizen",
        "",
        "id",
        {
            "front": "/p/",
            "office": "/p/belawan-i/",
            "survey": "/p/belawan-i/survey/",
            "results": "/p/belawan-i/results/",
            "government-results": "/p/kota-medan/results/",
            "complaint": "/p/belawan-i/complaint/",
            "track": "/p/track/",
            "sign-in": "/account/login/",
        },
    ),
    ("citizen-en", "", "en", {"survey": "/p/belawan-i/survey/", "results": "/p/belawan-i/results/"}),
    (
        "hr",
        "hr@belawan.demo",
        "id",
        {
            "home": "/",
            "staff": "/employees/",
            "record": "/employees/me/",
            "units": "/employees/units/",
            "import": "/employees/import/create/",
            "schedules": "/evaluations/schedules/",
        },
    ),
    ("hr-en", "hr@medan.demo", "en", {"home": "/", "staff": "/employees/?rank_group=III&sort=-rank"}),
    (
        "supervisor",
        "lurah@belawan.demo",
        "id",
        {
            "home": "/",
            "team": "/evaluations/team/",
            "approvals": "/training/approvals/",
            "reports": "/evaluations/reports/",
            "inbox": "/inbox/",
        },
    ),
    (
        "employee",
        "pegawai@belawan.demo",
        "id",
        {"home": "/", "daily": "/evaluations/daily/", "catalogue": "/training/", "training": "/training/mine/"},
    ),
    ("coordinator", "training@medan.demo", "id", {"sessions": "/training/sessions/"}),
    ("service", "service@belawan.demo", "id", {"surveys": "/surveys/", "complaints": "/surveys/complaints/"}),
    ("auditor", "auditor@medan.demo", "id", {"trail": "/audit/"}),
    ("operator", "operator@portal.demo", "id", {"operation": "/operation/", "components": "/components/"}),
]


def main(arguments: list[str]) -> int:
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True)
    with contextlib.ExitStack() as stack:
        address = arguments[0].rstrip("/") if arguments else stack.enter_context(_running_portal())
        browser = launch(stack.enter_context(sync_playwright()))
        failed = []
        for who, account, language, pages in PAGES:
            context = browser.new_context(base_url=address, locale="id-ID", reduced_motion="reduce")
            if account:
                _sign_in(context, account)
            context.add_cookies([{"name": "django_language", "value": language, "url": address}])
            failed += _take(context, who, pages)
            context.close()
        browser.close()
    print(f"{len(list(TARGET.glob('*.png')))} pictures in {TARGET.relative_to(PROJECT)}/")
    print("\n".join(failed), end="\n" if failed else "")
    return 1 if failed else 0


def _sign_in(context: BrowserContext, account: str) -> None:
    page = context.new_page()
    page.goto("/account/login/")
    page.fill("[name=login]", account)
    page.fill("[name=password]", PASSWORD)
    page.locator("main form.portal-form button[type=submit]").click()
    page.wait_for_url(lambda url: "/login/" not in url)
    page.close()


def _take(context: BrowserContext, who: str, pages: dict[str, str]) -> list[str]:
    failed = []
    page = context.new_page()
    for name, path in pages.items():
        for width, size in WIDTHS.items():
            page.set_viewport_size(size)
            response = page.goto(path)
            if response is None or response.status != 200:
                failed.append(f"{who} {path}: status {response.status if response else 'none'}")
                break
            for theme in THEMES:
                page.emulate_media(color_scheme=theme)
                page.screenshot(path=TARGET / f"{who}-{name}-{width}-{theme}.png", full_page=True)
    page.close()
    return failed


@contextlib.contextmanager
def _running_portal() -> Iterator[str]:
    """`make run` on a free port; its data are those of `make run`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "asn_portal.serve"],
        cwd=PROJECT,
        env={**os.environ, "PORT": str(port), "HOST": "127.0.0.1"},
    )
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + START_SECONDS
        while not _answers(address):
            if process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit("The portal does not start; the lines above say why. Is another one running? Name it.")
            time.sleep(0.5)
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def _answers(address: str) -> bool:
    try:
        urllib.request.urlopen(f"{address}/healthz", timeout=2).close()
    except (urllib.error.URLError, OSError):
        return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
