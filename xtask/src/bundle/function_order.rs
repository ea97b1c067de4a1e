//! Saving: functions that have much in common stand one after the other.
//!
//! Brotli writes how far back a repeated piece stands and what kind of bytes are likely here: both are short among
//! functions of one kind. The linker's order follows the crates, wasm-opt's the number of calls.
use std::collections::HashMap;
use std::convert::Infallible;

use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{CodeSectionReader, FunctionBody, FunctionSectionReader, Parser, Payload, TypeRef};

/// Functions are compared by their pieces of this many bytes.
const PIECE: usize = 4;
/// A piece that stands in more functions says nothing about any.
const COMMON: usize = 1_000;

/// A piece of a function's code.
type Piece = [u8; PIECE];

/// The module with its functions in an order that compresses well.
///
/// # Errors
/// When it cannot be read.
pub fn arrange(wasm: &[u8]) -> Result<Vec<u8>, String> {
    let failed = |error: &dyn std::fmt::Display| format!("cannot order the functions of a module: {error}");
    let (imported, bodies) = functions(wasm).map_err(|error| failed(&error))?;
    let order = order(&bodies);
    let mut places = vec![0; order.len()];
    for (place, function) in (imported..).zip(&order) {
        places[*function] = place;
    }
    let mut module = Module::new();
    let done = Arrange { imported, order, places }.parse_core_module(&mut module, Parser::new(0), wasm);
    done.map_err(|error| failed(&error))?;
    Ok(module.finish())
}

/// How many functions are imported, and the code of the others.
fn functions(wasm: &[u8]) -> Result<(u32, Vec<&[u8]>), wasmparser::BinaryReaderError> {
    let (mut imported, mut bodies) = (0, Vec::new());
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => {}
        }
    }
    Ok((imported, bodies))
}

/// The functions in their new order: after each one that of which the largest part stands in it, else the shortest.
fn order(bodies: &[&[u8]]) -> Vec<usize> {
    let pieces: Vec<Vec<Piece>> = bodies.iter().map(|body| pieces(body)).collect();
    let mut holders: HashMap<Piece, Vec<usize>> = HashMap::new();
    for (function, pieces) in pieces.iter().enumerate() {
        for piece in pieces {
            holders.entry(*piece).or_default().push(function);
        }
    }
    holders.retain(|_, functions| functions.len() <= COMMON);
    let mut by_length: Vec<usize> = (0..bodies.len()).collect();
    by_length.sort_by_key(|function| bodies[*function].len());
    let mut by_length = by_length.into_iter();
    let (mut order, mut placed) = (Vec::new(), vec![false; bodies.len()]);
    let mut next = by_length.next();
    while let Some(function) = next {
        placed[function] = true;
        order.push(function);
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for other in pieces[function].iter().filter_map(|piece| holders.get(piece)).flatten() {
            if !placed[*other] {
                *shared.entry(*other).or_default() += 1;
            }
        }
        // By whole numbers and then by place, so that a build comes out the same each time.
        let likeness = |(other, shared): &(usize, usize)| (shared * 1_000_000 / pieces[*other].len(), *other);
        let likest = shared.into_iter().max_by_key(likeness).map(|(other, _)| other);
        next = likest.or_else(|| by_length.find(|other| !placed[*other]));
    }
    order
}

/// The different pieces of a function's code.
fn pieces(body: &[u8]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = body.windows(PIECE).filter_map(|piece| piece.try_into().ok()).collect();
    pieces.sort_unstable();
    pieces.dedup();
    pieces
}

struct Arrange {
    imported: u32,
    /// Which function stands at each place.
    order: Vec<usize>,
    /// The index of each function.
    places: Vec<u32>,
}

impl Reencode for Arrange {
    type Error = Infallible;

    fn function_index(&mut self, index: u32) -> Result<u32, Error> {
        let own = index.checked_sub(self.imported).and_then(|own| self.places.get(own as usize));
        Ok(own.copied().unwrap_or(index))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error> {
        let types = section.into_iter().collect::<Result<Vec<u32>, _>>()?;
        for function in self.order.clone() {
            functions.function(self.type_index(types[function])?);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error> {
        let bodies = section.into_iter().collect::<Result<Vec<FunctionBody<'_>>, _>>()?;
        for function in self.order.clone() {
            self.parse_function_body(code, bodies[function].clone())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
