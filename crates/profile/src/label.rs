//! Text of a profile, in each language of the app.

/// A text per language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// Spanish.
    pub es: String,
    /// English.
    pub en: String,
}
