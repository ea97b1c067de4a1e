//! The editor of the workbench, a script of its own (`editor/editor.js`).

use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = atalayaEditor, catch)]
    fn fetch() -> Result<Promise, JsValue>;

    /// What the script gives.
    type Script;
    #[wasm_bindgen(method, catch)]
    fn open(this: &Script, parent: &web_sys::Element, options: &Object) -> Result<Editor, JsValue>;

    /// An editor in the page.
    #[derive(Clone)]
    pub type Editor;
    /// All that is written.
    #[wasm_bindgen(method)]
    pub fn text(this: &Editor) -> String;
    /// Write something else; the user can take it back.
    #[wasm_bindgen(method)]
    pub fn replace(this: &Editor, text: &str);
    /// Mark mistakes: a JSON array of `{pointer, line?, column?, text}`.
    #[wasm_bindgen(method)]
    pub fn mark(this: &Editor, mistakes: &str);
    /// Show where a JSON Pointer leads.
    #[wasm_bindgen(method)]
    pub fn reveal(this: &Editor, pointer: &str);
    /// Put an item at the end of an array of the outermost object; false where that is none.
    #[wasm_bindgen(method)]
    pub fn append(this: &Editor, name: &str, item: &str) -> bool;
    /// Take it out of the page.
    #[wasm_bindgen(method)]
    pub fn close(this: &Editor);
}

/// What an editor is opened with.
pub struct Options {
    /// What is written at first.
    pub text: String,
    /// What users of screen readers hear.
    pub label: String,
    /// Its own words in the page's language: a JSON object of them by the English ones.
    pub phrases: String,
    /// Called at each change.
    pub changed: Closure<dyn FnMut()>,
    /// Says what may be written at a place, in JSON.
    pub words: Closure<dyn FnMut(String) -> String>,
}

/// Open an editor in an element; nothing where its script does not come. What it calls lives as long as the page.
pub async fn open(parent: &web_sys::Element, options: Options) -> Option<Editor> {
    let script: Script = JsFuture::from(fetch().ok()?).await.ok()?.unchecked_into();
    let given = Object::new();
    for (name, value) in [
        ("written", JsValue::from(options.text)),
        ("label", JsValue::from(options.label)),
        ("phrases", JsValue::from(options.phrases)),
        ("changed", options.changed.into_js_value()),
        ("words", options.words.into_js_value()),
    ] {
        Reflect::set(&given, &name.into(), &value).ok()?;
    }
    script.open(parent, &given).ok()
}
