//! Spanish: the texts of the second and the third module.

use model::Severity;
use profile::Priority;

use crate::i18n::DeferredMsg;

#[expect(clippy::too_many_lines, reason = "one arm for each message")]
pub fn deferred_text(message: &DeferredMsg<'_>) -> String {
    match *message {
        DeferredMsg::Lately { count: 0, .. } => "Sin notificaciones en las últimas 2 horas".into(),
        DeferredMsg::Lately { count, most } => {
            format!("Notificaciones de las últimas 2 horas: {count}; en 5 minutos, {most} como máximo")
        }
        DeferredMsg::Attention => "Tablas que requieren atención".into(),
        DeferredMsg::TablesCurrent { count: "1" } => "1 tabla al día".into(),
        DeferredMsg::TablesCurrent { count } => format!("{count} tablas al día"),
        DeferredMsg::MoreTables { count } => format!("y {count} más"),
        DeferredMsg::TableFailing => "no se puede leer".into(),
        DeferredMsg::RowsInError { count: "1" } => "1 fila con error".into(),
        DeferredMsg::RowsInError { count } => format!("{count} filas con error"),
        DeferredMsg::RowsUnread { count: "1" } => "1 fila ilegible".into(),
        DeferredMsg::RowsUnread { count } => format!("{count} filas ilegibles"),
        DeferredMsg::Newest => "Lo último".into(),
        DeferredMsg::AllNotifications => "Todas las notificaciones".into(),
        DeferredMsg::TableUnread => "No se puede leer desde hace un rato: la tabla dice por qué. Lo que muestra puede haber cambiado; se reintenta solo.".into(),
        DeferredMsg::Unread { count } => format!("{count} sin leer"),
        DeferredMsg::All => "Todas".into(),
        DeferredMsg::AllHubs => "Todos los hubs".into(),
        DeferredMsg::OnlyUnread => "Sin leer".into(),
        DeferredMsg::MarkAll => "Marcar todas".into(),
        DeferredMsg::Clear => "Limpiar".into(),
        DeferredMsg::Untitled => "Notificación sin título".into(),
        DeferredMsg::Undo => "Deshacer".into(),
        DeferredMsg::NothingYet => {
            "Aún no hay notificaciones. Llegarán aquí en cuanto el hub las mande.".into()
        }
        DeferredMsg::NothingUnread => "Todo está leído.".into(),
        DeferredMsg::NoErrors => "No hay errores.".into(),
        DeferredMsg::NothingFound => "Nada contiene lo que se busca.".into(),
        DeferredMsg::SearchInbox => "Buscar".into(),
        DeferredMsg::SearchHelp => {
            "Palabras, \"una frase\", from:hub, is:unread, is:read, kind:error, after:2026-11-24, before:2026-12-01".into()
        }
        DeferredMsg::UnknownFilters { filters } => {
            format!("No significa nada aquí: {filters}. Se conocen from:, is:unread, is:read, kind:, after: y before: con un día como 2026-11-24.")
        }
        DeferredMsg::InboxUnreached => {
            "Todavía no se ha oído a ningún hub. Abra el indicador de conexión para ver por qué.".into()
        }
        DeferredMsg::Gap { hub, from, to } => format!("Sin noticias de {hub} entre {from} y {to}"),
        DeferredMsg::Dropped { count } => {
            format!("{count} notificaciones más antiguas ya no se guardan en esta página.")
        }
        DeferredMsg::More { count } => format!("y {count} más"),
        DeferredMsg::OpenLink => "Abrir enlace".into(),
        DeferredMsg::ShowAll => "Mostrar todo".into(),
        DeferredMsg::ShowLess => "Mostrar menos".into(),
        DeferredMsg::Severity(Severity::Info) => "Información".into(),
        DeferredMsg::Severity(Severity::Success) => "Éxito".into(),
        DeferredMsg::Severity(Severity::Warning) => "Advertencia".into(),
        DeferredMsg::Severity(Severity::Error) => "Error".into(),
        DeferredMsg::Priority(Priority::Min) => "Prioridad mínima".into(),
        DeferredMsg::Priority(Priority::Low) => "Prioridad baja".into(),
        DeferredMsg::Priority(Priority::Default) => "Prioridad normal".into(),
        DeferredMsg::Priority(Priority::High) => "Prioridad alta".into(),
        DeferredMsg::Priority(Priority::Max) => "Prioridad máxima".into(),
        DeferredMsg::Attachments => "Adjuntos".into(),
        DeferredMsg::Expired => "Caducada".into(),
        DeferredMsg::Stop => "Detener".into(),
        DeferredMsg::DetailsFailed { why } => {
            format!("No se pudo leer: {why}. Cierre y vuelva a abrir para reintentarlo.")
        }
        DeferredMsg::RoundTrip => "Ida y vuelta".into(),
        DeferredMsg::Since => "En línea desde".into(),
        DeferredMsg::Transport => "Transporte".into(),
        DeferredMsg::Recovered => "Recuperado".into(),
        DeferredMsg::Replay => "el hub repitió lo perdido".into(),
        DeferredMsg::Resync => "por resincronización".into(),
        DeferredMsg::GapLevel => "con un hueco".into(),
        DeferredMsg::HubUnread => "Sin leer según el hub".into(),
        DeferredMsg::Zone => "Zona horaria".into(),
        DeferredMsg::ZoneGuessed => "la de este navegador (supuesta)".into(),
        DeferredMsg::ZoneMeasured { offset } => format!("UTC{offset} (medida)"),
        DeferredMsg::ZoneOfNow { zone } => {
            format!("{zone}; las horas de antes de un cambio de hora pueden diferir en una hora")
        }
        DeferredMsg::OnClock { zone } => format!("en el reloj del hub: {zone}"),
        DeferredMsg::NoAddress { base } => format!("apagada: hubs.json no da urls.{base}"),
        DeferredMsg::LooseJson => "JSON incorrecto".to_owned(),
        DeferredMsg::Repaired { count } => {
            format!(
                "{count} valores del hub no son JSON (NaN, infinito o medio carácter) y se muestran vacíos o con «\u{fffd}»"
            )
        }
        DeferredMsg::Rejected { count } => format!("{count} mensajes no se entendieron"),
        DeferredMsg::NoHubs => {
            "Todavía no hay ningún hub. Añada uno aquí o escriba hubs.json junto a esta página.".into()
        }
        DeferredMsg::AddHub => "Añadir un hub".into(),
        DeferredMsg::AddHubHint => "Se guarda en este navegador.".into(),
        DeferredMsg::HubAddress => "Dirección".into(),
        DeferredMsg::HubName => "Nombre".into(),
        DeferredMsg::HubProfile => "Perfil".into(),
        DeferredMsg::Add => "Añadir".into(),
        DeferredMsg::BadAddress => {
            "Escriba una dirección como http://127.0.0.1:5001 o una ruta como /hubs/portal.".into()
        }
        DeferredMsg::ChangeHub => "Cambiar un hub".into(),
        DeferredMsg::Save => "Guardar".into(),
        DeferredMsg::OwnHubs => "Hubs añadidos en este navegador".into(),
        DeferredMsg::Change => "Cambiar".into(),
        DeferredMsg::Remove => "Quitar".into(),
        DeferredMsg::RemoveSure => "¿Quitar del todo?".into(),
        DeferredMsg::OtherProfile => "Otro perfil…".into(),
        DeferredMsg::OtherProfileHint => {
            "La dirección de un archivo .json junto a hubs.json, como /mi.json, o el propio perfil: { … }."
                .into()
        }
        DeferredMsg::Trying => "Preguntando al hub si está ahí…".into(),
        DeferredMsg::KeepAnyway => "Conservarlo de todos modos".into(),
        DeferredMsg::DraftMade { tables, notifications } => format!("Borrador del perfil. Tablas: {tables}. Clases de notificaciones: {notifications}."),
        DeferredMsg::DraftUnused { count: 1 } => "Una cosa que llegó no se usa.".into(),
        DeferredMsg::DraftUnused { count } => format!("{count} cosas que llegaron no se usan."),
        DeferredMsg::GuessSure => "seguro".into(),
        DeferredMsg::GuessLikely => "probable".into(),
        DeferredMsg::GuessAsked => "por confirmar".into(),
        DeferredMsg::GuessYes => "Sí".into(),
        DeferredMsg::GuessList => "una lista de filas".into(),
        DeferredMsg::GuessMap => "un mapa de filas por su clave".into(),
        DeferredMsg::GuessRecord => "un solo objeto".into(),
        DeferredMsg::GuessKey { key } => format!("la clave de una fila es {key}"),
        DeferredMsg::GuessNoKey => "sin clave: cada mensaje es una fila".into(),
        DeferredMsg::GuessLabel { column } => format!("una fila se llama como su {column}"),
        DeferredMsg::GuessNoLabel => "las filas no tienen nombre".into(),
        DeferredMsg::GuessPages => "la lista viene en páginas".into(),
        DeferredMsg::GuessUpserts => "sus mensajes traen filas de esta tabla".into(),
        DeferredMsg::GuessPatches => "sus mensajes cambian filas de esta tabla".into(),
        DeferredMsg::GuessRemoves => "sus mensajes quitan filas de esta tabla".into(),
        DeferredMsg::GuessNotification => "notificaciones".into(),
        DeferredMsg::GuessLog => "filas de una tabla".into(),
        DeferredMsg::GuessHeartbeat => "solo señales de vida".into(),
        DeferredMsg::GuessFacts => "datos sueltos".into(),
        DeferredMsg::GuessIgnore => "no hace falta".into(),
        DeferredMsg::TypeText => "texto".into(),
        DeferredMsg::TypeInteger => "número entero".into(),
        DeferredMsg::TypeNumber => "número".into(),
        DeferredMsg::TypeCents => "número en centésimas".into(),
        DeferredMsg::TypeBytes => "bytes".into(),
        DeferredMsg::TypeDuration { unit } => format!("duración en {unit}"),
        DeferredMsg::TypePercent => "porcentaje".into(),
        DeferredMsg::TypeTime => "fecha y hora".into(),
        DeferredMsg::TypeStatus => "estado".into(),
        DeferredMsg::TypeBoolean => "sí o no".into(),
        DeferredMsg::TypeList => "lista".into(),
        DeferredMsg::TypeLink => "enlace".into(),
        DeferredMsg::TypeJson => "JSON".into(),
        DeferredMsg::DraftMuted => "Nada de esto avisa antes de que usted lo confirme. El perfil de abajo se puede corregir antes de añadir el hub.".into(),
        DeferredMsg::DraftStopped => "Vino más de lo que se mira.".into(),
        DeferredMsg::LookAt => "Ver qué hay".into(),
        DeferredMsg::LookEnough => "Basta".into(),
        DeferredMsg::LookRunning => "Mirando, sin cambiar nada…".into(),
        DeferredMsg::LookListening { count: "1" } => "Escuchando unos segundos… 1 mensaje".into(),
        DeferredMsg::LookListening { count } => format!("Escuchando unos segundos… {count} mensajes"),
        DeferredMsg::LookSteps { count: 1 } => "Lo que se preguntó: 1 cosa".into(),
        DeferredMsg::LookSteps { count } => format!("Lo que se preguntó: {count} cosas"),
        DeferredMsg::LookOwn { hub } => format!("Trae un perfil propio: «{hub}»"),
        DeferredMsg::LookOwnFilled => "Está escrito abajo: lea qué hace antes de añadir el hub.".into(),
        DeferredMsg::LookKnown { hub } => format!("Reconocido: {hub}"),
        DeferredMsg::LookAlso { hubs } => format!("También podría ser: {hubs}."),
        DeferredMsg::LookAsksWho => "Preguntará quién es usted en cuanto lo añada.".into(),
        DeferredMsg::LookFoundAt { path, setting } => {
            format!("Se lee en {path} bajo esta dirección (su ajuste «{setting}»).")
        }
        DeferredMsg::LookAsUser => "Mirar como usuario…".into(),
        DeferredMsg::LookNotLetIn => "Así tampoco le deja entrar. Otro usuario…".into(),
        DeferredMsg::LookAsUserHint => "Va por HTTP Basic a esta dirección y a ninguna otra, y no se guarda.".into(),
        DeferredMsg::LookUser => "Usuario".into(),
        DeferredMsg::LookPassword => "Contraseña".into(),
        DeferredMsg::Workbench => "Taller del perfil".into(),
        DeferredMsg::Messages => "Mensajes".into(),
        DeferredMsg::NoMessages => "Todavía no llega nada de este hub. Los mensajes aparecen aquí a medida que llegan; «Probar» vuelve a conectarse y muestra también los primeros.".into(),
        DeferredMsg::Pause => "Pausar".into(),
        DeferredMsg::GoOn => "Seguir".into(),
        DeferredMsg::Rules => "Reglas y listas".into(),
        DeferredMsg::ColumnValues => "Columnas y sus valores".into(),
        DeferredMsg::NoTables => "El perfil no tiene tablas.".into(),
        DeferredMsg::NoRule => "ninguna regla".into(),
        DeferredMsg::MakeRule => "Hacer una regla".into(),
        DeferredMsg::NothingMatched => "nada todavía".into(),
        DeferredMsg::MadeNothing => "sin efecto".into(),
        DeferredMsg::TryProfile => "Probar".into(),
        DeferredMsg::ExportProfile => "Exportar JSON".into(),
        DeferredMsg::OpenProfile => "Abrir archivo…".into(),
        DeferredMsg::DiscardChanges => "Descartar cambios".into(),
        DeferredMsg::TrialRuns => "El hub, por este perfil:".into(),
        DeferredMsg::StopTrial => "Terminar la prueba".into(),
        DeferredMsg::WorkbenchOwn => "Lo escrito se conserva en este navegador; al guardar, el hub lo usa.".into(),
        DeferredMsg::WorkbenchConfigured => "Lo escrito se conserva en este navegador. Este hub está en hubs.json: exporte el perfil y póngalo junto a ese archivo.".into(),
        DeferredMsg::Matched { count: 1 } => "1 mensaje".into(),
        DeferredMsg::Matched { count } => format!("{count} mensajes"),
        DeferredMsg::MadeNotifications { count: 1 } => "1 notificación".into(),
        DeferredMsg::MadeNotifications { count } => format!("{count} notificaciones"),
        DeferredMsg::MadeOthers { count: 1 } => "1 dato o señal".into(),
        DeferredMsg::MadeOthers { count } => format!("{count} datos o señales"),
        DeferredMsg::MadeReplies { count: 1 } => "1 respuesta al hub".into(),
        DeferredMsg::MadeReplies { count } => format!("{count} respuestas al hub"),
        DeferredMsg::MadeRejected { count: 1 } => "1 efecto fallido".into(),
        DeferredMsg::MadeRejected { count } => format!("{count} efectos fallidos"),
        DeferredMsg::RowCount { count: 1 } => "1 fila".into(),
        DeferredMsg::RowCount { count } => format!("{count} filas"),
        DeferredMsg::MadeRows { table, count: 1 } => format!("1 fila · {table}"),
        DeferredMsg::MadeRows { table, count } => format!("{count} filas · {table}"),
        DeferredMsg::Filled { count, rows } => format!("{count} de {rows}"),
        DeferredMsg::EditorPhrases => r#"{"Find": "Buscar", "Replace": "Reemplazar", "next": "siguiente", "previous": "anterior", "all": "todas", "match case": "mayúsculas", "by word": "palabra entera", "regexp": "expresión regular", "replace": "reemplazar", "replace all": "reemplazar todas", "close": "cerrar", "current match": "coincidencia actual", "replaced $ matches": "$ reemplazadas", "replaced match on line $": "reemplazada en la línea $", "on line": "en la línea", "Folded lines": "Líneas plegadas", "Unfolded lines": "Líneas desplegadas", "to": "a", "folded code": "texto plegado", "unfold": "desplegar", "Fold line": "Plegar", "Unfold line": "Desplegar", "Go to line": "Ir a la línea", "go": "ir", "Completions": "Palabras posibles", "Diagnostics": "Errores", "No diagnostics": "Sin errores"}"#.into(),
        DeferredMsg::LookDrafted => "No es ninguno de los hubs que esta página conoce. De lo que envía sale un borrador de perfil.".into(),
        DeferredMsg::LookUnknown => {
            "No es ninguno de los hubs que esta página conoce. Elija un perfil abajo, o escriba el suyo.".into()
        }
        DeferredMsg::LookNothing => {
            "Algo responde, pero nada que diga qué hub es. Compruebe la dirección, o elija un perfil abajo.".into()
        }
        DeferredMsg::LookLocalNetwork { url } => format!(
            "No se llega a {url}: está en su red local y esta página no. El navegador tiene que permitírselo (junto a la dirección de la página, «acceso a la red local»); si ya lo permite, nadie responde ahí."
        ),
        DeferredMsg::LookPolicy { url } => format!(
            "La política de esta página no le deja conectar con {url}. Sirva el hub detrás del mismo nginx, o permita esa dirección en la política (connect-src)."
        ),
        DeferredMsg::LookRedirected { url } => {
            format!("{url} lleva a otra dirección, y ahí no se pregunta sin que usted lo diga. Escriba la dirección a la que lleva.")
        }
        DeferredMsg::SeenList { count, at: "" } => format!("Una lista de {count} elementos"),
        DeferredMsg::SeenList { count, at } => format!("Una lista de {count} elementos, en {at}"),
        DeferredMsg::SeenObject => "Una respuesta en JSON, sin listas".into(),
        DeferredMsg::SeenPage { title } => format!("Una página web: «{title}»"),
        DeferredMsg::SeenStream { count } => format!("Un flujo de eventos (SSE): {count} en unos segundos"),
        DeferredMsg::SeenEvents { count: 0, .. } => "Socket.IO, que no ha dicho nada en unos segundos".into(),
        DeferredMsg::SeenEvents { count: 1, names } => format!("Socket.IO, 1 clase de evento: {names}"),
        DeferredMsg::SeenEvents { count, names } => format!("Socket.IO, {count} clases de eventos: {names}"),
        DeferredMsg::SeenSocket { path, count: "0" } => {
            format!("Un WebSocket en {path}, que no ha dicho nada en unos segundos")
        }
        DeferredMsg::SeenSocket { path, count: "1" } => format!("Un WebSocket en {path}: 1 mensaje"),
        DeferredMsg::SeenSocket { path, count } => format!("Un WebSocket en {path}: {count} mensajes"),
        DeferredMsg::SeenDocument { path } => format!("La descripción de su interfaz, en {path}"),
        DeferredMsg::CameText => "texto".into(),
        DeferredMsg::CameEmpty => "vacío".into(),
        DeferredMsg::CameEvents => "flujo de eventos".into(),
        DeferredMsg::CameSocketIo => "habla Socket.IO".into(),
        DeferredMsg::CameRedirected => "lleva a otra dirección".into(),
        DeferredMsg::CameNothing => "nada que se pueda leer".into(),
        DeferredMsg::CameUnreadable => "responde, pero no se deja leer (CORS)".into(),
        DeferredMsg::CameNobody => "nadie responde".into(),
        DeferredMsg::CameLate => "tarda demasiado".into(),
        DeferredMsg::CameUnusable => "no es texto".into(),
        DeferredMsg::CameHeard { count: 1 } => "1 mensaje".into(),
        DeferredMsg::CameHeard { count } => format!("{count} mensajes"),
        DeferredMsg::CameRefused => "no se abre".into(),
        DeferredMsg::CameDropped => "ya no hizo falta".into(),
        DeferredMsg::CamePending => "preguntando…".into(),
        DeferredMsg::Problems => "La configuración tiene errores".into(),
        DeferredMsg::Problem { place, expected, found } => {
            format!(
                "{place}: no es válido. El comprobador de perfiles dice: «expected {expected}, found {found}»."
            )
        }
        DeferredMsg::Preference(message) => super::preferences::preference_text(message),
        DeferredMsg::Language => "Idioma".into(),
        DeferredMsg::Theme => "Tema".into(),
        DeferredMsg::ThemeAuto => "Como el sistema".into(),
        DeferredMsg::ThemeLight => "Claro".into(),
        DeferredMsg::ThemeDark => "Oscuro".into(),
        DeferredMsg::Version { version } => format!("Atalaya {version}"),
        DeferredMsg::Columns => "Columnas".into(),
        DeferredMsg::ColumnUp { column } => format!("Subir {column}"),
        DeferredMsg::ColumnDown { column } => format!("Bajar {column}"),
        DeferredMsg::ColumnAt { column, at, of } => format!("{column}: {at} de {of}"),
        DeferredMsg::AllColumns => "Todas las columnas".into(),
        DeferredMsg::Export => "Exportar lo que se ve".into(),
        DeferredMsg::Exported { rows: "1" } => "1 fila, en su orden y con las columnas elegidas.".into(),
        DeferredMsg::Exported { rows } => format!("{rows} filas, en su orden y con las columnas elegidas."),
        DeferredMsg::Cancel => "Cancelar".into(),
        DeferredMsg::Again => "Intentar de nuevo".into(),
        DeferredMsg::LookAgain => "Comprobar de nuevo".into(),
        DeferredMsg::Sure { action, name } => format!("{action}: {name}. ¿Seguro?"),
        DeferredMsg::TypeName { name } => format!("No se puede deshacer. Escriba «{name}» para confirmar."),
        DeferredMsg::NotThatName => "No coincide con el nombre.".into(),
        DeferredMsg::Sending => "Enviando…".into(),
        DeferredMsg::Sent { done, all } => format!("{done} de {all}"),
        DeferredMsg::Looking { why } => {
            format!("No hubo una respuesta clara ({why}). Se comprueba si el hub lo hizo…")
        }
        DeferredMsg::Done { action } => format!("{action}: hecho."),
        DeferredMsg::DoneSaying { action, said } => format!("{action}: {said}"),
        DeferredMsg::Saved { name, size } => format!("{name} se guardó ({size})."),
        DeferredMsg::Short { expected, found } => {
            format!("Llegaron {found} de {expected}: el archivo no está completo y no se guardó.")
        }
        DeferredMsg::Refused { status: 0, why: "" } => "El hub no lo aceptó.".into(),
        DeferredMsg::Refused { status, why: "" } => format!("El hub no lo aceptó (HTTP {status})."),
        DeferredMsg::Refused { why, .. } => format!("El hub no lo aceptó: {why}"),
        DeferredMsg::RefusedFields => "El hub no lo aceptó. Revise los campos señalados.".into(),
        DeferredMsg::NotDone { why } => {
            format!(
                "La respuesta no llegó ({why}), y en la lista del hub no está hecho. Puede intentarlo de nuevo."
            )
        }
        DeferredMsg::AnsweredNotDone { why } => {
            format!("El hub respondió {why}; en su lista no está. Puede intentarlo de nuevo.")
        }
        DeferredMsg::Unknown { why } => {
            format!("No se sabe si el hub lo hizo: {why}. Compruébelo antes de repetirlo.")
        }
        DeferredMsg::Failed { why } => format!("No se pudo: {why}."),
        DeferredMsg::Unsent => {
            "No se envió: aún no se ha podido leer ninguna respuesta de este hub, y nadie sabría si lo hizo."
                .into()
        }
        DeferredMsg::BadPath { what } => format!("No se envió: {what}. Corrija ese valor."),
        DeferredMsg::Choose => "Elija…".into(),
        DeferredMsg::RowGone => {
            "El hub ya no tiene esta fila. Abajo está lo último que se supo de ella.".into()
        }
        DeferredMsg::Dismiss => "Quitar de la lista".into(),
        DeferredMsg::Required => "obligatorio".into(),
        DeferredMsg::Missing => "Falta un valor.".into(),
        DeferredMsg::NotInteger => "Debe ser un número entero.".into(),
        DeferredMsg::NotNumber => "Debe ser un número.".into(),
        DeferredMsg::NotTime => "Debe ser una fecha con hora.".into(),
        DeferredMsg::TooShort { least } => format!("Debe tener al menos {least} caracteres."),
        DeferredMsg::TooLong { most } => format!("Debe tener como máximo {most} caracteres."),
        DeferredMsg::FileTooSmall { least } => format!("El archivo debe tener al menos {least}. Elija otro."),
        DeferredMsg::FileTooLarge { most } => {
            format!("El archivo debe tener como máximo {most}. Elija otro.")
        }
        DeferredMsg::TooSmall { least } => format!("Debe ser {least} o más."),
        DeferredMsg::TooLarge { most } => format!("Debe ser {most} o menos."),
        DeferredMsg::LogOut => "Salir".into(),
        DeferredMsg::LogInTo { hub } => format!("Entrar en {hub}"),
        DeferredMsg::LogInWhy => "Una parte de este hub solo responde a quien se identifica.".into(),
        DeferredMsg::LoginRefused { why: "" } => "El hub no aceptó estos datos. Vuelva a entrar.".into(),
        DeferredMsg::LoginRefused { why } => format!("El hub no aceptó estos datos: {why}"),
        DeferredMsg::LoginLacks { name } => format!("La respuesta del hub no contiene «{name}»."),
        DeferredMsg::KeepLonger => "Recordar en este navegador (si no, solo en esta pestaña)".into(),
        DeferredMsg::LoggedIn { who: "" } => "Sesión iniciada en este hub.".into(),
        DeferredMsg::LoggedIn { who } => format!("Sesión iniciada en este hub como {who}."),
        DeferredMsg::ClearStaysLocal => {
            "Se limpió solo en este navegador: llegaron notificaciones nuevas o el hub no responde.".into()
        }
        DeferredMsg::RefusedBecause { hub, why } => format!("{hub} no lo aceptó: {why}"),
        DeferredMsg::RefusedStatus { hub, status } => format!("{hub} no lo aceptó (HTTP {status})."),
        DeferredMsg::InDoubt { hub } => {
            format!("No se sabe si {hub} lo hizo: la respuesta no llegó. Compruébelo antes de repetirlo.")
        }
        DeferredMsg::WhyTimeout { seconds } => format!("El hub no respondió en {seconds} s. Se sigue intentando; si dura, compruebe el hub y la red."),
        DeferredMsg::WhyUnreachable { url } => {
            format!(
                "Nadie responde en {url}. Compruebe que el hub está en marcha y que la dirección es correcta."
            )
        }
        DeferredMsg::WhyUnreadable { url } => format!(
            "Algo responde en {url}, pero el navegador no puede leerlo. Permita este origen (CORS) en el hub o sírvalo detrás del mismo nginx, y compruebe la ruta."
        ),
        DeferredMsg::WhyMixed { url } => format!(
            "Esta página se sirve por https y no puede conectar con {url}, que no es seguro. Use https en el hub o un proxy."
        ),
        DeferredMsg::WhyBehind { url, status } => format!(
            "El servidor en {url} responde HTTP {status}: el hub que está detrás no responde. Compruebe que el hub está en marcha."
        ),
        DeferredMsg::WhyNoEndpoint { url } => format!(
            "El servidor en {url} responde, pero no tiene nada en la ruta del perfil. Compruebe la ruta en el perfil."
        ),
        DeferredMsg::WhyNoUpgrade { url } => format!(
            "El servidor en {url} responde, pero la conexión no se abre. Un proxy intermedio debe dejar pasar los WebSocket."
        ),
        DeferredMsg::WhyChecking => "No hay conexión. Averiguando por qué…".into(),
        DeferredMsg::WhyClosed { code, reason: "" } => format!("La conexión se cerró (código {code}). Se abre de nuevo automáticamente."),
        DeferredMsg::WhyClosed { code, reason } => format!("La conexión se cerró (código {code}: {reason}). Se abre de nuevo automáticamente."),
        DeferredMsg::WhyHttp { status, words: "" } => format!("El hub respondió con HTTP {status}. Se le vuelve a preguntar automáticamente; si dura, revise el hub."),
        DeferredMsg::WhyHttp { status, words } => format!("El hub respondió con HTTP {status}: {words}. Se le vuelve a preguntar automáticamente; si dura, revise el hub."),
        DeferredMsg::WhyUnusable => "El hub responde, pero su respuesta no se puede usar: cada tabla y el diagnóstico dicen por qué. Se le vuelve a preguntar automáticamente; si dura, revise el hub y el perfil.".into(),
        DeferredMsg::WhyNotWanted => "El hub dice que nadie debe seguir escuchándolo (HTTP 204). Reintente cuando vuelva a tener algo que decir.".into(),
        DeferredMsg::WhyHubLeft => "El hub se despidió y cerró la sesión. Se conecta de nuevo automáticamente.".into(),
        DeferredMsg::WhySilent { seconds } => format!("El hub no dijo nada en {seconds} s; se conecta de nuevo."),
        DeferredMsg::WhyRefused { why: "" } => "El hub rechazó la conexión. Corrija el acceso y reintente.".into(),
        DeferredMsg::WhyRefused { why } => {
            format!("El hub rechazó la conexión: {why}. Corrija el acceso y reintente.")
        }
        DeferredMsg::WhyRefusedForNow { why: "" } => "Por ahora el hub rechaza la conexión. Se le vuelve a preguntar automáticamente; si no sirve, revise el hub.".into(),
        DeferredMsg::WhyRefusedForNow { why } => format!("Por ahora el hub rechaza la conexión: {why}. Se le vuelve a preguntar automáticamente; si no sirve, revise el hub."),
        DeferredMsg::WhyPutOut { why: "" } => "El hub acepta esta página y enseguida cierra la conexión. Quizá admite una sola página por usuario: cierre las demás y reintente. Si no, se intenta de nuevo en unos minutos.".into(),
        DeferredMsg::WhyPutOut { why } => format!("El hub acepta esta página y enseguida cierra la conexión: {why}. Quizá admite una sola página por usuario: cierre las demás y reintente. Si no, se intenta de nuevo en unos minutos."),
        DeferredMsg::WhyForgottenSession => "El hub no conoce la sesión que acaba de abrir. Probablemente hay varios servidores detrás de esta dirección: el balanceador debe enviar a cada cliente siempre al mismo, o dejar pasar WebSockets.".into(),
        DeferredMsg::WhyProtocol { found } => {
            format!(
                "Lo que responde no es el protocolo que espera el perfil: llegó «{found}». Revise el perfil y la ruta."
            )
        }
        DeferredMsg::WhyOffline => "El navegador dice que no hay red. Se sigue intentando.".into(),
        DeferredMsg::WhyStopped => "La conexión se detuvo aquí. Conéctela para volver a vigilar el hub.".into(),
        DeferredMsg::WhyLogin => "Este hub solo muestra lo que tiene a quien entra en él.".into(),
        DeferredMsg::WhyLoginEnded { why: "" } => "El hub ya no acepta su acceso. Vuelva a entrar.".into(),
        DeferredMsg::WhyLoginEnded { why } => format!("El hub ya no acepta su acceso ({why}). Vuelva a entrar."),
        DeferredMsg::NotHeardSince { time } => format!("No se le oye desde el {time}."),
        DeferredMsg::UnreadableRows { count: 1 } => "1 fila de la lista del hub no se puede leer; el diagnóstico dice por qué.".into(),
        DeferredMsg::UnreadableRows { count } => format!("{count} filas de la lista del hub no se pueden leer; el diagnóstico dice por qué."),
        DeferredMsg::TableNoAddress => "hubs.json no da la dirección de esta parte del hub. Añádala en «urls» para verla.".into(),
        DeferredMsg::OnlyKnown => "Solo se muestra a quien entra en este hub.".into(),
        DeferredMsg::TableFailed { why } => format!("No se pudo leer la tabla: {why}. Se reintenta solo."),
        DeferredMsg::UnknownSince { time } => format!("Lo que dicen las filas se desconoce desde el {time}."),
        DeferredMsg::TableUnreached => "El hub no responde. La tabla se leerá en cuanto vuelva.".into(),
        DeferredMsg::TableStopped => "La conexión está detenida. Conéctela para leer la tabla.".into(),
        DeferredMsg::AnswerTooLate { seconds } => format!("sin respuesta en {seconds} s"),
        DeferredMsg::NoConnection => "sin conexión".into(),
        DeferredMsg::AnswerIsHtml => "llegó una página web en lugar de datos".into(),
        DeferredMsg::AnswerNotJson => "la respuesta no es JSON".into(),
        DeferredMsg::AnswerNotText => "la respuesta no está escrita en el juego de caracteres que nombra".into(),
        DeferredMsg::AnswerTooLarge => "la respuesta supera los 32 MB".into(),
        DeferredMsg::AnswerUnfit => "la respuesta no es lo que el perfil espera; el diagnóstico dice por qué".into(),
        DeferredMsg::PathLacks { name, found } => format!("en la dirección, {name} no puede valer {found}"),
    }
}
