use std::collections::HashSet;

use super::*;

#[test]
fn most_data_sets_answer_most_of_the_time_and_all_kinds_of_things_happen() {
    for seed in 1..20 {
        let mut world = World::new(seed);
        let (mut down, mut changed, mut chores, mut touched) = (0, 0, 0, HashSet::new());
        let mut states: std::collections::HashMap<&str, String> = std::collections::HashMap::new();
        for _ in 0..500 {
            match world.next() {
                Deed::Notify { .. } => chores += 1,
                Deed::Report { id, body } => {
                    touched.insert(id);
                    let state = body["status"].as_str().unwrap().to_owned();
                    changed += usize::from(states.insert(id, state.clone()).is_some_and(|old| old != state));
                }
            }
            let ill = world.sources.iter().filter(|source| source.trouble.is_some()).count();
            assert!(ill <= 2, "seed {seed}: {ill} down at once");
            down += ill;
        }
        assert!((50..1_000).contains(&down), "seed {seed}: {down}");
        assert!(changed > 50 && chores > 50, "seed {seed}: {changed} changes, {chores} chores");
        assert_eq!(touched.len(), world.sources.len(), "seed {seed}");
    }
}

#[test]
fn a_data_set_that_fails_says_why() {
    let mut world = World::new(3);
    for index in 0..world.sources.len() {
        let Deed::Report { body, .. } = world.fail(index) else { panic!("a failure is a report") };
        assert_eq!(body["status"], "down");
        let code = body["http_code"].as_u64();
        assert!(body["error"].is_string() || code.is_some_and(|code| code >= 400), "{body}");
        let Deed::Report { body, .. } = world.heal(index) else { panic!("so is getting well") };
        assert_eq!((&body["status"], &body["http_code"]), (&json!("up"), &json!(200)));
        assert!(body["error"].is_null());
    }
}
