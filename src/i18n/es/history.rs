//! Spanish: what the page says of its history.

use crate::i18n::HistoryMsg;

pub fn text(message: &HistoryMsg<'_>) -> String {
    match *message {
        HistoryMsg::History => "Historial".into(),
        HistoryMsg::About => "Las notificaciones, lo que hizo con ellas y las últimas filas de cada tabla se guardan en este navegador, para que estén ahí en cuanto se recargue la página.".into(),
        HistoryMsg::Opening => "Abriendo lo que guarda este navegador…".into(),
        HistoryMsg::Keeping { count, is_one: true } => format!("Hay {count} notificación guardada en este navegador."),
        HistoryMsg::Keeping { count, .. } => format!("Hay {count} notificaciones guardadas en este navegador."),
        HistoryMsg::Off => "No se guarda nada: la página empieza vacía cada vez.".into(),
        HistoryMsg::Refused => "Este navegador no deja que la página guarde nada (una ventana privada, o sus ajustes). El historial dura mientras la página esté abierta.".into(),
        HistoryMsg::Newer => "Lo que guarda este navegador lo escribió una versión posterior de esta página. No se toca; el historial dura mientras la página esté abierta.".into(),
        HistoryMsg::Full => "Este navegador no tiene sitio para más historial. Lo guardado se queda; lo nuevo dura mientras la página esté abierta.".into(),
        HistoryMsg::Failed { why } => format!("Por ahora no se puede guardar el historial; se vuelve a intentar solo. El navegador dice: {why}"),
        HistoryMsg::Late => "Lo que guarda este navegador tarda en abrirse. La página sigue sin ello hasta que llegue.".into(),
        HistoryMsg::Upgraded => "Otra pestaña tiene una versión posterior de esta página. Recargue esta: hasta entonces su historial dura mientras esté abierta.".into(),
        HistoryMsg::Wiped => "Se borró lo que guardaba este navegador. Lo que la página aún muestra se guarda de nuevo.".into(),
        HistoryMsg::Unreadable { count: 1 } => "1 notificación guardada no se pudo leer y queda fuera.".into(),
        HistoryMsg::Unreadable { count } => format!("{count} notificaciones guardadas no se pudieron leer y quedan fuera."),
        HistoryMsg::KeepFor => "Guardar las notificaciones durante".into(),
        HistoryMsg::Days { days: 1 } => "1 día".into(),
        HistoryMsg::Days { days } => format!("{days} días"),
        HistoryMsg::Nothing => "No guardar nada".into(),
        HistoryMsg::AtMost => "Como máximo, de cada hub".into(),
        HistoryMsg::Export => "Exportar el historial".into(),
        HistoryMsg::Import => "Importar un historial".into(),
        HistoryMsg::WhatToForget => "Qué olvidar".into(),
        HistoryMsg::Everything => "Todo".into(),
        HistoryMsg::Forget => "Olvidar".into(),
        HistoryMsg::ReallyForget => "Olvidar para siempre".into(),
        HistoryMsg::Forgotten => "Olvidado. Lo que muestra la página se queda hasta que se recargue.".into(),
        HistoryMsg::Imported { count: 1 } => "Se importó 1 notificación.".into(),
        HistoryMsg::Imported { count } => format!("Se importaron {count} notificaciones."),
        HistoryMsg::Foreign { count: 1 } => "1 quedó fuera: esta página no tiene su hub.".into(),
        HistoryMsg::Foreign { count } => format!("{count} quedaron fuera: esta página no tiene sus hubs."),
        HistoryMsg::NoJson { found } => format!("No se puede leer el archivo: {found}"),
        HistoryMsg::OtherFile => "El archivo no es un historial de esta página.".into(),
        HistoryMsg::NewerFile { version } => format!("El archivo lo escribió una versión posterior de esta página (forma {version})."),
        HistoryMsg::AsOf { time, hubs } => format!("Estado de {time}: {hubs} aún no ha respondido."),
    }
}
