//! The icon of the tab says how many notifications are unread.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::browser::dynamic::call;
use crate::browser::element;
use crate::store::App;

/// The tower of `style/icon.svg`, with room for what is unread.
const TOWER: &str = "<path fill=\"none\" stroke=\"#2f6fb5\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\" d=\"M8 21l1.5-9h5L16 21M6 21h12M9 12V8h6v4M8 8h8l-1.5-4h-5z\"/>";

/// Show how many are unread, from now on.
pub fn show_unread(app: App) {
    // Beyond nine the exact number is in the title; so a burst does not draw an icon for each.
    let shown = Memo::new(move |_| app.unread.get().min(10));
    let own = StoredValue::new(None::<String>);
    Effect::new(move |_| {
        let link = element::first("link[rel=icon]");
        let Some(link) = link.and_then(|link| link.dyn_into::<web_sys::HtmlElement>().ok()) else { return };
        let href = link.get_attribute("href").unwrap_or_default();
        own.update_value(|own| *own = own.take().or(Some(href)));
        let address = match shown.get() {
            0 => own.get_value().unwrap_or_default(),
            unread => drawing(unread),
        };
        // Cannot fail for a valid attribute name.
        let _ = link.set_attribute("href", &address);
    });
}

fn drawing(unread: usize) -> String {
    let text = if unread > 9 { "9+".to_owned() } else { unread.to_string() };
    let size = if unread > 9 { 10 } else { 13 };
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\">{TOWER}<circle cx=\"16\" cy=\"8\" r=\"8\" fill=\"#c21f2f\"/><text x=\"16\" y=\"{}\" font-family=\"system-ui,sans-serif\" font-weight=\"700\" font-size=\"{size}\" fill=\"#fff\" text-anchor=\"middle\">{text}</text></svg>",
        if unread > 9 { 11.5 } else { 12.6 },
    );
    let encoded = call(&js_sys::global(), "encodeURIComponent", &[svg.into()]);
    format!("data:image/svg+xml,{}", encoded.ok().and_then(|svg| svg.as_string()).unwrap_or_default())
}
