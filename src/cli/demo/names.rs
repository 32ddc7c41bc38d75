//! Words that fictional people are made of.

pub(super) const GIVEN: &[&str] = &[
    "Aino", "Aleksi", "Anneli", "Antti", "Anu", "Arttu", "Eero", "Eeva", "Elina", "Emilia", "Eveliina",
    "Hanna", "Heidi", "Heikki", "Helena", "Henrik", "Ilkka", "Inkeri", "Jaakko", "Janne", "Jari",
    "Johanna", "Jouni", "Juha", "Juhani", "Jukka", "Kaarina", "Kaisa", "Kalle", "Kari", "Katja",
    "Kimmo", "Kirsi", "Kristiina", "Laura", "Lauri", "Leena", "Liisa", "Linnea", "Maija", "Maria",
    "Marja", "Marko", "Markus", "Matti", "Mika", "Mikko", "Minna", "Mirja", "Niina", "Oskari", "Outi",
    "Pekka", "Pentti", "Petri", "Päivi", "Pirjo", "Raija", "Riikka", "Riitta", "Risto", "Saara",
    "Sami", "Sanna", "Satu", "Seppo", "Sinikka", "Sofia", "Susanna", "Tapio", "Tarja", "Teemu",
    "Terhi", "Tiina", "Timo", "Tuomas", "Tuula", "Veikko", "Ville", "Väinö", "Åsa", "Örjan",
];

pub(super) const FAMILY: &[&str] = &[
    "Aalto", "Ahonen", "Anttila", "Eklund", "Eskelinen", "Granström", "Haapanen", "Hakala", "Hämäläinen",
    "Heikkinen", "Heinonen", "Hiltunen", "Hirvonen", "Huttunen", "Häkkinen", "Järvinen", "Jokinen",
    "Jääskeläinen", "Kallio", "Karjalainen", "Kärkkäinen", "Kettunen", "Kinnunen", "Koivisto", "Korhonen",
    "Koskinen", "Laaksonen", "Lahtinen", "Laine", "Laitinen", "Lehtonen", "Leppänen", "Lindström",
    "Mäkelä", "Mäki", "Mäkinen", "Manninen", "Mattila", "Miettinen", "Mustonen", "Nieminen", "Niskanen",
    "Nurmi", "Nyberg", "Nykänen", "Ojala", "Oksanen", "Ollila", "Pesonen", "Peltonen", "Pitkänen",
    "Räsänen", "Rantanen", "Rissanen", "Saarinen", "Salminen", "Salonen", "Savolainen", "Seppälä",
    "Sjöholm", "Suominen", "Toivonen", "Tuominen", "Turunen", "Väisänen", "Virtanen", "Ylönen", "Öhman",
];

/// Towns, each with a postcode there.
pub(super) const CITIES: &[(&str, &str)] = &[
    ("Helsinki", "00100"), ("Espoo", "02100"), ("Tampere", "33100"), ("Vantaa", "01300"),
    ("Oulu", "90100"), ("Turku", "20100"), ("Jyväskylä", "40100"), ("Lahti", "15110"),
    ("Kuopio", "70100"), ("Pori", "28100"), ("Joensuu", "80100"), ("Lappeenranta", "53100"),
    ("Hämeenlinna", "13100"), ("Vaasa", "65100"), ("Seinäjoki", "60100"), ("Rovaniemi", "96100"),
    ("Mikkeli", "50100"), ("Kotka", "48100"), ("Salo", "24100"), ("Porvoo", "06100"),
    ("Kajaani", "87100"), ("Raasepori", "10600"), ("Maarianhamina", "22100"),
];

pub(super) const STREETS: &[&str] = &[
    "Asemakatu", "Hallituskatu", "Hämeenkatu", "Kauppakatu", "Keskuskatu", "Kirkkokatu", "Koulukatu",
    "Linnankatu", "Mannerheimintie", "Puistokatu", "Rantatie", "Satamakatu", "Torikatu", "Välikatu",
];

pub(super) const TRADES: &[&str] = &[
    "Arkkitehdit", "Autohuolto", "Betoni", "Isännöinti", "Kirjanpito", "Kone", "Kuljetus", "Leipomo",
    "Maalaus", "Metalli", "Mökit", "Optiikka", "Puutarha", "Rakennus", "Sähkö", "Siivous", "Teline",
    "Tilitoimisto", "Vene", "Viestintä",
];

pub(super) const DUTIES: &[&str] = &[
    "ostot", "toimitusjohtaja", "myynti", "laskutus", "työnjohto", "vastaanotto", "markkinointi",
];

pub(super) const NOTES: &[&str] = &[
    "Tavoittaa parhaiten aamupäivisin.",
    "Toivoo laskut sähköpostiin.",
    "Kysyi huoltosopimuksesta messuilla.",
    "Asioi mieluiten ruotsiksi.",
    "Avainasiakas, tavataan syksyisin.",
];

pub(super) const OCCASIONS: &[&str] = &["messut", "verkkokauppa", "old CRM", "asiakaslista", "uutiskirje"];
