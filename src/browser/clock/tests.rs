use super::*;
use wasm_bindgen_test::wasm_bindgen_test;

/// Hours and minutes of a moment where the browser is.
fn shown(at: Millis) -> (u32, u32) {
    let date = js_sys::Date::new(&(at.0 as f64).into());
    (date.get_hours(), date.get_minutes())
}

#[wasm_bindgen_test]
fn the_next_moment_of_a_clock_lies_within_a_day() {
    /// Days on which the clock is set have an hour more.
    const DAY_MS: i64 = 25 * 3_600_000;
    for minute in [0, 1, 479, 480, 720, 1_439] {
        for tomorrow in [false, true] {
            let at = next_at(minute, tomorrow).unwrap();
            assert_eq!(shown(at), (u32::from(minute / 60), u32::from(minute % 60)));
            let ahead = at.0 - wall().0;
            assert!(ahead > 0 && ahead <= DAY_MS * if tomorrow { 2 } else { 1 }, "{ahead}");
        }
    }
}
