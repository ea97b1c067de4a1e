//! What is known of an address before anything is asked.

/// What is known of an address before anything is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// Its path, with its query where there is one.
    pub path: String,
    /// It is that of a WebSocket (`ws`, `wss`).
    pub is_socket: bool,
    /// It is below the page's own origin, whose answers can always be read.
    pub is_own: bool,
    /// The browser asks nothing of it, since the page is secure and it is not.
    pub is_mixed: bool,
    /// It is in a local network, and the page is from elsewhere: browsers want to be asked for that.
    pub is_guarded: bool,
}

/// Whether a host is of this machine or of a local network ("Local Network Access" §2.1, by its name alone).
#[must_use]
pub fn is_local(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let ends =
        [".local", ".localhost", ".lan", ".internal", ".home.arpa"].iter().any(|end| host.ends_with(end));
    if ends || host == "localhost" || host == "::1" {
        return true;
    }
    if host.contains(':') {
        return ["fc", "fd", "fe80"].iter().any(|start| host.starts_with(start));
    }
    let numbers: Vec<u8> = host.split('.').filter_map(|part| part.parse().ok()).collect();
    match numbers.as_slice() {
        [127 | 10, _, _, _] | [192, 168, _, _] | [169, 254, _, _] => true,
        [172, second, _, _] => (16..32).contains(second),
        [100, second, _, _] => (64..128).contains(second),
        // A name without a point is one of this network.
        _ => !host.is_empty() && !host.contains('.'),
    }
}

#[cfg(test)]
mod tests {
    use super::is_local;

    #[test]
    fn addresses_of_this_machine_and_of_local_networks_are_told_from_all_others() {
        for host in [
            "localhost",
            "127.0.0.1",
            "10.1.2.3",
            "192.168.0.9",
            "172.16.0.1",
            "100.64.0.1",
            "[::1]",
            "nas.local",
            "nas",
            "[fd00::1]",
        ] {
            assert!(is_local(host), "{host}");
        }
        for host in
            ["example.org", "172.32.0.1", "8.8.8.8", "100.128.0.1", "[2001:db8::1]", "192.169.0.1", ""]
        {
            assert!(!is_local(host), "{host}");
        }
    }
}
