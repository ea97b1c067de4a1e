//! Logins that end are renewed by one page of this browser at a time: the hub may take what renews them only once.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::HubId;
use session::{Input, LoginRenewal, RenewalRun, RenewalState, RunId};

use crate::browser::clock;
use crate::browser::lock::{self, Lock};
use crate::store::{App, Hub};

/// What the renewals of a hub share.
#[derive(Default)]
struct Shared {
    state: Rc<Cell<RenewalState>>,
    last: Cell<Option<RunId>>,
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
async fn renew(hub: Hub, shared: &Shared) {
    let lock = lock::acquire(&format!("atalaya.renewal.{}", hub.id())).await;
    let stored = hub.stored_access();
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
    if let Some(run) = RenewalRun::new(forms, (kept, longer), clock::wall(), state, now_stored) {
        let run = hub.start_run(run);
        shared.last.set(Some(run));
        release_after(hub, run, lock);
    }
}

/// Other pages have their turn once this one has what it was answered.
fn release_after(hub: Hub, run: RunId, lock: Lock) {
    hub.on_outcome(run, move |_| drop(lock));
}
