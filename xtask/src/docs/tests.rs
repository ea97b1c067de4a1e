use super::*;

#[test]
fn what_the_documents_name_is_there() {
    let workspace = Workspace::find().expect("cargo metadata");
    assert_eq!(broken_links(&workspace), Ok(Vec::new()));
    assert_eq!(unknown_names(&workspace), Ok(Vec::new()));
}

#[test]
fn what_comments_cite_is_there() {
    let workspace = Workspace::find().expect("cargo metadata");
    assert_eq!(broken_citations(&workspace), Ok(Vec::new()));
}

#[test]
fn a_wrong_name_is_found() {
    let workspace = Workspace::find().expect("cargo metadata");
    let docs = workspace.root.join("docs");
    for (text, faults) in [
        ("[`broken_links`](../xtask/src/docs.rs)", 0),
        ("[`Workspace::find`](../xtask/src/workspace.rs), [the workspace](../xtask/src/workspace.rs#L1)", 0),
        ("[`Workspace::lose`](../xtask/src/workspace.rs)", 1),
        ("[`Worksheet::find`](../xtask/src/workspace.rs)", 1),
        ("[`find`](../xtask/src/workspaces.rs) and [`xtask/src/docs.rs`](../xtask/src/docs.rs)", 1),
        ("[here](nowhere.md), [there](https://example.org/nowhere.md), [below](#below)", 1),
        ("```\n[`nothing`](in/code.rs)\n```", 0),
    ] {
        let found: Vec<String> = links(text).iter().filter_map(|link| fault(&docs, link)).collect();
        assert_eq!(found.len(), faults, "{text}: {found:?}");
    }
}

#[test]
fn a_function_is_known_by_its_owner_and_whole_name() {
    let text = "impl<B: Browser> Driver<B> {\n    pub fn dispatch(self) {}\n}\npub fn Bell() {}\nstruct Row;";
    for name in ["Driver::dispatch", "dispatch", "Bell", "Row"] {
        assert!(defines(text, name), "{name}");
    }
    for name in ["Session::dispatch", "disp", "Driver::execute", "self"] {
        assert!(!defines(text, name), "{name}");
    }
}

#[test]
fn a_variant_is_known_by_its_enum() {
    let text = "pub enum Delta {\n    /// Text.\n    Inbox {\n        new: usize,\n    },\n    Run(RunId),\n}\nstruct Link;";
    for (owner, name, known) in
        [("Delta", "Inbox", true), ("Delta", "Run", true), ("Delta", "In", false), ("Change", "Run", false)]
    {
        assert_eq!(has_variant(text, owner, name), known, "{owner}::{name}");
    }
    let read = paths(
        "`Input::Intent(Intent::Stop)`, Not::This, `a::b` and `outbox::Input::Timeout`\n`wire::Outgoing`",
    );
    assert_eq!(read, [("Input", "Intent"), ("Intent", "Stop"), ("Input", "Timeout")]);
}

#[test]
fn citations_are_read_with_all_their_sections() {
    let cited = |text: &str| -> Vec<String> {
        citations(text).into_iter().map(|(hub, section)| format!("{hub}/{section}")).collect()
    };
    assert_eq!(cited("// hub 002 §1.1."), ["002/1.1"]);
    assert_eq!(
        cited("/// Hub 000 §2, §3; §4.1 and §5, hub 001 §7"),
        ["000/2", "000/3", "000/4.1", "000/5", "001/7"]
    );
    assert_eq!(cited("RFC 6455 §7.4 of a hub that is none"), [""; 0]);
    let documents: Vec<&str> = cited_documents("see docs/a-b.md. `docs/c/`, xdocs/d").collect();
    assert_eq!(documents, ["docs/a-b.md", "docs/c/"]);
}
