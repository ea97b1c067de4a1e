#![allow(clippy::unwrap_used)]
use super::*;

fn of(texts: &[(&str, &str)]) -> Texts {
    let owned = texts.iter().map(|(tag, text)| ((*tag).to_owned(), (*text).to_owned()));
    Texts::by_language(owned).unwrap()
}

#[test]
fn a_language_without_a_text_gets_a_variety_of_its_own_else_the_first() {
    let texts = of(&[("es", "hola"), ("en", "hello"), ("pt-BR", "olá")]);
    let table =
        [("es", "hola"), ("en", "hello"), ("pt", "olá"), ("pt-PT", "olá"), ("fr", "hello"), ("", "hello")];
    for (language, text) in table {
        assert_eq!(texts.get(language), text, "{language}");
    }
    assert_eq!(Texts::from("NAS-1").get("es"), "NAS-1");
    assert_eq!(Texts::<String>::by_language([]), None);
}

#[test]
fn one_text_for_all_becomes_one_for_each_language_of_another() {
    let state = of(&[("es", "caído"), ("en", "down")]);
    let said =
        Texts::from("is").in_languages_of(&state).map(|tag, text| format!("{text} {}", state.get(tag)));
    assert_eq!((said.get("es").as_str(), said.get("en").as_str()), ("is caído", "is down"));
    assert_eq!(said.get("pt"), "is down", "of the first tag");
    let title = of(&[("en", "is"), ("pt", "está")]);
    assert_eq!(title.clone().in_languages_of(&state), title, "it has languages of its own");
}

#[test]
fn what_comes_of_some_languages_only_stands_in_for_the_others() {
    let texts = of(&[("en", ""), ("es", "hola")]);
    let filled = texts.filter_map(|text| (!text.is_empty()).then(|| text.clone())).unwrap();
    assert_eq!((filled.get("en").as_str(), filled.get("es").as_str()), ("hola", "hola"));
    assert_eq!(texts.filter_map(|_| None::<String>), None);
    assert_eq!(texts.map(|_, text| text.len()).get("es"), &4);
}
