//! Saving: functions that only the table of functions still holds go.
//!
//! What a library exports to scripts is called through the table, and so are the closures that wasm-bindgen asks about
//! when it binds. Once the exports are gone ([`super::unused_exports`]) nothing calls them, but wasm-opt cannot know
//! which slots of the table a program may come to. The linker can: its relocations tell what refers to what.
use std::collections::{HashMap, HashSet};
use std::convert::Infallible;
use std::ops::Range;

use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{Elements, Module};
use wasmparser::{
    BinaryReaderError, CustomSectionReader, ElementItems, ElementKind, ExternalKind, FunctionBody,
    KnownCustom, Linking, Name, Operator, Parser, Payload, RelocSectionReader, RelocationType, SymbolInfo,
    TypeRef,
};

/// wasm-bindgen calls these when it binds, and leaves them out of what it binds.
const DESCRIBES: &str = "__wbindgen_describe";
/// What is bound starts it by itself.
const MAIN: &str = "main";

/// Which slots of a module's table, counted from the first, hold what nothing in the linked program can come to any more
/// once these exports are gone. The module is what was cut from the program, not yet bound: cutting numbers functions and
/// slots anew, and leaves functions their names.
///
/// # Errors
/// When one of them cannot be read, or the program was linked without its relocations.
pub fn dead(linked: &[u8], cut: &[u8], gone: &HashSet<&str>) -> Result<Vec<bool>, String> {
    let failed = |error| format!("cannot read a linked program: {error}");
    let program = Linked::read(linked).map_err(failed)?;
    if !program.is_relocated {
        return Err("the program was linked without its relocations".to_owned());
    }
    let kept = |export: &str| {
        export == MAIN
            || !(export.starts_with(DESCRIBES) || gone.contains(export) || gone.contains(plain(export)))
    };
    let reached = program.reached(kept);
    let (reached, others): (Vec<_>, Vec<_>) =
        program.names.iter().partition(|(function, _)| reached.contains(function));
    let reached: HashSet<&str> = reached.into_iter().map(|(_, name)| *name).collect();
    let dead: HashSet<&str> =
        others.into_iter().map(|(_, name)| *name).filter(|name| !reached.contains(name)).collect();
    let cut = Linked::read(cut).map_err(failed)?;
    Ok(cut.slots.iter().map(|function| cut.names.get(function).is_some_and(|it| dead.contains(it))).collect())
}

/// The name that an export has once it is bound: without the sixteen digits that tell it from those of other crates.
fn plain(export: &str) -> &str {
    let hashed = export.rsplit_once('_');
    let name = hashed.filter(|(_, hash)| hash.len() == 16 && hash.bytes().all(|it| it.is_ascii_hexdigit()));
    name.map_or(export, |(name, _)| name)
}

/// The module without what only these slots hold: they hold what another slot does.
///
/// # Errors
/// When it cannot be read.
pub fn clear(wasm: &[u8], dead: &[bool]) -> Result<Vec<u8>, String> {
    let mut module = Module::new();
    let done = Clear { dead, done: false }.parse_core_module(&mut module, Parser::new(0), wasm);
    done.map_err(|error| format!("cannot clear the table of a module: {error}"))?;
    Ok(module.finish())
}

/// A place in a section, and what it refers to.
struct Reference {
    at: u32,
    to: Node,
}

/// A function, or a symbol of the data.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Node {
    Function(u32),
    Data(usize),
}

/// What refers to what in a linked program.
#[derive(Default)]
struct Linked<'a> {
    imported: u32,
    is_relocated: bool,
    exports: Vec<(&'a str, u32)>,
    /// Called without an export.
    roots: Vec<Node>,
    /// What the table's first segment holds.
    slots: Vec<u32>,
    /// The names of functions.
    names: HashMap<u32, &'a str>,
    /// Where each function stands in the code.
    bodies: Vec<Range<u32>>,
    /// Where each segment of the data begins.
    segments: Vec<u32>,
    /// What each symbol stands for.
    symbols: Vec<Option<Node>>,
    /// Where each symbol stands in the data.
    data: Vec<Range<u32>>,
    code: Vec<Reference>,
    values: Vec<Reference>,
}

impl<'a> Linked<'a> {
    fn read(wasm: &'a [u8]) -> Result<Self, BinaryReaderError> {
        let mut linked = Self::default();
        let mut code_at = 0;
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        let is_function = matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_));
                        linked.imported += u32::from(is_function);
                    }
                }
                Payload::ExportSection(exports) => {
                    for export in exports {
                        let export = export?;
                        if export.kind == ExternalKind::Func {
                            linked.exports.push((export.name, export.index));
                        }
                    }
                }
                Payload::StartSection { func, .. } => linked.roots.push(Node::Function(func)),
                Payload::ElementSection(elements) => {
                    for element in elements {
                        if let (true, ElementItems::Functions(all)) =
                            (linked.slots.is_empty(), element?.items)
                        {
                            linked.slots = all.into_iter().collect::<Result<_, _>>()?;
                        }
                    }
                }
                Payload::CodeSectionStart { range, .. } => code_at = range.start,
                Payload::CodeSectionEntry(body) => {
                    let place = within(&body.range(), code_at);
                    // The linker relocates nothing in what it wrote itself, so calls are read from the code.
                    let calls = calls(&body)?.into_iter();
                    linked.code.extend(calls.map(|to| Reference { at: place.start, to }));
                    linked.bodies.push(place);
                }
                Payload::DataSection(section) => {
                    let at = section.range().start;
                    for segment in section {
                        let segment = segment?;
                        let end = within(&segment.range, at).end;
                        linked.segments.push(end - segment.data.len() as u32);
                    }
                }
                Payload::CustomSection(section) => linked.custom(&section)?,
                _ => {}
            }
        }
        linked.code.sort_by_key(|reference| reference.at);
        linked.values.sort_by_key(|reference| reference.at);
        Ok(linked)
    }

    /// Names, symbols and relocations. They stand behind what they are about.
    fn custom(&mut self, section: &CustomSectionReader<'a>) -> Result<(), BinaryReaderError> {
        match section.as_known() {
            KnownCustom::Name(parts) => {
                for part in parts {
                    let Name::Function(names) = part? else { continue };
                    let names = names.into_iter().collect::<Result<Vec<_>, _>>()?;
                    self.names.extend(names.into_iter().map(|name| (name.index, name.name)));
                }
            }
            KnownCustom::Linking(linking) => {
                for part in linking.subsections() {
                    self.linking(part?)?;
                }
            }
            KnownCustom::Reloc(all) if section.name() == "reloc.CODE" => {
                self.is_relocated = true;
                let references = self.references(&all)?;
                self.code.extend(references);
            }
            KnownCustom::Reloc(all) if section.name() == "reloc.DATA" => {
                self.values = self.references(&all)?
            }
            _ => {}
        }
        Ok(())
    }

    fn linking(&mut self, part: Linking<'a>) -> Result<(), BinaryReaderError> {
        match part {
            Linking::SymbolTable(all) => {
                for (index, symbol) in all.into_iter().enumerate() {
                    let symbol = symbol?;
                    self.data.push(place(&symbol, &self.segments));
                    self.symbols.push(match symbol {
                        SymbolInfo::Func { index, .. } => Some(Node::Function(index)),
                        SymbolInfo::Data { .. } => Some(Node::Data(index)),
                        _ => None,
                    });
                }
            }
            Linking::InitFuncs(all) => {
                for init in all {
                    let root = self.symbol(init?.symbol_index);
                    self.roots.extend(root);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn symbol(&self, index: u32) -> Option<Node> {
        self.symbols.get(index as usize).copied().flatten()
    }

    fn references(&self, all: &RelocSectionReader<'_>) -> Result<Vec<Reference>, BinaryReaderError> {
        let mut references = Vec::new();
        for one in all.entries() {
            let one = one?;
            // The index of a type is no symbol's.
            if one.ty != RelocationType::TypeIndexLeb {
                references.extend(self.symbol(one.index).map(|to| Reference { at: one.offset, to }));
            }
        }
        Ok(references)
    }

    /// Every function that is reached from the exports that are `kept`.
    fn reached(&self, kept: impl Fn(&str) -> bool) -> HashSet<u32> {
        let exported =
            self.exports.iter().filter(|(name, _)| kept(name)).map(|(_, index)| Node::Function(*index));
        let mut waiting: Vec<Node> = self.roots.iter().copied().chain(exported).collect();
        // What stands in the data outside of every symbol belongs to nobody: it counts for all.
        let owned = |at: u32| self.data.iter().any(|place| place.contains(&at));
        waiting.extend(self.values.iter().filter(|value| !owned(value.at)).map(|value| value.to));
        let mut reached = HashSet::new();
        while let Some(node) = waiting.pop() {
            if reached.insert(node) {
                waiting.extend(self.referred(node).iter().map(|reference| reference.to));
            }
        }
        let function = |node| if let Node::Function(function) = node { Some(function) } else { None };
        reached.into_iter().filter_map(function).collect()
    }

    /// What a function or a symbol refers to.
    fn referred(&self, node: Node) -> &[Reference] {
        let (place, all) = match node {
            Node::Function(index) => {
                (self.bodies.get(index.wrapping_sub(self.imported) as usize), &self.code)
            }
            Node::Data(symbol) => (self.data.get(symbol), &self.values),
        };
        let place = place.cloned().unwrap_or_default();
        let first = all.partition_point(|reference| reference.at < place.start);
        let behind = all.partition_point(|reference| reference.at < place.end);
        &all[first..behind.max(first)]
    }
}

/// A range of the file, counted from where its section begins.
fn within(range: &Range<u64>, section: u64) -> Range<u32> {
    (range.start - section) as u32..(range.end - section) as u32
}

/// Where a symbol stands in the data; nowhere for any other.
fn place(symbol: &SymbolInfo<'_>, segments: &[u32]) -> Range<u32> {
    let SymbolInfo::Data { symbol: Some(data), .. } = symbol else { return 0..0 };
    let start = segments.get(data.index as usize).map_or(0, |segment| segment + data.offset);
    start..start + data.size
}

/// The functions that a function calls by themselves.
fn calls(body: &FunctionBody<'_>) -> Result<Vec<Node>, BinaryReaderError> {
    let mut called = Vec::new();
    for operator in body.get_operators_reader()? {
        if let Operator::Call { function_index } | Operator::ReturnCall { function_index } = operator? {
            called.push(Node::Function(function_index));
        }
    }
    Ok(called)
}

/// Puts another function into slots.
struct Clear<'a> {
    dead: &'a [bool],
    done: bool,
}

impl Reencode for Clear<'_> {
    type Error = Infallible;

    fn parse_element(
        &mut self,
        section: &mut wasm_encoder::ElementSection,
        element: wasmparser::Element<'_>,
    ) -> Result<(), Error> {
        let ElementItems::Functions(functions) = element.items.clone() else {
            return utils::parse_element(self, section, element);
        };
        let mut functions = functions.into_iter().collect::<Result<Vec<u32>, _>>()?;
        // The first is the linker's own; what cuts and binds the program adds slots behind it.
        let first = !std::mem::replace(&mut self.done, true);
        if let (true, Some(other)) = (first, self.dead.iter().position(|dead| !dead)) {
            let other = functions.get(other).copied().unwrap_or_default();
            let slots = functions.iter_mut().zip(self.dead);
            slots.filter(|(_, dead)| **dead).for_each(|(function, _)| *function = other);
        }
        let functions = Elements::Functions(functions.into());
        match element.kind {
            ElementKind::Active { table_index, offset_expr } => {
                section.active(table_index, &self.const_expr(offset_expr)?, functions);
            }
            ElementKind::Passive => _ = section.passive(functions),
            ElementKind::Declared => _ = section.declared(functions),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
