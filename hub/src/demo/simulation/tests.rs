use std::collections::HashSet;

use super::*;

#[test]
fn most_data_sets_answer_most_of_the_time_and_every_kind_of_action_happens() {
    for seed in 1..20 {
        let mut simulation = Simulation::new(seed);
        let (mut down, mut changed, mut notices, mut touched) = (0, 0, 0, HashSet::new());
        let mut states: std::collections::HashMap<&str, String> = std::collections::HashMap::new();
        for _ in 0..500 {
            match simulation.next_action() {
                AgentAction::Notify { .. } => notices += 1,
                AgentAction::Report { id, body } => {
                    touched.insert(id);
                    let state = body["status"].as_str().unwrap().to_owned();
                    changed += usize::from(states.insert(id, state.clone()).is_some_and(|old| old != state));
                }
                other => panic!("{other:?} is no action of the portal"),
            }
            let failing = simulation.datasets.iter().filter(|dataset| dataset.outage.is_some()).count();
            assert!(failing <= 2, "seed {seed}: {failing} down at once");
            down += failing;
        }
        assert!((50..1_000).contains(&down), "seed {seed}: {down}");
        assert!(changed > 50 && notices > 50, "seed {seed}: {changed} changes, {notices} notices");
        assert_eq!(touched.len(), simulation.datasets.len(), "seed {seed}");
    }
}

#[test]
fn a_data_set_that_fails_says_why() {
    let mut simulation = Simulation::new(3);
    for index in 0..simulation.datasets.len() {
        let AgentAction::Report { body, .. } = simulation.begin_outage(index) else {
            panic!("an outage is a report")
        };
        assert_eq!(body["status"], "down");
        let code = body["http_code"].as_u64();
        assert!(body["error"].is_string() || code.is_some_and(|code| code >= 400), "{body}");
        let AgentAction::Report { body, .. } = simulation.end_outage(index) else { panic!("so is its end") };
        assert_eq!((&body["status"], &body["http_code"]), (&json!("up"), &json!(200)));
        assert!(body["error"].is_null());
    }
}
