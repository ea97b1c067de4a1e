//! What docs/profiles.md teaches is a profile.

use profile::{Profile, Settings};

const TEXT: &str = include_str!("../../../docs/profiles.md");

#[test]
fn the_worked_example_is_a_profile_that_reads_its_hubs_messages() {
    let json = TEXT.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let profile = Profile::with(json, &Settings::default()).unwrap();
    let before = TEXT.split("The whole profile").next().unwrap_or_default();
    let said: Vec<_> = before.lines().filter_map(|line| line.strip_prefix("    {")).collect();
    assert_eq!(said.len(), 4, "a listing and three frames");
    for (place, text) in said.into_iter().enumerate() {
        let message = serde_json::from_str(&format!("{{{text}")).unwrap();
        let outcome = match place {
            0 => profile.on_answer(0, &message),
            _ => profile.on_message(0, None, &message),
        };
        assert!(outcome.matched && outcome.rejected.is_empty(), "{text}: {outcome:?}");
        assert_eq!(outcome.changes.len(), 1, "{text}");
    }
}
