//! Boxes for the leaves of a view: texts and flags that change.
//!
//! Every closure in a view is a type of its own, and the renderer is compiled for each type. Boxed, all texts
//! share one instance of it and all flags another (docs/decisions/0003-boxed-leaves.md).

use std::sync::Arc;

use crate::i18n::Says;
use crate::store::App;
use leptos::prelude::*;

/// A text that changes.
pub type Text = Arc<dyn Fn() -> String + Send + Sync>;
/// A text that changes and may be absent: then the attribute is, too.
pub type MaybeText = Arc<dyn Fn() -> Option<String> + Send + Sync>;
/// A boolean attribute or a class that comes and goes.
pub type Flag = Arc<dyn Fn() -> bool + Send + Sync>;

/// A text that changes.
pub fn text(text: impl Fn() -> String + Send + Sync + 'static) -> Text {
    Arc::new(text)
}

/// A text that changes and may be absent.
pub fn maybe(text: impl Fn() -> Option<String> + Send + Sync + 'static) -> MaybeText {
    Arc::new(text)
}

/// A boolean attribute or a class that comes and goes.
pub fn flag(flag: impl Fn() -> bool + Send + Sync + 'static) -> Flag {
    Arc::new(flag)
}

/// [`Effect::new`], boxed like the leaves.
pub fn effect(run: impl FnMut() + 'static) {
    let run: Box<dyn FnMut()> = Box::new(run);
    Effect::new(run);
}

/// A text of the app, in the language of the moment.
pub fn t(message: impl Says + Send + Sync + 'static) -> Text {
    let app = expect_context::<App>();
    text(move || app.text(&message))
}

/// A text of a profile, in the language of the moment.
pub fn label(texts: model::Texts) -> Text {
    let app = expect_context::<App>();
    text(move || app.lang.get().label(&texts))
}
