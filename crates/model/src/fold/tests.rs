#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]
use super::*;

/// The letters of a Spanish page.
pub struct Spanish;

impl Alphabet for Spanish {
    fn letter(&self, letter: char) -> Letter {
        let base = "áaéeíióoúuüuñn".chars().collect::<Vec<_>>();
        let base = base.chunks(2).find(|pair| pair[0] == letter).map_or(letter, |pair| pair[1]);
        Letter { base, is_own: letter == 'ñ' }
    }
}

fn folded(wanted: &str, text: &str) -> (String, String) {
    let fold = Fold::for_wanted(wanted, &Spanish);
    let (mut a, mut b) = (String::new(), String::new());
    fold.push(wanted, &mut a);
    fold.push(text, &mut b);
    (a, b)
}

fn sorted(mut texts: Vec<&str>) -> Vec<&str> {
    texts.sort_by_key(|text| collation_key(text, &Spanish));
    texts
}

/// The letters of the alphabets that are known, against the standard library.
#[test]
fn capitals_become_the_letters_that_unicode_says() {
    // İ becomes two characters there.
    let letters = (0..0x180).chain(0x386..0x3ac).chain(0x400..0x430).filter(|code| *code != 0x130);
    for letter in letters.filter_map(char::from_u32) {
        assert_eq!(
            vec![fold_letter(letter)],
            letter.to_lowercase().collect::<Vec<_>>(),
            "{letter} {:x}",
            u32::from(letter)
        );
    }
}

#[test]
fn accents_make_no_difference_to_a_filter_composed_or_not() {
    for (wanted, text) in
        [("avila", "Ávila"), ("ÁVILA", "avila"), ("café", "cafe\u{301}"), ("cafe\u{301}", "CAFÉ")]
    {
        let (wanted, text) = folded(wanted, text);
        assert_eq!(wanted, text);
    }
}

/// Who cannot type ñ finds it by n; who types it wants no n.
#[test]
fn a_letter_of_its_own_is_told_apart_only_where_it_is_asked_for() {
    let (wanted, text) = folded("nandu", "Ñandú");
    assert_eq!(wanted, text);
    let (wanted, text) = folded("Ñ", "nandu ñu");
    assert_eq!((wanted.as_str(), text.as_str()), ("ñ", "nandu ñu"));
}

#[test]
fn texts_are_ordered_as_the_language_does_and_digits_as_numbers() {
    let wanted = ["Ávila", "node2", "node10", "nube", "ñandú", "oso", "Zamora"];
    let mut turned = wanted.to_vec();
    turned.reverse();
    assert_eq!(sorted(turned), wanted);
    for wanted in [
        vec!["", " a", "[a", "_a", "~a", "1", "a", "b"],
        vec!["v1.9", "v1.10", "v2"],
        vec!["7", "007x", "8", "10", "99999999999999999998", "100000000000000000000"],
        vec!["Nz", "ña", "o"],
        vec!["avila", "Ávila", "Avilas"],
        vec!["cama", "caña", "capa"],
    ] {
        let mut turned = wanted.clone();
        turned.reverse();
        assert_eq!(sorted(turned), wanted);
    }
}
