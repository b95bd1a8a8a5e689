"""Who says that they will leave: a customer about to go is one to be reached today. Pure.

Our own lists. "How do I cancel?" is a question and "cancel my order" a request: neither says that somebody leaves us.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from shared.triage.lexicon import Lexicon, lexicon_of, phrases_of
from shared.triage.marks import clauses_in
from shared.triage.negation import denied
from shared.verdict import Ask

#: By language; `*` leaves the last word open.
PHRASES = {
    "en": """
        taking my business elsewhere, take my business elsewhere, take our business elsewhere,
        taking our business elsewhere, taking my money elsewhere, take my money elsewhere,
        taking my custom elsewhere, spend my money elsewhere, going elsewhere, go elsewhere from now,
        shop elsewhere from now, switching to, gonna switch to, going to switch to, will switch to,
        i'll switch to, switching provider*, switching bank*, switching carrier*, switching over to,
        moving to another, moving to a competitor, moving to your competitor*, changing provider*,
        changing supplier*, cancelling my subscription*, canceling my subscription*, cancelling my account,
        canceling my account, cancelling my contract, canceling my contract, cancelling my membership,
        canceling my membership, cancelling my policy, cancelling my direct debit, cancelling our contract,
        cancelling our subscription*, i'm cancelling, i'm canceling, im cancelling, im canceling,
        i am cancelling, i am canceling, we are cancelling, we're cancelling, cancelling everything,
        cancelling today, going to cancel, gonna cancel, i'll cancel my subscription, i'll cancel my contract,
        i'll cancel my account, ready to cancel, about to cancel, closing my account, close my account with you,
        deleting my account, your last chance, their last chance, one last chance, final chance,
        one more chance, you've lost a customer, you have lost a customer, lost a customer,
        lost me as a customer, lost my business, losing a customer, about to lose a customer,
        losing my business, you just lost me, lost a loyal customer, no longer a customer, not be a customer,
        won't be a customer, won't be renewing, will not be renewing, not renewing, won't renew, will not renew,
        never shopping with you, never shop with you, never buy from you again, never buying from you,
        never flying with you, never fly with you, never use you again, never using you again,
        never book with you, never order from you, never again with you, done with you,
        i'm done with this company, done with this company, so done with you, looking for another provider,
        looking for an alternative, looking for alternatives, jumping ship, porting my number out,
        time to switch, time to leave, leaving you for, leaving for a competitor
    """,
    "es": """
        me cambio a, me voy a cambiar, voy a cambiarme, me paso a, me voy a la competencia, me largo a,
        me doy de baja, voy a darme de baja, darme de baja ya, quiero darme de baja, última oportunidad,
        cancelo mi, voy a cancelar mi, cierro mi cuenta, voy a cerrar mi cuenta, han perdido un cliente,
        habéis perdido un cliente, perdieron un cliente, perdido una clienta, no vuelvo a comprar,
        nunca más compro, no volveré a comprar, dejo de ser cliente
    """,
    "fr": """
        je vais changer d'opérateur, je change d'opérateur, changer de fournisseur, je change de banque,
        je passe à la concurrence, passer à la concurrence, aller à la concurrence, je pars chez,
        je vais partir chez, je vais voir ailleurs, je résilie, je vais résilier, dernière chance,
        je ferme mon compte, je vais fermer mon compte, vous avez perdu un client, vous perdez un client,
        perdu une cliente, plus jamais chez vous, je ne commanderai plus
    """,
    "de": """
        ich wechsle zu, ich wechsel zu, wechsle zur konkurrenz, wechsel zur konkurrenz, wechsle den anbieter,
        anbieter wechseln, werde wechseln, ich kündige, ich werde kündigen, werde ich kündigen, kündige ich,
        kündigung ist raus, letzte chance, einen kunden verloren, kunden weniger, einen kunden weniger,
        eine kundin weniger, nie wieder bei euch, nie wieder bei ihnen, bestelle nie wieder,
        konto löschen werde, gehe zur konkurrenz, bin weg
    """,
    "it": """
        passo a un altro, passo ad altro, passo alla concorrenza, cambio operatore, cambio gestore,
        cambio fornitore, cambio banca, disdico, farò disdetta, faccio disdetta, ultima possibilità,
        ultima occasione, chiudo il conto, chiudo il mio conto, chiudo l'account, avete perso un cliente,
        perso una cliente, un cliente in meno, mai più da voi, non comprerò più, vado altrove
    """,
    "pt": """
        vou mudar de operadora, vou mudar para, mudo para a, vou para a concorrência, vou trocar de operadora,
        vou cancelar meu, vou cancelar minha, vou cancelar o meu, estou cancelando, vou cancelar a minha,
        cancelo já, última chance, última oportunidade, perderam um cliente, perderam uma cliente,
        perdeu um cliente, nunca mais compro, não compro mais, vou encerrar minha conta, vou fechar a conta
    """,
    "sw": """
        nahamia, ninahamia, nitahamia, tunahamia, nitahama, ninahama, nafunga akaunti, nitafunga akaunti,
        nafasi ya mwisho, mmepoteza mteja, mumepoteza mteja, sitanunua tena, sitarudi tena kwenu,
        natafuta kampuni nyingine, naenda kwa washindani
    """,
    "ar": """
        سأنتقل إلى, سانتقل الى, راح انتقل, رح انتقل, بنتقل الى, هنقل على, سألغي اشتراكي, سالغي, راح الغي,
        بلغي اشتراكي, هلغي اشتراكي, سأغلق حسابي, راح اقفل حسابي, آخر فرصة, اخر فرصة, خسرتم عميل, خسرتوا عميل,
        خسرتوا زبون, لن أتعامل معكم, لن اشتري منكم
    """,
    "hi": """
        आखिरी मौका, आख़िरी मौका, दूसरी कंपनी में जा, छोड़ रहा हूं, छोड़ रही हूं, छोड़ रहा हूँ, बंद कर रहा हूं,
        खाता बंद कर दूंगा, पोर्ट करा रहा, पोर्ट कर रहा, ग्राहक खो दिया, aakhri mauka, akhri mauka, last mauka,
        port kara raha, port kar raha, port karwa raha, port karwa lunga, port kara lunga, chhod raha hu*,
        chod raha hu*, account band kar raha, account band kar dunga, dusri company me ja, customer kho diya,
        kabhi nahi kharidunga
    """,
}


def leaving(text: str, asks: Iterable[Ask] = ()) -> str | None:
    """Why the writer is taken for one who may leave; None where they are not. `asks` are the verdict's."""
    for clause, words in clauses_in(text):
        position = 0
        while position < len(words):
            said, length = _lexicon().at(words, position)
            # What needs a negator ("never again with you") brings it along.
            if said is not None and not denied(words, position, position + length, said):
                return f"says they will leave: '{' '.join(clause[position : position + length])}'"
            position += length
    return "threatens what they will do otherwise" if "threat" in asks else None


@cache
def _lexicon() -> Lexicon[str]:
    """Of all languages at once, each phrase with its own: they are long enough not to be taken for another's."""
    return lexicon_of(phrases_of(PHRASES))
