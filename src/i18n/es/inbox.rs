//! Spanish: the texts of the inbox.

use model::{Act, InboxView, Severity};
use viewmodel::inbox_keys::InboxKey;

use crate::browser::density::Density;
use crate::i18n::InboxMsg;

#[expect(clippy::too_many_lines, reason = "one arm for each message")]
pub fn inbox_text(message: &InboxMsg<'_>) -> String {
    match *message {
        InboxMsg::Done { act, count } => done(act, count),
        InboxMsg::Do(act) => verb(act).into(),
        InboxMsg::View(InboxView::Inbox) => "Bandeja".into(),
        InboxMsg::View(InboxView::Archived) => "Archivadas".into(),
        InboxMsg::View(InboxView::Snoozed) => "Pospuestas".into(),
        InboxMsg::NothingIn(InboxView::Inbox) => "Aún no hay notificaciones.".into(),
        InboxMsg::NothingIn(InboxView::Archived) => "No hay nada archivado.".into(),
        InboxMsg::NothingIn(InboxView::Snoozed) => "No hay nada pospuesto.".into(),
        InboxMsg::Kind(Severity::Info) => "Información".into(),
        InboxMsg::Kind(Severity::Success) => "Éxito".into(),
        InboxMsg::Kind(Severity::Warning) => "Advertencias".into(),
        InboxMsg::Kind(Severity::Error) => "Errores".into(),
        InboxMsg::DensityName(Density::Dense) => "Densa".into(),
        InboxMsg::DensityName(Density::Comfortable) => "Cómoda".into(),
        InboxMsg::DensityName(Density::Spacious) => "Amplia".into(),
        InboxMsg::Key(key) => key_text(key).into(),
        InboxMsg::KeyName(" ") => "Espacio".into(),
        InboxMsg::KeyName("ArrowUp") => "↑".into(),
        InboxMsg::KeyName("ArrowDown") => "↓".into(),
        InboxMsg::KeyName("Escape") => "Esc".into(),
        InboxMsg::KeyName(name) => name.into(),
        InboxMsg::Views => "Vistas".into(),
        InboxMsg::Density => "Densidad".into(),
        InboxMsg::Shortcuts => "Atajos de teclado".into(),
        InboxMsg::Select => "Seleccionar".into(),
        InboxMsg::ClearSelection => "Quitar la selección".into(),
        InboxMsg::ArchiveRead => "Archivar lo leído".into(),
        InboxMsg::SnoozeUntil => "Posponer hasta".into(),
        InboxMsg::InAnHour => "Dentro de una hora".into(),
        InboxMsg::Cancel => "Cancelar".into(),
        InboxMsg::SavedSearches => "Búsquedas guardadas".into(),
        InboxMsg::SaveSearch => "Guardar esta búsqueda".into(),
        InboxMsg::SearchName => "Nombre de la búsqueda".into(),
        InboxMsg::Save => "Guardar".into(),
        InboxMsg::ForgetSearch { name } => format!("Olvidar «{name}»"),
        InboxMsg::Pinned => "Fijadas".into(),
        InboxMsg::Today => "Hoy".into(),
        InboxMsg::Yesterday => "Ayer".into(),
        InboxMsg::Details => "Detalle".into(),
        InboxMsg::CopyText => "Copiar como texto".into(),
        InboxMsg::CopyJson => "Copiar como JSON".into(),
        InboxMsg::Copied => "Copiado.".into(),
        InboxMsg::NotCopied => "El navegador no permitió copiar.".into(),
        InboxMsg::Hub => "Hub".into(),
        InboxMsg::Happened => "Ocurrió".into(),
        InboxMsg::Received => "Recibida".into(),
        InboxMsg::State => "Estado".into(),
        InboxMsg::StateRead => "Leída".into(),
        InboxMsg::StateUnread => "Sin leer".into(),
        InboxMsg::Id => "Id".into(),
        InboxMsg::Link => "Enlace".into(),
        InboxMsg::Data => "Datos".into(),
        InboxMsg::Selected { count: "1" } => "1 seleccionada".into(),
        InboxMsg::Selected { count } => format!("{count} seleccionadas"),
        InboxMsg::SelectAll { count } => format!("Seleccionar todo lo que coincide ({count})"),
        InboxMsg::ThisEvening { time } => format!("Esta tarde, {time}"),
        InboxMsg::Tomorrow { time } => format!("Mañana, {time}"),
        InboxMsg::NextMonday { time } => format!("Lunes, {time}"),
        InboxMsg::SnoozedUntil { time } => format!("Pospuesta hasta {time}"),
        InboxMsg::NewAbove { count: "1" } => "1 nueva".into(),
        InboxMsg::NewAbove { count } => format!("{count} nuevas"),
        InboxMsg::ToTable { table } => format!("Ir a la tabla {table}"),
        InboxMsg::MoreData { count } => format!("{count} más"),
    }
}

fn verb(act: Act) -> &'static str {
    match act {
        Act::Seen => "Vista",
        Act::MarkRead => "Marcar como leída",
        Act::MarkUnread => "Marcar como no leída",
        Act::Archive => "Archivar",
        Act::Unarchive => "Devolver a la bandeja",
        Act::Snooze(_) => "Posponer",
        Act::Wake => "Recuperar ahora",
        Act::Pin => "Fijar",
        Act::Unpin => "Dejar de fijar",
    }
}

fn key_text(key: InboxKey) -> &'static str {
    match key {
        InboxKey::Next => "Notificación siguiente",
        InboxKey::Previous => "Notificación anterior",
        InboxKey::First => "La primera de todas",
        InboxKey::Last => "La última de todas",
        InboxKey::Open => "Ver el detalle y marcar como leída",
        InboxKey::Archive => "Archivar o devolver a la bandeja",
        InboxKey::ToggleRead => "Marcar como no leída o leída",
        InboxKey::TogglePin => "Fijar o dejar de fijar",
        InboxKey::Select => "Seleccionar; con Mayús y un clic, un rango",
        InboxKey::Search => "Buscar",
        InboxKey::Help => "Estos atajos",
        InboxKey::Leave => "Salir de la selección; después, del detalle",
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
