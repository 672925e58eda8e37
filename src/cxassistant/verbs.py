"""Tells whether words hold a finite verb, from word forms alone (no tagger). Dutch and English.

The forms are generated from lists of frequent verbs. Generation makes some forms that do not exist
("maakde"); that is harmless, since they do not occur in text either.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from cxassistant.wordsets import word_set

# Auxiliaries, irregular forms and strong pasts: a verb wherever they stand.
_DUTCH_SURE = """
    is ben bent zijn was waren heb hebt heeft hebben had hadden wordt word worden werd werden kan kun kunt
    kunnen kon konden moet moeten moest moesten mag mogen mocht mochten zal zult zullen zul zou zouden wil
    wilt willen wilde wilden wou hoeft hoeven hoefde hoefden durft durfde ga gaat gaan ging gingen doe doet
    doen deed deden sta staat staan stond stonden zie ziet zien zag zagen sla slaat slaan sloeg kom komt
    kwam kwamen komen gaf gaven nam namen sprak spraken las lazen zat zaten lag lagen aten vroeg vroegen
    droeg droegen riep riepen liep liepen sliep hield hielden viel vielen ving vingen hing hingen liet
    lieten blies stiet bleef bleven schreef schreven dreef dreven wees wezen kreeg kregen steeg stegen zweeg
    zwegen keek keken leek leken bleek bleken streek week weken verdween verdwenen scheen schenen verscheen
    begreep begrepen greep grepen sneed sneden leed leden reed reden streed vermeed beet smeet loog logen
    boog bogen vloog bood boden verbood verboden koos kozen verloor verloren sloot sloten schoot schoten
    goot genoot genoten floot kroop kropen stoof dook doken vond vonden bond bonden won wonnen begon
    begonnen zong zongen dronk dronken klonk klonken sprong sprongen dwong dwongen zond schonk verslond
    ontstond ontstonden stierf wierp hielp hielpen trof troffen trok trokken vertrok betrok bracht brachten
    dacht dachten kocht kochten zocht zochten verkocht wist wisten werkte zei zeiden zegt deugt leidt houdt
    vindt biedt rijdt snijdt lijdt glijdt vermijdt scheidt strijdt bidt raadt laadt meldt geldt telt redt
    doodt besteedt meent stelt vermeldt gebeurt betreft luidt blijkt lijkt schijnt heet dient scheelt duurt
    kost
"""
_DUTCH_VERBS = """
    maken geven krijgen blijven zeggen vinden denken weten laten houden vragen nemen brengen kijken leggen
    liggen zitten spreken praten vertellen noemen heten werken spelen leven wonen lopen rijden vliegen
    reizen leren lezen schrijven tekenen rekenen tellen meten wegen betalen kopen kosten sparen winnen
    verliezen helpen zoeken kiezen sturen stuurt zenden ontvangen bieden vormen bouwen breken sluiten openen
    beginnen starten stoppen eindigen duren groeien dalen stijgen zakken vallen staan trekken duwen dragen
    tillen gooien pakken grijpen raken voelen horen ruiken proeven merken lijken blijken schijnen betekenen
    bedoelen menen geloven hopen wensen verwachten vrezen durven dwingen eisen verlangen willen zorgen
    dienen behoren passen voldoen kloppen gelden schaden storen irriteren boeien inspireren motiveren
    stimuleren realiseren organiseren analyseren presenteren reageren investeren communiceren concentreren
    focussen adviseren experimenteren evalueren implementeren faciliteren accepteren controleren coördineren
    creëren definiëren digitaliseren automatiseren optimaliseren personaliseren prioriteren stagneren
    resulteren functioneren informeren introduceren produceren profiteren proberen registreren selecteren
    standaardiseren transformeren variëren waarderen negeren noteren opereren domineren excelleren
    garanderen illustreren monitoren managen plannen trainen coachen testen checken chatten appen mailen
    bellen klikken scrollen swipen scoren ranken pitchen launchen uploaden downloaden bedenken bedienen
    begeleiden begrijpen behalen behandelen beheren beïnvloeden bekijken belonen beloven benaderen
    benadrukken benutten bepalen bereiken beschikken beschouwen beschrijven besluiten bestaan besteden
    bestellen bestuderen betrekken bevatten beoordelen bespreken bewaken beweren bewegen bewijzen bezig
    bezoeken biedt gebeuren gebruiken genieten gedragen geraken getuigen gewennen herhalen herinneren
    herkennen herstellen ontdekken ontstaan ontbreken ontwerpen ontwikkelen ontwijken onderzoeken
    onderscheiden ondersteunen onderschatten overtuigen overwegen overtreffen overleven vergelijken vergeten
    vergroten verhogen verlagen verklaren verlaten verlopen vermijden verminderen vermoeden veroorzaken
    verplichten verschillen verschijnen versnellen versterken verstoren vertonen vertrouwen vertrekken
    vervangen vervelen vervullen verwijzen verwijderen verwarren verzamelen verzinnen veranderen verbeteren
    verbinden verdienen verdelen verdwijnen voorkomen voorspellen waarschuwen wachten wandelen weigeren
    wennen wisselen wijzen winkelen wekken werven zetten zweten zuchten zwijgen schuiven schreeuwen schudden
    schatten scheiden schelen slagen slapen slaan smaken smeken snappen snijden spannen springen staken
    stappen stellen stemmen sterven steunen stralen streven strijden streken tonen toveren treffen treden
    trouwen twijfelen uiten vangen varen vechten vegen vertalen vestigen vieren vluchten voegen voeren
    volgen vouwen vullen missen mislukken lukken lachen laden landen leiden lenen letten leunen leveren
    lijden liegen lossen luisteren lokken hechten heersen hangen haken halen haasten handelen hanteren
    herbergen huilen huren jagen kennen keren klagen kleden klimmen klinken koesteren koken koppelen kraken
    krimpen kruipen kunnen kwetsen gaan gillen glimlachen graven groeten gunnen eten drinken eren erkennen
    ergeren ervaren doen dromen drukken duiden deinzen delen dekken denderen danken danst belanden baren
    baseren bakken barsten bidden binden blazen blokkeren bloeien boren botsen branden bukken buigen
    antwoorden arresteren achten wijken winden wrijven zingen zinken zien zouten zwaaien zwemmen zwerven
    raden redden redeneren regelen regeren remmen rennen richten riskeren roepen roeren ruilen rusten
    rapporteren peilen persen plaatsen plakken plegen plukken poetsen prijzen prikken nodigen nuanceren
    naderen naaien mengen mijden melden mikken misgunnen mompelen moedigen morren ogen opperen afhangen
    fluisteren fietsen filteren falen bewaren beseffen bestrijden bevestigen bevallen bevinden beschermen
    beantwoorden bedanken bederven beklemtonen weerspiegelen weerhouden tilt staven suggereren concluderen
    constateren citeren formuleren signaleren pleiten kenmerken benoemen dreigen drijven draaien dwalen
    duiken dulden vergen vergeven verkeren verkiezen verkopen verkrijgen verlengen verleiden verlichten
    vernielen vernieuwen veronderstellen verrassen verschuiven verspillen verspreiden verstaan versturen
    vertegenwoordigen verwerken verzekeren verzetten verzorgen voorzien wortelen openbaren ontlasten
    ontlenen ontmoeten ontnemen ontsnappen ontvouwen ontzien overkomen omarmen omvatten ondergaan
    onderhouden ondernemen ondervinden onthouden onthullen overleggen overdrijven oefenen offeren ontregelen
    stapelen storten stranden struikelen sleutelen sleuren snakken rinkelen haperen hinderen hameren wrikken
    wringen wagen waken warmen wassen weergeven winst wijzigen
"""
_ENGLISH_SURE = """
    is are am was were be has have had do does did can could will would shall should may might must cannot
    isn't aren't wasn't weren't don't doesn't didn't can't won't wouldn't couldn't shouldn't hasn't haven't
    it's that's there's here's what's he's she's i'm you're we're they're i've we've you've they've i'll
    we'll you'll they'll i'd we'd you'd they'd let's said says went gone came got gave took made knew
    thought saw felt kept left meant paid put read ran sold sent set sat spoke spent stood taught told
    understood won wrote brought built bought caught chose began became broke drew drove fell found forgot
    grew heard held hid hit led lent lost lay rose sank sang shook showed shut slept slid swore threw woke
    wore overcame withdrew go goes get gets give gives take takes make makes know knows think thinks see
    sees feel feels keep keeps mean means become becomes seem seems
"""
_ENGLISH_VERBS = """
    accept achieve act add admit adopt advise affect agree aim allow announce answer appear apply argue
    arrive ask assume attract avoid base believe belong blame bring build buy call care carry cause change
    check choose claim close collect come compare complain complete confirm connect consider contain
    continue contribute convince cost cover create cut damage deal decide decline define deliver demand
    depend describe deserve design determine develop die disagree disappear discover discuss doubt drive
    drop earn eat emphasise emphasize enable encourage end enjoy ensure enter establish exist expect
    experience explain explore express fail fall fear fit fix focus follow force forget form gain guess
    happen hate hear help hide hire hold hope identify ignore imagine improve include increase inform insist
    intend invest invite involve join jump judge justify land last laugh launch lead learn leave let lie
    like listen live look lose love maintain manage matter measure mention mind miss move need notice obtain
    occur offer open operate order own pass pay perform persuade pick plan play point prefer prepare present
    press prevent produce promise protect prove provide publish pull push quote raise reach react read
    realise realize receive recognise recognize recommend reduce refer reflect refuse reject relate rely
    remain remember remind remove repeat replace reply report represent require resolve respond rest result
    reveal reward risk run save score sell send serve settle shape share show sign sit solve sound speak
    spend stand start state stay stop succeed suffer suggest supply support suppose surprise survive switch
    talk tell tend test thank train transform travel treat trigger trust try turn understand urge use value
    visit wait walk want warn waste watch win wish wonder work worry write yield
"""
_PRONOUNS = word_set("ik je jij u we wij jullie ze zij i you they men wie who")
_PREPOSITIONS = word_set("te van door in op voor bij aan met tot naar over om zonder na tegen uit")
# A form in -en after these is an infinitive or a plural noun ("van werken", "de klanten").
_NOT_FINITE_AFTER = _PREPOSITIONS | word_set(
    "het de een deze die dit dat hun onze mijn jouw uw zijn alle veel meer minder nieuwe goede en of als"
)
_BEFORE_ADJECTIVE = word_set("een de het van met door voor geen hun haar onze")  # "een bekende naam"
_OPENING_WORDS = word_set("en maar dus of want toch dat dit die deze")
_DUTCH_PARTICLE = re.compile(
    r"(?:aan|achter|af|bij|binnen|boven|buiten|door|heen|in|los|mee|na|neer|om|onder|op|over|plaats|rond"
    r"|samen"
    r"|tegen|terug|thuis|toe|uit|vast|voor|vooruit|vol|waar|weg|weer|her|ver|be|ont)(?=\w{3})"
)
# Nouns and adverbs in -t that look like a third person.
_NO_VERB_IN_T = re.compile(
    r"(?:heid|teit|ment|ent|ant|ist|est|st|cht|eit|niet|met|het|dat|wat|tot|uit|want|eert?|recht|punt|"
    r"product|project|contact|effect|markt|kwart|budget|ticket|test|event|start|sport|rapport|biljet)$"
)
_DERIVED_T = re.compile(r"(?:be|ver|ont|her|er|over|onder)\w{3,}t")


def has_finite_verb(tokens: Sequence[str], language: str, *, strict: bool = True) -> bool:
    """Whether one of ``tokens`` looks like a finite verb.

    Args:
        tokens: the words in order, as ``text.words`` gives them.
        language: "nl" or "en"; quoted English in Dutch text is tried too.
        strict: False also believes word endings that verbs share with some nouns. Meant for whole
            sentences, where a missed verb costs more than a noun taken for one.
    """
    lowered = [token.lower().replace("’", "'") for token in tokens]
    if language == "nl":
        return _dutch(lowered, strict) or _english(lowered, strict=True)
    return _english(lowered, strict)


def is_finite_form(word: str, language: str, *, plural: bool = False) -> bool:
    """Whether this lower-case word is a verb form that can follow its subject ("leidt", "is", "says").

    With ``plural`` also Dutch forms in -en, which nouns share ("wensen").
    """
    if language == "nl":
        sure, third, plurals, _ = _dutch_forms()
        return (
            word in sure or word in third or (plural and word in plurals) or bool(_DERIVED_T.fullmatch(word))
        )
    sure, third, _ = _english_forms()
    return word in sure or word in third


def _dutch(tokens: Sequence[str], strict: bool) -> bool:
    sure, third, plural, stems = _dutch_forms()
    for at, word in enumerate(tokens):
        before = tokens[at - 1] if at else ""
        after = tokens[at + 1] if at + 1 < len(tokens) else ""
        if at == 1 and before in _OPENING_WORDS:  # "Dat noemen we", "Maar noem het": as if it opened
            before = ""
        base = _DUTCH_PARTICLE.sub("", word, count=1)
        if word in sure and not (word == "zijn" and before in _PREPOSITIONS):
            return True
        described = word.endswith(("de", "te")) and before in _BEFORE_ADJECTIVE
        if not described and (word in third or (base in third and base != word)):
            return True
        if (word in plural or base in plural) and at and before not in _NOT_FINITE_AFTER:
            return True
        if word in stems and (not before or before in _PRONOUNS or after in _PRONOUNS):
            return True
        if not strict and word.endswith("t") and len(word) > 3 and not _NO_VERB_IN_T.search(word):
            return True
        if not strict and _DERIVED_T.fullmatch(word):
            return True
    return False


def _english(tokens: Sequence[str], strict: bool) -> bool:
    sure, third, stems = _english_forms()
    for before, word in zip(["", *tokens], tokens, strict=False):
        if word in sure or word in third:
            return True
        if word in stems and (not before or before in _PRONOUNS or not strict):
            return True
        if not strict and len(word) > 4 and word.endswith("ed"):
            return True
    return False


@cache
def _dutch_forms() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    """Sure forms; forms in -t, -te and -de; plurals (also infinitives); bare stems."""
    third: set[str] = set()
    plural: set[str] = set()
    stems: set[str] = set()
    for verb in _DUTCH_VERBS.split():
        plural.add(verb)
        for stem in _dutch_stems(verb):
            stems.add(stem)
            third.update({stem if stem.endswith("t") else stem + "t", stem + "te", stem + "de"})
            plural.update({stem + "ten", stem + "den"})
    third -= {"best", "echt", "feit", "heelt", "plant", "raast", "kant", "test", "start"}
    return frozenset(_DUTCH_SURE.split()), frozenset(third), frozenset(plural), frozenset(stems)


def _dutch_stems(verb: str) -> set[str]:
    """ "maken" -> maak, "zetten" -> zet, "verbeteren" -> verbeter (and "verbeteer"), "geven" -> geef."""
    root = verb.removesuffix("en")
    if root.endswith("ë"):
        root = root[:-1] + "e"
    if len(root) > 2 and root[-1] == root[-2]:
        return {root[:-1]}
    found = {root}
    if re.search(r"[^aeiouy][aeou][^aeiouywxj]$", "x" + root):
        doubled = root[:-2] + root[-2] * 2 + root[-1]
        found = {root, doubled} if root[-1] in "rlnm" else {doubled}
    return {re.sub(r"z$", "s", re.sub(r"v$", "f", stem)) for stem in found}


@cache
def _english_forms() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    stems = frozenset(_ENGLISH_VERBS.split())
    nouns_too = word_set("costs forms plans points results scores tests values visits works orders")
    past = {re.sub(r"e?$", "ed", re.sub(r"(?<=[^aeiou])y$", "i", stem), count=1) for stem in stems}
    past |= {
        stem + stem[-1] + "ed" for stem in stems if re.fullmatch(r"\w*[^aeiou][aeiou][bdgklmnprt]", stem)
    }
    third = {re.sub(r"(s|sh|ch|x)s$", r"\1es", re.sub(r"(?<=[^aeiou])ys$", "ies", s + "s")) for s in stems}
    third -= {noun for noun in third if noun in nouns_too}
    return frozenset(_ENGLISH_SURE.split()), frozenset(third | past), stems
