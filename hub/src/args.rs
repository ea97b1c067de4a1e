//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Parser;
use tracing_subscriber::filter::Targets;

use crate::store::files::Placing;
use crate::token::Token;

/// What is limited and has no option.
const LIMITS: &str = "\
Further limits: a body has at most 64 KiB, a report of blocks 2 MiB and 5 000 blocks; a message of a client of Socket.IO \
100 kB, a frame of a client of /ws 16 KiB. 10 000 notifications, 2 000 nodes, 200 000 blocks and 20 000 files are kept.";

/// The reference hub: serves the app, and speaks Socket.IO and REST to it and to agents.
#[derive(Parser, Clone, Debug)]
#[command(name = "atalaya-hub", version, after_help = LIMITS)]
pub struct Args {
    /// Address and port to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Folder of the built app, to be served at /
    #[arg(long, value_name = "DIR")]
    pub dist: Option<PathBuf>,
    /// SQLite file that keeps everything; created when it does not exist
    #[arg(long, value_name = "FILE", default_value = "atalaya-hub.db")]
    pub database: PathBuf,
    /// Let simulated agents report data sets, be the nodes of a cluster and create notifications
    #[arg(long)]
    pub demo: bool,
    /// Seconds between two actions of the simulated agents
    #[arg(long, value_name = "SECONDS", default_value_t = 8.0, value_parser = seconds)]
    pub demo_every: f64,
    /// Number that the simulated agents take their chances from: the same one makes the same things happen again
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub demo_seed: u64,
    /// Seconds between two beats of a cluster's node; one that comes more than a second late is missed
    #[arg(long, value_name = "SECONDS", default_value_t = 5.0, value_parser = seconds)]
    pub heartbeat: f64,
    /// Folder that keeps the contents of files; created when it does not exist [default: beside the database, with .files in place of .db]
    #[arg(long, value_name = "DIR")]
    pub files: Option<PathBuf>,
    /// Bytes of a file at most; K, M or G may stand behind the number
    #[arg(long, value_name = "BYTES", default_value = "1G", value_parser = bytes)]
    pub max_file: u64,
    /// Bytes of the blocks that files are cut into
    #[arg(long, value_name = "BYTES", default_value = "1M", value_parser = bytes)]
    pub block_size: u64,
    /// Replicas that are wanted of each block of a file that the hub keeps
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(i64).range(1..=100))]
    pub replicas: i64,
    /// Messages that may wait for one client; a client that falls further behind is resynchronised
    #[arg(long, value_name = "N", default_value_t = 16_384, value_parser = clap::value_parser!(u32).range(16..=1_000_000))]
    pub client_buffer: u32,
    /// Clients of Socket.IO and /ws that may listen at once; one more is refused
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    pub max_clients: usize,
    /// Requests a second that one address may send; one more is answered by 429; 0 is no limit
    #[arg(long, value_name = "N", default_value_t = 1_000)]
    pub rate: u32,
    /// Web origin, beside the hub's own and those on loopback, whose pages may use the hub; may be repeated
    #[arg(long, value_name = "ORIGIN")]
    pub allow_origin: Vec<String>,
    /// What clients must show: `Authorization: Bearer …`, `auth: { token }` of Socket.IO, the first frame at /ws; at least 16 characters
    #[arg(long, value_name = "TOKEN", env = "ATALAYA_HUB_TOKEN", hide_env_values = true, value_parser = Token::parse)]
    pub token: Option<Token>,
    /// Listen without a token on an address that other machines can reach, though every client may then do everything
    #[arg(long)]
    pub insecure_public: bool,
    /// What to log on stderr: a level, or levels by target as in `warn,atalaya_hub::push=debug`
    #[arg(long, value_name = "FILTER", env = "RUST_LOG", default_value = "info")]
    pub log: Targets,
}

fn seconds(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(seconds) if (0.01..=86_400.0).contains(&seconds) => Ok(seconds),
        _ => Err("expected seconds from 0.01 to 86400".to_owned()),
    }
}

/// A number of bytes, from 1 KiB to 1 TiB.
fn bytes(text: &str) -> Result<u64, String> {
    let units = [('K', 10), ('M', 20), ('G', 30)];
    let unit = units.into_iter().find_map(|(unit, bits)| Some((text.strip_suffix(unit)?, bits)));
    let (number, bits) = unit.unwrap_or((text, 0));
    let found = number.parse().ok().and_then(|number: u64| number.checked_mul(1 << bits));
    found
        .filter(|bytes| (1 << 10..=1 << 40).contains(bytes))
        .ok_or_else(|| "expected bytes from 1K to 1024G, as in 64M".to_owned())
}

impl Args {
    /// Where the contents of files are.
    pub fn folder(&self) -> PathBuf {
        self.files.clone().unwrap_or_else(|| self.database.with_extension("files"))
    }

    /// How contents are placed on nodes.
    pub fn placing(&self) -> Placing {
        let block_size = i64::try_from(self.block_size).unwrap_or(i64::MAX);
        Placing { block_size, replicas: self.replicas }
    }

    /// Check what clap cannot check.
    ///
    /// # Errors
    /// A sentence that says what to do.
    pub fn check(&self) -> Result<(), String> {
        if !self.listen.ip().is_loopback() && self.token.is_none() && !self.insecure_public {
            return Err(format!(
                "{} can be reached from other machines, where every client may read and clear everything. Give a \
                 --token that clients must show, listen on 127.0.0.1 behind a proxy with authentication, or give \
                 --insecure-public.",
                self.listen.ip()
            ));
        }
        if let Some(dist) = self.dist.as_ref().filter(|dist| !dist.join("index.html").is_file()) {
            return Err(format!(
                "--dist {}: there is no index.html in it; `cargo xtask build` makes dist/",
                dist.display()
            ));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
