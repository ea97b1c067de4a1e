//! Every single change of a profile: schema and parser agree whether it is one.

use profile::Problem;
use serde_json::{Value, json};

use super::pointers::pointers;
use super::{REFERENCES, WHOLE_VALUE, faults, problems, validator, with};

/// Every value of the whole profile is left out, replaced by others, and given a stranger inside it:
/// thousands of mistakes that no author thought of. Each value meets a third of the others, its neighbours the
/// rest.
#[test]
fn schema_and_parser_agree_on_every_single_change() {
    let others = [
        json!(null),
        json!(false),
        json!(-1),
        json!(1e9),
        json!(""),
        json!("x"),
        json!("/a"),
        json!("/a/./b"),
        json!("/a~"),
        json!("a{/b}"),
        json!("a{b}"),
        json!("$long"),
        json!("%Y%m%d"),
        json!("rest"),
        json!([]),
        json!(["/a"]),
        json!(["a"]),
        json!([1]),
        json!({}),
        json!({ "at": "/a" }),
        json!({ "es": "a", "en": "b" }),
        json!({ "in": [] }),
        json!({ "a": "b" }),
    ];
    let validator = validator();
    let mut compared = 0;
    let mut compare = |what: String, profile: Value| {
        compared += 1;
        let (problems, valid) = (problems(&profile), validator.is_valid(&profile));
        let mut places: Vec<&str> = problems.iter().map(|problem| problem.pointer.as_str()).collect();
        places.sort_unstable();
        assert!(places.windows(2).all(|pair| pair[0] != pair[1]), "{what}: one place twice: {problems:?}");
        let unseen = |problem: &Problem| REFERENCES.contains(&problem.expected.as_str());
        if problems.iter().all(unseen) && !problems.is_empty() {
            return;
        }
        assert_eq!(problems.is_empty(), valid, "{what}: {problems:?}, {:?}", faults(&validator, &profile));
    };
    for (place, pointer) in pointers(&WHOLE_VALUE).into_iter().enumerate() {
        compare(format!("{pointer} left out"), with(&pointer, None));
        // What a setting brings along is wrong where it is put, which only the parser sees.
        let is_setting = pointer.starts_with("/vars/");
        let seen = |other: &&Value| !(is_setting && other.as_str().is_some_and(|text| text.contains('{')));
        for other in others.iter().skip(place % 3).step_by(3).filter(seen) {
            compare(format!("{pointer} as {other}"), with(&pointer, Some(other.clone())));
        }
        if WHOLE_VALUE.pointer(&pointer).is_some_and(Value::is_object) {
            compare(
                format!("{pointer} with a stranger"),
                with(&format!("{pointer}/stranger"), Some(json!(1))),
            );
        }
    }
    assert!(compared > 2_000, "{compared}");
}
