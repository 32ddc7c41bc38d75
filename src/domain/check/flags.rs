use std::collections::BTreeMap;

use super::super::time::When;
use super::CheckError;
use super::refused;
use super::usage;

/// Arguments of the forms `--name value`, `--name=value` and `--name`.
pub(super) struct Flags<'a>(BTreeMap<&'a str, &'a str>);

impl<'a> Flags<'a> {
    /// Reads arguments: `valued` flags take a value, `bare` ones none, others are unknown.
    pub(super) fn parse(
        args: &'a [String],
        valued: &[&str],
        bare: &[&str],
    ) -> Result<Self, CheckError> {
        let mut flags = BTreeMap::new();
        let mut args = args.iter().map(String::as_str);
        while let Some(arg) = args.next() {
            let flag = arg
                .strip_prefix("--")
                .ok_or_else(|| usage("takes flags as --name value"))?;
            let (name, given) = match flag.split_once('=') {
                Some((name, value)) => (name, Some(value)),
                None => (flag, None),
            };
            let value = if valued.contains(&name) {
                let value = given.or_else(|| args.next());
                value.ok_or_else(|| CheckError::Usage(format!("--{name}: takes a value")))?
            } else if bare.contains(&name) && given.is_none() {
                ""
            } else {
                let known = [valued, bare].concat().join(" --");
                return Err(CheckError::Usage(format!(
                    "unknown flag, none of --{known}"
                )));
            };
            if flags.insert(name, value).is_some() {
                return Err(CheckError::Usage(format!("--{name}: given twice")));
            }
        }
        Ok(Self(flags))
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    pub(super) fn value(&self, name: &str) -> Option<&'a str> {
        self.0.get(name).copied()
    }

    pub(super) fn when(&self, name: &str) -> Result<Option<When>, CheckError> {
        let read = |text: &str| {
            text.parse()
                .map_err(|why| refused(format!("--{name}: {why}")))
        };
        self.value(name).map(read).transpose()
    }
}
