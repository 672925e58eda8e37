"""What the furniture of web pages says, in Dutch and English. Patterns only; where they hold is in label.py.

Every pattern describes a kind of line that any site may have; none names a site, a person or an article.
"""

from __future__ import annotations

import re


def line_pattern(*patterns: str, whole: bool = False) -> re.Pattern[str]:
    """One pattern for lines that begin with (or, with ``whole``, consist of) one of ``patterns``."""
    end = r"[\s.:!?…»›→>]*$" if whole else ""
    return re.compile(rf"^[\W_]*(?:{'|'.join(patterns)}){end}", re.IGNORECASE)


# Buttons, menu entries and labels. Always furniture at the edges of a page; nowhere more than a label.
BUTTON = line_pattern(
    r"(?:(?:direct|ga|spring|skip|jump|terug|back|door) )+(?:naar|to|tot)?\s*(?:de |het |main |the |"
    r"hoofd)?(?:in\W?houd|content|artikel|article|navigation|navigatie|menu|overzicht|top|boven|home|"
    r"overview|all \w+|blog)|naar (?:de )?(?:in\W?houd|boven|hoofdinhoud)|(?:hoofd)?menu(?: (?:openen|"
    r"sluiten))?|(?:open|close|main) menu|(?:x |× )?sluit(?:en)?(?: dit venster)?|(?:x |"
    r"× )?close(?: this)?(?: window)?|to(?:p| top)|boven|home ?(?:page|pagina)?|start(?:pagina)?|"
    r"blogs?|nieuws|news|columns?|artikelen|articles?|opinie|opinion|contact|over (?:ons|mij)|"
    r"about(?: us| me)?|agenda|events?|thema['’]?s|topics|dossiers?|branche|whitepapers?|podcasts?|"
    r"vacatures?(?:bank)?|jobs|careers|in\W?loggen|uitloggen|log ?in|log ?out|sign (?:in|up|out)|"
    r"registreren|register|mijn \w+|abonne(?:ren|ment(?:en)?)|word (?:nu )?(?:abonnee|lid|member)|"
    r"subscribe(?: now)?|zoek(?:en)?(?: op .*)?|search(?: .*)?|winkelmand(?:je)?.{0,5}|cart.{0,5}|"
    r"diensten|services?|verhalen|team|accepteren?(?: (?:meer informatie|alles?|weigeren))?|"
    r"accept(?: all| cookies)?|weigeren|reject(?: all)?|decline|meer (?:informatie|info|weten|laden|"
    r"lezen)|more (?:information|info)|manage options|lees (?:meer|verder)|read (?:more|on)|"
    r"continue reading|verder lezen|load more|show more|cookie\W?(?:-?\s?instellingen|settings|beleid|"
    r"policy|verklaring|voorkeuren)?(?: wijzigen)?|ok(?:é|ay)?|begrepen|print(?: dit artikel|"
    r" this (?:article|page))?|(?:vorige|volgende|previous|next)(?: (?:artikel|bericht|post|article))?|"
    r"featured|uitgelicht|gerelateerd|laden|loading|vind ik leuk.*|like(?: this)?|bookmark|opslaan|"
    r"save(?: for later)?|volg(?: ons)?|follow(?: us)?|rss|nl|en|fr|de|dutch|english|nederlands|engels|"
    r"comments?|reacties?|privacy(?: ?(?:policy|statement|beleid|verklaring))?|disclaimer|sitemap|"
    r"adverteren|advertise|algemene voorwaarden|terms(?: (?:of (?:use|service)|and conditions))?|"
    r"colofon|imprint|toggle navigation|navigati(?:e|on)|ja ?/ ?nee|yes ?/ ?no|0 (?:reacties|comments)|"
    r"leestijd|columns?|insights?|resources|products?|producten|kennisbank|knowledge base|tools|"
    r"lezingen|boeken|contribute|newsletters?|nieuwsbrief|login|skip ad(?:vert(?:isement)?)?",
    whole=True,
)

# Sharing, reactions, counters: furniture wherever they stand, since no author writes them as a line.
SHARE = line_pattern(
    r"comments powered by\b|(?:dit )?delen\s*:|deel (?:dit|deze|via|op|het)\b(?=.{0,60}$)(?!.*[.,;])|"
    r"share\s*(?::|this|on|via|tweet)\b|(?:facebook|twitter|linkedin|whatsapp|e-?mail|pinterest|"
    r"instagram|print|tweet|share|delen|x|reddit|copy link|kopieer link|mastodon|bluesky|telegram|pin|"
    r"mail|rss|xing|flipboard|bewaar|save|like|comment|follow|doorsturen)(?:[\s,|/·•]+(?:facebook|"
    r"twitter|linkedin|whatsapp|e-?mail|pinterest|instagram|print|tweet|share|delen|x|reddit|copy link|"
    r"kopieer link|mastodon|bluesky|telegram|pin|mail|rss|xing|flipboard|bewaar|save|like|comment|"
    r"follow|doorsturen))*\s*$|klik om (?:dit )?(?:te|af te) |click to (?:share|email|print|tweet)\b|"
    r"like ons\b|volg (?:ons|mij|dit blog|\w+) (?:op|via)\b|follow (?:us|me|\w+(?: \w+)?) on\b|"
    r"(?:luister naar|listen to) (?:dit|this) (?:artikel|article|story|column)|(?:(?:enjoyed|liked|"
    r"loved|like) (?:this|what)\b|vond (?:je|u) dit\b|(?:interessant|leuk|goed)\? deel).{0,60}$|"
    r"(?:photo|foto|image|picture|illustration|illustratie|beeld|afbeelding|header|banner|bron (?:foto|"
    r"beeld|afbeelding)|cover)\W?s?\s?(?:(?:credits?|by|door|via|van|from|courtesy)\b|"
    r"[:©])(?=.{1,80}$)|\d[\d.,]*\s*(?:x|keer|times)?\s*(?:bekeken|views?|likes?|shares?|claps?|"
    r"reads?)\s*$|was (?:deze pagina|dit artikel|this (?:page|article|post)) (?:nuttig|helpful|useful)|"
    r"(?:wat vond u|wat vind je|what did you think) |(?:rate|beoordeel) (?:this|dit|deze)\b|(?:u|you|"
    r"je|jij)(?:'ve| have)? (?:leest nog|hebt nog|heeft nog|read|reached|have)\b.*\b(?:gratis|"
    r"free)\b.*\b(?:artikel|article|stor)|(?:lees|read|continue|artikel|article|story).{0,30}(?:onder|"
    r"below|after|continues|gaat verder).{0,15}(?:advertentie|advert|ad\b|foto|video|below)|(?:this|"
    r"deze|dit) (?:web)?(?:site|pagina) (?:works|werkt) (?:best|beter)|«.*»\s*$(?<=»)(?=$)|gesponsord|"
    r"sponsored (?:by|content|post)",
)

# Cookie and privacy notices: furniture only at the edges, for an article may be about cookies.
COOKIE = re.compile(
    r"\bcookies?\b.*\b(?:gebrui[kt]\w*|plaats\w*|accepte\w*|toestemming|akkoord|instell\w*|beleid|"
    r"uses?|using|accept\w*|consent|"
    r"agree\w*|settings|policy|manage|functione\w*|weiger\w*|preferences|essential|oké)\b"
    r"|\b(?:gebrui[kt]\w*|plaats\w*|accepte\w*|toestemming|akkoord|instell\w*|uses?|using|accept\w*|"
    r"consent|agree\w*)\b.*\bcookies?\b"
    r"|\bwe value your privacy\b|\bstore information on (?:a|your) device\b|\b(?:your|jouw|"
    r"uw) privacy (?:is|matters)\b",
    re.IGNORECASE,
)
# Banners above an article, about the site and its visitor; two such words make one.
BANNER = re.compile(
    r"\b(?:javascript|ad\W?block\w*|browser|subscri\w+|abonne\w+|lid (?:worden|van)|leden|"
    r"members?(?:hip)?|logged in|ingelogd|account|gratis artikel\w*|free articles?|"
    r"donat\w+|doneer|donatie|privacy|unlimited access|onbeperkt|trial|nieuwsbrief|newsletter|cookies?|"
    r"journalism|journalistiek|this (?:web)?site|deze (?:web)?site|this month|deze maand)\b",
    re.IGNORECASE,
)
FOOTER = line_pattern(
    r"©|\(c\) ?\d{4}|copyright\b|all rights reserved|alle rechten voorbehouden|logo\b|kvk\b|btw\b|"
    r"powered by\b|(?:partners|sponsors)\s*:|website (?:door|by)\b|(?:bron|source)\s*:\s*\S|(?:lees|"
    r"zie|read) (?:eerst )?(?:onze|our)\b|reageren\?|(?:vorige|volgende|previous|next)\b.{0,20}:|"
    r"(?:wil|wilt|would|want) (?:je|u|you)?\W?(?:to )?(?:reageren|reacties?|respond|comment)\b|"
    r"(?:reageer|mail|respond|write) (?:naar|via|to)\b.{0,60}$|(?:wil|wilt) (?:je|u) (?:ons|adverteren|"
    r"meeschrijven)|(?:pitch|write for) us|(?!\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$)"
    r"\+?\d[\d\s().-]{8,}$|(?:tel|e-?mail|mail|telefoon|phone)[.:]",
)
NEWSLETTER = re.compile(
    r"^[\W_]*(?:schrijf (?:je|u)|meld (?:je|u)|abonneer|ontvang|blijf (?:op de hoogte|bij)|"
    r"mis (?:niets|nooit|geen)|wil (?:je|u)|voeg je bij|subscribe|"
    r"sign up|get\b|join\b|receive|never miss|don['’]t miss|stay (?:up|in|informed)|want (?:more|to)|"
    r"enjoy(?:ed|ing)? this|like what you|vond je dit|"
    r"elke week|every week|onze|our|the|de|gratis|free)"
    r".{0,120}(?:nieuwsbrief|newsletter|\binbox|mailbox|e-?mailupdates|weekly email|email updates|"
    r"abonnees|subscribers|readers)\b",
    re.IGNORECASE,
)
LABEL = line_pattern(
    r"(?:dossier|categorie(?:ën)?|categor(?:y|ies)|tags?|thema['’]?s?|topics?|filed (?:under|in)|"
    r"posted in|geplaatst in|onderwerp(?:en)?|rubriek|trefwoord(?:en)?|keywords?|sectie|section|"
    r"labels?|serie|series|leestijd|reading time|niveau|level|branche|sector)\s*:|(?:geplaatst|filed|"
    r"posted) (?:in|onder|under)\b|(?:dit|deze|this) (?:bericht|entry|post|item|artikel|article) (?:is|"
    r"werd|was) (?:geplaatst|gepost|posted|filed)\b.{0,10}\b(?:in|onder|under)\b|"
    r"\(?\d+[\s-]*(?:min(?:uten|uut|utes?|s)?\.?|minuten)[\s-]*(?:leestijd|lezen|leeswerk|"
    r"read(?:ing)?(?: time)?)?\)?\s*$",
)

# From here on the page shows other things than the article.
RELATED = line_pattern(
    r"(?:ook interessant|lees ook|lees verder|lees meer|bekijk ook|zie ook|gerelateerd\w*|verwante?|"
    r"meer lezen|meest gelezen|populair\w*|aanbevolen|(?:andere|eerdere|meer|recente|laatste|nieuwste|"
    r"vorige|vergelijkbare|overige|alle) (?:artikel\w*|blogs?|columns?|verhalen|berichten|nieuws|"
    r"posts?|brieven|afleveringen|uit deze (?:serie|reeks)|over dit onderwerp|van deze auteur|"
    r"in deze (?:serie|reeks))|dit vind je (?:misschien )?ook|ook op deze site|tips? voor jou|"
    r"read (?:also|next|more)|also (?:read|interesting|see)|see also|up next|next up|related(?: \w+)?|"
    r"you (?:may|might) (?:also )?(?:like|enjoy)\b.*|more (?:stories|articles|posts|columns|from|by|"
    r"like|on this)\b.*|most (?:popular|read)\b.*|popular (?:posts|articles|now)|recent (?:posts|"
    r"articles|stories)|recommended(?: \w+){0,3}|trending(?: now)?|latest (?:posts|articles|news|"
    r"stories)|further reading|keep reading|what to read next|from the archives?|(?:ook |"
    r"also )?(?:in deze reeks|in this series)|(?:more |meer )?(?:uit|from) (?:het|the) archie\w*)",
    whole=True,
)
RELATED_INLINE = line_pattern(
    r"(?:ook interessant|lees (?:ook|verder|meer)|bekijk ook|zie ook|gerelateerd\w*|read (?:also|next|"
    r"more)|also read|see also|related(?: \w+)?|aanrader|verder lezen|meer lezen|luister ook|"
    r"kijk ook)\s*[:>»–-]\s*\S",
)
# A count or a form tells that comments follow; the bare word may also be a heading of the article.
COMMENTS_SURE = re.compile(
    r"\d|\b(?:leave|geef|laat|plaats|e-?mail|verzenden|closed|gesloten|join|post|add)\b", re.IGNORECASE
)
COMMENTS = line_pattern(
    r"(?:\d+|één|one|een)? ?(?:reacties?|comments?|responses?|gedachten?|thoughts?|"
    r"antwoorden)(?: \(\d+\))?(?: zijn gesloten| are closed| (?:op|over|on|to) .*)?[\s.:]*$|(?:geef|"
    r"laat|plaats|schrijf) (?:een|je|uw) (?:reactie|antwoord|bericht)\b.*|leave a (?:reply|"
    r"comment)\b.*|(?:join|start) the (?:conversation|discussion)\b.*|reacties zijn\b.*|"
    r"comments are\b.*|reageer(?: hieronder| op .*)?[\s:!]*$|wat vind jij\? (?:reageer|laat).*|(?:post|"
    r"add|write) a comment\b.*|reactie (?:verzenden|annuleren|plaatsen)\b.*|(?:het|je|uw|"
    r"your) e-?mail\W?(?:adres| address) (?:wordt|zal|will)\b.*|reageren\?.*|what readers (?:say|"
    r"think)\b.*|lezersreacties\b.*",
)
SHARE_BLOCK = line_pattern(
    r"(?:dit )?delen|dit delen|deel dit(?: \w+)?|share(?: this(?: \w+)?)?",
    whole=True,
)
ABOUT_AUTHOR = line_pattern(
    r"(?:over|about|wie is|meet|meer over) (?:de|the|deze|this|onze|our) (?:auteur|author|schrijver|"
    r"schrijfster|writer|columnist|blogger|gastblogger|contributor)\w*|(?:auteurs?|author|schrijver|"
    r"about me|author bio|bio(?:graphy|grafie)?)",
    whole=True,
)
TOC = line_pattern(
    r"op deze pagina|inhoud(?:sopgave)?|in dit artikel|in this article|on this page|table of contents|"
    r"contents",
    whole=True,
)

# Letters.
SALUTATION = re.compile(
    r"^(?:beste|hey|hé|hoi|hi|dag|hallo|lieve|geachte|waarde|dear|hello|goedemorgen|"
    r"ha)\b[^.?!:;]{1,70}[,!]?$",
    re.IGNORECASE,
)
_SIGN_OFF_PHRASES = (
    r"tot (?:zover|gauw|snel|ziens|schrijfs|de volgende(?: keer)?|(?:de )?volgende \w+|morgen|dan|"
    r"later)(?: dus| maar| weer)?",
    r"(?:met )?(?:een )?(?:vriendelijke|hartelijke?|warme|lieve|zonnige|beste|fijne|hoogachtende|"
    r"collegiale|hartelijkste)? ?groet(?:en|jes)?(?: (?:en|uit|van|aan)\b[^.!?]{0,60})?",
    r"hoogachtend", r"liefs", r"(?:een )?warme groet", r"gegroet", r"hartelijks?", r"xx?x?",
    r"(?:with )?(?:(?:kind|best|warm(?:est)?|many|all the|with) )?(?:regards|wishes|best|"
    r"thanks)(?: from [^.!?]{1,40})?",
        r"best",
        r"yours(?: \w+)?",
        r"sincerely(?: yours)?",
    r"cheers",
        r"warmly",
        r"respectfully(?: yours)?",
        r"(?:see you|talk|until|till|speak) (?:soon|later|next \w+|then|again)(?: \w+)?",
        r"that['’]?s (?:all|it) for (?:now|today|this \w+)",
    r"(?:i )?look(?:ing)? forward to (?:your|hearing) [^.!?]{1,40}",
        r"over en uit",
        r"over and out",
        r"dank (?:je|u)(?: wel)?(?: en [^.!?]{1,30})?",
)  # fmt: skip
SIGN_OFF = re.compile(rf"^(?:(?:{'|'.join(_SIGN_OFF_PHRASES)})[\s.,!…]*)+$", re.IGNORECASE)

# Notes about the article itself, kept as the words of an editor.
EDITOR_NOTE = re.compile(
    r"^[\W_]*(?:(?:dit|deze|this|the|het|bovenstaande?|the above) (?:\w+ )?(?:artikel|blog\w*|column|"
    r"bijdrage|interview|tekst|stuk|verhaal|brief|essay|article|post|piece|story|"
    r"interview|text|letter|excerpt|fragment|bewerking|publicatie|opinie\w*) (?:is|was|werd|verscheen|"
    r"has been|first|originally|appeared|komt uit|stond|maakt deel)\b"
    r".{0,40}\b(?:bewerk\w*|vertaal\w*|vertaling|verschenen|verscheen|gepubliceerd|overgenomen|"
    r"geplaatst|adapted|adaptation|translat\w+|published|appeared|"
    r"excerpt\w*|reprinted|republished|edited|ingekort|samenvatting|eerder|fragment|oorspronkelijk|"
    r"originally|first)\b"
    r"|(?:vertaling|vertaald door|translat(?:ed (?:by|from)|ion)|uit het \w+ vertaald|bewerking|"
    r"bewerkt door|adapted (?:by|from))\b.{2,120}$"
    r"|(?:dit|deze|this) \w+ verscheen\b"
    r"|(?:oorspronkelijk|eerder|originally|first|previously) (?:verschenen|gepubliceerd|published|"
    r"appeared|posted)\b"
    r"|(?:noot|naschrift|toelichting|opmerking)(?: van)? (?:de )?redactie\b|editor['’]?s note\b|"
    r"\[?(?:red|redactie|ed)\.?\s*:"
    r"|(?:note from the editors?|correction|rectificatie|correctie|disclosure|update)\s*:)",
    re.IGNORECASE,
)
ABOUT_OUR_WRITER = re.compile(
    r"\b(?:onze|our) (?:\w+ )?(?:verslaggever|verslaggeefster|redacteur|columniste?|correspondente?|"
    r"gastblogger|medewerker|auteur|reporter|contributor|writer|correspondent|guest author)\b",
    re.IGNORECASE,
)
