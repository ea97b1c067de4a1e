//! Letters of either case as one, for filters and orders: of the Latin, Greek and Cyrillic alphabets, by their places
//! in Unicode. The standard library's table of all that exists is 12 KB of program.

/// The small letter of a capital; anything else as it is.
pub(super) fn fold_letter(letter: char) -> char {
    let code = u32::from(letter);
    let even = |code: u32| code | 1;
    let odd = |code: u32| code.saturating_add(code & 1);
    let small = match code {
        // Basic Latin, Latin-1 (without ×), Greek, Cyrillic.
        0x41..=0x5a | 0xc0..=0xd6 | 0xd8..=0xde | 0x391..=0x3a1 | 0x3a3..=0x3ab | 0x410..=0x42f => {
            code.saturating_add(32)
        }
        0x386 => 0x3ac,
        0x388..=0x38a => code.saturating_add(37),
        0x38c => 0x3cc,
        0x38e | 0x38f => code.saturating_add(63),
        0x400..=0x40f => code.saturating_add(80),
        // Latin Extended-A: pairs of a capital and its small letter.
        0x130 => 0x69,
        0x178 => 0xff,
        0x100..=0x12f | 0x132..=0x137 | 0x14a..=0x177 => even(code),
        0x139..=0x148 | 0x179..=0x17e => odd(code),
        _ => code,
    };
    char::from_u32(small).unwrap_or(letter)
}

/// A text in small letters.
pub(super) fn fold_case(text: &str) -> String {
    text.chars().map(fold_letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(fold_case("ÑANDÚ ŒUVRE Ω İ 漢"), "ñandú œuvre ω i 漢");
    }
}
