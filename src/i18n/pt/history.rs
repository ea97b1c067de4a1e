//! Portuguese, as it is read in Brazil: what the page says of its history.

use crate::i18n::HistoryMsg;

pub fn text(message: &HistoryMsg<'_>) -> String {
    match *message {
        HistoryMsg::History => "Histórico".into(),
        HistoryMsg::About => "As notificações, o que você fez com elas e as últimas linhas de cada tabela ficam guardadas neste navegador, para estarem lá assim que a página for recarregada.".into(),
        HistoryMsg::Opening => "Abrindo o que este navegador guarda…".into(),
        HistoryMsg::Keeping { count, is_one: true } => format!("Há {count} notificação guardada neste navegador."),
        HistoryMsg::Keeping { count, .. } => format!("Há {count} notificações guardadas neste navegador."),
        HistoryMsg::Off => "Nada é guardado: a página começa vazia de cada vez.".into(),
        HistoryMsg::Refused => "Este navegador não deixa a página guardar nada (uma janela privada, ou as suas configurações). O histórico dura enquanto a página estiver aberta.".into(),
        HistoryMsg::Newer => "O que este navegador guarda foi escrito por uma versão posterior desta página. Fica como está; o histórico dura enquanto a página estiver aberta.".into(),
        HistoryMsg::Full => "Este navegador não tem espaço para mais histórico. O que está guardado fica; o que é novo dura enquanto a página estiver aberta.".into(),
        HistoryMsg::Failed { why } => format!("Por agora o histórico não pode ser guardado; tenta-se de novo sozinho. O navegador diz: {why}"),
        HistoryMsg::Late => "O que este navegador guarda demora a abrir. A página continua sem isso até chegar.".into(),
        HistoryMsg::Upgraded => "Outra aba tem uma versão posterior desta página. Recarregue esta: até lá o histórico dela dura enquanto estiver aberta.".into(),
        HistoryMsg::Wiped => "O que este navegador guardava foi apagado. O que a página ainda mostra é guardado de novo.".into(),
        HistoryMsg::Unreadable { count: 1 } => "1 notificação guardada não pôde ser lida e fica de fora.".into(),
        HistoryMsg::Unreadable { count } => format!("{count} notificações guardadas não puderam ser lidas e ficam de fora."),
        HistoryMsg::KeepFor => "Guardar as notificações durante".into(),
        HistoryMsg::Days { days: 1 } => "1 dia".into(),
        HistoryMsg::Days { days } => format!("{days} dias"),
        HistoryMsg::Nothing => "Não guardar nada".into(),
        HistoryMsg::AtMost => "No máximo, de cada hub".into(),
        HistoryMsg::Export => "Exportar o histórico".into(),
        HistoryMsg::Import => "Importar um histórico".into(),
        HistoryMsg::WhatToForget => "O que esquecer".into(),
        HistoryMsg::Everything => "Tudo".into(),
        HistoryMsg::Forget => "Esquecer".into(),
        HistoryMsg::ReallyForget => "Esquecer para sempre".into(),
        HistoryMsg::Forgotten => "Esquecido. O que a página mostra fica até ser recarregada.".into(),
        HistoryMsg::Imported { count: 1 } => "Foi importada 1 notificação.".into(),
        HistoryMsg::Imported { count } => format!("Foram importadas {count} notificações."),
        HistoryMsg::Foreign { count: 1 } => "1 ficou de fora: esta página não tem o seu hub.".into(),
        HistoryMsg::Foreign { count } => format!("{count} ficaram de fora: esta página não tem os seus hubs."),
        HistoryMsg::NoJson { found } => format!("O arquivo não pode ser lido: {found}"),
        HistoryMsg::OtherFile => "O arquivo não é um histórico desta página.".into(),
        HistoryMsg::NewerFile { version } => format!("O arquivo foi escrito por uma versão posterior desta página (forma {version})."),
        HistoryMsg::AsOf { time, hubs } => format!("Estado de {time}: {hubs} ainda não respondeu."),
    }
}
