"""A vector for each word that the corpus uses, so that a question's words can be known or unknown to it.

Told by meaning, not by letters: "pages" is known to a Dutch text with "pagina". A word's vector is made of
the word alone, so it does not depend on where it stands or on what else is in the corpus.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import numpy as np
import numpy.typing as npt

from cxassistant.keywords import content_words
from cxassistant.models import Source

Array8 = npt.NDArray[np.int8]


def corpus_words(sources: Iterable[Source]) -> list[tuple[str, str]]:
    """All (language, word) pairs of the texts, sorted."""
    found: set[tuple[str, str]] = set()
    for source in sources:
        found |= {(source.language, word) for word, _, _ in content_words(source.text)}
    return sorted(found)


def word_vectors(
    words: list[tuple[str, str]],
    known: Mapping[tuple[str, str], Array8],
    embed: Callable[[list[str], str], Array8],
) -> Array8:
    """Vectors (len(words), D); only words that are not ``known`` are embedded, by language."""
    vectors = dict(known)
    missing: dict[str, list[str]] = {}
    for language, word in words:
        if (language, word) not in vectors:
            missing.setdefault(language, []).append(word)
    for language, new in missing.items():
        for word, vector in zip(new, embed(new, language), strict=True):
            vectors[language, word] = vector
    return np.stack([vectors[key] for key in words])
