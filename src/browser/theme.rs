//! The theme of the page: `light`, `dark`, `contrast`, or as the system has it. `boot.js` applies the choice before the first
//! paint.

/// Have the page drawn in a theme from now on; any other word is as the system has it.
pub fn apply(word: Option<&str>) {
    let root =
        web_sys::window().and_then(|window| window.document()).and_then(|page| page.document_element());
    let Some(root) = root else { return };
    // Cannot fail for a valid attribute name.
    let _ = match word {
        Some(word @ ("light" | "dark" | "contrast")) => root.set_attribute("data-theme", word),
        _ => root.remove_attribute("data-theme"),
    };
}
