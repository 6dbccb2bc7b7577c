#!/usr/bin/env bash
# Makes .venv from requirements.lock, with Python 3.12 or newer, on a machine that may have neither that nor uv.
set -euo pipefail
cd "$(dirname "$0")/.."

tools=.venv-tools # uv, where the machine has none: never installed into the system
fail() { printf 'setup: %s\n' "$1" >&2; exit 1; }

# A version manager's shim may exist and still not run: only a command that answers counts.
is_new_enough() { "$1" -c 'import sys, venv; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1; }

find_uv() {
    local candidate
    for candidate in "$tools/bin/uv" uv; do
        if "$candidate" --version >/dev/null 2>&1; then echo "$candidate"; return; fi
    done
    echo "setup: installing uv into $tools" >&2
    if ! python3 -m pip --version >/dev/null 2>&1 && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        { apt-get update && apt-get install -y --no-install-recommends python3-pip; } >&2
    fi
    python3 -m pip install -qq --disable-pip-version-check --target "$tools" uv >&2 ||
        fail "uv could not be installed: install it (https://docs.astral.sh/uv/) and try again"
    echo "$tools/bin/uv"
}

# Where nothing on the machine is new enough, a version number makes uv look for one and download it.
find_python() {
    local candidate
    for candidate in "${PYTHON:-}" ~/.pyenv/versions/3.1[2-9]*/bin/python python3 python3.1{9,8,7,6,5,4,3,2}; do
        if [ -n "$candidate" ] && is_new_enough "$candidate"; then echo "$candidate"; return; fi
    done
    echo 3.12
}

uv=$(find_uv)
if ! is_new_enough .venv/bin/python; then
    "$uv" venv --quiet --clear --python "$(find_python)" .venv ||
        fail "no Python 3.12 or newer: install one, or say PYTHON=/path/to/python3.12 make test"
fi
export VIRTUAL_ENV="$PWD/.venv"
"$uv" pip install --quiet --requirements requirements.lock
"$uv" pip install --quiet --no-deps --no-build-isolation --editable .
echo "setup: .venv is ready ($(.venv/bin/python --version))"
