"""The built page comes packed where it can, and nothing comes from outside its folder."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from tests.conftest import RollingBack

from alongside.web.pages import page_routes


@pytest.fixture
def web(tmp_path):
    built = tmp_path / "dist"
    (built / "assets").mkdir(parents=True)
    (built / "index.html").write_text("<!doctype html>the page")
    (built / "assets" / "main.js").write_text("let page")
    (built / "assets" / "main.js.br").write_bytes(b"packed")
    (tmp_path / "secret.txt").write_text("not yours")
    (built / "link.txt").symlink_to(tmp_path / "secret.txt")
    (built / "circle.txt").symlink_to(built / "circle.txt")
    (built / "docs").mkdir()
    (built / "docs" / "index.html").write_text("the documentation")
    with TestClient(Starlette(routes=page_routes(built))) as client:
        yield client


def test_a_file_comes_packed_for_who_can_read_it(web):
    with web.stream("GET", "/assets/main.js", headers={"Accept-Encoding": "br"}) as packed:
        assert packed.headers["content-encoding"] == "br"
        assert packed.headers["content-type"].startswith(("text/javascript", "application/java"))
        assert b"".join(packed.iter_raw()) == b"packed"
        assert packed.headers["vary"] == "Accept-Encoding"


def test_a_file_comes_as_it_is_for_others(web):
    plain = web.get("/assets/main.js", headers={"Accept-Encoding": "identity"})

    assert plain.text == "let page"
    assert "content-encoding" not in plain.headers
    assert "immutable" in plain.headers["cache-control"]


@pytest.mark.parametrize("path", ["/", "/pairings", "/people/42/change"])
def test_every_route_of_the_page_is_its_one_document(web, path):
    assert web.get(path).text.endswith("the page")


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/assets/..%5c..%5csecret.txt",
        "/..%5csecret",
        "/%2e%2e",
        "/people/%2e%2e/secret",
        "/people/./secret%00",
        "/%00",
        "/main%00.js",
        "/people%0d%0aX-More:%201",
        "/link.txt",
        "/circle.txt",
        f"/{'a' * 300}",
        f"/{'a' * 300}.js",
        f"/{'a/' * 3000}x",
        "/docs/%00",
        "/docs/..%2findex.html",
        "/docs/..%5cindex.html",
        f"/docs/{'a' * 300}",
        "/missing.js",
        "/api/v1/nothing",
        "/.well-known/nothing",
    ],
)
def test_nothing_else_comes(web, path):
    answered = web.get(path)

    assert answered.status_code == 404
    assert "not yours" not in answered.text


def test_another_site_in_the_header_changes_nothing(web):
    """The path is what was asked for, whatever the name of the site is said to be."""
    answered = web.get("/people", headers={"Host": "elsewhere.example/assets/main.js?"})

    assert answered.text.endswith("the page")


def test_a_file_that_cannot_be_read_is_no_database_that_is_away(api, monkeypatch):
    def fails(*_given, **_named):
        raise PermissionError("hush")

    monkeypatch.setattr(RollingBack, "transaction", fails)
    assert api.client.get("/readyz").status_code == 500

    def refuses(*_given, **_named):
        raise ConnectionRefusedError("hush")

    monkeypatch.setattr(RollingBack, "transaction", refuses)
    assert api.client.get("/readyz").status_code == 503
