//! What the table holds on to, and what nothing comes to any more.
use std::borrow::Cow;

use wasm_encoder::{
    CodeSection, ConstExpr, CustomSection, ElementSection, Elements, ExportKind, ExportSection, Function,
    FunctionSection, LinkingSection, Module, NameMap, NameSection, RefType, SymbolTable, TableSection,
    TableType, TypeSection,
};

use super::*;

const NAMES: [&str; 5] = ["main", "closure", "pull_0123456789abcdef", "helper", "shared"];

/// `main` comes to `closure`, and `pull` to `helper`, both through the table only; both call what is `shared`.
fn module(relocations: &[(u32, u32)]) -> Vec<u8> {
    let mut module = Module::new();
    let (mut types, mut own, mut tables) = (TypeSection::new(), FunctionSection::new(), TableSection::new());
    let (mut exports, mut elements, mut code) =
        (ExportSection::new(), ElementSection::new(), CodeSection::new());
    types.ty().function([], []);
    for index in 0..5 {
        own.function(0);
        let mut body = Function::new([]);
        if index == 0 || index == 2 {
            body.instructions().i32_const(1).drop().call(4);
        }
        body.instructions().end();
        code.function(&body);
    }
    exports.export(NAMES[0], ExportKind::Func, 0).export(NAMES[2], ExportKind::Func, 2);
    let of_functions = TableType {
        element_type: RefType::FUNCREF,
        table64: false,
        minimum: 9,
        maximum: None,
        shared: false,
    };
    tables.table(of_functions);
    elements.active(None, &ConstExpr::i32_const(1), Elements::Functions(Cow::Borrowed(&[1, 3, 4])));
    module.section(&types).section(&own).section(&tables).section(&exports).section(&elements).section(&code);
    if !relocations.is_empty() {
        let mut symbols = SymbolTable::new();
        (0..5).for_each(|index| _ = symbols.function(0, index, Some(NAMES[index as usize])));
        module.section(LinkingSection::new().symbol_table(&symbols));
        // The section that is relocated, and how many follow: their kind, where they stand, and their symbol.
        let mut data = vec![5, relocations.len() as u8];
        for (at, symbol) in relocations {
            data.extend([RelocationType::TableIndexSleb as u8, *at as u8, *symbol as u8]);
        }
        module.section(&CustomSection { name: "reloc.CODE".into(), data: data.into() });
    }
    let (mut names, mut functions) = (NameSection::new(), NameMap::new());
    (0..).zip(NAMES).for_each(|(index, name)| functions.append(index, name));
    names.functions(&functions);
    module.section(&names);
    module.finish()
}

/// The module with relocations.
fn linked() -> Vec<u8> {
    let places = Linked::read(&module(&[])).expect("a module").bodies;
    module(&[(places[0].start, 1), (places[2].start, 3)])
}

fn slots(wasm: &[u8]) -> Vec<u32> {
    Linked::read(wasm).expect("a module").slots
}

#[test]
fn what_only_a_dropped_export_came_to_is_dead() {
    let linked = linked();
    let dead = |gone: &[&str]| dead(&linked, &linked, &gone.iter().copied().collect()).expect("a program");
    assert_eq!(dead(&[]), [false, false, false]);
    assert_eq!(dead(&["pull"]), [false, true, false], "bound, an export lacks its digits");
    assert_eq!(dead(&["main", "pull"]), [false, true, false], "what is bound starts `main` by itself");
}

#[test]
fn a_dead_slot_holds_what_another_one_does() {
    let wasm = linked();
    assert_eq!(slots(&clear(&wasm, &[false, true, false]).expect("a module")), [1, 1, 4]);
    assert_eq!(slots(&clear(&wasm, &[true, false, false]).expect("a module")), [3, 3, 4]);
    assert_eq!(slots(&clear(&wasm, &[]).expect("a module")), [1, 3, 4]);
}

#[test]
fn without_relocations_nothing_is_known() {
    let wasm = module(&[]);
    assert!(dead(&wasm, &wasm, &HashSet::new()).expect_err("no relocations").contains("relocations"));
}
