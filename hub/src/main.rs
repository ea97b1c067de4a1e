//! The reference hub: one command that serves the app and is a hub for it.
//!
//! It keeps the contract that `docs/hubs/002-open-data-portal.md` describes; comments cite that as hub 002. Beside it, it
//! watches a cluster: nodes that beat, the blocks that they hold, and the files that these are parts of.

mod actions;
mod args;
mod assets;
mod cluster;
mod demo;
mod files;
mod frames;
mod http;
mod log;
mod push;
mod replication;
mod shutdown;
mod socket;
mod store;
mod time;
mod token;
mod vitals;
mod writer;

use std::io;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Parser;
use rusqlite::Connection;
use serde_json::json;
use socketioxide::SocketIo;
use socketioxide::layer::SocketIoLayer;
use tokio::net::TcpListener;
use tokio::runtime::Handle;
use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle;

use crate::args::Args;
use crate::demo::{Agents, Behaviour};
use crate::files::Folder;
use crate::frames::Frames;
use crate::push::{Push, ResyncQueue};
use crate::shutdown::{SHUTDOWN_TIMEOUT, shutdown_deadline, shutdown_signal};
use crate::socket::Room;
use crate::store::channels::Channel;
use crate::store::notifications::{Draft, Severity};
use crate::store::{changes, files as stored_files};
use crate::vitals::{Counter, Vitals};
use crate::writer::{Writer, WriterEnd};

#[tokio::main]
async fn main() -> ExitCode {
    let args = Args::parse();
    log::init(args.log.clone());
    match run(args).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            tracing::error!("{why}");
            ExitCode::FAILURE
        }
    }
}

async fn run(args: Args) -> Result<(), String> {
    args.check()?;
    let origins = http::Origins::new(&args.allow_origin)?;
    // The address comes first: a second hub must not touch the database of the first.
    let listener =
        TcpListener::bind(args.listen).await.map_err(|error| cannot_listen(args.listen, &error))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let (layer, services) = Services::start(&args)?;
    let (close, closing) = watch::channel(false);
    let hub = http::HubState {
        writer: services.writer.clone(),
        io: services.io.clone(),
        frames: services.frames.clone(),
        closing,
        folder: services.folder.clone(),
        dist: args.dist.clone(),
        heartbeat: Duration::from_secs_f64(args.heartbeat),
        token: args.token.clone(),
        demo: args.demo,
        checks: Arc::default(),
        vitals: Arc::clone(&services.vitals),
        room: services.room.clone(),
    };
    let app = http::router(hub, layer, origins, http::RequestLimit::new(args.rate));
    notify_start(&services.writer, address).await?;
    // The signal is listened for before the line below says that the hub is ready.
    let signal = shutdown_signal().map_err(|error| format!("cannot listen for signals: {error}"))?;
    let agents = start_agents(&args, address)?;
    println!("Atalaya on http://{address}");
    tracing::info!(%address, database = %args.database.display(), demo = args.demo, "the hub is ready");
    let served = serve(listener, app, signal, agents, services.io.clone(), close).await;
    services.stop().await;
    tracing::info!("the hub has stopped");
    served.map_err(|error| error.to_string())
}

/// Serve until the shutdown signal, and then until the open requests have ended or the time for it is up.
async fn serve(
    listener: TcpListener,
    app: axum::Router,
    signal: impl Future<Output = ()> + Send + 'static,
    agents: Option<Agents>,
    io: SocketIo,
    close: watch::Sender<bool>,
) -> io::Result<()> {
    let (shutting_down, signalled) = oneshot::channel();
    // Each request knows who asks.
    let app = app.into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, app).with_graceful_shutdown(async move {
        signal.await;
        tracing::info!("shutdown signal received");
        drop(shutting_down);
        drop(agents);
        close.send_replace(true);
        io.close().await;
    });
    tokio::select! {
        served = serving => served,
        () = shutdown_deadline(signalled) => Ok(()),
    }
}

/// What runs beside the HTTP server.
struct Services {
    io: SocketIo,
    frames: Frames,
    writer: Writer,
    writer_end: WriterEnd,
    vitals: Arc<Vitals>,
    room: Room,
    folder: Arc<Folder>,
    /// What runs as long as the hub does.
    tasks: [JoinHandle<()>; 4],
}

impl Services {
    fn start(args: &Args) -> Result<(SocketIoLayer, Self), String> {
        let conn = store::open(&args.database)?;
        let folder = Arc::new(open_folder(args, &conn)?);
        let (layer, io) = socket::layer(args.client_buffer);
        let (resync_queue, lagging) = ResyncQueue::new();
        let frames = Frames::new(usize::try_from(args.client_buffer).unwrap_or(usize::MAX));
        let vitals = Vitals::new();
        let (runtime, clients, all_frames) = (Handle::current(), io.clone(), frames.clone());
        let counted = Arc::clone(&vitals);
        let publish = move |push| {
            // Closing a socket spawns tasks, which needs the runtime.
            let _entered = runtime.enter();
            if matches!(push, Push::Broadcast { .. }) {
                counted.count(Counter::Broadcasts);
            }
            push::publish(&clients, &resync_queue, &all_frames, push);
        };
        let (writer, writer_end) =
            Writer::start(conn, publish).map_err(|error| format!("no thread: {error}"))?;
        let heartbeat = Duration::from_secs_f64(args.heartbeat);
        let tasks = [
            tokio::spawn(push::resync(lagging, writer.clone())),
            tokio::spawn(cluster::watch(writer.clone(), heartbeat, Arc::clone(&vitals))),
            tokio::spawn(replication::watch(writer.clone())),
            tokio::spawn(Arc::clone(&vitals).sample()),
        ];
        let room = Room { io: io.clone(), vitals: Arc::clone(&vitals), max_clients: args.max_clients };
        socket::serve(&io, &writer, args.token.as_ref(), &room);
        Ok((layer, Self { io, frames, writer, writer_end, vitals, room, folder, tasks }))
    }

    async fn stop(self) {
        self.tasks.iter().for_each(JoinHandle::abort);
        let writer_ended = async {
            self.writer.stop().await;
            self.writer_end.await
        };
        // All that was acknowledged is on disk already; this only puts the database's log away.
        drop(tokio::time::timeout(SHUTDOWN_TIMEOUT, writer_ended).await);
    }
}

/// The folder of files, without what the database knows nothing of.
fn open_folder(args: &Args, conn: &Connection) -> Result<Folder, String> {
    let read = |error: store::Error| error.to_string();
    let (mark, kept) = (changes::mark(conn).map_err(read)?, stored_files::contents(conn).map_err(read)?);
    Folder::open(&args.folder(), &mark.epoch, &kept, args.max_file, args.placing())
}

/// Add the notification that the original makes at its start (hub 002 §2.3).
async fn notify_start(writer: &Writer, address: SocketAddr) -> Result<(), String> {
    let draft = Draft {
        channel: Channel::Portal,
        severity: Severity::Success,
        title: "Sistema Iniciado".to_owned(),
        message: format!("El servidor se ha iniciado correctamente en {address}"),
        data: json!({}),
    };
    writer.run(move |job| actions::notify(job, &draft)).await.map(drop).map_err(|error| error.to_string())
}

fn start_agents(args: &Args, hub: SocketAddr) -> Result<Option<Agents>, String> {
    let behaviour = Behaviour {
        every: Duration::from_secs_f64(args.demo_every),
        seed: args.demo_seed,
        heartbeat: Duration::from_secs_f64(args.heartbeat),
    };
    let agents = args.demo.then(|| Agents::start(hub, args.token.as_ref(), behaviour)).transpose();
    agents.map_err(|error| format!("no thread: {error}"))
}

fn cannot_listen(address: SocketAddr, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::AddrInUse => format!(
            "{address} is in use: is another hub running? Stop it, or choose another with --listen 127.0.0.1:PORT"
        ),
        io::ErrorKind::PermissionDenied => {
            format!("{address}: this user may not listen there; take a port above 1023")
        }
        _ => format!("cannot listen on {address}: {error}"),
    }
}
