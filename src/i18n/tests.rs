use std::collections::HashSet;

use wasm_bindgen_test::wasm_bindgen_test;

use super::*;

const BOOT: &str = include_str!("../../boot.js");

#[wasm_bindgen_test]
fn every_language_is_found_by_its_own_tag_and_by_a_region_of_it() {
    for lang in Lang::ALL.iter().copied() {
        assert_eq!(Lang::of_tag(lang.tag()), lang);
        assert_eq!(Lang::of_tag(&format!("{}-XX", lang.tag())), lang);
    }
    for other in ["", "xx-CH", "english", "p"] {
        assert_eq!(Lang::of_tag(other), Lang::FIRST, "{other}");
    }
}

/// The match of a catalogue is exhaustive, so none lacks a message; here none speaks with another's voice.
#[wasm_bindgen_test]
fn no_language_speaks_in_the_words_of_another() {
    let sentences: [fn(Lang) -> String; 6] = [
        |lang| lang.name().to_owned(),
        |lang| lang.text(&Msg::Settings),
        |lang| lang.text(&Msg::NotFound),
        |lang| lang.text(&Msg::Rows { count: "2" }),
        |lang| lang.text(&DeferredMsg::AllColumns),
        |lang| lang.text(&DeferredMsg::LoggedIn { who: "Ana" }),
    ];
    for sentence in sentences {
        let said: HashSet<String> = Lang::ALL.iter().map(|lang| sentence(*lang)).collect();
        assert_eq!(said.len(), Lang::ALL.len(), "{said:?}");
    }
}

#[wasm_bindgen_test]
fn the_sentences_before_the_app_runs_are_there_in_every_language() {
    let known: Vec<&str> =
        BOOT.lines().filter_map(|line| line.strip_prefix("  ")?.strip_suffix(": {")).collect();
    let tags: Vec<&str> = Lang::ALL.iter().map(|lang| lang.tag()).collect();
    assert_eq!(known, tags);
}

#[wasm_bindgen_test]
fn a_profiles_text_without_the_language_gets_the_first() {
    let texts = [("en", "Nodes"), ("es", "Nodos")].map(|(tag, text)| (tag.to_owned(), text.to_owned()));
    let texts = model::Texts::by_language(texts).unwrap();
    let labels: Vec<String> = Lang::ALL.iter().map(|lang| lang.label(&texts)).collect();
    assert_eq!(labels, ["Nodos", "Nodes", "Nodes"]);
}
