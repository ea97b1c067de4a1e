//! What a module means stays; where its functions stand changes.
use std::collections::BTreeMap;

use wasm_encoder::{
    CodeSection, ElementSection, Elements, EntityType, ExportKind, ExportSection, Function, FunctionSection,
    ImportSection, Module, RefType, TableSection, TableType, TypeSection,
};
use wasmparser::{ElementItems, Operator, Parser, Payload};

use super::{arrange, order};

/// An imported function, and functions of their own that each hold some numbers and call another one. They are
/// exported under their numbers, and the table has all of them.
fn module(functions: &[(&[i32], u32)]) -> Vec<u8> {
    let mut module = Module::new();
    let (mut types, mut imports) = (TypeSection::new(), ImportSection::new());
    types.ty().function([], []);
    imports.import("a", "b", EntityType::Function(0));
    let (mut own, mut exports, mut code) = (FunctionSection::new(), ExportSection::new(), CodeSection::new());
    for (index, (numbers, calls)) in (1..).zip(functions) {
        own.function(0);
        exports.export(&index.to_string(), ExportKind::Func, index);
        let mut body = Function::new([]);
        for number in *numbers {
            body.instructions().i32_const(*number).drop();
        }
        body.instructions().call(*calls).end();
        code.function(&body);
    }
    let (mut tables, mut elements) = (TableSection::new(), ElementSection::new());
    tables.table(TableType {
        element_type: RefType::FUNCREF,
        table64: false,
        minimum: 9,
        maximum: None,
        shared: false,
    });
    let all: Vec<u32> = (0..=functions.len() as u32).collect();
    elements.active(None, &wasm_encoder::ConstExpr::i32_const(0), Elements::Functions(all.into()));
    module.section(&types).section(&imports).section(&own).section(&tables);
    module.section(&exports).section(&elements).section(&code);
    module.finish()
}

/// What a module means, each function named by the numbers that it holds.
#[derive(Debug, PartialEq)]
struct Meaning {
    table: Vec<Vec<i32>>,
    /// What each function of the table calls.
    called: Vec<Vec<i32>>,
    exported: BTreeMap<String, Vec<i32>>,
}

fn meaning(wasm: &[u8]) -> Meaning {
    let (mut bodies, mut exports, mut table) = (vec![(Vec::new(), 0)], Vec::new(), Vec::new());
    for payload in Parser::new(0).parse_all(wasm) {
        match payload.expect("a module") {
            Payload::CodeSectionEntry(body) => {
                let (mut numbers, mut calls) = (Vec::new(), 0);
                for operator in body.get_operators_reader().expect("operators") {
                    match operator.expect("an operator") {
                        Operator::I32Const { value } => numbers.push(value),
                        Operator::Call { function_index } => calls = function_index as usize,
                        _ => {}
                    }
                }
                bodies.push((numbers, calls));
            }
            Payload::ExportSection(all) => {
                let all = all.into_iter().map(|one| one.expect("an export"));
                exports.extend(all.map(|one| (one.name.to_owned(), one.index as usize)));
            }
            Payload::ElementSection(all) => {
                for element in all {
                    if let ElementItems::Functions(items) = element.expect("an element").items {
                        table.extend(items.into_iter().map(|item| item.expect("a function") as usize));
                    }
                }
            }
            _ => {}
        }
    }
    let numbers = |function: usize| bodies[function].0.clone();
    let exported = exports.into_iter().map(|(name, function)| (name, numbers(function))).collect();
    let called = table.iter().map(|function| numbers(bodies[*function].1)).collect();
    Meaning { table: table.iter().map(|function| numbers(*function)).collect(), called, exported }
}

#[test]
fn calls_exports_and_tables_find_the_same_functions_in_their_new_places() {
    let functions: [(&[i32], u32); 5] =
        [(&[1, 2, 3, 4, 5], 3), (&[70, 71], 0), (&[1, 2, 3, 4, 6], 2), (&[70, 71, 72], 5), (&[9], 1)];
    let before = module(&functions);
    let after = arrange(&before).expect("a module");
    assert_ne!(before, after);
    assert_eq!(meaning(&before), meaning(&after));
    assert_eq!(arrange(&before), Ok(after), "a build comes out the same each time");
}

#[test]
fn functions_that_have_much_in_common_stand_together() {
    let bodies: [&[u8]; 5] = [b"abcdefgh-", b"123456", b"abcdefgh", b"1234567", b"xyz"];
    assert_eq!(order(&bodies), [4, 1, 3, 2, 0]);
    assert_eq!(order(&[]), [0_usize; 0]);
}

#[test]
fn bytes_that_are_no_module_are_refused() {
    let refusal = arrange(b"<html>").expect_err("no module");
    assert!(refusal.starts_with("cannot order the functions of a module: "), "{refusal}");
}
