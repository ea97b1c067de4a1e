//! Numbers that leave their bounds, and come back.

use model::Row;

use super::*;

/// A table of an id and a number, of which such bounds are watched.
fn desk(on: &Value, more: &Value) -> Desk {
    let mut on = on.clone();
    on.as_object_mut().unwrap().insert("column".to_owned(), json!("state"));
    let mut watch = json!({ "table": "rows", "on": on, "notify": { "title": "{id} {old.state}>{state}" }, "summary": "{count} rows",
                "cooldown_s": 0 });
    watch.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    Desk::of(&watch, &json!({ "id": "state", "title": "S", "at": "/state", "type": "number" }))
}

impl Desk {
    /// Row `a` has this value; what is reported at that moment.
    fn measure(&mut self, now: u64, value: impl Into<Cell>) -> Vec<String> {
        let cells = vec![Some(Cell::Text("a".into())), Some(value.into())];
        let row = Row { key: RowKey::from("a"), cells, version: None };
        self.table.snapshot(None, vec![row], 0, Moment::default(), Moment::default());
        let changed = Input::Changed { id: &self.id, table: &self.table, touched: None };
        self.alerts.handle(at(now), changed);
        self.tick(now)
    }

    /// These values one after the other, each a second apart; those at which something is reported.
    fn course(&mut self, values: &[f64]) -> Vec<f64> {
        let mut reported = |place: usize, value: f64| {
            !self.measure((place as u64).saturating_mul(1_000), Cell::Number(value)).is_empty()
        };
        values
            .iter()
            .copied()
            .enumerate()
            .filter(|(place, value)| reported(*place, *value))
            .map(|it| it.1)
            .collect()
    }
}

#[test]
fn a_number_is_reported_when_it_leaves_its_bounds_and_again_only_after_it_was_well() {
    let above = json!({ "above": 90 });
    let margin = json!({ "above": 90, "hysteresis": 5 });
    let below = json!({ "below": 10, "hysteresis": 2.5 });
    let both = json!({ "above": 30, "below": 5, "hysteresis": 2 });
    for (on, course, expected) in [
        (&above, vec![50.0, 90.0, 90.1, 95.0, 90.0, 91.0], vec![90.1, 91.0]),
        // It moves about its bound.
        (&margin, vec![50.0, 91.0, 89.0, 92.0, 86.0, 90.5, 85.1, 99.0], vec![91.0]),
        (&margin, vec![50.0, 91.0, 85.0, 89.0, 91.5], vec![91.0, 91.5]),
        // What was never beyond its bound is well within the margin too.
        (&margin, vec![50.0, 88.0, 89.9, 90.0], vec![]),
        (&below, vec![50.0, 9.9, 12.4, 9.0, 12.5, 10.0, -3.0], vec![9.9, -3.0]),
        (&both, vec![20.0, 31.0, 29.0, 4.0, 6.9, 31.0, 20.0, 4.9], vec![31.0, 4.0, 31.0, 4.9]),
        // What is beyond its bound in the first list is taken in silence.
        (&margin, vec![95.0, 86.0, 95.0, 80.0, 95.0], vec![95.0]),
    ] {
        assert_eq!(desk(on, &json!({})).course(&course), expected, "{on} {course:?}");
    }
}

#[test]
fn the_margin_counts_only_once_it_was_reported() {
    let mut desk = desk(&json!({ "above": 90, "hysteresis": 5 }), &json!({ "for_s": 10 }));
    desk.measure(0, Cell::Integer(50));
    assert_eq!(desk.measure(1_000, Cell::Integer(91)), NONE);
    assert_eq!(desk.measure(2_000, Cell::Integer(88)), NONE, "back before it counted");
    assert_eq!(desk.tick(20_000), NONE);
    desk.measure(21_000, Cell::Integer(91));
    assert_eq!(desk.tick(31_000), ["a 88>91"]);
    desk.measure(32_000, Cell::Integer(84));
    desk.measure(33_000, Cell::Integer(88));
    desk.measure(60_000, Cell::Integer(95));
    assert_eq!(desk.tick(99_000), NONE, "it was well for less than it must last");
}

#[test]
fn what_is_no_number_says_neither_that_it_is_well_nor_that_it_is_not() {
    for odd in [Cell::Empty, Cell::Text("n/a".into()), Cell::Bool(true)] {
        let mut desk = desk(&json!({ "above": 90, "hysteresis": 5 }), &json!({}));
        desk.measure(0, Cell::Integer(50));
        assert_eq!(desk.measure(1_000, Cell::Integer(91)), ["a 50>91"]);
        assert_eq!(desk.measure(2_000, odd.clone()), NONE);
        assert_eq!(desk.measure(3_000, Cell::Integer(95)), NONE, "{odd:?}");
        desk.measure(4_000, Cell::Integer(80));
        assert_eq!(desk.measure(5_000, odd.clone()), NONE);
        assert_eq!(desk.measure(6_000, Cell::Decimal("1e+400".into())), ["a 80>1e+400"], "{odd:?}");
        // The first number is taken in silence, as the first list is.
        let mut desk = super::thresholds::desk(&json!({ "below": 5 }), &json!({}));
        desk.measure(0, odd.clone());
        assert_eq!(desk.measure(1_000, Cell::Integer(1)), NONE, "{odd:?}");
        desk.measure(2_000, Cell::Integer(9));
        assert_eq!(desk.measure(3_000, Cell::Integer(1)), ["a 9>1"]);
    }
}

#[test]
fn a_row_that_goes_while_it_is_beyond_its_bound_is_not_reported() {
    let mut desk = desk(&json!({ "above": 90 }), &json!({ "for_s": 10 }));
    desk.measure(0, Cell::Integer(50));
    desk.measure(1_000, Cell::Integer(95));
    desk.see(2_000, &[]);
    assert_eq!(desk.tick(60_000), NONE);
}
