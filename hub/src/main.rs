//! The reference hub.

fn main() {}
