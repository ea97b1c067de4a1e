//! What no hub should send is bounded: in what it costs to learn, in what is kept, and in what comes of it.

use infer::{Bound, Draft, Evidence, KnownHub, Origin};
use profile::Profile;
use serde_json::{Map, Value, json};

const NOW: u64 = 1_795_687_200_000;

fn answer(path: &str) -> Origin {
    Origin::Answer { source: "rest".to_owned(), path: path.to_owned() }
}

fn frame() -> Origin {
    Origin::Frame { source: "live".to_owned() }
}

/// What was learned, in how many steps altogether, and in how many of the longest slice.
struct Result {
    draft: Draft,
    steps: usize,
    longest: usize,
}

/// Learn everything with a clock that goes on by a millisecond whenever somebody looks at it.
fn learn(heard: Vec<(Origin, Value)>) -> Result {
    let mut evidence = Evidence::new(KnownHub { name: "x".into(), title: "X".into(), ..KnownHub::default() });
    let (mut steps, mut longest, mut now) = (0, 0, 0.0);
    let mut all = |evidence: &mut Evidence| loop {
        let learned = evidence.learn(&mut || {
            now += 1.0;
            now
        });
        steps += learned.steps;
        longest = longest.max(learned.steps);
        if learned.done {
            return;
        }
    };
    for (place, (origin, value)) in heard.into_iter().enumerate() {
        evidence.observe(NOW + 1_000 * place as u64, origin, value);
        all(&mut evidence);
    }
    evidence.decide();
    all(&mut evidence);
    let draft = evidence.draft();
    Result { draft, steps, longest }
}

fn checked(draft: &Draft) -> Profile {
    let text = json::text(&draft.profile);
    Profile::parse(&text).unwrap_or_else(|problems| panic!("{problems:?}\n{text}"))
}

fn values(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(values).sum::<usize>(),
        Value::Object(members) => 1 + members.values().map(values).sum::<usize>(),
        _ => 1,
    }
}

fn object(members: impl Iterator<Item = (String, Value)>) -> Value {
    Value::Object(members.collect::<Map<_, _>>())
}

/// A row with so many columns.
fn wide(columns: usize) -> Value {
    let value = |column: usize| if column.is_multiple_of(2) { json!(column) } else { json!("x") };
    object((0..columns).map(|column| (format!("c{column:04x}x"), value(column))))
}

fn deep(levels: usize) -> Value {
    (0..levels)
        .fold(json!(1), |inner, level| if level % 2 == 0 { json!({ "a": inner }) } else { json!([inner]) })
}

/// A name without a sense that two do not share.
fn noise(number: usize) -> String {
    let letters = (0..6).scan(number.wrapping_mul(2_654_435_761), |rest, _| {
        let letter = char::from(b'a' + (*rest % 26) as u8);
        *rest /= 26;
        Some(letter)
    });
    letters.chain("q".chars()).chain(number.to_string().chars()).chain("z".chars()).collect()
}

#[test]
fn any_answer_is_learned_in_steps_of_its_size_and_slices_of_one() {
    let inputs = [
        (
            "members that are alike",
            object((0..5_000).map(|it| (noise(it), json!({ "a": it, "b": "x", "t": NOW })))),
        ),
        (
            "members that are not alike",
            object((0..5_000).map(|it| (noise(it), json!({ noise(it + 1): it })))),
        ),
        ("scalars", object((0..5_000).map(|it| (noise(it), json!(it))))),
        ("texts", object((0..5_000).map(|it| (noise(it), json!(noise(it)))))),
        (
            "everything",
            object(
                (0..5_000)
                    .map(|it| (noise(it), [json!(it), json!("x"), json!([it]), json!({})][it % 4].clone())),
            ),
        ),
        ("columns", json!([wide(2_000), wide(2_000)])),
        (
            "rows that differ",
            Value::Array(
                (0..500).map(|it| object((0..20).map(|n| (noise(it * 20 + n), json!(n))))).collect(),
            ),
        ),
        ("a hundred levels", deep(100)),
        (
            "rows",
            Value::Array(
                (0..5_000).map(|it| json!({ "id": it, "name": noise(it), "value": it % 7 })).collect(),
            ),
        ),
        ("the same row", Value::Array(vec![json!({ "id": 1, "name": "x" }); 5_000])),
        ("a long text", json!([{ "id": 1, "text": "é".repeat(1_000_000) }])),
        (
            "maps of maps",
            object(
                (0..70)
                    .map(|it| (it.to_string(), object((0..70).map(|n| (n.to_string(), json!({ "v": n })))))),
            ),
        ),
    ];
    for (name, value) in inputs {
        let most = values(&value);
        let Result { draft, steps, longest } =
            learn(vec![(answer("/things"), value.clone()), (answer("/things"), value)]);
        checked(&draft);
        assert!(steps <= 2 * (3 * most + 8), "{name}: {steps} steps for {most} values");
        // The clock is looked at every 16 steps.
        assert!(longest <= 16 * 9, "{name}: {longest} steps in a slice");
        let written = json::text(&draft.profile).len();
        assert!(written < 100_000, "{name}: {written} bytes");
        assert!(draft.guesses.len() < 1_000 && draft.unused.len() < 1_000, "{name}");
    }
}

#[test]
fn what_is_not_learned_is_said() {
    let stopped = |value: Value| learn(vec![(answer("/x"), value)]).draft.stopped;
    let unlike = object((0..5_000).map(|it| (noise(it), json!({ noise(it + 1): it, noise(it + 2): it }))));
    assert_eq!(stopped(unlike), [Bound::Columns]);
    assert_eq!(stopped(json!([wide(2_000)])), [Bound::Columns]);
    assert_eq!(stopped(json!([deep(100)])), [Bound::Depth]);
    assert_eq!(stopped(json!([{ "id": 1 }])), []);
    let many: Vec<Value> =
        (0..150).map(|it| object((0..15).map(|n| (noise(it * 20 + n), json!({ "v": n }))))).collect();
    let many = object(many.into_iter().enumerate().map(|(it, row)| (noise(it + 90_000), row)));
    let nested = json!({ "a": many });
    assert_eq!(stopped(nested), [Bound::Paths]);
}

#[test]
fn kinds_without_end_are_one_kind() {
    let frames = (0..1_000).map(|it| (frame(), json!({ "type": noise(it), "id": it, "value": it })));
    let Result { draft, .. } = learn(frames.collect());
    checked(&draft);
    assert_eq!(draft.stopped, []);
    assert_eq!(draft.profile["tables"][0]["key"], "/id");
    // They look well until many have come.
    let few = (0..32).map(|it| json!({ "type": (["made", "gone"][it % 2]), noise(it % 2): it }));
    let more = (0..200).map(|it| json!({ "type": noise(it), "id": it }));
    let Result { draft, .. } = learn(few.chain(more).map(|value| (frame(), value)).collect());
    checked(&draft);
    assert_eq!(draft.stopped, [Bound::Kinds]);
}

#[test]
fn values_that_wait_are_bounded() {
    let mut evidence = Evidence::new(KnownHub::default());
    for it in 0..1_000 {
        evidence.observe(NOW, answer("/x"), json!([{ "id": it }]));
    }
    assert_eq!(evidence.lost(), 1_000 - 256);
    while !evidence.learn(&mut || 0.0).done {}
    assert_eq!(evidence.draft().stopped, [Bound::Waiting]);
}

#[test]
fn a_slice_ends_and_the_next_one_goes_on_where_it_was() {
    let value =
        Value::Array((0..300).map(|it| json!({ "id": it, "state": (["up", "down"][it % 2]) })).collect());
    let whole = learn(vec![(answer("/x"), value.clone())]);
    let mut evidence = Evidence::new(KnownHub { name: "x".into(), title: "X".into(), ..KnownHub::default() });
    evidence.observe(NOW, answer("/x"), value);
    let (mut slices, mut now) = (0, 0.0);
    loop {
        // Every look at the clock costs more than a slice has.
        let learned = evidence.learn(&mut || {
            now += 100.0;
            now
        });
        slices += 1;
        // Drafts in between disturb nothing.
        checked(&evidence.draft());
        if learned.done {
            break;
        }
        assert_eq!(learned.steps, 16);
    }
    assert!(slices > 50, "{slices}");
    let (sliced, at_once) = (evidence.draft(), whole.draft);
    assert_eq!(sliced.guesses, at_once.guesses);
    assert_eq!(sliced.profile, at_once.profile);
}

/// Names that mean something to JSON Pointers, profiles or programs.
const NAMES: [&str; 29] = [
    "__proto__",
    "constructor",
    "/",
    "//",
    "~",
    "~1",
    "~0",
    "",
    " ",
    "{vars.x}",
    "{/id}",
    "{",
    "}",
    "@id",
    "@scope",
    "key",
    "as",
    "$schema",
    "*",
    "..",
    "0..3",
    "\u{0}",
    "\u{202e}x",
    "é",
    "日本",
    "a:desc",
    "old.x",
    "null",
    "id",
];

#[test]
fn names_that_mean_something_elsewhere_are_names() {
    let row = |number: usize| {
        object(NAMES.iter().map(|name| ((*name).to_owned(), json!(format!("{name}{number}")))))
    };
    let status = |number: usize| {
        object(NAMES.iter().map(|name| ((*name).to_owned(), json!({ "state": NAMES[number % NAMES.len()] }))))
    };
    let rows = Value::Array((0..60).map(row).collect());
    let inputs = vec![
        (answer("/x"), rows.clone()),
        (answer("/y"), json!({ "/": rows })),
        (answer("/status"), status(1)),
        (answer("/map"), object(NAMES.iter().map(|name| ((*name).to_owned(), row(1))))),
        (
            answer("/states"),
            Value::Array((0..60).map(|it| json!({ "id": it, "state": NAMES[it % 8] })).collect()),
        ),
        (answer("no path"), json!([{ "id": 1 }])),
        (answer("//x"), json!([{ "id": 1 }])),
        (answer("/{x}"), json!([{ "id": 1 }])),
        (answer("/a/../b"), json!([{ "id": 1 }])),
    ];
    for name in NAMES {
        let one = vec![
            (frame(), json!({ "type": name, "id": 1, "value": 2 })),
            (frame(), json!({ name: "x", "id": 1, "text": "y", "level": name })),
            (frame(), json!(name)),
            (Origin::Event { source: "io".into(), name: name.into() }, json!([{ "id": 1, "v": 2 }])),
            (
                Origin::Event { source: "io".into(), name: format!("alert {name}") },
                json!([{ "message": name, name: 2 }]),
            ),
        ];
        checked(&learn(one).draft);
    }
    let Result { draft, .. } = learn(inputs);
    checked(&draft);
    let columns = draft.profile["tables"][0]["columns"].as_array().unwrap();
    for (name, at) in [
        ("__proto__", "/__proto__"),
        ("/", "/~1"),
        ("~", "/~0"),
        ("~1", "/~01"),
        ("", "/"),
        ("日本", "/日本"),
    ] {
        assert!(columns.iter().any(|column| column["at"] == at), "{name:?}");
    }
    assert!(!columns.iter().any(|column| column["at"] == "/{vars.x}"));
}

#[test]
fn numbers_keep_their_digits_and_what_is_none_is_no_fault() {
    let text = r#"[{"id": 9007199254740993, "big": 123456789012345678901234567890, "nan": NaN, "inf": Infinity, "e": 1e999},
                   {"id": 9007199254740992, "big": 5, "nan": 1.5, "inf": 2, "e": 1}]"#;
    let Result { draft, .. } = learn(vec![(answer("/x"), json::value(text).unwrap())]);
    let profile = checked(&draft);
    assert_eq!(draft.profile["tables"][0]["key"], "/id", "a float could not tell them apart");
    let outcome = profile.on_answer(0, &json::value(text).unwrap());
    assert_eq!(outcome.rejected, []);
    let model::Change::Snapshot { rows, .. } = &outcome.changes[0] else { panic!("{outcome:?}") };
    assert_eq!(rows[0].key.as_str(), "9007199254740993");
    let kinds: Vec<(&str, &str)> = draft.profile["tables"][0]["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|column| (column["at"].as_str().unwrap(), column["type"].as_str().unwrap_or("text")))
        .collect();
    assert!(kinds.contains(&("/big", "integer")) && kinds.contains(&("/nan", "number")), "{kinds:?}");
}

#[test]
fn rows_that_come_twice_have_no_key_of_one() {
    for rows in [
        vec![json!({ "id": 1, "name": "x" }); 50],
        vec![json!({}); 50],
        vec![json!([]); 50],
        vec![json!(null); 50],
        vec![json!([1, 2]); 9],
    ] {
        let Result { draft, .. } = learn(vec![(answer("/x"), Value::Array(rows.clone()))]);
        checked(&draft);
        assert_ne!(draft.profile["tables"][0]["key"], "/id", "{}", rows[0]);
    }
}

#[test]
fn samples_are_cropped_and_marked() {
    let long = "ñ".repeat(1_000);
    let Result { draft, .. } =
        learn(vec![(answer("/x"), json!([{ "id": 1, "text": long }, { "id": 2, "text": "short" }]))]);
    let guess = draft.guesses.iter().find(|guess| guess.id.ends_with("/text")).unwrap();
    let [first, second] = guess.proof.samples.as_slice() else { panic!("{guess:?}") };
    assert_eq!((first.text.chars().count(), first.cropped), (200, true));
    assert_eq!((second.text.as_str(), second.cropped), ("short", false));
}
