"""The documentation at /docs: bundled, whole, and good for trying things out."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page
from tests.journeys.browsing import visiting
from tests.journeys.live import PASSWORD, Live

METHODS = ("get", "post", "put", "patch", "delete")


def operations_of(document: dict[str, Any]) -> int:
    return sum(method in METHODS for item in document["paths"].values() for method in item)


def open_docs(page: Page, address: str) -> Locator:
    """Open the page, and give its operations once they are all there."""
    page.goto(f"{address}/docs")
    page.get_by_role("heading", name="Health", exact=False).wait_for()
    return page.locator(".opblock")


def authorize(page: Page, address: str) -> None:
    """Do what the first paragraph says."""
    sent = {"email": "coach@demo.example", "password": PASSWORD}
    token = page.request.post(f"{address}/api/v1/sign-in", data=sent).json()["access_token"]
    page.get_by_role("button", name="Authorize", exact=True).first.click()
    window = page.locator(".dialog-ux")
    window.get_by_label("auth-bearer-value").fill(token)
    window.get_by_role("button", name="Apply credentials").first.click()
    window.get_by_role("button", name="Close", exact=True).first.click()


def try_out(page: Page, operation: Locator) -> int:
    """Ask something by a press of a button, and give the status of the answer."""
    operation.locator(".opblock-summary-control").click()
    operation.get_by_role("button", name="Try it out").click()
    with page.expect_response("**/api/v1/me") as answered:
        operation.get_by_role("button", name="Execute").click()
    return answered.value.status


@pytest.mark.browser
def test_the_documentation_can_be_read_and_tried(demo: Live, browser: Browser):
    with visiting(browser, demo.address) as visit:
        shown = open_docs(visit.page, demo.address)
        document = visit.page.request.get(f"{demo.address}/openapi.json").json()
        first = visit.page.locator(".info .description p").first.inner_text()

        assert shown.count() == operations_of(document)
        assert "POST /api/v1/sign-in" in first
        assert "Authorize" in first

        authorize(visit.page, demo.address)
        assert (
            try_out(
                visit.page, shown.filter(has=visit.page.locator('[data-path="/api/v1/me"]')).first
            )
            == 200
        )
