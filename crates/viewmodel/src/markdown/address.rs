//! Where a link of a message goes.

/// Longest address that is followed (bytes).
const LONGEST: usize = 2_000;

/// An address of the web or of mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// All of it.
    pub link: String,
    /// Where it goes, for users: the host, or who gets the mail.
    pub place: String,
}

impl Address {
    /// Nothing where it is another kind of address, or one that two programs could read in two ways.
    #[must_use]
    pub fn parse(link: &str) -> Option<Self> {
        let odd = |it: char| it.is_whitespace() || it.is_control() || matches!(it, '\\' | '"' | '<' | '>');
        if link.len() > LONGEST || link.contains(odd) {
            return None;
        }
        let web = link.strip_prefix("https://").or_else(|| link.strip_prefix("http://"));
        let place = match web {
            Some(web) => web.split(['/', '?', '#']).next()?.rsplit('@').next()?,
            None => link.strip_prefix("mailto:")?.split('?').next()?,
        };
        (!place.is_empty()).then(|| Self { link: link.to_owned(), place: place.to_owned() })
    }

    /// Whether these words say themselves where it goes.
    #[must_use]
    pub fn is_said_by(&self, words: &str) -> bool {
        words == self.place || words == self.link
    }
}
