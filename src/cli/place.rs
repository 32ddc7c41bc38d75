use std::env;
use std::path::PathBuf;

use etcetera::BaseStrategy as _;

use super::arguments::Globals;

/// The name of the file of the master key.
const MASTER: &str = "master.key";

/// Where a register lies, and where its master key is looked for.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) folder: PathBuf,
    pub(super) master: PathBuf,
}

impl Place {
    /// Finds the place that the options and the environment name; `None` where there is not even a
    /// home directory.
    pub(super) fn of(globals: &Globals) -> Option<Self> {
        let named = globals.data.clone().filter(|it| !it.as_os_str().is_empty());
        let folder = match named {
            Some(folder) => folder,
            None => etcetera::choose_base_strategy()
                .ok()?
                .data_dir()
                .join("rainmaker"),
        };
        let handed = env::var_os("CREDENTIALS_DIRECTORY")
            .map(|it| PathBuf::from(it).join(MASTER))
            .filter(|it| it.exists());
        let master = handed.or_else(|| globals.master_key.clone());
        Some(Self {
            master: master.unwrap_or_else(|| folder.join(MASTER)),
            folder,
        })
    }
}
