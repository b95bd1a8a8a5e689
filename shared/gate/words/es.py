"""Spanish. Written from general knowledge of how companies write on a bad day; `phrases.py` says how to read it."""

from __future__ import annotations

from shared.gate.lexicon import Wordlist

WORDS = Wordlist(
    names={
        "people": """
            cliente, clientes, pasajero, pasajeros, viajero, viajeros, usuario, usuarios, usuarias, gente, personas,
            huespedes, ustedes, usted
        """,
        "party": """
            proveedor, proveedores, contratista, subcontratista, socio, socios, transportista, banco, bancos,
            fabricante, competidor, competidores, competencia, autoridades, gobierno, sindicato, sindicatos, prensa,
            tercero, terceros, aeropuerto, operador
        """,
        "staff": """
            empleado, empleados, empleada, trabajador, trabajadores, conductor, agente, capitan, tecnico, becario,
            personal, tripulacion, companero
        """,
    },
    insults="""
        idiota, idiotas, imbecil, imbeciles, estupido*, estupida*, estupidez, tonto, tontos, tonta, tontas, tonteria*,
        mentiroso, mentirosos, mentirosa, mentirosas, payaso*, patetico, patetica, pateticos, llorica*, lloron*,
        quejica*, histerico, histerica, histericos, histericas, histeria, incompetente*, incompetencia, ridiculo,
        ridicula, ridiculos, ridiculas, sinverguenza*, cobarde*, ignorante*, desagradecido*, avaricioso*, loco, locos,
        loca, locas, paranoico*, mierda, gilipollas, cabron*, puta, putas, joder, callense, callate, dejen de
        quejarse, deje de quejarse, caza de brujas, escoria, haters, troles, trolls, sandez, chorrada*, maleducado*,
        caraduras, caradura, payasada*
    """,
    accusations="""
        exageran, exagera, exagerando, exagerado, exagerada, exagerados, exageradas, exageracion*, estan mintiendo,
        mienten, @people mienten, quieren llamar la atencion, hacerse la victima, se hacen las victimas, noticias
        falsas, quejas falsas, resenas falsas, acusaciones falsas, acusaciones infundadas, quejas infundadas,
        supuestos clientes, supuestos afectados, supuestas victimas, mala fe, tormenta en un vaso de agua, no es para
        tanto, a diferencia de nuestra competencia, a diferencia de otras empresas, los demas son peores, otros son
        peores, minoria ruidosa, no tienen nada mejor que hacer, difunden mentiras, difundir mentiras, campana de
        desprestigio, quieren dinero
    """,
    blame="""
        error del usuario, error de usuario, errores de usuario, error del cliente, error humano, error del conductor,
        culpa suya, su culpa, culpa de ustedes, su propia culpa, culpa del ~ @party, culpa de ~ @party, culpa de los ~
        @people, culpa de ~ @people, culpa del ~ @people, culpa del ~ @staff, culpa de ~ @staff, culpa del tiempo,
        culpa del clima, culpa de la lluvia, culpa del viento, culpables son, el culpable es, la culpa la tiene, la
        culpa la tienen, la culpa es de, culpamos a, no es culpa nuestra, no es nuestra culpa, no fue culpa nuestra,
        no fue nuestra culpa, no es nuestro problema, no es nuestra responsabilidad, no somos responsables, no nos
        hacemos responsables, no tenemos la culpa, nada que ver con nosotros, deberian haber leido, deberia haber
        leido, debieron leer, deberian haber comprobado, tendrian que haber leido, no leyeron, no se molestaron, si
        hubieran leido, si hubiesen leido, usaron mal, por no leer, por culpa de, fallo de nuestro ~ @party, fallo de
        nuestros ~ @party, error de nuestro ~ @party, error de un ~ @staff, error de una ~ @staff, error de nuestro ~
        @staff, negligencia de, causado por nuestro ~ @party, debido a nuestro ~ @party, nuestro @party ~ ha fallado,
        nuestro @party nos ha fallado, @staff ~ ha sido despedido, @staff ha sido sancionado, no controlamos el
        tiempo, no podemos controlar el tiempo, fuerza mayor
    """,
    fine="culpa nuestra, nuestra culpa, no es culpa suya, no es su culpa, la culpa es nuestra, la culpa es de nosotros",
    promises="""
        no volvera a ocurrir, no volvera a pasar, no volvera a suceder, no se repetira, nunca mas ocurrira, nunca
        volvera a, jamas volvera a, garantizamos, les garantizamos, le garantizamos, garantizado al 100, 100
        garantizado, 100% seguro, 100% segura, totalmente seguro, totalmente segura, completamente seguro,
        completamente segura, absolutamente seguro, absolutamente segura, riesgo cero, todos seran indemnizados, todos
        los clientes seran indemnizados, nadie perdera, de una vez por todas
    """,
    vague="""
        se cometieron errores, se han cometido errores, se produjeron errores, algunos @people pueden experimentar,
        algunos @people podrian experimentar, pueden experimentar, podrian experimentar, pueden verse afectados,
        podrian verse afectados, podria verse afectado, las molestias ocasionadas, las molestias causadas, cualquier
        molestia, posibles molestias, se esta trabajando, se esta investigando, se estan tomando medidas, se han
        tomado medidas, se tomaran medidas, medidas oportunas, medidas necesarias, lo antes posible, a la mayor
        brevedad, en breve, proximamente, en su debido momento, se ha decidido, se ha detectado, si alguien se ha
        sentido, si alguien se sintio, lamentamos que se sienta, un numero reducido de, un pequeno numero de, un
        numero limitado de, ciertos @people, determinados @people, ciertas incidencias, tengan la seguridad, no hay
        motivo de preocupacion, no hay peligro
    """,
    outside="""
        ajenas a nuestra voluntad, ajeno a nuestra voluntad, fuera de nuestro control, circunstancias imprevistas,
        debido al mal tiempo, por el mal tiempo, por causas tecnicas, razones tecnicas, motivos tecnicos, motivos
        operativos, razones operativas, problemas tecnicos, causas ajenas
    """,
    jargon="""
        sinergia*, proactiv*, stakeholder*, holistic*, implementar, implementacion, optimizar, priorizar, incidencia*,
        latencia, backend, frontend, servidor de produccion, api, dns, sla, kpi, failover, rollback, downtime, hoja de
        ruta, puesta en valor, de cara a, a nivel de, en aras de, a efectos de, asimismo, el mencionado, irregularidad
        operativa, usuario final
    """,
    negations="no ni nunca jamas nadie tampoco sin ningun ninguna",
    unless="solo solamente",
    shouted="""
        no nunca siempre todo todos nada nadie ahora ya importante urgente atencion aviso por favor gratis es son
        estamos somos que muy hay los las del una son esta este nos lo sentimos perdon
    """,
)
