"""Where a writer stands to a sentence: concedes, objects, or only reports. By markers, Dutch and English."""

from __future__ import annotations

import re

from cxassistant.openers import opens_unresolved as opens_unresolved
from cxassistant.text import SINGLE_QUOTES, words

_LEADING_MARKS = re.compile(r"^[\s\"'“„«(\[–—\-…•*]+")

_CONCESSION = {
    "nl": re.compile(
        r"(?:(?:en|maar|ja|nou|nou ja|nu),? )?(?:"
        r"natuurlijk|uiteraard|toegegeven|vanzelfsprekend|weliswaar|inderdaad|akkoord|oké,|goed,|okay,"
        r"|zeker(?:,| is| zijn| kan| kun| heeft| zit)|eerlijk is eerlijk|begrijp me niet verkeerd"
        r"|het is waar dat|het klopt dat|het kan zijn dat|ik (?:geef(?: \w+)? toe|moet (?:\w+ )?toegeven)"
        r"|ik (?:begrijp|snap|weet) (?:best|wel|heel goed|natuurlijk)|(?:we|wij|je) kun(?:nen"
        r"|t)? best (?:stellen|zeggen)|(?:er|daar) (?:zit|schuilt) (?:\w+ ){0,3}?(?:een kern van waarheid"
        r"|iets|wat|waarheid)(?: in)?\b"
        r"|dat is (?:op zich )?(?:niet verkeerd|waar|prima|begrijpelijk)|dat (?:kan|mag) best|dat klopt"
        r"|(?:daar is |er is )?niets mis mee|tot op zekere hoogte|op zich (?:is|zijn|klopt)|op zichzelf"
        r")"
    ),
    "en": re.compile(
        r"(?:(?:and|but|yes|well),? )?(?:"
        r"of course|granted|admittedly|sure\b|to be (?:fair|sure)|in fairness|it(?: is|'s) true|true,"
        r"|certainly|naturally|undoubtedly|no doubt|obviously|fair enough|don't get me wrong"
        r"|do not get me wrong"
        r"|i (?:admit|concede|grant|acknowledge|know|understand|accept)\b|there is (?:\w+ ){0,2}?(?:truth"
        r"|something|merit) (?:in|to)|(?:that|this)(?: is|'s) (?:not wrong|true|fine|fair)|(?:that"
        r"|this)(?: is|'s) not (?:a bad thing|bad)|(?:there is )?nothing wrong with|it may (?:well )?be"
        r")"
    ),
}
_ADVERSATIVE = {
    "nl": re.compile(
        r"(?:maar|toch|echter|niettemin|desondanks|desalniettemin|evenwel|nochtans|daarentegen"
        r"|integendeel)\b(?!-)|aan de andere kant|daar staat (?:\w+ )?tegenover|alleen (?:is|was|zie|heeft"
        r"|hebben|kan|moet|werkt|gaat)\b"
    ),
    "en": re.compile(
        r"(?:but|however|yet|nevertheless|nonetheless|even so|that said|on the (?:other hand|contrary)|still,"
        r"|and yet|then again)(?!\w)|still (?:the|a|an|i|we|you|he|she|it|they|there|most|many)\b"
    ),
}
_ADVERSATIVE_SOON = {
    "nl": {"echter", "daarentegen", "niettemin", "desondanks"},
    "en": {"however", "nevertheless", "nonetheless"},
}

_OWN_VERDICT = re.compile(
    r"\b(?:is|zijn|blijft|was) (?:\w+ ){0,4}?(?:misverstand|misvatting|mythe|fabel|fabeltje|sprookje"
    r"|illusie|myth|misconception|fallacy|mistake)\b"
)
_NL_OTHERS = (
    r"(?:men|velen|sommigen|anderen|critici|tegenstanders|voorstanders|sceptici|gelovigen|goeroes"
    r"|(?:veel|sommige|de meeste|vele) [\w'-]+|leveranciers|adviseurs|verkopers)"
)
_EN_OTHERS = (
    r"(?:people|many|some|others|critics|sceptics|skeptics|believers|gurus|vendors|consultants|pundits"
    r"|(?:many|some|most) \w+(?: \w+)?|\w+ (?:directors|managers|executives|leaders|vendors) tend to)"
)
_DISPUTED = {
    "nl": re.compile(
        r"\b(?:voor)?onderstelling\b|\bzogenaamde?\b|\bnaar men zegt\b|\balsof\b"
        r"|\bo+h?,? wacht\b"
        rf"|\b{_NL_OTHERS} (?:\w+ ){{0,2}}?(?:denk(?:t|en)|bewe(?:ert|ren)|me(?:ent|nen)|gelo(?:oft|ven)"
        rf"|roep(?:t|en)"
        r"|claim(?:t|en)|belo(?:oft|ven)|suggere(?:ert|ren)|houden vol|gaan ervan uit|gaat ervan uit)\b"
        r"|\b(?:men|sommigen?|anderen|critici|sommige [\w'-]+) (?:zeg(?:t|gen)|vind(?:t|en))\b|\bword(?:t"
        r"|en) (?:\w+ ){0,4}?(?:beweerd|geroepen|verondersteld|aangenomen|geclaimd|gesuggereerd)\b"
        r"|\bwordt (?:vaak|wel eens|weleens|graag|altijd|soms|dikwijls) (?:\w+ )?(?:gezegd|gedacht)\b"
        r"|\bonder het mom\b|\bvolgens de (?:gelovigen|goeroes|theorie|boekjes)\b|\bin de veronderstelling\b"
        r"|\bde (?:mythe|fabel|misvatting|illusie|waan) dat\b|\bhet (?:sprookje|fabeltje) dat\b"
        r"|\bhet schijnt dat\b|\bje hoort (?:\w+ ){0,2}?dat\b|\bzogezegd\b|\bzou(?:den)? moeten geloven\b"
    ),
    "en": re.compile(
        r"\bso-called\b|\b(?:allegedly|supposedly|purportedly|ostensibly)\b|(?:^|\b(?:act"
        r"|pretend|behave)\w* )as (?:if|though)\b|\boh,? wait\b|\bconventional wisdom\b"
        r"|\bwe are (?:often )?told\b|\bthe (?:myth|fallacy|illusion|assumption) that\b"
        rf"|\b{_EN_OTHERS} (?:\w+ )?(?:claim|say|think|believe|argue|assume|insist|answer|tell us"
        rf"|promise)s?\b"
        r"|\bit is (?:often|widely|commonly|generally|sometimes) (?:claimed|said|believed|assumed|argued"
        r"|thought)\b|\bsupposed to believe\b"
    ),
}


def opens_concession(sentence: str, language: str) -> bool:
    """Whether the sentence grants a point that its writer will answer: "Natuurlijk ...", "Granted, ..."."""
    pattern = _CONCESSION.get(language)
    return bool(pattern and pattern.match(_plain(sentence)))


def opens_adversative(sentence: str, language: str) -> bool:
    """Whether the sentence objects to the one before: "Maar ...", "However, ...", "Wat echter ..."."""
    pattern = _ADVERSATIVE.get(language)
    if pattern is None:
        return False
    low = _plain(sentence)
    tokens = words(low)
    if len(tokens) < 2:  # "Toch?" asks for agreement
        return False
    return bool(pattern.match(low)) or bool(_ADVERSATIVE_SOON[language] & set(tokens[:4]))


def is_disputed_or_ironic(sentence: str, language: str) -> bool:
    """Whether the sentence reports a view that its writer doubts or mocks, going by set words alone.

    "Het is een misverstand dat ..." and "It is a myth that ..." state the writer's own position: False.
    """
    pattern = _DISPUTED.get(language)
    low = _plain(sentence)
    return bool(pattern and pattern.search(low)) and not _OWN_VERDICT.search(low)


def _plain(sentence: str) -> str:
    plain = re.sub(f"[{re.escape(SINGLE_QUOTES)}]", "'", sentence)
    return " ".join(_LEADING_MARKS.sub("", plain).lower().split())
