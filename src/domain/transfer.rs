use super::code::codes;

codes! {
    /// What a country is to the law of transfers (RULES X1, X2).
    Group {
        Eu = "EU",
        EeaEfta = "EEA-EFTA",
        Adequacy = "ADEQUACY",
        Third = "THIRD",
    }
}

codes! {
    /// What a transfer to a country rests on (GDPR chapter V).
    TransferBasis {
        /// Inside the EEA there is no transfer.
        None = "NONE",
        Adequate = "ADEQUATE",
        /// Only for recipients that the decision covers, which is to be checked for each.
        AdequatePartial = "ADEQUATE_PARTIAL",
        SafeguardOrDerogation = "SAFEGUARD_OR_DEROGATION",
    }
}

/// The member states, and Åland, which is part of one.
const EU: &str =
    "AT AX BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK";
const EEA_EFTA: &str = "IS LI NO";
const ADEQUATE: &str = "AD AR BR CH FO GB GG IL IM JE NZ UY";
const ADEQUATE_IN_PART: &str = "CA JP KR US";
/// Every other country and territory of ISO 3166-1, those overseas of EU states included (X3).
const THIRD: &str = "\
    AE AF AG AI AL AM AO AQ AS AU AW AZ BA BB BD BF BH BI BJ BL BM BN BO BQ BS BT BV BW BY \
    BZ CC CD CF CG CI CK CL CM CN CO CR CU CV CW CX DJ DM DO DZ EC EG EH ER ET FJ FK FM GA GD \
    GE GF GH GI GL GM GN GP GQ GS GT GU GW GY HK HM HN HT ID IN IO IQ IR JM JO KE KG KH KI KM \
    KN KP KW KY KZ LA LB LC LK LR LS LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MU MV \
    MW MX MY MZ NA NC NE NF NG NI NP NR NU OM PA PE PF PG PH PK PM PN PR PS PW PY QA RE RS RU \
    RW SA SB SC SD SG SH SJ SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO \
    TR TT TV TW TZ UA UG UM UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

/// A country by its code of two letters, with what a transfer there needs.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Destination {
    pub group: Group,
    pub basis: TransferBasis,
}

impl Destination {
    /// Finds the country by its ISO 3166-1 code, in either case.
    ///
    /// # Errors
    ///
    /// Refuses a code that stands for no country.
    pub fn of(code: &str) -> Result<Self, TransferError> {
        let code = code.trim().to_ascii_uppercase();
        let listed = |codes: &str| codes.split(' ').any(|it| it == code);
        let (group, basis) = if listed(EU) {
            (Group::Eu, TransferBasis::None)
        } else if listed(EEA_EFTA) {
            (Group::EeaEfta, TransferBasis::None)
        } else if listed(ADEQUATE) {
            (Group::Adequacy, TransferBasis::Adequate)
        } else if listed(ADEQUATE_IN_PART) {
            (Group::Adequacy, TransferBasis::AdequatePartial)
        } else if listed(THIRD) {
            (Group::Third, TransferBasis::SafeguardOrDerogation)
        } else {
            return Err(TransferError);
        };
        Ok(Self { group, basis })
    }
}

/// Text that is no country code.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("no country code of ISO 3166-1, as FI")]
pub struct TransferError;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::cases::rows;

    #[test]
    fn every_worked_case_holds() {
        for row in rows(include_str!("../../tests/cases/transfers.csv")) {
            let found = Destination::of(&row["country"]).unwrap();
            let codes = (found.group.code(), found.basis.code());
            assert_eq!(
                codes,
                (row["group"].as_str(), row["basis"].as_str()),
                "{row:?}"
            );
        }
    }

    #[test]
    fn each_country_stands_once() {
        let lists = [EU, EEA_EFTA, ADEQUATE, ADEQUATE_IN_PART, THIRD].map(|it| it.split(' '));
        let codes: Vec<_> = lists.into_iter().flatten().collect();
        assert_eq!(codes.len(), 249);
        assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), 249);
        assert!(codes.iter().all(|it| Destination::of(it).is_ok()));
    }

    #[test]
    fn what_is_no_country_is_refused() {
        for code in ["", " ", "XX", "UK", "FIN", "AT BE", "ä"] {
            assert_eq!(Destination::of(code), Err(TransferError), "{code}");
        }
        assert_eq!(Destination::of(" fi").map(|it| it.group), Ok(Group::Eu));
        assert_eq!(Destination::of("GL").map(|it| it.group), Ok(Group::Third));
    }
}
