//! Numbers as a language writes them, once it is known how: a browser's own formatter is asked for that, and not for
//! each cell of a hundred thousand that a filter looks at.

/// How a language writes numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberStyle {
    decimal: String,
    group: String,
    /// A number with this many digits before the point is grouped.
    grouped_from: usize,
}

/// Numbers that show a language's style, and check it: each with its digits behind the point.
pub const PROBES: [(f64, u8); 4] = [(1_234.5, 1), (12_345.0, 0), (-9_876_543.25, 1), (0.0625, 3)];

/// From here on not every whole number is exact.
const EXACT: f64 = 9_007_199_254_740_992.0;

impl NumberStyle {
    /// The style of a formatter, by what it makes of [`PROBES`]; nothing where it writes in a way that is not known
    /// here.
    #[must_use]
    pub fn learn(written: &[String]) -> Option<Self> {
        let rest = written.first()?.strip_prefix('1')?.strip_suffix('5')?;
        let (group, decimal) = rest.split_once('2')?;
        let decimal = decimal.strip_prefix("34")?;
        let in_five = written.get(1)?.strip_prefix("12")?.strip_suffix("345")?;
        let grouped_from = if group.is_empty() { 5 } else { 4 };
        let style = Self { decimal: decimal.to_owned(), group: in_five.to_owned(), grouped_from };
        let agrees = PROBES
            .iter()
            .zip(written)
            .all(|((number, digits), written)| style.write(*number, *digits).as_ref() == Some(written));
        agrees.then_some(style)
    }

    /// A number with at most `digits` behind the point, halves rounded away from zero; nothing for one that is too
    /// large to be written exactly, or none at all.
    #[must_use]
    pub fn write(&self, number: f64, digits: u8) -> Option<String> {
        if number.is_nan() || number.abs() >= EXACT || digits > 6 {
            return None;
        }
        let scale = 10_u64.checked_pow(u32::from(digits))?;
        let scaled = scaled(number.abs(), scale)?;
        let (whole, fraction) = (scaled.checked_div(scale)?, scaled.checked_rem(scale)?);
        let mut text = String::with_capacity(24);
        if number < 0.0 && scaled > 0 {
            text.push('-');
        }
        let whole = whole.to_string();
        let grouped = whole.len() >= self.grouped_from;
        for (place, digit) in whole.chars().enumerate() {
            let left = whole.len().saturating_sub(place);
            if grouped && place > 0 && left % 3 == 0 {
                text.push_str(&self.group);
            }
            text.push(digit);
        }
        if fraction > 0 {
            // With a one before it, so that it keeps its zeros.
            let fraction = scale.saturating_add(fraction).to_string();
            text.push_str(&self.decimal);
            text.push_str(fraction.strip_prefix('1')?.trim_end_matches('0'));
        }
        Some(text)
    }
}

/// `number` (not negative, below 2^53) times `scale`, rounded: with its binary digits, so that no product rounds before.
fn scaled(number: f64, scale: u64) -> Option<u64> {
    let bits = number.to_bits();
    let exponent = bits >> 52;
    let fraction = bits & ((1 << 52) - 1);
    // A number so small that it has no leading one rounds to nothing anyhow.
    let mantissa = fraction | if exponent > 0 { 1 << 52 } else { 0 };
    let shift = 1_075_u64.checked_sub(exponent)?;
    let product = u128::from(mantissa).checked_mul(u128::from(scale))?;
    if shift == 0 || shift > 100 {
        return u64::try_from(if shift == 0 { product } else { 0 }).ok();
    }
    let half = 1_u128.checked_shl(u32::try_from(shift).ok()?.checked_sub(1)?)?;
    u64::try_from(product.checked_add(half)? >> shift).ok()
}

#[cfg(test)]
mod tests;
