#!/bin/sh
# Sees to it that the browser tests find a Chromium: an installed one, else Debian's where that can be
# installed. Without one it fails in CI (CI=true); elsewhere the browser tests then fail and say why.
set -eu

find_browser() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" && return 0
    done
    mac="/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
    [ -x "$mac" ] && echo "$mac"
}

find_browser >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Chromium for the browser tests"
    if apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; then
        find_browser >/dev/null && exit 0
    fi
fi
echo "The browser tests need Chromium or Google Chrome, and neither was found." >&2
[ "${CI:-}" != true ]
