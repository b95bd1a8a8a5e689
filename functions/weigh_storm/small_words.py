"""Small words: a phrase may hold them, and neither begins nor ends with one. Written from general knowledge.

Words that say no are left out on purpose ("not working", "no refund"), and so are those that tell of time ("still").
A language that isn't listed has its small words kept out by the record before the storm, which has them too.
"""

from __future__ import annotations

import re
from functools import cache

from shared.gate.folded import fold

_LISTED = {
    "en": """
        a about after all am an and any are as at be because been before being but by can could did do does doing done
        for from get gets getting go going gone got had has have having he her here hers him his how i i'd i'll i'm
        i've if im in into is it it's its ive just know let like made make me more most much my myself of oh ok on one
        or our ours really said say says see she should so some such than that that's the their them then there
        there's these they they're thing things think this those to too u upon ur us very via want was we we'd we'll
        we're we've were what what's when where which while who whom whose why will with would yes you you're you've
        your yours please thanks thank hi hello hey dear amp rt lol also even
    """,
    "es": """
        a al algo como con cual cuando de del desde donde e el ella ellas ellos en era es esa ese eso esta estan estar
        estas este esto estos estoy fue ha han has hasta hay he hola la las le les lo los mas me mi mis muy o os para
        pero por porque pues que quien se ser si sin sobre son soy su sus tan te tengo tiene todo todos tu tus u un
        una unas uno unos usted ustedes va y ya yo gracias
    """,
    "fr": """
        a ai alors apres as au aussi aux avec avez avoir avons bonjour c' car ce cela ces cet cette chez comme d' dans
        de depuis des donc du elle elles en encore es est et ete etes etre eu fait ici il ils j' je l' la le les leur
        leurs lui m' ma mais me meme mes moi mon n' ne nos notre nous on ont ou par peu plus pour pourquoi qu' quand
        que qui s' sa se ses si son sont suis sur t' ta te tes toi ton tout tous toute toutes tres tu un une vos votre
        vous y merci
    """,
    "de": """
        aber alle als also am an auch auf aus bei bin bis bist bitte da dann das dass dem den der des dich die dies
        diese dieser dieses dir doch du durch ein eine einem einen einer eines er es etwas euch euer eure fur ganz
        gibt hab habe haben habt hallo hat hatte hier ich ihm ihn ihr ihre ihren im in ins ist ja jetzt kann konnen
        man mal mein meine meinem meinen meiner mich mir mit nach noch nun nur ob oder schon sehr sein seine seit sich
        sie sind so uber um und uns unser unsere vom von vor war waren was weil wenn wer werde werden wie wir wird wo
        wurde zu zum zur danke
    """,
    "it": """
        a ad ai al all' alla alle anche avere c' che chi ci ciao come con cosa cui d' da dal dall' dalla degli dei del
        dell' della delle di dove e ed era essere fa gli ha hai hanno ho i il in io l' la le lei lo loro lui ma me mi
        mia mie miei mio molto ne nei nel nell' nella o per perche piu poi quando quella quello questa questo qui
        quindi s' se sei si sia sono sta su sua sul sull' sulla suo sugli tra tu tutti tutto un un' una uno vi voi
        vostra vostro grazie
    """,
    "pt": """
        a ainda ao aos as ate com como da das de dela dele depois do dos e ela elas ele eles em era essa esse esta
        estao estar estava este estou eu foi ha isso isto ja la lhe mais mas me meu meus minha minhas muito na nas no
        nos o os ou para pela pelo por porque pra quando que quem se sem ser seu seus so sou sua suas tambem te tem
        tenho ter tudo um uma umas uns vai voce voces obrigado obrigada ola
    """,
    "nl": """
        aan al alle als bij ben bent dan dat de deze die dit door dus een en er haar had heb hebben heeft hem het hier
        hij hoe ik in is je jij jullie kan kunnen maar me meer men met mij mijn na naar nog nu of om ons onze ook op
        over te toch tot u uit uw van veel voor waar waarom want was wat we weer wel wie wij word worden wordt ze zelf
        zich zijn zo zou bedankt
    """,
    "sw": """
        cha hii hiyo huu hilo ili ile ina kama katika kila kwa kwenye la lakini mimi na naomba ni pia sana sasa sisi
        tu vya wa wake wangu wao wenu wewe ya yangu yao yenu yetu yule za zangu asante
    """,
    "ar": "من في على الى إلى عن مع هذا هذه ذلك التي الذي و أو ثم أن إن كان كانت هو هي انا أنا نحن يا كل قد ما",
    "ru": """
        а в во вот все вы где да для до его ее если есть еще же за и из или их к как ко когда кто ли мне мы на над нам
        нас но о об он она они от по при с со так там то только тут ты у уже чем что это я
    """,
    "hi": "का की के में है हैं से को और यह वह पर भी तो ही हो था थी थे एक मैं हम मेरा मेरी आप लिए कर",
}
# Of scripts without spaces: what a run of characters neither begins nor ends with.
_JOINED = "の は を に で と が も 的 了 是 吗 嗎 呢 吧 啊 我 你 也 就 都 很"

#: Nothing by themselves, yet the beginning or end of what tells ("no refund", "hung up").
_NOT_ALONE = """
    cannot hardly never no none nor not nothing off out over up without
    jamas nada ni no nunca sin  aucun jamais ne ni pas plus rien sans  kein keine keinen nicht nichts nie ohne
    mai nessun nessuna niente non senza  nada nao nem nunca sem  geen niet niets nooit zonder  hakuna si  لا لم لن ما
    не нет ни  नहीं न मत  不 没 沒 ไม่
"""


@cache
def small_words(language: str | None) -> frozenset[str]:
    """As folded; those of all languages where none is told, or none of its own is listed."""
    listed = _LISTED.get(language or "")
    return _folded(listed) if listed else _of_all()


def tells_alone(word: str) -> bool:
    """Whether a folded word can be a phrase by itself."""
    return word not in _not_alone() and not word.endswith("n't")


@cache
def _not_alone() -> frozenset[str]:
    return _folded(_NOT_ALONE)


@cache
def _of_all() -> frozenset[str]:
    return _folded(" ".join(_LISTED.values()))


def _folded(words: str) -> frozenset[str]:
    return frozenset(re.split(r"\s+", fold(f"{words} {_JOINED}").text.strip()))
