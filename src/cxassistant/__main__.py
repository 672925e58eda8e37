"""``python -m cxassistant``: the command line."""

from cxassistant.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
