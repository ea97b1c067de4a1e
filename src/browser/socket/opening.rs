//! Whose turn it is to open: browsers open sockets to one address one after the other, so that a server that never answers
//! the first keeps the others waiting.

/// How long the first may take while others wait behind it (seconds). It doubles each time, since the network may be slow.
const PATIENCE_S: u32 = 3;
/// It doubles at most so often.
const DOUBLINGS: u32 = 3;

/// A socket that opens.
struct Opening {
    id: u64,
    /// Host and port.
    address: String,
    /// How long it has been the first of its address (seconds).
    first_for: u32,
    give_up: Box<dyn Fn()>,
}

/// The sockets that open now, the oldest first.
#[derive(Default)]
pub struct OpeningSockets {
    sockets: Vec<Opening>,
    last: u64,
    /// How often in a row one was given up, whatever its address.
    given_up: u32,
}

impl OpeningSockets {
    /// A socket to `url` begins to open; gives its name here. `give_up` ends it.
    pub fn add(&mut self, url: &str, give_up: Box<dyn Fn()>) -> u64 {
        self.last += 1;
        let address = url.split('/').nth(2).unwrap_or_default().to_owned();
        self.sockets.push(Opening { id: self.last, address, first_for: 0, give_up });
        self.last
    }

    /// It opened: the network is not slow.
    pub fn opened(&mut self, id: u64) {
        self.given_up = 0;
        self.remove(id);
    }

    /// It opens no more.
    pub fn remove(&mut self, id: u64) {
        self.sockets.retain(|socket| socket.id != id);
    }

    /// A second has passed. Gives what ends the sockets that have kept others waiting for too long.
    pub fn tick(&mut self) -> Vec<Box<dyn Fn()>> {
        let patience = PATIENCE_S << self.given_up.min(DOUBLINGS);
        let (mut late, mut waiting) = (Vec::new(), Vec::new());
        let mut sockets = std::mem::take(&mut self.sockets).into_iter();
        while let Some(mut socket) = sockets.next() {
            let is_first = !waiting.iter().any(|other: &Opening| other.address == socket.address);
            socket.first_for += u32::from(is_first);
            let in_the_way =
                is_first && sockets.as_slice().iter().any(|other| other.address == socket.address);
            if in_the_way && socket.first_for >= patience {
                late.push(socket.give_up);
            } else {
                waiting.push(socket);
            }
        }
        self.sockets = waiting;
        self.given_up += u32::from(!late.is_empty());
        late
    }
}

#[cfg(test)]
mod tests;
