use super::*;
use wasm_bindgen_test::wasm_bindgen_test;

const NOW: i64 = 1_795_418_529_000;

#[wasm_bindgen_test]
fn relative_times_read_as_they_are_spoken() {
    let table = [
        (NOW, "ahora", "now"),
        (NOW - 12_000, "hace 12 segundos", "12 seconds ago"),
        (NOW - 3 * 60_000, "hace 3 minutos", "3 minutes ago"),
        (NOW - 2 * 3_600_000, "hace 2 horas", "2 hours ago"),
        (NOW - 86_400_000, "ayer", "yesterday"),
        (NOW + 30_000, "ahora", "now"),
        (NOW + 60_000, "ahora", "now"),
        (NOW + 3 * 3_600_000, "dentro de 3 horas", "in 3 hours"),
        (NOW + 9 * 86_400_000, "dentro de 9 días", "in 9 days"),
    ];
    for (then, es, en) in table {
        assert_eq!(
            (relative(Lang::of_tag("es"), then, NOW), relative(Lang::of_tag("en"), then, NOW)),
            (es.into(), en.into())
        );
    }
}

#[wasm_bindgen_test]
fn numbers_stay_exact_and_read_as_the_language_writes_them() {
    assert_eq!(duration(Lang::of_tag("es"), 7.1), "7,1\u{a0}ms");
    assert_eq!(duration(Lang::of_tag("en"), 2_008.6), "2\u{a0}s");
    for (hours, text) in
        [(47.9, "47,9\u{a0}h"), (48.0, "2\u{a0}d"), (1_000.0, "41,7\u{a0}d"), (-60.0, "-2,5\u{a0}d")]
    {
        assert_eq!(duration(Lang::of_tag("es"), hours * 3_600_000.0), text);
    }
    assert_eq!(bytes(Lang::of_tag("en"), 50_000_000.0), "50\u{a0}MB");
    for (value, text) in [
        (94.527_069_555_392_23, "94,52706955539223"),
        (0.999_999_999_999_999_9, "0,9999999999999999"),
        (21.3, "21,3"),
        (5.0, "5"),
    ] {
        assert_eq!(exact(Lang::of_tag("es"), value), text);
    }
    assert_eq!(integer(Lang::of_tag("en"), 12_700_121_806), "12,700,121,806");
    assert_eq!(integer(Lang::of_tag("en"), i128::from(u64::MAX)), "18446744073709551615");
}

#[wasm_bindgen_test]
fn a_moment_that_no_calendar_holds_is_empty_and_not_the_end() {
    assert_eq!(iso(i64::MAX), "");
    assert_eq!(iso(NOW), "2026-11-23T07:22:09.000Z");
}

#[wasm_bindgen_test]
fn what_has_the_same_number_is_of_the_same_age_in_words() {
    let ages =
        [0, 400, 1_000, 1_999, 59_999, 60_000, 119_999, 3_599_999, 3_600_000, 86_400_000, 9 * 86_400_000];
    let moments: Vec<i64> = ages.iter().flat_map(|age| [NOW - age, NOW + age]).collect();
    for lang in Lang::ALL {
        for (a, b) in moments.iter().flat_map(|a| moments.iter().map(move |b| (*a, *b))) {
            let same = relative(*lang, a, NOW) == relative(*lang, b, NOW);
            assert_eq!(age_number(a, NOW) == age_number(b, NOW), same, "{a} {b}");
        }
    }
}

#[wasm_bindgen_test]
fn numbers_have_no_letters_but_those_that_filters_know() {
    for lang in Lang::ALL.iter().copied() {
        for value in [0.0, 1e-9, 7.1, 2_008.6, 400_000.0, 9e6, 5e9, 8e12, 7e18, -3e300] {
            for text in
                [duration(lang, value), bytes(lang, value), exact(lang, value), number(lang, value, 1)]
            {
                let strange = |letter: char| letter.is_alphabetic() && !NUMBER_LETTERS.contains(letter);
                assert!(!text.to_lowercase().contains(strange), "{text}");
            }
        }
    }
}

#[wasm_bindgen_test]
fn times_are_written_as_the_user_chose() {
    use crate::browser::choice;
    let en = Lang::of_tag("en");
    let chosen = |times: &str, zone: &str| {
        choice::choose("times", times);
        choice::choose("zone", zone);
        follow_choices();
        relative(en, NOW, NOW)
    };
    assert_eq!(chosen("absolute", "America/Santiago"), "Nov 23, 2026, 04:22:09");
    assert_eq!(chosen("absolute", "Asia/Kathmandu"), "Nov 23, 2026, 13:07:09");
    assert_eq!(soon(en, NOW), "Mon 13:07");
    // A zone that the browser does not know is as if none had been chosen.
    assert!(chosen("absolute", "Mars/Base").contains("2026"));
    assert_eq!(chosen("relative", "Asia/Kathmandu"), "now");
    choice::forget("times");
    choice::forget("zone");
    follow_choices();
}

#[wasm_bindgen_test]
fn a_week_begins_on_monday() {
    let days = |long| (0..7).map(|day| weekday(Lang::of_tag("en"), day, long)).collect::<Vec<_>>();
    assert_eq!(days(false).join(" "), "Mon Tue Wed Thu Fri Sat Sun");
    assert_eq!(weekday(Lang::of_tag("es"), 0, true), "lunes");
    assert_eq!(days(true).last().map(String::as_str), Some("Sunday"));
}
