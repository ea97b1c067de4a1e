//! A hub that asks for a token.

use serde_json::json;

use crate::plain_client::PlainClient;
use crate::server::{Answer, Server};
use crate::socket_client::SocketClient;

const TOKEN: &str = "una-clave-bastante-larga";
const WITH_TOKEN: [&str; 2] = ["--token", TOKEN];

fn get(server: &Server, path: &str, authorization: &str) -> Answer {
    server.get_with(path, &[("authorization", authorization)])
}

#[test]
fn rest_answers_who_shows_it() {
    let server = Server::fresh("token", &WITH_TOKEN);
    let right = format!("Bearer {TOKEN}");
    for path in ["/api/notifications", "/api/nodes", "/status", "/ws/stats", "/api/nothing"] {
        let refused = server.get(path);
        assert_eq!((refused.status, refused.header("www-authenticate")), (401, "Bearer"), "{path}");
        assert_eq!(refused.json()["error"], "This hub asks for its token: Authorization: Bearer …");
        assert_ne!(get(&server, path, &right).status, 401, "{path}");
    }
    assert_eq!(get(&server, "/api/nodes", &format!("bearer {TOKEN}")).status, 200);
    for wrong in ["Bearer", "Bearer una-clave", "Basic dW5hLWNsYXZl", &format!("{right}x"), TOKEN] {
        assert_eq!(get(&server, "/api/nodes", wrong).status, 401, "{wrong}");
    }
    for open in ["/health", "/openapi.json", "/hubs.json"] {
        assert_eq!(server.get(open).status, 200, "{open}");
    }
    let hubs = server.get("/hubs.json").json();
    assert_eq!(hubs["hubs"][0]["auth"]["ask"], json!(["token"]), "the page asks for it");
    let preflight = [("origin", "http://localhost:9"), ("access-control-request-method", "PUT")];
    assert_eq!(server.send("OPTIONS", "/api/nodes/n1", &preflight, "").unwrap().status, 200);
}

#[test]
fn sockets_are_heard_by_who_shows_it() {
    let server = Server::fresh("token-sockets", &WITH_TOKEN);
    let refusal = |auth: &str| SocketClient::connect_as(&server, auth).err().unwrap();
    assert_eq!(refusal("")["message"], "This hub asks for its token: auth: { token }");
    assert_eq!(refusal(r#"{"token":7}"#)["message"], "This hub asks for its token: auth: { token }");
    assert_eq!(refusal(r#"{"token":"otra"}"#)["message"], "This is not the hub's token");
    let auth = json!({ "token": TOKEN }).to_string();
    let mut socket = SocketClient::connect_as(&server, &auth).unwrap();
    socket.event("recent_notifications");

    for first in [r#"{"type":"auth","token":"otra"}"#, r#"{"type":"ping"}"#, "hola"] {
        let mut refused = PlainClient::connect(&server, "");
        refused.send(first);
        assert_eq!(refused.next().unwrap()["type"], "error", "{first}");
        assert_eq!(refused.next(), Err(4401), "{first}");
    }
    let mut client = PlainClient::connect(&server, "");
    client.send(&json!({ "type": "auth", "token": TOKEN }).to_string());
    assert_eq!(client.until("up_to_date")[0]["type"], "connection_ack");
}

#[test]
fn with_it_the_hub_may_be_reached_and_its_own_agents_show_it() {
    let server = Server::fresh("token-demo", &["--token", TOKEN, "--demo"]);
    let right = format!("Bearer {TOKEN}");
    while get(&server, "/status", &right).json()["count"] != json!(8) {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

#[test]
fn who_shows_it_where_none_is_asked_for_is_heard_as_well() {
    let server = Server::fresh("no-token", &[]);
    let mut client = PlainClient::connect(&server, "?topics=nodes");
    client.send(&json!({ "type": "auth", "token": TOKEN }).to_string());
    client.send(r#"{"type":"ping"}"#);
    client.frame("pong");
    assert!(SocketClient::connect_as(&server, r#"{"token":"x"}"#).is_ok());
}
