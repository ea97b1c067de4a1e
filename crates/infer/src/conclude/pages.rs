//! Whether a list comes in pages, and where an answer says which page is next.

use serde_json::{Value, json};

use super::pointer::pointer;
use crate::leaf::Leaf;
use crate::tree::{NodeId, Tree};
use crate::words::words;

/// How deep in an answer it may say so.
const LEVELS: usize = 3;

/// The `pages` of a poll, and the member that says it.
pub(crate) fn pages(tree: &Tree, root: NodeId, query: &str) -> Option<(Value, NodeId)> {
    let mut members = Vec::new();
    collect(tree, root, &mut Vec::new(), &mut members);
    let find = |is: &dyn Fn(&[String], &Leaf) -> bool| {
        members.iter().find(|(path, node)| is(path, &tree.get(*node).leaf)).map(|(path, node)| (path, *node))
    };
    let is_next = |path: &[String], leaf: &Leaf| names_next(path) && is_address(leaf, &members);
    if let Some((path, node)) = find(&is_next) {
        return Some((json!({ "next": pointer(path) }), node));
    }
    let is_token = |path: &[String], leaf: &Leaf| token_parameter(path).is_some() && leaf.only(leaf.texts);
    if let Some((path, node)) = find(&is_token) {
        let parameter = token_parameter(path)?;
        return Some((json!({ "token": pointer(path), "as": parameter }), node));
    }
    let number = |path: &[String], leaf: &Leaf| {
        ["page", "current_page", "pagina"].contains(&slug(path).as_str()) && leaf.only(leaf.integers)
    };
    let of = |path: &[String], leaf: &Leaf| {
        let is = ["pages", "total_pages", "last_page", "page_count", "num_pages", "total_paginas", "paginas"];
        is.contains(&slug(path).as_str()) && leaf.only(leaf.integers) && leaf.max > 1.0
    };
    if let Some((_, node)) = find(&number).filter(|_| find(&of).is_some()) {
        let first = if tree.get(node).leaf.min < 1.0 { 0 } else { 1 };
        let named = parameter_of(query, &["page", "pagina", "p"]).unwrap_or("page");
        return Some((json!({ "number": named, "first": first }), node));
    }
    let offset = |path: &[String], leaf: &Leaf| {
        ["offset", "skip", "start"].contains(&slug(path).as_str()) && leaf.only(leaf.integers)
    };
    let total = |path: &[String], leaf: &Leaf| {
        ["total", "count", "total_count"].contains(&slug(path).as_str()) && leaf.only(leaf.integers)
    };
    let (path, node) = find(&offset).filter(|_| find(&total).is_some())?;
    let named = parameter_of(query, &["offset", "skip", "start"]).map_or_else(|| slug(path), str::to_owned);
    Some((json!({ "offset": named }), node))
}

fn collect(tree: &Tree, id: NodeId, at: &mut Vec<String>, members: &mut Vec<(Vec<String>, NodeId)>) {
    for (name, member) in &tree.get(id).members {
        at.push(name.clone());
        members.push((at.clone(), *member));
        if at.len() < LEVELS {
            collect(tree, *member, at, members);
        }
        at.pop();
    }
}

fn slug(path: &[String]) -> String {
    path.last().map(|name| words(name).join("_")).unwrap_or_default()
}

/// `next`, `next_url`, `links/next/href`, `@odata.nextLink`
fn names_next(path: &[String]) -> bool {
    let name = |path: &[String]| slug(path);
    let is = |name: &str| {
        [
            "next",
            "next_url",
            "next_page",
            "next_page_url",
            "next_link",
            "odata_next_link",
            "next_href",
            "siguiente",
            "proxima",
            "nexturl",
        ]
        .contains(&name)
    };
    let above = path.len().checked_sub(1).and_then(|end| path.get(..end)).unwrap_or_default();
    is(&name(path)) || (["href", "url"].contains(&name(path).as_str()) && is(&name(above)))
}

/// An address, or null where its neighbour says that there could be one.
fn is_address(leaf: &Leaf, members: &[(Vec<String>, NodeId)]) -> bool {
    if leaf.only(leaf.texts) {
        return leaf.samples.iter().all(|sample| {
            sample.text.contains('?') || sample.text.starts_with('/') || sample.text.starts_with("http")
        });
    }
    let neighbour =
        |(path, _): &(Vec<String>, NodeId)| ["previous", "prev", "anterior"].contains(&slug(path).as_str());
    leaf.present() == 0 && leaf.nulls > 0 && members.iter().any(neighbour)
}

/// The parameter that a token for the next page is sent as.
fn token_parameter(path: &[String]) -> Option<String> {
    let name = path.last()?;
    match slug(path).as_str() {
        "next_page_token" => Some(if name.contains('_') { "page_token" } else { "pageToken" }.to_owned()),
        "next_cursor" | "cursor" | "end_cursor" => Some("cursor".to_owned()),
        "next_token" => Some(name.clone()),
        "continuation_token" | "continue" => Some(name.clone()),
        _ => None,
    }
}

fn parameter_of<'q>(query: &'q str, names: &[&str]) -> Option<&'q str> {
    let mut pairs = query.split('&').filter_map(|pair| pair.split('=').next());
    pairs.find(|name| names.contains(name))
}

#[cfg(test)]
mod tests;
