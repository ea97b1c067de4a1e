use super::*;

#[test]
fn neither_end_of_the_clock_is_passed() {
    let table = [(0, 0, 0), (5, 7, 12), (u64::MAX, 1, u64::MAX)];
    for (at, ms, later) in table {
        assert_eq!(Mono(at).saturating_add(ms), Mono(later));
    }
    assert_eq!(Mono(12).since(Mono(5)), 7);
    assert_eq!(Mono(5).since(Mono(12)), 0, "what lies ahead");
}
