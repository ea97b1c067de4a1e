//! Named, timed steps and the line that sums them up.
use std::time::{Duration, Instant};

/// How one step ended.
pub enum StepOutcome {
    /// It did what it should.
    Passed,
    /// There was nothing to do, and why.
    Skipped(String),
}

/// The steps so far.
#[derive(Default)]
pub struct Steps {
    only: Vec<String>,
    passed: Vec<&'static str>,
    failed: Vec<(&'static str, String)>,
    skipped: Vec<(&'static str, String)>,
    took: Duration,
}

impl Steps {
    /// Run only the named steps; all when none is named.
    pub fn new(only: &[&str]) -> Self {
        Self { only: only.iter().map(|name| (*name).to_owned()).collect(), ..Self::default() }
    }

    /// Run a step unless it is not wanted or a step that it `needs` did not pass.
    pub fn step(
        &mut self,
        name: &'static str,
        needs: &[&str],
        work: impl FnOnce() -> Result<StepOutcome, String>,
    ) {
        if !self.only.is_empty() && !self.only.iter().any(|wanted| wanted == name) {
            return;
        }
        if let Some(missing) = needs.iter().find(|need| self.has_failed(need)) {
            println!("== {name}: not run, because {missing} failed");
            self.failed.push((name, format!("not run, because {missing} failed")));
            return;
        }
        println!("== {name}");
        let begun = Instant::now();
        let done = work();
        let took = begun.elapsed();
        self.took += took;
        match done {
            Ok(StepOutcome::Passed) => {
                println!("== {name}: ok in {}", seconds(took));
                self.passed.push(name);
            }
            Ok(StepOutcome::Skipped(why)) => {
                println!("== {name}: skipped, {why}");
                self.skipped.push((name, why));
            }
            Err(why) => {
                println!("== {name}: FAILED after {}: {why}", seconds(took));
                self.failed.push((name, why));
            }
        }
    }

    fn has_failed(&self, step: &str) -> bool {
        self.failed.iter().any(|(name, _)| *name == step)
    }

    /// Print the summary, each failure with its reason: the line of a step that failed early is far up by then.
    ///
    /// # Errors
    /// Names the steps that failed, or that no step has the wanted name.
    pub fn finish(self) -> Result<(), String> {
        for (name, why) in &self.skipped {
            println!("   skipped {name}: {why}");
        }
        for (name, why) in &self.failed {
            println!("   failed {name}: {why}");
        }
        println!("== all steps in {}", seconds(self.took));
        println!(
            "steps: {} passed, {} failed, {} skipped",
            self.passed.len(),
            self.failed.len(),
            self.skipped.len()
        );
        if !self.failed.is_empty() {
            let names: Vec<&str> = self.failed.iter().map(|(name, _)| *name).collect();
            return Err(format!("failed: {}", names.join(", ")));
        }
        if self.passed.is_empty() && self.skipped.is_empty() {
            return Err(format!("no step is named {}", self.only.join(" or ")));
        }
        Ok(())
    }
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests;
