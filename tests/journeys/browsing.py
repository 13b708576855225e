"""A browser that notices what it should not: errors, broken policies, strangers' addresses."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request
from tests.browser import find_browser
from tests.journeys.live import PASSWORD

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
MOST_TABS = 150
SETTLED = """() => document.querySelector("main h1")
  && !document.querySelector("p.muted[role=status]") && document.fonts.status === "loaded"
"""


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

    def on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not self._is_expected(message.text):
            self.faults.append(message.text)

    def _is_expected(self, words: str) -> bool:
        return any(status in words for status in self.expected)

    def on_request(self, request: Request) -> None:
        host = urlsplit(request.url).netloc
        if host:
            self.hosts.add(host)

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)
        self.settle()

    def settle(self) -> None:
        """Wait until the page has its heading, and nothing on it is still on its way."""
        self.page.wait_for_function(SETTLED)

    def sign_in(self, email: str, password: str = PASSWORD) -> None:
        self.go("/")
        self.page.get_by_label("Your email address").fill(email)
        self.page.get_by_label("Your password").fill(password)
        with self.page.expect_response("**/api/v1/sign-in"):
            self.page.keyboard.press("Enter")
        self.page.get_by_role("button", name="Sign in").wait_for(state="detached")
        self.settle()

    def tab_to(self, role: Any, name: str, *, exact: bool = True) -> None:
        """Reach something by the Tab key alone, as somebody without a mouse does."""
        wanted = self.page.get_by_role(role, name=name, exact=exact).first
        wanted.wait_for()
        for _ in range(MOST_TABS):
            if wanted.evaluate("here => here === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{role} “{name}” cannot be reached by the Tab key")

    def press(self, role: Any, name: str, *, exact: bool = True) -> None:
        self.tab_to(role, name, exact=exact)
        self.page.keyboard.press("Enter")

    def type_into(self, name: str, words: str, *, exact: bool = True) -> None:
        """Reach a text box by the Tab key, empty it, and type."""
        self.tab_to("textbox", name, exact=exact)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(words)


@contextmanager
def visiting(browser: Browser, address: str, **options: Any) -> Iterator[Visit]:
    """Open a browser window of its own; at the end nothing may have gone wrong in it."""
    context: BrowserContext = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="en-GB", **options
    )
    visit = Visit(address, context.new_page())
    visit.page.on("console", visit.on_console)
    visit.page.on("pageerror", lambda error: visit.faults.append(str(error)))
    context.on("request", visit.on_request)
    try:
        yield visit
        assert visit.faults == []
        assert visit.hosts <= {urlsplit(address).netloc}
    finally:
        context.close()
