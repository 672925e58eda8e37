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
_NETWORK = (
    r"(?:facebook|twitter|linkedin|whatsapp|e-?mail|pinterest|instagram|print|tweet|share|delen|x|reddit|"
    r"copy link|kopieer link|mastodon|bluesky|telegram|pin|mail|rss|xing|flipboard|bewaar|save|like|comment|"
    r"follow|doorsturen|youtube)"
)
SHARE = line_pattern(
    r"comments powered by\b",
    r"(?:dit )?delen\s*:",
    rf"deel (?:(?:dit|deze) (?:artikel|bericht|blog|column|pagina|post|verhaal)|via|op) ?(?:{_NETWORK}.*)?$",
    rf"share\s*(?::|(?:this )?(?:article|post|story|page)?(?: (?:on|via) {_NETWORK}.*)?$)",
    rf"{_NETWORK}(?:[\s,|/·•]+{_NETWORK})*\s*$",
    r"klik om (?:dit )?(?:te|af te) (?:delen|e-?mailen|printen|drukken|tweeten)\b",
    r"click to (?:share|email|print|tweet)\b",
    r"like ons\b",
    rf"volg .{{1,40}} (?:op|via) (?:{_NETWORK}|onze .*)\W*$",
    rf"follow .{{1,40}} on {_NETWORK}\W*$",
    r"(?:luister naar|listen to) (?:dit|this) (?:artikel|article|story|column)",
    r"(?:(?:enjoyed|liked|loved|like) (?:this|what you)|vond (?:je|u) dit)\b[^.?]{0,40}\?.{0,60}$",
    r"(?:interessant|leuk|goed)\? deel .{0,60}$",
    r"(?:photo|foto|image|picture|illustration|illustratie|beeld|afbeelding|header)\W?s?\s?(?:credits?\b|by\b|"
    r"door\b|[:©]).{1,80}$",
    r"\d[\d.,]*\s*(?:x|keer|times)?\s*(?:bekeken|views?|likes?|shares?|claps?|reads?)\s*$",
    r"was (?:deze pagina|dit artikel|this (?:page|article|post)) (?:nuttig|helpful|useful)",
    r"(?:wat (?:vond u|vind je) van|what did you think of|rate|beoordeel) (?:this|dit|deze) (?:article|post|artikel|"
    r"bericht|blog|pagina|column|page)\b",
    r"(?:u|you|je)\b.{0,20}\b(?:leest|hebt|heeft|read|reached|have)\b.{0,30}\b(?:gratis|free)\b.{0,20}"
    r"\b(?:artikel|article|stories|story)",
    r"(?:lees|read|continue|artikel|article|story).{0,30}(?:onder|below|after|continues|gaat verder).{0,15}"
    r"(?:advertentie|advert\w*|ad\b|foto|video|below)",
    r"(?:this|deze|dit) (?:web)?(?:site|pagina) (?:works|werkt) (?:best|beter)",
    r"(?:gesponsord|sponsored) (?:door|by|content|post|bericht)",
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
    r"©|\(c\) ?\d{4}|copyright\b|all rights reserved|alle rechten voorbehouden|logo\b|kvk\b|btw\b|powered by\b",
    r"(?:dit|deze|this) (?:bericht|entry|post|item|artikel|article) (?:is|werd|was) (?:geplaatst|gepost|posted|"
    r"filed)\b.{0,10}\b(?:in|onder|under)\b",
    r"(?:partners|sponsors)\s*:|website (?:door|by)\b|(?:bron|source)\s*:\s*\S",
    r"(?:lees|zie|read) (?:eerst )?(?:onze|our) (?:\w+ )?(?:huisregels|voorwaarden|privacy\w*|policy|guidelines|terms)",
    r"(?:vorige|volgende|previous|next)(?: (?:artikel|bericht|column|blog|post|article|story|in deze reeks|"
    r"in this series))?\s*:\s(?!.*[.;]$)",
    r"(?:(?:wil|wilt) (?:je|u)|would you like to|want to) (?:reageren|respond|comment)\b",
    r"(?:reageren|reageer|mail|respond|write)\b.{0,40}(?:\S@\S|\bredactie\b|\beditors?\b)",
    r"(?:wil|wilt) (?:je|u) (?:adverteren|meeschrijven)|(?:pitch|write for) us\b",
    r"(?!\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$)\+?\d[\d\s().-]{8,}$|(?:tel|e-?mail|mail|telefoon|phone)[.:]",
)
NEWSLETTER = line_pattern(
    r"(?:(?:schrijf|meld) (?:je|u)|abonneer (?:je|u)|ontvang|blijf (?:op de hoogte|bij)|mis (?:niets|nooit|geen)|"
    r"subscribe\b|sign up|get\b|receive|never miss|don['’]t miss|stay (?:up|in touch|informed)|want more|voeg je bij|"
    r"join).{0,100}\b(?:(?:onze|de|mijn|our|the|my|this|\w+['’]?s|wekelijkse|weekly|gratis|free) (?:\w+ ){0,2}"
    r"(?:nieuwsbrief|newsletter|briefing|mailing)|(?:your|je|uw) (?:inbox|mailbox)|e-?mailupdates|email updates)\b",
    r"(?:join|voeg je bij) [\d.,]+ (?:andere |other )?(?:abonnees|subscribers|readers|lezers|others|anderen)\b",
    r"(?:elke|every|iedere) (?:week|maand|month|vrijdag|friday|day|dag)\b.{0,60}(?:je|uw|your) (?:inbox|mailbox)\b",
    r"(?:wil (?:je|u)|vond je dit|like what you|enjoy(?:ed|ing)? this).{0,80}(?:nieuwsbrief|newsletter|updates|inbox)\b"
    r".{0,40}\??$",
)
LABEL = line_pattern(
    r"(?:dossier|categorie(?:ën)?|categor(?:y|ies)|tags?|thema['’]?s?|topics?|filed (?:under|in)|posted in|"
    r"geplaatst in|onderwerp(?:en)?|rubriek|trefwoord(?:en)?|keywords?|sectie|section|labels?|serie|series|"
    r"leestijd|reading time|niveau|level|branche|sector)\s*:",
    r"tagged (?:with|in|as)\b",
    r"\(?\d+[\s-]*(?:min(?:uten|uut|utes?|s)?\.?|minuten)[\s-]*(?:leestijd|lezen|leeswerk|"
    r"read(?:ing)?(?: time)?)?\)?\s*$",
)

# From here on the page shows other things than the article.
_ITEMS = r"(?:artikel\w*|articles?|blogs?|columns?|verhalen|berichten|nieuws|news|posts?|stories|brieven|afleveringen)"
RELATED = line_pattern(
    r"(?:ook interessant|lees ook|lees verder|lees meer|bekijk ook|zie ook|meer lezen|meest gelezen|populair|"
    r"aanbevolen|gerelateerd|tips? voor jou|dit vind je (?:misschien )?ook(?: \w+)?|ook op deze site)",
    rf"(?:andere|eerdere|meer|recente|laatste|nieuwste|vorige|vergelijkbare|overige|alle|gerelateerde|verwante|"
    rf"populaire|aanbevolen) {_ITEMS}(?: (?:over|van|uit|in) .{{1,40}})?",
    r"andere lezers bekeken ook|in deze (?:serie|reeks)|meer (?:over dit onderwerp|van deze auteur|uit deze \w+)",
    r"(?:read (?:also|next|more)|also (?:read|interesting|see)|see also|up next|next up|related|trending(?: now)?|"
    r"further reading|keep reading|what to read next|from the archives?|in this series|recommended|top stories)",
    rf"(?:more|related|most (?:popular|read)|popular|recent|recommended|latest|other|all) (?:\w+ )?{_ITEMS}"
    r"(?: (?:about|by|from|in|on|for) .{1,40})?",
    r"(?:recommended (?:for you|reading)|more (?:like this|on this (?:topic|story))|most (?:popular|read)"
    r"(?: this (?:week|month)| today)?|you (?:may|might) also (?:like|enjoy|be interested in))",
    whole=True,
)
RELATED_INLINE = line_pattern(
    r"(?:ook interessant|lees (?:ook|verder|meer)|bekijk ook|zie ook|gerelateerd|read (?:also|next|more)|also read|"
    r"see also|related(?: (?:story|article|post|reading))?|verder lezen|meer lezen|luister ook|kijk ook)"
    r"\s*[:>»–-]\s*\S",
)
# A count or a form tells that comments follow; the bare word may also be a heading of the article.
COMMENTS_SURE = re.compile(
    r"\d|\b(?:leave|geef|laat|plaats|e-?mail|verzenden|closed|gesloten|join|post|add)\b", re.IGNORECASE
)
COMMENTS = line_pattern(
    r"(?:reacties|comments|responses|lezersreacties)(?: ?\(?\d+\)?)?[\s.:]*$",
    r"(?:\d+|één|one) (?:reacties?|comments?|responses?|gedachten?|thoughts?|antwoorden)"
    r"(?: (?:op|over|on|to) .*)?[\s.:]*$",
    r"(?:geef|laat|plaats|schrijf) (?:een|je|uw) (?:reactie|antwoord|bericht)(?: achter)?(?: \w+ antwoord)?[\s.:!]*$",
    r"leave a (?:reply|comment)(?: cancel reply)?[\s.:!]*$",
    r"join the (?:conversation|discussion)[\s.:!]*$",
    r"(?:reacties|comments) (?:zijn|are) (?:gesloten|uitgeschakeld|closed|disabled|moderated|off)\b.*",
    r"reageer (?:hieronder|op dit (?:artikel|bericht|blog))\b.*",
    r"(?:post|add|write) a comment[\s.:!]*$",
    r"reactie (?:verzenden|annuleren|plaatsen)\b.*",
    r"(?:het|je|uw|your) e-?mail\W?(?:adres| address) (?:wordt|zal|will)\b.*",
    r"reageren\? (?:lees|read|log|mail)\b.*",
    r"what (?:our )?readers (?:say|think)[\s.:]*$",
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
    r"^[\W_]*(?:(?:dit|deze|this|bovenstaande?|the above) (?:\w+ )?(?:artikel|blog\w*|column|"
    r"bijdrage|interview|tekst|stuk|verhaal|brief|essay|article|post|piece|story|"
    r"interview|text|letter|excerpt|fragment|bewerking|publicatie|opinie\w*) (?:is|was|werd|verscheen|"
    r"has been|first|originally|appeared|komt uit|stond|maakt deel)\b"
    r".{0,40}\b(?:bewerk\w*|vertaal\w*|vertaling|verschenen|verscheen|gepubliceerd|overgenomen|"
    r"geplaatst|adapted|adaptation|translat\w+|published|appeared|"
    r"excerpt\w*|reprinted|republished|ingekort|samenvatting)\b"
    r"|(?:(?:vertaling|translation|bewerking)\s*(?::| door\b| by\b)|vertaald door\b|translated (?:by|from)\b|"
    r"uit het \w+ vertaald\b|bewerkt door\b|adapted (?:by|from)\b).{2,120}$"
    r"|(?:dit|deze|this) \w+ verscheen\b"
    r"|(?:oorspronkelijk|eerder|originally|first|previously) (?:verschenen|gepubliceerd|published|"
    r"appeared|posted)\b"
    r"|(?:noot|naschrift|toelichting|opmerking)(?: van)? (?:de )?redactie\b|editor['’]?s note\b|"
    r"\[?(?:red|redactie|ed)\.?\s*:"
    r"|(?:een|a) (?:\w+ )?(?:versie|version|bewerking) (?:van|of) (?:dit|deze|this) \w+\b"
    r"|(?:dit|deze|this|het|the) (?:\w+ )?(?:gesprek|interview|conversation|post|article|artikel|stuk|story)"
    r" (?:is|was|werd|has been) (?:\w+ ){0,6}?(?:ingekort|bewerkt|geredigeerd|bijgewerkt|aangepast|shortened"
    r"|edited|condensed|updated|amended|corrected|supported)\b"
    r"|(?:reporting|research) for this \w+ was\b"
    r"|(?:letters|brieven|ingezonden brieven|reacties) (?:for|voor) (?:publication|publicatie|plaatsing)\b"
    r"|de redactie (?:heeft|behoudt|is|vroeg)\b|the editors? (?:reserve|has|have|asked)\b"
    r"|(?:volgende|next) (?:week|maand|keer|month|time)\s*:"
    r"|(?:note from the editors?|correction|rectificatie|correctie|disclosure|update)\s*:)",
    re.IGNORECASE,
)
ABOUT_OUR_WRITER = re.compile(
    r"\b(?:onze|our) (?:\w+ )?(?:verslaggever|verslaggeefster|redacteur|columniste?|correspondente?|"
    r"gastblogger|medewerker|auteur|reporter|contributor|writer|correspondent|guest author)\b",
    re.IGNORECASE,
)
