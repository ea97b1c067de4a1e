//! Spanish.

use super::Later;

pub fn text(message: &Later<'_>) -> String {
    match *message {
        Later::Cancel => "Cancelar".into(),
        Later::Again => "Intentar de nuevo".into(),
        Later::LookAgain => "Comprobar de nuevo".into(),
        Later::Sure { action, name } => format!("{action}: {name}. ¿Seguro?"),
        Later::TypeName { name } => format!("No se puede deshacer. Escriba «{name}» para confirmar."),
        Later::NotThatName => "No coincide con el nombre.".into(),
        Later::Sending => "Enviando…".into(),
        Later::Sent { done, all } => format!("{done} de {all}"),
        Later::Looking { why } => format!("La respuesta no llegó ({why}). Se comprueba si el hub lo hizo…"),
        Later::Done { action } => format!("{action}: hecho."),
        Later::DoneSaying { action, said } => format!("{action}: {said}"),
        Later::Saved { name, size } => format!("{name} se guardó ({size})."),
        Later::Short { expected, found } => {
            format!("Llegaron {found} de {expected}: el archivo no está completo y no se guardó.")
        }
        Later::Refused { status, why: "" } => format!("El hub no lo aceptó (HTTP {status})."),
        Later::Refused { why, .. } => format!("El hub no lo aceptó: {why}"),
        Later::RefusedFields => "El hub no lo aceptó. Revise los campos señalados.".into(),
        Later::NotDone { why } => {
            format!(
                "La respuesta no llegó ({why}), y en la lista del hub no está hecho. Puede intentarlo de nuevo."
            )
        }
        Later::Unknown { why } => {
            format!("No se sabe si el hub lo hizo: {why}. Compruébelo antes de repetirlo.")
        }
        Later::Failed { why } => format!("No se pudo: {why}."),
        Later::Unsent => {
            "No se envió: aún no se ha podido leer ninguna respuesta de este hub, y nadie sabría si lo hizo."
                .into()
        }
        Later::BadPath { what } => format!("No se envió: {what}"),
        Later::Choose => "Elija…".into(),
        Later::Required => "obligatorio".into(),
        Later::Missing => "Falta un valor.".into(),
        Later::NotInteger => "Debe ser un número entero.".into(),
        Later::NotNumber => "Debe ser un número.".into(),
        Later::NotTime => "Debe ser una fecha con hora.".into(),
        Later::TooShort { least } => format!("Debe tener al menos {least} caracteres."),
        Later::TooLong { most } => format!("Debe tener como máximo {most} caracteres."),
        Later::TooSmall { least } => format!("Debe ser {least} o más."),
        Later::TooLarge { most } => format!("Debe ser {most} o menos."),
        Later::LogIn => "Entrar".into(),
        Later::LogOut => "Salir".into(),
        Later::LogInTo { hub } => format!("Entrar en {hub}"),
        Later::LogInWhy => "Una parte de este hub solo responde a quien se identifica.".into(),
        Later::LoginRefused { why: "" } => "El hub no aceptó estos datos. Vuelva a entrar.".into(),
        Later::LoginRefused { why } => format!("El hub no aceptó estos datos: {why}"),
        Later::LoginLacks { name } => format!("La respuesta del hub no contiene «{name}»."),
        Later::KeepLonger => "Recordar en este navegador (si no, solo en esta pestaña)".into(),
        Later::LoggedIn => "Sesión iniciada en este hub.".into(),
    }
}
