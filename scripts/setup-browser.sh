#!/usr/bin/env bash
# Installs what the tests of the browser engine use, where the machine has none: Chromium, its driver, Firefox, and
# Tesseract, which reads text in pictures.
set -euo pipefail

packages="chromium chromium-driver firefox-esr fonts-dejavu-core tesseract-ocr tesseract-ocr-fin tesseract-ocr-swe"
has() { command -v "$1" >/dev/null; }
reads() { has tesseract && tesseract --list-langs 2>/dev/null | grep -qx "$1"; }
if has chromium && has chromedriver && (has firefox || has firefox-esr) && reads eng && reads fin && reads swe; then exit 0; fi
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "setup: the tests need Chromium, chromedriver, Firefox and Tesseract. Install them, then try again:" >&2
    echo "    sudo apt-get install --no-install-recommends $packages" >&2
    exit 1
fi
echo "setup: installing $packages"
apt-get update -qq
# shellcheck disable=SC2086  # a list of words
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null
