use crate::domain::field::Kind;
use crate::text;

/// Words of which one stands in the name of nearly every company.
const COMPANY_FORMS: &str = "oy oyj ab abp ky kb ay osk ry rf tmi toiminimi ltd inc llc gmbh";

/// Reads a kind in Finnish, Swedish or English, or by its code.
pub(super) fn parse(said: &str) -> Option<Kind> {
    let folded = text::fold(said);
    let words: Vec<&str> = text::words(&folded).collect();
    Some(match words.join(" ").as_str() {
        "consumer" | "private" | "private person" | "person" | "kuluttaja" | "henkilo"
        | "yksityinen" | "yksityishenkilo" | "konsument" | "privat" | "privatperson" => {
            Kind::Consumer
        }
        "sole trader" | "tmi" | "toiminimi" | "elinkeinonharjoittaja" | "enskild firma" => {
            Kind::SoleTrader
        }
        "company contact" | "contact" | "yhteyshenkilo" | "kontaktperson" => Kind::CompanyContact,
        "company generic" | "company" | "yritys" | "foretag" => Kind::CompanyGeneric,
        _ => return None,
    })
}

/// Tells whether a name is a company's rather than a person's.
pub(super) fn is_company_name(name: &str) -> bool {
    let form = |word: &str| COMPANY_FORMS.split(' ').any(|it| it == word);
    text::words(&folded(name)).any(form)
}

fn folded(name: &str) -> String {
    text::fold(name).replace("t:mi", "tmi")
}
