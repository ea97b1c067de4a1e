use super::*;

#[test]
fn a_rate_is_what_happened_a_second_of_late() {
    let vitals = Vitals::new();
    assert_eq!(vitals.rate(Counter::Requests), (0, 0.0));
    for _ in 0..30 {
        vitals.keep_sample();
        (0..5).for_each(|_| vitals.count(Counter::Requests));
    }
    assert_eq!(vitals.rate(Counter::Requests), (150, 5.0));
    assert_eq!(vitals.rate(Counter::Broadcasts), (0, 0.0));
    (0..SAMPLES + 1).for_each(|_| vitals.keep_sample());
    assert_eq!(vitals.rate(Counter::Requests), (150, 0.0), "nothing happens any more");
}

#[test]
fn a_client_is_listed_as_long_as_it_is_there() {
    let vitals = Vitals::new();
    let presence = vitals.enter("c1".to_owned(), Some("agent".to_owned()));
    assert_eq!(vitals.plain_clients()["c1"].user_agent.as_deref(), Some("agent"));
    drop(presence);
    assert!(vitals.plain_clients().is_empty());
}
