//! Portuguese: the texts of the inbox.

use model::Act;

use crate::i18n::InboxMsg;

pub fn inbox_text(message: &InboxMsg) -> String {
    match message {
        InboxMsg::Done { act, count } => done(*act, *count),
    }
}

fn done(act: Act, count: usize) -> String {
    let (noun, s) = if count == 1 { ("notificação", "") } else { ("notificações", "s") };
    match act {
        Act::Seen => format!("{count} {noun} vista{s}."),
        Act::MarkRead => format!("{count} {noun} marcada{s} como lida{s}."),
        Act::MarkUnread => format!("{count} {noun} marcada{s} como não lida{s}."),
        Act::Archive => format!("{count} {noun} arquivada{s}."),
        Act::Unarchive => format!("{count} {noun} de volta à caixa de entrada."),
        Act::Snooze(_) => format!("{count} {noun} adiada{s}."),
        Act::Wake => format!("{count} {noun} de volta à caixa de entrada."),
        Act::Pin => format!("{count} {noun} fixada{s}."),
        Act::Unpin => format!("{count} {noun} desafixada{s}."),
    }
}
