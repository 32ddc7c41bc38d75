use super::*;
use crate::domain::field::Field;
use crate::domain::field::Kind;

fn codes(outcome: &Outcome) -> Vec<(&str, &'static str)> {
    outcome
        .notes
        .iter()
        .map(|it| (it.column.as_str(), it.reason.code()))
        .collect()
}

#[test]
fn a_bad_phone_beside_a_good_address_is_left_out_and_said() {
    let outcome = text("Name,Email,Phone\nIlkka Virtanen,i@example.fi,puh. kotona\n");
    assert_eq!(codes(&outcome), [("Phone", "phone-letters")]);
    let [person] = &outcome.candidates[..] else {
        panic!()
    };
    assert_eq!(person.values_of(Field::Phone).count(), 0);
}

#[test]
fn what_a_spreadsheet_does_to_numbers_is_undone_or_said() {
    let outcome = text(
        "Numero;Asiakasnumero;Puhelin;Sähköposti\n\
         ;'10001;=\"0401234567\";\n\
         ;10002.0;'+358 40 123 4567;\n\
         ;10003;3,58401E+11;a@example.fi\n\
         ;10004;401234567;b@example.fi\n\
         ;10005;401234567.0;c@example.fi\n",
    );
    let phones: Vec<&str> = outcome
        .candidates
        .iter()
        .flat_map(|it| it.values_of(Field::Phone))
        .collect();
    assert_eq!(phones, ["+358401234567", "+358401234567"]);
    let numbers: Vec<_> = outcome
        .candidates
        .iter()
        .map(|it| it.number.as_deref().unwrap())
        .collect();
    assert_eq!(numbers, ["10001", "10002", "10003", "10004", "10005"]);
    let phone = |code| ("Puhelin", code);
    assert_eq!(
        codes(&outcome),
        [
            phone("number-cut"),
            phone("phone-no-prefix"),
            phone("phone-no-prefix")
        ]
    );
}

#[test]
fn a_heading_twice_gives_two_addresses_but_one_name() {
    let outcome = text(
        "Nimi;Puhelin;Puhelin 2;E-mail;E-mail;Nimi\nIlkka Virtanen;0401234567;+358501234567;a@b.fi;A@B.fi;Muu\n",
    );
    let person = &outcome.candidates[0];
    assert_eq!(person.values_of(Field::Phone).count(), 2);
    assert_eq!(
        person.values_of(Field::Email).collect::<Vec<_>>(),
        ["a@b.fi", "A@b.fi"]
    );
    assert_eq!(
        person.values_of(Field::Family).collect::<Vec<_>>(),
        ["Virtanen"]
    );
}

#[test]
fn the_kind_follows_from_company_and_name() {
    for (row, kind) in [
        ("Ilkka Virtanen;;", Kind::Consumer),
        ("Ilkka Virtanen;Virtanen Oy;", Kind::CompanyContact),
        (";Virtanen Oy;", Kind::CompanyGeneric),
        ("Ilkka Virtanen;Laitinen Tmi;", Kind::SoleTrader),
        ("Ilkka Virtanen;tmi Laitinen;", Kind::SoleTrader),
        ("Ilkka Virtanen;T:mi Laitinen;", Kind::SoleTrader),
        (";Toiminimi Laitinen;", Kind::SoleTrader),
        ("Ilkka Virtanen;Ultmira Oy;", Kind::CompanyContact),
        ("Ilkka Virtanen;Virtanen Oy;kuluttaja", Kind::Consumer),
        ("Ilkka Virtanen;Virtanen Oy;sole_trader", Kind::SoleTrader),
    ] {
        let outcome = text(&format!(
            "Nimi;Yritys;Tyyppi;Sähköposti\n{row};a@example.fi\n"
        ));
        assert_eq!(outcome.candidates[0].kind, kind, "{row}");
    }
}

#[test]
fn a_ban_in_doubt_is_a_ban() {
    for (cell, bans, notes) in [
        ("kyllä", 1, 0),
        ("X", 1, 0),
        ("ei", 0, 0),
        ("", 0, 0),
        ("1.2.2023", 1, 0),
        ("ehkä", 1, 1),
        ("010190-901R", 1, 1),
    ] {
        let outcome = text(&format!(
            "Sähköposti;Suoramarkkinointikielto\na@example.fi;{cell}\n"
        ));
        assert_eq!(
            (outcome.candidates[0].bans.len(), outcome.notes.len()),
            (bans, notes),
            "{cell}"
        );
    }
}

#[test]
fn a_consent_needs_its_day() {
    for (cell, consents, code) in [
        ("25.2.2023", 1, None),
        ("kyllä", 0, Some("consent-without-day")),
        ("ei", 0, None),
        ("viime vuonna", 0, Some("day-unclear")),
    ] {
        let outcome = text(&format!(
            "Sähköposti;Suostumus sähköposti\na@example.fi;{cell}\n"
        ));
        assert_eq!(outcome.candidates[0].consents.len(), consents, "{cell}");
        assert_eq!(
            outcome.notes.first().map(|it| it.reason.code()),
            code,
            "{cell}"
        );
    }
}

#[test]
fn rows_are_numbered_as_in_a_spreadsheet_and_blank_ones_do_not_come_out() {
    let outcome = text(
        "sep=;\r\nNimi;Sähköposti\r\n\r\n;\u{a0};\r\n\"Ilkka\r\nVirtanen\";a@example.fi\r\nX;b@example.fi\r\n",
    );
    let rows: Vec<u64> = outcome.candidates.iter().map(|it| it.row).collect();
    assert_eq!(rows, [4, 5]);
    assert_eq!(
        outcome.candidates[0]
            .values_of(Field::Given)
            .collect::<Vec<_>>(),
        ["Ilkka"]
    );
}

#[test]
fn a_bare_name_comes_in_only_where_no_address_could_have_been_given() {
    assert_eq!(
        text("Nimi;Kaupunki\nIlkka Virtanen;Espoo\n")
            .candidates
            .len(),
        1
    );
    let outcome = text(
        "Nimi;Kaupunki;Puhelin;Yritys;Osoite\nA B;Espoo;;;\nC D;;;Oy;\nE F;;;;Katu 1\nG H;;12;;Katu 1\nI J;;12;Oy;\n",
    );
    assert_eq!((outcome.candidates.len(), outcome.rejects.len()), (3, 2));
    assert_eq!(
        outcome.rejects[0].reasons,
        [(String::new(), Reason::Nobody)]
    );
}

#[test]
fn ragged_rows_come_in_and_what_has_no_heading_is_said() {
    let outcome =
        text("Nimi;Sähköposti;Puhelin\nIlkka Virtanen;a@example.fi\nX Y;b@example.fi;;;jotain\n");
    assert_eq!(outcome.candidates.len(), 2);
    assert_eq!(
        codes(&outcome),
        [("", "extra-cell"), ("Nimi", "name-order-unsure")]
    );
}

#[test]
fn columns_are_mapped_by_hand_and_mistakes_are_named() {
    let file = "Kenttä 1;Kenttä=2;Muu;Email\nIlkka Virtanen;x;0401234567;a@example.fi\n";
    let map = |texts: &[&str]| {
        texts
            .iter()
            .map(|it| Mapping::parse(it))
            .collect::<Result<Vec<_>, _>>()
    };
    let options = Options {
        map: map(&[
            "kenttä 1=name",
            "Kenttä=2=ban_phone",
            "Muu=phone",
            "Email=ignore",
        ])
        .unwrap(),
        ..Options::default()
    };
    let outcome = Outcome::of(file.as_bytes(), &options);
    let person = &outcome.candidates[0];
    assert_eq!((person.values.len(), person.bans.len()), (3, 1));
    assert_eq!(map(&["x"]), Err(IntakeError::Mapping("x".to_owned())));
    assert_eq!(
        map(&["x=hetu"]),
        Err(IntakeError::UnknownField("hetu".to_owned()))
    );
    let options = Options {
        map: map(&["Toinen=email"]).unwrap(),
        ..Options::default()
    };
    let refused = Reader::open(file.as_bytes(), &options).map(|_| ());
    assert_eq!(
        refused,
        Err(IntakeError::UnknownColumn("Toinen".to_owned()))
    );
}

#[test]
fn a_profile_can_be_forced() {
    let options = Options {
        profile: Profile::parse("mailchimp-nonsubscribed"),
        source: Some("old CRM".to_owned()),
        ..Options::default()
    };
    let outcome = Outcome::of(&sample("subscribed_members_export.csv"), &options);
    assert!(outcome.candidates.iter().all(|it| it.consents.is_empty()));
    assert_eq!(outcome.candidates[0].source.to_string(), "file: old CRM");
    assert_eq!(Profile::parse("excel"), Some(Profile::Plain));
    assert!(
        Profile::ALL
            .iter()
            .all(|it| Profile::parse(it.name()) == Some(*it))
    );
}

#[test]
fn a_company_in_the_column_of_names_is_a_company() {
    let outcome =
        text("Asiakas;Sähköposti\nVirtanen Oy;info@example.fi\nTmi Laitinen;a@example.fi\n");
    let kinds: Vec<Kind> = outcome.candidates.iter().map(|it| it.kind).collect();
    assert_eq!(kinds, [Kind::CompanyGeneric, Kind::SoleTrader]);
}

#[test]
fn a_list_of_bans_needs_only_numbers() {
    let outcome = text("Asiakasnumero;Kielto\n10001;kyllä\n10002;\n");
    assert_eq!((outcome.candidates.len(), outcome.rejects.len()), (1, 1));
    assert_eq!(outcome.candidates[0].bans.len(), 1);
}

#[test]
fn a_digest_tells_apart_whatever_a_row_says() {
    let headings =
        "Asiakasnumero;Etunimi;Sukunimi;Sähköposti;Puhelin;Kielto;Suostumus email;Tyyppi";
    let rows = [
        "1;A;B;a@example.fi;;;;",
        "2;A;B;a@example.fi;;;;",
        "1;B;A;a@example.fi;;;;",
        "1;A;;a@example.fi;;;;",
        "1;A;B;a@example.com;;;;",
        "1;A;B;a@example.fi;0401234567;;;",
        "1;A;B;a@example.fi;;x;;",
        "1;A;B;a@example.fi;;1.2.2023;;",
        "1;A;B;a@example.fi;;;1.2.2023;",
        "1;A;B;a@example.fi;;;;tmi",
    ];
    let mut digests = text(&format!("{headings}\n{}", rows.join("\n")))
        .figures()
        .digests;
    digests.dedup();
    assert_eq!(digests.len(), rows.len());
}

#[test]
fn a_digest_knows_nothing_of_place_and_title() {
    let options = Options {
        source: Some("fair".to_owned()),
        ..Options::default()
    };
    let moved = Outcome::of("Email;Lähde\n;\na@example.fi;messut\n".as_bytes(), &options);
    let first = text("Email\na@example.fi\n");
    assert_ne!(moved.candidates[0].row, first.candidates[0].row);
    assert_eq!(moved.figures().digests, first.figures().digests);
}
