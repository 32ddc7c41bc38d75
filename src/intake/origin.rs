use crate::domain::provenance::Origin;
use crate::domain::provenance::Source;
use crate::text;

const LISTED: &[(Origin, &str)] = &[
    (
        Origin::Person,
        "asiakas itse|asiakas|henkilö itse|itse|the person|customer|kunden själv|själv",
    ),
    (
        Origin::ContactService,
        "yhteystietopalvelu|contact service|kontakttjänst|kontaktuppgiftstjänst",
    ),
    (
        Origin::Authority,
        "viranomainen|authority|myndighet|väestötietojärjestelmä|vtj|dvv",
    ),
    (
        Origin::TrustedParty,
        "kumppani|yhteistyökumppani|partner|samarbetspartner",
    ),
    (Origin::Staff, "henkilökunta|staff|personal"),
];

/// Registers that are public sources, kept by their name.
const PUBLIC: &str =
    "ytj|prh|kaupparekisteri|julkinen lähde|public source|offentlig källa|fods|handelsregistret";

/// Returns the source that a cell of the column of sources names; words that name none are the
/// occasion at which the file was filled, told after the file's own title.
pub(super) fn of_cell(cell: &str, file: &Source) -> Source {
    let said = text::fold(cell);
    let among = |words: &str| words.split('|').any(|word| text::fold(word) == said);
    if let Some((origin, _)) = LISTED.iter().find(|(_, words)| among(words)) {
        return Source::of(*origin);
    }
    let (origin, detail) = if among(PUBLIC) {
        (Origin::PublicSource, cell.to_owned())
    } else {
        let title = file.detail.as_deref();
        (
            file.origin,
            title.map_or_else(|| cell.to_owned(), |title| format!("{title}, {cell}")),
        )
    };
    Source {
        origin,
        detail: Some(detail),
    }
}

/// Returns the source of a file: what `--source` says, else the program that wrote it.
pub(super) fn of_file(named: Option<&str>, program: Option<&str>) -> Source {
    match named {
        Some(named) if !named.trim().is_empty() => Source::parse(named),
        _ => Source {
            origin: Origin::File,
            detail: program.map(str::to_owned),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_names_its_source_in_words() {
        let file = of_file(Some("old CRM"), None);
        for (cell, source) in [
            ("asiakas itse", "person"),
            ("Yhteystietopalvelu", "contact_service"),
            ("Viranomainen", "authority"),
            ("YTJ", "public_source: YTJ"),
            ("messut", "file: old CRM, messut"),
        ] {
            assert_eq!(of_cell(cell, &file).to_string(), source);
        }
        assert_eq!(
            of_cell("messut", &of_file(None, None)).to_string(),
            "file: messut"
        );
        assert_eq!(of_file(None, Some("HubSpot")).to_string(), "file: HubSpot");
    }
}
