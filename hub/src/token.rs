//! The token that clients must show where the hub asks for one.

use std::fmt;
use std::sync::Arc;

use subtle::ConstantTimeEq;

/// A token has so many characters at least.
const SHORTEST: usize = 16;

/// A token. It is never written to a log.
#[derive(Clone)]
pub struct Token(Arc<str>);

impl Token {
    /// Check what stands on the command line.
    ///
    /// # Errors
    /// A sentence.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.len() < SHORTEST || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(format!("expected at least {SHORTEST} visible ASCII characters, without spaces"));
        }
        Ok(Self(Arc::from(text)))
    }

    /// Whether it is this one. How long that takes does not tell how much of it is right.
    pub fn is(&self, shown: &str) -> bool {
        self.0.as_bytes().ct_eq(shown.as_bytes()).into()
    }

    /// What a client sends as `Authorization`.
    pub fn bearer(&self) -> String {
        format!("Bearer {}", self.0)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}
