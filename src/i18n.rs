//! Every text of the app, in whole sentences. A language that lacks a message does not compile.
//!
//! A language is one file here: its module is declared and then named in `languages!`. `boot.js` holds the
//! sentences that are needed before the app runs.

mod cell_text;
mod deferred;
mod en;
mod es;
pub mod format;
mod history;
mod inbox;
mod letters;
mod msg;
mod preference;
mod preference_msg;
mod pt;
mod request_failure;
mod zone_text;

pub use cell_text::{GoneMark, PageReader, age_text, behind, cell_text, gone_text, is_guessed, value_text};
pub use deferred::DeferredMsg;
pub use history::HistoryMsg;
pub use inbox::InboxMsg;
pub use msg::Msg;
pub use preference_msg::PreferenceMsg;
pub use request_failure::{request_failure_text, without_stop};
pub use zone_text::zone_text;

/// What a catalogue says of its language.
pub struct Language {
    /// BCP 47 tag.
    tag: &'static str,
    /// What the language calls itself.
    name: &'static str,
}

/// The registry. Each language is a module with `LANGUAGE`, `text` for [`Msg`], `deferred_text` for
/// [`DeferredMsg`] and `inbox_text` for [`InboxMsg`]: functions of their own, so that the others come with the deferred module. The first language is that of
/// users whose browser asks for none of them.
macro_rules! languages {
    ($first:ident $(, $other:ident)* $(,)?) => {
        /// Names a module of the registry.
        #[allow(non_camel_case_types)] // the modules' own names
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        enum Id {
            $first,
            $($other,)*
        }

        impl Lang {
            /// Every language, in the order of the registry.
            pub const ALL: &[Self] = &[Self(Id::$first), $(Self(Id::$other)),*];
            const FIRST: Self = Self(Id::$first);

            fn language(self) -> &'static Language {
                match self.0 {
                    Id::$first => &$first::LANGUAGE,
                    $(Id::$other => &$other::LANGUAGE,)*
                }
            }
        }

        impl Says for Msg<'_> {
            fn say(&self, lang: Lang) -> String {
                match lang.0 {
                    Id::$first => $first::text(self),
                    $(Id::$other => $other::text(self),)*
                }
            }
        }

        impl Says for DeferredMsg<'_> {
            fn say(&self, lang: Lang) -> String {
                match lang.0 {
                    Id::$first => $first::deferred_text(self),
                    $(Id::$other => $other::deferred_text(self),)*
                }
            }
        }

        impl Says for HistoryMsg<'_> {
            fn say(&self, lang: Lang) -> String {
                match lang.0 {
                    Id::$first => $first::history::text(self),
                    $(Id::$other => $other::history::text(self),)*
                }
            }
        }

        impl Says for InboxMsg<'_> {
            fn say(&self, lang: Lang) -> String {
                match lang.0 {
                    Id::$first => $first::inbox_text(self),
                    $(Id::$other => $other::inbox_text(self),)*
                }
            }
        }
    };
}

languages! { es, en, pt }

/// A language of the registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Lang(Id);

impl Lang {
    /// BCP 47 tag.
    pub fn tag(self) -> &'static str {
        self.language().tag
    }

    /// What the language calls itself.
    pub fn name(self) -> &'static str {
        self.language().name
    }

    /// The language of a tag such as `pt-BR`, by its prefix; the first of the registry where none has it.
    pub fn of_tag(tag: &str) -> Self {
        Self::known(tag).unwrap_or(Self::FIRST)
    }

    /// The language of a tag, where it is one of the registry.
    fn known(tag: &str) -> Option<Self> {
        let prefix = tag.split('-').next().unwrap_or_default();
        Self::ALL.iter().copied().find(|lang| lang.tag() == prefix)
    }

    /// The text of a message.
    pub fn text(self, message: &impl Says) -> String {
        message.say(self)
    }

    /// A profile's text in this language, or the one that stands in for it.
    pub fn label(self, texts: &model::Texts) -> String {
        texts.get(self.tag()).clone()
    }
}

/// What has a text in every language.
pub trait Says {
    /// The text.
    fn say(&self, lang: Lang) -> String;
}

#[cfg(test)]
mod tests;
