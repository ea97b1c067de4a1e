//! The names by which the module and its script know each other: long, and each written twice.
//!
//! wasm-bindgen names an import after what it is and a hash, and an export after its whole type. Nobody reads
//! them in what is deployed, and hashes do not compress. Libraries also export classes that no page uses; what
//! only they hold on to goes with them.
use std::collections::HashMap;

/// A module and its script with short names, without what the script does not call.
///
/// # Errors
/// When they are not as wasm-bindgen leaves them.
pub fn shrink(wasm: &[u8], script: &str) -> Result<(Vec<u8>, String), String> {
    let script = without_classes(script);
    let called: Vec<&str> = script.split("wasm.").skip(1).map(leading_name).collect();
    let mut names = Names::default();
    let mut out = wasm.get(..8).ok_or("no WebAssembly: shorter than its header")?.to_vec();
    let mut reader = Reader { bytes: wasm, at: 8 };
    while reader.at < wasm.len() {
        let id = reader.byte()?;
        let body = reader.vector()?;
        let body = match id {
            IMPORTS => names.imports(body)?,
            EXPORTS => names.exports(body, &called)?,
            _ => body.to_vec(),
        };
        out.push(id);
        write_vector(&mut out, &body);
    }
    Ok((out, names.apply(&script)))
}

const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;
/// Where wasm-bindgen's imports come from.
const GLUE: &[u8] = b"_bg.js";

/// The script without the classes that libraries export, and what frees them.
fn without_classes(script: &str) -> String {
    let mut kept = String::new();
    let mut until = None;
    for line in script.lines() {
        if let Some(end) = until {
            if line == end || line.ends_with(end) && end == ";" {
                until = None;
            }
            continue;
        }
        if line.starts_with("export class ") {
            until = Some("}");
        } else if line.starts_with("const ") && line.contains("Finalization = (") {
            until = Some(";");
        } else if !line.starts_with("if (Symbol.dispose) ") {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

fn is_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_' || letter == '$'
}

fn leading_name(text: &str) -> &str {
    text.find(|letter| !is_name(letter)).and_then(|end| text.get(..end)).unwrap_or(text)
}

/// Long names and the short ones in their place.
#[derive(Default)]
struct Names {
    imports: HashMap<String, String>,
    exports: HashMap<String, String>,
}

impl Names {
    fn imports(&mut self, body: &[u8]) -> Result<Vec<u8>, String> {
        let mut reader = Reader { bytes: body, at: 0 };
        let count = reader.number()?;
        let mut out = Vec::new();
        write_number(&mut out, count);
        for _ in 0..count {
            let (module, name) = (reader.vector()?, reader.vector()?);
            let begun = reader.at;
            if reader.byte()? != 0 {
                return Err("an import that is no function".to_owned());
            }
            reader.number()?;
            write_vector(&mut out, module);
            if module.ends_with(GLUE) {
                write_vector(&mut out, short(&mut self.imports, name)?.as_bytes());
            } else {
                write_vector(&mut out, name);
            }
            out.extend_from_slice(&body[begun..reader.at]);
        }
        Ok(out)
    }

    fn exports(&mut self, body: &[u8], called: &[&str]) -> Result<Vec<u8>, String> {
        let mut reader = Reader { bytes: body, at: 0 };
        let mut kept = Vec::new();
        let mut count = 0;
        for _ in 0..reader.number()? {
            let name = reader.vector()?;
            let begun = reader.at;
            reader.byte()?;
            reader.number()?;
            let text = std::str::from_utf8(name).map_err(|error| error.to_string())?;
            if called.contains(&text) {
                write_vector(&mut kept, short(&mut self.exports, name)?.as_bytes());
                kept.extend_from_slice(&body[begun..reader.at]);
                count += 1;
            }
        }
        let mut out = Vec::new();
        write_number(&mut out, count);
        out.extend(kept);
        Ok(out)
    }

    /// The script with the short names.
    fn apply(&self, script: &str) -> String {
        let mut out = String::new();
        let mut rest = script;
        while let Some(start) = rest.find(is_name) {
            let (before, from) = rest.split_at(start);
            let name = leading_name(from);
            let names = if before.ends_with("wasm.") || out.ends_with("wasm") && before == "." {
                &self.exports
            } else {
                &self.imports
            };
            out.push_str(before);
            out.push_str(names.get(name).map_or(name, String::as_str));
            rest = &from[name.len()..];
        }
        out + rest
    }
}

fn short(names: &mut HashMap<String, String>, name: &[u8]) -> Result<String, String> {
    let name = String::from_utf8(name.to_vec()).map_err(|error| error.to_string())?;
    let next = names.len();
    Ok(names.entry(name).or_insert_with(|| format!("{}{}", letter(next % 26), next / 26)).clone())
}

fn letter(place: usize) -> char {
    char::from(b"abcdefghijklmnopqrstuvwxyz"[place])
}

/// Reads the binary format (WebAssembly 1.0, chapter 5).
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Result<u8, String> {
        let byte = self.bytes.get(self.at).copied().ok_or("the module ends early")?;
        self.at += 1;
        Ok(byte)
    }

    /// Unsigned LEB128.
    fn number(&mut self) -> Result<usize, String> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 {
                return Ok(number);
            }
            if shift > 28 {
                return Err("a number of more than 32 bits".to_owned());
            }
        }
    }

    fn vector(&mut self) -> Result<&'a [u8], String> {
        let length = self.number()?;
        let vector = self.bytes.get(self.at..self.at + length).ok_or("the module ends early")?;
        self.at += length;
        Ok(vector)
    }
}

fn write_number(out: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn write_vector(out: &mut Vec<u8>, vector: &[u8]) {
    write_number(out, vector.len());
    out.extend_from_slice(vector);
}

#[cfg(test)]
mod tests;
