//! Spanish.

use super::{Language, Msg};

mod deferred;
pub mod history;
mod inbox;
mod preferences;

pub use deferred::deferred_text;
pub use inbox::inbox_text;

pub const LANGUAGE: Language = Language { tag: "es", name: "Español" };

pub fn text(message: &Msg<'_>) -> String {
    match *message {
        Msg::SkipToContent => "Saltar al contenido".into(),
        Msg::Sections => "Secciones".into(),
        Msg::Overview => "Resumen".into(),
        Msg::InboxPage => "Bandeja".into(),
        Msg::Settings => "Ajustes".into(),
        Msg::Hubs => "Hubs".into(),
        Msg::NotFound => "Esta página no existe. Vuelva al resumen.".into(),
        Msg::Bell { unread: 0 } => "Notificaciones, ninguna sin leer".into(),
        Msg::Bell { unread: 1 } => "Notificaciones, 1 sin leer".into(),
        Msg::Bell { unread } => format!("Notificaciones, {unread} sin leer"),
        Msg::Notifications => "Notificaciones".into(),
        Msg::Close => "Cerrar".into(),
        Msg::Loading => "Cargando…".into(),
        Msg::PartMissing => {
            "No se pudo obtener esta parte de la página. Inténtelo de nuevo; si sigue sin llegar, recargue la página."
                .into()
        }
        Msg::TryAgain => "Intentar de nuevo".into(),
        Msg::IfZone { time } => format!("{time}, si el reloj del hub está en la zona horaria de este navegador"),
        Msg::Links => "Conexiones".into(),
        Msg::Idle => "inactivo".into(),
        Msg::Connecting { attempt: 0 | 1 } => "conectando…".into(),
        Msg::Connecting { attempt } => format!("conectando, intento {attempt}…"),
        Msg::Online => "en línea".into(),
        Msg::Stale { silent } => format!("callado desde hace {silent}"),
        Msg::Waiting { attempt, seconds } => format!("reintento {attempt} en {seconds} s"),
        Msg::Offline => "sin red".into(),
        Msg::Refused => "rechazado".into(),
        Msg::Stopped => "detenido".into(),
        Msg::AllOnline { count } => format!("{count} en línea"),
        Msg::RetryNow => "Reintentar ahora".into(),
        Msg::Start => "Conectar".into(),
        Msg::Diagnostics => "Diagnóstico".into(),
        Msg::LoginNeeded => "falta entrar".into(),
        Msg::LogIn => "Entrar".into(),
        Msg::Tables => "Tablas".into(),
        Msg::AllTables => "Todas las tablas".into(),
        Msg::AsOf { time } => format!("al {time}"),
        Msg::Every { seconds } => format!("cada {seconds} s"),
        Msg::StaleTable => "desactualizada".into(),
        Msg::RowsOf { count, all } => format!("{count} de {all} filas"),
        Msg::RowsOfMore { count } => format!("{count} filas; el hub tiene más"),
        Msg::Rows { count: "1" } => "1 fila".into(),
        Msg::Rows { count } => format!("{count} filas"),
        Msg::Gone { since } => format!("ya no está desde {since}"),
        Msg::FilterRows => "Filtrar…".into(),
        Msg::TableMenu { table } => format!("Columnas y exportación de {table}"),
        Msg::NoRows => "El hub no tiene filas.".into(),
        Msg::NoRowsYet => "Aún no hay nada. Las filas aparecen en cuanto el hub las envía.".into(),
        Msg::NoMatch => "Ninguna fila contiene ese texto.".into(),
        Msg::Details => "Detalles de la fila".into(),
        Msg::Empty => "–".into(),
        Msg::Yes => "sí".into(),
        Msg::No => "no".into(),
        Msg::LastEvent { ago } => format!("último evento {ago}"),
        Msg::NoEvent => "aún sin notificaciones".into(),
        Msg::UnreadFigure => "Sin leer".into(),
    }
}
