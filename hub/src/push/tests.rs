use super::*;

#[tokio::test]
async fn a_push_after_the_sockets_were_closed_is_dropped() {
    let (_layer, io) = SocketIo::builder().build_layer();
    io.ns("/", async || {});
    io.close().await;
    let (resync_queue, _lagging) = ResyncQueue::new();
    let topic = Topic::Notifications;
    let push = Push::Broadcast { topic, event: "notifications_cleared", payload: None, cursor: None };
    publish(&io, &resync_queue, &Frames::new(16), push);
}
