"""Files of the corpus folder -> Sources: scan, load, clean, metadata, voices."""

from cxassistant.corpus.aliases import merge_aliases
from cxassistant.corpus.drafts import DraftQuote, read_draft
from cxassistant.corpus.files import CorpusFile, Scan, scan
from cxassistant.corpus.load import PARSER_VERSION, read_source

__all__ = [
    "PARSER_VERSION",
    "CorpusFile",
    "DraftQuote",
    "Scan",
    "merge_aliases",
    "read_draft",
    "read_source",
    "scan",
]
