use std::collections::BTreeSet;

use serde_json::Value;

/// The routes in this file's text, as `METHOD path`. What is no REST is left out.
fn routes() -> BTreeSet<String> {
    let text = include_str!("../http.rs").replace(char::is_whitespace, "");
    let mut routes = BTreeSet::new();
    for part in text.split(".route(\"").skip(1) {
        let (path, handlers) = part.split_once('"').unwrap();
        for method in ["get", "put", "post", "delete"] {
            let is_there = [format!(",{method}("), format!(").{method}(")]
                .iter()
                .any(|sign| handlers.contains(sign.as_str()));
            if is_there {
                routes.insert(format!("{} {path}", method.to_uppercase()));
            }
        }
    }
    routes
}

#[test]
fn the_document_names_every_route_and_no_other() {
    let document: Value = serde_json::from_str(include_str!("../../openapi.json")).unwrap();
    let described: BTreeSet<String> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, methods)| {
            methods.as_object().unwrap().keys().map(move |method| format!("{} {path}", method.to_uppercase()))
        })
        .collect();
    assert!(routes().len() > 15, "{:?}", routes());
    assert_eq!(described, routes());
    assert_eq!(document["info"]["version"], env!("CARGO_PKG_VERSION"));
}
