"""Which language a text is in, told from its commonest words, and from its letters where it has few of them."""

from __future__ import annotations

import math
import re
import unicodedata
from functools import cache
from typing import Any

# Only words that are frequent in one language and rare in the others; shared ones ("in", "de" of
# Dutch, French and Spanish, "is", "was", "die") tell little and stand where they are commonest.
_WORDS: dict[str, frozenset[str]] = {
    code: frozenset(words.split())
    for code, words in {
        "nl": "de het een en van ik je dat die niet zijn op te voor met als maar om ook aan er dan zo "
        "wat hoe waarom welke wie kun kan moet wel naar uit bij nog deze dit worden wordt heeft "
        "hebben wij we ze zij geen meer door over onze jouw mijn veel klanten volgens zegt zeggen "
        "vindt schrijft waar wanneer hij heb bent of tot toch alle mensen jullie mij hem haar "
        "zich iets niets is was werd waren zou zegt staat gaat doen welk in uw hun goedemorgen goedemiddag "
        "goedenavond bedankt hallo leg noem geef vertel vat ",
        "en": "the and of to a is that it you for with are this be have not but what how why which who "
        "do does can should their they we your from or will about when there has been was were "
        "more than our my me i customers says according his her its an on by as at if so would "
        "could people these those where did in hello thanks thank goodbye good morning afternoon "
        "evening explain describe tell show give name list",
        "de": "der die das und ist nicht ein eine ich sie es mit für auf dem den von zu im sich auch "
        "wie wir sind werden aber oder wenn warum wer was einer kunden bei nach über durch haben "
        "wird dass können kann in",
        "fr": "le la les des et est un une que qui dans pour pas avec sur au ce il elle nous vous je ne "
        "plus par sont comment pourquoi mais ou leur clients être cette ces du aux se son sa ses "
        "été",
        "es": "el la los las y es un una que de en por para con no su se lo como más pero del al este "
        "esta qué cómo clientes son sus también cuando muy entre ser ha",
        "it": "il lo la gli le e è un una che di in per non con si come più ma del della dei delle nel "
        "sono questo questa perché clienti anche alla dal essere ha o se",
    }.items()
}
_UNIQUE_WEIGHT = 2.0  # a word known to one language only says more than a shared one
_LIKELY = ("nl", "en")  # of these the corpus and the questions mostly are
_CLOSE = 4.0  # a lead in common words that may be an accident of names: "van", "el"
_COMMON = 1.5  # log-odds of a point of that lead; from 1.5 on no development question is misjudged
_LEAST = 1.0  # log-odds below which nothing is told
_ENOUGH = 400  # words; more text does not change the outcome


def detect_language(text: str, default: str = "nl") -> str:
    """The ISO 639-1 code of the language of ``text``: nl, en, de, fr, es or it.

    ``default`` is the answer where nothing can be told (no words, or only a name), so a caller that knows what
    is likely says so. Works for one question as well as for a whole document.
    """
    words = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", text).lower())[:_ENOUGH]
    if not words:
        return default
    scores = dict.fromkeys(_WORDS, 0.0)
    for word in words:
        known = [code for code, common in _WORDS.items() if word in common]
        for code in known:
            scores[code] += _UNIQUE_WEIGHT if len(known) == 1 else 1.0 / len(known)
    likely = max(scores[code] for code in _LIKELY)
    best = max(scores, key=lambda code: scores[code])
    # "In welk jaar": one odd word does not make a question Italian.
    leads = best not in _LIKELY and scores[best] - likely >= _UNIQUE_WEIGHT
    if leads and best == _identifier(tuple(_WORDS)).classify(text)[0]:
        return best
    nl, en = (scores[code] for code in _LIKELY)
    told = _COMMON * (nl - en)
    if abs(nl - en) <= _CLOSE:  # "share of organisations running channels in silos": hardly a common word
        told += _letters_tell(text)
    if abs(told) < _LEAST:
        return default
    return "nl" if told > 0 else "en"


def _letters_tell(text: str) -> float:
    """Log-odds that the text is Dutch rather than English, by its letter sequences."""
    language, share = _identifier(_LIKELY).classify(text)
    odds = math.log(max(float(share), 1e-6) / max(1.0 - float(share), 1e-6))
    return odds if language == "nl" else -odds


@cache
def _identifier(languages: tuple[str, ...]) -> Any:
    # Takes most of a second to unpack, and most texts never need it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(languages))
    return identifier
