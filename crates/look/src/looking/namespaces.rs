//! Namespaces of a Socket.IO session: asked for by their handshake, one after the other, where the main one says nothing that is known.

use profile::{HubKind, NamespaceAt, Sign};
use serde_json::Value;
use socketio::Mono;

use super::{Looking, MOST, SPEAK_FIRST_MS, is_pending};
use crate::dialect::{Output, QuestionId};
use crate::step::{Came, Question};

impl Looking {
    /// A namespace lets the page in.
    pub(super) fn on_let_in(&mut self, at: &NamespaceAt) {
        self.on_namespace_answer(at, Came::Listening { messages: 0 });
    }

    /// A namespace takes nobody who does not say who it is, or is not there.
    pub(super) fn on_refusal(&mut self, at: &NamespaceAt, error: &Value) {
        let is_it =
            |sign: &Sign| matches!(sign, Sign::Refusal(refusal) if refusal.at == *at && refusal.is(error));
        let found: Vec<String> = self.profiles_by(is_it);
        self.finding.asks_who |= !found.is_empty();
        found.iter().for_each(|profile| self.recognise_by_socket(profile, String::new()));
        self.on_namespace_answer(at, Came::Refused);
    }

    /// What the main namespace answers lets the others be asked for; what another does, the next one.
    fn on_namespace_answer(&mut self, at: &NamespaceAt, came: Came) {
        if at.is_main() {
            return self.schedule_namespaces();
        }
        if let Some(id) = self.namespace_step(&at.namespace) {
            self.came(id, came);
            self.ask_namespace();
        }
    }

    /// An event of another namespace is counted. A profile that is drawn up would not hear it.
    pub(super) fn on_event_of_namespace(&mut self, namespace: &str) {
        let Some(id) = self.namespace_step(namespace) else { return };
        if let Some(Came::Listening { messages }) = self.steps.get(id.0).map(|step| step.came.clone()) {
            self.came(id, Came::Listening { messages: messages.saturating_add(1) });
        }
    }

    /// Time has come to ask for what the main namespace did not say.
    pub(super) fn ask_due_namespaces(&mut self, now: Mono) {
        let Some(listening) = self.listening.as_mut() else { return };
        if listening.namespaces_at.is_some_and(|at| at <= now) {
            listening.namespaces_at = None;
            self.ask_namespace();
        }
    }

    /// What hubs say by themselves they say at once.
    fn schedule_namespaces(&mut self) {
        let at = self.now.saturating_add(SPEAK_FIRST_MS);
        let has_one = self.next_namespace().is_some();
        if let Some(listening) = self.listening.as_mut().filter(|_| has_one) {
            listening.namespaces_at = Some(at);
        }
    }

    /// Ask for the next namespace.
    fn ask_namespace(&mut self) {
        let Some(name) = self.next_namespace().filter(|_| !self.is_known()) else { return };
        self.ask(self.now, Question::Namespace { name });
    }

    /// Ask for a namespace of the session that is open.
    pub(super) fn ask_on_socket(&mut self, question: Question, name: &str) {
        let Some(id) = self.listening.as_ref().map(|it| it.id) else { return };
        self.outputs.push_back(Output::Send { id, text: format!("40{name},") });
        self.steps.push(crate::Step { question, came: Came::Pending });
    }

    /// A namespace by which a profile that is still possible gives itself away at this endpoint.
    fn next_namespace(&self) -> Option<String> {
        let path = &self.listening.as_ref()?.path;
        let kinds = self.kinds.iter().filter(|one| !self.known.refuted.contains(&one.name));
        let mut all = kinds
            .flat_map(HubKind::namespaces)
            .filter(|at| at.open == *path && !at.is_main())
            .map(|at| at.namespace.as_str());
        let name = all.find(|name| self.namespace_step(name).is_none())?;
        (self.steps.len() < MOST).then(|| name.to_owned())
    }

    /// The question for a namespace.
    fn namespace_step(&self, namespace: &str) -> Option<QuestionId> {
        let is_it =
            |question: &Question| matches!(question, Question::Namespace { name } if name == namespace);
        self.steps.iter().position(|step| is_it(&step.question)).map(QuestionId)
    }

    /// The session is over, and its namespaces with it.
    pub(super) fn leave_namespaces(&mut self) {
        let steps = self.steps.iter_mut().filter(|step| is_pending(&step.came));
        for step in steps.filter(|step| matches!(step.question, Question::Namespace { .. })) {
            step.came = match step.came {
                Came::Listening { messages } => Came::Heard { messages },
                _ => Came::Late,
            };
        }
    }
}
