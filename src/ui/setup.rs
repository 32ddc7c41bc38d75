use ratatui::layout::Size;

use super::keymap::Keymap;
use super::theme::Theme;
use crate::config::Colours;
use crate::config::Config;
use crate::config::ConfigError;
use crate::domain::role::Role;
use crate::text::Catalogue;

/// What the screen starts with.
#[derive(Debug)]
pub struct Setup {
    pub size: Size,
    /// Whether the register holds fictional people only.
    pub demo: bool,
    /// Who is logged in already; the screens then start with the first screen of their roles.
    pub user: Option<String>,
    /// What the user is trusted with.
    pub roles: Vec<Role>,
    /// Whether the user must change the password before anything else.
    pub must_change: bool,
    pub theme: Theme,
    pub keymap: Keymap,
    pub catalogue: Catalogue,
    /// What was wrong with the configuration, said at the start.
    pub warnings: Vec<String>,
}

impl Setup {
    /// Makes the setup that a configuration asks for. Where it is wrong, the defaults are used and a
    /// warning says so; `NO_COLOR` is obeyed even then.
    #[must_use]
    pub fn configured(
        size: Size,
        config: Result<Config, ConfigError>,
        colours: Colours,
        catalogue: Catalogue,
    ) -> Self {
        let mut warnings = Vec::new();
        let config = config.unwrap_or_else(|error| {
            warnings.push(with_causes(&error));
            Config::default()
        });
        let keymap = Keymap::new(&config.keys).unwrap_or_else(|error| {
            warnings.push(error.to_string());
            Keymap::standard()
        });
        let theme = theme(&config).unwrap_or_else(|warning| {
            warnings.push(warning);
            Theme::terminal()
        });
        let theme = match colours {
            Colours::Wanted => theme,
            Colours::Unwanted => theme.without_colours(),
        };
        Self {
            size,
            demo: false,
            user: None,
            roles: Vec::new(),
            must_change: false,
            theme,
            keymap,
            catalogue,
            warnings,
        }
    }
}

fn theme(config: &Config) -> Result<Theme, String> {
    match (&config.theme_text, config.theme.as_deref()) {
        (Some(text), _) => Theme::parse(text).map_err(|error| error.to_string()),
        (None, None | Some("terminal")) => Ok(Theme::terminal()),
        (None, Some(name)) => Err(format!("no theme is called `{name}`")),
    }
}

fn with_causes(error: &ConfigError) -> String {
    match std::error::Error::source(error) {
        Some(cause) => format!("{error}: {cause}"),
        None => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn warnings_of(text: &str) -> Vec<String> {
        let config = Config::parse(text);
        let catalogue = Catalogue::english();
        Setup::configured(Size::default(), config, Colours::Wanted, catalogue).warnings
    }

    #[test]
    fn whatever_is_wrong_is_said_and_the_defaults_are_used() {
        assert_eq!(warnings_of(""), Vec::<String>::new());
        for (text, said) in [
            ("theme = \"drak\"", "no theme is called `drak`"),
            (
                "keys = 3",
                "line 1: invalid type: integer `3`, expected a map",
            ),
            ("[keys]\nbna = [\"b\"]", "no action is called `bna`"),
        ] {
            assert_eq!(warnings_of(text), [said]);
        }
    }
}
