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
    }
}
