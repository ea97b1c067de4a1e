//! How much one address may ask, and how many clients may listen.

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::error::ApiError;

/// Addresses that are remembered before those that ask no longer are forgotten.
const MAX_ADDRESSES: usize = 10_000;

/// So many requests a second from one address, and as many at once.
pub struct RequestLimit {
    limiter: DefaultKeyedRateLimiter<IpAddr>,
    a_second: NonZeroU32,
}

impl RequestLimit {
    /// Of so many requests; none where it is 0.
    pub fn new(a_second: u32) -> Option<Arc<Self>> {
        let a_second = NonZeroU32::new(a_second)?;
        Some(Arc::new(Self { limiter: RateLimiter::keyed(Quota::per_second(a_second)), a_second }))
    }

    fn allows(&self, address: IpAddr) -> bool {
        if self.limiter.len() > MAX_ADDRESSES {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(&address).is_ok()
    }
}

/// Refuse the requests of an address that asks too often.
pub async fn limit_requests(
    State(limit): State<Option<Arc<RequestLimit>>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    match limit {
        Some(limit) if !limit.allows(peer.ip()) => {
            let why =
                format!("More than {} requests a second came from {}; try again", limit.a_second, peer.ip());
            let refused = ApiError::new(StatusCode::TOO_MANY_REQUESTS, why);
            ([(header::RETRY_AFTER, "1")], refused).into_response()
        }
        _ => next.run(request).await,
    }
}

#[cfg(test)]
mod tests;
