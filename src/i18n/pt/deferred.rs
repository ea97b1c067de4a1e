//! Portuguese, as it is read in Brazil: the texts of the second and the third module.

use model::Severity;
use profile::Priority;

use crate::i18n::DeferredMsg;

#[expect(clippy::too_many_lines, reason = "one arm for each message")]
pub fn deferred_text(message: &DeferredMsg<'_>) -> String {
    match *message {
        DeferredMsg::Lately { count: 0, .. } => "Nenhuma notificação nas últimas 2 horas".into(),
        DeferredMsg::Lately { count, most } => {
            format!("Notificações das últimas 2 horas: {count}; em 5 minutos, no máximo {most}")
        }
        DeferredMsg::Attention => "Tabelas que precisam de atenção".into(),
        DeferredMsg::TablesCurrent { count: "1" } => "1 tabela em dia".into(),
        DeferredMsg::TablesCurrent { count } => format!("{count} tabelas em dia"),
        DeferredMsg::MoreTables { count } => format!("e mais {count}"),
        DeferredMsg::TableFailing => "não pode ser lida".into(),
        DeferredMsg::RowsInError { count: "1" } => "1 linha com erro".into(),
        DeferredMsg::RowsInError { count } => format!("{count} linhas com erro"),
        DeferredMsg::RowsUnread { count: "1" } => "1 linha ilegível".into(),
        DeferredMsg::RowsUnread { count } => format!("{count} linhas ilegíveis"),
        DeferredMsg::Newest => "Últimas".into(),
        DeferredMsg::AllNotifications => "Todas as notificações".into(),
        DeferredMsg::TableUnread => "Não pode ser lida há algum tempo: a tabela diz por quê. O que mostra pode ter mudado; uma nova tentativa é feita automaticamente.".into(),
        DeferredMsg::Unread { count: 1 } => "1 não lida".into(),
        DeferredMsg::Unread { count } => format!("{count} não lidas"),
        DeferredMsg::All => "Todas".into(),
        DeferredMsg::AllHubs => "Todos os hubs".into(),
        DeferredMsg::OnlyUnread => "Não lidas".into(),
        DeferredMsg::MarkAll => "Marcar todas".into(),
        DeferredMsg::Clear => "Limpar".into(),
        DeferredMsg::Untitled => "Notificação sem título".into(),
        DeferredMsg::Undo => "Desfazer".into(),
        DeferredMsg::NothingYet => {
            "Ainda não há notificações. Elas aparecerão aqui assim que o hub as enviar.".into()
        }
        DeferredMsg::NothingUnread => "Tudo foi lido.".into(),
        DeferredMsg::NoErrors => "Não há erros.".into(),
        DeferredMsg::NothingFound => "Nada contém o que se procura.".into(),
        DeferredMsg::SearchInbox => "Procurar".into(),
        DeferredMsg::SearchHelp => {
            "Palavras, \"uma frase\", from:hub, is:unread, is:read, kind:error, after:2026-11-24, before:2026-12-01".into()
        }
        DeferredMsg::UnknownFilters { filters } => {
            format!("Não significa nada aqui: {filters}. Conhecem-se from:, is:unread, is:read, kind:, after: e before: com um dia como 2026-11-24.")
        }
        DeferredMsg::InboxUnreached => {
            "Nenhum hub foi ouvido até agora. Abra o indicador de conexão para ver o motivo.".into()
        }
        DeferredMsg::Gap { hub, from, to } => format!("Sem notícias de {hub} entre {from} e {to}"),
        DeferredMsg::Dropped { count } => {
            format!("{count} notificações mais antigas já não são mantidas nesta página.")
        }
        DeferredMsg::More { count } => format!("e mais {count}"),
        DeferredMsg::OpenLink => "Abrir link".into(),
        DeferredMsg::ShowAll => "Mostrar tudo".into(),
        DeferredMsg::ShowLess => "Mostrar menos".into(),
        DeferredMsg::Severity(Severity::Info) => "Informação".into(),
        DeferredMsg::Severity(Severity::Success) => "Sucesso".into(),
        DeferredMsg::Severity(Severity::Warning) => "Aviso".into(),
        DeferredMsg::Severity(Severity::Error) => "Erro".into(),
        DeferredMsg::Priority(Priority::Min) => "Prioridade mínima".into(),
        DeferredMsg::Priority(Priority::Low) => "Prioridade baixa".into(),
        DeferredMsg::Priority(Priority::Default) => "Prioridade normal".into(),
        DeferredMsg::Priority(Priority::High) => "Prioridade alta".into(),
        DeferredMsg::Priority(Priority::Max) => "Prioridade máxima".into(),
        DeferredMsg::Attachments => "Anexos".into(),
        DeferredMsg::Expired => "Expirada".into(),
        DeferredMsg::Stop => "Parar".into(),
        DeferredMsg::DetailsFailed { why } => {
            format!("Não foi possível ler: {why}. Feche e abra novamente para tentar outra vez.")
        }
        DeferredMsg::RoundTrip => "Ida e volta".into(),
        DeferredMsg::Since => "On-line desde".into(),
        DeferredMsg::Transport => "Transporte".into(),
        DeferredMsg::Recovered => "Recuperado".into(),
        DeferredMsg::Replay => "o hub repetiu o que foi perdido".into(),
        DeferredMsg::Resync => "por ressincronização".into(),
        DeferredMsg::GapLevel => "com uma lacuna".into(),
        DeferredMsg::HubUnread => "Não lidas segundo o hub".into(),
        DeferredMsg::Zone => "Fuso horário".into(),
        DeferredMsg::ZoneGuessed => "o deste navegador (suposto)".into(),
        DeferredMsg::ZoneMeasured { offset } => format!("UTC{offset} (medido)"),
        DeferredMsg::ZoneOfNow { zone } => format!("{zone}; horas anteriores a uma mudança de horário podem diferir em uma hora"),
        DeferredMsg::OnClock { zone } => format!("no relógio do hub: {zone}"),
        DeferredMsg::NoAddress { base } => format!("desligada: o hubs.json não informa urls.{base}"),
        DeferredMsg::LooseJson => "JSON incorreto".to_owned(),
        DeferredMsg::Repaired { count } => {
            format!("{count} valores do hub não são JSON (NaN, infinito ou meio caractere) e aparecem vazios ou com “\u{fffd}”")
        }
        DeferredMsg::Rejected { count } => format!("{count} mensagens não foram entendidas"),
        DeferredMsg::NoHubs => {
            "Ainda não há nenhum hub. Adicione um aqui ou escreva o hubs.json junto desta página.".into()
        }
        DeferredMsg::AddHub => "Adicionar um hub".into(),
        DeferredMsg::AddHubHint => "Ele fica guardado neste navegador.".into(),
        DeferredMsg::HubAddress => "Endereço".into(),
        DeferredMsg::HubName => "Nome".into(),
        DeferredMsg::HubProfile => "Perfil".into(),
        DeferredMsg::Add => "Adicionar".into(),
        DeferredMsg::BadAddress => {
            "Escreva um endereço como http://127.0.0.1:5001 ou um caminho como /hubs/portal.".into()
        }
        DeferredMsg::ChangeHub => "Alterar um hub".into(),
        DeferredMsg::Save => "Guardar".into(),
        DeferredMsg::OwnHubs => "Hubs adicionados neste navegador".into(),
        DeferredMsg::Change => "Alterar".into(),
        DeferredMsg::Remove => "Remover".into(),
        DeferredMsg::RemoveSure => "Remover de vez?".into(),
        DeferredMsg::OtherProfile => "Outro perfil…".into(),
        DeferredMsg::OtherProfileHint => "O endereço de um arquivo .json ao lado de hubs.json, como /meu.json, ou o próprio perfil: { … }.".into(),
        DeferredMsg::Trying => "Perguntando ao hub se está aí…".into(),
        DeferredMsg::KeepAnyway => "Manter mesmo assim".into(),
        DeferredMsg::DraftMade { tables, notifications } => format!("Rascunho do perfil. Tabelas: {tables}. Tipos de notificações: {notifications}."),
        DeferredMsg::DraftUnused { count: 1 } => "Uma coisa que chegou não é usada.".into(),
        DeferredMsg::DraftUnused { count } => format!("{count} coisas que chegaram não são usadas."),
        DeferredMsg::GuessSure => "certo".into(),
        DeferredMsg::GuessLikely => "provável".into(),
        DeferredMsg::GuessAsked => "a confirmar".into(),
        DeferredMsg::GuessYes => "Sim".into(),
        DeferredMsg::GuessList => "uma lista de linhas".into(),
        DeferredMsg::GuessMap => "um mapa de linhas pela chave".into(),
        DeferredMsg::GuessRecord => "um só objeto".into(),
        DeferredMsg::GuessKey { key } => format!("a chave de uma linha é {key}"),
        DeferredMsg::GuessNoKey => "sem chave: cada mensagem é uma linha".into(),
        DeferredMsg::GuessLabel { column } => format!("uma linha se chama como o seu {column}"),
        DeferredMsg::GuessNoLabel => "as linhas não têm nome".into(),
        DeferredMsg::GuessPages => "a lista vem em páginas".into(),
        DeferredMsg::GuessUpserts => "as suas mensagens trazem linhas desta tabela".into(),
        DeferredMsg::GuessPatches => "as suas mensagens mudam linhas desta tabela".into(),
        DeferredMsg::GuessRemoves => "as suas mensagens tiram linhas desta tabela".into(),
        DeferredMsg::GuessNotification => "notificações".into(),
        DeferredMsg::GuessLog => "linhas de uma tabela".into(),
        DeferredMsg::GuessHeartbeat => "só sinais de vida".into(),
        DeferredMsg::GuessFacts => "dados avulsos".into(),
        DeferredMsg::GuessIgnore => "não é preciso".into(),
        DeferredMsg::TypeText => "texto".into(),
        DeferredMsg::TypeInteger => "número inteiro".into(),
        DeferredMsg::TypeNumber => "número".into(),
        DeferredMsg::TypeCents => "número em centésimos".into(),
        DeferredMsg::TypeBytes => "bytes".into(),
        DeferredMsg::TypeDuration { unit } => format!("duração em {unit}"),
        DeferredMsg::TypePercent => "porcentagem".into(),
        DeferredMsg::TypeTime => "data e hora".into(),
        DeferredMsg::TypeStatus => "estado".into(),
        DeferredMsg::TypeBoolean => "sim ou não".into(),
        DeferredMsg::TypeList => "lista".into(),
        DeferredMsg::TypeLink => "link".into(),
        DeferredMsg::TypeJson => "JSON".into(),
        DeferredMsg::DraftMuted => "Nada disso notifica antes que você confirme. O perfil abaixo pode ser corrigido antes de adicionar o hub.".into(),
        DeferredMsg::DraftStopped => "Veio mais do que se examina.".into(),
        DeferredMsg::LookAt => "Ver o que há".into(),
        DeferredMsg::LookEnough => "Basta".into(),
        DeferredMsg::LookRunning => "Olhando, sem mudar nada…".into(),
        DeferredMsg::LookListening { count: "1" } => "Escutando por alguns segundos… 1 mensagem".into(),
        DeferredMsg::LookListening { count } => format!("Escutando por alguns segundos… {count} mensagens"),
        DeferredMsg::LookSteps { count: 1 } => "O que foi perguntado: 1 coisa".into(),
        DeferredMsg::LookSteps { count } => format!("O que foi perguntado: {count} coisas"),
        DeferredMsg::LookOwn { hub } => format!("Traz um perfil próprio: «{hub}»"),
        DeferredMsg::LookOwnFilled => "Está escrito abaixo: veja o que faz antes de adicionar o hub.".into(),
        DeferredMsg::LookKnown { hub } => format!("Reconhecido: {hub}"),
        DeferredMsg::LookAlso { hubs } => format!("Também poderia ser: {hubs}."),
        DeferredMsg::LookAsksWho => "Ele perguntará quem é você assim que for adicionado.".into(),
        DeferredMsg::LookFoundAt { path, setting } => {
            format!("É lido em {path} abaixo deste endereço (a sua definição «{setting}»).")
        }
        DeferredMsg::LookAsUser => "Olhar como usuário…".into(),
        DeferredMsg::LookNotLetIn => "Assim ele também não o deixa entrar. Outro usuário…".into(),
        DeferredMsg::LookAsUserHint => "Vai por HTTP Basic a este endereço e a nenhum outro, e não fica guardado.".into(),
        DeferredMsg::LookUser => "Usuário".into(),
        DeferredMsg::LookPassword => "Senha".into(),
        DeferredMsg::Workbench => "Oficina do perfil".into(),
        DeferredMsg::Messages => "Mensagens".into(),
        DeferredMsg::NoMessages => "Ainda não chega nada deste hub. As mensagens aparecem aqui à medida que chegam; «Testar» conecta de novo e mostra também as primeiras.".into(),
        DeferredMsg::Pause => "Pausar".into(),
        DeferredMsg::GoOn => "Continuar".into(),
        DeferredMsg::Rules => "Regras e listas".into(),
        DeferredMsg::ColumnValues => "Colunas e seus valores".into(),
        DeferredMsg::NoTables => "O perfil não tem tabelas.".into(),
        DeferredMsg::NoRule => "nenhuma regra".into(),
        DeferredMsg::MakeRule => "Fazer uma regra".into(),
        DeferredMsg::NothingMatched => "nada ainda".into(),
        DeferredMsg::MadeNothing => "sem efeito".into(),
        DeferredMsg::TryProfile => "Testar".into(),
        DeferredMsg::ExportProfile => "Exportar JSON".into(),
        DeferredMsg::OpenProfile => "Abrir arquivo…".into(),
        DeferredMsg::DiscardChanges => "Descartar alterações".into(),
        DeferredMsg::TrialRuns => "O hub, por este perfil:".into(),
        DeferredMsg::StopTrial => "Terminar o teste".into(),
        DeferredMsg::WorkbenchOwn => "O que se escreve fica guardado neste navegador; ao salvar, o hub passa a usá-lo.".into(),
        DeferredMsg::WorkbenchConfigured => "O que se escreve fica guardado neste navegador. Este hub está em hubs.json: exporte o perfil e coloque-o junto a esse arquivo.".into(),
        DeferredMsg::Matched { count: 1 } => "1 mensagem".into(),
        DeferredMsg::Matched { count } => format!("{count} mensagens"),
        DeferredMsg::MadeNotifications { count: 1 } => "1 notificação".into(),
        DeferredMsg::MadeNotifications { count } => format!("{count} notificações"),
        DeferredMsg::MadeOthers { count: 1 } => "1 dado ou sinal".into(),
        DeferredMsg::MadeOthers { count } => format!("{count} dados ou sinais"),
        DeferredMsg::MadeReplies { count: 1 } => "1 resposta ao hub".into(),
        DeferredMsg::MadeReplies { count } => format!("{count} respostas ao hub"),
        DeferredMsg::MadeRejected { count: 1 } => "1 efeito falhou".into(),
        DeferredMsg::MadeRejected { count } => format!("{count} efeitos falharam"),
        DeferredMsg::RowCount { count: 1 } => "1 linha".into(),
        DeferredMsg::RowCount { count } => format!("{count} linhas"),
        DeferredMsg::MadeRows { table, count: 1 } => format!("1 linha · {table}"),
        DeferredMsg::MadeRows { table, count } => format!("{count} linhas · {table}"),
        DeferredMsg::Filled { count, rows } => format!("{count} de {rows}"),
        DeferredMsg::EditorPhrases => r#"{"Find": "Procurar", "Replace": "Substituir", "next": "seguinte", "previous": "anterior", "all": "todas", "match case": "maiúsculas", "by word": "palavra inteira", "regexp": "expressão regular", "replace": "substituir", "replace all": "substituir todas", "close": "fechar", "current match": "ocorrência atual", "replaced $ matches": "$ substituídas", "replaced match on line $": "substituída na linha $", "on line": "na linha", "Folded lines": "Linhas dobradas", "Unfolded lines": "Linhas desdobradas", "to": "a", "folded code": "texto dobrado", "unfold": "desdobrar", "Fold line": "Dobrar", "Unfold line": "Desdobrar", "Go to line": "Ir para a linha", "go": "ir", "Completions": "Palavras possíveis", "Diagnostics": "Erros", "No diagnostics": "Sem erros"}"#.into(),
        DeferredMsg::LookDrafted => "Não é nenhum dos hubs que esta página conhece. Do que ele envia sai um rascunho de perfil.".into(),
        DeferredMsg::LookUnknown => {
            "Não é nenhum dos hubs que esta página conhece. Escolha um perfil abaixo, ou escreva o seu.".into()
        }
        DeferredMsg::LookNothing => {
            "Algo responde, mas nada que diga que hub é. Verifique o endereço, ou escolha um perfil abaixo.".into()
        }
        DeferredMsg::LookLocalNetwork { url } => format!(
            "Não se chega a {url}: está na sua rede local e esta página não. O navegador precisa permitir isso (ao lado do endereço da página, “acesso à rede local”); se já permite, ninguém responde ali."
        ),
        DeferredMsg::LookPolicy { url } => format!(
            "A política desta página não a deixa conectar a {url}. Sirva o hub atrás do mesmo nginx, ou permita esse endereço na política (connect-src)."
        ),
        DeferredMsg::LookRedirected { url } => {
            format!("{url} leva a outro endereço, e ali nada é perguntado sem que você o diga. Escreva o endereço ao qual ele leva.")
        }
        DeferredMsg::SeenList { count, at: "" } => format!("Uma lista de {count} itens"),
        DeferredMsg::SeenList { count, at } => format!("Uma lista de {count} itens, em {at}"),
        DeferredMsg::SeenObject => "Uma resposta em JSON, sem listas".into(),
        DeferredMsg::SeenPage { title } => format!("Uma página web: “{title}”"),
        DeferredMsg::SeenStream { count } => format!("Um fluxo de eventos (SSE): {count} em alguns segundos"),
        DeferredMsg::SeenEvents { count: 0, .. } => "Socket.IO, que nada disse em alguns segundos".into(),
        DeferredMsg::SeenEvents { count: 1, names } => format!("Socket.IO, 1 tipo de evento: {names}"),
        DeferredMsg::SeenEvents { count, names } => format!("Socket.IO, {count} tipos de eventos: {names}"),
        DeferredMsg::SeenSocket { path, count: "0" } => {
            format!("Um WebSocket em {path}, que nada disse em alguns segundos")
        }
        DeferredMsg::SeenSocket { path, count: "1" } => format!("Um WebSocket em {path}: 1 mensagem"),
        DeferredMsg::SeenSocket { path, count } => format!("Um WebSocket em {path}: {count} mensagens"),
        DeferredMsg::SeenDocument { path } => format!("A descrição da sua interface, em {path}"),
        DeferredMsg::CameText => "texto".into(),
        DeferredMsg::CameEmpty => "vazio".into(),
        DeferredMsg::CameEvents => "fluxo de eventos".into(),
        DeferredMsg::CameSocketIo => "fala Socket.IO".into(),
        DeferredMsg::CameRedirected => "leva a outro endereço".into(),
        DeferredMsg::CameNothing => "nada que se possa ler".into(),
        DeferredMsg::CameUnreadable => "responde, mas não pode ser lido (CORS)".into(),
        DeferredMsg::CameNobody => "ninguém responde".into(),
        DeferredMsg::CameLate => "demora demais".into(),
        DeferredMsg::CameUnusable => "não é texto".into(),
        DeferredMsg::CameHeard { count: 1 } => "1 mensagem".into(),
        DeferredMsg::CameHeard { count } => format!("{count} mensagens"),
        DeferredMsg::CameRefused => "não abre".into(),
        DeferredMsg::CameDropped => "já não foi preciso".into(),
        DeferredMsg::CamePending => "perguntando…".into(),
        DeferredMsg::Problems => "A configuração tem erros".into(),
        DeferredMsg::Problem { place, expected, found } => {
            format!("{place}: não é válido. O verificador de perfis diz: “expected {expected}, found {found}”.")
        }
        DeferredMsg::Preference(message) => super::preferences::preference_text(message),
        DeferredMsg::Language => "Idioma".into(),
        DeferredMsg::Theme => "Aparência".into(),
        DeferredMsg::ThemeAuto => "Como o sistema".into(),
        DeferredMsg::ThemeLight => "Clara".into(),
        DeferredMsg::ThemeDark => "Escura".into(),
        DeferredMsg::Version { version } => format!("Atalaya {version}"),
        DeferredMsg::Columns => "Colunas".into(),
        DeferredMsg::ColumnUp { column } => format!("Mover {column} para cima"),
        DeferredMsg::ColumnDown { column } => format!("Mover {column} para baixo"),
        DeferredMsg::ColumnAt { column, at, of } => format!("{column}: {at} de {of}"),
        DeferredMsg::AllColumns => "Todas as colunas".into(),
        DeferredMsg::Export => "Exportar o que é exibido".into(),
        DeferredMsg::Exported { rows: "1" } => "1 linha, em sua ordem e com as colunas escolhidas.".into(),
        DeferredMsg::Exported { rows } => {
            format!("{rows} linhas, em sua ordem e com as colunas escolhidas.")
        }
        DeferredMsg::Cancel => "Cancelar".into(),
        DeferredMsg::Again => "Tentar novamente".into(),
        DeferredMsg::LookAgain => "Verificar novamente".into(),
        DeferredMsg::Sure { action, name } => format!("{action}: {name}. Tem certeza?"),
        DeferredMsg::TypeName { name } => {
            format!("Isto não pode ser desfeito. Digite “{name}” para confirmar.")
        }
        DeferredMsg::NotThatName => "O nome não confere.".into(),
        DeferredMsg::Sending => "Enviando…".into(),
        DeferredMsg::Sent { done, all } => format!("{done} de {all}"),
        DeferredMsg::Looking { why } => {
            format!("Não houve uma resposta clara ({why}). Verificando se o hub fez isso…")
        }
        DeferredMsg::Done { action } => format!("{action}: concluído."),
        DeferredMsg::DoneSaying { action, said } => format!("{action}: {said}"),
        DeferredMsg::Saved { name, size } => format!("{name} foi salvo ({size})."),
        DeferredMsg::Short { expected, found } => {
            format!("Chegaram apenas {found} de {expected}: o arquivo está incompleto e não foi salvo.")
        }
        DeferredMsg::Refused { status: 0, why: "" } => "O hub não aceitou.".into(),
        DeferredMsg::Refused { status, why: "" } => format!("O hub não aceitou (HTTP {status})."),
        DeferredMsg::Refused { why, .. } => format!("O hub não aceitou: {why}"),
        DeferredMsg::RefusedFields => "O hub não aceitou. Veja os campos assinalados.".into(),
        DeferredMsg::NotDone { why } => {
            format!(
                "A resposta não chegou ({why}), e pela lista do hub isso não foi feito. Você pode tentar novamente."
            )
        }
        DeferredMsg::AnsweredNotDone { why } => {
            format!("O hub respondeu {why}; na lista dele isso não está. Você pode tentar novamente.")
        }
        DeferredMsg::Unknown { why } => {
            format!("Não se sabe se o hub fez isso: {why}. Verifique antes de repetir.")
        }
        DeferredMsg::Failed { why } => format!("Não foi possível: {why}."),
        DeferredMsg::Unsent => {
            "Não enviado: até agora nenhuma resposta deste hub pôde ser lida, e não haveria como saber se ele fez isso."
                .into()
        }
        DeferredMsg::BadPath { what } => format!("Não enviado: {what}. Corrija esse valor."),
        DeferredMsg::Choose => "Escolha…".into(),
        DeferredMsg::RowGone => "O hub já não tem esta linha. Abaixo está o que se soube dela por último.".into(),
        DeferredMsg::Dismiss => "Remover da lista".into(),
        DeferredMsg::Required => "obrigatório".into(),
        DeferredMsg::Missing => "Falta um valor.".into(),
        DeferredMsg::NotInteger => "Deve ser um número inteiro.".into(),
        DeferredMsg::NotNumber => "Deve ser um número.".into(),
        DeferredMsg::NotTime => "Deve ser uma data com hora.".into(),
        DeferredMsg::TooShort { least } => format!("Deve ter pelo menos {least} caracteres."),
        DeferredMsg::TooLong { most } => format!("Deve ter no máximo {most} caracteres."),
        DeferredMsg::FileTooSmall { least } => format!("O arquivo deve ter pelo menos {least}. Escolha outro."),
        DeferredMsg::FileTooLarge { most } => format!("O arquivo deve ter no máximo {most}. Escolha outro."),
        DeferredMsg::TooSmall { least } => format!("Deve ser {least} ou mais."),
        DeferredMsg::TooLarge { most } => format!("Deve ser {most} ou menos."),
        DeferredMsg::LogOut => "Sair".into(),
        DeferredMsg::LogInTo { hub } => format!("Entrar em {hub}"),
        DeferredMsg::LogInWhy => "Uma parte deste hub só responde a quem se identifica.".into(),
        DeferredMsg::LoginRefused { why: "" } => "O hub não aceitou estes dados. Entre novamente.".into(),
        DeferredMsg::LoginRefused { why } => format!("O hub não aceitou estes dados: {why}"),
        DeferredMsg::LoginLacks { name } => format!("A resposta do hub não contém “{name}”."),
        DeferredMsg::KeepLonger => "Lembrar neste navegador (caso contrário, só nesta aba)".into(),
        DeferredMsg::LoggedIn { who: "" } => "Sessão iniciada neste hub.".into(),
        DeferredMsg::LoggedIn { who } => format!("Sessão iniciada neste hub como {who}."),
        DeferredMsg::ClearStaysLocal => {
            "Removidas apenas neste navegador: chegaram notificações mais novas ou o hub não responde.".into()
        }
        DeferredMsg::RefusedBecause { hub, why } => format!("{hub} não aceitou: {why}"),
        DeferredMsg::RefusedStatus { hub, status } => format!("{hub} não aceitou (HTTP {status})."),
        DeferredMsg::InDoubt { hub } => {
            format!("Não se sabe se {hub} fez isso: a resposta não chegou. Verifique antes de repetir.")
        }
        DeferredMsg::WhyTimeout { seconds } => format!("O hub não respondeu em {seconds} s. As tentativas continuam; se durar, verifique o hub e a rede."),
        DeferredMsg::WhyUnreachable { url } => {
            format!(
                "Nada responde em {url}. Verifique se o hub está em execução e se o endereço está correto."
            )
        }
        DeferredMsg::WhyUnreadable { url } => format!(
            "Algo responde em {url}, mas o navegador não pode ler a resposta. Permita esta origem (CORS) no hub ou sirva-o atrás do mesmo nginx, e verifique o caminho."
        ),
        DeferredMsg::WhyMixed { url } => format!(
            "Esta página é servida por https e não pode se conectar a {url}, que não é seguro. Use https no hub ou um proxy."
        ),
        DeferredMsg::WhyBehind { url, status } => format!(
            "O servidor em {url} responde HTTP {status}: o hub atrás dele não responde. Verifique se o hub está em execução."
        ),
        DeferredMsg::WhyNoEndpoint { url } => format!(
            "O servidor em {url} responde, mas não tem nada no caminho do perfil. Verifique o caminho no perfil."
        ),
        DeferredMsg::WhyNoUpgrade { url } => format!(
            "O servidor em {url} responde, mas a conexão não abre. Um proxy intermediário precisa deixar passar os WebSockets."
        ),
        DeferredMsg::WhyChecking => "Sem conexão. Descobrindo o motivo…".into(),
        DeferredMsg::WhyClosed { code, reason: "" } => format!("A conexão foi fechada (código {code}). Ela é aberta de novo automaticamente."),
        DeferredMsg::WhyClosed { code, reason } => format!("A conexão foi fechada (código {code}: {reason}). Ela é aberta de novo automaticamente."),
        DeferredMsg::WhyHttp { status, words: "" } => format!("O hub respondeu com HTTP {status}. Ele é consultado de novo automaticamente; se durar, verifique o hub."),
        DeferredMsg::WhyHttp { status, words } => format!("O hub respondeu com HTTP {status}: {words}. Ele é consultado de novo automaticamente; se durar, verifique o hub."),
        DeferredMsg::WhyUnusable => "O hub responde, mas a resposta não pode ser usada: cada tabela e o diagnóstico dizem o motivo. Ele é consultado de novo automaticamente; se durar, verifique o hub e o perfil.".into(),
        DeferredMsg::WhyNotWanted => "O hub diz que ninguém deve continuar ouvindo (HTTP 204). Tente de novo quando ele voltar a ter algo a dizer.".into(),
        DeferredMsg::WhyHubLeft => "O hub se despediu e encerrou a sessão. A conexão é refeita automaticamente.".into(),
        DeferredMsg::WhySilent { seconds } => format!("O hub ficou {seconds} s em silêncio; conectando novamente."),
        DeferredMsg::WhyRefused { why: "" } => "O hub recusou a conexão. Corrija o acesso e tente novamente.".into(),
        DeferredMsg::WhyRefused { why } => {
            format!("O hub recusou a conexão: {why}. Corrija o acesso e tente novamente.")
        }
        DeferredMsg::WhyRefusedForNow { why: "" } => "Por enquanto o hub recusa a conexão. Ele é consultado de novo automaticamente; se não adiantar, verifique o hub.".into(),
        DeferredMsg::WhyRefusedForNow { why } => format!("Por enquanto o hub recusa a conexão: {why}. Ele é consultado de novo automaticamente; se não adiantar, verifique o hub."),
        DeferredMsg::WhyPutOut { why: "" } => "O hub aceita esta página e logo em seguida fecha a conexão. Talvez permita uma só página por usuário: feche as outras e tente novamente. Caso contrário, tenta-se de novo em alguns minutos.".into(),
        DeferredMsg::WhyPutOut { why } => format!("O hub aceita esta página e logo em seguida fecha a conexão: {why}. Talvez permita uma só página por usuário: feche as outras e tente novamente. Caso contrário, tenta-se de novo em alguns minutos."),
        DeferredMsg::WhyForgottenSession => "O hub não conhece a sessão que acabou de abrir. Provavelmente há vários servidores atrás deste endereço: o balanceador deve enviar cada cliente sempre ao mesmo, ou deixar passar WebSockets.".into(),
        DeferredMsg::WhyProtocol { found } => {
            format!(
                "O que responde não é o protocolo que o perfil espera: chegou “{found}”. Verifique o perfil e o caminho."
            )
        }
        DeferredMsg::WhyOffline => "O navegador informa que não há rede. As tentativas continuam.".into(),
        DeferredMsg::WhyStopped => "A conexão foi parada aqui. Conecte para voltar a vigiar o hub.".into(),
        DeferredMsg::WhyLogin => "Este hub só mostra o que tem a quem entra nele.".into(),
        DeferredMsg::WhyLoginEnded { why: "" } => "O hub já não aceita o seu acesso. Entre novamente.".into(),
        DeferredMsg::WhyLoginEnded { why } => format!("O hub já não aceita o seu acesso ({why}). Entre novamente."),
        DeferredMsg::NotHeardSince { time } => format!("Sem sinal desde {time}."),
        DeferredMsg::UnreadableRows { count: 1 } => "1 linha da lista do hub não pode ser lida; o diagnóstico diz por quê.".into(),
        DeferredMsg::UnreadableRows { count } => format!("{count} linhas da lista do hub não podem ser lidas; o diagnóstico diz por quê."),
        DeferredMsg::TableNoAddress => "O hubs.json não informa o endereço desta parte do hub. Adicione-o em “urls” para vê-la.".into(),
        DeferredMsg::OnlyKnown => "Visível apenas para quem entra neste hub.".into(),
        DeferredMsg::TableFailed { why } => {
            format!("Não foi possível ler a tabela: {why}. Uma nova tentativa é feita automaticamente.")
        }
        DeferredMsg::UnknownSince { time } => format!("O que as linhas dizem é desconhecido desde {time}."),
        DeferredMsg::TableUnreached => "O hub não responde. A tabela será lida assim que ele voltar.".into(),
        DeferredMsg::TableStopped => "A conexão está parada. Conecte para ler a tabela.".into(),
        DeferredMsg::AnswerTooLate { seconds } => format!("sem resposta em {seconds} s"),
        DeferredMsg::NoConnection => "sem conexão".into(),
        DeferredMsg::AnswerIsHtml => "chegou uma página web em vez de dados".into(),
        DeferredMsg::AnswerNotJson => "a resposta não é JSON".into(),
        DeferredMsg::AnswerNotText => "a resposta não está escrita no conjunto de caracteres que ela indica".into(),
        DeferredMsg::AnswerTooLarge => "a resposta passa de 32 MB".into(),
        DeferredMsg::AnswerUnfit => "a resposta não é o que o perfil espera; o diagnóstico diz por quê".into(),
        DeferredMsg::PathLacks { name, found } => format!("no endereço, {name} não pode ser {found}"),
    }
}
