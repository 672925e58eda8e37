"""Quotes of a draft checked against the sources: verbatim, nearly, by someone else, or not found."""

from cxassistant.verification.verify import Verifier, said_by

__all__ = ["Verifier", "said_by"]
