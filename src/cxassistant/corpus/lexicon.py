"""What the furniture of web pages says, in Dutch and English. Patterns only; where they hold is in label.py.

Every pattern describes a kind of line that any site may have; none names a site, a person or an article.
"""

from __future__ import annotations

import re


def _any(*patterns: str, whole: bool = False) -> re.Pattern[str]:
    """One pattern for lines that begin with (or, with ``whole``, consist of) one of ``patterns``."""
    end = r"[\s.:!?…»›→>]*$" if whole else ""
    return re.compile(rf"^[\W_]*(?:{'|'.join(patterns)}){end}", re.IGNORECASE)


# Buttons, menu entries and labels. Always furniture at the edges of a page; nowhere more than a label.
BUTTON = _any(
    r"(?:(?:direct|ga|spring|skip|jump|terug|back|door) )+(?:naar|to|tot)?\s*(?:de |het |main |the |hoofd)?"
    r"(?:in\W?houd|content|artikel|article|navigation|navigatie|menu|overzicht|top|boven|home|overview|all \w+|blog)",
    r"naar (?:de )?(?:in\W?houd|boven|hoofdinhoud)", r"(?:hoofd)?menu(?: (?:openen|sluiten))?", r"(?:open|close|main) menu",
    r"(?:x |× )?sluit(?:en)?(?: dit venster)?", r"(?:x |× )?close(?: this)?(?: window)?", r"to(?:p| top)", r"boven",
    r"home ?(?:page|pagina)?", r"start(?:pagina)?", r"blogs?", r"nieuws", r"news", r"columns?", r"artikelen", r"articles?",
    r"opinie", r"opinion", r"contact", r"over (?:ons|mij)", r"about(?: us| me)?", r"agenda", r"events?", r"thema['’]?s",
    r"topics", r"dossiers?", r"branche", r"whitepapers?", r"podcasts?", r"vacatures?(?:bank)?", r"jobs", r"careers",
    r"in\W?loggen", r"uitloggen", r"log ?in", r"log ?out", r"sign (?:in|up|out)", r"registreren", r"register", r"mijn \w+",
    r"abonne(?:ren|ment(?:en)?)", r"word (?:nu )?(?:abonnee|lid|member)", r"subscribe(?: now)?", r"zoek(?:en)?(?: op .*)?",
    r"search(?: .*)?", r"winkelmand(?:je)?.{0,5}", r"cart.{0,5}", r"diensten", r"services?", r"verhalen", r"team",
    r"accepteren?(?: (?:meer informatie|alles?|weigeren))?", r"accept(?: all| cookies)?", r"weigeren", r"reject(?: all)?",
    r"decline", r"meer (?:informatie|info|weten|laden|lezen)", r"more (?:information|info)", r"manage options",
    r"lees (?:meer|verder)", r"read (?:more|on)", r"continue reading", r"verder lezen", r"load more", r"show more",
    r"cookie\W?(?:-?\s?instellingen|settings|beleid|policy|verklaring|voorkeuren)?(?: wijzigen)?", r"ok(?:é|ay)?", r"begrepen",
    r"print(?: dit artikel| this (?:article|page))?", r"(?:vorige|volgende|previous|next)(?: (?:artikel|bericht|post|article))?",
    r"featured", r"uitgelicht", r"gerelateerd", r"laden", r"loading", r"vind ik leuk.*", r"like(?: this)?", r"bookmark",
    r"opslaan", r"save(?: for later)?", r"volg(?: ons)?", r"follow(?: us)?", r"rss", r"nl|en|fr|de", r"dutch|english|nederlands|engels",
    r"comments?", r"reacties?", r"privacy(?: ?(?:policy|statement|beleid|verklaring))?", r"disclaimer", r"sitemap", r"adverteren",
    r"advertise", r"algemene voorwaarden", r"terms(?: (?:of (?:use|service)|and conditions))?", r"colofon", r"imprint",
    r"toggle navigation", r"navigati(?:e|on)", r"ja ?/ ?nee", r"yes ?/ ?no", r"0 (?:reacties|comments)", r"leestijd", r"columns?",
    r"insights?", r"resources", r"products?", r"producten", r"kennisbank", r"knowledge base", r"tools", r"lezingen", r"boeken",
    r"contribute", r"newsletters?", r"nieuwsbrief", r"login", r"skip ad(?:vert(?:isement)?)?",
    whole=True,
)  # fmt: skip

# Sharing, reactions, counters: furniture wherever they stand, since no author writes them as a line.
SHARE = _any(
    r"comments powered by\b", r"(?:dit )?delen\s*:", r"deel (?:dit|deze|via|op|het)\b(?=.{0,60}$)(?!.*[.,;])", r"share\s*(?::|this|on|via|tweet)\b",
    r"(?:facebook|twitter|linkedin|whatsapp|e-?mail|pinterest|instagram|print|tweet|share|delen|x|reddit|copy link|kopieer link|"
    r"mastodon|bluesky|telegram|pin|mail|rss|xing|flipboard|bewaar|save|like|comment|follow|doorsturen)"
    r"(?:[\s,|/·•]+(?:facebook|twitter|linkedin|whatsapp|e-?mail|pinterest|instagram|print|tweet|share|delen|x|reddit|copy link|kopieer link|"
    r"mastodon|bluesky|telegram|pin|mail|rss|xing|flipboard|bewaar|save|like|comment|follow|doorsturen))*\s*$",
    r"klik om (?:dit )?(?:te|af te) ", r"click to (?:share|email|print|tweet)\b", r"like ons\b", r"volg (?:ons|mij|dit blog|\w+) (?:op|via)\b",
    r"follow (?:us|me|\w+(?: \w+)?) on\b", r"(?:luister naar|listen to) (?:dit|this) (?:artikel|article|story|column)",
    r"(?:photo|foto|image|picture|illustration|illustratie|beeld|afbeelding|header|banner|bron (?:foto|beeld|afbeelding)|cover)\W?s?\s?(?:(?:credits?|by|door|via|van|from|courtesy)\b|[:©])(?=.{1,80}$)",
    r"\d[\d.,]*\s*(?:x|keer|times)?\s*(?:bekeken|views?|likes?|shares?|claps?|reads?)\s*$",
    r"was (?:deze pagina|dit artikel|this (?:page|article|post)) (?:nuttig|helpful|useful)", r"(?:wat vond u|wat vind je|what did you think) ",
    r"(?:rate|beoordeel) (?:this|dit|deze)\b", r"(?:u|you|je|jij)(?:'ve| have)? (?:leest nog|hebt nog|heeft nog|read|reached|have)\b.*\b(?:gratis|free)\b.*\b(?:artikel|article|stor)",
    r"(?:lees|read|continue|artikel|article|story).{0,30}(?:onder|below|after|continues|gaat verder).{0,15}(?:advertentie|advert|ad\b|foto|video|below)",
    r"(?:this|deze|dit) (?:web)?(?:site|pagina) (?:works|werkt) (?:best|beter)", r"«.*»\s*$(?<=»)(?=$)", r"gesponsord|sponsored (?:by|content|post)",
)  # fmt: skip

# Cookie and privacy notices: furniture only at the edges, for an article may be about cookies.
COOKIE = re.compile(
    r"\bcookies?\b.*\b(?:gebrui[kt]\w*|plaats\w*|accepte\w*|toestemming|akkoord|instell\w*|beleid|uses?|using|accept\w*|consent|"
    r"agree\w*|settings|policy|manage|functione\w*|weiger\w*|preferences|essential|oké)\b"
    r"|\b(?:gebrui[kt]\w*|plaats\w*|accepte\w*|toestemming|akkoord|instell\w*|uses?|using|accept\w*|consent|agree\w*)\b.*\bcookies?\b"
    r"|\bwe value your privacy\b|\bstore information on (?:a|your) device\b|\b(?:your|jouw|uw) privacy (?:is|matters)\b",
    re.IGNORECASE,
)
# Banners above an article, about the site and its visitor; two such words make one.
BANNER = re.compile(
    r"\b(?:javascript|ad\W?block\w*|browser|subscri\w+|abonne\w+|lid (?:worden|van)|leden|members?(?:hip)?|logged in|ingelogd|account|gratis artikel\w*|free articles?|"
    r"donat\w+|doneer|donatie|privacy|unlimited access|onbeperkt|trial|nieuwsbrief|newsletter|cookies?|journalism|journalistiek|this (?:web)?site|deze (?:web)?site|this month|deze maand)\b",
    re.IGNORECASE,
)
FOOTER = _any(
    r"©", r"\(c\) ?\d{4}", r"copyright\b", r"all rights reserved", r"alle rechten voorbehouden", r"logo\b", r"kvk\b", r"btw\b", r"powered by\b",
    r"(?:partners|sponsors)\s*:", r"website (?:door|by)\b", r"(?:bron|source)\s*:\s*\S", r"(?:lees|zie|read) (?:eerst )?(?:onze|our)\b", r"reageren\?",
    r"(?:vorige|volgende|previous|next)\b.{0,20}:", r"(?:wil|wilt|would|want) (?:je|u|you)?\W?(?:to )?(?:reageren|reacties?|respond|comment)\b", r"(?:reageer|mail|respond|write) (?:naar|via|to)\b.{0,60}$", r"(?:wil|wilt) (?:je|u) (?:ons|adverteren|meeschrijven)", r"(?:pitch|write for) us",
    r"\+?\d[\d\s().-]{8,}$", r"(?:tel|e-?mail|mail|telefoon|phone)[.:]",
)  # fmt: skip
NEWSLETTER = re.compile(
    r"^[\W_]*(?:schrijf (?:je|u)|meld (?:je|u)|abonneer|ontvang|blijf (?:op de hoogte|bij)|mis (?:niets|nooit|geen)|wil (?:je|u)|voeg je bij|subscribe|"
    r"sign up|get\b|join\b|receive|never miss|don['’]t miss|stay (?:up|in|informed)|want (?:more|to)|enjoy(?:ed|ing)? this|like what you|vond je dit|"
    r"elke week|every week|onze|our|the|de|gratis|free)"
    r".{0,120}(?:nieuwsbrief|newsletter|\binbox|mailbox|e-?mailupdates|weekly email|email updates|abonnees|subscribers|readers)\b",
    re.IGNORECASE,
)
LABEL = _any(
    r"(?:dossier|categorie(?:ën)?|categor(?:y|ies)|tags?|thema['’]?s?|topics?|filed (?:under|in)|posted in|geplaatst in|onderwerp(?:en)?|rubriek|"
    r"trefwoord(?:en)?|keywords?|sectie|section|labels?|serie|series|leestijd|reading time|niveau|level|branche|sector)\s*:",
    r"(?:geplaatst|filed|posted) (?:in|onder|under)\b", r"(?:dit|deze|this) (?:bericht|entry|post|item|artikel|article) (?:is|werd|was) (?:geplaatst|gepost|posted|filed)\b.{0,10}\b(?:in|onder|under)\b",
    r"\(?\d+[\s-]*(?:min(?:uten|uut|utes?|s)?\.?|minuten)[\s-]*(?:leestijd|lezen|leeswerk|read(?:ing)?(?: time)?)?\)?\s*$",
)  # fmt: skip

# From here on the page shows other things than the article.
RELATED = _any(
    r"(?:ook interessant|lees ook|lees verder|lees meer|bekijk ook|zie ook|gerelateerd\w*|verwante?|meer lezen|meest gelezen|populair\w*|aanbevolen|"
    r"(?:andere|eerdere|meer|recente|laatste|nieuwste|vorige|vergelijkbare|overige|alle) (?:artikel\w*|blogs?|columns?|verhalen|berichten|nieuws|posts?|brieven|"
    r"afleveringen|uit deze (?:serie|reeks)|over dit onderwerp|van deze auteur|in deze (?:serie|reeks))|dit vind je (?:misschien )?ook|ook op deze site|tips? voor jou|"
    r"read (?:also|next|more)|also (?:read|interesting|see)|see also|up next|next up|related(?: \w+)?|you (?:may|might) (?:also )?(?:like|enjoy)\b.*|"
    r"more (?:stories|articles|posts|columns|from|by|like|on this)\b.*|most (?:popular|read)\b.*|popular (?:posts|articles|now)|recent (?:posts|articles|stories)|"
    r"recommended(?: \w+){0,3}|trending(?: now)?|latest (?:posts|articles|news|stories)|further reading|keep reading|what to read next|from the archives?|"
    r"(?:ook |also )?(?:in deze reeks|in this series)|(?:more |meer )?(?:uit|from) (?:het|the) archie\w*)",
    whole=True,
)
RELATED_INLINE = _any(
    r"(?:ook interessant|lees (?:ook|verder|meer)|bekijk ook|zie ook|gerelateerd\w*|read (?:also|next|more)|also read|see also|related(?: \w+)?|"
    r"aanrader|verder lezen|meer lezen|luister ook|kijk ook)\s*[:>»–-]\s*\S",
)  # fmt: skip
# A count or a form tells that comments follow; the bare word may also be a heading of the article.
COMMENTS_SURE = re.compile(r"\d|\b(?:leave|geef|laat|plaats|e-?mail|verzenden|closed|gesloten|join|post|add)\b", re.IGNORECASE)
COMMENTS = _any(
    r"(?:\d+|één|one|een)? ?(?:reacties?|comments?|responses?|gedachten?|thoughts?|antwoorden)(?: \(\d+\))?(?: zijn gesloten| are closed| (?:op|over|on|to) .*)?[\s.:]*$",
    r"(?:geef|laat|plaats|schrijf) (?:een|je|uw) (?:reactie|antwoord|bericht)\b.*", r"leave a (?:reply|comment)\b.*", r"(?:join|start) the (?:conversation|discussion)\b.*",
    r"reacties zijn\b.*", r"comments are\b.*", r"reageer(?: hieronder| op .*)?[\s:!]*$", r"wat vind jij\? (?:reageer|laat).*", r"(?:post|add|write) a comment\b.*",
    r"reactie (?:verzenden|annuleren|plaatsen)\b.*", r"(?:het|je|uw|your) e-?mail\W?(?:adres| address) (?:wordt|zal|will)\b.*", r"reageren\?.*", r"what readers (?:say|think)\b.*", r"lezersreacties\b.*",
)  # fmt: skip
SHARE_BLOCK = _any(r"(?:dit )?delen", r"dit delen", r"deel dit(?: \w+)?", r"share(?: this(?: \w+)?)?", whole=True)
ABOUT_AUTHOR = _any(
    r"(?:over|about|wie is|meet|meer over) (?:de|the|deze|this|onze|our) (?:auteur|author|schrijver|schrijfster|writer|columnist|blogger|gastblogger|contributor)\w*",
    r"(?:auteurs?|author|schrijver|about me|author bio|bio(?:graphy|grafie)?)",
    whole=True,
)
TOC = _any(r"op deze pagina|inhoud(?:sopgave)?|in dit artikel|in this article|on this page|table of contents|contents", whole=True)

# Adverts: a label or an event, with a call to act. See label.py for how they add up.
AD_LABEL = _any(
    r"tip\s*[:!]", r"advert(?:entie|orial|isement|isment)\w*", r"webinar\b", r"white\s?paper\b", r"e-?book\b", r"event\b", r"evenement\b", r"training\b", r"cursus\b",
    r"workshop\b", r"master\s?class\b", r"congres\b", r"conference\b", r"podcast\b", r"save the date", r"sponsored\b", r"gesponsord\b", r"promotie\b", r"promoted\b",
    r"download\b", r"agenda\b", r"mis het niet", r"don['’]t miss", r"opleiding\b", r"course\b", r"vacature\b", r"hiring\b", r"aanbieding\b", r"\[?ad\]?\b",
)  # fmt: skip
AD_ONLY_LABEL = _any(r"advert(?:entie|orial|isement|isment)(?:\s*[-–—:|].*)?", r"sponsored(?: content)?", r"gesponsord", r"\[?ad\]?", whole=True)
AD_EVENT = re.compile(
    r"\b(?:\w*-?event|congres|summit|conference|conferentie|webinar|training|cursus|workshops?|master\s?class|white\s?paper|e-?book|seminar|symposium|tickets?|"
    r"early[\s-]bird|korting|discount|opleiding|leergang|course|live \d{4}|\d{4} live|award|keynote|inspiratiesessie|kennissessie|meetup|bootcamp|"
    r"demo|trial|proef\w*|vacature|toolkit|sjabloon|template|checklist)\b",
    re.IGNORECASE,
)
AD_CALL = re.compile(
    r"(?:^|[.!?–—:|•-]\s+|\bnu |\()(?:bestel|download|aanmelden|inschrijven|schrijf (?:je|u)|meld (?:je|u)|registreer|register|book|boek|koop|buy|claim|reserve\w*|get your|"
    r"vraag .{0,20}aan|klik hier|click here|bekijk (?:het|de|dit|alle|hier)|lees meer over dit|learn more|find out more|nog \d+ plaatsen|(?:\w+ )?places? (?:now )?available|"
    r"gratis|free|sign up|join us|schrijf|early[\s-]bird|alleen voor leden|members only|secure your|save your|plan (?:een|je|uw) (?:\w+ )?(?:kennismaking|demo|gesprek|afspraak))\b"
    r"|(?:aanmelden|inschrijven|download|register|tickets?|bestel nu|places now available|book now|meer informatie|sign up|schrijf je (?:nu )?in)\W*$",
    re.IGNORECASE,
)
AD_CLOSE = _any(
    r"(?:lees|read|find out|learn|ontdek|bekijk|check) (?:meer|more|hier|alles|all|het programma|the programme?).{0,60}"
    r"(?:evenement|event|congres|training|webinar|conference|summit|workshop|programma|programme?|cursus|course|masterclass)",
    r"(?:meld (?:je|u)|schrijf (?:je|u)|aanmelden|inschrijven|bestel|register|registreer|book|boek|koop|download|sign up|tickets?|get your|reserveer|claim)\b.{0,60}$",
)  # fmt: skip

# Letters.
SALUTATION = re.compile(
    r"^(?:beste|hey|hé|hoi|hi|dag|hallo|lieve|geachte|waarde|dear|hello|goedemorgen|ha)\b[^.?!:;]{1,70}[,!]?$", re.IGNORECASE
)
_SIGN_OFF_PHRASES = (
    r"tot (?:zover|gauw|snel|ziens|schrijfs|de volgende(?: keer)?|(?:de )?volgende \w+|morgen|dan|later)(?: dus| maar| weer)?",
    r"(?:met )?(?:een )?(?:vriendelijke|hartelijke?|warme|lieve|zonnige|beste|fijne|hoogachtende|collegiale|hartelijkste)? ?groet(?:en|jes)?(?: (?:en|uit|van|aan)\b[^.!?]{0,60})?",
    r"hoogachtend", r"liefs", r"(?:een )?warme groet", r"gegroet", r"hartelijks?", r"xx?x?",
    r"(?:with )?(?:(?:kind|best|warm(?:est)?|many|all the|with) )?(?:regards|wishes|best|thanks)(?: from [^.!?]{1,40})?", r"best", r"yours(?: \w+)?", r"sincerely(?: yours)?",
    r"cheers", r"warmly", r"respectfully(?: yours)?", r"(?:see you|talk|until|till|speak) (?:soon|later|next \w+|then|again)(?: \w+)?", r"that['’]?s (?:all|it) for (?:now|today|this \w+)",
    r"(?:i )?look(?:ing)? forward to (?:your|hearing) [^.!?]{1,40}", r"over en uit", r"over and out", r"dank (?:je|u)(?: wel)?(?: en [^.!?]{1,30})?",
)  # fmt: skip
SIGN_OFF = re.compile(rf"^(?:(?:{'|'.join(_SIGN_OFF_PHRASES)})[\s.,!…]*)+$", re.IGNORECASE)

# Notes about the article itself, kept as the words of an editor.
EDITOR_NOTE = re.compile(
    r"^[\W_]*(?:(?:dit|deze|this|the|het|bovenstaande?|the above) (?:\w+ )?(?:artikel|blog\w*|column|bijdrage|interview|tekst|stuk|verhaal|brief|essay|article|post|piece|story|"
    r"interview|text|letter|excerpt|fragment|bewerking|publicatie|opinie\w*) (?:is|was|werd|verscheen|has been|first|originally|appeared|komt uit|stond|maakt deel)\b"
    r".{0,40}\b(?:bewerk\w*|vertaal\w*|vertaling|verschenen|verscheen|gepubliceerd|overgenomen|geplaatst|adapted|adaptation|translat\w+|published|appeared|"
    r"excerpt\w*|reprinted|republished|edited|ingekort|samenvatting|eerder|fragment|oorspronkelijk|originally|first)\b"
    r"|(?:vertaling|vertaald door|translat(?:ed (?:by|from)|ion)|uit het \w+ vertaald|bewerking|bewerkt door|adapted (?:by|from))\b.{2,120}$"
    r"|(?:dit|deze|this) \w+ verscheen\b"
    r"|(?:oorspronkelijk|eerder|originally|first|previously) (?:verschenen|gepubliceerd|published|appeared|posted)\b"
    r"|(?:noot|naschrift|toelichting|opmerking)(?: van)? (?:de )?redactie\b|editor['’]?s note\b|\[?(?:red|redactie|ed)\.?\s*:"
    r"|(?:note from the editors?|correction|rectificatie|correctie|disclosure|update)\s*:)",
    re.IGNORECASE,
)
ABOUT_OUR_WRITER = re.compile(
    r"\b(?:onze|our) (?:\w+ )?(?:verslaggever|verslaggeefster|redacteur|columniste?|correspondente?|gastblogger|medewerker|auteur|reporter|contributor|writer|correspondent|guest author)\b",
    re.IGNORECASE,
)
