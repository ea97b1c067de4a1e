//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Parser;

/// The reference hub: serves the app, and speaks Socket.IO and REST to it and to agents.
#[derive(Parser, Clone, Debug)]
#[command(name = "atalaya-hub", version)]
pub struct Args {
    /// Address and port to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Folder of the built app, to be served at /
    #[arg(long, value_name = "DIR")]
    pub dist: Option<PathBuf>,
    /// SQLite file that everything is kept in; made when it is not there
    #[arg(long, value_name = "FILE", default_value = "atalaya-hub.db")]
    pub database: PathBuf,
    /// Let simulated agents report data sets and notifications
    #[arg(long)]
    pub demo: bool,
    /// Seconds between two things that the simulated agents do
    #[arg(long, value_name = "SECONDS", default_value_t = 8.0, value_parser = pace)]
    pub demo_every: f64,
    /// Messages that may wait for one client; one that falls further behind is told that it missed some
    #[arg(long, value_name = "N", default_value_t = 16_384, value_parser = clap::value_parser!(u32).range(16..=1_000_000))]
    pub client_buffer: u32,
    /// Web origin, other than this one and loopback's, whose pages may use the hub; may be repeated
    #[arg(long, value_name = "ORIGIN")]
    pub allow_origin: Vec<String>,
    /// Listen on an address that others can reach, though whoever reaches it may do everything
    #[arg(long)]
    pub insecure_public: bool,
}

fn pace(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(seconds) if (0.01..=86_400.0).contains(&seconds) => Ok(seconds),
        _ => Err("expected seconds from 0.01 to 86400".to_owned()),
    }
}

impl Args {
    /// What clap cannot know.
    ///
    /// # Errors
    /// A sentence that says what to do.
    pub fn check(&self) -> Result<(), String> {
        if !self.listen.ip().is_loopback() && !self.insecure_public {
            return Err(format!(
                "{} can be reached from other machines, and this hub does not ask for tokens yet: whoever reaches it \
                 may read and clear everything. Listen on 127.0.0.1 and put a proxy that checks who comes in front \
                 of it, or give --insecure-public.",
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
