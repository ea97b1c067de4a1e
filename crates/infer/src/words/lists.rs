//! The lists themselves. All are generic words of the three languages, small and without accents; no product stands here.

/// Last words of names of moments.
pub(crate) const TIME_ENDS: &str = "at ts time timestamp date datetime since until seen created updated modified changed started \
    finished ended completed expires expiry expiration start end begin when moment utc epoch heartbeat \
    contact sync login fecha hora inicio fin desde hasta creado creada actualizado visto vista quando \
    criado atualizado fim momento";

/// Words of names of moments, wherever they stand.
pub(crate) const TIME_WORDS: &str = "timestamp datetime date fecha epoch deadline vencimiento";

/// Units at the end of a name.
pub(crate) const UNIT_WORDS: &str = "ms millis milliseconds msec s sec secs seconds segundos minutes mins minutos h hours hrs horas bytes \
    byte pct percent percentage porcentaje porcentagem percentagem c f k v w wh kwh mv ma rpm hz dbm \
    cents centavos centimos count total";

/// Names that mostly set things apart, beside `id`.
pub(crate) const KEY_WORDS: &str = "id uuid guid uid key code codigo clave chave name nombre nome slug sku serial mac imei hostname \
    fingerprint hash number numero nr no folio matricula identificador identifier ref handle address";

/// Names of digits that are no number.
pub(crate) const CODE_WORDS: &str = "version firmware release revision zip zipcode postal postcode phone telephone tel mobile \
    telefono telefone movil celular pin account cuenta conta isbn ean barcode ip";

/// Names of what users call a thing.
pub(crate) const LABEL_WORDS: &str = "name title label hostname nombre titulo etiqueta nome rotulo nickname nick username alias display \
    caption subject";

/// Names of what a thing is doing.
pub(crate) const STATUS_WORDS: &str = "status state level severity health phase condition result outcome conclusion priority stage mode \
    lifecycle estado situacion nivel gravedad severidad prioridad salud fase resultado modo condicion \
    etapa situacao gravidade severidade prioridade saude condicao presence availability";

/// Names of a grade, where high is bad.
pub(crate) const GRADE_WORDS: &str = "level severity priority urgency kind importance nivel gravedad severidad prioridad urgencia \
    importancia gravidade severidade prioridade lvl loglevel criticality clase";

/// Names of the text of a notification, the surest first.
pub(crate) const MESSAGE_WORDS: &str = "message msg text body mensaje texto cuerpo mensagem corpo content contenido conteudo description \
    descripcion descricao detail details detalle detalhe summary resumen resumo reason motivo error \
    title";

/// How many of them are only ever the text of a message.
pub(crate) const SURE_MESSAGE_WORDS: usize = 12;

/// Names of the title of a notification.
pub(crate) const TITLE_WORDS: &str =
    "title subject headline titulo asunto assunto summary alertname resumen resumo heading";

/// Names of the person who says something.
pub(crate) const SENDER_WORDS: &str =
    "user username from author sender nick nickname usuario autor remitente remetente";

/// Words of the names of events and lists that are for the user.
pub(crate) const ALERT_WORDS: &str = "alert alerts alarm alarms notif notifs notification notifications notify notice notices warn warning \
    warnings error errors incident incidents announcement announcements alerta alertas alarma alarmas \
    aviso avisos notificacion notificaciones incidente incidentes incidencia incidencias anuncio alarme \
    alarmes notificacao notificacoes erro erros \
    fault faults failure failures falla fallas fallo fallos falha falhas emergency emergencia";

/// Words of what is gone.
pub(crate) const REMOVED_WORDS: &str = "delete deleted deletion del remove removed removal gone left leave leaves destroy destroyed evicted \
    unregistered deregistered dropped purged part parted vanished eliminado eliminada eliminar borrado \
    borrada borrar retirado retirada salio excluido excluida excluir removido removida apagado apagada \
    saiu";

/// Words of what is new or another.
pub(crate) const CHANGED_WORDS: &str = "create created add added insert inserted new update updated upsert change changed modify modified \
    edit edited patch patched join joined enter register registered set put start started finish \
    finished creado creada nuevo nueva agregado actualizado actualizada actualizar cambio modificado \
    modificada criado criada novo nova atualizado atualizada alterado alterada adicionado";

/// Words of messages that hold all there is.
pub(crate) const WHOLE_WORDS: &str = "list lists snapshot all init initial full sync state states current dump hello welcome lista listado \
    inicial todos completo recent";

/// Words of messages that only say that somebody is there.
pub(crate) const BEAT_WORDS: &str = "ping pong heartbeat heartbeats keepalive hb beat hello welcome ack open connected ready alive tick \
    noop subscribed latido latidos bienvenida bienvenido conectado batimento batida bem greeting";

/// Members that only wrap what is meant.
pub(crate) const WRAPPER_WORDS: &str = "items item results result data rows row records record list lista entries entry content contents \
    values value hits docs documents objects object elements members payload response body embedded \
    nodes edges collection datos dados elementos resultados itens registros filas event evento params \
    args arguments message msg detail details attributes entity all page";

/// Members that tell of a message and not of what it is about.
pub(crate) const META_WORDS: &str = "type event kind op action id ts time timestamp seq sequence version v source origin channel topic \
    tipo evento accion acao jsonrpc success ok ref nonce event_id method";

/// Parts of paths that name nothing that is listed there.
pub(crate) const PATH_WORDS: &str = "api rest v1 v2 v3 v4 list all json get search query latest state states status current index public \
    export";

/// Names under which frames say what they are, the surest first.
pub(crate) const TYPE_WORDS: &str = "type event kind op method action cmd command msg_type message_type event_type event_name tipo evento \
    accion acao clase channel topic subject name t e category";

/// How many of them say it whatever else the frames hold.
pub(crate) const SURE_TYPE_WORDS: usize = 17;

/// Names under which frames of one kind say what became of a thing.
pub(crate) const ACTION_WORDS: &str = "action op operation change verb event event_type subtype sub_type method command accion acao \
    operacion operacao evento type";

/// Names of booleans that are bad where they are true.
pub(crate) const BAD_WORDS: &str = "error errors failed failing fault faulty offline down dead broken unhealthy disconnected critical \
    alarm alert lost unreachable degraded blocked overdue expired stale jammed leaking caido caida fallo \
    fallido averiado desconectado vencido falha erro alarma";

/// Names of booleans that are bad where they are false.
pub(crate) const GOOD_WORDS: &str = "ok online healthy up alive ready connected available reachable valid success successful passed \
    passing working responding synced running conectado conectada disponible sano valido listo \
    disponivel saudavel pronto";

/// Names of numbers that are shares of one.
pub(crate) const SHARE_WORDS: &str = "ratio usage load utilization utilisation fraction uso carga proporcion";

/// Words of statuses that something is wrong.
pub(crate) const ERROR_STATUSES: &str = "error err errored failed fail failure failing faulted critical crit fatal emergency emerg panic \
    alert down dead offline lost broken unhealthy crashed crash crashloopbackoff disconnected \
    unreachable unavailable rejected refused denied overdue severe major timeout aborted corrupt \
    corrupted jammed killed declined red bad fallo fallido fallida fallada critico critica grave caido \
    caida muerto perdido perdida roto rota desconectado desconectada rechazado rechazada vencido vencida \
    averiado averiada atascado atascada mal erro falha falhou morto quebrado rejeitado rejeitada \
    fallando \
    fault stuck unresponsive leaking danger emergencia urgencia perigo peligro";

/// Words of statuses that something may be wrong.
pub(crate) const WARNING_STATUSES: &str = "warning warn degraded paused suspended stale slow retrying retry blocked cancelled canceled minor \
    maintenance partial unstable expired expiring throttled limited late delayed suspect suspected \
    moderate yellow refunded returned disputed held hold quarantined aviso advertencia alerta degradado \
    degradada pausado pausada suspendido suspendida bloqueado bloqueada lento lenta cancelado cancelada \
    mantenimiento atrasado atrasada retrasado retrasada atencion devuelto atencao suspenso manutencao \
    anulado anulada";

/// Words of statuses that something goes on.
pub(crate) const INFO_STATUSES: &str = "info information informational notice running pending queued queue waiting starting started \
    processing progress printing new open opened created scheduled building shipped sent transit syncing \
    updating connecting provisioning initializing assigned charging moving driving playing recording \
    blue informacion pendiente cola encolado encolada esperando espera iniciando procesando imprimiendo \
    progreso ejecutando corriendo nuevo nueva abierto abierta enviado enviada curso informacao pendente \
    fila aguardando processando imprimindo andamento executando rodando novo nova";

/// Words of statuses that all is well.
pub(crate) const OK_STATUSES: &str = "ok okay success succeeded successful passed pass up online healthy good alive ready active normal \
    fine done complete completed finished paid connected available enabled resolved delivered clean \
    synced green approved accepted fulfilled operational stable valid bien exito exitoso exitosa \
    terminado terminada completado completada listo lista activo activa conectado conectada disponible \
    pagado pagada resuelto resuelta entregado entregada sano correcto finalizado sucesso concluido \
    concluida pronto ativo ativa disponivel pago entregue";

/// Words of statuses that are neither good nor bad.
pub(crate) const NEUTRAL_STATUSES: &str = "off on disabled inactive idle unknown none draft archived stopped debug trace away busy closed \
    skipped standby default verbose inactivo inactiva desconocido desconocida ninguno cerrado detenido \
    apagado inativo";
