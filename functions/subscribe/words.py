"""What sign-up pages say, by language. The pages hold nothing else: no name, no address, nothing from outside."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Each is a whole sentence but `yes` and `leave`, which stand on buttons."""

    title: str
    look: str
    confirm: str
    yes: str
    confirmed: str
    unsubscribe: str
    leave: str
    unsubscribed: str
    void: str
    wrong: str
    many: str


WORDS = {
    "en": Words(
        "Status updates",
        "Thank you. Look into your mail: there is a link in it that you have to follow, within 24 hours.",
        "Do you want to get status updates by mail?",
        "Yes, send me status updates",
        "Done. From now on you get each status update.",
        "Do you want no more status updates?",
        "Unsubscribe",
        "Done. You get no more status updates, and your address is deleted.",
        "This link is not good (any more). Sign up again on the status page.",
        "This is no address that updates can be sent to. Go back and correct it.",
        "There were too many sign-ups. Please try again in an hour.",
    ),
    "pt": Words(
        "Avisos de estado",
        "Obrigado. Veja o seu correio: há nele uma ligação que tem de seguir, no prazo de 24 horas.",
        "Quer receber os avisos de estado por correio eletrónico?",
        "Sim, quero receber os avisos",
        "Feito. A partir de agora recebe cada aviso de estado.",
        "Não quer receber mais avisos de estado?",
        "Cancelar a subscrição",
        "Feito. Não recebe mais avisos, e o seu endereço foi apagado.",
        "Esta ligação não é (ou já não é) válida. Inscreva-se de novo na página de estado.",
        "Não é possível enviar avisos para este endereço. Volte atrás e corrija-o.",
        "Houve demasiadas inscrições. Tente de novo dentro de uma hora.",
    ),
    "es": Words(
        "Avisos de estado",
        "Gracias. Mire su correo: hay un enlace que tiene que seguir, en un plazo de 24 horas.",
        "¿Quiere recibir los avisos de estado por correo electrónico?",
        "Sí, quiero recibir los avisos",
        "Hecho. Desde ahora recibe cada aviso de estado.",
        "¿No quiere recibir más avisos de estado?",
        "Darse de baja",
        "Hecho. No recibe más avisos, y su dirección se ha borrado.",
        "Este enlace no es válido (o ya no lo es). Inscríbase de nuevo en la página de estado.",
        "No se pueden enviar avisos a esta dirección. Vuelva atrás y corríjala.",
        "Ha habido demasiadas inscripciones. Inténtelo de nuevo dentro de una hora.",
    ),
    "fr": Words(
        "Messages d'état",
        "Merci. Regardez votre courrier : il contient un lien qu'il faut suivre dans les 24 heures.",
        "Voulez-vous recevoir les messages d'état par courriel ?",
        "Oui, je veux les recevoir",
        "C'est fait. Vous recevrez désormais chaque message d'état.",
        "Ne voulez-vous plus recevoir de messages d'état ?",
        "Se désabonner",
        "C'est fait. Vous ne recevrez plus de messages, et votre adresse est effacée.",
        "Ce lien n'est pas (ou n'est plus) valable. Inscrivez-vous de nouveau sur la page d'état.",
        "On ne peut pas envoyer de messages à cette adresse. Revenez en arrière et corrigez-la.",
        "Il y a eu trop d'inscriptions. Réessayez dans une heure.",
    ),
    "de": Words(
        "Statusmeldungen",
        "Danke. Sehen Sie in Ihre Mail: Darin ist ein Link, dem Sie innerhalb von 24 Stunden folgen müssen.",
        "Möchten Sie Statusmeldungen per Mail erhalten?",
        "Ja, Statusmeldungen schicken",
        "Erledigt. Ab jetzt erhalten Sie jede Statusmeldung.",
        "Möchten Sie keine Statusmeldungen mehr erhalten?",
        "Abmelden",
        "Erledigt. Sie erhalten keine Statusmeldungen mehr, Ihre Adresse ist gelöscht.",
        "Dieser Link gilt nicht (mehr). Melden Sie sich auf der Statusseite neu an.",
        "An diese Adresse kann nichts geschickt werden. Gehen Sie zurück und berichtigen Sie sie.",
        "Es gab zu viele Anmeldungen. Versuchen Sie es in einer Stunde wieder.",
    ),
    "it": Words(
        "Avvisi di stato",
        "Grazie. Guardi nella sua posta: c'è un link da seguire entro 24 ore.",
        "Vuole ricevere gli avvisi di stato per posta elettronica?",
        "Sì, voglio ricevere gli avvisi",
        "Fatto. Da ora riceve ogni avviso di stato.",
        "Non vuole più ricevere avvisi di stato?",
        "Annulla l'iscrizione",
        "Fatto. Non riceve più avvisi, e il suo indirizzo è cancellato.",
        "Questo link non è (o non è più) valido. Si iscriva di nuovo sulla pagina di stato.",
        "A questo indirizzo non si possono inviare avvisi. Torni indietro e lo corregga.",
        "Ci sono state troppe iscrizioni. Riprovi tra un'ora.",
    ),
    "ar": Words(
        "رسائل الحالة",
        "شكرًا. انظر في بريدك: فيه رابط عليك فتحه خلال 24 ساعة.",
        "هل تريد أن تصلك رسائل الحالة بالبريد؟",
        "نعم، أريد أن تصلني",
        "تم. من الآن تصلك كل رسالة حالة.",
        "ألا تريد رسائل حالة بعد الآن؟",
        "إلغاء الاشتراك",
        "تم. لن تصلك رسائل بعد الآن، وقد حُذف عنوانك.",
        "هذا الرابط غير صالح أو لم يعد صالحًا. اشترك من جديد في صفحة الحالة.",
        "لا يمكن إرسال الرسائل إلى هذا العنوان. ارجع وصحّحه.",
        "كثرت طلبات الاشتراك. حاول مرة أخرى بعد ساعة.",
    ),
}
