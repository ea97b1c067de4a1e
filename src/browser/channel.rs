//! What the pages of this browser say to each other (BroadcastChannel).

use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};

/// A channel that all pages of this origin share; a page does not hear itself.
pub struct Channel(BroadcastChannel);

impl Channel {
    /// Open it for as long as the page lives, and listen to texts; nothing where the browser has none.
    pub fn open(name: &str, on_text: impl Fn(String) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let listen = move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                on_text(text);
            }
        };
        let listen = Closure::<dyn Fn(MessageEvent)>::new(listen).into_js_value();
        channel.set_onmessage(Some(listen.unchecked_ref()));
        Some(Self(channel))
    }

    /// Say something to the other pages.
    pub fn say(&self, text: &str) {
        // Fails only once the channel is closed.
        let _ = self.0.post_message(&text.into());
    }
}
