"""Which words with a full stop are abbreviations, and whether a sentence can still end there."""

from __future__ import annotations

import re

from cxassistant.wordsets import FUNCTION_WORDS as FUNCTION_WORDS
from cxassistant.wordsets import word_set

# Always followed by the rest of their phrase: a sentence never ends on these.
_NEVER_LAST = word_set("""
    dr drs prof ir ing mr mrs ms mw mevr dhr hr ds bc bijv bijvb d.w.z dwz o.a m.b.t
    m.b.v i.p.v i.v.m i.s.m i.t.t i.h.b i.h.a i.c n.a.v t.a.v t.o.v t.b.v t.g.v t.w o.b.v o.l.v o.v.v m.u.v
    m.n m.i a.h.v a.d.h.v d.m.v v.w.b w.o v.a v.w resp ca ong incl excl evt vgl zgn zg z.g z.gn
    z.i d.d d.i u.h jhr gebr st ste mgr kard gen col maj capt cmdr lt sgt gov
    sen rep rev hon pres e.g eg i.e ie cf viz vs v.s approx esp messrs mme mlle gem m.m.v w.v a.g.v
    n.b nb vert afk lett
    """)
# Only an abbreviation in front of a number ("no. 3", "blz. 12"); otherwise an ordinary word.
_BEFORE_NUMBER = word_set("""
    no nos nr nrs num art arts blz bl p pp pag par fig figs tab hfst hst afb bijl vol vols ch chap sec
    sect eq ed ver v r jan feb mrt mar apr mei jun jul aug sep sept okt oct nov dec tel max min lid rev
    dd
    """)
# May end a sentence or stand within one: the next word's capital decides.
_MAYBE_LAST = word_set("""
    etc enz ezv e.d o.i.d e.a c.s a.u.b s.v.p z.s.m a.s jl ll e.v e.o p.m a.m n.v.t t/m p.p p.st
    p.w p.j p.p.p a.k.a al max
    """)
# Part of a name: a capital follows inside the name's sentence too, so a function word must follow.
_IN_NAMES = word_set(
    "inc ltd corp co llc plc bros jr sr b.v bv n.v nv v.o.f vof c.v u.s u.k u.s.a e.u gmbh s.a v.chr n.chr "
    "ph.d phd m.d b.a m.a m.sc msc b.sc bsc dept univ dep assoc afd mij"
)

# "plan B.", "generatie Z.": a single capital that is no initial.
LABELLED_NOUNS = word_set("""
    plan optie type vitamine klasse groep generatie gen fase punt bijlage categorie serie model scenario
    variant versie stap zone letter graad factor option class group generation phase point appendix category
    series version step grade vitamin part deel kolom column team hepatitis naar to and en of or tot
    """)


def is_abbreviation(token: str, following: str, next_word: str) -> bool:
    """Whether the full stop after ``token`` only abbreviates it.

    Args:
        token: the word before the stop, without the stop itself: "d.w.z", "Inc", "nr".
        following: the text after the stop and its white space.
        next_word: its first word in lower case.
    """
    if token.isupper() and "." not in token and len(token) > 1:
        return False  # an acronym: "in de VS. Daarna", "het MT. Zij"
    word = token.lower().rstrip(".")
    if word in _NEVER_LAST:
        return True
    if word in _BEFORE_NUMBER and re.match(r"[(\[]?[\dIVX]", following):
        return True
    if word in _IN_NAMES:
        return next_word not in FUNCTION_WORDS
    if word in _MAYBE_LAST:
        return False  # the caller has already seen that a capital, digit or quote follows
    if re.fullmatch(r"[a-z](?:\.[a-z]{1,2})+", word):
        return next_word not in FUNCTION_WORDS
    return len(word) == 1 and token in "bcdfghjklmnpqrtvwxyz"
