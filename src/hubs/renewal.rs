//! Logins that end are renewed by one page of this browser at a time: the hub may take what renews them only once.

use std::cell::Cell;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::HubId;
use serde_json::Value;
use session::{Credentials, Input, LoginRenewal, Outcome, RenewalRun, RenewalState, RunId};

use crate::browser::clock;
use crate::browser::lock::{self, Lock};
use crate::store::{App, Hub};

/// So often what is stored is read again until it is in step with what other pages stored.
const TRIES: u32 = 100;
/// After so many milliseconds each.
const TRY_AGAIN_MS: u32 = 20;

/// What the renewals of a hub share.
#[derive(Default)]
struct Shared {
    state: Rc<Cell<RenewalState>>,
    last: Cell<Option<RunId>>,
    /// Says to other pages what was used to renew the login last.
    used: Cell<Option<Lock>>,
}

/// Have the logins of all hubs renewed, from now on: of those that run, and of those that are added.
pub fn renew_logins(app: App) {
    let served = StoredValue::new(Vec::<HubId>::new());
    Effect::new(move |_| {
        let hubs = app.hubs.get();
        let renews =
            |hub: &&Hub| hub.read(|session| session.profile().auth.as_ref().is_some_and(|auth| auth.renews));
        let is_new = |hub: &&Hub| served.with_value(|served| !served.contains(&hub.id()));
        hubs.iter().filter(renews).filter(is_new).for_each(|hub| renew_login(*hub));
        served.set_value(hubs.iter().map(|hub| hub.id()).collect());
    });
}

fn renew_login(hub: Hub) {
    let shared = Rc::new(Shared::default());
    let state = Rc::clone(&shared.state);
    let begin = move || {
        let shared = Rc::clone(&shared);
        spawn_local(async move { renew(hub, &shared).await });
    };
    hub.dispatch(Input::Renewal(Box::new(LoginRenewal::new(state, begin))));
}

/// Renew the login, unless another page has done it by the time that it is this one's turn.
async fn renew(hub: Hub, shared: &Rc<Shared>) {
    let lock = lock::acquire(&format!("atalaya.renewal.{}", hub.id())).await;
    let stored = settled(hub).await;
    if let Some((stored, _)) = stored.clone() {
        hub.dispatch(Input::Access(Some(stored)));
    }
    let Some(kept) = hub.read(|session| session.renewing().cloned()) else { return };
    if let Some(last) = shared.last.take() {
        hub.forget_run(last);
    }
    let longer = stored.is_some_and(|(_, longer)| longer);
    let forms = hub.read(|session| session.profile().forms());
    let state = Rc::clone(&shared.state);
    let now_stored = move || hub.stored_access().map(|(stored, _)| stored);
    let used = lock::mark(&mark_of(hub, &kept));
    if let Some(run) = RenewalRun::new(forms, (kept, longer), clock::wall(), state, now_stored) {
        let run = hub.start_run(run);
        shared.last.set(Some(run));
        release_after(hub, run, (lock, used), Rc::clone(shared));
    }
}

/// What is stored of the login. What one page stores reaches another a moment later: what was used already is not taken
/// for the last word before that moment is over.
async fn settled(hub: Hub) -> Option<(Credentials, bool)> {
    let mut left = TRIES;
    loop {
        let stored = hub.stored_access()?;
        if left == 0 || !lock::is_marked(&mark_of(hub, &stored.0)).await {
            return Some(stored);
        }
        TimeoutFuture::new(TRY_AGAIN_MS).await;
        left -= 1;
    }
}

/// The mark of a login that was used to renew it. It tells nothing of the login itself.
fn mark_of(hub: Hub, credentials: &Credentials) -> String {
    let mut hasher = DefaultHasher::new();
    json::text(&Value::Object(credentials.clone())).hash(&mut hasher);
    format!("atalaya.renewal.{}.{:x}", hub.id(), hasher.finish())
}

/// Other pages have their turn once this one has what it was answered. What brought nothing new may be used again.
fn release_after(hub: Hub, run: RunId, (lock, used): (Lock, Lock), shared: Rc<Shared>) {
    hub.on_outcome(run, move |outcome| {
        shared.used.set((outcome == Outcome::LoggedIn).then_some(used));
        drop(lock);
    });
}
