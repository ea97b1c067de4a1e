//! A hub that is only asked: contract 000.
use super::*;

const BLOCKS: &str = include_str!("../../../../../profiles/block-storage.json");

fn nodes(ids: &[&str]) -> String {
    let row = |id: &&str| json!({ "node_id": id, "address": "127.0.0.1", "port": 1, "is_alive": true });
    json!({ "nodes": ids.iter().map(row).collect::<Vec<_>>() }).to_string()
}

fn events(ids: &[&str]) -> String {
    let event = |id: &&str| {
        let data = json!({ "node_id": id, "address": "127.0.0.1", "port": 1 });
        json!({ "type": "NODE_DISCONNECTED", "timestamp": 1_795_418_529.5, "data": data })
    };
    let all: Vec<_> = ids.iter().map(event).collect();
    json!({ "events": all, "count": all.len(), "timestamp": 1_795_418_530.25 }).to_string()
}

/// The hub of contract 000, answering as long as nothing else is said.
struct Blocks {
    world: World,
    nodes: (u16, String),
    events: String,
}

impl Blocks {
    fn new(ids: &[&str]) -> Self {
        let world = World::with(BLOCKS, Some("UTC"));
        let mut blocks = Self { world, nodes: (200, nodes(ids)), events: events(&[]) };
        blocks.answer();
        blocks
    }

    fn answer(&mut self) {
        while !self.world.requests.is_empty() {
            let request = self.world.requests.remove(0);
            let path = request.path_and_query.as_str();
            let (status, body) = match path.split('?').next().unwrap() {
                "/api/nodes/" => self.nodes.clone(),
                "/api/files/" => (200, r#"{"files":[]}"#.to_owned()),
                "/api/blocks/" => (500, r#"{"error":"Error obteniendo tabla de bloques"}"#.to_owned()),
                "/api/events/" => (200, self.events.clone()),
                other => panic!("{other}"),
            };
            self.world.answer(&request, status, &body);
        }
    }

    fn run(&mut self, ms: u64) {
        for _ in 0..ms / 250 {
            self.world.wait(250);
            self.answer();
        }
    }

    fn state(&self) -> State {
        self.world.session.state(self.world.now())
    }

    /// Keys of the nodes, struck ones in brackets.
    fn rows(&self) -> Vec<String> {
        let table = self.world.session.table(&TableId::from("nodes")).unwrap();
        let row = |row: &model::StoredRow| {
            if row.is_removed() { format!("({})", row.key) } else { row.key.to_string() }
        };
        table.rows().iter().map(row).collect()
    }

    fn titles(&self) -> Vec<String> {
        titles(&self.world.session)
    }
}

pub(super) fn titles(session: &Session) -> Vec<String> {
    let title = |entry: &model::Entry| {
        entry.notification.title.as_ref().map_or_else(String::new, |title| title.get("es").clone())
    };
    let mut titles: Vec<_> = session.inbox().newest(&Filter::default()).map(title).collect();
    titles.sort();
    titles
}

#[test]
fn a_hub_that_is_only_asked_is_online_when_every_needed_list_came() {
    let world = World::with(BLOCKS, None);
    assert!(matches!(world.session.state(world.now()), State::Connecting { attempt: 1 }));
    // hub 000 §2: blocks answer 500 until a first node registers; that says nothing about the hub.
    let blocks = Blocks::new(&["nodo1"]);
    assert!(matches!(blocks.state(), State::Online { .. }), "{:?}", blocks.state());
}

/// hub 000 §5: the row of a killed node leaves the list; the hub's own event list stays empty (§4).
#[test]
fn a_node_that_leaves_the_list_is_reported_once_and_stays_greyed_until_it_is_back() {
    let mut blocks = Blocks::new(&["nodo1", "nodo2", "nodo3"]);
    assert_eq!(blocks.titles(), [] as [&str; 0], "what is there at first is taken in silence");
    blocks.nodes.1 = nodes(&["nodo1", "nodo2"]);
    blocks.run(20_000);
    assert_eq!(blocks.rows(), ["nodo1", "nodo2", "(nodo3)"]);
    assert_eq!(blocks.titles(), ["Nodo nodo3 desconectado"]);
    blocks.nodes.1 = nodes(&["nodo1", "nodo2", "nodo3"]);
    blocks.run(10_000);
    assert_eq!(blocks.rows(), ["nodo1", "nodo2", "nodo3"]);
    assert_eq!(blocks.titles(), ["Nodo nodo3 conectado", "Nodo nodo3 desconectado"]);
}

/// hub 000 §4 with ONEPROC=1: the hub sends the event itself.
#[test]
fn what_the_hub_sends_and_what_an_alert_sees_are_one_notification() {
    let mut blocks = Blocks::new(&["nodo1", "nodo3"]);
    blocks.nodes.1 = nodes(&["nodo1"]);
    blocks.run(6_000);
    blocks.events = events(&["nodo3"]);
    blocks.run(12_000);
    assert_eq!(blocks.titles(), ["Nodo nodo3 desconectado"]);
}

#[test]
fn the_event_list_is_asked_for_what_came_since() {
    let mut blocks = Blocks::new(&["nodo1"]);
    blocks.world.wait(5_000);
    for path in ["/api/nodes/", "/api/files/"] {
        let request = blocks.world.take(path);
        blocks.world.answer(&request, 500, "");
    }
    let asked = blocks.world.take("/api/events/");
    assert_eq!(asked.path_and_query, "/api/events/?since=1795418530.25");
}

/// hub 000 §1, §3: 500 with JSON, pages of HTML, nothing, half an answer, an answer without its array,
/// 200 with an error, rows that are none.
#[test]
fn no_bad_answer_empties_a_table_or_reports_a_lost_node() {
    let bad = [
        (500, r#"{"error":"timed out"}"#),
        (403, "<html>CSRF</html>"),
        (200, "<html>login</html>"),
        (200, ""),
        (200, r#"{"nodes":[{"node_id":"nodo1""#),
        (200, r#"{"type":"NODE_DISCONNECTED","node_id":"nodo2"}"#),
        (200, r#"{"error":"no"}"#),
        (200, r#"{"nodes":{}}"#),
        (200, r#"{"nodes":null}"#),
        (200, r#"{"nodes":[1,"a",null,[],{}]}"#),
        (200, r#"{"nodes":[{"node_id":"nodo1"},{"id":"nodo2"}]}"#),
    ];
    for (status, body) in bad {
        let mut blocks = Blocks::new(&["nodo1", "nodo2"]);
        blocks.nodes = (status, body.to_owned());
        blocks.run(30_000);
        assert_eq!(blocks.rows(), ["nodo1", "nodo2"], "{status} {body}");
        assert_eq!(blocks.titles(), [] as [&str; 0], "{status} {body}");
        blocks.nodes = (200, nodes(&["nodo1", "nodo2"]));
        blocks.run(25_000);
        assert!(matches!(blocks.state(), State::Online { .. }), "{status} {body}: {:?}", blocks.state());
        assert_eq!(blocks.rows(), ["nodo1", "nodo2"], "{status} {body}");
    }
}

#[test]
fn a_failing_hub_says_why_waits_and_comes_back_by_itself() {
    let mut blocks = Blocks::new(&["nodo1"]);
    blocks.nodes = (500, r#"{"error":"No se pudo conectar al coordinador"}"#.to_owned());
    blocks.run(6_000);
    let State::Waiting { reason, .. } = blocks.state() else { panic!("{:?}", blocks.state()) };
    let message = "No se pudo conectar al coordinador".to_owned();
    assert_eq!(reason, Reason::Http { status: 500, message });
    let error = blocks.world.session.poll_error(&TableId::from("nodes")).unwrap();
    assert_eq!(
        error,
        &RequestFailure::Http { status: 500, words: "No se pudo conectar al coordinador".to_owned() }
    );
    blocks.run(120_000);
    blocks.nodes = (200, nodes(&["nodo1"]));
    blocks.run(21_000);
    assert!(matches!(blocks.state(), State::Online { .. }), "{:?}", blocks.state());
}

#[test]
fn a_hanging_list_shows_as_silence_before_it_times_out() {
    let mut blocks = Blocks::new(&["nodo1"]);
    blocks.run(5_000);
    // The next requests get no answer at all.
    blocks.world.wait(9_000);
    assert!(matches!(blocks.state(), State::Stale { .. }), "{:?}", blocks.state());
}

#[test]
fn a_stopped_hub_that_is_only_asked_is_asked_no_more() {
    let mut blocks = Blocks::new(&["nodo1"]);
    blocks.world.give(Input::from(Intent::Stop));
    blocks.world.wait(60_000);
    assert_eq!(blocks.world.requests, []);
    assert!(matches!(blocks.state(), State::Stopped));
    blocks.world.give(Input::Retry);
    blocks.answer();
    assert!(matches!(blocks.state(), State::Online { .. }), "{:?}", blocks.state());
}

/// Many nodes at once become one notification, and their own events with them.
#[test]
fn a_mass_loss_is_one_notification() {
    let mut blocks = Blocks::new(&["n1", "n2", "n3", "n4", "n5"]);
    blocks.nodes.1 = nodes(&["n5"]);
    blocks.run(6_000);
    blocks.events = events(&["n1", "n2", "n3", "n4"]);
    blocks.run(12_000);
    assert_eq!(blocks.titles(), ["4 nodos desconectados"]);
}

/// docs/decisions/0019-two-requests.md: a hidden page asks once a minute, but for what has alerts.
#[test]
fn a_hidden_page_asks_less_often_but_for_what_has_alerts() {
    let mut blocks = Blocks::new(&["nodo1"]);
    blocks.world.give(Input::Visible(false));
    blocks.answer();
    let asked = |blocks: &mut Blocks, path: &str| {
        let before = blocks.world.asked(path);
        assert_eq!(before, 0, "{:?}", blocks.world.requests);
        let mut count = 0;
        for _ in 0..60 {
            blocks.world.wait(1_000);
            count += blocks.world.asked(path);
            blocks.answer();
        }
        count
    };
    assert!((11..=13).contains(&asked(&mut blocks, "/api/nodes/")));
    assert!(asked(&mut blocks, "/api/files/") <= 2);
    assert!(matches!(blocks.state(), State::Online { .. }), "{:?}", blocks.state());
}

/// hub 002 §4: what the scheduler's thread emits is lost for every socket; that a data set is down is reported all the
/// same, and once with what the hub sends of it later.
#[test]
fn a_data_set_that_stays_down_is_reported_though_the_hubs_own_event_was_lost() {
    let mut world = World::connected();
    let list = |world: &mut World, status: &str| {
        world.wait_heard(31_000);
        while world.asked("/status") == 0 {
            let request = world.requests.remove(0);
            world.answer(&request, 200, "{}");
        }
        let request = world.take("/status");
        let row = json!({ "id": "ine", "name": "Censo", "status": status, "error": "ReadTimeout" });
        world.answer(&request, 200, &json!({ "results": [row] }).to_string());
    };
    list(&mut world, "up");
    let before = world.ids().len();
    for _ in 0..3 {
        list(&mut world, "down");
    }
    assert_eq!(world.ids().len(), before, "it may be a passing fault");
    list(&mut world, "down");
    assert_eq!(titles(&world.session).iter().filter(|title| *title == "Censo no responde").count(), 1);
    let data = json!({ "dataset_name": "Censo", "change_type": "error", "details": { "dataset_id": "ine", "new_status": "down" } });
    let late = json!({ "id": "n1", "type": "error", "title": "Error en Censo", "data": data });
    world.event("new_notification", json!({ "notification": late, "unread_count": 1 }));
    assert_eq!(world.ids().len(), before + 1);
}

/// profiles, "check": where no list judges a primary source, its check does; what it answers is not looked into.
#[test]
fn a_source_without_lists_is_judged_by_its_check() {
    let profile = json!({
        "name": "a", "title": "A", "sources": { "rest": { "kind": "rest", "primary": true, "check": "/health" } }
    });
    let mut world = World::with(&profile.to_string(), None);
    assert!(matches!(world.session.state(world.now()), State::Connecting { attempt: 1 }));
    let check = world.take("/health");
    world.answer(&check, 200, "fine");
    assert!(matches!(world.session.state(world.now()), State::Online { .. }));
    world.wait(30_000);
    let check = world.take("/health");
    world.answer(&check, 503, "");
    assert!(matches!(world.session.state(world.now()), State::Waiting { .. }));
    world.wait(2_000);
    let check = world.take("/health");
    world.answer(&check, 204, "");
    assert!(matches!(world.session.state(world.now()), State::Online { .. }));
    assert_eq!(world.session.rejections().count, 0);
}
