"""The bottom of a page: where the article stops, its signature, and who its author is said to be."""

from __future__ import annotations

import re
from itertools import accumulate

from cxassistant.corpus import lexicon as lex
from cxassistant.corpus.names import Common, find_names, name_list, person_name
from cxassistant.corpus.page import Page, Role

# A heading such as "Related" ends the article there, unless more than this share of its prose follows.
_MAX_TAIL_SHARE = 0.3
_MAX_COMMENTS_SHARE = 1.0
_MAX_COUNTED_SHARE = 4.0
_MIN_ABOVE_COMMENTS = 40  # words: "8 comments" may also stand above the article
_MIN_BODY_PARAGRAPHS = 2
_LABEL_WORDS = 8
_CLOSING_WORDS = 12  # "Enjoyed this? Share it." is two sentences and no paragraph
_BIO_WORDS = 110
_BIO_VERB = re.compile(
    r"^(?:,[^,]{2,80},)?\s*(?:\([^)]*\)\s*)?(?:is|was|werkt|adviseert|schrijft|helpt|begeleidt|geeft|"
    r"onderzoekt|leidt|doceert|spreekt|blogt|publiceert|traint|ondersteunt|houdt|woont|studeerde|"
    r"richtte|"
    r"bouwt|maakt|werkte|werd|ging|retired|joined|served|worked|grew|has|works|writes|advises|helps|leads|runs|teaches|speaks|founded|consults|lectures|"
    r"spent|researches|hosts|blogs|lives|coaches|heeft)\b",
    re.IGNORECASE,
)
_PROFESSION = re.compile(
    r"\b(?:spreker|speaker|auteur|author|oprichter|oprichtster|founder|co-?founder|consultant|adviseur|"
    r"adviseert|advises|ceo|cco|coo|directeur|director|eigenaar|owner|partner|manager|hoogleraar|"
    r"professor|"
    r"lector|docent|lecturer|onderzoek(?:er|ster|t)|researcher|\w*onderzoeker|trainer|coach|"
    r"columnist\w*|journalist\w*|redacteur|editor|blogger|schrijver|schrijfster|schrijft|writer|writes|"
    r"strateeg|strategist|"
    r"expert|specialist|ondernemer|entrepreneur|zelfstandig|freelance\w*|ontwerper|designer|werkzaam|"
    r"werkt (?:als|bij|voor)|works (?:as|at|for|with)|head of|hoofd|lead|medeoprichter|podcast|"
    r"lezingen|"
    r"geeft les|teaches|begeleidt|helps|helpt|runs|leads|psycholo\w+|econo\w+|socio\w+|practitioner|"
    r"analyst|analist|engineer|president|interim\w*|gepensioneerd|retired|formerly|voormalig)\b",
    re.IGNORECASE,
)
_BIO_LEAD = re.compile(
    r"^(?:over de auteur|about the author|the author,?|de auteur,?|auteur|author|bio)\s*[:–-]?\s*",
    re.IGNORECASE,
)
# Verbs that tell of somebody's work by themselves; below, a job without a verb ("X, adviseur bij Acme").
_BIO_WORK = re.compile(
    r"^(?:,[^,]{2,80},)?\s*(?:\([^)]*\)\s*)?(?:werkt|adviseert|schrijft|begeleidt|doceert|blogt|works|"
    r"writes|advises|teaches|chairs|manages|heads|directs|leads|runs|founded|consults|coaches|leidt|"
    r"traint)\s"
    r"(?!\w*(?:niet|not)\b)[^?!]{4,}$",
    re.IGNORECASE,
)
# "X is a bus driver in Leeds": any trade, but no person that the text holds up as an example.
_BIO_IS = re.compile(
    r"^(?:,[^,]{2,80},)?\s*(?:\([^)]*\)\s*)?(?:is|was) (?:(?:an?|the|een|de|het|our|onze|als|sinds|al|"
    r"ruim|former|oud|co|mede)\b|[a-zà-ÿ-]+ (?:bij|at|of|van|voor|in|for|en|and)\b)"
    r"(?!.*\b(?:voorbeeld|example|bewijs|proof|ik|mij|mijn|wij|ons|onze klant|i|me|my|we|us)\b)[^?!]{4,}$",
    re.IGNORECASE,
)
_IS_A_THING = re.compile(
    r"\s*(?:is|was) (?:een|de|het|an?|the|onderdeel|part)\s(?:\w+ )?(?:uitgave|publicatie|website|platform|titel|merk|"
    r"tijdschrift|publication|imprint|brand|magazine|site|newsletter|nieuwsbrief|van|of)\b",
    re.IGNORECASE,
)
_MAX_BIO_IS_WORDS = 45
_BIO_JOB = re.compile(r"^(?:,| is| [-–—|]|:)?\s+[^.?!]{5,90}\.?$")
_PRONOUN = re.compile(
    r"^(?:hij|zij|ze|he|she|they|daarnaast|eerder|previously|his|her|zijn|haar)\b", re.IGNORECASE
)
_MORE_BY = re.compile(
    r"^(?:(?:bekijk |lees |see |read |view )?(?:alle?|meer|all|more|other|"
    r"andere) (?:\w+ )?(?:artikelen|berichten|blogs?|columns?|posts|articles|stories|verhalen|"
    r"stukken)? ?(?:van|door|by|from|over)|"
    r"(?:volg|follow|over|about|meer over|more about|contact(?:eer)?|meet)) (?P<name>.+?)(?: (?:op|on|"
    r"via) .*)?[.!:»→]*$",
    re.IGNORECASE,
)
_SIGNATURE_MARK = re.compile(r"^[\s—–―-]+|[\s,.!]+$")


def cut_tail(page: Page) -> None:
    """Label what follows the article on the page: related articles, comments, boxes about the author."""
    up_to = _prose_words(page)
    for index, line in enumerate(page.lines):
        if line.words > 12 or page.roles[index] == "bio":
            continue
        kind = _tail_kind(line.text)
        if kind is None:
            continue
        before, after = up_to[index], up_to[-1] - up_to[index]
        enough = _MIN_ABOVE_COMMENTS if lex.COMMENTS.match(line.text) else 1
        if before >= enough and after <= _tail_share(line.text) * before:
            _cut_at(page, index, kind)
            if kind == "elsewhere":
                return


def _prose_words(page: Page) -> list[int]:
    """At each line the words of the article's paragraphs above it; at the end those of all."""
    prose = [
        page.lines[i].words if role == "body" and page.is_prose(i) else 0 for i, role in enumerate(page.roles)
    ]
    return [0, *accumulate(prose)]


def _tail_share(text: str) -> float:
    """How long what follows may be beside the article; comments may be longer than the article."""
    if lex.COMMENTS.match(text):
        return _MAX_COUNTED_SHARE if lex.COMMENTS_SURE.search(text) else _MAX_COMMENTS_SHARE
    return _MAX_TAIL_SHARE


def _tail_kind(text: str) -> Role | None:
    if lex.ABOUT_AUTHOR.match(text):
        return "bio"
    if lex.RELATED.match(text) or lex.COMMENTS.match(text) or lex.SHARE_BLOCK.match(text):
        return "elsewhere"
    return None


def _cut_at(page: Page, index: int, kind: Role) -> None:
    """Label from ``index`` to the end; footers keep their own role, for they name the publisher."""
    page.roles[index] = "furniture"
    for later in range(index + 1, len(page.lines)):
        text = page.text(later)
        if page.roles[later] == "note" or (
            page.roles[later] == "body" and (lex.FOOTER.match(text) or lex.COOKIE.search(text))
        ):
            page.roles[later] = "note" if page.roles[later] == "note" else "furniture"
        elif page.roles[later] in ("body", "bio"):
            page.roles[later] = kind
        if kind == "bio" and _tail_kind(text) == "elsewhere":
            return


def label_tail(page: Page) -> None:
    """Bios, credit lines, sign-offs and signatures after the last paragraph, and what is left there."""
    end = _last_prose(page)
    seen_furniture = False
    for index in range(end + 1, len(page.lines)):
        if page.roles[index] != "body":
            seen_furniture = seen_furniture or page.roles[index] in (
                "furniture",
                "elsewhere",
                "credit",
                "bio",
            )
            continue
        role = _tail_role(page, index, is_first=not seen_furniture)
        leftover = end >= 0 and (seen_furniture or _is_label(page, index))
        if role is None and leftover and page.lines[index].kind != "quote":
            role = "furniture"
        if role is not None:
            page.roles[index] = role
            seen_furniture = seen_furniture or role not in ("signoff", "signature")


def _is_label(page: Page, index: int) -> bool:
    """A short line under the article that is no sentence: a tag, a heading with nothing below it."""
    line = page.lines[index]
    return line.kind is None and line.words < _LABEL_WORDS and not re.search(r"[.!?…:][\"'”’)]*$", line.text)


def _last_prose(page: Page) -> int:
    """Index of the article's last paragraph, after labelling the bios and sign-offs below it."""
    below = [i for i in page.body if page.title is None or i > page.title]
    prose = [i for i in below if page.is_prose(i) and page.lines[i].words >= _CLOSING_WORDS]
    while len(prose) > _MIN_BODY_PARAGRAPHS:
        last = prose[-1]
        text = page.text(last)
        if bio_name(text, page.common) and page.lines[last].words <= _BIO_WORDS:
            page.roles[last] = "bio"
        elif lex.SIGN_OFF.match(text):
            page.roles[last] = "signoff"
        elif (
            _PRONOUN.match(text) and _PROFESSION.search(text) and bio_name(page.text(prose[-2]), page.common)
        ):
            page.roles[last] = "bio"
        else:
            return last
        prose.pop()
    return prose[-1] if prose else -1


def _tail_role(page: Page, index: int, *, is_first: bool) -> Role | None:
    text = page.text(index)
    if lex.SIGN_OFF.match(text):
        return "signoff"
    if is_first and is_signature(text, page.common) and not _attributes_quote(page, index):
        return "signature"
    if _MORE_BY.match(text) or bio_name(text, page.common):
        return "bio"
    credit = page.credit_at(index)
    if credit is not None:
        page.credits[index] = credit
        return "credit"
    return None


def bio_name(text: str, common: Common) -> str | None:
    """The person whom ``text`` introduces in the third person ("X is a speaker ..."), or None."""
    opening = _BIO_LEAD.sub("", text)
    for start, end, name in find_names(opening, common):
        if start > 12:
            return None
        rest = opening[end:]
        if _IS_A_THING.match(rest):
            return None
        works = _BIO_VERB.match(rest) and _PROFESSION.search(rest)
        is_short = len(text.split()) <= _MAX_BIO_IS_WORDS
        tells = works or (is_short and _BIO_IS.match(rest))
        return (
            name
            if tells or _BIO_WORK.match(rest) or (_BIO_JOB.match(rest) and _PROFESSION.search(rest))
            else None
        )
    return None


def more_by(text: str, common: Common) -> str | None:
    """The author whom a line such as "All posts by X" or "About X" names, or None."""
    match = _MORE_BY.match(text)
    return person_name(match["name"], common) if match else None


def is_signature(text: str, common: Common) -> bool:
    """Whether a line is nothing but a name: a first name, a full name, or several full names."""
    bare = _SIGNATURE_MARK.sub("", text)
    if name_list(bare, common):
        return not re.search(r"[?!:]", bare) and len(bare.split()) <= 10
    return bool(
        re.fullmatch(r"[A-ZÀ-Þ][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)?(?: (?:en|and|&) [A-ZÀ-Þ][a-zà-ÿ]+)?", bare)
    ) and not text.endswith(("?", "!", ":", "."))


def _attributes_quote(page: Page, index: int) -> bool:
    """A name under a quotation tells who said it, not who wrote the article."""
    above = next((i for i in range(index - 1, -1, -1) if page.roles[i] == "body"), None)
    if above is None:
        return False
    text = page.text(above)
    return page.lines[above].kind == "quote" or bool(
        re.match(r"^[“\"‘„«].*[”\"’»][.!?]?$", text) and page.text(index)[:1] in "—–―-"
    )
