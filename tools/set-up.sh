#!/usr/bin/env bash
# Makes .venv with uv in it. What is missing on the machine is installed, or named in one line.
set -euo pipefail

as_root() { [ "$(id -u)" = 0 ]; }

need_package() {
  if as_root && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "$@" >/dev/null
  else
    echo "Please install first: sudo apt-get install $*" >&2
    exit 1
  fi
}

python=""
for candidate in python3.13 python3.12 python3.11 python3; do
  if command -v "$candidate" >/dev/null &&
    "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python="$candidate"
    break
  fi
done
if [ -z "$python" ]; then
  echo "Python 3.11 or newer is needed." >&2
  exit 1
fi
if ! command -v npm >/dev/null ||
  ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'; then
  echo "Node 20.19 or newer with npm is needed." >&2
  exit 1
fi
"$python" -c 'import ensurepip, venv' 2>/dev/null || need_package python3-venv
"$python" -m venv .venv
.venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-uv.lock
