//! What is wrong with a field, in words.

use profile::Invalid;

use crate::i18n::{Lang, Rare, format};

/// What is wrong with a field, in words.
pub fn mistake_text(lang: Lang, invalid: &Invalid) -> String {
    let number = |bound: &f64| format::number(lang, *bound, 2);
    match invalid {
        Invalid::Missing => lang.text(&Rare::Missing),
        Invalid::NotInteger => lang.text(&Rare::NotInteger),
        Invalid::NotNumber => lang.text(&Rare::NotNumber),
        Invalid::NotTime => lang.text(&Rare::NotTime),
        Invalid::TooShort(least) => lang.text(&Rare::TooShort { least: &number(least) }),
        Invalid::TooLong(most) => lang.text(&Rare::TooLong { most: &number(most) }),
        Invalid::TooSmall(least) => lang.text(&Rare::TooSmall { least: &number(least) }),
        Invalid::TooLarge(most) => lang.text(&Rare::TooLarge { most: &number(most) }),
    }
}
