//! Looking with the real browser.

use std::rc::Rc;

use look::Answer;
use wasm_bindgen_futures::spawn_local;

use super::LookBrowser;
use crate::browser::look::{self as requests, Asked, PolicyWatch};
use crate::engine::Web;

impl LookBrowser for Web {
    type Asked = Asked;
    type Watch = PolicyWatch;

    /// A breach may be reported while a request is being made: it is told afterwards.
    fn watch_policy(&self, url: &str, forbidden: impl Fn() + 'static) -> PolicyWatch {
        let forbidden = Rc::new(forbidden);
        PolicyWatch::new(url, move || {
            let forbidden = Rc::clone(&forbidden);
            spawn_local(async move { forbidden() });
        })
    }

    fn get(
        &self,
        url: &str,
        who: Option<&str>,
        timeout_ms: u64,
        done: impl FnOnce(Answer) + 'static,
    ) -> Asked {
        requests::get(url, who, timeout_ms, done)
    }

    fn reach(&self, url: &str, timeout_ms: u64, done: impl FnOnce(bool) + 'static) -> Asked {
        requests::reach(url, timeout_ms, done)
    }
}
