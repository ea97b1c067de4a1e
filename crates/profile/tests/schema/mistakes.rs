//! Mistakes, each the only one: schema and parser find it in the same place.

use serde_json::json;

use super::{faults, problems, validator, with};

/// Mistakes that authors make, each the only one, and where the parser finds it.
#[test]
#[expect(clippy::too_many_lines, reason = "a table with an entry for each mistake")]
fn schema_and_parser_refuse_the_same_mistakes_in_the_same_place() {
    // A value that is put somewhere, or `None` for one that is forgotten; and where it shows.
    let table = [
        ("no name", "/name", None, "/name"),
        ("a key that is misspelt", "/tabels", Some(json!([])), "/tabels"),
        ("a title in no language", "/title", Some(json!({})), "/title"),
        ("a title in what is no language", "/title", Some(json!({ "spanish": "Portal" })), "/title/spanish"),
        ("no sources", "/sources", Some(json!({})), "/sources"),
        (
            "Basic by hand",
            "/auth/attach/5/value",
            Some(json!("{auth.id}:{auth.token}")),
            "/auth/attach/5/value",
        ),
        ("Basic of a number", "/auth/attach/5/value/user", Some(json!(1)), "/auth/attach/5/value/user"),
        (
            "Basic with a realm",
            "/auth/attach/5/value/realm",
            Some(json!("hub")),
            "/auth/attach/5/value/realm",
        ),
        ("Basic without a password", "/auth/attach/5/value/password", None, "/auth/attach/5/value/password"),
        ("a code that there is not", "/auth/attach/1/encode", Some(json!("base64")), "/auth/attach/1/encode"),
        ("a header in code", "/auth/attach/2/encode", Some(json!("base64url")), "/auth/attach/2/encode"),
        ("Basic with a name", "/auth/attach/5/name", Some(json!("Authorization")), "/auth/attach/5/name"),
        ("sources as a list", "/sources", Some(json!([{ "kind": "rest" }])), "/sources"),
        (
            "a kind of source that there is not",
            "/sources/rest/kind",
            Some(json!("http")),
            "/sources/rest/kind",
        ),
        (
            "a ping by a name that Socket.IO keeps for itself",
            "/sources/live/ping/emit",
            Some(json!("disconnect")),
            "/sources/live/ping/emit",
        ),
        (
            "a first frame of a stream",
            "/sources/stream/hello",
            Some(json!(["hello"])),
            "/sources/stream/hello",
        ),
        ("a time-out of a stream", "/sources/stream/timeout_s", Some(json!(10)), "/sources/stream/timeout_s"),
        (
            "a stream that goes on, as text",
            "/sources/stream/resume",
            Some(json!("yes")),
            "/sources/stream/resume",
        ),
        (
            "a stream's word at a socket",
            "/sources/frames/resume",
            Some(json!(true)),
            "/sources/frames/resume",
        ),
        ("a place in each without its slash", "/on/4/do/1/each/0", Some(json!("racks")), "/on/4/do/1/each/0"),
        ("lists of lists in one row", "/on/6/do/0/each", Some(json!("/hosts")), "/on/6/do/0/each"),
        (
            "a placeholder with half of what vanishes",
            "/define/long/title",
            Some(json!("{/a|b}")),
            "/define/long/title",
        ),
        ("a markup that nobody reads", "/define/short/markup", Some(json!("bbcode")), "/define/short/markup"),
        ("HTML in a number", "/tables/0/columns/8/markup", Some(json!("html")), "/tables/0/columns/8/markup"),
        ("a time-out as text", "/sources/rest/timeout_s", Some(json!("10")), "/sources/rest/timeout_s"),
        (
            "milliseconds for seconds",
            "/sources/rest/timeout_s",
            Some(json!(100_000)),
            "/sources/rest/timeout_s",
        ),
        (
            "a time-out under the wrong name",
            "/sources/rest/timeout_ms",
            Some(json!(10)),
            "/sources/rest/timeout_ms",
        ),
        (
            "an address for a path",
            "/sources/rest/check",
            Some(json!("https://hub/health")),
            "/sources/rest/check",
        ),
        (
            "a namespace at a REST source",
            "/sources/rest/namespace",
            Some(json!("/")),
            "/sources/rest/namespace",
        ),
        (
            "a check at a Socket.IO source",
            "/sources/live/check",
            Some(json!("/health")),
            "/sources/live/check",
        ),
        ("a ping without its answer", "/sources/live/ping/reply", None, "/sources/live/ping/reply"),
        ("an answer as text", "/sources/live/ping/reply", Some(json!("pong")), "/sources/live/ping/reply"),
        (
            "a measure without its pointer",
            "/time/measure/aware",
            Some(json!(["rest", "/health"])),
            "/time/measure/aware",
        ),
        (
            "a kind that there is not",
            "/define/long/kind/map/critical",
            Some(json!("fatal")),
            "/define/long/kind/map/critical",
        ),
        ("a map without at", "/define/long/kind", Some(json!({ "map": {} })), "/define/long/kind/at"),
        (
            "a pattern without a year",
            "/define/long/time/format",
            Some(json!("%H:%M")),
            "/define/long/time/format",
        ),
        (
            "a field that patterns do not have",
            "/define/long/time/format",
            Some(json!("%Y-%m-%d %Z")),
            "/define/long/time/format",
        ),
        (
            "a zone without its continent",
            "/define/long/time/zone",
            Some(json!("Santiago")),
            "/define/long/time/zone",
        ),
        (
            "a placeholder that is not closed",
            "/define/long/title",
            Some(json!("Node {/id")),
            "/define/long/title",
        ),
        (
            "a placeholder without its slash",
            "/define/long/title",
            Some(json!("Node {id}")),
            "/define/long/title",
        ),
        ("no pointer at all", "/define/long/title", Some(json!([])), "/define/long/title"),
        ("a pointer without its slash", "/define/long/title", Some(json!(["title"])), "/define/long/title/0"),
        ("a tilde that escapes nothing", "/define/long/id", Some(json!("/a~b")), "/define/long/id"),
        ("a rule that matches everything", "/on/0/event", None, "/on/0"),
        ("a rule that does nothing it could say", "/on/0/do", None, "/on/0/do"),
        ("one effect without its list", "/on/0/do", Some(json!("beat")), "/on/0/do"),
        ("a test that there is not", "/on/2/match/~1type", Some(json!({ "not": 1 })), "/on/2/match/~1type"),
        (
            "two tests at once",
            "/on/2/match/~1type",
            Some(json!({ "in": [1], "any": true })),
            "/on/2/match/~1type",
        ),
        (
            "a test of a list without the list",
            "/on/2/match/~1type",
            Some(json!({ "in": "a" })),
            "/on/2/match/~1type/in",
        ),
        ("a match by name", "/on/2/match/type", Some(json!("a")), "/on/2/match/type"),
        ("an effect that there is not", "/on/2/do/0", Some(json!("explode")), "/on/2/do/0"),
        ("an effect that says nothing", "/on/2/do/0", Some(json!({ "from": "/0" })), "/on/2/do/0"),
        (
            "two effects in one",
            "/on/2/do/0",
            Some(json!({ "read": "/id", "error": "/why" })),
            "/on/2/do/0/error",
        ),
        ("a name without its $", "/on/0/do/0/notify", Some(json!("short")), "/on/0/do/0/notify"),
        ("a template for a place", "/on/0/do/0/from", Some(json!("{/0}")), "/on/0/do/0/from"),
        ("a fact without its value", "/on/4/do/0/at", None, "/on/4/do/0/at"),
        ("a removal without its key", "/on/5/do/1/key", None, "/on/5/do/1/key"),
        ("a patch without its cells", "/on/6/do/0/cells", None, "/on/6/do/0/cells"),
        ("a key for a whole row", "/on/5/do/0/key", Some(json!("/id")), "/on/5/do/0/key"),
        ("a poll without its path", "/poll/0/get", None, "/poll/0/get"),
        ("a path to another host", "/poll/0/get", Some(json!("//evil/x")), "/poll/0/get"),
        ("a path that climbs", "/poll/0/get", Some(json!("/a/../b")), "/poll/0/get"),
        ("a path with a blank", "/poll/0/get", Some(json!("/a b")), "/poll/0/get"),
        ("a moment that there is not", "/poll/0/when", Some(json!(["always"])), "/poll/0/when/0"),
        (
            "a wait before one event without its list",
            "/poll/0/after",
            Some(json!({ "event": "one" })),
            "/poll/0/after",
        ),
        ("a table without columns", "/tables/0/columns", Some(json!([])), "/tables/0/columns"),
        ("a table without its key", "/tables/0/key", None, "/tables/0/key"),
        (
            "a column type that there is not",
            "/tables/0/columns/0/type",
            Some(json!("date")),
            "/tables/0/columns/0/type",
        ),
        ("a unit for a text", "/tables/0/columns/0/unit", Some(json!("ms")), "/tables/0/columns/0/unit"),
        (
            "a unit that there is not",
            "/tables/0/columns/3/unit",
            Some(json!("d")),
            "/tables/0/columns/3/unit",
        ),
        (
            "a status whose label is no text",
            "/tables/0/columns/1/map/up",
            Some(json!({ "as": "ok", "es": 5 })),
            "/tables/0/columns/1/map/up/es",
        ),
        ("a login's body that has no members", "/auth/login/send", Some(json!("x")), "/auth/login/send"),
        (
            "a header that is no text",
            "/auth/login/headers/X-Who",
            Some(json!(5)),
            "/auth/login/headers/X-Who",
        ),
        ("HTTP Basic without a password", "/auth/login/basic/password", None, "/auth/login/basic/password"),
        (
            "a status that is only a word",
            "/tables/0/columns/1/map/up",
            Some(json!("ok")),
            "/tables/0/columns/1/map/up",
        ),
        ("a button that the app does not have", "/intents/archive", Some(json!({})), "/intents/archive"),
        (
            "a secret in a path",
            "/intents/clear/post",
            Some(json!("/clear?by={auth.token}")),
            "/intents/clear/post",
        ),
        ("retries as yes or no", "/intents/clear/retry", Some(json!(true)), "/intents/clear/retry"),
        ("a status that is a success", "/intents/clear/gone", Some(json!([200])), "/intents/clear/gone/0"),
        ("one status without its list", "/intents/clear/gone", Some(json!(404)), "/intents/clear/gone"),
        ("one place for errors without its list", "/errors", Some(json!("/error")), "/errors"),
        ("a figure of nothing", "/figures/0/count", None, "/figures/0"),
        ("a sum with a key", "/figures/1/sum/key", Some(json!("n1")), "/figures/1/sum/key"),
        ("a sum of no column", "/figures/1/sum/column", None, "/figures/1/sum/column"),
        ("a figure of a number", "/figures/5/where", Some(json!({ "state": 1 })), "/figures/5/where/state"),
        (
            "a day and a bit",
            "/sources/live/ping/every_s",
            Some(json!(86_400.1)),
            "/sources/live/ping/every_s",
        ),
        (
            "a measure with a format",
            "/time/measure/naive",
            Some(json!(["live", "pong", "/0", "iso"])),
            "/time/measure/naive",
        ),
        (
            "a value without its fact",
            "/on/2/do/0",
            Some(json!({ "read": "/id", "at": "/id" })),
            "/on/2/do/0/at",
        ),
        (
            "a token without its parameter",
            "/poll/0/pages",
            Some(json!({ "token": "/next" })),
            "/poll/0/pages/as",
        ),
        (
            "a parameter without its token",
            "/poll/0/pages",
            Some(json!({ "offset": "from", "as": "x" })),
            "/poll/0/pages/as",
        ),
        (
            "pages in two ways",
            "/poll/0/pages",
            Some(json!({ "offset": "from", "number": "page" })),
            "/poll/0/pages",
        ),
        ("a kind of no column", "/watch/1/notify/kind/column", None, "/watch/1/notify/kind/column"),
        (
            "a kind that there is not",
            "/watch/1/notify/kind/map/down",
            Some(json!("bad")),
            "/watch/1/notify/kind/map/down",
        ),
        ("a kind by a pointer", "/watch/1/notify/kind/at", Some(json!("/state")), "/watch/1/notify/kind/at"),
        ("a sort without a direction", "/tables/0/sort", Some(json!("name")), "/tables/0/sort"),
        ("a sort in no direction", "/tables/0/sort", Some(json!("name:up")), "/tables/0/sort"),
        (
            "a column that is half hidden",
            "/tables/0/columns/7/hidden",
            Some(json!("no")),
            "/tables/0/columns/7/hidden",
        ),
        ("a scope for one row", "/on/5/do/0/scope", Some(json!("/shard")), "/on/5/do/0/scope"),
        ("cells for a whole row", "/on/5/do/0/cells", Some(json!({})), "/on/5/do/0/cells"),
        ("a status below the errors", "/intents/clear/gone", Some(json!([399])), "/intents/clear/gone/0"),
        ("a status above the errors", "/intents/clear/gone", Some(json!([600])), "/intents/clear/gone/0"),
        ("a sign of nothing", "/recognise/0", Some(json!({})), "/recognise/0"),
        ("a sign of an empty title", "/recognise/0/title", Some(json!("")), "/recognise/0/title"),
        ("a sign by its status alone", "/recognise/2/header", None, "/recognise/2"),
        (
            "a sign of a status that is none",
            "/recognise/1/status/0",
            Some(json!(99)),
            "/recognise/1/status/0",
        ),
        (
            "a header that is a number",
            "/recognise/1/header/server",
            Some(json!(1)),
            "/recognise/1/header/server",
        ),
        ("a sign of two kinds", "/recognise/4/get", Some(json!("/a")), "/recognise/4/event"),
        ("a frame with a version", "/recognise/5/version", Some(json!("/v")), "/recognise/5/version"),
        ("a status that is half", "/intents/clear/gone", Some(json!([404.5])), "/intents/clear/gone/0"),
    ];
    let validator = validator();
    for (mistake, at, value, found_at) in table {
        let profile = with(at, value);
        let problems = problems(&profile);
        let pointers: Vec<_> = problems.iter().map(|problem| problem.pointer.as_str()).collect();
        assert!(pointers.contains(&found_at), "{mistake}: the parser finds {problems:?}");
        let faults = faults(&validator, &profile);
        // A key that is missing or too much is a fault of the object that it is missing from.
        let near = |fault: &String| {
            found_at.strip_prefix(fault.as_str()).is_some_and(|rest| rest.matches('/').count() <= 1)
        };
        assert!(!faults.is_empty() && faults.iter().all(near), "{mistake}: the schema finds {faults:?}");
    }
}
