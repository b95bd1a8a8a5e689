"""Hindi, in Devanagari and as it is written with Latin letters: trouble, tone and praise, and what sets off the rules.

The nukta is read away and ँ is read as ं (lexicon.folded). Latin spellings vary; the usual ones are here.
"""

from __future__ import annotations

#: What turns round comes after its word in Hindi (negation.py); these come before it.
NEGATORS = "बिना मत bina mat"
SIGNS: dict[str, str] = {
    "fault": """
        काम नहीं कर, काम नही कर, नहीं चल रहा, नहीं चल रही, नही चल रहा, नहीं खुल, नहीं हो रहा, नहीं हो रही, नही हो रहा,
        नहीं मिला, नहीं मिली, नही मिला, नहीं आया, नहीं आई, नही आया, नहीं पहुंचा, नहीं पहुँचा, नहीं दे रहे, जवाब नहीं,
        कोई जवाब, फोन नहीं उठा, कोई नहीं उठाता, कोई सुनवाई, कोई मदद, रद्द, रद्द कर दी, रद्द हो, कैंसिल, पैसे कट गए,
        पैसा कट, पैसे काट, दो बार, पैसे वापस, पैसा वापस, रिफंड नहीं, मेरे पैसे, खो गया, खो दिया, गुम हो, टूटा, टूटी,
        टूट गया, खराब निकला, खराब हो, खराब है, बंद हो, बंद है, बंद पड़ा, देर से, लेट हो, घंटे से इंतजार, इंतजार कर,
        अभी तक नहीं, गलत सामान, गंदा, गंदी, फंस गए, फंसा, kaam nahi kar, kaam nhi kar, kam nahi kar, nahi chal raha,
        nahi chal rahi, nhi chal raha, nahi mila, nahi mili, nhi mila, nahi aaya, nhi aaya, nahi aya, nahi aayi, nahi
        khul, nahi ho raha, nhi ho raha, nahi ho rahi, jawab nahi, koi jawab, koi reply nahi, koi response nahi, reply
        nahi, phone nahi utha, call nahi utha, paise kat, paisa kat, paise kaat, do baar, paise wapas, paisa wapas,
        refund nahi, mera refund, mere paise, mera paisa, kho gaya, kho diya, toot gaya, tuta hua, toota, kharab
        nikla, kharab ho, kharab hai, band ho gaya, band hai, band pada, late ho, abhi tak nahi, abhi tak nhi, galat
        saman, galat item, intezar kar, wait kar raha, wait kar rahe, ganda, fas gaye
    """,
    "trouble": """
        समस्या, दिक्कत, परेशानी, परेशान, शिकायत, देरी, इंतजार, रिफंड, वापसी, गलत, धीमा, धीमी, महंगा, बहुत महंगा,
        क्यों, samasya, dikkat, pareshani, pareshan, shikayat, complaint, deri, intezar, refund, galat, slow, mehnga,
        mehenga, problem, issue, kyu, kyun
    """,
    "reproach": """
        घटिया, बकवास, बेकार, बहुत खराब, खराब सेवा, खराब सर्विस, सबसे खराब, शर्मनाक, शर्म की बात, निराश, निराशा,
        निराशाजनक, बदतमीज*, बदतमीजी, बहुत बुरा, बुरा अनुभव, तंग आ, थक गया, गुस्सा, लापरवाह*, दोबारा नहीं, कभी नहीं
        लूंगा, मत खरीद*, मत लेना, पैसे बर्बाद, समय बर्बाद, समय की बर्बादी, ghatiya, bakwas, bakwaas, bekar, bekaar,
        bahut kharab, bahut kharaab, kharab service, sabse kharab, sharmnak, sharam ki baat, nirash, badtameez*,
        badtamiz*, bahut bura, bura experience, tang aa, thak gaya, gussa, laparwah*, dobara nahi, kabhi nahi lunga,
        mat kharid*, mat lena, paise barbad, paisa barbad, time waste, time barbad, faltu, wahiyat, worst
    """,
    "accusation": """
        झूठ, झूठे, झूठा वादा, लूट, लूट रहे, ठग, ठगी, वादा किया, ध्यान नहीं, अनदेखा, मना कर, jhooth, jhoot, jhuth,
        jhoothe, jhute, loot rahe, loot, lut rahe, thag, vada kiya, wada kiya, ignore kar, mana kar, bewakoof bana*,
        bewkuf bana*, ullu bana*
    """,
    "blame": """
        शर्म करो, शर्म आनी, चोर, चोर हो, चोरों, लुटेरे, तुम्हारी गलती, आपकी गलती, गैर जिम्मेदार, निकम्मे, sharam karo,
        sharm karo, sharam aani, chor, chor hai, chor ho, lutere, aapki galti, tumhari galti, nikamme, gair zimmedar,
        gair jimmedar
    """,
    "insult": """
        बेवकूफ*, मूर्ख, कमीने, कुत्ते, गधे, हरामी, हरामखोर, bewakoof*, bewkoof*, kamine, kutte, kutta, gadhe, gadha,
        harami*, haramkhor, chutiya*, madarchod, bhenchod, nalayak
    """,
    "slogan": """
        बहिष्कार, बायकॉट, मत लो, शेयर करो, हमेशा की तरह, bahishkar, boycott*, share karo, hamesha ki tarah, koi mat
        lo, uninstall karo
    """,
    "praise": """
        बहुत अच्छा, बहुत अच्छी, बहुत अच्छे, अच्छा है, अच्छी सेवा, अच्छी सर्विस, शानदार, बढ़िया, बहुत बढ़िया, उत्तम,
        बेहतरीन, सबसे अच्छा, सबसे अच्छी, खुश, मजा आ, कमाल, लाजवाब, पसंद आया, पसंद आई, संतुष्ट, तेज सेवा, bahut accha,
        bahut acha, bahut achha, bahut achi, bahut acchi, bahut badiya, bahut badhiya, accha hai, acha hai, acchi
        service, achi service, shandar, shaandar, badhiya, badiya, behtareen, behtarin, sabse accha, sabse acha,
        khush, maza aa, mazaa aa, kamaal, kamal ka, lajawab, pasand aaya, pasand aayi, mast, zabardast, jabardast
    """,
    "thanks": """
        धन्यवाद, शुक्रिया, बहुत धन्यवाद, आभार, dhanyavad, dhanyawad, dhanyavaad, shukriya, thanks, thank you, thank u
    """,
    "ask": """
        कृपया मदद, मदद करें, मदद करो, मदद कीजिए, मदद चाहिए, कब, कैसे, कहां, कहाँ, कितना, कितने, क्या आप, क्या मैं,
        क्या कोई, बताइए, बताएं, बता दीजिए, कोई बताए, please help, madad kar*, madad chahiye, kab, kaise, kahan, kaha,
        kitna, kitne, kya aap, kya main, kya koi, batao, bataye, bataiye, bata do, koi bata, kya hai price, kab tak
    """,
    "attempt": """
        मैंने फोन, मैंने कॉल, कॉल किया, फोन किया, मैंने ऑर्डर, ऑर्डर किया, मेरा ऑर्डर, मेरा खाता, मेरे खाते, मेरा
        अकाउंट, मेरा कार्ड, मेरा पार्सल, मेरा टिकट, मैंने भुगतान, भुगतान किया, मैंने खरीदा, मुझे बताया, कई बार, call
        kiya, phone kiya, maine order, order kiya, mera order, mera account, mere account, mera card, mera parcel,
        mera ticket, payment kiya, maine kharida, mujhe bola, mujhe bataya, kai baar, try kiya, mail kiya
    """,
    "hardship": """
        व्हीलचेयर, गर्भवती, नवजात, दिव्यांग, विकलांग, बुजुर्ग, दवाई, इंसुलिन, कैंसर, अंतिम संस्कार, garbhvati,
        pregnant, viklang, divyang, dawai, dawa nahi, cancer, bujurg, chhota bachcha
    """,
    "idiom": """
        कोई बात नहीं, कोई समस्या नहीं, कोई दिक्कत नहीं, कोई परेशानी नहीं, koi baat nahi, koi problem nahi, koi dikkat
        nahi, koi pareshani nahi, koi issue nahi, bura nahi
    """,
}
RULES: dict[str, str] = {
    "safety": """
        खतरा, खतरनाक, खतरे में, आग लग, आग लगी, आग लगने, धुआं, धुआँ, गैस लीक, गैस की बदबू, गैस की गंध, विस्फोट, धमाका,
        फट गया, बैटरी फट, करंट लगा, करंट लग, बिजली का झटका, ब्रेक फेल, ब्रेक नहीं लगे, दम घुट, कांच का टुकड़ा, कांच
        निकला, कीड़ा निकला, बम, बंदूक, चाकू लेकर, ड्राइवर शराब, ड्राइवर नशे, शराब पीकर, शराब पी कर, डूब गई, डूब रहा,
        डूबने, लिफ्ट में फंस, सुरक्षित नहीं, असुरक्षित, छेड़छाड़, छेड़खानी, यौन उत्पीड़न, हमला किया, मारपीट, मुझे
        मारा, धमकी दी, धमकाया, जान जा सकती, जान का खतरा, मरते मरते, हादसा, khatra, khatarnak, khatarnaak, aag lag, aag
        lagi, dhuan nikal, dhua nikal, gas leak, gas ki smell, gas ki badbu, dhamaka ho, blast ho, battery phat,
        battery fat, current laga, current lag, brake fail*, kaanch nikla, kanch nikla, bandook, chaku leke, driver
        nashe, driver daru, sharab pee ke, sharab pi ke, daru pee ke, daru pi ke, lift me fas, lift mein phas*,
        surakshit nahi, safe nahi, chhedchhad, chedchad, chhedkhani, maarpeet, marpit, mujhe mara, mujhe maara, dhamki
        di, dhamkaya, jaan ja sakti, jaan ka khatra, marte marte
    """,
    "injury": """
        घायल, चोट, चोट लग, चोटें, जख्मी, खून बह, खून निकल, एम्बुलेंस, एंबुलेंस, अस्पताल, अस्पताल में, जल गया, हाथ जल,
        जल गई, एलर्जी हो, एलर्जिक रिएक्शन, फूड पॉइजनिंग, जहर, पैर टूट, हाथ टूट, हड्डी टूट, फ्रैक्चर, बेहोश, दिल का
        दौरा, उल्टी, उल्टियां, मौत, मर गया, मर गई, गिर गया, गिर गई, सांस नहीं, ghayal, chot lag, chot aayi, chot lagi,
        zakhmi, jakhmi, khoon beh, khoon nikal, khun nikal, hospital, haath jal, hath jal, jal gaya, allergy ho, pair
        toot, pair tut, haath toot, haddi toot, haddi tut, behosh, heart attack, ulti ho, ultiyan, maut, mar gaya, mar
        gayi, mar gyi, saans nahi, sans nahi
    """,
    "lawyer": """
        वकील, अदालत, कोर्ट, कोर्ट में, कोर्ट जाऊंगा, मुकदमा, केस करूंगा, केस कर दूंगा, केस करेंगे, कानूनी, कानूनी
        कार्रवाई, कानूनी नोटिस, लीगल नोटिस, उपभोक्ता अदालत, कंज्यूमर कोर्ट, vakil, vakeel, wakeel, adalat, court
        jaunga, court jaaunga, court jayenge, court me case, court mein case, court le jaunga, mukadma, case karunga,
        case karoonga, case kar dunga, case karenge, kanooni, kanuni, legal notice, consumer court
    """,
    "regulator": """
        उपभोक्ता फोरम, उपभोक्ता मंच, उपभोक्ता आयोग, उपभोक्ता हेल्पलाइन, कंज्यूमर फोरम, लोकपाल, ट्राई में, आरबीआई,
        रिजर्व बैंक, पुलिस, थाने, एफआईआर, रिपोर्ट दर्ज, खाद्य विभाग, साइबर सेल, consumer forum, upbhokta, lokpal, rbi
        me, rbi mein, rbi ko, rbi ombudsman, trai me, trai mein, trai ko, police me, police mein, police ko, police
        station, thane me, fir karunga, fir darj, fir kar, cyber cell, cyber crime, fssai, nodal officer
    """,
    "press": """
        पत्रकार हूं, पत्रकार हूँ, मैं पत्रकार, मीडिया में, मीडिया को, अखबार में, प्रेस में, टीवी चैनल, patrakar, media
        me, media mein, media ko, akhbar me, akhbar mein, news channel
    """,
    "fraud": """
        धोखा, धोखाधड़ी, धोखेबाज*, धोखेबाजी, फ्रॉड, फर्जी, फर्जीवाड़ा, जालसाजी, चोरी, चोरी हो, पैसे चोरी, हैक, हैक हो,
        बिना अनुमति, बिना इजाजत, मेरी अनुमति के बिना, बिना मेरी अनुमति, बिना पूछे पैसे, ओटीपी मांग, खाता खाली, घोटाला,
        dhokha, dhoka, dhokhadhadi, dhokebaz*, dhokhebaz*, froud, farzi, farji, jalsazi, chori ho, chori kar, paise
        chori, hack ho, hack kar, bina permission, bina ijazat, bina anumati, bina puche paise, otp maang, otp mang,
        khata khali, account khali, ghotala
    """,
    "self_harm": """
        आत्महत्या, खुदकुशी, मर जाना चाहता, मर जाना चाहती, मरना चाहता, मरना चाहती, जीना नहीं चाहता, जीना नहीं चाहती,
        जीने का मन नहीं, जान दे दूंगा, जान दे दूंगी, अपनी जान, फांसी लगा, खुद को खत्म, aatmahatya, atmahatya,
        khudkushi, mar jana chahta, mar jana chahti, marna chahta, marna chahti, jeena nahi chahta, jina nahi chahta,
        jeena nahi chahti, jaan de dunga, jaan de dungi, apni jaan, faansi laga, fansi laga, suicide kar
    """,
    "data_leak": """
        डेटा लीक, डाटा लीक, मेरा निजी डेटा, निजी जानकारी, मेरी निजी, किसी और का खाता, किसी और का अकाउंट, किसी और का
        ऑर्डर, किसी और की जानकारी, दूसरे ग्राहक, दूसरों की जानकारी, मेरा डेटा बेच, मेरी जानकारी बेच, मेरा नंबर बेच,
        data leak, data bech, mera number bech, kisi aur ka account, kisi aur ka order, kisi aur ki details, kisi aur
        ka bill, dusre customer, doosre customer, dusro ki details, personal data, personal details leak, niji jankari
    """,
    "discrimination": """
        भेदभाव, नस्लवाद*, नस्ली, जातिवाद*, जातिगत, जाति के कारण, धर्म के कारण, मेरी जाति, मुस्लिम होने, दलित होने,
        दलित, रंग के कारण, महिला होने, विकलांग होने, bhedbhav, bhed bhav, jaativad*, jativad*, jaati ke karan, jati ke
        karan, dharm ke karan, muslim hone, dalit, rang ke karan, racist*
    """,
    "staff_threat": """
        मार डालूंगा, मार दूंगा, जान से मार, जान ले लूंगा, मारूंगा, पीटूंगा, देख लूंगा, हाथ पैर तोड़, टांग तोड़, घर
        जानता हूं, कहां रहता है पता, ऑफिस जला, आग लगा दूंगा, गोली मार, छोड़ूंगा नहीं, mar dalunga, maar dalunga, maar
        dunga, mar dunga, jaan se maar, jaan se mar, jaan le lunga, marunga tum*, pitunga, peetunga, dekh lunga, haath
        pair tod, hath pair tod, taang tod, tang tod, ghar janta hu, pata hai kaha rehta, office jala, aag laga dunga,
        goli maar, goli mar, chhodunga nahi, chodunga nahi
    """,
    "idiom": """
        बमबारी सेल, हंसते हंसते मर, मौत का कुआं, दिल की चोट, hans hans ke mar, aag laga di perform*, kya dhamaka,
        dhamaka offer, dhamaka sale, धमाका ऑफर, धमाका सेल, mar gaya hasi, मजेदार
    """,
}
