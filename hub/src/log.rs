//! The log: plain lines on stderr.

use std::io;

use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Write what the filter lets through from now on.
pub fn init(filter: Targets) {
    // A hub must outlive the reader of its log: reporting a failed write would panic on the same pipe.
    let lines = fmt::layer().with_writer(io::stderr).with_ansi(false).log_internal_errors(false);
    tracing_subscriber::registry().with(filter).with(lines).init();
}
