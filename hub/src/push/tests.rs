use super::*;

#[tokio::test]
async fn a_push_after_the_sockets_were_closed_is_dropped() {
    let (_layer, io) = SocketIo::builder().build_layer();
    io.ns("/", async || {});
    io.close().await;
    let (resync_queue, _lagging) = ResyncQueue::new();
    let topic = Topic::Notifications(None);
    let push = Push::Broadcast { topic, event: "notifications_cleared", payload: None, cursor: None };
    publish(&io, &resync_queue, &Frames::new(16), push);
}

#[test]
fn who_hears_a_topic_hears_what_is_about_it_and_nothing_else() {
    let hears = |wanted: &str, about: Topic| Topic::parse(wanted).unwrap().covers(about);
    let of = |channel| Topic::Notifications(Some(channel));
    assert!(hears("notifications", of(Channel::Portal)) && hears("notifications", of(Channel::Cluster)));
    assert!(hears("notifications.cluster", of(Channel::Cluster)));
    assert!(!hears("notifications.cluster", of(Channel::Portal)));
    assert!(hears("notifications.cluster", Topic::Notifications(None)), "all are cleared");
    assert!(!hears("nodes", Topic::Rows(RowKind::Blocks)) && hears("nodes", Topic::Rows(RowKind::Nodes)));
    assert!(
        ["", "notifications.", "notifications.other", "Nodes"]
            .iter()
            .all(|name| Topic::parse(name).is_none())
    );
}
