"""Spanish: how trouble, tone and praise are written, and what sets off the built-in rules. Accents may be left out."""

from __future__ import annotations

NEGATORS = "no nunca jamás sin nadie ningún ninguna ninguno nada tampoco ni"
SIGNS: dict[str, str] = {
    "fault": """
        no funciona, no funcionan, no funcionó, dejó de funcionar, no puedo, no pude, no podemos, no me deja, no
        carga, no abre, no llega, no ha llegado, no llegó, nunca llegó, no me llegó, no he recibido, no recibí, sigo
        esperando, seguimos esperando, sigo sin, seguimos sin, llevo esperando, sin respuesta, nadie contesta, nadie
        responde, nadie me ayuda, nadie atiende, no contestan, no responden, no me responden, cancelad*, cancelaron,
        me cancelaron, cobrado dos veces, cobraron dos veces, me cobraron, me han cobrado, cobro duplicado, cobro
        indebido, devuélvanme, devuelvan mi dinero, no me devuelven, perdido, perdieron mi, me perdieron, ha perdido,
        retrasad*, con retraso, horas de retraso, rot*, dañad*, estropead*, defectuos*, averiad*, se cae, se cayó,
        caíd*, se cuelga, se bloquea, da error, sale error, error al, equivocad*, incomplet*, sucio, sucia, sin
        internet, sin señal, sin servicio, me colgaron, perdí mi vuelo, perdimos
    """,
    "trouble": """
        problema*, retraso*, demora*, reembolso*, devolución, queja*, reclamación*, reclamo*, tarde, esperar,
        esperando, error, errores, lento, lenta, pendiente, incidencia*, avería, caro, cara, espera, cola
    """,
    "reproach": """
        vergüenza, verguenza, vergonzos*, pésim*, horrible*, terrible*, fatal, inaceptable*, decepcionad*,
        decepcionante*, decepción, asco, desastre, un desastre, malísim*, muy mal, muy malo, muy mala, mal servicio,
        mala atención, lamentable, deplorable, indignante, indignad*, harto, harta, hartos, no vuelvo, nunca más, no
        recomiendo, no lo recomiendo, peor, el peor, la peor, basura, porquería, ridículo, increíble que, cansad* de,
        qué mal, enojad*, molest*, frustra*, grosero*, maleducad*, tomadura de pelo, caos
    """,
    "accusation": """
        me engañaron, nos engañaron, me mintieron, mienten, mentiros*, publicidad engañosa, me ignoran, nos ignoran,
        se niegan, no les importa, se burlan, robo, un robo, roban, me robaron, prometieron, su culpa, abus*, estafad*
    """,
    "blame": """
        por su culpa, es culpa de ustedes, sinvergüenza*, sinverguenza*, incompeten*, inútiles, irresponsable*,
        ladron*, negligen*, qué vergüenza, debería darles vergüenza, delincuentes
    """,
    "insult": """
        idiota*, imbécil*, estúpid*, payas*, mierda, cabron*, gilipollas, inútil, pendejo*, tont*, cretino*, hijos de
        puta
    """,
    "slogan": """
        boicot, boicote*, no compren, no contraten, compartan, difundan, difundir, hagan circular, como siempre
    """,
    "praise": """
        excelente*, genial*, perfect*, encanta, me encantó, maravillos*, fantástic*, estupend*, muy bueno, muy buena,
        muy bien, muy rápido, recomiendo, recomendable, lo mejor, el mejor, la mejor, amable*, increíble, buen
        servicio, buenísim*, feliz, content*, satisfech*, encantad*, felicidades, felicitaciones, enhorabuena,
        impecable, rápid*
    """,
    "thanks": "gracias, muchas gracias, mil gracias, se agradece, agradezco, agradecid*",
    "ask": """
        ayuda por favor, por favor ayuda, pueden ayudarme, me pueden ayudar, necesito ayuda, cuándo, cómo puedo, dónde
        puedo, cuánto cuesta, cuánto tarda, hay alguna, tienen, pueden, podrían, me podrían, quisiera saber, alguien
        sabe, se puede, es posible, a qué hora, qué hago, necesito saber, por favor respondan
    """,
    "attempt": """
        he llamado, llamé, he intentado, intenté, he escrito, escribí, he reclamado, pagué, he pagado, compré, pedí,
        hice un pedido, mi pedido, mi reserva, mi cuenta, mi tarjeta, mi dinero, mi vuelo, mi maleta, mi billete,
        llevo horas, llevo días, llevo semanas, me dijeron
    """,
    "hardship": """
        silla de ruedas, embarazada, mi bebé, recién nacido, anciana, anciano, discapacidad, discapacitad*, insulina,
        medicación, medicamento*, funeral, cáncer, dormir en el suelo, sin comida, sin agua
    """,
    "idiom": "no hay problema, sin problema*, no está mal, nada mal, no hay de qué, no me puedo quejar, buenos días",
}
RULES: dict[str, str] = {
    "safety": """
        peligro, peligros*, incendio*, se incendió, se prendió fuego, en llamas, fuego en, hay humo, humo en, humo
        negro, olor a gas, olor a quemado, huele a gas, huele a quemado, fuga de gas, escape de gas, explotó,
        explosión, cortocircuito, descarga eléctrica, me dio corriente, fallaron los frenos, sin frenos, frenos
        fallaron, no es seguro, insegur*, riesgo de asfixia, asfixia, vidrio en, vidrios en, cristales en, trozo de
        cristal, amenaza de bomba, arma de fuego, con un arma, con un cuchillo, conductor borracho, chofer borracho,
        iba borracho, evacua*, salida de emergencia, naufrag*, se hunde, hombre al agua, sin chalecos, chaleco*
        salvavidas, ahog*, atrapad* en, acoso sexual, abuso sexual, agresión sexual, agredi*, agresión, me amenazó, me
        pegó, me golpeó, casi me mata, casi nos mata, casi nos matamos, poner en riesgo, pone en riesgo
    """,
    "injury": """
        herid*, lesionad*, lesión, lesiones, sangr*, ambulancia*, hospital, hospitales, hospitalizad*, urgencias,
        quemadura*, me quemé, se quemó la mano, me quemó, reacción alérgica, choque anafiláctico, intoxica*, me rompí,
        se rompió la pierna, se rompió el brazo, se fracturó, fractura*, inconsciente, se desmayó, me desmayé,
        infarto, vómitos, vomitando, murió, ha muerto, muertos, falleció, me caí, se cayó por, atropell*, no podía
        respirar, no puedo respirar, envenenad*, casi muero
    """,
    "lawyer": """
        abogad*, demandar*, los demando, les demando, voy a demandar, una demanda, demanda judicial, demanda
        colectiva, acción legal, acciones legales, medidas legales, vía judicial, vías legales, por la vía legal,
        tribunal*, juzgado*, nos vemos en los tribunales, querella, burofax, ante el juez, en el juicio, llevar a
        juicio
    """,
    "regulator": """
        profeco, condusef, facua, la ocu, ante consumo, oficina del consumidor, defensa del consumidor, defensor del
        consumidor, defensor del pueblo, protección al consumidor, hoja de reclamaciones, hojas de reclamaciones,
        indecopi, sernac, superintendencia, organismo de control, regulador, denuncia ante, voy a denunciar, los voy a
        denunciar, les voy a denunciar, denunciar a la policía, denuncia a la policía, llamé a la policía, llamar a la
        policía, inspección de sanidad, inspector de sanidad, la cnmc, la cnmv, banco de españa, ift, agencia de
        protección de datos
    """,
    "press": """
        soy periodista, soy reportero, soy reportera, a la prensa, con la prensa, a los medios, medios de
        comunicación, a los periódicos, a la televisión, salir en las noticias, voy a los medios, periodista de
    """,
    "fraud": """
        fraude*, fraudulent*, estafa, estafas, estafador*, me estafaron, nos estafaron, timo, timad*, phishing, robo
        de identidad, suplantación, suplantan, cargo no autorizado, cargos no autorizados, cobro no autorizado, cobros
        no autorizados, sin mi autorización, sin mi consentimiento, sin mi permiso, no autoricé, hackea*, hackearon,
        me robaron, tarjeta clonada, clonaron mi, clonado mi, vaciaron mi cuenta, compras que no hice, no reconozco
        este cargo, cargos que no reconozco
    """,
    "self_harm": """
        suicid*, quiero morir, me quiero morir, quiero morirme, matarme, me voy a matar, quitarme la vida, no quiero
        vivir, ya no quiero vivir, acabar con mi vida, no vale la pena vivir, hacerme daño, mejor estaría muert*,
        tirarme de un puente
    """,
    "data_leak": """
        filtración de datos, fuga de datos, filtraron mis, filtrado mis, mis datos personales, datos de otra persona,
        datos de otro cliente, datos de otros clientes, cuenta de otra persona, pedidos de otras personas, pedido de
        otra persona, información de otra persona, protección de datos, brecha de seguridad, rgpd, vendieron mis
        datos, compartieron mis datos, enviaron mis datos, borren mis datos, ley de protección de datos
    """,
    "discrimination": """
        racista*, racismo, discrimina*, homófob*, homofobia, machista*, sexista*, xenófob*, xenofobia, antisemit*, por
        ser negr*, por ser mujer, por ser gay, por ser extranjer*, por ser latin*, por ser gitan*, por ser musulm*,
        por mi color, por mi acento, por mi religión, por mi raza, por mi discapacidad
    """,
    "staff_threat": """
        los voy a matar, te voy a matar, lo voy a matar, la voy a matar, les voy a matar, voy a matar a, te voy a
        romper la cara, le voy a romper la cara, romperle la cara, partirle la cara, partirte la cara, sé dónde viven,
        sé dónde vives, sé dónde trabajas, sé dónde vive, voy a quemar su, voy a ir a su oficina, iré a su oficina, se
        van a arrepentir, te vas a arrepentir, ojalá se mueran, que se cuide, cuídense las espaldas
    """,
    "idiom": """
        muerto de hambre, muero de ganas, muero de risa, muerto de risa, es la bomba, matar el tiempo, morir de risa,
        me muero por, para morirse, en demanda, alta demanda, mucha demanda, una demanda alta, tanta demanda, fuego
        artificial, a prueba de fuego, sin peligro, rotulo*
    """,
}
