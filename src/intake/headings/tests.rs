use super::*;

const KNOWN: &[(Target, &str)] = &[
    (
        Target::Value(Field::Email),
        "Sähköposti|E-mail Address|E-POST|  sähkö posti |\u{feff}Email|Sa\u{308}hko\u{308}posti|email_2",
    ),
    (
        Target::Value(Field::Phone),
        "Phone Number|Puhelinnumero|Matkapuhelin|Telefon|Puh.|Phone 2",
    ),
    (Target::Value(Field::City), "Kotikaupunki|Ort|city"),
    (
        Target::Value(Field::Postcode),
        "Postinumero|ZIP / Postal Code|Postnummer",
    ),
    (
        Target::Value(Field::BusinessId),
        "Y-tunnus|FO-nummer|Business ID|y tunnus:",
    ),
    (
        Target::Value(Field::Company),
        "Yritys|Företag|Associated Company",
    ),
    (Target::Value(Field::Given), "Etunimi|Förnamn|First  Name"),
    (Target::Value(Field::Family), "Sukunimi|Efternamn|LAST NAME"),
    (Target::Value(Field::Note), "Huomautus|Notes|Anmärkning"),
    (Target::Number, "Asiakasnumero|Kundnummer|Customer no."),
    (Target::FullName, "Nimi|Name|Namn"),
    (Target::Source, "Lähde|Source|Källa"),
    (
        Target::Ban(None),
        "Suoramarkkinointikielto|Do not contact|Direktmarknadsföringsförbud",
    ),
    (
        Target::Ban(Some(Channel::Email)),
        "Sähköpostikielto|ban_email|Do not email",
    ),
    (
        Target::Ban(Some(Channel::Phone)),
        "Puhelinkielto|Do Not Call",
    ),
    (
        Target::Consent(Channel::Email),
        "Suostumus sähköposti|E-mail consent|Samtycke e-post",
    ),
    (
        Target::Consent(Channel::Sms),
        "Tekstiviestisuostumus|SMS opt-in",
    ),
];

#[test]
fn headings_are_known_in_three_languages_and_any_dress() {
    for (target, headings) in KNOWN {
        for heading in headings.split('|') {
            assert_eq!(Target::of_heading(heading), Some(*target), "{heading}");
        }
    }
    for unknown in [
        "",
        "42",
        "Primary Associated Company ID",
        "Suosikkiväri",
        "Henkilötunnus",
    ] {
        assert_eq!(Target::of_heading(unknown), None, "{unknown}");
    }
}

#[test]
fn no_heading_means_two_things() {
    let mut words: Vec<&str> = HEADINGS
        .iter()
        .flat_map(|(_, words)| words.split_whitespace())
        .collect();
    for word in &words {
        assert_eq!(&key(word), word);
    }
    words.sort_unstable();
    let all = words.len();
    words.dedup();
    assert_eq!(words.len(), all);
}
