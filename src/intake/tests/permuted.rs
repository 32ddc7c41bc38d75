use proptest::prelude::*;

use super::*;

const FILES: &[&str] = &[
    "asiakkaat.csv",
    "contacts.csv",
    "subscribed_members_export.csv",
    "unsubscribed_members_export.csv",
    "hubspot-crm-exports-all-contacts.csv",
];

/// Headings of the sample lists in Finnish, Swedish and English.
const LANGUAGES: &[[&str; 3]] = &[
    ["Asiakasnumero", "Kundnummer", "Customer number"],
    ["Nimi", "Namn", "Name"],
    ["Etunimi", "Förnamn", "First Name"],
    ["Sukunimi", "Efternamn", "Last Name"],
    ["Sähköposti", "E-post", "Email"],
    ["Puhelin", "Telefon", "Phone"],
    ["Kaupunki", "Ort", "City"],
    ["Yritys", "Företag", "Company"],
    ["Y-tunnus", "FO-nummer", "Business ID"],
    [
        "Suoramarkkinointikielto",
        "Direktmarknadsföringsförbud",
        "Do not contact",
    ],
    ["Suostumus sähköposti", "Samtycke e-post", "E-mail consent"],
    ["Lähde", "Källa", "Source"],
    ["Huomautus", "Anmärkning", "Note"],
];

#[derive(Clone, Copy, Debug)]
enum Written {
    Utf8,
    Marked,
    Wide,
    WideSwapped,
    Windows,
}

/// One way of writing a table.
#[derive(Clone, Debug)]
struct Style {
    delimiter: u8,
    written: Written,
    line_ends: Vec<&'static str>,
    language: usize,
    dress: fn(&str) -> String,
    quotes: csv::QuoteStyle,
}

fn style() -> impl Strategy<Value = Style> {
    let dresses: Vec<fn(&str) -> String> = vec![
        str::to_owned,
        str::to_uppercase,
        |heading| format!("  {} ", heading.replace(' ', "  ")),
        |heading| format!("\u{a0}{}:", heading.to_lowercase()),
    ];
    let written = vec![
        Written::Utf8,
        Written::Marked,
        Written::Wide,
        Written::WideSwapped,
        Written::Windows,
    ];
    let line_ends = vec![
        vec!["\n"],
        vec!["\r\n"],
        vec!["\r"],
        vec!["\r\n", "\n", "\r", "\n\n"],
    ];
    let quotes = vec![csv::QuoteStyle::Always, csv::QuoteStyle::Necessary];
    (
        prop::sample::select(vec![b',', b';', b'\t']),
        prop::sample::select(written),
        prop::sample::select(line_ends),
        0..3_usize,
        prop::sample::select(dresses),
        prop::sample::select(quotes),
    )
        .prop_map(
            |(delimiter, written, line_ends, language, dress, quotes)| Style {
                delimiter,
                written,
                line_ends,
                language,
                dress,
                quotes,
            },
        )
}

fn table(name: &str) -> Vec<Vec<String>> {
    let bytes = sample(name);
    let (text, _) = encoding::decode(&bytes);
    let delimiter = if name == "asiakkaat.csv" { b';' } else { b',' };
    records::Records::new(text, 0, delimiter)
        .map(Result::unwrap)
        .collect()
}

fn translated(heading: &str, language: usize) -> &str {
    let row = LANGUAGES.iter().find(|names| names.contains(&heading));
    row.map_or(heading, |names| names[language])
}

fn write(rows: &[Vec<String>], order: &[usize], style: &Style) -> Vec<u8> {
    let mut text = String::new();
    for (index, row) in rows.iter().enumerate() {
        let cells = order.iter().map(|column| match index {
            0 => (style.dress)(translated(&row[*column], style.language)),
            _ => row[*column].clone(),
        });
        let mut line = csv::WriterBuilder::new()
            .delimiter(style.delimiter)
            .quote_style(style.quotes)
            .from_writer(Vec::new());
        line.write_record(cells).unwrap();
        let line = String::from_utf8(line.into_inner().unwrap()).unwrap();
        text.push_str(line.trim_end_matches('\n'));
        text.push_str(style.line_ends[index % style.line_ends.len()]);
    }
    match style.written {
        Written::Utf8 => text.into_bytes(),
        Written::Marked => format!("\u{feff}{text}").into_bytes(),
        Written::Wide => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Written::WideSwapped => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        Written::Windows => encoding_rs::WINDOWS_1252.encode(&text).0.into_owned(),
    }
}

/// Row numbers are left out: a blank line between rows counts, as in a spreadsheet.
fn figures(bytes: &[u8]) -> (Vec<Digest>, usize, Vec<Reason>) {
    let figures = Outcome::of(bytes, &Options::default()).figures();
    let noted = figures
        .noted
        .into_iter()
        .map(|(_, reason)| reason)
        .collect();
    (figures.digests, figures.rejected.len(), noted)
}

#[test]
fn a_list_says_the_same_however_it_is_written() {
    let tables: Vec<_> = FILES.iter().map(|name| table(name)).collect();
    let expected: Vec<_> = FILES.iter().map(|name| figures(&sample(name))).collect();
    let config = ProptestConfig {
        cases: 20,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let columns = Just((0..25).collect::<Vec<usize>>()).prop_shuffle();
    proptest!(config, |(file in 0..FILES.len(), style in style(), order in columns)| {
        let rows = &tables[file];
        let order: Vec<usize> = order.into_iter().filter(|it| *it < rows[0].len()).collect();
        prop_assert_eq!(&figures(&write(rows, &order, &style)), &expected[file]);
    });
}

#[test]
fn different_people_have_different_digests() {
    for name in FILES {
        let mut digests = Outcome::of(&sample(name), &Options::default())
            .figures()
            .digests;
        let all = digests.len();
        digests.dedup();
        assert_eq!(digests.len(), all, "{name}");
    }
}
