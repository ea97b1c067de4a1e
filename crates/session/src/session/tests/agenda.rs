//! A cluster that is only asked: contract 001.
use super::polled::titles;
use super::*;

const AGENDA: &str = include_str!("../../../../../profiles/raft-agenda.json");

/// hub 001 §2.
fn leaders(leader: &str) -> String {
    let status = if leader == "No disponible" { "error" } else { "active" };
    json!({ "events_a_m": { "leader": leader, "nodes": ["http://a", "http://b"], "status": status } })
        .to_string()
}

struct Agenda {
    world: World,
    leaders: String,
    members: String,
}

impl Agenda {
    fn new() -> Self {
        let members = json!({ "coordinator": "healthy", "shards": { "events_a_m": {
            "http://a": { "status": "healthy", "role": "leader", "term": 12_700_121_805_u64, "shard": "EVENTOS_A_M" },
            "http://b": { "status": "unreachable", "error": "" },
        } } });
        let world = World::with(AGENDA, Some("UTC"));
        let mut agenda = Self { world, leaders: leaders("http://a"), members: members.to_string() };
        agenda.run(250);
        agenda
    }

    fn run(&mut self, ms: u64) {
        for _ in 0..ms / 250 {
            self.world.wait(250);
            while !self.world.requests.is_empty() {
                let request = self.world.requests.remove(0);
                let body = match request.path_and_query.as_str() {
                    "/leaders" => self.leaders.clone(),
                    "/cluster/status" => self.members.clone(),
                    other => panic!("{other}"),
                };
                self.world.answer(&request, 200, &body);
            }
        }
    }

    fn cell(&self, table: &str, key: &str, column: &str) -> String {
        let place = self.world.session.profile().table(table).unwrap().column(column).unwrap();
        let table = self.world.session.table(&TableId::from(table)).unwrap();
        table.get(&model::RowKey::from(key)).unwrap().cells[place].text()
    }
}

/// hub 001 §2: maps of maps; a term does not fit 32 bits; a row that is unreachable has nothing but its error.
#[test]
fn nested_maps_become_rows_that_know_their_keys() {
    let agenda = Agenda::new();
    assert_eq!(agenda.cell("shards", "events_a_m", "leader"), "http://a");
    assert_eq!(agenda.cell("members", "http://a", "shard"), "events_a_m");
    assert_eq!(agenda.cell("members", "http://a", "term"), "12700121805");
    assert_eq!(agenda.cell("members", "http://b", "status"), "unreachable");
    assert_eq!(agenda.cell("members", "http://b", "role"), "");
}

/// hub 001 §5.1, §7: leaders that come and go every few seconds do not spam.
#[test]
fn a_flapping_leader_is_reported_only_when_it_lasts() {
    let mut agenda = Agenda::new();
    for turn in 0..12 {
        agenda.leaders = leaders(if turn % 2 == 0 { "No disponible" } else { "http://b" });
        agenda.run(5_000);
    }
    assert_eq!(titles(&agenda.world.session), ["Nuevo líder en events_a_m"]);
    agenda.leaders = leaders("No disponible");
    agenda.run(30_000);
    assert_eq!(
        titles(&agenda.world.session),
        ["La partición events_a_m no tiene líder", "Nuevo líder en events_a_m"]
    );
}

/// hub 001 §2: a coordinator may drop a dead node from its lists before that counts as unreachable.
#[test]
fn a_node_that_is_dropped_is_reported_once_and_again_when_it_is_back() {
    let status = |status: Option<&str>| {
        let mut nodes = json!({ "http://a": { "status": "healthy" }, "http://c": { "status": "healthy" } });
        match status {
            Some(status) => nodes["http://c"]["status"] = json!(status),
            None => drop(nodes.as_object_mut().unwrap().remove("http://c")),
        }
        json!({ "shards": { "events_a_m": nodes } }).to_string()
    };
    for (falls, title) in [
        (&[Some("unreachable"), None][..], "http://c ya no está en la lista"),
        (&[None], "http://c ya no está en la lista"),
        (&[Some("unreachable"), Some("unreachable"), Some("unreachable"), None], "http://c no responde"),
    ] {
        let world = World::with(AGENDA, Some("UTC"));
        let mut agenda = Agenda { world, leaders: leaders("http://a"), members: status(Some("healthy")) };
        agenda.run(20_000);
        for fall in falls {
            agenda.members = status(*fall);
            agenda.run(5_000);
        }
        agenda.run(30_000);
        assert_eq!(titles(&agenda.world.session), [title], "{falls:?}");
        agenda.members = status(Some("healthy"));
        agenda.run(30_000);
        let news = titles(&agenda.world.session);
        assert_eq!(news.len(), 2, "{falls:?}: {news:?}");
        assert!(
            news.iter()
                .any(|title| title.contains("vuelve a responder") || title.contains("está en la lista"))
        );
    }
}

#[test]
fn a_shard_has_a_leader_again_only_where_it_was_said_to_have_none() {
    let mut agenda = Agenda::new();
    for (leader, ms) in
        [("No disponible", 5_000), ("http://a", 30_000), ("No disponible", 30_000), ("http://a", 30_000)]
    {
        agenda.leaders = leaders(leader);
        agenda.run(ms);
    }
    let expected = ["La partición events_a_m no tiene líder", "La partición events_a_m vuelve a tener líder"];
    assert_eq!(titles(&agenda.world.session), expected);
}

/// A hub that is only asked says nothing in between: what it holds is compared with what was known.
#[test]
fn a_list_that_failed_once_leaves_no_gap() {
    let mut agenda = Agenda::new();
    let good = std::mem::replace(&mut agenda.leaders, "<html>".to_owned());
    agenda.run(6_000);
    agenda.leaders = good;
    agenda.run(20_000);
    let session = &agenda.world.session;
    assert!(matches!(session.state(agenda.world.now()), State::Online { .. }));
    assert_eq!(session.recovery(), Some(Recovery::Resync));
    assert_eq!(session.inbox().gaps(), []);
}

#[test]
fn a_map_of_errors_is_no_map_of_rows() {
    let mut agenda = Agenda::new();
    agenda.leaders = r#"{"error":"503: no"}"#.to_owned();
    agenda.run(12_000);
    assert_eq!(agenda.cell("shards", "events_a_m", "leader"), "http://a");
    assert!(matches!(
        agenda.world.session.state(agenda.world.now()),
        State::Waiting { .. } | State::Connecting { .. }
    ));
}
