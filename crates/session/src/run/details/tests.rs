#![allow(clippy::unwrap_used, clippy::panic)]
use model::{Cell, TableId};
use profile::{Profile, Settings};
use serde_json::json;

use super::*;

#[test]
fn what_a_hub_answers_for_an_opened_row() {
    let table = json!({
        "id": "rows", "title": "R", "key": "/id", "columns": [{ "id": "id", "title": "I", "at": "/id" }],
        "details": { "source": "rest", "get": "/rows/{key}", "title": "D", "from": "/list",
                     "columns": [{ "id": "n", "title": "N", "at": "/n" }] }
    });
    let profile = json!({
        "name": "a", "title": "A", "sources": { "rest": { "kind": "rest" } }, "tables": [table], "errors": ["/error"]
    });
    let forms = Rc::new(Profile::with(&profile.to_string(), &Settings::default()).unwrap().forms());
    let details = forms.details(&TableId::from("rows")).cloned().unwrap();
    let mut run = DetailsRun::new(details, forms, "/rows/7".to_owned());
    assert_eq!(run.begin(), RunStep::Request(RunRequest::get(SourceId(0), "/rows/7".to_owned())));
    let rows = vec![vec![Cell::Text("x".to_owned())]];
    assert_eq!(
        run.handle(&RunAnswer::Done(200, r#"{"list":[{"n":"x"}]}"#.to_owned())),
        RunStep::End(Outcome::Rows(rows))
    );
    for wrong in ["<html>", "{}", r#"{"list":{}}"#] {
        let step = run.handle(&RunAnswer::Done(200, wrong.to_owned()));
        assert!(matches!(step, RunStep::End(Outcome::Failed(_))), "{wrong}: {step:?}");
    }
    let refused = run.handle(&RunAnswer::Done(404, r#"{"error":"Gone"}"#.to_owned()));
    assert!(matches!(refused, RunStep::End(Outcome::Refused(404, refusal)) if refusal.text == "Gone"));
    assert_eq!(run.handle(&RunAnswer::Unsent), RunStep::End(Outcome::Unsent));
}
