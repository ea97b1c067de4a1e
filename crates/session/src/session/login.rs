//! Logging in and out: which sources may speak, and what of the user is forgotten.

use model::Table;
use profile::TableSpec;

use crate::auth::{self, Output};
use crate::{
    Command, Delta, HttpRequest, Now, RequestFailure, Session, SourceId, alerts, calls, poller, sources,
};

impl Session {
    pub(super) fn feed_auth(&mut self, now: Now, input: auth::Input<'_>) {
        self.auth.handle(now, input);
        let mut changed = false;
        while let Some(output) = self.auth.poll_output() {
            match output {
                Output::Store(credentials) => self.commands.push_back(Command::StoreCredentials(credentials)),
                Output::Doubted(source, words) => {
                    if !self.poller.recheck(now, source) && !self.sources.is_socket(source) {
                        self.auth.handle(now, auth::Input::Refused(words));
                    }
                }
                Output::Changed(source, false) => {
                    self.access_changed(now, source);
                    changed = true;
                }
                Output::Changed(source, true) => {
                    let attached = self.auth.attached(source);
                    self.feed_sources(now, sources::Input::Unlocked(source, attached, true));
                    // What failed for the age of the login need not wait.
                    self.poller.handle(now, poller::Input::NetworkBack);
                }
                Output::Forget => self.forget_guarded(now),
            }
        }
        if changed {
            self.delta(Delta::Connection);
        }
    }

    fn access_changed(&mut self, now: Now, source: SourceId) {
        let locked = self.auth.needs_login(source);
        let enabled = !locked && !self.sources.is_off(source);
        for poll in self.requests.withdraw_polls(source) {
            self.poller.handle(now, poller::Input::Discarded(poll));
        }
        self.poller.handle(now, poller::Input::Enabled(source, enabled));
        // What was asked for another user is not answered any more.
        let why = RequestFailure::Unreachable(String::new());
        self.feed_calls(now, calls::Input::Lost(source, why));
        let input = match locked {
            true => sources::Input::Locked(source),
            false => sources::Input::Unlocked(source, self.auth.attached(source), false),
        };
        self.feed_sources(now, input);
    }

    /// What only the user could see.
    fn forget_guarded(&mut self, now: Now) {
        for (id, table) in &mut self.tables {
            let guarded =
                |poll: &profile::Poll| poll.fills(id) && self.auth.requires_auth(SourceId(poll.source));
            let spec = self.profile.table(id.as_str()).filter(|_| self.profile.polls.iter().any(guarded));
            if let Some(spec) = spec.map(TableSpec::options) {
                *table = Table::new(spec);
                self.alerts.handle(now, alerts::Input::Forget(id), &self.profile);
                self.commands.push_back(Command::Delta(Delta::Table(id.clone())));
            }
        }
    }

    /// A request goes out, with what its source requires of the user.
    pub(super) fn send(&mut self, mut request: HttpRequest) {
        if let Some(renewal) = &mut self.auth.renewal {
            renewal.sent(&request);
        }
        if let Some(attached) = self.auth.attached(request.source) {
            request.path_and_query = profile::with_query(&request.path_and_query, &attached.query);
            // What a login says of the user counts, not what an earlier one brought.
            let own = std::mem::take(&mut request.headers);
            let is_own = |name: &str| own.iter().any(|(other, _)| other.eq_ignore_ascii_case(name));
            request.headers = attached.headers;
            request.headers.retain(|(name, _)| !is_own(name));
            request.headers.extend(own);
        }

        self.commands.push_back(Command::Http(request));
    }
}
