//! Names of things. A newtype each, so that a row's key never passes for a notification's id.

use std::fmt;
use std::sync::Arc;

use compact::Compact;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Compact)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The name as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text.into())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// A hub, as `hubs.json` names it.
    HubId
);
id!(
    /// A table of a profile.
    TableId
);
id!(
    /// A row within its table.
    RowKey
);
id!(
    /// A notification within its hub.
    EventId
);
