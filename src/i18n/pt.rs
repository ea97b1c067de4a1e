//! Portuguese, as it is read in Brazil.

use super::{Language, Msg};

mod deferred;
pub mod history;
mod inbox;
mod preferences;

pub use deferred::deferred_text;
pub use inbox::inbox_text;

pub const LANGUAGE: Language = Language { tag: "pt", name: "Português" };

pub fn text(message: &Msg<'_>) -> String {
    match *message {
        Msg::SkipToContent => "Ir para o conteúdo".into(),
        Msg::Sections => "Seções".into(),
        Msg::Overview => "Resumo".into(),
        Msg::InboxPage => "Entrada".into(),
        Msg::Settings => "Configurações".into(),
        Msg::Hubs => "Hubs".into(),
        Msg::NotFound => "Esta página não existe. Volte à visão geral.".into(),
        Msg::Bell { unread: 0 } => "Notificações, nenhuma não lida".into(),
        Msg::Bell { unread: 1 } => "Notificações, 1 não lida".into(),
        Msg::Bell { unread } => format!("Notificações, {unread} não lidas"),
        Msg::Notifications => "Notificações".into(),
        Msg::Close => "Fechar".into(),
        Msg::Loading => "Carregando…".into(),
        Msg::PartMissing => {
            "Não foi possível obter esta parte da página. Tente novamente; se ela continuar sem chegar, recarregue a página."
                .into()
        }
        Msg::TryAgain => "Tentar novamente".into(),
        Msg::IfZone { time } => format!("{time}, se o relógio do hub está no fuso horário deste navegador"),
        Msg::Links => "Conexões".into(),
        Msg::Idle => "inativo".into(),
        Msg::Connecting { attempt: 0 | 1 } => "conectando…".into(),
        Msg::Connecting { attempt } => format!("conectando, tentativa {attempt}…"),
        Msg::Online => "on-line".into(),
        Msg::Stale { silent } => format!("em silêncio há {silent}"),
        Msg::Waiting { attempt, seconds } => format!("nova tentativa ({attempt}) em {seconds} s"),
        Msg::Offline => "sem rede".into(),
        Msg::Refused => "recusado".into(),
        Msg::Stopped => "parado".into(),
        Msg::AllOnline { count } => format!("{count} on-line"),
        Msg::RetryNow => "Tentar agora".into(),
        Msg::Start => "Conectar".into(),
        Msg::Diagnostics => "Diagnóstico".into(),
        Msg::LoginNeeded => "falta entrar".into(),
        Msg::LogIn => "Entrar".into(),
        Msg::Tables => "Tabelas".into(),
        Msg::AllTables => "Todas as tabelas".into(),
        Msg::AsOf { time } => format!("às {time}"),
        Msg::Every { seconds } => format!("a cada {seconds} s"),
        Msg::StaleTable => "desatualizada".into(),
        Msg::RowsOf { count, all } => format!("{count} de {all} linhas"),
        Msg::RowsOfMore { count } => format!("{count} linhas; o hub tem mais"),
        Msg::Rows { count: "1" } => "1 linha".into(),
        Msg::Rows { count } => format!("{count} linhas"),
        Msg::Gone { since } => format!("não está mais desde {since}"),
        Msg::FilterRows => "Filtrar…".into(),
        Msg::TableMenu { table } => format!("Colunas e exportação de {table}"),
        Msg::NoRows => "O hub não tem linhas.".into(),
        Msg::NoRowsYet => "Ainda não há nada. As linhas aparecem assim que o hub as envia.".into(),
        Msg::NoMatch => "Nenhuma linha contém esse texto.".into(),
        Msg::Details => "Detalhes da linha".into(),
        Msg::Empty => "–".into(),
        Msg::Yes => "sim".into(),
        Msg::No => "não".into(),
        Msg::LastEvent { ago } => format!("último evento {ago}"),
        Msg::NoEvent => "nenhuma notificação ainda".into(),
        Msg::UnreadFigure => "Não lidas".into(),
    }
}
