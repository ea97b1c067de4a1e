use serde_json::json;

use super::*;
use crate::node::Problems;

#[test]
fn a_label_is_one_text_or_a_text_for_each_language_tag() {
    let expected = |value: Value| {
        let problems = Problems::default();
        let read = Node::root(&value, &problems).label();
        let all: Vec<_> =
            problems.into_inner().into_iter().map(|problem| (problem.pointer, problem.expected)).collect();
        assert_eq!(read.is_none(), !all.is_empty(), "{value}");
        all
    };
    for good in [json!("Portal"), json!({ "es": "a" }), json!({ "es": "a", "pt-BR": "b", "zh-Hant-TW": "c" })]
    {
        assert_eq!(expected(good.clone()), [], "{good}");
    }
    let table = [
        (json!(1), "", "text, or an object with a text for each language"),
        (json!({}), "", "a text for one language at least"),
        (json!({ "es": 1 }), "/es", "text"),
        (json!({ "english": "a" }), "/english", "a language tag such as es or pt-BR"),
        (json!({ "ES": "a" }), "/ES", "a language tag such as es or pt-BR"),
        (json!({ "es-": "a" }), "/es-", "a language tag such as es or pt-BR"),
    ];
    for (bad, pointer, what) in table {
        assert_eq!(expected(bad.clone()), [(pointer.to_owned(), what.to_owned())], "{bad}");
    }
}
