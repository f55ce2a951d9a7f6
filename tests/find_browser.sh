#!/bin/sh
# Make sure that there is a Chromium for the browser tests: the machine's own, else Debian's.
set -u
for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if command -v apt-get >/dev/null 2>&1; then
    sudo=""
    if [ "$(id -u)" -ne 0 ]; then
        if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then sudo="sudo -n"; else sudo="none"; fi
    fi
    if [ "$sudo" != "none" ]; then
        echo "Installing Chromium from the system's packages …"
        log=$(mktemp)
        if { $sudo apt-get update && $sudo env DEBIAN_FRONTEND=noninteractive \
            apt-get install --yes --no-install-recommends chromium; } >"$log" 2>&1; then
            rm -f "$log"
            exit 0
        fi
        tail -n 20 "$log"
        rm -f "$log"
    fi
elif "$(dirname "$0")/../.venv/bin/python" -m playwright install chromium; then
    exit 0
fi
echo "No Chromium found and none could be installed: the browser tests will be skipped" \
    "(under CI they fail). Install Chromium, or name one with CHROMIUM=/path/to/it."
exit 0
