//! Looking with the real browser.

use look::Answer;

use super::LookBrowser;
use crate::browser::look::{self as requests, Asked};
use crate::engine::Web;

impl LookBrowser for Web {
    type Asked = Asked;

    fn get(&self, url: &str, timeout_ms: u64, done: impl FnOnce(Answer) + 'static) -> Asked {
        requests::get(url, timeout_ms, done)
    }

    fn reach(&self, url: &str, timeout_ms: u64, done: impl FnOnce(bool) + 'static) -> Asked {
        requests::reach(url, timeout_ms, done)
    }
}
