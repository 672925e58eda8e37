"""The words that tell who says something, as patterns. Dutch and English."""

from __future__ import annotations

import re

from cxassistant.corpus.persons import LONE, NAME
from cxassistant.saying import SAYS, THINKS
from cxassistant.wordsets import word_set

SELF = r"ik|we|wij|I"
THIRD = r"hij|zij|ze|he|she|they|it"
IMAGINED = (
    r"je|jij|u|you|iemand|someone|niemand|nobody|men|klanten|de klant|een klant|customers|the customer"
    r"|a customer"
)
FILLER = (
    r"(?:(?:me|mij|ons|us|him|haar|hem|er|het|dat|dit|zo|dan|toen|ooit|eens|ook|al|terecht|later|eerder"
    r"|onlangs|laatst|vaak|altijd|graag|steeds|daarover|hierover|recent|recently|once|often|always|also"
    r"|later|famously|rightly|then|used|likes|liked|would|has|had|heeft|wel|weer|zelf|himself|herself"
    r"|treffend|mooi|snel|meteen|lachend|spottend|nuchter|it|this|like|way|to)\s+){0,5}"
)
APPOSITION = r"(?:\s*\([^()]{1,60}\)|,\s[^,;:.!?]{2,110},)?"
DETERMINED = (
    r"(?:een|de|het|mijn|onze|ons|zijn|haar|hun|die|deze|dat|dit|a|an|the|my|our|his|her|their|one|some"
    r"|sommige|veel|enkele|several|many|another|iedere|elke|every)\s+[\w-]+"
)

AFTER_VERB_FIRST = re.compile(rf"^[\s,.;–—-]*(?:(?:zo|en zo|aldus|thus)\s+)?(?P<verb>{SAYS}|{THINKS})\b")
AFTER_SUBJECT_FIRST = re.compile(
    rf"^[\s,.;–—-]*(?:(?:as|zoals|so|or so|of zoals)\s+)?"
    rf"(?P<subject>{NAME}|{SELF}|{THIRD}|{DETERMINED}|{LONE}|one of \w+)"
    rf"(?P<more>{APPOSITION}|(?:\s[\w-]+){{1,6}}?)\s+(?:\w+ly\s+|{FILLER})?(?P<verb>{SAYS}|{THINKS})\b"
)
# A subject that is a person without a name, and known: "de directeur", "the councillor", "your correspondent".
DEFINITE = re.compile(
    r"[\s\"'“‘(–—-]*(?:de|het|the|deze|this|your|uw)\s+(?:[a-zà-ÿ-]+\s+)??(?P<noun>[\w-]+)", re.I
)
CORRESPONDENT = re.compile(
    r"(?:your (?:\w+ )?(?:correspondent|reader|writer)|uw (?:briefschrijver|lezer|inzender))", re.I
)
LATE_SUBJECT = re.compile(r"\s(?P<subject>(?:de|het|the)\s+(?:[a-zà-ÿ-]+\s+)?[a-zà-ÿ-]+)\s*$")
ADDRESSED = re.compile(r"(?:u|you|jij|je)\b", re.I)  # in a letter, whom it is written to
LEAD_OPENING = re.compile(r"[\s\"'“‘(–—-]*(?:(?:en|and|maar|but|of|ook|zoals|as|toen|then|dus|so)\s+)?", re.I)
ACCORDING = re.compile(
    r"\b(?:aldus|volgens|according to|as per|in de woorden van|in the words of|naar de woorden van"
    r"|met de woorden van|(?:woorden|uitspraak|citaat|quote|motto|adagium|credo|mantra|words|quip|line"
    r"|phrase|quotation|spreuk|stelling)"
    r" (?:is )?(?:van|of|by|from))\s+",
    re.I,
)
# Right after a quotation: “...”, aldus Jan; “...”, is een uitspraak van Jan.
SOURCE_FOLLOWS = re.compile(
    rf"^[\s,.;–—-]*(?:(?:is|was|zijn)\s+(?:een\s+|a\s+|de\s+|the\s+)?)?{ACCORDING.pattern}", re.I
)
PRONOUN_BEFORE_VERB = re.compile(
    rf"(?<![\w’'-])(?:(?P<self>{SELF})|(?P<third>{THIRD})|(?P<any>{IMAGINED}))\s+{FILLER}$", re.I
)
CLAUSE_OPENING = re.compile(
    r"[\s\"'‘“(\[–—-]*(?:(?:en|and|zoals|as|ook|toen|when|if|als|so|or so|of zoals)\s+)?", re.I
)
# Verbs that follow a quotation without reporting it: “Wat nu?” is de vraag.
NOT_REPORTING = word_set(
    "is zijn was waren wordt worden werd heeft hebben had hadden kan kunnen moet moeten zal zou gaat ging"
    " staat stond betekent betekende hoort past klinkt lijkt blijkt geldt kost doet deed komt kwam blijft"
    " bleef maakt maakte werkt"
)
OFFICE = re.compile(r"\s*(?:(?:de|het|the|een|an?)\s+)?(?P<role>[\w-]+)\s+(?:van|of)\s+[a-zà-ÿ]+\s+", re.I)
# "Jansen haalt Collins aan: ...", "Jansen quotes Collins: ...": the words are Collins's.
CITES = re.compile(
    r"\b(?:haalt|haalde)(?=\s[^.;:]{3,60}\saan\b)|\b(?:citeert|citeerde|quotes|quoted|cites|cited|quoting|citing)"
    r"(?=\s+[^.;:“\"‘„«]{0,30}[A-ZÀ-Þ])"
)
LETTER_OF = re.compile(
    r"(?:\b(?:letter|statement|e-?mail|notice|brief|verklaring|bericht|mail|rapport|report|website|folder|leaflet)"
    r"\s+(?:from|of|by|van)|\b(?:consultation|response|reactie|antwoord|inquiry|vraag|question))\s+",
    re.I,
)
NEXT_QUOTATION = re.compile(r"[\"'“‘„”«»]0\s")  # quoted words are blank but for a digit
# “...”, foetert Jan; “...,” she shrugs: whatever the verb is.
INVERTED = re.compile(r"[\s,–—-]*(?:zo\s+)?(?P<verb>[a-zà-ÿ]{3,})(?=\s)")
PERSON_THEN_VERB = re.compile(
    rf"[\s,–—-]*(?P<subject>hij|zij|ze|he|she|{NAME}|{LONE})\s+(?P<verb>[a-zà-ÿ]{{3,}})(?![\w-])"
)
SIGNED = re.compile(
    rf"^\s*(?:(?:[–—-]\s*|\(\s*|,\s*)(?P<name>{NAME})|(?:[–—-]\s*|\(\s*)(?P<short>{LONE}))\s*(?=[,.)(;\n]|$)"
)
VERB = re.compile(rf"(?<![\w-])(?:{SAYS}|{THINKS})(?![\w-])")
CLAUSE_START = re.compile(
    r"[.!?…;:]\s|\b(?:waarin|waarbij|waarna|maar|want|omdat|terwijl|toen|but|because|while|where|in which)\s",
    re.I,
)
PREPOSITION = re.compile(
    r"\b(?:van|of|bij|met|aan|door|uit|over|naar|voor|from|with|to|by|for|at|about|tegen|against|namens)"
    r"\s+(?:[a-zà-ÿ-]+\s+){0,3}$"
)
