"""A person at a browser, who notices what is wrong with each page they come to."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
NARROWEST = {"width": 320, "height": 640}
THEMES = ("light", "dark")
# What WCAG 2.2 AA asks for, and what axe's authors know to go wrong beside it.
AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text()
# Colours that still change are no colours of the page.
AXE_CALL = """async tags => {
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  await Promise.allSettled(document.getAnimations().map(animation => animation.finished));
  return axe.run({runOnly: tags, resultTypes: ["violations"]});
}"""
ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# A loaded machine is slow, not broken.
PATIENCE_MS = 30_000


def launch(playwright: Playwright) -> Browser:
    """The system's Chromium. Missing is an error: these checks are never skipped."""
    found = [path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))]
    if not found:
        raise RuntimeError("There is no Chromium; `make setup-dev` installs it.")
    return playwright.chromium.launch(executable_path=found[0], args=list(ARGUMENTS))


class Person:
    """One browser with its own cookies. Faults of pages gather in `faults` until `check` or the end tells them."""

    def __init__(self, browser: Browser, address: str, **options: Any) -> None:
        options = {"viewport": DESKTOP, "locale": "en-GB", "reduced_motion": "reduce", **options}
        self.address = address
        self.host = urlsplit(address).netloc
        self.context: BrowserContext = browser.new_context(base_url=address, **options)
        self.context.set_default_timeout(PATIENCE_MS)
        self.context.add_init_script(AXE)
        self.faults: list[str] = []
        self.expected_statuses = {200, 204, 302, 303, 304}
        self.page: Page = self.context.new_page()
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self._fault(f"script error: {error}"))
        self.page.on("request", self._on_request)
        self.page.on("response", self._on_response)

    # --- what happens on the page

    def _fault(self, text: str) -> None:
        self.faults.append(f"{urlsplit(self.page.url).path}: {text}")

    def _on_console(self, message: Any) -> None:
        # Chromium reports violations of the content security policy here.
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self._fault(f"console: {message.text}")

    def _on_request(self, request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob", "about"} and parts.netloc != self.host:
            self._fault(f"request to another host: {request.url}")

    def _on_response(self, response: Any) -> None:
        if response.status not in self.expected_statuses:
            self._fault(f"answer {response.status} to {response.url}")

    @contextmanager
    def expecting(self, *statuses: int) -> Iterator[None]:
        """Inside the block these statuses are no fault."""
        before, self.expected_statuses = self.expected_statuses, {*self.expected_statuses, *statuses}
        yield
        self.expected_statuses = before

    # --- what the person does

    def sign_in(self, user: Any) -> Person:
        """Without the sign-in page, which has a journey of its own."""
        client = Client()
        client.force_login(user)
        self._cookie(settings.SESSION_COOKIE_NAME, client.cookies[settings.SESSION_COOKIE_NAME].value)
        return self.speak("en")

    def speak(self, language: str) -> Person:
        self._cookie(settings.LANGUAGE_COOKIE_NAME, language)
        return self

    def _cookie(self, name: str, value: str) -> None:
        self.context.add_cookies([{"name": name, "value": value, "url": self.address}])

    def go(self, path: str) -> Page:
        self.page.goto(path)
        return self.page

    def fill(self, **values: Any) -> None:
        """Form fields by name; a list of choices by value."""
        for name, value in values.items():
            field = self.page.locator(f"main [name='{name}']").first
            if field.evaluate("element => element.tagName") == "SELECT":
                field.select_option(str(value))
            else:
                field.fill(str(value))

    def press(self, name: str) -> None:
        """The button or link of that name in the page's content."""
        main = self.page.locator("main")
        main.get_by_role("button", name=name).or_(main.get_by_role("link", name=name)).first.click()

    # --- what is checked

    def check(self, *, themes: tuple[str, ...] = THEMES) -> None:
        """No fault so far, and none in the page as it stands."""
        self.look(themes=themes)
        self.assert_no_faults()

    def look(self, *, themes: tuple[str, ...] = THEMES) -> None:
        """Note what is wrong with the page: axe in both themes, and whether it is wider than the narrowest screen."""
        for theme in themes:
            self.page.emulate_media(color_scheme=theme)
            found = self.page.evaluate(AXE_CALL, list(AXE_TAGS))
            for violation in found["violations"]:
                places = "; ".join(
                    f"{' '.join(node['html'].split())[:90]} – {' '.join(each['message'] for each in node['any'])[:150]}"
                    for node in violation["nodes"][:3]
                )
                self._fault(f"axe ({theme}) {violation['id']}: {violation['help']}: {places}")
        self.page.emulate_media(color_scheme="light")
        before = self.page.viewport_size
        self.page.set_viewport_size(NARROWEST)
        self.page.wait_for_timeout(100)
        width = self.page.evaluate("() => document.documentElement.scrollWidth")
        if width > NARROWEST["width"]:
            self._fault(f"{width} px wide on a screen of {NARROWEST['width']} px: {self._widest()}")
        self.page.set_viewport_size(before)

    def _widest(self) -> str:
        return self.page.evaluate(
            """() => [...document.querySelectorAll("body *")]
            .filter(e => e.getBoundingClientRect().right > 321 && !e.closest(".bottom-nav, .table-scroll"))
            .slice(0, 4)
            .map(e => e.outerHTML.slice(0, 120)).join(" | ")"""
        )

    def assert_no_faults(self) -> None:
        faults, self.faults = self.faults, []
        assert not faults, "\n".join(dict.fromkeys(faults))

    def leave(self) -> None:
        self.context.close()
