//! Which runs of `*` and `_` belong together (CommonMark §6.2, and the algorithm of its appendix).

use super::Style;
use super::token::{Run, Token};

/// No more runs than these wait for their end: the oldest are text then.
const DEEPEST: usize = 32;

/// How a token is drawn.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Drawn {
    pub style: Style,
    /// Of a run: so many marks are text.
    pub unused: usize,
}

/// A run that waits for its end.
struct Opener {
    place: usize,
    run: Run,
    unused: usize,
}

/// Where an emphasis begins and ends: behind one token, and before another.
struct Pair {
    from: usize,
    to: usize,
    strong: bool,
}

/// How each token is drawn.
pub(super) fn resolve(tokens: &[Token]) -> Vec<Drawn> {
    let mut unused: Vec<usize> = tokens
        .iter()
        .map(|token| match token {
            Token::Run(run) => run.length,
            _ => 0,
        })
        .collect();
    let pairs = pairs(tokens, &mut unused);
    // By how much more is emphasised, and strong, from each token on.
    let mut steps = vec![(0_i32, 0_i32); tokens.len()];
    for Pair { from, to, strong } in pairs {
        for (place, by) in [(from.saturating_add(1), 1), (to, -1)] {
            if let Some((emphasis, bold)) = steps.get_mut(place) {
                let step = if strong { bold } else { emphasis };
                *step = step.saturating_add(by);
            }
        }
    }
    let mut depth = (0_i32, 0_i32);
    let drawn = |((emphasis, strong), unused): ((i32, i32), usize)| {
        depth = (depth.0.saturating_add(emphasis), depth.1.saturating_add(strong));
        Drawn { style: Style { emphasis: depth.0 > 0, strong: depth.1 > 0, code: false }, unused }
    };
    steps.into_iter().zip(unused).map(drawn).collect()
}

fn pairs(tokens: &[Token], unused: &mut [usize]) -> Vec<Pair> {
    let (mut pairs, mut openers) = (Vec::new(), Vec::<Opener>::new());
    for (place, token) in tokens.iter().enumerate() {
        let Token::Run(run) = token else { continue };
        let mut left = run.length;
        while run.closes && left > 0 {
            let Some(nth) = openers.iter().rposition(|opener| opener.is_closed_by(*run)) else { break };
            // What opened in between has no end.
            openers.truncate(nth.saturating_add(1));
            let Some(opener) = openers.last_mut() else { break };
            let strong = opener.unused >= 2 && left >= 2;
            let marks = if strong { 2 } else { 1 };
            pairs.push(Pair { from: opener.place, to: place, strong });
            opener.unused = opener.unused.saturating_sub(marks);
            left = left.saturating_sub(marks);
            if let Some(unused) = unused.get_mut(opener.place) {
                *unused = opener.unused;
            }
            if opener.unused == 0 {
                openers.pop();
            }
        }
        if let Some(unused) = unused.get_mut(place) {
            *unused = left;
        }
        if run.opens && left > 0 {
            if openers.len() >= DEEPEST {
                openers.remove(0);
            }
            openers.push(Opener { place, run: *run, unused: left });
        }
    }
    pairs
}

impl Opener {
    fn is_closed_by(&self, run: Run) -> bool {
        let both = self.run.closes || run.opens;
        let thirds = |length: usize| length.checked_rem(3) == Some(0);
        let odd = both
            && thirds(self.run.length.saturating_add(run.length))
            && !(thirds(self.run.length) && thirds(run.length));
        self.run.mark == run.mark && !odd
    }
}
