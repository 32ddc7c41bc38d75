use serde::{Deserialize, Serialize};

/// Who answers for the register (D1), and to whom people may complain.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Controller {
    pub name: String,
    /// The contact person and how to reach them.
    pub contact: String,
    /// The supervisory authority.
    pub authority: String,
}

/// The controller of the register description, which stands in until a register names its own.
impl Default for Controller {
    fn default() -> Self {
        Self {
            name: "Rainmaker Group Oy".to_owned(),
            contact: "Henri Forss, Rainmaker Group Oy, Piispanportti 11, 02240 Espoo, \
                      firstname.lastname(@)rainmaker.fi"
                .to_owned(),
            authority: "Tietosuojavaltuutetun toimisto (Office of the Data Protection Ombudsman), \
                        tietosuoja.fi"
                .to_owned(),
        }
    }
}
