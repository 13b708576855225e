"""The built page comes packed where it can, and nothing comes from outside its folder."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

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
        "/link.txt",
        "/missing.js",
        "/api/v1/nothing",
        "/.well-known/nothing",
    ],
)
def test_nothing_else_comes(web, path):
    answered = web.get(path)

    assert answered.status_code == 404
    assert "not yours" not in answered.text
