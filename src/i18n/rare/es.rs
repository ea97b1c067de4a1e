//! Spanish.

use super::Rare;

pub fn text(message: &Rare<'_>) -> String {
    match *message {
        Rare::RoundTrip => "Ida y vuelta".into(),
        Rare::Since => "En línea desde".into(),
        Rare::Transport => "Transporte".into(),
        Rare::Recovered => "Recuperado".into(),
        Rare::Replay => "el hub repitió lo perdido".into(),
        Rare::Resync => "por resincronización".into(),
        Rare::GapLevel => "con un hueco".into(),
        Rare::HubUnread => "Sin leer según el hub".into(),
        Rare::Zone => "Zona horaria".into(),
        Rare::ZoneGuessed => "la de este navegador (supuesta)".into(),
        Rare::ZoneMeasured { offset } => format!("UTC{offset} (medida)"),
        Rare::NoAddress { base } => format!("apagada: hubs.json no da urls.{base}"),
        Rare::Rejected { count } => format!("{count} mensajes no se entendieron"),
        Rare::NoHubs => {
            "Todavía no hay ningún hub. Añada uno aquí o escriba hubs.json junto a esta página.".into()
        }
        Rare::AddHub => "Añadir un hub".into(),
        Rare::AddHubHint => "Se guarda en este navegador.".into(),
        Rare::HubAddress => "Dirección".into(),
        Rare::HubName => "Nombre".into(),
        Rare::HubProfile => "Perfil".into(),
        Rare::Add => "Añadir".into(),
        Rare::BadAddress => {
            "Escriba una dirección como http://127.0.0.1:5001 o una ruta como /hubs/portal.".into()
        }
        Rare::Problems => "La configuración tiene errores".into(),
        Rare::Problem { place, expected, found } => format!("{place}: se esperaba {expected} y hay {found}"),
        Rare::Language => "Idioma".into(),
        Rare::Theme => "Tema".into(),
        Rare::ThemeAuto => "Como el sistema".into(),
        Rare::ThemeLight => "Claro".into(),
        Rare::ThemeDark => "Oscuro".into(),
        Rare::Version { version } => format!("Atalaya {version}"),
        Rare::Columns => "Columnas".into(),
        Rare::ColumnUp { column } => format!("Subir {column}"),
        Rare::ColumnDown { column } => format!("Bajar {column}"),
        Rare::ColumnAt { column, at, of } => format!("{column}: {at} de {of}"),
        Rare::AllColumns => "Todas las columnas".into(),
        Rare::Export => "Exportar lo que se ve".into(),
        Rare::Exported { rows: 1 } => "1 fila, en su orden y con las columnas elegidas.".into(),
        Rare::Exported { rows } => format!("{rows} filas, en su orden y con las columnas elegidas."),
        Rare::Cancel => "Cancelar".into(),
        Rare::Again => "Intentar de nuevo".into(),
        Rare::LookAgain => "Comprobar de nuevo".into(),
        Rare::Sure { action, name } => format!("{action}: {name}. ¿Seguro?"),
        Rare::TypeName { name } => format!("No se puede deshacer. Escriba «{name}» para confirmar."),
        Rare::NotThatName => "No coincide con el nombre.".into(),
        Rare::Sending => "Enviando…".into(),
        Rare::Sent { done, all } => format!("{done} de {all}"),
        Rare::Looking { why } => format!("La respuesta no llegó ({why}). Se comprueba si el hub lo hizo…"),
        Rare::Done { action } => format!("{action}: hecho."),
        Rare::DoneSaying { action, said } => format!("{action}: {said}"),
        Rare::Saved { name, size } => format!("{name} se guardó ({size})."),
        Rare::Short { expected, found } => {
            format!("Llegaron {found} de {expected}: el archivo no está completo y no se guardó.")
        }
        Rare::Refused { status, why: "" } => format!("El hub no lo aceptó (HTTP {status})."),
        Rare::Refused { why, .. } => format!("El hub no lo aceptó: {why}"),
        Rare::RefusedFields => "El hub no lo aceptó. Revise los campos señalados.".into(),
        Rare::NotDone { why } => {
            format!(
                "La respuesta no llegó ({why}), y en la lista del hub no está hecho. Puede intentarlo de nuevo."
            )
        }
        Rare::Unknown { why } => {
            format!("No se sabe si el hub lo hizo: {why}. Compruébelo antes de repetirlo.")
        }
        Rare::Failed { why } => format!("No se pudo: {why}."),
        Rare::Unsent => {
            "No se envió: aún no se ha podido leer ninguna respuesta de este hub, y nadie sabría si lo hizo."
                .into()
        }
        Rare::BadPath { what } => format!("No se envió: {what}"),
        Rare::Choose => "Elija…".into(),
        Rare::Dismiss => "Quitar de la lista".into(),
        Rare::Required => "obligatorio".into(),
        Rare::Missing => "Falta un valor.".into(),
        Rare::NotInteger => "Debe ser un número entero.".into(),
        Rare::NotNumber => "Debe ser un número.".into(),
        Rare::NotTime => "Debe ser una fecha con hora.".into(),
        Rare::TooShort { least } => format!("Debe tener al menos {least} caracteres."),
        Rare::TooLong { most } => format!("Debe tener como máximo {most} caracteres."),
        Rare::TooSmall { least } => format!("Debe ser {least} o más."),
        Rare::TooLarge { most } => format!("Debe ser {most} o menos."),
        Rare::LogIn => "Entrar".into(),
        Rare::LogOut => "Salir".into(),
        Rare::LogInTo { hub } => format!("Entrar en {hub}"),
        Rare::LogInWhy => "Una parte de este hub solo responde a quien se identifica.".into(),
        Rare::LoginRefused { why: "" } => "El hub no aceptó estos datos. Vuelva a entrar.".into(),
        Rare::LoginRefused { why } => format!("El hub no aceptó estos datos: {why}"),
        Rare::LoginLacks { name } => format!("La respuesta del hub no contiene «{name}»."),
        Rare::KeepLonger => "Recordar en este navegador (si no, solo en esta pestaña)".into(),
        Rare::LoggedIn => "Sesión iniciada en este hub.".into(),
    }
}
