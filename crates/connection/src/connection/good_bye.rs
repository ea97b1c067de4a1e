//! The good-bye of an attempt that ended: by polling it travels while the next attempt is already under way.

use socketio::wire::{Incoming, SocketId};
use socketio::{Client, Output};

use super::Connection;
use crate::Mono;

/// A good-bye that is not answered after this long is not waited for any more (milliseconds).
const ANSWER_WITHIN: u64 = 5_000;

/// A client that says good-bye.
#[derive(Debug)]
pub(super) struct GoodBye {
    pub client: Client,
    pub socket: SocketId,
    /// Until when; nothing before time was looked at for the first time.
    pub until: Option<Mono>,
}

impl Connection {
    /// Let a client go that is closed, or is about to be. An earlier one has had its time.
    pub(super) fn let_go(&mut self, good_bye: GoodBye) {
        if let Some(mut earlier) = self.good_bye.replace(good_bye) {
            earlier.client.abandon();
            self.pass_on(&mut earlier.client);
        }
        self.drain_good_bye();
    }

    /// Something of a good-bye came over the wire. Whether it was for one.
    pub(super) fn on_good_bye_wire(&mut self, now: Mono, incoming: Incoming<'_>) -> bool {
        let Some(good_bye) = self.good_bye.as_mut().filter(|it| it.socket == incoming.socket()) else {
            return false;
        };
        good_bye.client.handle(now, socketio::Input::Wire(incoming));
        self.drain_good_bye();
        true
    }

    pub(super) fn end_good_bye_in_time(&mut self, now: Mono) {
        let Some(good_bye) = &mut self.good_bye else { return };
        if now >= *good_bye.until.get_or_insert(now.saturating_add(ANSWER_WITHIN)) {
            good_bye.client.abandon();
            self.drain_good_bye();
        }
    }

    /// The client's own events no longer count.
    fn drain_good_bye(&mut self) {
        let Some(mut good_bye) = self.good_bye.take() else { return };
        self.pass_on(&mut good_bye.client);
        if !good_bye.client.is_closed() {
            self.good_bye = Some(good_bye);
        }
    }

    fn pass_on(&mut self, client: &mut Client) {
        while let Some(output) = client.poll_output() {
            if let Output::Wire(outgoing) = output {
                self.wire(outgoing);
            }
        }
    }
}
