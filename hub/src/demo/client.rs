//! The simulated agents' HTTP client.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;
use ureq::http::Response;
use ureq::{Agent, Body, RequestBuilder};

use crate::token::Token;

const TIMEOUT: Duration = Duration::from_secs(10);

/// Sends requests to one hub.
pub struct HubClient {
    hub: SocketAddr,
    /// The header that shows the token, where the hub asks for one.
    authorization: String,
    http: Agent,
}

#[derive(Deserialize)]
struct CheckRequest {
    requested_at: Option<String>,
}

impl HubClient {
    /// A client of the hub that listens on this address; an unspecified one is reached over loopback.
    pub fn new(mut hub: SocketAddr, token: Option<&Token>) -> Self {
        if hub.ip().is_unspecified() {
            hub.set_ip(match hub.ip() {
                IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
                IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
            });
        }
        let config = Agent::config_builder()
            // The hub is this process; a proxy that the environment names does not reach it.
            .proxy(None)
            .timeout_global(Some(TIMEOUT))
            .user_agent(concat!("atalaya-demo/", env!("CARGO_PKG_VERSION")));
        let authorization = token.map(Token::bearer).unwrap_or_default();
        Self { hub, authorization, http: config.build().into() }
    }

    /// Put a JSON body to a path, and return the answer's.
    pub fn put(&self, path: &str, body: &Value) -> Result<Vec<u8>, ureq::Error> {
        read(self.known(self.http.put(self.url(path))).send_json(body)?)
    }

    /// Put a file to a path, and return the answer's body.
    pub fn put_file(&self, path: &str, content: &[u8]) -> Result<Vec<u8>, ureq::Error> {
        read(self.known(self.http.put(self.url(path))).send(content)?)
    }

    /// Post a JSON body to a path, and return the answer's.
    pub fn post(&self, path: &str, body: &Value) -> Result<Vec<u8>, ureq::Error> {
        read(self.known(self.http.post(self.url(path))).send_json(body)?)
    }

    /// The time of the last request for a check, if there was one.
    pub fn last_check_request(&self) -> Result<Option<String>, ureq::Error> {
        let mut response = self.known(self.http.get(self.url("/check"))).call()?;
        Ok(response.body_mut().read_json::<CheckRequest>()?.requested_at)
    }

    /// A request that shows the token.
    fn known<T>(&self, request: RequestBuilder<T>) -> RequestBuilder<T> {
        request.header("authorization", &self.authorization)
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.hub)
    }
}

fn read(mut answer: Response<Body>) -> Result<Vec<u8>, ureq::Error> {
    answer.body_mut().read_to_vec()
}
