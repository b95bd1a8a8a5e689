"""Our own words in mails, by language; what the company says comes from the page.

A new language is one more entry here, one in functions/subscribe/words.py, and its code in shared/subscriber.py.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """`{page}` is the page's name, `{when}` a time with its zone, `{because}` what was wrong. `labels` end a subject,
    by what the word is.
    """

    labels: dict[str, str]
    subject: str
    next_word: str
    taken_back: str
    corrected: str
    was_wrong: str
    read: str
    why: str
    unsubscribe: str
    confirm_subject: str
    confirm: str
    confirm_link: str
    ignore: str
    already_subject: str
    already: str


WORDS = {
    "en": Words(
        {
            "investigating": "Investigating",
            "updated": "Update",
            "resolved": "Resolved",
            "corrected": "Correction",
            "retracted": "Retracted",
        },
        "[{page} status] {title}: {label}",
        "The next update comes by {when}.",
        "This has since been taken back.",
        "This has since been corrected.",
        "What was wrong before: {because}",
        "Read it on the status page",
        "You get this because you asked to be told what {page} says on its status page.",
        "Unsubscribe",
        "Confirm: status updates of {page}",
        "Somebody, probably you, asked that this address be told what {page} says on its status page.",
        "Yes, tell me (the link is good for 24 hours)",
        "If it was not you, do nothing: you will get no other mail.",
        "You already get status updates of {page}",
        "This address is already told what {page} says on its status page. There is nothing to do.",
    ),
    "pt": Words(
        {
            "investigating": "Em investigação",
            "updated": "Atualização",
            "resolved": "Resolvido",
            "corrected": "Correção",
            "retracted": "Retirado",
        },
        "[Estado de {page}] {title}: {label}",
        "A próxima atualização chega até {when}.",
        "Isto foi entretanto retirado.",
        "Isto foi entretanto corrigido.",
        "O que estava errado antes: {because}",
        "Ler na página de estado",
        "Recebe esta mensagem porque pediu para ser avisado do que {page} diz na sua página de estado.",
        "Cancelar a subscrição",
        "Confirme: avisos de estado de {page}",
        "Alguém, provavelmente você, pediu que este endereço seja avisado do que {page} diz na sua página de estado.",
        "Sim, quero ser avisado (a ligação é válida durante 24 horas)",
        "Se não foi você, não faça nada: não receberá mais nenhuma mensagem.",
        "Já recebe os avisos de estado de {page}",
        "Este endereço já é avisado do que {page} diz na sua página de estado. Não precisa de fazer nada.",
    ),
    "es": Words(
        {
            "investigating": "En investigación",
            "updated": "Actualización",
            "resolved": "Resuelto",
            "corrected": "Corrección",
            "retracted": "Retirado",
        },
        "[Estado de {page}] {title}: {label}",
        "La próxima actualización llega antes de {when}.",
        "Esto se ha retirado después.",
        "Esto se ha corregido después.",
        "Lo que antes era incorrecto: {because}",
        "Leer en la página de estado",
        "Recibe este mensaje porque pidió que se le avisara de lo que {page} dice en su página de estado.",
        "Darse de baja",
        "Confirme: avisos de estado de {page}",
        "Alguien, quizás usted, pidió que se avise a esta dirección de lo que {page} dice en su página de estado.",
        "Sí, quiero recibir avisos (el enlace vale 24 horas)",
        "Si no fue usted, no haga nada: no recibirá ningún otro mensaje.",
        "Ya recibe los avisos de estado de {page}",
        "Esta dirección ya recibe avisos de lo que {page} dice en su página de estado. No tiene que hacer nada.",
    ),
    "fr": Words(
        {
            "investigating": "Recherche en cours",
            "updated": "Mise à jour",
            "resolved": "Résolu",
            "corrected": "Correction",
            "retracted": "Retiré",
        },
        "[État de {page}] {title} : {label}",
        "La prochaine mise à jour viendra avant {when}.",
        "Ceci a été retiré depuis.",
        "Ceci a été corrigé depuis.",
        "Ce qui était faux : {because}",
        "Lire sur la page d'état",
        "Vous recevez ce message car vous avez demandé à être informé de ce que {page} dit sur sa page d'état.",
        "Se désabonner",
        "Confirmez : messages d'état de {page}",
        "Quelqu'un, sans doute vous, a demandé que cette adresse apprenne ce que {page} dit sur sa page d'état.",
        "Oui, informez-moi (le lien est valable 24 heures)",
        "Si ce n'était pas vous, ne faites rien : vous ne recevrez aucun autre message.",
        "Vous recevez déjà les messages d'état de {page}",
        "Cette adresse est déjà informée de ce que {page} dit sur sa page d'état. Il n'y a rien à faire.",
    ),
    "de": Words(
        {
            "investigating": "Wird untersucht",
            "updated": "Neuer Stand",
            "resolved": "Behoben",
            "corrected": "Berichtigung",
            "retracted": "Zurückgezogen",
        },
        "[Status {page}] {title}: {label}",
        "Die nächste Nachricht kommt bis {when}.",
        "Dies wurde inzwischen zurückgezogen.",
        "Dies wurde inzwischen berichtigt.",
        "Was vorher falsch war: {because}",
        "Auf der Statusseite lesen",
        "Sie erhalten dies, weil Sie erfahren wollten, was {page} auf der Statusseite sagt.",
        "Abmelden",
        "Bitte bestätigen: Statusmeldungen von {page}",
        "Jemand, vermutlich Sie, möchte, dass diese Adresse erfährt, was {page} auf der Statusseite sagt.",
        "Ja, bitte melden (der Link gilt 24 Stunden)",
        "Wenn Sie das nicht waren, tun Sie nichts: Sie erhalten dann keine weitere Mail.",
        "Sie erhalten die Statusmeldungen von {page} bereits",
        "Diese Adresse erfährt bereits, was {page} auf der Statusseite sagt. Es ist nichts zu tun.",
    ),
    "it": Words(
        {
            "investigating": "In corso di verifica",
            "updated": "Aggiornamento",
            "resolved": "Risolto",
            "corrected": "Rettifica",
            "retracted": "Ritirato",
        },
        "[Stato di {page}] {title}: {label}",
        "Il prossimo aggiornamento arriva entro {when}.",
        "Questo è stato poi ritirato.",
        "Questo è stato poi corretto.",
        "Che cosa era sbagliato prima: {because}",
        "Leggi sulla pagina di stato",
        "Riceve questo messaggio perché ha chiesto di sapere che cosa dice {page} sulla sua pagina di stato.",
        "Annulla l'iscrizione",
        "Conferma: avvisi di stato di {page}",
        "Qualcuno, forse lei, ha chiesto che questo indirizzo sappia che cosa dice {page} sulla pagina di stato.",
        "Sì, avvisatemi (il link vale 24 ore)",
        "Se non è stato lei, non faccia nulla: non riceverà altri messaggi.",
        "Riceve già gli avvisi di stato di {page}",
        "Questo indirizzo riceve già ciò che {page} dice sulla sua pagina di stato. Non c'è nulla da fare.",
    ),
    "ar": Words(
        {
            "investigating": "قيد البحث",
            "updated": "تحديث",
            "resolved": "تم الحل",
            "corrected": "تصحيح",
            "retracted": "تم السحب",
        },
        "[حالة {page}] {title}: {label}",
        "يأتي التحديث التالي قبل {when}.",
        "تم سحب هذا الكلام لاحقًا.",
        "تم تصحيح هذا الكلام لاحقًا.",
        "ما كان خطأً من قبل: {because}",
        "اقرأه في صفحة الحالة",
        "تصلك هذه الرسالة لأنك طلبت أن تعرف ما تقوله {page} في صفحة حالتها.",
        "إلغاء الاشتراك",
        "تأكيد: رسائل حالة {page}",
        "طلب أحدهم، على الأرجح أنت، أن يصل إلى هذا العنوان ما تقوله {page} في صفحة حالتها.",
        "نعم، أبلغوني (الرابط صالح 24 ساعة)",
        "إذا لم تكن أنت فلا تفعل شيئًا: لن تصلك رسالة أخرى.",
        "تصلك رسائل حالة {page} من قبل",
        "يصل إلى هذا العنوان من قبل ما تقوله {page} في صفحة حالتها. لا حاجة إلى فعل شيء.",
    ),
}
