use super::*;

const HOUR: i64 = 3_600_000;

#[test]
fn an_offset_is_measured_to_the_quarter_hour_or_thrown_away() {
    let table = [
        (-3 * HOUR + 400, Some(-3 * HOUR)),
        (-3 * HOUR - 90_000, Some(-3 * HOUR)),
        (5 * HOUR + 45 * 60_000 - 5, Some(5 * HOUR + 45 * 60_000)),
        (0, Some(0)),
        (-3 * HOUR + 200_000, None),
        (15 * HOUR, None),
        (i64::MAX, None),
    ];
    for (difference, offset) in table {
        let measured = HubZone::measure(Millis(difference), Millis(0));
        assert_eq!(measured, offset.map(HubZone::Measured), "for {difference}");
    }
}
