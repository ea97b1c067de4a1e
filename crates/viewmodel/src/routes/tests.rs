#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
use super::*;

fn tables(hub: &str, table: Option<&str>) -> Route {
    Route::Tables { hub: hub.to_owned(), table: table.map(str::to_owned) }
}

fn connection(hub: &str) -> Route {
    Route::Connection { hub: hub.to_owned() }
}

#[test]
fn paths_name_pages() {
    let table = [
        ("", Route::Overview),
        ("/", Route::Overview),
        ("/inbox", Route::Inbox),
        ("/settings/", Route::Settings),
        ("/hub/a", tables("a", None)),
        ("/hub/a/table/t", tables("a", Some("t"))),
        ("/hub/a/table/dos%20palabras", tables("a", Some("dos palabras"))),
        ("/hub/a/table/a%2Fb", tables("a", Some("a/b"))),
        ("/hub/a/link", connection("a")),
        ("/hub/a%2Fb/workbench", Route::Workbench { hub: "a/b".to_owned() }),
        ("/hub", Route::Unknown),
        ("/hub/a/table", Route::Unknown),
        ("/hub/a/table/t/x", Route::Unknown),
        ("/Inbox", Route::Unknown),
        ("/nowhere", Route::Unknown),
    ];
    for (path, route) in table {
        assert_eq!(Route::parse(path, "/"), route, "{path}");
    }
}

#[test]
fn pages_lie_below_the_base() {
    let table = [
        ("/console/", "/console", Route::Overview),
        ("/console/", "/console/", Route::Overview),
        ("/console/", "/console/hub/a/link", connection("a")),
        ("/console", "/console/inbox", Route::Inbox),
        ("/console/", "/inbox", Route::Unknown),
        ("/console/", "/", Route::Unknown),
        ("/console/", "/consoles/inbox", Route::Unknown),
        ("/console/", "/consoleinbox", Route::Unknown),
        ("/a/b/", "/a/b/settings", Route::Settings),
    ];
    for (base, path, route) in table {
        assert_eq!(Route::parse(path, base), route, "{path} below {base}");
    }
}

#[test]
fn a_page_has_the_address_that_names_it() {
    let (hub, table) = (HubId::from("files"), TableId::from("nodes"));
    let all = [
        (Route::Overview, "/"),
        (Route::Inbox, "/inbox"),
        (Route::Settings, "/settings"),
        (Route::hub(&hub), "/hub/files"),
        (Route::table(&hub, &table), "/hub/files/table/nodes"),
        (Route::table(&hub, &TableId::from("años/días?")), "/hub/files/table/a%C3%B1os%2Fd%C3%ADas%3F"),
        (Route::connection(&hub), "/hub/files/link"),
    ];
    for (route, path) in all {
        assert_eq!(route.to_string(), path);
        for base in ["/", "", "/console/", "/console"] {
            let href = route.href(base);
            assert_eq!(href, format!("{}{path}", base.trim_end_matches('/')));
            assert_eq!(Route::parse(&href, base), route, "{href} below {base}");
        }
    }
}

#[test]
fn the_inbox_may_be_of_one_hub() {
    let table = [("", None), ("?hub=files", Some("files")), ("?hub=a%2Fb%20c", Some("a/b c"))];
    for (query, hub) in table {
        assert_eq!(read_inbox_query(query).hub.as_deref(), hub, "{query}");
        assert_eq!(
            write_inbox_query(&InboxQuery { hub: hub.map(str::to_owned), ..InboxQuery::default() }),
            query
        );
    }
    for nothing in ["?", "?hub=", "?hub", "?other=files", "?HUB=files"] {
        assert_eq!(read_inbox_query(nothing), InboxQuery::default(), "{nothing}");
    }
    assert_eq!(read_inbox_query("?other=1&hub=files").hub.as_deref(), Some("files"));
    assert_eq!(
        write_inbox_query(&InboxQuery {
            hub: Some(String::new()),
            search: " ".to_owned(),
            ..InboxQuery::default()
        }),
        ""
    );
}

#[test]
fn the_address_of_a_notification_names_it_whatever_its_id_is_made_of() {
    let hub = HubId::from("files");
    for id in ["12", "a b", "a&hub=other", "ñ/ü?#", "50%", "[\"a\",1]"] {
        let event = EventId::from(id);
        let query = write_event_query(&hub, &event);
        let asked = InboxQuery { hub: Some("files".to_owned()), event: Some(event), ..InboxQuery::default() };
        assert_eq!(read_inbox_query(&query), asked, "{query}");
    }
    for nobodys in ["?event=12", "?hub=&event=12", "?hub=files&event=", "?hub=files&event"] {
        assert_eq!(read_inbox_query(nobodys).event, None, "{nobodys}");
    }
}

#[test]
fn what_is_looked_for_stands_in_the_inboxs_address() {
    for (hub, search, query) in [
        (None, "disco", "?q=disco"),
        (
            Some("files"),
            "kind:error \"nodo 7\" & más",
            "?hub=files&q=kind%3Aerror%20%22nodo%207%22%20%26%20m%C3%A1s",
        ),
    ] {
        let hub = hub.map(str::to_owned);
        let asked = InboxQuery { hub, search: search.to_owned(), ..InboxQuery::default() };
        assert_eq!(write_inbox_query(&asked), query);
        assert_eq!(read_inbox_query(query), asked);
    }
}

#[test]
fn filters_stand_in_the_inboxs_address() {
    let (mut kinds, view) = (Kinds::only(Severity::Error), InboxView::Archived);
    kinds.toggle(Severity::Warning);
    for (filter, query) in [
        (Filter { view, ..Filter::default() }, "?view=archived"),
        (Filter { view: InboxView::Snoozed, unread: true, ..Filter::default() }, "?view=snoozed&unread=1"),
        (Filter { kinds, ..Filter::default() }, "?kind=warning%2Cerror"),
    ] {
        let asked = InboxQuery { filter, ..InboxQuery::default() };
        assert_eq!(write_inbox_query(&asked), query);
        assert_eq!(read_inbox_query(query), asked);
    }
    for nothing in ["?view=attic", "?view=inbox", "?kind=fatal", "?kind=", "?unread="] {
        assert_eq!(read_inbox_query(nothing), InboxQuery::default(), "{nothing}");
    }
}
