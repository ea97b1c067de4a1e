//! How the hub ends: a signal asks for it, and open requests have a limited time to finish.

use std::io;
use std::time::Duration;

use tokio::sync::oneshot;

/// How long open requests may take after the shutdown signal, and the writer after that.
pub const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(5);

/// Listen for the shutdown signal from this call on, not from the first poll: a signal that nothing listens for kills
/// the process.
#[cfg(unix)]
pub fn shutdown_signal() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Listen for the shutdown signal.
#[cfg(not(unix))]
pub fn shutdown_signal() -> io::Result<impl Future<Output = ()>> {
    Ok(async { drop(tokio::signal::ctrl_c().await) })
}

/// Wait until the timeout has passed after the shutdown signal, which `signalled` reports by ending.
pub async fn shutdown_deadline(signalled: oneshot::Receiver<()>) {
    drop(signalled.await);
    tokio::time::sleep(SHUTDOWN_TIMEOUT).await;
    tracing::warn!(timeout = ?SHUTDOWN_TIMEOUT, "requests that are still open are cut off");
}
