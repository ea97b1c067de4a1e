//! Every field of every command reaches the browser.

use model::EventId;
use serde_json::json;
use session::wire::{self, Outgoing, SocketId};
use session::{Command, Delta, HttpRequest, Method, RequestBody, RequestId, SourceId, Transport};

use super::fake::BrowserCall;
use super::{Page, credentials};
use crate::browser::fetch::{Payload, WebRequest};
use crate::engine::browser::Lifetime;

const SOURCE: SourceId = SourceId(1);
const SOCKET: SocketId = SocketId(7);
const STREAM: SocketId = SocketId(8);
const REQUEST: RequestId = RequestId(41);
const WIRE_REQUEST: wire::WireRequestId = wire::WireRequestId { socket: SOCKET, number: 5 };

fn request() -> HttpRequest {
    HttpRequest {
        id: REQUEST,
        source: SOURCE,
        method: Method::Put,
        path_and_query: "/api/x?y=1".to_owned(),
        headers: vec![("authorization".to_owned(), "Bearer t".to_owned())],
        body: RequestBody::Json("{\"a\":1}".to_owned()),
        file: Some(3),
        timeout_ms: 1_234,
        keepalive: true,
    }
}

fn wire(outgoing: Outgoing) -> Command {
    Command::Wire(SOURCE, outgoing)
}

/// One of every command, in turn: a new one does not compile until it has its place here.
fn after(last: Option<&Command>) -> Option<Command> {
    Some(match last {
        None => wire(Outgoing::Open { socket: SOCKET, path_and_query: "/ws?v=1".to_owned() }),
        Some(Command::Wire(_, outgoing)) => match outgoing {
            Outgoing::Open { .. } => wire(Outgoing::Listen {
                socket: STREAM,
                path_and_query: "/events?v=1".to_owned(),
                headers: vec![("last-event-id".to_owned(), "8".to_owned())],
            }),
            Outgoing::Listen { .. } => wire(Outgoing::Text { socket: SOCKET, text: "hello".to_owned() }),
            Outgoing::Text { .. } => wire(Outgoing::Binary { socket: SOCKET, bytes: vec![1, 2] }),
            Outgoing::Binary { .. } => wire(Outgoing::Close { socket: SOCKET }),
            Outgoing::Close { .. } => wire(Outgoing::Request {
                request: WIRE_REQUEST,
                path_and_query: "/poll?v=1".to_owned(),
                body: Some("2".to_owned()),
                timeout_ms: 45_000,
            }),
            Outgoing::Request { .. } => wire(Outgoing::Abort { request: WIRE_REQUEST }),
            Outgoing::Abort { .. } => Command::Http(request()),
        },
        Some(Command::Http(_)) => Command::Abort(REQUEST),
        Some(Command::Abort(_)) => Command::Probe(SOURCE),
        Some(Command::Probe(_)) => Command::RememberTransport(SOURCE, Transport::Polling),
        Some(Command::RememberTransport(..)) => {
            Command::RememberReads(vec![EventId::from("a"), EventId::from("b")])
        }
        Some(Command::RememberReads(_)) => Command::StoreCredentials(Some((credentials(), false))),
        Some(Command::StoreCredentials(Some((_, false)))) => {
            Command::StoreCredentials(Some((credentials(), true)))
        }
        Some(Command::StoreCredentials(Some((_, true)))) => Command::StoreCredentials(None),
        Some(Command::StoreCredentials(None)) => Command::Delta(Delta::Inbox { fresh: 2 }),
        Some(Command::Delta(_)) => return None,
    })
}

/// What the browser is asked for. Without `..`: a new field does not compile until it is expected here.
fn expected(command: &Command) -> Vec<BrowserCall> {
    match command {
        Command::Wire(SourceId(1), outgoing) => vec![expected_on_the_wire(outgoing)],
        Command::Http(HttpRequest {
            id: REQUEST,
            source: SourceId(source),
            method: Method::Put,
            path_and_query,
            headers,
            body: RequestBody::Json(json),
            file,
            timeout_ms,
            keepalive,
        }) => {
            let mut headers = headers.clone();
            headers.push(("content-type".to_owned(), "application/json".to_owned()));
            vec![BrowserCall::Request(WebRequest {
                url: format!("http://hub-{source}.example{path_and_query}"),
                method: "PUT",
                headers,
                payload: Payload::Text(json.clone()),
                file: *file,
                timeout_ms: *timeout_ms,
                keepalive: *keepalive,
                cookies: false,
            })]
        }
        Command::Abort(REQUEST) => vec![BrowserCall::Abort(1)],
        Command::Probe(SourceId(source)) => {
            let path = ["/socket.io/", "/api/notifications?limit=100"][*source];
            vec![BrowserCall::Probe { url: format!("http://hub-{source}.example{path}"), timeout_ms: 10_000 }]
        }
        Command::RememberTransport(_, Transport::Polling) => {
            vec![stored(Lifetime::Tab, "transport", "polling".to_owned())]
        }
        Command::RememberReads(ids) => {
            let ids: Vec<_> = ids.iter().map(EventId::as_str).collect();
            vec![stored(Lifetime::Tab, "reads", json!(ids).to_string())]
        }
        Command::StoreCredentials(kept) => {
            let kept = kept.as_ref().map(|(given, longer)| {
                let lifetime = if *longer { Lifetime::Browser } else { Lifetime::Tab };
                let value = json!([["http://hub-0.example", "http://hub-1.example"], given]);
                (lifetime, stored(lifetime, "access", value.to_string()))
            });
            let others = [Lifetime::Tab, Lifetime::Browser].into_iter();
            let others = others.filter(|other| kept.as_ref().is_none_or(|(lifetime, _)| other != lifetime));
            let calls = others.map(|other| BrowserCall::Remove(other, "atalaya.access.h".to_owned()));
            calls.chain(kept.clone().map(|(_, stored)| stored)).collect()
        }
        // The page has it from the driver.
        Command::Delta(_) => Vec::new(),
        other => panic!("no sample looks so: {other:?}"),
    }
}

fn expected_on_the_wire(outgoing: &Outgoing) -> BrowserCall {
    match outgoing {
        Outgoing::Open { socket: SOCKET, path_and_query } => {
            BrowserCall::Open(format!("ws://hub-1.example{path_and_query}"))
        }
        Outgoing::Listen { socket: STREAM, path_and_query, headers } => BrowserCall::Listen(WebRequest {
            url: format!("http://hub-1.example{path_and_query}"),
            method: "GET",
            headers: headers.clone(),
            payload: Payload::Empty,
            file: None,
            timeout_ms: u64::MAX,
            keepalive: false,
            cookies: false,
        }),
        Outgoing::Text { socket: SOCKET, text } => BrowserCall::Text(0, text.clone()),
        Outgoing::Binary { socket: SOCKET, bytes } => BrowserCall::Binary(0, bytes.clone()),
        Outgoing::Close { socket: SOCKET } => BrowserCall::Close(0),
        Outgoing::Request { request: WIRE_REQUEST, path_and_query, body: Some(body), timeout_ms } => {
            BrowserCall::Request(WebRequest {
                url: format!("http://hub-1.example{path_and_query}"),
                method: "POST",
                headers: vec![("content-type".to_owned(), "text/plain;charset=UTF-8".to_owned())],
                payload: Payload::Text(body.clone()),
                file: None,
                timeout_ms: *timeout_ms,
                keepalive: false,
                cookies: true,
            })
        }
        Outgoing::Abort { request: WIRE_REQUEST } => BrowserCall::Abort(0),
        other => panic!("no sample looks so: {other:?}"),
    }
}

fn stored(lifetime: Lifetime, what: &str, value: String) -> BrowserCall {
    BrowserCall::Store(lifetime, format!("atalaya.{what}.h"), value)
}

#[test]
fn every_field_of_every_command_reaches_the_browser() {
    let page = Page::new();
    let mut last = None;
    while let Some(command) = after(last.as_ref()) {
        page.driver.execute(command.clone());
        assert_eq!(page.browser.calls(), expected(&command), "{command:?}");
        last = Some(command);
    }
    assert_eq!(page.deltas.take(), [Delta::Inbox { fresh: 2 }]);
}

#[test]
fn every_kind_of_body_has_its_content_type() {
    let text = |text: &str| Payload::Text(text.to_owned());
    let parts = vec![profile::FormPart::Text("name".to_owned(), "value".to_owned())];
    let table = [
        (RequestBody::None, None, Payload::Empty),
        (RequestBody::Text("t".to_owned()), Some("text/plain;charset=UTF-8"), text("t")),
        (RequestBody::Json("[]".to_owned()), Some("application/json"), text("[]")),
        (RequestBody::Form("a=1".to_owned()), Some("application/x-www-form-urlencoded"), text("a=1")),
        // Its boundary is the browser's: so is its content type.
        (RequestBody::Multipart(parts.clone()), None, Payload::Parts(parts)),
    ];
    for (body, content_type, payload) in table {
        let page = Page::new();
        page.driver.execute(Command::Http(HttpRequest { headers: Vec::new(), body, ..request() }));
        let [sent] = &page.browser.requests()[..] else { panic!("one request") };
        let headers: Vec<_> =
            sent.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(headers, content_type.map(|it| ("content-type", it)).into_iter().collect::<Vec<_>>());
        assert_eq!(sent.payload, payload);
    }
}

#[test]
fn every_method_has_its_name() {
    let table = [
        (Method::Get, "GET"),
        (Method::Post, "POST"),
        (Method::Put, "PUT"),
        (Method::Patch, "PATCH"),
        (Method::Delete, "DELETE"),
    ];
    for (method, name) in table {
        let page = Page::new();
        page.driver.execute(Command::Http(HttpRequest { method, ..request() }));
        assert_eq!(page.browser.requests()[0].method, name);
    }
}
