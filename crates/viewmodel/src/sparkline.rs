//! How many notifications came lately: a bar for each step of time, as the path of an SVG drawing.

use model::Millis;

/// Bars of the drawing.
pub const BARS: usize = 24;
/// The time of one bar (milliseconds).
pub const STEP_MS: i64 = 300_000;
/// The drawing's `viewBox`: four units from one bar to the next.
pub const VIEW_BOX: &str = "0 0 96 24";
/// The highest bar, in units of the drawing.
const HEIGHT: u32 = 24;
/// The lowest bar of a step in which something came.
const LOWEST: u32 = 2;
/// This many in one step fill the drawing at the least: a few are drawn as a few.
const FULL: u32 = 4;

/// Counts of notifications, the oldest step first; the last one is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sparkline {
    counts: [u32; BARS],
}

impl Sparkline {
    /// Count times, which come newest first, in the steps up to `now`. A time ahead of `now` counts as now.
    #[must_use]
    pub fn count(times: impl IntoIterator<Item = Millis>, now: Millis) -> Self {
        let mut counts = [0_u32; BARS];
        let step = |at: Millis| at.0.div_euclid(STEP_MS);
        for at in times {
            let ago = step(now).saturating_sub(step(at)).max(0);
            let bar = usize::try_from(ago).ok().and_then(|ago| (BARS.saturating_sub(1)).checked_sub(ago));
            let Some(count) = bar.and_then(|bar| counts.get_mut(bar)) else { break };
            *count = count.saturating_add(1);
        }
        Self { counts }
    }

    /// How many came in each step.
    #[must_use]
    pub fn counts(&self) -> &[u32] {
        &self.counts
    }

    /// How many came in all steps.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.counts.iter().fold(0, |total, count| total.saturating_add(*count))
    }

    /// How many came in the fullest step.
    #[must_use]
    pub fn highest(&self) -> u32 {
        self.counts.iter().copied().max().unwrap_or(0)
    }

    /// The `d` of the SVG path: a line upwards for each bar, none where nothing came.
    #[must_use]
    pub fn path(&self) -> String {
        let full = self.highest().max(FULL);
        let bar = |(place, count): (usize, &u32)| {
            if *count == 0 {
                return String::new();
            }
            let height =
                u64::from(*count).saturating_mul(HEIGHT.into()).checked_div(full.into()).unwrap_or(0);
            let x = place.saturating_mul(4).saturating_add(2);
            format!("M{x} {HEIGHT}v-{}", height.max(LOWEST.into()))
        };
        self.counts.iter().enumerate().map(bar).collect()
    }
}

#[cfg(test)]
mod tests;
