"""Finds a browser for the tests, or installs one where it may, or says what to install."""

import os
import shutil
import subprocess
import sys

from playwright._impl._driver import compute_driver_executable

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
BROWSER = "chromium-headless-shell"
FOR_THE_DRIVER = "libatomic1"  # what drives the browser is linked against it


def find_browser() -> str | None:
    """Give the path of a browser that is already here."""
    given = os.environ.get("ALONGSIDE_BROWSER")
    found = (shutil.which(name) for name in NAMES)
    return given or next((path for path in found if path), None)


def can_drive() -> bool:
    """Say whether what drives the browser starts on this machine."""
    driver, _ = compute_driver_executable()
    done = subprocess.run([driver, "--version"], capture_output=True, check=False)
    return done.returncode == 0


def find_missing() -> list[str]:
    """Name the packages without which no page can be walked through."""
    here = {BROWSER: find_browser() is not None, FOR_THE_DRIVER: can_drive()}
    return [package for package, is_here in here.items() if not is_here]


def install(packages: list[str]) -> None:
    """Install from the distribution's packages: for this one needs to be root."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=quiet)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    subprocess.run(command, check=True, env=quiet, stdout=subprocess.DEVNULL)


def main() -> None:
    missing = find_missing()
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        install(missing)
        missing = find_missing()
    if missing:
        told = " ".join(missing)
        sys.exit(f"Please install for the browser tests first: sudo apt-get install {told}")


if __name__ == "__main__":
    main()
