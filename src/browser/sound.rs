//! Short sounds, made by the browser itself (Web Audio): nothing is fetched.

use std::cell::RefCell;

use model::Severity;
use wasm_bindgen::prelude::*;

use super::dynamic::{call, construct, get, number, set};

/// A tone: from when on and for how long (seconds), and its pitch (hertz).
type Tone = (f64, f64, f64);

/// The tones of a kind; they end within 300 ms. Good news rise, bad ones fall.
fn tones(kind: Severity) -> (&'static str, &'static [Tone]) {
    match kind {
        Severity::Info => ("sine", &[(0.0, 0.16, 659.3)]),
        Severity::Success => ("sine", &[(0.0, 0.11, 659.3), (0.1, 0.18, 880.0)]),
        Severity::Warning => ("triangle", &[(0.0, 0.11, 523.3), (0.15, 0.13, 523.3)]),
        Severity::Error => ("triangle", &[(0.0, 0.1, 587.3), (0.09, 0.1, 466.2), (0.18, 0.12, 349.2)]),
    }
}

thread_local! {
    /// Browsers allow few of them.
    static CONTEXT: RefCell<Option<JsValue>> = const { RefCell::new(None) };
}

/// Play the sound of a kind, at a volume from 0 to 100. False where the browser does not let the page be heard (yet).
pub fn play(kind: Severity, volume: u8) -> bool {
    if !has_been_active() {
        return false;
    }
    let context = CONTEXT.with_borrow_mut(|kept| {
        if kept.is_none() {
            *kept = construct("AudioContext", &[]).ok();
        }
        kept.clone()
    });
    context.is_some_and(|context| play_in(&context, kind, volume).is_ok())
}

fn play_in(context: &JsValue, kind: Severity, volume: u8) -> Result<(), JsValue> {
    /// A tone swells and fades, so that it does not click (seconds).
    const SWELL: f64 = 0.012;
    if get(context, "state") == "suspended" {
        // Once the user was active it resumes; what is played meanwhile waits for that.
        let _resumes = call(context, "resume", &[])?;
    }
    // Loudness is heard by its square.
    let loudest = (f64::from(volume.min(100)) / 100.0).powi(2) * 0.35;
    let (shape, tones) = tones(kind);
    for (from, lasts, pitch) in tones {
        let tone = call(context, "createOscillator", &[])?;
        let gain = call(context, "createGain", &[])?;
        let begin = number(context, "currentTime") + from;
        set(&tone, "type", shape);
        set(&get(&tone, "frequency"), "value", *pitch);
        let loudness = get(&gain, "gain");
        call(&loudness, "setValueAtTime", &[0.0.into(), begin.into()])?;
        call(&loudness, "linearRampToValueAtTime", &[loudest.into(), (begin + SWELL).into()])?;
        call(&loudness, "linearRampToValueAtTime", &[0.0.into(), (begin + lasts).into()])?;
        call(&tone, "connect", std::slice::from_ref(&gain))?;
        call(&gain, "connect", &[get(context, "destination")])?;
        call(&tone, "start", &[begin.into()])?;
        call(&tone, "stop", &[(begin + lasts + SWELL).into()])?;
    }
    Ok(())
}

/// Whether the user did anything in this page: before that browsers keep it silent. Where a browser does not say, it is tried.
fn has_been_active() -> bool {
    let activation = get(&get(&js_sys::global(), "navigator"), "userActivation");
    get(&activation, "hasBeenActive").as_bool().unwrap_or(true)
}
