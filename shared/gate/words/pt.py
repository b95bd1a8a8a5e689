"""Portuguese. Written from general knowledge of how companies write on a bad day; `phrases.py` says how to read it."""

from __future__ import annotations

from shared.gate.lexicon import Wordlist

WORDS = Wordlist(
    names={
        "people": """
            cliente, clientes, passageiro, passageiros, viajante, viajantes, utilizador, utilizadores, usuario,
            usuarios, pessoas, gente, hospedes, voces, voce
        """,
        "party": """
            fornecedor, fornecedores, empreiteiro, subcontratado, subcontratados, parceiro, parceiros, transportadora,
            transportadoras, banco, bancos, fabricante, concorrente, concorrentes, concorrencia, autoridades, governo,
            sindicato, sindicatos, imprensa, terceiros, aeroporto, operadora, prestador
        """,
        "staff": """
            funcionario, funcionarios, funcionaria, empregado, empregados, colaborador, colaboradores, colega,
            motorista, condutor, agente, capitao, comandante, tecnico, estagiario, tripulacao, pessoal, trabalhador
        """,
    },
    insults="""
        idiota, idiotas, imbecil, imbecis, estupido, estupida, estupidos, estupidas, estupidez, burro, burros, parvo,
        parvos, tolo, tolos, tolice*, mentiroso, mentirosos, mentirosa, mentirosas, palhaco*, palhacada*, patetico,
        patetica, pateticos, choramingas, chorao, queixinhas, histerico, histerica, histericos, histericas, histeria,
        incompetente, incompetentes, incompetencia, ridiculo, ridicula, ridiculos, ridiculas, cobarde, cobardes,
        covarde, covardes, preguicoso, preguicosos, ignorante, ignorantes, ingrato, ingratos, ganancioso*, louco,
        loucos, louca, paranoico*, merda, porra, caralho, puta, filho da puta, cabrao, cabroes, babaca*, otario*,
        calem se, cale se, parem de se queixar, pare de reclamar, parem de reclamar, caca as bruxas, escumalha,
        escoria, haters, trolls, disparate*, besteira*, asneira*, malcriado*, mal educado*
    """,
    accusations="""
        exagera, exageram, exagerando, a exagerar, exagerado, exagerada, exagerados, exageradas, exagero, exageros,
        estao a mentir, estao mentindo, mentem, querem atencao, querem chamar a atencao, fazem se de vitimas, fazer se
        de vitima, noticias falsas, fake news, queixas falsas, reclamacoes falsas, avaliacoes falsas, acusacoes
        infundadas, queixas infundadas, acusacoes falsas, supostos clientes, supostas vitimas, alegadas vitimas, ma
        fe, tempestade num copo de agua, tempestade em copo d'agua, nao e assim tao grave, ao contrario da
        concorrencia, ao contrario dos nossos concorrentes, os outros sao piores, outros sao piores, minoria ruidosa,
        nao tem nada melhor para fazer, espalham mentiras, campanha de difamacao
    """,
    blame="""
        erro do utilizador, erro do usuario, erro de utilizador, erros do utilizador, erro do cliente, erro humano,
        culpa do utilizador, culpa do usuario, culpa dos ~ @people, culpa do ~ @people, culpa sua, sua culpa, a culpa
        e sua, vossa culpa, culpa deles, culpa do ~ @party, culpa dos ~ @party, culpa da ~ @party, culpa de um ~
        @staff, culpa do ~ @staff, culpa dos ~ @staff, culpa do tempo, culpa do mau tempo, culpa do clima, culpa da
        chuva, por culpa de, por culpa do, por culpa da, a culpa e do, a culpa e da, a culpa e dos, os culpados sao, o
        culpado e, nao e culpa nossa, nao e nossa culpa, nao foi culpa nossa, nao e problema nosso, nao e da nossa
        responsabilidade, nao e nossa responsabilidade, nao somos responsaveis, nao nos responsabilizamos, nada a ver
        connosco, nada a ver conosco, deviam ter lido, deveriam ter lido, devia ter lido, deviam ter verificado, nao
        leram, nao se deram ao trabalho, se tivessem lido, usaram mal, falha do nosso ~ @party, falha dos nossos ~
        @party, erro do nosso ~ @party, erro de um ~ @staff, erro de uma ~ @staff, erro do nosso ~ @staff, por causa
        do nosso ~ @party, por causa dos nossos ~ @party, causado pelo nosso ~ @party, devido ao nosso ~ @party,
        negligencia de, negligencia do, o nosso @party falhou, @staff foi despedido, @staff foi demitido, @staff foi
        suspenso, nao controlamos o tempo, nao podemos controlar o tempo, forca maior
    """,
    fine="culpa nossa, nossa culpa, a culpa e nossa, nao e culpa sua, nao e sua culpa, a culpa e de ninguem",
    promises="""
        nao voltara a acontecer, nao vai voltar a acontecer, nao se repetira, nunca mais vai acontecer, nunca mais
        acontecera, nao acontecera novamente, nao vai acontecer de novo, garantimos, garantido a 100, 100% garantido,
        100% seguro, 100% segura, totalmente seguro, totalmente segura, completamente seguro, completamente segura,
        absolutamente seguro, absolutamente segura, risco zero, todos serao indenizados, todos serao indemnizados,
        todos os clientes serao, ninguem perdera, de uma vez por todas
    """,
    vague="""
        foram cometidos erros, cometeram se erros, houve erros, alguns @people podem experimentar, alguns @people
        poderao experimentar, podem sentir constrangimentos, podem ser afetados, poderao ser afetados, eventuais
        inconvenientes, qualquer inconveniente, qualquer transtorno, pelo incomodo causado, pelos transtornos
        causados, pelos inconvenientes causados, o incomodo causado, esta a ser tratado, esta sendo tratado, esta a
        ser investigado, esta sendo investigado, foram tomadas medidas, serao tomadas medidas, estao a ser tomadas
        medidas, estao sendo tomadas medidas, medidas adequadas, medidas necessarias, medidas cabiveis, assim que
        possivel, o mais brevemente possivel, o mais rapido possivel, com a maior brevidade, brevemente,
        oportunamente, foi decidido, foi identificado, se alguem se sentiu, lamentamos que se sinta, um pequeno numero
        de, um numero reduzido de, um numero limitado de, certos @people, determinados @people, fiquem descansados,
        fiquem tranquilos, nao ha motivo para preocupacao, nao ha perigo
    """,
    outside="""
        alheios a nossa vontade, alheias a nossa vontade, alheio a nossa vontade, fora do nosso controlo, fora do
        nosso controle, circunstancias imprevistas, devido ao mau tempo, por causa do mau tempo, por motivos tecnicos,
        motivos tecnicos, razoes tecnicas, motivos operacionais, razoes operacionais, problemas tecnicos, dificuldades
        tecnicas
    """,
    jargon="""
        sinergi*, proativ*, stakeholder*, holistic*, implementar, implementacao, otimizar, latencia, backend,
        frontend, api, dns, sla, kpi, failover, rollback, downtime, workaround, roadmap, performance, feedback,
        alavancar, no ambito de, ao nivel de, a nivel de, supracitad*, supramencionad*, doravante, utilizador final,
        usuario final, constrangimento*
    """,
    negations="nao nem nunca jamais ninguem sem nenhum nenhuma",
    unless="so somente apenas",
    shouted="""
        nao nunca sempre tudo todos nada ninguem agora importante urgente atencao aviso gratis somos estamos que muito
        uma dos das por favor desculpem
    """,
)
