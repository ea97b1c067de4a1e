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
fn what_comes_of_some_languages_only_stands_in_for_the_others() {
    let texts = of(&[("en", ""), ("es", "hola")]);
    let filled = texts.filter_map(|text| (!text.is_empty()).then(|| text.clone())).unwrap();
    assert_eq!((filled.get("en").as_str(), filled.get("es").as_str()), ("hola", "hola"));
    assert_eq!(texts.filter_map(|_| None::<String>), None);
    assert_eq!(texts.map(String::len).get("es"), &4);
}
