#!/usr/bin/env bash
# Installs Chromium and its driver, which the tests of the browser engine use, where the machine has none.
set -euo pipefail

packages="chromium chromium-driver fonts-dejavu-core"
if command -v chromium >/dev/null && command -v chromedriver >/dev/null; then exit 0; fi
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "setup: the tests need Chromium and chromedriver. Install them, then try again:" >&2
    echo "    sudo apt-get install --no-install-recommends $packages" >&2
    exit 1
fi
echo "setup: installing $packages"
apt-get update -qq
# shellcheck disable=SC2086  # a list of words
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null
