//! Where a hub's sources are: bases from `hubs.json`, with the scheme that each transport needs.

use session::SourceId;

use crate::config::HubConfig;

/// The absolute bases of a hub's sources, without a trailing slash, as `http(s)`.
#[derive(Clone, Debug)]
pub struct Bases(Vec<Option<String>>);

impl Bases {
    /// These addresses, source by source: absolute, `http(s)`, without a trailing slash.
    pub fn new(addresses: Vec<Option<String>>) -> Self {
        Self(addresses)
    }

    /// Resolve a hub's addresses against the page. `names` are, source by source, the names of its base and of
    /// the one that stands in for it: `url` or a name from `urls`.
    pub fn resolve<'a>(
        hub: &HubConfig,
        names: impl Iterator<Item = (&'a str, Option<&'a str>)>,
        page: &str,
    ) -> Self {
        let url = |(name, or): (&str, Option<&str>)| base(hub, name).or_else(|| base(hub, or?));
        Self::new(names.map(|names| url(names).map(|url| absolute(url, page))).collect())
    }

    /// Sources that have no address.
    pub fn missing(&self) -> Vec<SourceId> {
        let all = self.0.iter().enumerate();
        all.filter(|(_, base)| base.is_none()).map(|(source, _)| SourceId(source)).collect()
    }

    /// Every address, in the order of the sources; empty for those without.
    pub fn all(&self) -> Vec<&str> {
        self.0.iter().map(|base| base.as_deref().unwrap_or_default()).collect()
    }

    /// An address for a request.
    pub fn http_url(&self, source: SourceId, path_and_query: &str) -> String {
        format!("{}{path_and_query}", self.of(source))
    }

    /// An address for a WebSocket.
    pub fn socket_url(&self, source: SourceId, path_and_query: &str) -> String {
        // `http` → `ws`, `https` → `wss`.
        let base = self.of(source);
        format!("ws{}{path_and_query}", base.strip_prefix("http").unwrap_or(base))
    }

    fn of(&self, source: SourceId) -> &str {
        self.0.get(source.0).and_then(Option::as_deref).unwrap_or_default()
    }
}

fn base<'a>(hub: &'a HubConfig, name: &str) -> Option<&'a str> {
    if name == "url" {
        return Some(&hub.url);
    }
    hub.urls.iter().find(|(key, _)| key == name).map(|(_, url)| url.as_str())
}

/// `url` as an absolute `http(s)` address; `page` is the address that `hubs.json` came from.
fn absolute(url: &str, page: &str) -> String {
    let resolved = web_sys::Url::new_with_base(url, page).map_or_else(
        |_| url.to_owned(),
        |url| format!("{}//{}{}", url.protocol(), url.host(), url.pathname()),
    );
    let http = match resolved.strip_prefix("ws") {
        Some(rest) => format!("http{rest}"),
        None => resolved,
    };
    http.trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests;
