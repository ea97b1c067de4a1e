//! Why nothing could be seen.
use super::*;

#[test]
fn nobody_no_permission_mixed_content_and_what_may_not_be_read_are_told_apart() {
    let nothing = |somebody| Hub { other: Some(Answer::Nothing), somebody, ..Hub::default() };
    let plain = Address::default;
    let gateway = || Hub { other: Some(text(502, "no answer")), ..Hub::default() };
    let table = [
        (plain(), nothing(false), Some(Cause::Nobody)),
        (plain(), nothing(true), Some(Cause::Unreadable)),
        (Address { is_guarded: true, ..plain() }, nothing(false), Some(Cause::LocalNetwork)),
        (Address { is_mixed: true, ..plain() }, Hub::default(), Some(Cause::Mixed)),
        (Address { is_own: true, ..plain() }, nothing(false), Some(Cause::Nobody)),
        (Address { is_own: true, ..plain() }, gateway(), Some(Cause::Gateway { status: 502 })),
        (plain(), Hub { other: Some(Answer::Late), ..Hub::default() }, Some(Cause::Nobody)),
        (plain(), Hub { answers: vec![("", Answer::Redirected)], ..Hub::default() }, Some(Cause::Redirected)),
        (plain(), Hub::default(), None),
    ];
    for (address, hub, cause) in table {
        let looked = look(address.clone(), hub);
        assert_eq!(looked.finding.cause, cause, "{address:?}: {:?}", looked.steps);
        assert_eq!(looked.finding.recognised, []);
    }
}

#[test]
fn nothing_is_asked_where_nothing_can_come() {
    let looked = look(Address { is_mixed: true, ..Address::default() }, Hub::default());
    assert_eq!(looked.steps, []);
    let looked = look(Address::default(), Hub { other: Some(Answer::Nothing), ..Hub::default() });
    let asked: Vec<&Question> = looked.steps.iter().map(|(question, _)| question).collect();
    assert_eq!(
        asked,
        [&Question::Address, &Question::OwnProfile, &Question::SocketIoProbe, &Question::Reach]
    );
}

#[test]
fn what_the_pages_policy_forbids_is_not_taken_for_nobody() {
    let mut looking = Looking::new(Address::default(), kinds());
    looking.handle(Mono(0), Input::Start);
    looking.handle(Mono(1), Input::Forbidden);
    looking.handle(Mono(2), Input::Answered { id: QuestionId(0), answer: Answer::Nothing });
    assert_eq!(looking.finding().map(|it| it.cause), Some(Some(Cause::Policy)));
}
