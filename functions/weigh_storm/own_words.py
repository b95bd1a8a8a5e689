"""The words themselves, by language: the first person, what has an opinion with it, and what points at others.

Written from general knowledge of these languages. Apostrophes part words: "I'm" is "i" and "m".
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Speech:
    """`opinions` are phrases in which a first person tells of no loss of its own; `lengths` their lengths in words."""

    own: frozenset[str]
    opinions: frozenset[tuple[str, ...]]
    lengths: tuple[int, ...]
    others: frozenset[str]


def _speech(own: str, opinions: str, others: str) -> Speech:
    phrases = frozenset(tuple(phrase.split()) for phrase in opinions.split(",") if phrase.strip())
    lengths = tuple(sorted({len(phrase) for phrase in phrases}, reverse=True))
    return Speech(frozenset(own.split()), phrases, lengths, frozenset(others.split()))


IN: dict[str, Speech] = {
    "en": _speech(
        "i im ive id me my mine myself we us our ours weve",
        """i think, i hope, i believe, i guess, i wonder, i agree, i mean, i feel, i feel for, i see, i saw, i ve seen,
        i have seen, i heard, i read, i just read, i just saw, i just heard, i watched, i m sorry, i am sorry, i stand,
        i support, i can t believe, i cannot believe, i can t even, i can t imagine, i m disgusted, i am disgusted,
        i m shocked, i am shocked, i m appalled, i am appalled, i m speechless, i m glad, i m with, i will never,
        i ll never, i would never, i wouldn t, i won t, i m boycotting, my god, my goodness, my heart, my opinion,
        my thoughts, let me, tell me, makes me sick, make me sick, makes me angry, shame on us, we should, we must,
        we need to, let us, we all, all of us""",
        """he she him her his hers they them their theirs those people everyone everybody man woman guy lady kid child
        children employee employees worker workers staff customers passengers victim victims family someone nobody
        shame ashamed shameful disgusting disgusted disgrace disgraceful boycott cancel outrageous unacceptable
        despicable vile how dare greedy racist sexist""",
    ),
    "es": _speech(
        """yo me mi mis mío mía mios conmigo nos nuestro nuestra nuestros nuestras nosotros estoy tengo llevo he hemos
        quiero puedo pagué compré pedí recibí llevamos tenemos estamos""",
        """me parece, me da vergüenza, me da asco, me da pena, yo creo, yo pienso, mi opinión, en mi opinión, he visto,
        he leído, he oído, me alegro, me indigna, dios mío, me solidarizo, no me lo creo, puedo creer""",
        """él ella ellos ellas le les su sus gente señor señora niño niños empleado empleados trabajadores víctima
        víctimas familia vergüenza asco boicot indignante inaceptable vergonzoso asqueroso racistas sinvergüenzas""",
    ),
    "fr": _speech(
        "je j me m moi mon ma mes mien mienne nous notre nos",
        """je pense, je crois, je trouve, j espère, je suis choqué, je suis choquée, je suis outré, je suis outrée,
        je n en reviens pas, je ne comprends pas comment, j ai vu, j ai lu, j ai entendu, j hallucine, je soutiens,
        mon dieu, à mon avis, mon avis, je boycotte, ça me dégoûte, nous devons, je ne peux pas croire""",
        """il elle ils elles lui leur leurs eux gens homme femme enfant enfants employé employés salarié salariés
        victime victimes famille honte honteux scandaleux dégoûtant boycott inadmissible inacceptable ignoble""",
    ),
    "de": _speech(
        "ich mich mir mein meine meinen meinem meiner meines wir uns unser unsere unseren unserem unserer",
        """ich finde, ich denke, ich glaube, ich hoffe, ich meine, ich fasse, fasse ich, finde ich, ich bin entsetzt,
        ich bin schockiert, ich bin sprachlos, ich verstehe nicht wie, ich schäme mich, meiner meinung, mein gott,
        meine güte, ich habe gelesen, ich habe gesehen, ich habe gehört, ich boykottiere, macht mich wütend,
        wir sollten, wir müssen, tut mir leid""",
        """er ihn ihm seine seinen leute menschen mann frau kind kinder mitarbeiter mitarbeiterin angestellte
        angestellten opfer familie schande schämt schäm boykott widerlich ekelhaft unmöglich unverschämt skandal
        rassistisch abscheulich denen deren""",
    ),
    "it": _speech(
        "io mi me mio mia miei mie ho noi nostro nostra nostri nostre abbiamo aspetto voglio vorrei",
        """io penso, io credo, mi sembra, mi pare, mi vergogno, mi fa schifo, mi dispiace, a mio parere, a mio avviso,
        secondo me, mio dio, dio mio, ho letto, ho visto, ho sentito, non mi stupisce, dobbiamo""",
        """lui lei loro gli gente persone uomo donna bambino bambini dipendente dipendenti lavoratori vittima vittime
        famiglia vergogna vergognatevi schifo boicottaggio boicottiamo vergognoso inaccettabile disgustoso""",
    ),
    "pt": _speech(
        """eu me mim meu minha meus minhas comigo nós nosso nossa nossos nossas estou tenho fiquei paguei comprei recebi
        quero consigo estamos temos""",
        """eu acho, eu penso, eu espero, eu vi, eu li, eu ouvi, meu deus, minha opinião, na minha opinião, me parece,
        me dá nojo, me dá vergonha, estou chocado, estou chocada, tenho nojo, tenho vergonha, nós devemos""",
        """ele ela eles elas dele dela deles delas pessoas gente homem mulher criança crianças funcionário funcionários
        trabalhadores vítima vítimas família vergonha nojo boicote absurdo inaceitável nojento racistas""",
    ),
    "nl": _speech(
        "ik mij me mijn mezelf wij we ons onze",
        """ik vind, ik denk, ik hoop, ik geloof, vind ik, ik ben geschokt, ik las, ik zag, ik hoorde, mijn god,
        mijn mening, naar mijn mening, ik schaam me, we moeten""",
        """hij zij hem haar hun hen mensen man vrouw kind kinderen medewerker medewerkers slachtoffer slachtoffers
        familie schande schaam boycot walgelijk onacceptabel schandalig""",
    ),
}
