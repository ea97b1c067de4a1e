//! Portuguese: the texts of the inbox.

use model::{Act, InboxView, Severity};
use viewmodel::inbox_keys::InboxKey;

use crate::browser::density::Density;
use crate::i18n::InboxMsg;

#[expect(clippy::too_many_lines, reason = "one arm for each message")]
pub fn inbox_text(message: &InboxMsg<'_>) -> String {
    match *message {
        InboxMsg::Done { act, count } => done(act, count),
        InboxMsg::Do(act) => verb(act).into(),
        InboxMsg::View(InboxView::Inbox) => "Caixa de entrada".into(),
        InboxMsg::View(InboxView::Archived) => "Arquivadas".into(),
        InboxMsg::View(InboxView::Snoozed) => "Adiadas".into(),
        InboxMsg::NothingIn(InboxView::Inbox) => "Ainda não há notificações.".into(),
        InboxMsg::NothingIn(InboxView::Archived) => "Nada arquivado.".into(),
        InboxMsg::NothingIn(InboxView::Snoozed) => "Nada adiado.".into(),
        InboxMsg::Kind(Severity::Info) => "Informação".into(),
        InboxMsg::Kind(Severity::Success) => "Sucesso".into(),
        InboxMsg::Kind(Severity::Warning) => "Avisos".into(),
        InboxMsg::Kind(Severity::Error) => "Erros".into(),
        InboxMsg::DensityName(Density::Dense) => "Densa".into(),
        InboxMsg::DensityName(Density::Comfortable) => "Confortável".into(),
        InboxMsg::DensityName(Density::Spacious) => "Ampla".into(),
        InboxMsg::Key(key) => key_text(key).into(),
        InboxMsg::KeyName(" ") => "Espaço".into(),
        InboxMsg::KeyName("ArrowUp") => "↑".into(),
        InboxMsg::KeyName("ArrowDown") => "↓".into(),
        InboxMsg::KeyName("Escape") => "Esc".into(),
        InboxMsg::KeyName(name) => name.into(),
        InboxMsg::Views => "Visões".into(),
        InboxMsg::Density => "Densidade".into(),
        InboxMsg::Shortcuts => "Atalhos de teclado".into(),
        InboxMsg::Select => "Selecionar".into(),
        InboxMsg::ClearSelection => "Limpar a seleção".into(),
        InboxMsg::ArchiveRead => "Arquivar o que foi lido".into(),
        InboxMsg::SnoozeUntil => "Adiar até".into(),
        InboxMsg::InAnHour => "Daqui a uma hora".into(),
        InboxMsg::Cancel => "Cancelar".into(),
        InboxMsg::SavedSearches => "Buscas salvas".into(),
        InboxMsg::SaveSearch => "Salvar esta busca".into(),
        InboxMsg::SearchName => "Nome da busca".into(),
        InboxMsg::Save => "Salvar".into(),
        InboxMsg::ForgetSearch { name } => format!("Esquecer “{name}”"),
        InboxMsg::Pinned => "Fixadas".into(),
        InboxMsg::Today => "Hoje".into(),
        InboxMsg::Yesterday => "Ontem".into(),
        InboxMsg::Details => "Detalhes".into(),
        InboxMsg::CopyText => "Copiar como texto".into(),
        InboxMsg::CopyJson => "Copiar como JSON".into(),
        InboxMsg::Copied => "Copiado.".into(),
        InboxMsg::NotCopied => "O navegador não permitiu copiar.".into(),
        InboxMsg::Hub => "Hub".into(),
        InboxMsg::Happened => "Ocorreu".into(),
        InboxMsg::Received => "Recebida".into(),
        InboxMsg::State => "Estado".into(),
        InboxMsg::StateRead => "Lida".into(),
        InboxMsg::StateUnread => "Não lida".into(),
        InboxMsg::Id => "Id".into(),
        InboxMsg::Link => "Link".into(),
        InboxMsg::Data => "Dados".into(),
        InboxMsg::Selected { count: "1" } => "1 selecionada".into(),
        InboxMsg::Selected { count } => format!("{count} selecionadas"),
        InboxMsg::SelectAll { count } => format!("Selecionar tudo o que corresponde ({count})"),
        InboxMsg::ThisEvening { time } => format!("Hoje à tarde, {time}"),
        InboxMsg::Tomorrow { time } => format!("Amanhã, {time}"),
        InboxMsg::NextMonday { time } => format!("Segunda-feira, {time}"),
        InboxMsg::SnoozedUntil { time } => format!("Adiada até {time}"),
        InboxMsg::NewAbove { count: "1" } => "1 nova".into(),
        InboxMsg::NewAbove { count } => format!("{count} novas"),
        InboxMsg::ToTable { table } => format!("Ir para a tabela {table}"),
        InboxMsg::MoreData { count } => format!("mais {count}"),
    }
}

fn verb(act: Act) -> &'static str {
    match act {
        Act::Seen => "Vista",
        Act::MarkRead => "Marcar como lida",
        Act::MarkUnread => "Marcar como não lida",
        Act::Archive => "Arquivar",
        Act::Unarchive => "Voltar à caixa de entrada",
        Act::Snooze(_) => "Adiar",
        Act::Wake => "Recuperar agora",
        Act::Pin => "Fixar",
        Act::Unpin => "Desafixar",
    }
}

fn key_text(key: InboxKey) -> &'static str {
    match key {
        InboxKey::Next => "Próxima notificação",
        InboxKey::Previous => "Notificação anterior",
        InboxKey::First => "A primeira de todas",
        InboxKey::Last => "A última de todas",
        InboxKey::Open => "Ver os detalhes e marcar como lida",
        InboxKey::Archive => "Arquivar ou trazer de volta",
        InboxKey::ToggleRead => "Marcar como não lida ou lida",
        InboxKey::TogglePin => "Fixar ou desafixar",
        InboxKey::Select => "Selecionar; com Shift e um clique, um intervalo",
        InboxKey::Search => "Pesquisar",
        InboxKey::Help => "Estes atalhos",
        InboxKey::Leave => "Sair da seleção; depois, dos detalhes",
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
