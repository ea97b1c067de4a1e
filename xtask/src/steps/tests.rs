//! Which steps run, fail or are skipped.
use super::{StepOutcome, Steps};

#[test]
fn a_failed_step_fails_the_whole_and_whatever_needs_it() {
    let mut ran = Vec::new();
    let mut steps = Steps::new(&[]);
    steps.step("build", &[], || Err("broken".to_owned()));
    steps.step("size", &["build"], || {
        ran.push("size");
        Ok(StepOutcome::Passed)
    });
    steps.step("lint", &[], || {
        ran.push("lint");
        Ok(StepOutcome::Passed)
    });
    assert_eq!(steps.finish(), Err("failed: build, size".to_owned()));
    assert_eq!(ran, ["lint"]);
}

#[test]
fn only_the_named_steps_run() {
    let mut steps = Steps::new(&["lint"]);
    steps.step("build", &[], || Err("must not run".to_owned()));
    steps.step("lint", &["build"], || Ok(StepOutcome::Passed));
    assert_eq!(steps.finish(), Ok(()));
}

#[test]
fn a_wrong_name_is_an_error() {
    let mut steps = Steps::new(&["lnit"]);
    steps.step("lint", &[], || Ok(StepOutcome::Passed));
    assert_eq!(steps.finish(), Err("no step is named lnit".to_owned()));
}
