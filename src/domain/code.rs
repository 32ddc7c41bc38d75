/// Makes a closed list whose members are written as fixed codes in files, JSON and commands.
macro_rules! codes {
    ($(#[doc = $doc:literal])+ $name:ident { $($(#[doc = $member_doc:literal])* $member:ident = $code:literal),+ $(,)? }) => {
        $(#[doc = $doc])+
        #[derive(
            Clone, Copy, Debug, serde::Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, serde::Serialize,
        )]
        pub enum $name {
            $($(#[doc = $member_doc])* #[serde(rename = $code)] $member,)+
        }

        impl $name {
            /// Every member, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$member),+];

            /// Returns the code that stands for this in files, JSON and commands.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$member => $code,)+ }
            }

            /// Finds the member that `code` stands for.
            #[must_use]
            pub fn parse(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$member),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }
    };
}

pub(crate) use codes;
