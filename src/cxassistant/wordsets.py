"""Word lists as sets, and the words that every other module takes for no name."""

from __future__ import annotations


def word_set(listed: str) -> frozenset[str]:
    """The words of a list written as running text, which reads and diffs better than a list literal."""
    return frozenset(listed.split())


# Words that open a sentence without being a name.
FUNCTION_WORDS = word_set("""
    de het een dit dat deze die daar daarom daardoor daarna daarnaast hier hij zij ze we wij ik je jij jullie
    u men er en maar want dus of ook toch echter als toen nu dan wanneer waar waarom wat wie welke hoe in op
    bij met voor van door naar na om over onder uit tot sinds tijdens volgens zonder tegen hun zijn haar ons
    onze mijn jouw uw alle veel meer geen niet alleen zo zelfs vervolgens bovendien verder omdat hoewel
    terwijl
    the a an this that these those he she it they you i and but so or for to at by from with without after
    before when while where why what who which how there here our your my his her their its if as of on
    not no all many most more some such also then thus however therefore because although is are was were
    """)
