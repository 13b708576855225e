"""Writes what Alongside is made of, as CycloneDX: the server's packages and the page's.

It goes by the lock files alone, so it is the same on every machine and at any time.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]


def _told(*command: str | Path, folder: Path = ROOT) -> dict[str, Any]:
    """Run a program that prints JSON."""
    program = shutil.which(str(command[0])) or sys.exit(f"{command[0]} is missing: `make test`")
    words = [program, *map(str, command[1:])]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=True)  # noqa: S603
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def of_server(lock: str = "requirements.lock") -> dict[str, Any]:
    """List what the server needs, each with its hashes."""
    tool = Path(sys.executable).with_name("cyclonedx-py")
    return _told(
        *(tool, "requirements", lock, "--pyproject", "pyproject.toml"),
        *("--output-reproducible", "--no-validate", "-o", "-"),
    )


def of_page(folder: str = "frontend") -> dict[str, Any]:
    """List what the page is made of and built with; npm's own date and number are left out."""
    told = _told(
        *("npm", "sbom", "--package-lock-only", "--sbom-format", "cyclonedx"),
        folder=ROOT / folder,
    )
    del told["serialNumber"], told["metadata"]["timestamp"]
    return told


def main() -> None:
    """Write both into build/."""
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    for name, told in {"server": of_server(), "page": of_page()}.items():
        file = build / f"sbom-{name}.json"
        file.write_text(json.dumps(told, indent=2, sort_keys=True) + "\n")
        print(f"{file.relative_to(ROOT)}: {len(told['components'])} parts")  # noqa: T201


if __name__ == "__main__":
    main()
