//! Arrows between rooms.
use std::path::Path;

use super::{RANKS, faults};

#[test]
fn an_arrow_goes_down_or_stays_in_its_room() {
    for (file, code, allowed) in [
        ("src/pages/inbox.rs", "use crate::components::icon::Icon;", true),
        ("src/pages/inbox.rs", "use crate::pages::overview;", true),
        ("src/pages/inbox.rs", "use super::overview::Card;", true),
        ("src/pages/inbox.rs", "use super::super::deferred;", false),
        ("src/pages/inbox/list.rs", "use super::super::deferred;", true),
        ("src/pages/inbox/list.rs", "use super::super::super::deferred::Parts;", false),
        ("src/pages.rs", "use super::store::App;", true),
        ("src/store/hub.rs", "let card = crate::pages::overview::card();", false),
        ("src/store/hub.rs", "// as crate::pages::overview draws it", true),
        ("src/store.rs", "use crate::{config, i18n::Msg};", true),
        ("src/store.rs", "use crate::{config::{hubs, pages}, i18n};", true),
        ("src/store.rs", "use crate::{\n    config::{Bases, Names},\n    hubs::load,\n};", false),
        ("src/browser/clock.rs", "use crate::i18n::Msg;", false),
        ("src/i18n.rs", "use crate::i18n::es;", true),
        ("src/i18n.rs", "use crate::browser::storage;", true),
        ("src/paths.rs", "use crate::browser::storage;", false),
        ("src/deferred.rs", "use crate::pages::settings;", true),
        ("src/main.rs", "use crate::deferred::parts;", true),
        ("crates/model/src/lib.rs", "use crate::pages::settings;", true),
        ("src/browser.rs", "use other_crate::pages::settings;", true),
    ] {
        let found = faults(Path::new(file), code);
        assert_eq!(found.is_empty(), allowed, "{file}: {code}: {found:?}");
    }
}

#[test]
fn a_fault_names_file_line_and_both_rooms() {
    let found =
        faults(Path::new("src/engine/driver.rs"), "use leptos::prelude::*;\n\nuse crate::store::App;\n");
    assert_eq!(found, ["src/engine/driver.rs:3: engine imports store, which is not below it"]);
}

#[test]
fn a_room_without_a_rank_is_a_fault_but_not_an_import_of_it() {
    let found = faults(Path::new("src/state.rs"), "use crate::pages::overview;");
    assert_eq!(found, ["src/state.rs: state is a room without a rank"]);
    assert_eq!(faults(Path::new("src/store.rs"), "use crate::state::App;"), [""; 0]);
}

#[test]
fn ranks_fall_in_the_list_as_in_the_drawing() {
    assert!(RANKS.is_sorted_by(|(_, above), (_, below)| above >= below));
}
