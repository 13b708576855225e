"""What the tools say: of style, types, layers, spelling, dependencies, the page, the contract."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.architecture.test_size import ROOT

TOOLS = Path(sys.executable).parent
COMMANDS = {
    "style": [TOOLS / "ruff", "check", "."],
    "format": [TOOLS / "ruff", "format", "--check", "."],
    "types": [TOOLS / "mypy"],
    "layers": [TOOLS / "lint-imports"],
    "spelling": [TOOLS / "codespell", "backend", "tests", "migrations", "docs"],
    "dependencies": [TOOLS / "deptry", "backend"],
    "page types": ["npm", "--prefix", "frontend", "run", "check"],
    "page style": ["npm", "--prefix", "frontend", "run", "lint"],
    "page units": ["npm", "--prefix", "frontend", "run", "test"],
    "contract, by Spectral": ["npm", "--prefix", "tools/contract", "run", "spectral"],
    "contract, by Redocly": ["npm", "--prefix", "tools/contract", "run", "redocly"],
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS.keys())
def test_the_tools_are_content(command):
    program = shutil.which(str(command[0]))
    assert program, f"{command[0]} is missing: run `make test`"

    done = subprocess.run(
        [program, *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
