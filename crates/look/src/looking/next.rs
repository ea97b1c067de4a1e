//! What is asked next: what the evidence so far makes likely.

use profile::{HubKind, Sign};

use super::{Looking, MOST};
use crate::finding::Seen;
use crate::step::{Came, Question};

/// So many questions are kept for sockets while nothing speaks for a profile.
const FOR_SOCKETS: usize = 3;
/// And so many where something speaks against it.
const FOR_MORE_SOCKETS: usize = 6;
/// After so many answers that cannot be read no more are asked for.
const UNREADABLE: usize = 4;
/// Paths at which many hubs have a WebSocket.
const SOCKET_PATHS: [&str; 5] = ["/ws", "/socket", "/live", "/events", "/stream"];
/// Paths at which many hubs describe their interface.
const DOCUMENT_PATHS: [&str; 4] = ["/openapi.json", "/swagger.json", "/v3/api-docs", "/asyncapi.json"];
/// Where a Socket.IO hub is heard.
const SOCKET_IO: &str = "/socket.io/";

impl Looking {
    /// The next question; nothing where none is left, or where an answer decides what it is.
    pub(super) fn next(&self) -> Option<Question> {
        let itself = Question::Socket { path: String::new() };
        if self.address.is_socket && !self.has_asked(&itself) {
            return Some(itself);
        }
        if self.was_listened_to() || self.listening.is_some() {
            return None;
        }
        if !self.has_asked(&Question::Address) {
            return Some(Question::Address);
        }
        if !self.has_asked(&Question::OwnProfile) {
            return Some(Question::OwnProfile);
        }
        if !self.has_asked(&Question::SocketIoProbe) {
            return Some(Question::SocketIoProbe);
        }
        if self.is_nobody_there()? {
            return None;
        }
        if self.must_reach() {
            return Some(Question::Reach);
        }
        // A page that hints at a profile says more than a catalogue.
        let may_list = self.known.address_was_read && self.known.hinted.is_empty();
        if may_list && !self.has_asked(&Question::Catalogue) {
            return Some(Question::Catalogue);
        }
        if let Some(path) = self.next_sign() {
            return Some(Question::Sign { path: path.to_owned() });
        }
        // Sockets one at a time, and only once nothing else is on its way.
        if self.pending() > 0 {
            return None;
        }
        let sockets = || SOCKET_PATHS.iter().map(|path| Question::Socket { path: (*path).to_owned() });
        let documents = || DOCUMENT_PATHS.iter().map(|path| Question::Document { path: (*path).to_owned() });
        let was_found = self.finding.seen.iter().any(|seen| matches!(seen, Seen::Document { .. }));
        // The commonest description says more than a socket at a guess.
        let all =
            self.likely_sockets().chain(documents().take(1)).chain(sockets()).chain(documents().skip(1));
        let wants_document = !was_found && !self.is_unreadable();
        let is_open = |question: &Question| wants_document || !matches!(question, Question::Document { .. });
        all.filter(is_open).find(|question| !self.has_asked_alike(question))
    }

    /// Whether a question was asked, or one that differs in its query alone.
    fn has_asked_alike(&self, question: &Question) -> bool {
        let is_alike = |other: &Question| {
            std::mem::discriminant(other) == std::mem::discriminant(question)
                && other.shown() == question.shown()
        };
        self.steps.iter().any(|step| is_alike(&step.question))
    }

    /// Whether all that was asked says that nobody is there. Nothing while that is still open.
    fn is_nobody_there(&self) -> Option<bool> {
        let came = |question: &Question| {
            self.steps
                .iter()
                .find(|step| step.question == *question)
                .map_or(&Came::Dropped, |step| &step.came)
        };
        let (address, probe, reach) =
            (came(&Question::Address), came(&Question::SocketIoProbe), came(&Question::Reach));
        if *address == Came::Pending || *reach == Came::Pending {
            return None;
        }
        let is_gateway = |came: &Came| matches!(came, Came::Answer { status: 502..=504, .. });
        let none = |came: &Came| matches!(came, Came::Nothing | Came::Late);
        if (none(address) || is_gateway(address)) && *probe == Came::Pending {
            return None;
        }
        let is_silent = match self.address.is_own {
            true => none(address) && none(probe),
            false => *reach == Came::Nobody || (*address == Came::Late && *probe == Came::Late),
        };
        Some(is_silent || (is_gateway(address) && (is_gateway(probe) || none(probe))))
    }

    /// Neither answer could be read: is anybody there at all?
    fn must_reach(&self) -> bool {
        !self.address.is_own
            && self.known.readable == 0
            && self.known.unreadable > 0
            && !self.has_asked(&Question::Reach)
    }

    /// Whether no answer may be read, as far as anybody can tell.
    fn is_unreadable(&self) -> bool {
        self.known.unreadable >= UNREADABLE && self.known.readable == 0
    }

    /// The path that is most likely to give the hub away.
    fn next_sign(&self) -> Option<&str> {
        if self.is_unreadable() {
            return None;
        }
        let is_open = |one: &&HubKind| !self.known.refuted.contains(&one.name);
        let candidates: Vec<(&HubKind, &str)> =
            self.kinds.iter().filter(is_open).filter_map(|one| Some((one, self.path_of(one)?))).collect();
        let shared = |path: &str| candidates.iter().filter(|(_, other)| *other == path).count();
        let rank = |one: &HubKind, path: &str| (self.rank(one), std::cmp::Reverse(shared(path)));
        let (best, path) = candidates.iter().min_by_key(|(one, path)| rank(one, path))?;
        let is_hinted = self.rank(best) == 0;
        // What is likely may save all other questions.
        let likely = self.kinds.iter().filter(|one| self.rank(one) == 0);
        let waits =
            likely.flat_map(HubKind::answers).any(|sign| self.sign_came(&sign.get) == Some(&Came::Pending));
        if waits && !is_hinted {
            return None;
        }
        let kept = match self.rank(best) {
            0 => 0,
            1 => FOR_SOCKETS,
            _ => FOR_MORE_SOCKETS,
        };
        (self.steps.len().saturating_add(kept) < MOST).then_some(*path)
    }

    /// The path by which a profile's hub may still give itself away: its first one, and another where that said nothing.
    fn path_of<'a>(&self, one: &'a HubKind) -> Option<&'a str> {
        let mut paths = one.answers().map(|sign| sign.get.as_str()).filter(|path| *path != "/");
        let first = paths.next()?;
        match self.sign_came(first) {
            None => Some(first),
            Some(Came::Pending) => None,
            Some(_) => paths.find(|path| *path != first && self.sign_came(path).is_none()),
        }
    }

    /// What came to the question for a path; nothing where it was not asked.
    fn sign_came(&self, path: &str) -> Option<&Came> {
        let is_it = |question: &Question| matches!(question, Question::Sign { path: asked } if asked == path);
        self.steps.iter().find(|step| is_it(&step.question)).map(|step| &step.came)
    }

    /// 0: the page at the address hints at it. 2: its hubs have a page that says so, and there is none.
    fn rank(&self, one: &HubKind) -> u8 {
        if self.known.hinted.contains(&one.name) {
            0
        } else if self.known.address_was_read && one.has_hints() {
            2
        } else {
            1
        }
    }

    /// The answer that says the version of what was recognised, where the one that gave it away did not.
    pub(super) fn next_version(&self) -> Option<Question> {
        let first =
            self.finding.recognised.first().filter(|it| it.version.is_none() && it.beyond.is_empty())?;
        let one = self.kinds.iter().find(|one| one.name == first.profile)?;
        let was_asked = |path: &str| {
            self.sign_came(path).is_some() || self.has_asked(&Question::Version { path: path.to_owned() })
        };
        let sign =
            one.answers().find(|sign| sign.has_version() && sign.get != "/" && !was_asked(&sign.get))?;
        Some(Question::Version { path: sign.get.clone() })
    }

    /// Socket.IO, the address itself, and where known profiles have their sockets.
    fn likely_sockets(&self) -> impl Iterator<Item = Question> {
        let is_open = |one: &&HubKind| !self.known.refuted.contains(&one.name);
        let signs = || self.kinds.iter().filter(is_open).flat_map(|one| &one.signs);
        let kinds = self.kinds.iter().filter(is_open);
        let events = kinds.flat_map(HubKind::namespaces).map(|at| at.open.as_str());
        let frames = signs().filter_map(|sign| match sign {
            Sign::Frame(frame) if frame.open != "/" => Some(frame.open.as_str()),
            _ => None,
        });
        let may_speak = self.known.speaks_socket_io != Some(false);
        let sessions =
            std::iter::once(SOCKET_IO).chain(events).filter(move |path| may_speak || *path != SOCKET_IO);
        let sessions = sessions.map(|path| Question::SocketIo { path: path.to_owned() });
        let sockets = std::iter::once("").chain(frames);
        let sockets = sockets.map(|path| Question::Socket { path: path.to_owned() });
        sessions.chain(sockets)
    }
}
