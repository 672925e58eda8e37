"""The command line: parse, call, show. Results go to stdout, everything else to stderr.

Importing it loads nothing heavy; each command imports what it needs.
"""

from cxassistant.cli.app import main

__all__ = ["main"]
