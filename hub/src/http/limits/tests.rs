use super::*;

#[test]
fn an_address_may_ask_so_often_a_second_and_another_does_not_suffer() {
    let limit = RequestLimit::new(3).unwrap();
    let [one, other] = [1, 2].map(|last| IpAddr::from([10, 0, 0, last]));
    let allowed = (0..10).filter(|_| limit.allows(one)).count();
    assert!((3..5).contains(&allowed), "{allowed}");
    assert!(limit.allows(other));
    assert!(RequestLimit::new(0).is_none(), "no limit");
}
