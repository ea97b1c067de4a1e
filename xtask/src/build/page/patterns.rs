//! How the page loads the program: the patterns of Trunk.toml.

/// The patterns; after [`Patterns::filled`], the markup.
#[derive(Debug, PartialEq, Eq)]
pub struct Patterns {
    /// Loads the program, in place of the page's `rel="rust"` line.
    pub script: String,
    /// Fetches it early, at the end of the page's head.
    pub preload: String,
}

impl Patterns {
    /// Read them from Trunk.toml.
    ///
    /// # Errors
    /// When it is no TOML, or has no such patterns.
    pub fn of_trunk(text: &str) -> Result<Self, String> {
        let table: toml::Table = text.parse().map_err(|error| format!("Trunk.toml: {error}"))?;
        let pattern = |name: &str| {
            let found = table.get("build").and_then(|build| build.get(name)).and_then(toml::Value::as_str);
            found.map(str::to_owned).ok_or_else(|| format!("Trunk.toml has no build.{name}"))
        };
        Ok(Self { script: pattern("pattern_script")?, preload: pattern("pattern_preload")? })
    }

    /// The markup for files of these names.
    ///
    /// # Errors
    /// When a pattern has a placeholder that is not known here.
    pub fn filled(&self, base: &str, script: &str, wasm: &str) -> Result<Self, String> {
        let fill = |pattern: &str| {
            let filled = pattern.replace("{base}", base).replace("{js}", script).replace("{wasm}", wasm);
            match filled.contains('{') {
                true => Err(format!("Trunk.toml: a placeholder of `{filled}` is not known to the build")),
                false => Ok(filled),
            }
        };
        Ok(Self { script: fill(&self.script)?, preload: fill(&self.preload)? })
    }
}

#[cfg(test)]
mod tests;
