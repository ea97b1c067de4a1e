//! Numbers as floats, without the tables of 10 KB that the standard library's parser brings into a page.

use serde_json::Number;

/// Ten to this power is the last that a float holds exactly.
const EXACT: u32 = 22;
/// Most digits that are looked at: any more change no float that a hub means.
const DIGITS: u64 = 1_000_000_000_000_000_000;

/// A number as the nearest float; nothing where it is larger than any.
///
/// With more than 19 digits, or below 1e-21 or above 1e38, it may be off in the last of its 17 digits.
#[must_use]
pub fn float(number: &Number) -> Option<f64> {
    let text = number.as_str();
    let (sign, text) = text.strip_prefix('-').map_or((1.0, text), |text| (-1.0, text));
    let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    // An exponent that is no `i32` is larger than any float's, or smaller.
    let saturated = if exponent.starts_with('-') { i32::MIN } else { i32::MAX };
    let mut power: i32 = exponent.parse().unwrap_or(saturated);
    let (mut whole, mut fraction) = (0_u64, false);
    for digit in digits.bytes() {
        let kept = whole < DIGITS;
        match digit {
            b'.' => fraction = true,
            digit if kept => whole = whole.saturating_mul(10).saturating_add(u64::from(digit & 15)),
            _ => {}
        }
        let moves = digit != b'.' && fraction == kept;
        power = power.saturating_add(if !moves {
            0
        } else if kept {
            -1
        } else {
            1
        });
    }
    let size = if whole == 0 { 0.0 } else { scaled(whole, power) };
    size.is_finite().then_some(sign * size)
}

/// A whole number times a power of ten.
#[allow(clippy::cast_precision_loss)] // rounds to the nearest
fn scaled(whole: u64, power: i32) -> f64 {
    let size = power.unsigned_abs();
    let factor = 10_u128.checked_pow(size);
    match factor {
        Some(factor) if power >= 0 => {
            u128::from(whole).checked_mul(factor).map_or_else(|| far(whole, power), |exact| exact as f64)
        }
        Some(factor) if size < EXACT => quotient(whole, factor),
        _ => far(whole, power),
    }
}

/// A quotient of which all bits are known that decide how it is rounded.
#[allow(clippy::cast_precision_loss)] // rounds to the nearest
fn quotient(whole: u64, factor: u128) -> f64 {
    let shift = u128::from(whole).leading_zeros();
    let shifted = u128::from(whole).checked_shl(shift).unwrap_or_default();
    let (Some(bits), Some(rest)) = (shifted.checked_div(factor), shifted.checked_rem(factor)) else {
        return 0.0;
    };
    // What is left over only says whether a half is a half.
    let bits = bits | u128::from(rest != 0);
    bits as f64 / 2.0_f64.powi(shift.cast_signed())
}

/// What is too large or too small for that: by floats, each step of which may round.
#[allow(clippy::cast_precision_loss)] // rounds to the nearest
fn far(whole: u64, power: i32) -> f64 {
    let mut size = whole as f64;
    // Beyond this it is infinite or nothing.
    let mut left = power.clamp(-400, 400);
    while left != 0 {
        let step = left.clamp(-22, 22);
        let factor = 10.0_f64.powi(step.saturating_abs());
        size = if step > 0 { size * factor } else { size / factor };
        left = left.saturating_sub(step);
    }
    size
}

#[cfg(test)]
mod tests;
