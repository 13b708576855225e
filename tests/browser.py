"""Finds a browser for the tests, or installs one where it may, or says what to install."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
PACKAGE = "chromium-headless-shell"


def find_browser() -> str | None:
    """Give the path of a browser that is already here."""
    given = os.environ.get("ALONGSIDE_BROWSER")
    found = (shutil.which(name) for name in NAMES)
    return given or next((path for path in found if path), None)


def install_browser() -> None:
    """Install one from the distribution's packages: for this one needs to be root."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=quiet)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", PACKAGE]
    subprocess.run(command, check=True, env=quiet, stdout=subprocess.DEVNULL)


def main() -> None:
    if find_browser():
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        install_browser()
    if not find_browser():
        sys.exit(f"Please install a browser for the tests first: sudo apt-get install {PACKAGE}")


if __name__ == "__main__":
    main()
