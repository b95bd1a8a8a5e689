"""Portuguese: how trouble, tone and praise are written, and what sets off the rules. Accents may be left out."""

from __future__ import annotations

NEGATORS = "não nunca jamais sem ninguém nenhum nenhuma nada nem"
SIGNS: dict[str, str] = {
    "fault": """
        não funciona, não funcionam, não funcionou, parou de funcionar, não consigo, não conseguimos, não consegui,
        não posso, não abre, não carrega, não entra, não deixa, não chegou, nunca chegou, ainda não chegou, não
        recebi, nunca recebi, ainda não recebi, não foi entregue, não entregaram, sem resposta, ninguém responde,
        ninguém atende, ninguém resolve, ninguém ajuda, não respondem, não resolvem, não atendem, ninguém me responde,
        cancelad*, cancelaram, estorno, não estornaram, não devolvem, devolvam meu dinheiro, quero meu dinheiro,
        perdid*, perderam, extraviad*, atrasad*, horas de atraso, cobrad*, cobraram, cobrança indevida, cobrança
        duplicada, duas vezes, quebrad*, partido, partida, danificad*, defeituos*, com defeito, avariad*, travando,
        trava, travou, caiu, fora do ar, dá erro, deu erro, errad*, faltando, falta, suj*, sem internet, sem sinal,
        sem rede, continuo à espera, ainda espero, estou esperando, estou à espera, desligaram na minha cara, perdi o
        voo
    """,
    "trouble": """
        problema*, atraso*, reembolso*, reclamação, reclamações, reclamar, espera, esperar, esperando, erro, erros,
        lento, lenta, demora*, demorad*, cancelamento, pendente, infelizmente, caro, cara, fila
    """,
    "reproach": """
        vergonha, vergonhos*, péssim*, horrível, horríveis, terrível, inaceitável, inadmissível, decepcionant*,
        decepcionad*, dececionad*, dececionant*, decepção, desilud*, ridícul*, absurd*, lixo, um lixo, porcaria,
        descaso, desrespeit*, falta de respeito, desastre, pior, o pior, a pior, muito ruim, muito mau, muito mal, mau
        serviço, mau atendimento, nunca mais, não recomendo, fujam, evitem, farto, farta, cansad* de, indignad*,
        revoltad*, revoltante, chatead*, frustrad*, mal educad*, grosseir*, palhaçada, piada, caos, lamentável
    """,
    "accusation": """
        mentiros*, mentem, mentiram, me enganaram, enganad*, propaganda enganosa, publicidade enganosa, me ignoram,
        ignoram, recusam, se recusam, não estão nem aí, prometeram, roubaram, roubo, um roubo, abus*, desonest*
    """,
    "blame": """
        culpa vossa, culpa de vocês, por vossa culpa, tenham vergonha, deviam ter vergonha, que vergonha, incompeten*,
        ladrões, ladrão, bandidos, irresponsáve*, negligen*, golpistas, vigaristas
    """,
    "insult": """
        idiota*, burro*, palhaç*, imbecil*, imbecis, estúpid*, merda, porra, lixos, inúteis, otário*, cretino*
    """,
    "slogan": "boicot*, não comprem, partilhem, compartilhem, divulguem, como sempre, como de costume",
    "praise": """
        excelente*, ótim*, perfeit*, adoro, adorei, amei, maravilhos*, fantástic*, incrível, parabéns, muito bom,
        muito boa, muito bem, muito rápid*, recomendo, super recomendo, o melhor, a melhor, nota 10, nota dez,
        atencios*, simpátic*, educados, impecável, satisfeit*, feliz, content*, eficiente*, top, espetacular, gostei
        muito
    """,
    "thanks": "obrigado, obrigada, muito obrigado, muito obrigada, agradeço, grato, grata, valeu",
    "ask": """
        podem ajudar, pode me ajudar, podem me ajudar, preciso de ajuda, me ajudem, por favor ajudem, como faço, como
        posso, onde posso, onde fica, quando, quanto custa, quanto tempo, é possível, alguém sabe, a que horas, vocês
        têm, vocês tem, podem, poderiam, gostaria de saber, queria saber, tem como, por favor respondam
    """,
    "attempt": """
        já liguei, liguei, tentei, já tentei, escrevi, enviei, já enviei, contactei, contatei, comprei, paguei, já
        paguei, encomendei, reservei, meu pedido, minha encomenda, minha conta, meu cartão, meu dinheiro, meu voo,
        minha mala, meu bilhete, minha reserva, me disseram, disseram que, abri um chamado, abri reclamação
    """,
    "hardship": """
        cadeira de rodas, grávida, bebê, bebé, recém nascido, idos*, deficiente, deficiência, insulina, remédio*,
        medicamento*, funeral, velório, câncer, cancro, dormir no chão, sem água, sem comida
    """,
    "idiom": """
        sem problema*, não há problema, nada mal, não é mau, de nada, não tenho queixas, não vejo a hora, bom dia
    """,
}
RULES: dict[str, str] = {
    "safety": """
        perigo, perigos*, em perigo, incêndio*, pegou fogo, pegando fogo, incendiou, em chamas, fogo no, fogo na,
        fumaça no, fumaça na, fumaça saindo, fumo no, fumo na, cheiro a gás, cheiro de gás, cheiro a queimado, cheiro
        de queimado, vazamento de gás, fuga de gás, explodiu, explosão, choque elétrico, levei um choque, curto
        circuito, curto-circuito, freios falharam, travões falharam, sem freio*, sem travões, freio falhou, risco de
        asfixia, asfixia, sufoc*, vidro na, vidro no, pedaço de vidro, pedaços de vidro, cacos de vidro, ameaça de
        bomba, com uma arma, com uma faca, armado, motorista bêbado, motorista bêbedo, condutor bêbado, saída de
        emergência, coletes salva, colete salva, homem ao mar, afund*, naufrág*, afog*, evacua*, presos no elevador,
        preso no elevador, presa no elevador, assédio, assediad*, abuso sexual, agredi*, agressão, me ameaçou, ameaçou
        me, me bateu, me empurrou, quase morri, quase morremos, risco de vida, não é seguro, insegur*
    """,
    "injury": """
        ferid*, ferimento*, machuc*, magoou se, sangr*, ambulância*, hospital, hospitais, hospitalizad*, pronto
        socorro, urgências, queimadura*, me queimei, queimei me, queimou a mão, se queimou, reação alérgica, choque
        anafilático, intoxica*, envenenad*, perna partida, perna quebrada, braço partido, braço quebrado, quebrou a
        perna, partiu a perna, quebrou o braço, partiu o braço, fratura*, desmai*, inconsciente, enfarte, infarto,
        vomit*, vômito*, morreu, mortos, faleceu, óbito, caí no, caí na, caiu da escada, atropel*, não conseguia
        respirar, não consigo respirar, escorreg*
    """,
    "lawyer": """
        advogad*, processar, processo vocês, vou processar, vos processo, processo judicial, ação judicial, ações
        judiciais, medidas legais, medidas judiciais, meios legais, via judicial, tribunal, tribunais, na justiça,
        pequenas causas, juizado, danos morais, queixa crime, entrar com ação, entrar com um processo, em juízo,
        notificação extrajudicial
    """,
    "regulator": """
        procon, reclame aqui, anatel, aneel, anac, bacen, banco central, banco de portugal, livro de reclamações, deco
        proteste, à deco, anacom, asae, senacon, consumidor gov, defesa do consumidor, provedor de justiça, entidade
        reguladora, regulador, autoridade reguladora, anpd, cnpd, vigilância sanitária, chamar a polícia, chamei a
        polícia, na polícia, à polícia, boletim de ocorrência, ministério público, polícia marítima
    """,
    "press": """
        sou jornalista, sou repórter, jornalista da, jornalista do, à imprensa, na imprensa, aos jornais, à
        comunicação social, à televisão, na televisão, aos media, à mídia, na mídia, assessoria de imprensa
    """,
    "fraud": """
        fraud*, golpe, golpes, burla*, burlad*, estelionat*, phishing, clonaram, clonad*, roubo de identidade,
        cobrança não autorizada, débito não autorizado, transação não autorizada, não autorizei, não autorizad*, sem a
        minha autorização, sem minha autorização, sem o meu consentimento, sem meu consentimento, hackead*, hackearam,
        invadiram minha, me roubaram, roubaram me, roubaram a minha, roubaram o meu, compras que não fiz, não
        reconheço essa, esvaziaram a minha conta, falsificad*
    """,
    "self_harm": """
        suicíd*, suicid*, me matar, matar me, quero morrer, queria morrer, vontade de morrer, tirar a minha vida,
        tirar minha vida, acabar com a minha vida, não quero mais viver, não quero viver, me machucar de propósito, me
        jogar da, me jogar de, atirar me da
    """,
    "data_leak": """
        vazamento de dados, vazaram meus, vazaram os meus, meus dados pessoais, dados de outra pessoa, dados de outro
        cliente, dados de outros clientes, dados de outras pessoas, conta de outra pessoa, pedido de outra pessoa,
        encomendas de outras, pedidos de outras pessoas, fatura de outra pessoa, lgpd, rgpd, proteção de dados,
        venderam meus dados, partilharam os meus dados, compartilharam meus dados, apagar os meus dados, apaguem meus
        dados, dados expostos
    """,
    "discrimination": """
        racis*, racista*, discrimina*, homofob*, homofóbic*, machista*, sexista*, xenofob*, xenófob*, antissemit*,
        preconceit*, por ser negr*, por ser preto, por ser preta, por ser mulher, por ser gay, por ser estrangeir*,
        por ser brasileir*, por ser deficiente, por causa da minha cor, pela minha cor, pelo meu sotaque, injúria
        racial, capacitis*
    """,
    "staff_threat": """
        vou matar, vou te matar, vou vos matar, mato vocês, mato te, sei onde moram, sei onde mora, sei onde vivem,
        sei onde trabalha*, vou aí e, vou até aí e, quebrar a cara, partir a cara, parto a cara, quebro a cara, vou
        quebrar tudo, pôr fogo na, botar fogo na, tacar fogo, deitar fogo, vão se arrepender, vai se arrepender, vão
        arrepender se, dar um tiro, meter uma bala, que morram, cuidado quando sair
    """,
    "idiom": """
        morri de rir, morreu de rir, morrendo de rir, matar o tempo, matar saudades, matar a saudade, matar a fome,
        morro de amores, é a bomba, fogo de artifício, golpe de sorte, golpe de mestre, golpe de vista, sem perigo, um
        golpe de, mata a fome
    """,
}
