"""Files and functions stay small, so that each can be read in one look."""

import ast
import statistics
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILE, TEST_FILE, FUNCTION = 300, 400, 50
TYPICAL, NEARLY_ALL = 8, 30
SOURCES = {".py", ".ts", ".tsx", ".css"}
GENERATED = {"frontend/src/api/schema.d.ts"}


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def sources() -> list[Path]:
    found = (path for path in tracked() if path.suffix in SOURCES)
    return [path for path in found if str(path.relative_to(ROOT)) not in GENERATED]


def function_lengths(path: Path) -> list[tuple[str, int]]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    tree = ast.parse(path.read_text())
    return [
        (f"{path.relative_to(ROOT)}:{node.name}", body_length(node))
        for node in ast.walk(tree)
        if isinstance(node, kinds)
    ]


def body_length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a body, without its docstring."""
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def test_no_file_is_long():
    too_long = {}
    for path in sources():
        name = str(path.relative_to(ROOT))
        lines = len(path.read_text().splitlines())
        most = TEST_FILE if name.startswith(("tests/", "frontend/tests/")) else FILE
        if lines > most:
            too_long[name] = lines
    assert too_long == {}


def test_no_function_is_long():
    every = [one for path in sources() if path.suffix == ".py" for one in function_lengths(path)]

    assert [one for one in every if one[1] > FUNCTION] == []


def test_most_functions_are_short():
    ours = [path for path in sources() if path.suffix == ".py" and "backend" in path.parts]
    lengths = sorted(length for path in ours for _, length in function_lengths(path))

    assert statistics.median(lengths) <= TYPICAL
    assert lengths[int(len(lengths) * 0.95)] <= NEARLY_ALL


WORDS = ("TO" + "DO", "FIX" + "ME", "X" * 3, "lorem " + "ipsum", "coming " + "soon")


@pytest.mark.parametrize("word", WORDS)
def test_nothing_is_left_for_later(word):
    found = [str(path.relative_to(ROOT)) for path in sources() if word in path.read_text()]

    assert found == []
