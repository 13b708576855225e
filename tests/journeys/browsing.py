"""A browser that notices what it should not: errors, broken policies, strangers' addresses."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Playwright,
    Request,
)
from tests.browser import find_browser
from tests.figures import add
from tests.journeys.live import PASSWORD

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
MOST_TABS = 150
POLICY = re.compile("Content.?Security.?Policy|Trusted|permissions policy", re.IGNORECASE)
SETTLED = """() => document.querySelector("main h1")
  && !document.querySelector("p.muted[role=status]") && document.fonts.status === "loaded"
"""

# Long enough for what has come to be shown, and for what is shown to ask for more.
FRAMES = """() => new Promise(done => {
  let left = 6;
  const next = () => left-- ? requestAnimationFrame(next) : setTimeout(done);
  next();
})"""
SECONDS = 30
# What the page notes for itself once somebody has signed in by it.
WAS_HERE = "() => localStorage.setItem('alongside.here', '1')"
# Nothing of what is no longer on the page: it was drawn anew meanwhile.
REACHED = "here => here.isConnected ? here === document.activeElement : null"


def launch(playwright: Playwright) -> Browser:
    path = find_browser()
    assert path, "no browser: run `make test`"
    return playwright.chromium.launch(executable_path=path, args=FLAGS)


@dataclass
class Visit:
    """One person's browser, and what went wrong in it."""

    address: str
    page: Page
    faults: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)
    expected: set[str] = field(default_factory=set)
    under_way: set[Request] = field(default_factory=set)
    asked: int = 0

    def on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not self._is_expected(message.text):
            self.faults.append(message.text)

    def _is_expected(self, words: str) -> bool:
        return any(status in words for status in self.expected)

    def on_request(self, request: Request) -> None:
        host = urlsplit(request.url).netloc
        if host:
            self.hosts.add(host)
        self.under_way.add(request)
        self.asked += 1

    def on_request_end(self, request: Request) -> None:
        self.under_way.discard(request)

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)
        self.settle()

    def settle(self) -> None:
        """Wait until the page has its heading, and nothing on it is still on its way."""
        self.page.wait_for_function(SETTLED)

    def wait_for_all(self) -> None:
        """Wait until all has come that the page asks for, and what it asks for after that."""
        end = time.monotonic() + SECONDS
        while True:
            before = self.asked
            self.page.evaluate(FRAMES)
            if not self.under_way and self.asked == before:
                return
            assert time.monotonic() < end, [request.url for request in self.under_way]

    def sign_in(self, email: str, password: str = PASSWORD) -> None:
        self.go("/")
        self.page.get_by_label("Your email address").fill(email)
        self.page.get_by_label("Your password").fill(password)
        with self.page.expect_response("**/api/v1/sign-in"):
            self.page.keyboard.press("Enter")
        self.page.get_by_role("button", name="Sign in", exact=True).wait_for(state="detached")
        self.settle()

    def come_in(self, email: str) -> None:
        """Be signed in without a page: for whoever tries something else than that."""
        sent = {"email": email, "password": PASSWORD}
        told = self.page.request.post(f"{self.address}/api/v1/sign-in", data=sent)
        assert told.ok, told.text()
        self.page.goto(f"{self.address}/healthz")
        self.page.evaluate(WAS_HERE)

    def tab_to(self, role: Any, name: str, *, exact: bool = True, within: Any = None) -> None:
        """Reach something by the Tab key alone, as somebody without a mouse does."""
        room = self.page.get_by_role(within) if within else self.page
        self._tab_until(room.get_by_role(role, name=name, exact=exact).first, f"{role} “{name}”")

    def _tab_until(self, wanted: Locator, told: str) -> None:
        wanted.wait_for()
        there = wanted.element_handle()
        for _ in range(MOST_TABS):
            reached = there.evaluate(REACHED)
            if reached:
                return
            if reached is None:
                there = wanted.element_handle()
            else:
                self.page.keyboard.press("Tab")
        raise AssertionError(f"{told} cannot be reached by the Tab key")

    def press(self, role: Any, name: str, *, exact: bool = True, within: Any = None) -> None:
        self.tab_to(role, name, exact=exact, within=within)
        self.page.keyboard.press("Enter")

    def press_first(self, selector: str) -> None:
        self._tab_until(self.page.locator(selector).first, selector)
        self.page.keyboard.press("Enter")

    def type_into(self, name: str, words: str, *, exact: bool = True) -> None:
        """Reach a text box by the Tab key, empty it, and type."""
        self._tab_until(self.page.get_by_label(name, exact=exact).first, name)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(words)

    def pick(self, name: str) -> None:
        """Reach one of several choices by Tab and the arrow keys."""
        wanted = self.page.get_by_role("radio", name=name).first
        wanted.wait_for()
        group = wanted.get_attribute("name")
        for _ in range(MOST_TABS):
            focused = self.page.evaluate("() => document.activeElement.name ?? ''")
            if focused == group:
                break
            self.page.keyboard.press("Tab")
        for _ in range(MOST_TABS):
            if wanted.evaluate("here => here === document.activeElement"):
                break
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Space")
        assert wanted.is_checked()

    def choose_file(self, name: str, path: Path) -> None:
        """Reach a file box by the Tab key. The box that opens then is the system's own."""
        box = self.page.get_by_label(name, exact=False).first
        self._tab_until(box, name)
        box.set_input_files(path)

    def set_time(self, name: str, value: str) -> None:
        """Reach a date or a time by the Tab key, and fill it in."""
        box = self.page.get_by_label(name, exact=True).first
        self._tab_until(box, name)
        box.fill(value)

    def heading(self, words: str) -> None:
        self.page.locator("main h1").filter(has_text=words).wait_for()

    def back_to_session(self) -> None:
        if "/feedback" in self.page.url:
            self.press("link", "the session", exact=False)
        self.page.get_by_role("heading", name="Feedback", exact=True).wait_for()


@contextmanager
def visiting(browser: Browser, address: str, **options: Any) -> Iterator[Visit]:
    """Open a browser window of its own; at the end nothing may have gone wrong in it."""
    context: BrowserContext = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="en-GB", reduced_motion="reduce", **options
    )
    visit = Visit(address, context.new_page())
    visit.page.on("console", visit.on_console)
    visit.page.on("pageerror", lambda error: visit.faults.append(str(error)))
    context.on("request", visit.on_request)
    context.on("requestfinished", visit.on_request_end)
    context.on("requestfailed", visit.on_request_end)
    try:
        yield visit
        foreign = visit.hosts - {urlsplit(address).netloc}
        broken = [fault for fault in visit.faults if POLICY.search(fault)]
        add("BROWSER", "windows watched", 1)
        add("BROWSER", "violations of CSP and trusted types", len(broken))
        add("BROWSER", "foreign hosts contacted", len(foreign))
        assert visit.faults == []
        assert foreign == set()
    finally:
        context.close()
