//! The lines of a page that a build fills: `<link data-trunk rel="…" href="…">`.

const BEGIN: &str = "<link data-trunk ";

/// One such line.
#[derive(Debug, PartialEq, Eq)]
pub struct TrunkLine<'a> {
    attributes: Vec<(&'a str, &'a str)>,
    /// The attributes without a value, which stand last.
    flags: Vec<&'a str>,
}

impl<'a> TrunkLine<'a> {
    /// Read what stands between `<link data-trunk ` and `>`.
    fn read(text: &'a str) -> Self {
        let mut attributes = Vec::new();
        let mut rest = text;
        while let Some((name, after)) = rest.split_once("=\"") {
            let (value, after) = after.split_once('"').unwrap_or((after, ""));
            attributes.push((name.trim(), value));
            rest = after;
        }
        Self { attributes, flags: rest.split_whitespace().collect() }
    }

    /// Whether it has this attribute, without a value.
    pub fn has(&self, flag: &str) -> bool {
        self.flags.contains(&flag)
    }

    /// The value of an attribute.
    ///
    /// # Errors
    /// When the line has none of that name.
    pub fn value(&self, name: &str) -> Result<&'a str, String> {
        let found = self.attributes.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| *value).ok_or_else(|| format!("index.html: {self:?} has no {name}"))
    }
}

/// The page with the markup that `fill` gives in place of each line; a line that it gives nothing for goes whole.
///
/// # Errors
/// What `fill` says, or when there is no such line.
pub fn replace(
    page: &str,
    mut fill: impl FnMut(&TrunkLine) -> Result<String, String>,
) -> Result<String, String> {
    let mut parts = page.split(BEGIN);
    let mut filled = parts.next().unwrap_or_default().to_owned();
    let mut lines = 0;
    for part in parts {
        let (inside, after) = part.split_once('>').ok_or("index.html: a data-trunk line has no end")?;
        let markup = fill(&TrunkLine::read(inside))?;
        if markup.is_empty() {
            filled.truncate(filled.trim_end().len());
        }
        filled.push_str(&markup);
        filled.push_str(after);
        lines += 1;
    }
    match lines {
        0 => Err("index.html has no data-trunk line".to_owned()),
        _ => Ok(filled),
    }
}

#[cfg(test)]
mod tests;
