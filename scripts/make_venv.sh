#!/bin/sh
# Makes a virtual environment in the folder $1 with a Python that the package supports, 3.11 first: the lock
# was written with that one.
set -eu

supported='import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))'
for python in python3.11 python3.12 python3.13 python3 python; do
    # Run it: a name on the PATH may be a shim for a version that is not there.
    if "$python" -c "$supported" >/dev/null 2>&1; then
        echo "Making $1 with $("$python" --version)"
        exec "$python" -m venv "$1"
    fi
done
echo "No Python 3.11, 3.12 or 3.13 with its venv module was found. Install one (on Debian and Ubuntu the" >&2
echo "module is the package python3-venv) and run this again." >&2
exit 1
