//! How much came lately: a bar for every few minutes, of the notifications as the inbox has them.

use leptos::prelude::*;

use crate::components::leaf::text;
use crate::i18n::Msg;
use crate::store::{App, Hub};

/// Bars.
const BARS: i64 = 24;
/// The time of one (milliseconds). [`Msg::Lately`] says how long that is, and how long all of them are.
const STEP: i64 = 300_000;
/// The highest one, in units of the drawing; four are from one bar to the next.
const HIGH: u32 = 24;

/// The drawing. Its title says it in words.
#[component]
pub fn Sparkline(
    /// The hub.
    hub: Hub,
) -> impl IntoView {
    let app = expect_context::<App>();
    let counts = Memo::new(move |_| counts(app, hub));
    let title = move || {
        let (count, most) = counts.with(|counts| (counts.iter().sum(), highest(counts)));
        app.text(&Msg::Lately { count, most })
    };
    view! {
        <svg class="lately" viewBox="0 0 96 24" preserveAspectRatio="none" role="img">
            <title>{text(title)}</title>
            <path d=text(move || counts.with(|counts| path(counts)))></path>
        </svg>
    }
}

/// How many came in each step, the last one being now.
fn counts(app: App, hub: Hub) -> Vec<u32> {
    let first = app.tick.get().0 / STEP - BARS + 1;
    let mut counts = vec![0; BARS as usize];
    hub.read_inbox(|session| {
        for at in session.inbox().times() {
            let bar = at.0 / STEP - first;
            if bar < 0 {
                break;
            }
            // A clock that is a little ahead counts as now.
            if let Some(count) = counts.get_mut(bar.min(BARS - 1) as usize) {
                *count += 1;
            }
        }
    });
    counts
}

fn highest(counts: &[u32]) -> u32 {
    counts.iter().copied().max().unwrap_or(0)
}

/// A line upwards for each bar; none where nothing came.
fn path(counts: &[u32]) -> String {
    // Few are drawn as few.
    let most = highest(counts).max(4);
    let bar = |(place, count): (usize, &u32)| {
        let high = count * HIGH / most;
        if *count == 0 { String::new() } else { format!("M{} {HIGH}v-{}", place * 4 + 2, high.max(2)) }
    };
    counts.iter().enumerate().map(bar).collect()
}
