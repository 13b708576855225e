"""What the page is written in leaves no way for words to become anything but words."""

import re
from pathlib import Path

import pytest
from tests.architecture.test_size import ROOT

SOURCES = ROOT / "frontend" / "src"
MADE_OF_MARKUP = (
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|srcdoc"
)
RUN = r"\beval\(|new Function\b|set(Timeout|Interval)\(['\"`]|javascript:|import\([^'\"]"


def page() -> dict[str, str]:
    found = (path for path in SOURCES.rglob("*.ts*") if path.name != "schema.d.ts")
    return {str(path.relative_to(SOURCES)): path.read_text() for path in found}


def with_(pattern: str) -> set[str]:
    return {name for name, text in page().items() if re.search(pattern, text)}


def test_nothing_on_the_page_is_made_out_of_markup():
    assert with_(MADE_OF_MARKUP) == set()


def test_nothing_runs_what_is_data():
    assert with_(RUN) == set()


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (MADE_OF_MARKUP, "<p dangerouslySetInnerHTML={{ __html: text }} />".replace("Set", "")),
        (MADE_OF_MARKUP, "box.innerHTML = text"),
        (RUN, "eval(text)"),
        (RUN, "setTimeout('go()', 1)"),
        (RUN, "import(text)"),
    ],
)
def test_what_is_looked_for_would_be_found(pattern, line):
    assert re.search(pattern, line, re.IGNORECASE)


def test_addresses_are_put_together_in_one_place():
    """Parts of an address of the API are escaped there; the others hold ids of ours alone."""
    assert with_(r"\bfetch\(") <= {"api/call.ts", "api/token.ts", "me/store.ts"}
    assert "encodeURIComponent(String(path[name]))" in page()["api/call.ts"]
    assert "new URLSearchParams()" in page()["api/call.ts"]


def test_a_link_that_somebody_wrote_leads_to_a_site_by_https_or_nowhere():
    assert with_(r'target="_blank"') == {"shared/SessionCard.tsx"}
    assert "https:" in page()["shared/SessionCard.tsx"]


def test_a_password_box_hides_and_takes_what_is_pasted():
    box = page()["features/identity/PasswordField.tsx"]

    assert "type={shown ? 'text' : 'password'}" in box
    assert "autoComplete={autoComplete}" in box
    others = with_(r"onPaste|oncopy|autoComplete=.off")
    assert [name for name in others if name.startswith("features/identity/")] == []


def test_all_of_the_page_is_looked_at():
    assert Path("shell/App.tsx") in {Path(name) for name in page()}
