"""Whole pages of many kinds of sites, around the same article: who is named, and what is left of the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from cxassistant.corpus import CorpusFile, read_source

EN = (
    "I have spent most of my working life listening to recordings of people who wanted to return a kettle. "
    "It taught me more about design than any school did, and it certainly taught me patience.",
    "Most companies believe that speed is what callers want. In my files the opposite is true: of the 300 calls "
    "I scored last year, the best rated ones were among the longest.",
    "The measure",
    "“We stopped timing people and nothing terrible happened,” said Laura Whitfield, who runs a support floor in "
    "Bristol. Her managers had predicted chaos. What they got was fewer repeat calls.",
    "Not everyone agrees. Finance departments like a number that fits in a cell, and handle time fits beautifully.",
    "Why does this matter?",
    "So let me suggest a small experiment for next week. Switch the wallboard off for one morning and ask each "
    "agent to write down what they could not solve.",
)
NL = (
    "Vorige maand stond ik in de rij bij een postkantoor dat geen postkantoor meer is. Het is nu een hoek in een "
    "drogisterij, tussen de shampoo en de hoestdrank.",
    "Wie goed kijkt, ziet daar hoe dienstverlening werkelijk werkt. De man vroeg niet naar mijn klantnummer maar "
    "naar mijn moeder, want het pakket was voor haar.",
    "Wat we meten",
    "‘Wij sturen op doorlooptijd en niet op humeur,’ zei een regiomanager mij eens. Ik geloofde hem meteen. Je kunt "
    "het aan de winkels zien: alles klopt, niets beklijft.",
    "Natuurlijk is tijd geld. Maar wie alleen seconden telt, krijgt een organisatie die snel nergens aankomt.",
    "Hoe dan wel?",
    "Mijn voorstel is klein en goedkoop. Laat medewerkers één vraag per dag zelf bedenken die niet in het script "
    "staat, en bespreek de antwoorden op vrijdag.",
)
KETTLE = "What a kettle taught me about service"
COUNTER = "De man achter de balie weet van alles een beetje"


@dataclass(frozen=True)
class Page:
    name: str
    language: str
    head: str  # lines, divided by " / "
    tail: str
    authors: list[str] = field(default_factory=list)
    publisher: str | None = None
    date: str | None = None
    title: str = ""
    editorial: int = 0


PAGES = [
    Page("a blogging platform", "en",
         "Skip to navigation / Open in app / Sign up / Sign in / {T} / Jane Holloway / · / Follow / 5 min read / · / "
         "Mar 3, 2021 / Listen / Share",
         "Customer Service / Leadership / Call Centers / -- / 2 / Written by Jane Holloway / 1.2K Followers / "
         "Service designer, occasional baker. / Follow / More from Jane Holloway / The toaster papers / Help / Privacy",
         ["Jane Holloway"], None, "2021-03-03"),
    Page("a personal blog", "en",
         "HOME / ABOUT / BLOG / SPEAKING / CONTACT / {T} / Posted on May 12, 2019 by Mark Ellison / Reading Time: 4 minutes",
         "Share this: / Click to share on Twitter (Opens in new window) / Like this: / Like Loading... / Related / "
         "The toaster papers / June 2, 2018 / About Mark Ellison / Mark Ellison is the founder of Kettle Works. / "
         "View all posts by Mark Ellison → / Leave a Reply / Your email address will not be published. / Recent Posts",
         ["Mark Ellison"], None, "2019-05-12"),
    Page("a trade magazine", "en",
         "The Contact Review | {T} / The Contact Review / News Features Opinion Events Directory / Opinion / {T} / "
         "14 September 2020 / Words: Owen Price-Jones  Photography: Lin Wei",
         "Owen Price-Jones is a former call centre manager and a consultant in Cardiff. / Tagged with: calls, metrics / "
         "Read also / Ten headsets compared / Comments (2) / Dave: Spot on. / © 2020 The Contact Review. / Privacy policy",
         ["Owen Price-Jones"], "The Contact Review", "2020-09-14"),
    Page("two authors, a standfirst and an origin", "en",
         "{T} / By Amara Okafor and Tom Reilly / January 2018 / Two former team leaders look back. Amara Okafor and Tom "
         "Reilly argue that handle time is the wrong measure. / Photo by Elena Ruiz on Unsplash",
         "This article was first published in Floor Talk, issue 12. / Subscribe to our newsletter for more like this.",
         ["Amara Okafor", "Tom Reilly"], "Floor Talk", "2018-01", editorial=2),
    Page("a news site that shouts", "en",
         "Sign in / Subscribe / We use cookies to give you the best experience. By using this site you agree to our "
         "cookie policy. / Accept all / OPINION | CONTACT CENTRES / {T} / By PRIYA NAIR-COLLINS / "
         "Updated 11:20 AM EST, Tue February 4, 2020",
         "Editor’s note: Views expressed here are the author’s own. / MORE FROM OPINION / The toaster papers / "
         "Advertisement / About us  Contact us  Help  Advertise",
         ["Priya Nair-Collins"], None, "2020-02-04", editorial=1),
    Page("a letter", "en", "{T} / Dear Samuel,", "With kind regards, / Harriet Bloomfield / Leeds, 2 October 2016",
         ["Harriet Bloomfield"], None, "2016-10-02"),
    Page("a nameless blog with long comments", "en",
         "Service Matters (blog) / « Previous post / Next post » / {T} / Filed under: Measuring, Rants / "
         "October 7th, 2015 · 14 Comments",
         "14 responses to “{T}” / Bob Marsh says: / October 8th, 2015 at 9:12 am / Great post, I used to run a floor of "
         "forty people and we saw the same thing every quarter. / Reply / Ann says: / Agree. / Leave a comment",
         [], "Service Matters", "2015-10-07"),
    Page("a byline at the very end", "en", "Tuesday, June 23, 2015 / {T}",
         "Posted by Colin Frayn at 10:14 PM / Labels: kettles, service / No comments: / Post a Comment / Older Post / Home",
         ["Colin Frayn"], None, "2015-06-23"),
    Page("a site name that looks like a person", "en",
         "https://www.floortalk.example/kettle / {T} - Floor Talk / By: Staff writer / Published: 2021-11-30T08:00:00Z",
         "Source: Floor Talk / Tags / kettles / service", [], "Floor Talk", "2021-11-30"),
    Page("a paywall notice above the title", "en",
         "Skip to content / Counter Culture / News  Analysis  People  Jobs / You have 2 free articles remaining this "
         "month. Subscribe for unlimited access to everything we publish. / Analysis / {T} / Amara Okafor / 21 Aug 2018 / "
         "Comments 3",
         "About Amara / Amara Okafor writes about shops. / Top stories / The toaster papers / Sign up for the Counter "
         "Culture briefing", ["Amara Okafor"], "Counter Culture", "2018-08-21"),
    Page("a notice, and comments above the article", "en",
         "Kettlemag / This site requires JavaScript to function properly. Please enable it in your browser settings to "
         "continue. / Sections / Search / {T} / by Tom Reilly / 8 comments / 29 Jan 2020",
         "Tom Reilly works at a kettle company. / Enjoyed this? Share it with a friend. / (c) Kettlemag 2020",
         ["Tom Reilly"], "Kettlemag", "2020-01-29"),
    Page("a builder's theme", "nl",
         "Ga naar de inhoud / Menu / Home / Over / Blog / Contact / {T} / door Karin de Wit | 3 okt 2022 | Blog, "
         "Dienstverlening | 0 Reacties",
         "Reactie verzenden Reactie annuleren / Het e-mailadres wordt niet gepubliceerd. / Recente berichten / Bel mij niet",
         ["Karin de Wit"], None, "2022-10-03"),
    Page("a column", "nl", "{T} / Column Jelle Postma",
         "Jelle Postma is adviseur dienstverlening bij bureau Loket 3. / Reageren? jelle@loket3.example", ["Jelle Postma"]),
    Page("a Dutch trade magazine", "nl",
         "Vakblad Balie / Abonneren | Inloggen / OPINIE / {T} / Auteur: drs. M. (Marit) van den Heuvel / Gepubliceerd op: "
         "woensdag 5 juni 2019 / Leestijd: 3 minuten",
         "Foto: Stockfoto / Deel dit artikel / Meest gelezen / 1. Bel mij niet / Meld je aan voor de wekelijkse "
         "nieuwsbrief van Vakblad Balie / © Vakblad Balie 2019", ["M. van den Heuvel"], "Vakblad Balie", "2019-06-05"),
    Page("a standfirst and a bio with a year of birth", "nl",
         "{T} / Tekst Noor Kuipers, beeld Sjef Maas / In de drogisterij staat een man die alles weet. Noor Kuipers keek "
         "een ochtend mee en zag wat loyaliteit betekent.",
         "Lees ook: Bel mij niet / Noor Kuipers (1984) schrijft over winkels en mensen.", ["Noor Kuipers"], editorial=1),
    Page("a date and comments with dates", "nl", "Geplaatst door Hans Terlouw op 12-08-2013 om 10:32 / {T}",
         "Reacties / Piet zegt: / 13-08-2013 om 11:02 / Mooi stuk! Bij ons in het dorp gaat het precies zo, en de man is "
         "er nog steeds elke dag te vinden.", ["Hans Terlouw"], None, "2013-08-12"),
    Page("an interview without a byline", "nl", "In gesprek met Teun Zwart: de man achter de balie",
         "Teun Zwart is eigenaar van drogisterij De Zwarte Kat.", title="In gesprek met Teun Zwart: de man achter de balie"),
    Page("a first name that fits nobody", "nl", "{T} / Beste Els,", "Groetjes uit Assen, / Mieke"),
    Page("a letter in full", "nl", "{T} / Utrecht, maart 2017 / Lieve Els en Ton,",
         "Tot de volgende keer! / Mieke Sanders", ["Mieke Sanders"], None, "2017-03"),
    Page("a translation", "nl", "Direct naar content / Vertaling: Truus Vos / {T} / By Graham Leigh",
         "Oorspronkelijk verschenen in The Counter. Vertaald door Truus Vos.", ["Graham Leigh"], "The Counter", editorial=2),
    Page("a reporter of a paper for members", "nl",
         "Retailnieuws / Dit artikel is alleen voor leden. U bent ingelogd als gast en kunt nog een artikel lezen deze "
         "maand. / Mijn account / Uitloggen / {T} / Door onze verslaggever Pim de Graaf / Deventer - 3 februari 2016",
         "Dit bericht is geplaatst in Winkels. / © Retailnieuws", ["Pim de Graaf"], "Retailnieuws", "2016-02-03"),
    Page("a breadcrumb and a name with a job", "nl",
         "De Balie / Onafhankelijk vakblad voor dienstverleners sinds 1998 / Home › Opinie › {T} / {T} / Mieke Sanders / "
         "Adviseur / ma 4 mei 2020, 07:30",
         "Wilt u reageren? Mail de redactie. / Volg De Balie op LinkedIn / Andere lezers bekeken ook / Bel mij niet",
         ["Mieke Sanders"], "De Balie", "2020-05-04"),
]  # fmt: skip


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages_are_reduced_to_their_article_and_its_metadata(page: Page, tmp_path: Path) -> None:
    article = EN if page.language == "en" else NL
    title = page.title or (KETTLE if page.language == "en" else COUNTER)
    head, tail = ("\n".join(part.replace("{T}", title).split(" / ")) for part in (page.head, page.tail))
    path = tmp_path / "page.txt"
    path.write_text(f"{head}\n\n" + "\n\n".join(article) + f"\n\n{tail}", encoding="utf-8")
    source = read_source(CorpusFile("page.txt", path, ""))

    assert (source.title, list(source.authors), source.publisher, source.date, source.language) == (
        title, page.authors, page.publisher, page.date, page.language
    )  # fmt: skip
    texts = [(source.text[block.start : block.end], block.voice) for block in source.blocks]
    assert [text for text, voice in texts if voice == "author"] == list(article)
    assert sum(voice == "editorial" for _, voice in texts) == page.editorial
