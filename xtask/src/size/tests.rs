//! What counts as the first load.
use super::{is_deferred, reached};

#[test]
fn what_the_page_leads_to_counts_and_what_is_fetched_when_used_does_not() {
    let dist = std::env::temp_dir().join(format!("atalaya-size-{}", std::process::id()));
    std::fs::create_dir_all(dist.join("profiles")).expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(dist.join(name), text).expect("written");
    write(
        "index.html",
        "<link href=/main-1.css><link href=/later-style-1.css disabled><script src=/boot.js data-js=/app-1.js data-wasm=/app-1_bg.wasm>",
    );
    write("main-1.css", "body { background: url(sky.svg) }");
    write("sky.svg", "<svg/>");
    write("later-style-1.css", "");
    write("boot.js", "");
    write("app-1.js", "import './part.js'");
    write("part.js", "fetch('./later-deferred-1.wasm')");
    write("later-deferred-1.wasm", "");
    assert!(reached(&dist).is_err(), "no wasm file");
    write("app-1_bg.wasm", "");
    write("boot.js.br", "");
    write("profiles/desks.json", "{}");
    let found: Vec<_> = reached(&dist)
        .expect("a first load")
        .iter()
        .filter(|file| !is_deferred(file))
        .filter_map(|file| Some(file.strip_prefix(&dist).ok()?.display().to_string()))
        .collect();
    assert_eq!(
        found,
        ["app-1.js", "app-1_bg.wasm", "boot.js", "index.html", "main-1.css", "part.js", "sky.svg"]
    );
    std::fs::remove_dir_all(&dist).expect("remove the test's folder");
}
