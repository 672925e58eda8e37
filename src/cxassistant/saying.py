"""The verbs that tell what somebody says or thinks, as patterns. Dutch and English."""

from __future__ import annotations

SAYS = (
    r"zegt|zeg|zeggen|zei|zeiden|schrijft|schrijf|schrijven|schreef|schreven|stelt|stellen|stelde|vindt"
    r"|vond|meent|meende|vertelt|vertelde|vertelden|verzekert|verzekerde|benadrukt|benadrukte|waarschuwt"
    r"|waarschuwde|vraagt|vroeg|vroegen|verzucht|verzuchtte|betoogt|betoogde|beweert|beweerde|concludeert"
    r"|concludeerde|constateert"
    r"|constateerde|verklaart|verklaarde|antwoordt|antwoordde|reageert|reageerde|roept|riep|noteert"
    r"|noteerde|merkt|merkte|voegt|voegde|wierp|werpt|legt|legde|vat|vatte|geeft|gaf|verwoordt|verwoordde"
    r"|formuleert|formuleerde|grapt|grapte|snauwt|snauwde|fluistert|fluisterde|mompelt|mompelde|herhaalt"
    r"|herhaalde|bekent|bekende|erkent|erkende|pleit|pleitte|adviseert|adviseerde|citeert|citeerde|noemt"
    r"|noemen|noemde|noemden|bromt|bromde|lacht|lachte|klaagt|klaagde|vervolgt|vervolgde|besluit|besloot"
    r"|opperde|oppert|omschrijft|omschreef|luidt|luidde|sprak|spreekt|brieste|tweette|tweet|twittert|mailt|mailde|appt|appte|somt|somde"
    r"|vult|vulde|belooft|beloofde|waarschuwen|lachen|giechelt|giechelde|zucht|zuchtte|zegde|aldus|schreeuwt|schreeuwde|says|said|say|writes"
    r"|wrote|argues|argued|explains|explained|notes|noted|tells|told|asks|asked|warns|warned|adds|added"
    r"|observes|observed|remarks|remarked|replies|replied|answers|answered|claims|claimed|insists|insisted"
    r"|puts|put|calls|called|recalls|recalled|admits|admitted|concludes|concluded|states|stated|complains"
    r"|complained|points|pointed|suggests|suggested|believes|believed|quipped|quips|sighs|sighed|declares"
    r"|declared|shouted|describes|described|reminds|reminded|objects|objected|protests|protested|promises"
    r"|promised|predicts"
    r"|predicted|boasts|boasted|jokes|joked|responds|responded|whispered|muttered|growled|laughs|laughed"
    r"|continued|goes|maintains|maintained|contends|contended|snapped|reports|reported|confesses|confessed|continues|tweeted|tweets|posted|posts|texted|emailed|shouts|whispers|mutters|announced|announces|begins|began"
    r"|advises|advised"
)
THINKS = (
    r"denk|denkt|denken|dacht|dachten|peinst|fantaseert|hoopt|hoopte|think|thinks|thought|wonder|wonders"
    r"|wondered"
)
