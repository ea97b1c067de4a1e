//! What was written into forms that a login interrupted, by form: it stands there again when the form is opened next.

use std::cell::RefCell;
use std::collections::BTreeMap;

/// Texts by field.
pub type Draft = BTreeMap<String, String>;

thread_local! {
    static DRAFTS: RefCell<Vec<(String, Draft)>> = const { RefCell::new(Vec::new()) };
}

/// Keep what is written into a form, in place of what was kept of it before.
pub fn keep(form: &str, draft: Draft) {
    forget(form);
    DRAFTS.with_borrow_mut(|drafts| drafts.push((form.to_owned(), draft)));
}

/// What was written into a form.
pub fn get(form: &str) -> Option<Draft> {
    DRAFTS.with_borrow(|drafts| drafts.iter().find(|(name, _)| name == form).map(|(_, draft)| draft.clone()))
}

/// It was sent, or is not wanted any more.
pub fn forget(form: &str) {
    DRAFTS.with_borrow_mut(|drafts| drafts.retain(|(name, _)| name != form));
}
