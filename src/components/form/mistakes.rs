//! What is wrong with a field, in words.

use profile::Invalid;

use crate::i18n::{DeferredMsg, Lang, format};

/// What is wrong with a field, in words.
pub fn mistake_text(lang: Lang, invalid: &Invalid) -> String {
    let number = |bound: &f64| format::number(lang, *bound, 2);
    match invalid {
        Invalid::Missing => lang.text(&DeferredMsg::Missing),
        Invalid::NotInteger => lang.text(&DeferredMsg::NotInteger),
        Invalid::NotNumber => lang.text(&DeferredMsg::NotNumber),
        Invalid::NotTime => lang.text(&DeferredMsg::NotTime),
        Invalid::TooShort(least) => lang.text(&DeferredMsg::TooShort { least: &number(least) }),
        Invalid::TooLong(most) => lang.text(&DeferredMsg::TooLong { most: &number(most) }),
        Invalid::FileTooSmall(least) => {
            lang.text(&DeferredMsg::FileTooSmall { least: &format::bytes(lang, *least) })
        }
        Invalid::FileTooLarge(most) => {
            lang.text(&DeferredMsg::FileTooLarge { most: &format::bytes(lang, *most) })
        }
        Invalid::TooSmall(least) => lang.text(&DeferredMsg::TooSmall { least: &number(least) }),
        Invalid::TooLarge(most) => lang.text(&DeferredMsg::TooLarge { most: &number(most) }),
    }
}
