#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]
use super::*;

fn learned(written: [&str; 4]) -> Option<NumberStyle> {
    NumberStyle::learn(&written.map(str::to_owned))
}

fn english() -> NumberStyle {
    learned(["1,234.5", "12,345", "-9,876,543.3", "0.063"]).expect("a known style")
}

#[test]
fn numbers_are_written_as_the_language_does() {
    let spanish = learned(["1234,5", "12.345", "-9.876.543,3", "0,063"]).expect("a known style");
    let french = learned(["1\u{202f}234,5", "12\u{202f}345", "-9\u{202f}876\u{202f}543,3", "0,063"]);
    for (number, digits, en, es) in [
        (0.0, 3, "0", "0"),
        (1_234.0, 0, "1,234", "1234"),
        (12_345.678_9, 3, "12,345.679", "12.345,679"),
        (-1.5, 3, "-1.5", "-1,5"),
        (-0.000_1, 3, "0", "0"),
        (0.05, 3, "0.05", "0,05"),
        (999.999_9, 3, "1,000", "1000"),
        (9_007_199_254_740_991.0, 0, "9,007,199,254,740,991", "9.007.199.254.740.991"),
        (f64::MIN_POSITIVE, 6, "0", "0"),
        (5e-324, 3, "0", "0"),
    ] {
        assert_eq!(english().write(number, digits).as_deref(), Some(en), "{number}");
        assert_eq!(spanish.write(number, digits).as_deref(), Some(es), "{number}");
    }
    assert_eq!(french.and_then(|style| style.write(12_345.5, 1)), Some("12\u{202f}345,5".to_owned()));
}

/// Of the number as it is, not of a product that was rounded before.
#[test]
fn halves_are_rounded_away_from_zero() {
    for (number, digits, text) in
        [(0.5, 0, "1"), (1.5, 0, "2"), (2.5, 0, "3"), (0.25, 1, "0.3"), (1.115, 2, "1.11"), (1.005, 2, "1")]
    {
        assert_eq!(english().write(number, digits).as_deref(), Some(text), "{number}");
    }
}

#[test]
fn what_is_not_known_is_left_to_the_browser() {
    assert_eq!(learned(["1,234.5", "12,345", "-98,76,543.3", "0.063"]), None, "groups of two");
    assert_eq!(learned(["١٬٢٣٤٫٥", "١٢٬٣٤٥", "-٩٬٨٧٦٬٥٤٣٫٣", "٠٫٠٦٣"]), None, "digits of its own");
    assert_eq!(NumberStyle::learn(&[]), None);
    for number in [f64::NAN, f64::INFINITY, 1e16, -1e300] {
        assert_eq!(english().write(number, 0), None, "{number}");
    }
}
