//! Atalaya: a browser console that watches any hub.

fn main() {}
