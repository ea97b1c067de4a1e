#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
use serde_json::json;

use super::*;
use crate::{Profile, Settings};
use model::Change;

/// What a notification of this spec shows of a message.
fn shown(spec: Value, message: &Value) -> NotificationExtras {
    let profile = json!({
        "name": "test", "title": "Test", "sources": { "live": { "kind": "websocket", "path": "/" }, "rest": { "kind": "rest" } },
        "define": { "a/note": spec },
        "on": [{ "match": { "/x": { "absent": true } }, "do": [{ "notify": "$a/note" }] }]
    });
    let profile = Profile::with(&profile.to_string(), &Settings::default()).unwrap();
    let read = profile.on_message(0, None, message);
    let [Change::Notify(notification)] = &*read.changes else { panic!("{read:?}") };
    profile.extras_reader().read(notification.extras.as_ref().unwrap())
}

#[test]
fn a_priority_is_a_word_of_the_scale_or_one_that_is_mapped_to_it() {
    let mapped = json!({ "at": "/p", "map": { "..1": "min", "7..": "max", "urgent": "high", "max": "low" } });
    for (spec, said, priority) in [
        (json!("/p"), json!("high"), Priority::High),
        (json!("/p"), json!(5), Priority::Default),
        (json!("/p"), json!({}), Priority::Default),
        (mapped.clone(), json!(-3), Priority::Min),
        (mapped.clone(), json!("9"), Priority::Max),
        (mapped.clone(), json!("urgent"), Priority::High),
        (mapped.clone(), json!("max"), Priority::Low),
        (mapped.clone(), json!("min"), Priority::Min),
        (mapped, json!(4), Priority::Default),
    ] {
        assert_eq!(shown(json!({ "priority": spec }), &json!({ "p": said })).priority, priority, "{said}");
    }
}

#[test]
fn tags_are_texts_or_numbers_and_bounded() {
    let tags = |said: Value| shown(json!({ "tags": "/t" }), &json!({ "t": said })).tags;
    assert_eq!(tags(json!(["disk", " ", null, 7, ["x"], "<b>"])), ["disk", "7", "<b>"]);
    assert_eq!(tags(json!("one")), ["one"]);
    assert_eq!(tags(json!({})), Vec::<String>::new());
    let many = tags(json!(vec!["x".repeat(1_000); 20]));
    assert_eq!((many.len(), many[0].len()), (MOST_TAGS, LONGEST_TAG));
}

#[test]
fn an_icon_is_one_of_the_apps_or_none() {
    let icon = |spec: Value, said: &str| shown(json!({ "icon": spec }), &json!({ "i": said })).icon;
    assert_eq!(icon(json!("/i"), "disk"), Some(NotificationIcon::Disk));
    for unknown in ["https://x.example/i.png", "", "Disk", "../disk"] {
        assert_eq!(icon(json!("/i"), unknown), None, "{unknown}");
    }
    let map = json!({ "at": "/i", "map": { "floppy": "disk", "*": "bell" } });
    assert_eq!(icon(map.clone(), "floppy"), Some(NotificationIcon::Disk));
    assert_eq!(icon(map, "anything"), Some(NotificationIcon::Bell));
    for (word, icon) in NotificationIcon::WORDS {
        assert_eq!(icon.as_str(), *word);
    }
}

#[test]
fn attachments_are_links_of_the_web_alone() {
    let spec = json!({ "attachments": [
        { "from": "/file", "link": "/url", "name": "/name", "size": "/size", "type": "/type" },
        { "link": "https://hub.example/{/id}.log" }
    ] });
    let file = json!({ "url": "http://x.example/a", "name": "a.png", "size": "12", "type": "image/png" });
    let named = |name: &str, link: &str| (name.to_owned(), link.to_owned());
    let links = |message: Value| -> Vec<_> {
        let attachments = shown(spec.clone(), &message).attachments;
        attachments.into_iter().map(|it| (it.name, it.link)).collect()
    };
    let own = named("7.log", "https://hub.example/7.log");
    assert_eq!(links(json!({ "id": 7, "file": file })), [named("a.png", "http://x.example/a"), own.clone()]);
    let list = json!([file, { "url": "javascript:alert(1)" }, { "url": "/relative" }, { "url": "https://y.example/?b=/c" }, 3]);
    let both =
        [named("a.png", "http://x.example/a"), named("y.example", "https://y.example/?b=/c"), own.clone()];
    assert_eq!(links(json!({ "id": 7, "file": list })), both);
    assert_eq!(links(json!({ "id": 7 })), [own]);
    let one = shown(spec, &json!({ "file": { "url": "https://x.example/z", "size": -1, "type": " " } }));
    assert_eq!((one.attachments[0].size, &one.attachments[0].media_type), (None, &None));
}

#[test]
fn the_message_is_markdown_where_the_profile_or_the_hub_says_so() {
    let by = json!({ "at": ["/extras/type", "/type"], "map": { "text/markdown": "markdown" } });
    for (spec, message, is_markdown) in [
        (json!("markdown"), json!({}), true),
        (by.clone(), json!({ "type": "text/markdown" }), true),
        (by.clone(), json!({ "type": "markdown" }), true),
        (by.clone(), json!({ "type": "text/plain" }), false),
        (by.clone(), json!({ "type": 7 }), false),
        (by, json!({}), false),
    ] {
        let shown = shown(json!({ "message": "/m", "markup": spec }), &message);
        assert_eq!(shown.is_markdown, is_markdown, "{message}");
    }
}

/// The buttons of a message, and what each would do at this base.
fn deeds(actions: &Value, message: &Value, base: &str) -> Vec<String> {
    let deed = |action: NotificationAction| {
        let what = match &action.what {
            Deed::Open(link) => format!("open {link}"),
            Deed::Post(post) => post.action(&action.title, base).map_or_else(
                || "nothing".to_owned(),
                |action| {
                    let request =
                        action.request(&serde_json::Map::new(), &crate::FormValues::default()).unwrap();
                    format!("{:?} {} {:?}", action.confirm, request.path, request.content)
                },
            ),
        };
        format!("{}: {what}", action.title.get("en"))
    };
    shown(json!({ "actions": actions }), message).actions.into_iter().map(deed).collect()
}

#[test]
fn actions_open_links_of_the_web_or_send_to_the_hub_what_the_profile_says() {
    let actions = json!([
        { "from": "/buttons", "when": { "/do": "view" }, "title": "/label", "open": "/url" },
        { "title": { "en": "Close {/id}" }, "source": "rest", "post": "/alerts/{/id}/close?by={/who}", "send": { "id": "{/id}", "why": "{/why}" } },
        { "title": "Ping", "source": "rest", "post": "/ping" }
    ]);
    let message = json!({ "id": 7, "who": "a/b?c", "buttons": [
        { "do": "view", "label": "Look", "url": "https://x.example" },
        { "do": "view", "label": "Run", "url": "javascript:alert(1)" },
        { "do": "view", "label": "", "url": "https://x.example" },
        { "do": "else", "label": "Else", "url": "https://x.example" }
    ] });
    assert_eq!(
        deeds(&actions, &message, "https://hub.example"),
        [
            "Look: open https://x.example",
            "Close 7: Yes /alerts/7/close?by=a%2Fb%3Fc Json(\"{\\\"id\\\":7}\")",
            "Ping: Yes /ping None",
        ]
    );
    // What cannot stand in a path leaves no button.
    for id in [json!(".."), json!(""), json!(null), json!([1])] {
        let all = deeds(&actions, &json!({ "id": id, "who": "a" }), "https://hub.example");
        assert_eq!(all, ["Ping: Yes /ping None"], "{id}");
    }
}

#[test]
fn an_address_that_a_notification_names_is_the_hubs_own_or_nothing_is_sent() {
    let actions = json!([{ "title": "A", "source": "rest", "post": { "at": "/url" }, "send": "{/body}" }]);
    let sent = |url: &str, base: &str| deeds(&actions, &json!({ "url": url, "body": "so" }), base);
    for (url, base, path) in [
        ("https://hub.example/a?b=c", "https://hub.example", "/a?b=c"),
        ("https://hub.example/base/a", "https://hub.example/base/", "/a"),
        ("/a", "https://hub.example/base", "/a"),
    ] {
        assert_eq!(sent(url, base), [format!("A: Yes {path} Json(\"so\")")], "{url}");
    }
    for url in [
        "https://hub.example.evil.example/a",
        "https://hub.example@evil.example/a",
        "https://evil.example/a",
        "http://hub.example/a",
        "https://hub.example:8443/a",
        "https://hub.example",
        "https://hub.example?a",
        "//evil.example/a",
        "https://hub.example//evil.example",
        "https://hub.example/base/../a",
        "https://hub.example/base/%2e%2E/a",
        "https://hub.example/base/.%2e",
        "https://hub.example/base\\..\\a",
        "javascript:alert(1)",
        "a",
        "",
        "https://hub.example/base/a b",
        "https://hub.example/basement",
        "https://hub.example/base/a\n",
    ] {
        let base = "https://hub.example/base";
        assert_eq!(sent(url, base), ["A: nothing"], "{url}");
    }
}

#[test]
fn what_is_large_keeps_its_words_alone() {
    let profile = json!({
        "name": "test", "title": "Test", "sources": { "live": { "kind": "websocket", "path": "/" } },
        "on": [{ "match": {}, "do": [{ "notify": { "title": "/a", "tags": "/t" } }] }]
    });
    let profile = Profile::with(&profile.to_string(), &Settings::default()).unwrap();
    let read = profile.on_message(0, None, &json!({ "a": "x".repeat(70_000), "t": ["a"] }));
    let [Change::Notify(notification)] = &*read.changes else { panic!("{read:?}") };
    let shown = profile.extras_reader().read(notification.extras.as_ref().unwrap());
    assert_eq!(shown, NotificationExtras::default());
}
