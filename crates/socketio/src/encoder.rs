//! Socket.IO packets to frames.

use std::fmt::Write as _;

use serde_json::Value;

use crate::{Packet, PacketKind};

/// A packet as it travels: the text, then its binary parts in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoded {
    /// The Socket.IO packet's text, without the Engine.IO type.
    pub text: String,
    /// Binary frames that follow it.
    pub attachments: Vec<Vec<u8>>,
}

/// Encode a packet. Its binary parts must already stand as placeholders in its data; that is not checked.
/// Nor is the namespace: it has a leading slash and no comma.
///
/// ```
/// use socketio::{PacketKind, Packet, encode};
///
/// let kind = PacketKind::Event { ack: Some(7), data: vec!["news".into(), 1.into()], attachments: Vec::new() };
/// assert_eq!(encode(Packet { namespace: "/admin".to_owned(), kind }).text, r#"2/admin,7["news",1]"#);
/// ```
#[must_use]
pub fn encode(packet: Packet) -> Encoded {
    let Packet { namespace, kind } = packet;
    match kind {
        PacketKind::Connect(auth) => plain('0', &namespace, None, auth.as_ref()),
        PacketKind::Disconnect(reason) => plain('1', &namespace, None, reason.as_ref()),
        PacketKind::ConnectError(data) => plain('4', &namespace, None, Some(&data)),
        PacketKind::Event { ack, data, attachments } => {
            with_data(['2', '5'], &namespace, ack, data, attachments)
        }
        PacketKind::Ack { id, data, attachments } => {
            with_data(['3', '6'], &namespace, Some(id), data, attachments)
        }
    }
}

fn with_data(
    [text_type, binary_type]: [char; 2],
    namespace: &str,
    id: Option<u64>,
    data: Vec<Value>,
    attachments: Vec<Vec<u8>>,
) -> Encoded {
    let data = Value::Array(data);
    if attachments.is_empty() {
        return plain(text_type, namespace, id, Some(&data));
    }
    let mut text = format!("{binary_type}{}-", attachments.len());
    finish(&mut text, namespace, id, Some(&data));
    Encoded { text, attachments }
}

fn plain(kind: char, namespace: &str, id: Option<u64>, data: Option<&Value>) -> Encoded {
    let mut text = String::from(kind);
    finish(&mut text, namespace, id, data);
    Encoded { text, attachments: Vec::new() }
}

fn finish(text: &mut String, namespace: &str, id: Option<u64>, data: Option<&Value>) {
    if namespace != "/" {
        text.push_str(namespace);
        text.push(',');
    }
    if let Some(id) = id {
        // Writing to a String cannot fail.
        let _ = write!(text, "{id}");
    }
    if let Some(data) = data {
        text.push_str(&json::text(data));
    }
}
