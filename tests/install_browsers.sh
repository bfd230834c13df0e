#!/usr/bin/env bash
# Install Debian's Chromium, LibreOffice Calc and pandoc for the browser and office tests. Exits non-zero when impossible;
# the tests that need them are then skipped with the reason. Does nothing where all three are present.
set -euo pipefail

missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v soffice >/dev/null || missing+=(libreoffice-calc)
command -v pandoc >/dev/null || missing+=(pandoc)
[ "${#missing[@]}" -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null; then
    echo "no apt-get here: cannot install ${missing[*]}" >&2
    exit 1
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "not root and no sudo: cannot install ${missing[*]}" >&2; exit 1; }
    as_root=(sudo -n)
fi
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get -qq -o Acquire::Retries=2 -o Acquire::http::Timeout=30 update >/dev/null
"${as_root[@]}" apt-get -qq -y --no-install-recommends -o Acquire::Retries=2 install "${missing[@]}" >/dev/null
command -v chromium >/dev/null && command -v soffice >/dev/null
