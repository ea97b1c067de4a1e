#![allow(clippy::unwrap_used, clippy::float_cmp, clippy::disallowed_methods)]
use proptest::prelude::*;
use serde_json::Number;

use super::float;

fn read(text: &str) -> Option<f64> {
    float(&text.parse::<Number>().unwrap())
}

#[test]
fn numbers_are_the_nearest_floats() {
    let texts = [
        "0",
        "-0.0",
        "1",
        "-1",
        "5.0",
        "0.1",
        "0.30000000000000004",
        "94.52706955539223",
        "0.9999999999999999",
        "1e8",
        "1E+3",
        "2.5e-3",
        "1e22",
        "1e23",
        "9007199254740993",
        "18446744073709551615",
        "1764115200.123456",
        "1764115200123456789",
        "0.000001",
        "123456789012345678e-17",
        "179.5e3",
        "25000000000000000001",
        "1e38",
    ];
    for text in texts {
        assert_eq!(read(text), Some(text.parse::<f64>().unwrap()), "{text}");
    }
}

#[test]
fn what_no_float_holds_is_none_and_what_is_too_small_is_zero() {
    for text in ["1e400", "-1e400", "1e99999999999", "123e9999"] {
        assert_eq!(read(text), None, "{text}");
    }
    for text in ["1e-400", "-1e-99999999999", "0e99999999999", "0.0e400"] {
        assert_eq!(read(text), Some(0.0), "{text}");
    }
}

#[test]
fn far_numbers_and_long_ones_are_off_by_a_last_digit_at_most() {
    let long = "9".repeat(300);
    for text in ["1.7976931348623157e308", "2.2250738585072014e-308", "6.02214076e-30", "1.5e120", &long] {
        let (read, exact) = (read(text).unwrap(), text.parse::<f64>().unwrap());
        assert!(((read - exact) / exact).abs() < 1e-14, "{text}: {read}");
    }
}

proptest! {
    #[test]
    fn floats_of_everyday_size_survive_being_written(whole in -1_000_000_000_i64..1_000_000_000, part in 0.0..1.0_f64) {
        #[allow(clippy::cast_precision_loss)]
        let number = whole as f64 + part;
        prop_assert_eq!(read(&number.to_string()), Some(number));
        prop_assert_eq!(read(&part.to_string()), Some(part));
    }
}
