//! The reference hub: one command that serves the app and is a hub for it.

mod actions;
mod args;
mod assets;
mod demo;
mod http;
mod push;
mod socket;
mod store;
mod time;
mod writer;

use std::io;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Parser;
use serde_json::json;
use socketioxide::SocketIo;
use socketioxide::layer::SocketIoLayer;
use tokio::net::TcpListener;
use tokio::runtime::Handle;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::args::Args;
use crate::push::Again;
use crate::store::notifications::{Draft, Kind};
use crate::writer::{Ended, Writer};

/// How long open requests may take to end when the hub is asked to stop.
const PATIENCE: Duration = Duration::from_secs(5);

#[tokio::main]
async fn main() -> ExitCode {
    match run(Args::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("atalaya-hub: {why}");
            ExitCode::FAILURE
        }
    }
}

/// The store's thread and what belongs to it.
struct Running {
    io: SocketIo,
    writer: Writer,
    ended: Ended,
    welcoming: JoinHandle<()>,
}

async fn run(args: Args) -> Result<(), String> {
    args.check()?;
    let origins = http::Origins::new(&args.allow_origin)?;
    // First the address: a second hub must not touch the database of the first.
    let listener = TcpListener::bind(args.listen).await.map_err(|error| cannot_listen(&args, &error))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let (layer, running) = start(&args)?;
    let hub = http::Hub {
        writer: running.writer.clone(),
        io: running.io.clone(),
        dist: args.dist.clone(),
        demo: args.demo,
        checks: Arc::default(),
    };
    let app = http::router(hub, layer, origins);
    announce(&running.writer, &address.to_string()).await?;
    // Before anybody is told that the hub is there: a signal that nobody listens for kills it.
    let asked_to_stop = asked_to_stop().map_err(|error| format!("cannot listen for signals: {error}"))?;
    let (stopping, asked) = oneshot::channel();
    let demo = args.demo.then(|| tokio::spawn(demo::run(address, Duration::from_secs_f64(args.demo_every))));
    println!("Atalaya on http://{address}");
    let io = running.io.clone();
    let serving = axum::serve(listener, app).with_graceful_shutdown(async move {
        asked_to_stop.await;
        drop(stopping);
        io.close().await;
    });
    let served = tokio::select! {
        served = serving => served,
        () = too_slow(asked) => Ok(()),
    };
    if let Some(demo) = demo {
        demo.abort();
    }
    stop(running).await;
    served.map_err(|error| error.to_string())
}

fn start(args: &Args) -> Result<(SocketIoLayer, Running), String> {
    let conn = store::open(&args.database)?;
    let (layer, io) = socket::layer(args.client_buffer);
    let (again, behind) = Again::new();
    let (runtime, told) = (Handle::current(), io.clone());
    let publish = move |push| {
        // Closing a socket spawns tasks, which needs the runtime.
        let _entered = runtime.enter();
        push::publish(&told, &again, push);
    };
    let (writer, ended) = Writer::start(conn, publish).map_err(|error| format!("no thread: {error}"))?;
    let welcoming = tokio::spawn(push::welcome_back(behind, writer.clone()));
    socket::serve(&io, &writer);
    Ok((layer, Running { io, writer, ended, welcoming }))
}

/// As the original does at its start (hub 002 §2.3).
async fn announce(writer: &Writer, address: &str) -> Result<(), String> {
    let draft = Draft {
        kind: Kind::Success,
        title: "Sistema Iniciado".to_owned(),
        message: format!("El servidor se ha iniciado correctamente en {address}"),
        data: json!({}),
    };
    writer.run(move |work| actions::notify(work, &draft)).await.map(drop).map_err(|error| error.to_string())
}

async fn stop(running: Running) {
    running.welcoming.abort();
    let ended = async {
        running.writer.stop().await;
        running.ended.await
    };
    // All that was acknowledged is on disk already; this only tidies up.
    drop(tokio::time::timeout(PATIENCE, ended).await);
}

fn cannot_listen(args: &Args, error: &io::Error) -> String {
    let address = args.listen;
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

/// Ends when somebody asks; listens from the call on, not from the first poll.
#[cfg(unix)]
fn asked_to_stop() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupted = signal(SignalKind::interrupt())?;
    let mut terminated = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
    })
}

/// Ends when somebody asks.
#[cfg(not(unix))]
fn asked_to_stop() -> io::Result<impl Future<Output = ()>> {
    Ok(async { drop(tokio::signal::ctrl_c().await) })
}

/// Ends when the hub was asked to stop and its open requests take too long. `asked`: ends when it is asked.
async fn too_slow(asked: oneshot::Receiver<()>) {
    drop(asked.await);
    tokio::time::sleep(PATIENCE).await;
}
