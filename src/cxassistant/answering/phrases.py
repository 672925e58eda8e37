"""All words that the assistant itself says, by language. Nothing here makes a claim about the corpus."""

from __future__ import annotations

from collections.abc import Sequence

from cxassistant.errors import LLMError

_MONTHS_NL = "januari februari maart april mei juni juli augustus september oktober november december"
_MONTHS_EN = "January February March April May June July August September October November December"
MONTHS = {"nl": _MONTHS_NL.split(), "en": _MONTHS_EN.split()}
LANGUAGE_NAMES = {
    "nl": {
        "nl": "Nederlands",
        "en": "Engels",
        "de": "Duits",
        "fr": "Frans",
        "es": "Spaans",
        "it": "Italiaans",
    },
    "en": {"nl": "Dutch", "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian"},
}

PHRASES: dict[str, dict[str, str]] = {
    "nl": {
        "author": "**{who}** schrijft hierover in {where}:",
        "author_number": "**{who}** noemt hierover cijfers in {where}:",
        "authors": "**{who}** schrijven hierover in {where}:",
        "quoted": "**{who}** haalt hierover **{speaker}** aan in {where}:",
        "authors_quoted": "**{who}** halen hierover **{speaker}** aan in {where}:",
        "uncertain": "In een citaat bij **{who}**, in {where}, staat:",
        "editorial": "In de redactionele inleiding van {where} staat:",
        "unknown": "In {where} (auteur onbekend) staat:",
        "unknown_quoted": "In {where} (auteur onbekend) wordt **{speaker}** aangehaald:",
        "more": "In hetzelfde stuk:",
        "more_quoted": "In hetzelfde stuk wordt **{speaker}** aangehaald:",
        "more_uncertain": "In hetzelfde stuk staat, in een citaat:",
        "more_editorial": "En in de redactionele inleiding van dat stuk:",
        "also": "Bij **{who}** staat, in {where}:",
        "origin": "Als herkomst van de cijfers noemt het stuk: {origin}.",
        "quoted_asked": "**{speaker}**, aangehaald door **{who}** in {where}:",
        "beside": "In {where}:",
        "listed": "**{who}**, in {where}:",
        "said_author": "**{who}** schrijft dit zelf, in {where}:",
        "said_authors": "**{who}** schrijven dit zelf, in {where}:",
        "said_quoted": "**{speaker}** zegt dit, aangehaald door **{who}** in {where}:",
        "said_uncertain": "Het staat in een citaat bij **{who}**, in {where}; wie het zei, staat er niet bij:",
        "said_unknown_uncertain": "Het staat in een citaat in {where} (auteur onbekend); wie het zei, staat er "
        "niet bij:",
        "nearly": "Zo letterlijk staan die woorden niet in deze bronnen. Dit lijkt er sterk op:",
        "words_not_found": "Die woorden staan niet in deze bronnen, ook niet ongeveer.",
        "mistyped": "*‘{typed}’ is gelezen als {who}.*",
        "namesakes": "Meer dan één persoon heet zo: {who}. Van ieder de eigen woorden:",
        "which_person": "Meer dan één persoon heet zo. Wie bedoel je?",
        "on_what": "Op welk onderwerp wil je {who} naast elkaar zien?",
        "writers": "Hierover schrijven {who}:",
        "one_writer": "Hierover schrijft {who}:",
        "no_writers": "In deze bronnen is niemand gevonden die daarover schrijft.",
        "no_other_writers": "In deze bronnen is verder niemand gevonden die daarover schrijft.",
        "compared": "Dit zijn hun eigen woorden naast elkaar. Of zij het eens zijn, is aan jou.",
        "old": "Let op: de nieuwste bron hierover is van {year}.",
        "old_dated": "Let op: de nieuwste bron met een datum hierover is van {year}.",
        "not_found_speaker": "Van {who} staan hierover geen woorden in deze bronnen.",
        "unknown_person": "{who} is in deze bronnen niet bekend: niet als auteur, en niet als iemand die wordt "
        "aangehaald.",
        "only_mentioned": "{who} wordt in deze bronnen wel genoemd, maar er staan geen eigen woorden van {who} in.",
        "sources": "Bronnen",
        "undated": "zonder datum",
        "unknown_author": "auteur onbekend",
        "editorial_note": "redactionele inleiding",
        "by_quoted": "{speaker}, aangehaald door {who}",
        "check_verbatim": "Dit staat er woordelijk zo, van **{who}**:",
        "check_nearly": "Dit staat er niet woordelijk. Bij **{who}** staat:",
        "check_someone_else": "Dit staat er, maar het zijn niet de woorden van **{claimed}**. Ze zijn van **{who}**:",
        "check_uncertain": "Dit staat er, maar de bron zegt niet of **{claimed}** het zegt. Het staat bij **{who}**:",
        "check_not_found": "Dit staat in geen van deze bronnen: “{quote}”",
        "check_not_theirs": "Het zijn niet de woorden van **{claimed}**.",
        "check_change": "In de tekst staat *{draft}*, in de bron *{source}*.",
        "check_meaning": "Het verschil raakt de betekenis: {touched}.",
        "check_short": "Zo weinig woorden kunnen overal staan.",
        "check_nothing": "niets",
        "check_nobody": "iemand die niet wordt genoemd",
        "negation": "een ontkenning",
        "number": "een getal",
        "name": "een naam",
        "degree": "een graad",
        "by_uncertain": "in een citaat bij {who}",
        "translated": "Vertaald door het taalmodel, niet om te citeren:",
        "note_down": "Het taalmodel antwoordt niet; dit zijn de citaten zelf.",
        "note_slow": "Het taalmodel deed er te lang over; dit zijn de citaten zelf.",
        "note_key": "Het taalmodel weigert de sleutel; dit zijn de citaten zelf.",
        "note_busy": "Het taalmodel heeft het te druk; dit zijn de citaten zelf.",
        "note_context": "De vraag past met haar passages niet in het taalmodel; dit zijn de citaten zelf.",
        "note_stuck": "Het taalmodel bleef zich herhalen; dit zijn de citaten zelf.",
        "note_failed": "Het taalmodel gaf geen bruikbaar antwoord; dit zijn de citaten zelf.",
        "note_nothing": "Van wat het taalmodel schreef, steunt geen zin op de bronnen; dit zijn de citaten zelf.",
        "note_refused": "Het taalmodel vond het antwoord niet in de passages; dit zijn de citaten die er het "
        "dichtst bij liggen.",
        "note_broken": "Het taalmodel hield halverwege op; wat hier staat, is gecontroleerd.",
        "and": "en",
        "other_language": "De citaten staan in de taal van de bron ({languages}).",
        "not_found": "Daar geven de bronnen geen antwoord op.",
        "not_found_author": "{who} zegt daar in deze bronnen niets over.",
        "not_found_authors": "{who} zeggen daar in deze bronnen niets over.",
        "related": "Dit ligt er het dichtst bij, maar het beantwoordt je vraag niet: {items}.",
        "related_others": "Anderen komen wel in de buurt van dit onderwerp: {items}.",
        "item": "{who} in {where}",
        "greeting": "Hallo! Stel me een vraag over klantbeleving. Ik zoek het antwoord op in {count} van "
        "{who} en noem er altijd bij wie het zei.",
        "thanks": "Graag gedaan!",
        "goodbye": "Tot ziens!",
        "help": "Ik beantwoord vragen over klantbeleving uit {count}, van {who}. Bij elk antwoord staat het "
        "letterlijke citaat met auteur, titel en datum. Staat het antwoord er niet in, dan zeg ik dat.\n\n"
        "Je kunt bijvoorbeeld vragen wat een auteur over een onderwerp zegt, of om een samenvatting van een "
        "artikel.",
        "written": "Dit stuk staat zo in het corpus:",
        "authors_list": "Deze auteurs staan in het corpus:",
        "sources_list": "Dit zijn de bronnen in het corpus:",
        "one_document": "1 artikel",
        "documents": "{n} artikelen",
        "others": "anderen",
        "summary": "Dit zijn de kernzinnen uit {where} van **{who}**:",
        "summary_unknown": "Dit zijn de kernzinnen uit {where} (auteur onbekend):",
        "summary_which": "Welk artikel bedoel je? Dit zijn de bronnen in het corpus:",
        "summary_none": "Van dat artikel kan ik geen samenvatting geven: er is geen tekst van de auteur zelf "
        "in gevonden.",
    },
    "en": {
        "author": "**{who}** writes about this in {where}:",
        "author_number": "**{who}** gives figures on this in {where}:",
        "authors": "**{who}** write about this in {where}:",
        "quoted": "**{who}** quotes **{speaker}** on this in {where}:",
        "authors_quoted": "**{who}** quote **{speaker}** on this in {where}:",
        "uncertain": "In a quotation given by **{who}**, in {where}:",
        "editorial": "The editorial introduction to {where} says:",
        "unknown": "In {where} (author unknown):",
        "unknown_quoted": "In {where} (author unknown), **{speaker}** is quoted:",
        "more": "In the same piece:",
        "more_quoted": "In the same piece, **{speaker}** is quoted:",
        "more_uncertain": "In the same piece, in a quotation:",
        "more_editorial": "And in the editorial introduction to that piece:",
        "also": "From **{who}**, in {where}:",
        "origin": "The piece names as the origin of the figures: {origin}.",
        "quoted_asked": "**{speaker}**, quoted by **{who}** in {where}:",
        "beside": "In {where}:",
        "listed": "**{who}**, in {where}:",
        "said_author": "**{who}** writes this, in {where}:",
        "said_authors": "**{who}** write this, in {where}:",
        "said_quoted": "**{speaker}** says this, quoted by **{who}** in {where}:",
        "said_uncertain": "It stands in a quotation given by **{who}**, in {where}, which does not say whose it is:",
        "said_unknown_uncertain": "It stands in a quotation in {where} (author unknown), which does not say whose "
        "it is:",
        "nearly": "The words do not stand in these sources exactly so. This comes very close:",
        "words_not_found": "Those words are not in these sources, nor anything like them.",
        "mistyped": "*“{typed}” was read as {who}.*",
        "namesakes": "More than one person goes by that name: {who}. Each in their own words:",
        "which_person": "More than one person goes by that name. Whom do you mean?",
        "on_what": "On what topic do you want to see {who} side by side?",
        "writers": "{who} write about this:",
        "one_writer": "{who} writes about this:",
        "no_writers": "Nobody was found in these sources who writes about that.",
        "no_other_writers": "Nobody else was found in these sources who writes about that.",
        "compared": "These are their own words side by side. Whether they agree is for you to judge.",
        "old": "Note: the newest source on this is from {year}.",
        "old_dated": "Note: the newest dated source on this is from {year}.",
        "not_found_speaker": "These sources hold no words of {who} on this.",
        "unknown_person": "{who} is not known in these sources, neither as an author nor as somebody who is "
        "quoted.",
        "only_mentioned": "{who} is mentioned in these sources, but none of their own words are in them.",
        "sources": "Sources",
        "undated": "undated",
        "unknown_author": "author unknown",
        "editorial_note": "editorial introduction",
        "by_quoted": "{speaker}, quoted by {who}",
        "check_verbatim": "This stands there word for word, by **{who}**:",
        "check_nearly": "This does not stand there word for word. By **{who}** it reads:",
        "check_someone_else": "This stands there, but these are not the words of **{claimed}**. They are by **{who}**:",
        "check_uncertain": "This stands there, but the source does not tell whether **{claimed}** says it. "
        "It is in a piece by **{who}**:",
        "check_not_found": "None of these sources has this: “{quote}”",
        "check_not_theirs": "These are not the words of **{claimed}**.",
        "check_change": "The text has *{draft}*, the source *{source}*.",
        "check_meaning": "The difference touches the meaning: {touched}.",
        "check_short": "So few words may stand anywhere.",
        "check_nothing": "nothing",
        "check_nobody": "somebody who is not named",
        "negation": "a negation",
        "number": "a number",
        "name": "a name",
        "degree": "a degree",
        "by_uncertain": "in a quotation given by {who}",
        "translated": "Translated by the language model, not to be quoted:",
        "note_down": "The language model does not answer; these are the quotes themselves.",
        "note_slow": "The language model took too long; these are the quotes themselves.",
        "note_key": "The language model refuses the key; these are the quotes themselves.",
        "note_busy": "The language model is too busy; these are the quotes themselves.",
        "note_context": "The question with its passages is too long for the language model; these are the quotes "
        "themselves.",
        "note_stuck": "The language model kept repeating itself; these are the quotes themselves.",
        "note_failed": "The language model gave no usable answer; these are the quotes themselves.",
        "note_nothing": "No sentence that the language model wrote is borne out by the sources; these are the quotes "
        "themselves.",
        "note_refused": "The language model did not find the answer in the passages; these are the quotes that "
        "come nearest.",
        "note_broken": "The language model stopped halfway; what stands here was checked.",
        "and": "and",
        "other_language": "Quotes are in the language of the source ({languages}).",
        "not_found": "The sources do not answer that.",
        "not_found_author": "{who} says nothing about that in these sources.",
        "not_found_authors": "{who} say nothing about that in these sources.",
        "related": "These come nearest, but they do not answer your question: {items}.",
        "related_others": "Others come near this topic: {items}.",
        "item": "{who} in {where}",
        "greeting": "Hello! Ask me a question about customer experience. I look it up in {count} by "
        "{who}, and always say who said it.",
        "thanks": "You're welcome!",
        "goodbye": "Goodbye!",
        "help": "I answer questions about customer experience from {count} by {who}. Each answer shows the "
        "words themselves with author, title and date. When the answer is not there, I say so.\n\n"
        "You can ask, for example, what an author says about a topic, or for a summary of an article.",
        "written": "This piece stands in the corpus as:",
        "authors_list": "These authors are in the corpus:",
        "sources_list": "These are the sources in the corpus:",
        "one_document": "1 article",
        "documents": "{n} articles",
        "others": "others",
        "summary": "These are the key sentences of {where} by **{who}**:",
        "summary_unknown": "These are the key sentences of {where} (author unknown):",
        "summary_which": "Which article do you mean? These are the sources in the corpus:",
        "summary_none": "I cannot summarise that article: no text by the author was found in it.",
    },
}


def phrase(language: str, key: str, **values: str) -> str:
    """A phrase in the answer's language, with its places filled in."""
    return PHRASES[language][key].format(**values)


def fault_note(fault: LLMError, language: str) -> str:
    """What a reader is told where the language model failed and the quotes are the answer."""
    key = f"note_{fault.fault}"
    return phrase(language, key if key in PHRASES[language] else "note_failed")


def spell_date(date: str | None, language: str) -> str | None:
    """ "2024-02-16" -> "16 februari 2024"; "2024-10" -> "oktober 2024"; "2024" -> "2024"."""
    if not date:
        return None
    parts = date.split("-")
    month = [MONTHS[language][int(parts[1]) - 1]] if len(parts) > 1 else []
    day = [str(int(parts[2]))] if len(parts) > 2 else []
    return " ".join([*day, *month, parts[0]])


def enumerate_names(names: Sequence[str], language: str) -> str:
    """ "A, B en C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {phrase(language, 'and')} {names[-1]}"
