//! A seeded generator of Finnish people, so that anyone gets the same hundred thousand.

use rainmaker::search::Document;
use rainmaker::search::Part;

/// One fictional person.
pub(crate) struct Person {
    pub(crate) given: String,
    pub(crate) family: String,
    /// Customer number.
    pub(crate) number: String,
    /// Digits of the national spelling, with the leading zero.
    pub(crate) phone: String,
    pub(crate) email: String,
    pub(crate) city: &'static str,
    pub(crate) company: Option<String>,
    pub(crate) business_id: Option<String>,
}

impl Person {
    /// Makes the `at`th person of the crowd that `dice` throws.
    pub(crate) fn random(dice: &mut Dice, at: usize) -> Self {
        let given = dice.given();
        let family = dice.family();
        let company = dice.one_in(3).then(|| dice.company(&family));
        let email = dice.email(&given, &family, company.as_deref());
        Self {
            number: (10_001 + at).to_string(),
            phone: format!(
                "0{}{:07}",
                PREFIXES[dice.below(PREFIXES.len())],
                dice.below(10_000_000)
            ),
            business_id: company.as_ref().map(|_| {
                format!(
                    "{:07}-{}",
                    1_000_000 + dice.below(2_500_000),
                    dice.below(10)
                )
            }),
            city: CITIES[dice.often(CITIES.len())],
            given,
            family,
            email,
            company,
        }
    }

    /// Returns what the register would show of this person.
    pub(crate) fn document(&self) -> Document {
        let mut fields = vec![
            (Part::Number, self.number.clone()),
            (Part::Name, format!("{} {}", self.given, self.family)),
            (Part::City, self.city.to_owned()),
            (Part::Email, self.email.clone()),
            (
                Part::Phone,
                format!("+358 {} {}", &self.phone[1..3], &self.phone[3..]),
            ),
        ];
        fields.extend(self.company.clone().map(|it| (Part::Company, it)));
        fields.extend(self.business_id.clone().map(|it| (Part::BusinessId, it)));
        Document { fields }
    }
}

/// A generator of numbers that is the same everywhere (`SplitMix64`).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.throw() % end as u64).unwrap_or(0)
    }

    pub(crate) fn one_in(&mut self, chances: usize) -> bool {
        self.below(chances) == 0
    }

    /// Returns an index below `end`, the first ones far more often, as names are.
    pub(crate) fn often(&mut self, end: usize) -> usize {
        let (one, other) = (self.below(end), self.below(end));
        one * other / end
    }

    pub(crate) fn letter(&mut self) -> char {
        char::from(b'a' + u8::try_from(self.below(26)).unwrap_or(0))
    }

    fn given(&mut self) -> String {
        let first = GIVEN[self.often(GIVEN.len())];
        match self.below(20) {
            0 => format!("{first}-{}", GIVEN[self.often(GIVEN.len())]),
            1 => format!("{first} {}", GIVEN[self.often(GIVEN.len())]),
            _ => first.to_owned(),
        }
    }

    fn family(&mut self) -> String {
        match self.below(20) {
            0 => format!("{}-{}", self.simple_family(), self.simple_family()),
            _ => self.simple_family(),
        }
    }

    fn simple_family(&mut self) -> String {
        if self.below(10) < 6 {
            return FAMILY[self.often(FAMILY.len())].to_owned();
        }
        let stem = STEMS[self.below(STEMS.len())];
        let end = ENDS[self.below(ENDS.len())];
        format!("{stem}{end}")
    }

    fn company(&mut self, family: &str) -> String {
        let trade = TRADES[self.often(TRADES.len())];
        match self.below(4) {
            0 => format!("{trade} {family} Oy"),
            1 => format!("{}n {trade} Oy", CITIES[self.often(CITIES.len())]),
            2 => format!(
                "{}{} Oy",
                STEMS[self.below(STEMS.len())],
                trade.to_lowercase()
            ),
            _ => format!("Tmi {family}"),
        }
    }

    fn email(&mut self, given: &str, family: &str, company: Option<&str>) -> String {
        let plain = |name: &str| -> String {
            let folded = rainmaker::text::fold(name);
            folded.chars().filter(char::is_ascii_alphabetic).collect()
        };
        let (given, family) = (plain(given), plain(family));
        let domain = match company {
            Some(company) if self.one_in(2) => format!("{}.example", plain(company)),
            _ => DOMAINS[self.often(DOMAINS.len())].to_owned(),
        };
        match self.below(5) {
            0 => format!("{given}{}@{domain}", self.below(1_000)),
            1 => format!("{family}.{given}@{domain}"),
            2 => format!("{}{family}@{domain}", &given[..1]),
            _ => format!("{given}.{family}@{domain}"),
        }
    }
}

const PREFIXES: [&str; 8] = ["40", "44", "45", "50", "41", "46", "49", "43"];
const DOMAINS: [&str; 7] = [
    "gmail.example",
    "posti.example",
    "kotiposti.example",
    "outlook.example",
    "luukku.example",
    "elisa.example",
    "saunalahti.example",
];
#[rustfmt::skip]
const CITIES: [&str; 30] = [
    "Helsinki", "Espoo", "Tampere", "Vantaa", "Oulu", "Turku", "Jyväskylä", "Kuopio", "Lahti",
    "Pori", "Kouvola", "Joensuu", "Lappeenranta", "Vaasa", "Hämeenlinna", "Seinäjoki", "Rovaniemi",
    "Mikkeli", "Kotka", "Salo", "Porvoo", "Kokkola", "Lohja", "Hyvinkää", "Nurmijärvi",
    "Järvenpää", "Rauma", "Kirkkonummi", "Tuusula", "Kajaani",
];
#[rustfmt::skip]
const GIVEN: [&str; 120] = [
    "Maria", "Juhani", "Helena", "Johannes", "Anneli", "Olavi", "Johanna", "Antero", "Kaarina",
    "Tapani", "Marjatta", "Kalevi", "Hannele", "Tapio", "Kristiina", "Matti", "Liisa", "Mikael",
    "Emilia", "Ilmari", "Elina", "Pekka", "Tuulikki", "Juha", "Annikki", "Petteri", "Sofia",
    "Antti", "Susanna", "Mikko", "Maarit", "Timo", "Leena", "Kari", "Katariina", "Jari", "Anna",
    "Heikki", "Marja", "Jukka", "Sinikka", "Markku", "Inkeri", "Hannu", "Riitta", "Kristian",
    "Kyllikki", "Jaakko", "Anne", "Erkki", "Tuula", "Mika", "Päivi", "Petri", "Aino", "Sami",
    "Ritva", "Ville", "Pirjo", "Marko", "Eeva", "Ilkka", "Tiina", "Janne", "Minna", "Lauri",
    "Sari", "Jorma", "Laura", "Kimmo", "Satu", "Tuomas", "Hanna", "Veikko", "Eila", "Reijo",
    "Irma", "Risto", "Kirsi", "Seppo", "Heidi", "Esa", "Katja", "Pentti", "Merja", "Raimo",
    "Jaana", "Eero", "Outi", "Harri", "Mari", "Teemu", "Niina", "Joonas", "Sanna", "Arto", "Noora",
    "Aleksi", "Åsa", "Göran", "Iida", "Onni", "Venla", "Eino", "Oskari", "Ella", "Väinö", "Aada",
    "Eetu", "Helmi", "Niilo", "Saara", "Joel", "Siiri", "Björn", "Ulla", "Håkan", "Pirkko", "Yrjö",
    "Ákos",
];
#[rustfmt::skip]
const FAMILY: [&str; 130] = [
    "Korhonen", "Virtanen", "Mäkinen", "Nieminen", "Mäkelä", "Hämäläinen", "Laine", "Heikkinen",
    "Koskinen", "Järvinen", "Lehtonen", "Lehtinen", "Saarinen", "Niemi", "Salminen", "Heinonen",
    "Heikkilä", "Kinnunen", "Salonen", "Turunen", "Salo", "Laitinen", "Rantanen", "Tuominen",
    "Karjalainen", "Jokinen", "Mattila", "Savolainen", "Lahtinen", "Ahonen", "Ojala", "Leppänen",
    "Väisänen", "Hiltunen", "Kallio", "Miettinen", "Pitkänen", "Leinonen", "Manninen", "Aaltonen",
    "Koivisto", "Anttila", "Hakala", "Hirvonen", "Laaksonen", "Räsänen", "Lindholm", "Johansson",
    "Lehto", "Toivonen", "Nurmi", "Aalto", "Kettunen", "Peltonen", "Partanen", "Mustonen",
    "Karlsson", "Pajunen", "Seppälä", "Karppinen", "Moilanen", "Rissanen", "Hänninen",
    "Lappalainen", "Nyman", "Vainio", "Kokkonen", "Kärkkäinen", "Halonen", "Peltola", "Mikkonen",
    "Oksanen", "Vuorinen", "Laakso", "Lampinen", "Harju", "Rautio", "Väänänen", "Lindström",
    "Andersson", "Koponen", "Pesonen", "Raatikainen", "Tikkanen", "Immonen", "Kauppinen", "Heino",
    "Kuusisto", "Parviainen", "Nykänen", "Saari", "Suominen", "Holopainen", "Rossi", "Eskola",
    "Sirola", "Tamminen", "Törmänen", "Honkanen", "Kemppainen", "Vilén", "Ström", "Bäckman",
    "Wikström", "Zetterberg", "Qvist", "Lundqvist", "Nyström", "Åkerlund", "Öhman", "Eklund",
    "Forsman", "Grönroos", "Hellström", "Sjöblom", "Söderholm", "Westerlund", "Holmberg",
    "Sundström", "Blomqvist", "Huovinen", "Kekkonen", "Paasikivi", "Niinistö", "Sarpaneva",
    "Kivelä", "Uusitalo", "Yli-Mäki", "Ala-Kokko", "Rantala",
];
#[rustfmt::skip]
const STEMS: [&str; 60] = [
    "Koski", "Niemi", "Järvi", "Mäki", "Lehto", "Salo", "Virta", "Ranta", "Kallio", "Saari", "Suo",
    "Vuori", "Laakso", "Haka", "Kangas", "Koivu", "Kuusi", "Mänty", "Leppä", "Tammi", "Pihla",
    "Paju", "Haapa", "Raita", "Vaahtera", "Kivi", "Hieta", "Savi", "Multa", "Turve", "Ahola",
    "Kaski", "Pelto", "Niitty", "Heinä", "Kaura", "Ruis", "Ohra", "Vehnä", "Karhu", "Susi",
    "Kettu", "Hirvi", "Poro", "Jänis", "Orava", "Kotka", "Haukka", "Kurki", "Joutsen", "Sorsa",
    "Lokki", "Hauki", "Lahna", "Siika", "Taimen", "Talvi", "Kesä", "Syys", "Kevät",
];
#[rustfmt::skip]
const ENDS: [&str; 24] = [
    "nen", "la", "maa", "ranta", "harju", "mäki", "vaara", "niemi", "lahti", "salmi", "koski",
    "oja", "puro", "aho", "kangas", "korpi", "lehto", "suo", "virta", "vuori", "saari", "kivi",
    "talo", "pää",
];
#[rustfmt::skip]
const TRADES: [&str; 24] = [
    "Rakennus", "Kaluste", "Sähkö", "Putki", "Kuljetus", "Auto", "Maalaus", "Metalli",
    "Kiinteistö", "Siivous", "Kahvila", "Leipomo", "Kukka", "Parturi", "Tilitoimisto",
    "Konsultointi", "Ohjelmisto", "Puutarha", "Optikko", "Apteekki", "Kirjakauppa", "Valokuvaamo",
    "Huolto", "Vuokraus",
];
