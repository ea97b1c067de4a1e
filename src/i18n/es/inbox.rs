//! Spanish: the texts of the inbox.

use model::Act;

use crate::i18n::InboxMsg;

pub fn inbox_text(message: &InboxMsg) -> String {
    match message {
        InboxMsg::Done { act, count } => done(*act, *count),
    }
}

fn done(act: Act, count: usize) -> String {
    let (noun, s) = if count == 1 { ("notificación", "") } else { ("notificaciones", "s") };
    match act {
        Act::Seen => format!("{count} {noun} vista{s}."),
        Act::MarkRead => format!("{count} {noun} marcada{s} como leída{s}."),
        Act::MarkUnread => format!("{count} {noun} marcada{s} como no leída{s}."),
        Act::Archive => format!("{count} {noun} archivada{s}."),
        Act::Unarchive => format!("{count} {noun} de vuelta en la bandeja."),
        Act::Snooze(_) => format!("{count} {noun} pospuesta{s}."),
        Act::Wake => format!("{count} {noun} de vuelta en la bandeja."),
        Act::Pin => format!("{count} {noun} fijada{s}."),
        Act::Unpin => format!("{count} {noun} sin fijar."),
    }
}
