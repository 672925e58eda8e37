"""Whether a sentence leans on the one before it, and so cannot be quoted alone. Dutch and English."""

from __future__ import annotations

import re

from cxassistant.text import SINGLE_QUOTES, is_question, words
from cxassistant.verbs import is_finite_form
from cxassistant.wordsets import word_set

_LEADING_MARKS = re.compile(r"^[\s\"'‘“„«‹(\[–—\-…•*]+(?![snt]\s)")


def opens_unresolved(sentence: str, language: str) -> bool:
    """Whether the sentence opens with something that only makes sense after the previous sentence.

    Errs towards True: a caller then adds the sentence before, which costs a line; a quote that opens
    with an unexplained "Daarom" costs the reader the meaning. Languages other than "nl" and "en": False.
    """
    plain = re.sub(f"[{re.escape(SINGLE_QUOTES)}]", "'", sentence)
    low = " ".join(_LEADING_MARKS.sub("", plain).lower().split())
    if language == "nl":
        return _dutch(low, is_question(sentence))
    if language == "en":
        return _english(low)
    return False


# Dutch ---------------------------------------------------------------------------------------------

_NL_FIRST = re.compile(
    r"(?:daar(?:om|door|mee|bovenop|naast|bij|van|voor|na|toe|in|op|over|uit|aan|onder|tegen|tegenover"
    r"|entegen|omheen|achter|boven)?|hier(?:door|bij|mee|in|op|voor|van|over|uit|aan|naast|toe|mee)"
    r"|deze|die|diezelfde|datzelfde|ditzelfde|dezelfde|dit|dergelijke|zulke|zulks|hun|haar|hen|hem"
    r"|maar|want|en|dus|immers|namelijk|sterker|toch|echter|niettemin|desondanks|desalniettemin|evenwel"
    r"|ook|bovendien|vervolgens|evenmin|evenzo|integendeel|vandaar|anderzijds|laatstgenoemde|eerstgenoemde"
    r"|beide|beiden|anderen|dan|nee|ja|jawel|welnee|precies|inderdaad|tenminste|althans|anders|juist"
    r"|waarna|waarop|waarmee|waardoor|waarbij|waarvan|waarin|wiens)\b(?!-)"
)
_NL_PHRASE = re.compile(
    r"(?:met andere woorden|anders gezegd|laat staan|wat echter|wat ook|het (?:omgekeerde|tegenovergestelde|"
    r"tegendeel|zelfde|laatste (?:is|geldt))|hetzelfde|(?:nog )?een (?:ander|tweede|derde|vierde|volgend)e?\b"
    r"|nog (?:een|zo'n)|de (?:tweede|derde|vierde|andere|rest|meeste (?:zijn|waren|hebben|hadden))\b"
    r"|iets waar|(?:al |reeds )?(?:in|met|door|voor|aan|op) (?:zijn|haar|hun) |de (?:onderzoekers|opstellers)\b"
    r"|ten (?:tweede|derde|vierde)\b|al met al|om die reden|niet alleen dat|aan de andere kant"
    r"|even later"
    r"|alleen (?:is|was|zie|heeft|hebben|kan|kun|moet|werkt|gaat|zijn)\b|op die manier|en toch|mijn tweede"
    r"|mijn derde|zo (?:is|was|maak|werkt|werk|kun|kan|gaat|zie|ziet|kom|komt|krijg|krijgt|ontstaat|wordt"
    r"|blijft|bleek|blijkt|zijn|hebben|heeft|doe|doet|dacht|deed|zit|staat|kreeg|ontstond|voorkom)\b)"
)
_DEICTIC_NL = (
    r"(?:artikel|boek|blog|column|stuk|rapport|hoofdstuk|briefwisseling|brief|interview|moment|tijd|eeuw|jaar"
    r"|week|maand|wereld|land|serie|reeks|dagen|paper|verhaal)\b"
)
_NL_ANAPHOR = re.compile(
    r"\b(?:van|in|bij|met|op|voor|door|aan|uit|over|tegen|onder|om|na|naar|tot|achter|binnen|volgens)"
    rf" (?:(?:deze|dit)(?! {_DEICTIC_NL})|die|dat|zulke|dergelijke|diezelfde|datzelfde|zo'n) \w"
    r"|\b(?:daar|hier)(?:in|van|mee|voor|bij|door|over|uit|aan|op|tegen|naar|toe|onder|na|naast)\b"
    rf"|\bdeze (?!{_DEICTIC_NL})\w|\berna\b|^wie (?:dat|dit) |^(?:\w+ ){{1,3}}h[ea][nm]\b"
    r"|^(?:ik|we|wij) (?:doe|doen|deed|deden|noem|noemen|snap|zie|zien) (?:dat|dit|het (?:te|een|dan|ook"
    r"|wel|nu))\b|^(?:in|bij|voor|volgens|natuurlijk|misschien|vaak|soms|nu|uiteindelijk|helaas)\b.* (?:is"
    r"|was|geldt|komt|gaat|werkt|kan|heeft|wordt) (?:dat|dit) (?:echter|ook|niet|wel|anders|toch|vaak|dan"
    r"|nog|zo|natuurlijk|nu)\b"
)
_NL_ECHTER = re.compile(r"\b(?:echter|daarentegen|desondanks|niettemin)\b")
_NL_SUBCLAUSE = re.compile(
    r"(?:als|wanneer|omdat|zodra|hoewel|terwijl|toen|nadat|voordat|doordat|aangezien|ofschoon) "
    r"(?:hij|zij|ze|dit|dat|die|deze|het(?! (?:gaat|om|over|erom|erop|regent|aankomt|erop aankomt)\b))\b"
)
_NL_INVERTED = re.compile(r"(?:[\w-]+ ){1,3}?([\w-]+) (?:hij|zij|ze)\b(?! die)")
_NL_OPENS_CLAUSE = word_set("als wie wat toen wanneer zodra hoe waarom omdat waar welke terwijl hoewel dat")

_NL_JUDGED = (
    r"(?:raadzaam|belangrijk\w*|goed|beter|best|tijd|zaak|nodig|noodzakelijk|noodzaak|(?:on)?mogelijk"
    r"|moeilijk|lastig|(?:ge)?makkelijk|(?:on)?verstandig|handig|(?:on)?duidelijk|(?:on)?logisch|jammer"
    r"|zonde|opvallend|opmerkelijk|vreemd|essentieel|cruciaal|de moeite|de kunst|de bedoeling|aan"
    r"|niet voor niets|bekend|waar|zeker"
    r"|(?:on)?waarschijnlijk|prettig|leuk|fijn|interessant\w*|dom|slim|gevaarlijk|riskant|verleidelijk"
    r"|nuttig|zin\w+|voldoende|genoeg|vanzelfsprekend|gebruikelijk|gewoon|typisch|bijzonder|mooi|knap|sneu"
    r"|ironisch|gek"
    r"|hoog tijd|de vraag|een (?:\w+ ){0,3}(?:misverstand|misvatting|feit|illusie|fabel|mythe|vergissing"
    r"|fout|kunst|uitdaging|open deur|gegeven|wonder|raadsel|schande|hardnekkig|kwestie))"
)
_NL_EXPLETIVE = re.compile(
    rf"het (?:is|was|blijft|wordt|lijkt|blijkt|kan|zou|lijkt me|werd) (?:\w+ ){{0,4}}?{_NL_JUDGED}\b"
    r"|het (?:gaat|draait|ging|draaide) (?:\w+ ){0,4}?(?:om|over|erom)\b|het (?:komt"
    r"|kwam) (?:\w+ ){0,2}?(?:voor|erop|neer|aan op)\b|het valt (?:\w+ ){0,2}?(?:op|niet|te)\b"
    r"|het (?:loont|helpt|blijkt|regent|ontbreekt|kost|duurt|hoeft|verbaast|scheelt|betaamt)\b"
    r"|het lijkt (?:\w+ ){0,2}?(?:erop|alsof|dat)\b|het (?:spreekt|heeft) (?:\w+ ){0,2}?(?:voor zich"
    r"|vanzelf|zin)\b|het maakt (?:\w+ ){0,2}?uit\b|het staat (?:\w+ )?vast|het moet (?:mij"
    r"|me) van het hart|het is (?:\w+ )?(?:kwart|half|\w+ uur)\b"
)
_NL_HET_NOUNS = word_set("besluit leed wezen slot beet zout verbod weten doen zijn lijden gebod kan")
_NL_CLAUSE_SUBJECTS = word_set(
    "de het een je jij ik we wij ze zij hij u men er veel sommige geen niet alle elke iedere ons onze"
    " mijn hun deze die bedrijven mensen klanten organisaties consumenten medewerkers"
)


def _dutch(low: str, question: bool) -> bool:
    tokens = words(low)
    if not tokens:
        return False
    first, second = tokens[0], tokens[1] if len(tokens) > 1 else ""
    if first == "het":
        if is_finite_form(second, "nl") and second not in _NL_HET_NOUNS and not _NL_EXPLETIVE.match(low):
            return True
    elif first == "dat":
        return not _is_that_clause(second)
    elif first in {"hij", "zij", "ze"}:
        return second != "die"
    elif first == "zijn":
        return not question and second not in {"je", "we", "er", "de", "het", "die", "wij"}
    elif first == "of":
        return second not in {"nu", "nou"} and not re.match(r"of (?:\w+ ){1,3}(?:nu|nou)\b", low)
    elif first == "zo'n":
        return not re.match(r"zo'n \d[\d.,]*(?:\s|%)", low)
    elif first == "toen" and is_finite_form(second, "nl"):
        return True
    if _NL_FIRST.match(low):
        return not (question and first.startswith("waar"))
    if _NL_PHRASE.match(low) or _NL_SUBCLAUSE.match(low):
        return True
    inverted = _NL_INVERTED.match(low)
    if inverted and first not in _NL_OPENS_CLAUSE and is_finite_form(inverted.group(1), "nl", plural=True):
        return True
    opening = low.split()
    return bool(_NL_ANAPHOR.search(" ".join(opening[:7])) or _NL_ECHTER.search(" ".join(opening[:9])))


def _is_that_clause(second: str) -> bool:
    """Whether "Dat" opens a clause ("Dat de benchmark stagneert betekent ...") and points at nothing."""
    if second in _NL_CLAUSE_SUBJECTS:
        return True
    return second.endswith(("en", "'s")) and not is_finite_form(second, "nl", plural=True)


# English -------------------------------------------------------------------------------------------

_DEICTIC_EN = (
    r"(?:article|year|week|month|morning|moment|age|world|book|day|century|country|post|essay|column)\b"
)
_EN_FIRST = re.compile(
    r"(?:these|those|he|she|they|his|her|him|them|their|theirs|its|therefore|thus|so|but|and|or|however"
    r"|instead|moreover|also|hence|such|then|yet|still|nevertheless|nonetheless|otherwise|similarly"
    r"|likewise|consequently|accordingly|furthermore|besides|another|both|neither|others|which|yes|no,"
    r"|conversely|meanwhile|afterwards|indeed|worse|exactly|precisely|nor)(?![\w'-])|(?:he|she|they|it)'"
    rf"|this(?! {_DEICTIC_EN})\b"
)
_EN_PHRASE = re.compile(
    r"(?:in other words|for (?:example|instance)|in addition|as a result|on the (?:other hand|contrary)"
    r"|by contrast|in contrast|that said|even so|for (?:that|this) reason|the (?:same|former|latter|rest"
    r"|others?|opposite|reverse|second|third|fourth)\b|an? (?:second|third|fourth|different|similar)\b"
    r"|no wonder|better still|not only that|in turn|put differently|to that end|at the same time|after that"
    r"|my (?:second|third)|one more|one of (?:them|these)|here is|here's|the (?:two|three)\b)"
)
_EN_ANAPHOR = re.compile(
    r"\b(?:in|at|of|for|with|to|from|by|on|about|after|before|behind|under|like)"
    rf" (?:this(?! {_DEICTIC_EN})|that(?! (?:you|we|i)\b)|these|those(?! who\b)|such|them)\b|\b(?:however"
    rf"|nevertheless|therefore|instead)\b"
)
_EN_SUBCLAUSE = re.compile(
    r"(?:when|if|as|since|because|although|though|while|once|until|after|before|unless) "
    r"(?:they|he|she|it(?! comes to\b)|this|these|those|that)\b"
)
_EN_JUDGED = (
    r"(?:important|easy|hard|better|best|worth|useful|clear|true|possible|impossible|difficult|necessary"
    r"|vital|crucial|essential|good|bad|likely|unlikely|tempting|fair|wise|obvious|odd|strange|striking"
    r"|time|not enough|no use|no (?:surprise|secret|wonder|coincidence)|an? (?:\w+ ){0,2}(?:myth"
    r"|misconception|mistake|fact|pity|shame|fallacy|matter|question|truth|illusion))"
)
_EN_EXPLETIVE = re.compile(
    rf"it(?:'s| is| was| would be| may be| might be| seems| remains| can be"
    rf"| becomes) (?:\w+ ){{0,3}}?{_EN_JUDGED}\b"
    r"|it (?:seems|appears|turns out|follows|happens) (?:that|to)\b|it (?:takes|pays|helps|costs|depends"
    r"|rains)\b|it (?:does not|doesn't) (?:matter|take|help|pay)\b|it makes (?:\w+ )?sense\b"
    r"|it (?:all )?comes down\b"
)


def _english(low: str) -> bool:
    if _EN_PHRASE.match(low) or _EN_SUBCLAUSE.match(low):
        return True
    if re.match(r"it\b", low):
        return not _EN_EXPLETIVE.match(low)
    if re.match(r"that\b", low):
        return not re.match(
            r"that (?:the|an?|we|you|they|i|he|she|it|people|most|many|some|\w{3,}(?<!s)s)\b", low
        ) or bool(
            re.match(
                r"that (?:was|is|has|does|means|takes|makes|gives|leaves|brings|seems|sounds|works)\b", low
            )
        )
    if re.match(r"because\b", low):  # "Because nobody listens, customers leave" is whole
        return not re.search(r",\s+(?:\w+\W+){3}", low)
    return bool(_EN_FIRST.match(low) or _EN_ANAPHOR.search(" ".join(low.split()[:7])))
