//! The classes that libraries export to scripts, and that no page of ours uses.

/// wasm-bindgen's script without them, and without what frees them.
pub fn without(script: &str) -> String {
    let mut kept = String::new();
    let mut until = None;
    for line in script.lines() {
        if let Some(end) = until {
            if line == "}" && end == '}' || line.ends_with(end) && end == ';' {
                until = None;
            }
        } else if line.starts_with("export class ") {
            until = Some('}');
        } else if line.starts_with("const ") && line.contains("Finalization = (") {
            until = Some(';');
        } else if !line.starts_with("if (Symbol.dispose) ") {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_class_goes_with_all_that_frees_it() {
        let script = "export class Lib {
    free() {
    }
}
if (Symbol.dispose) Lib.prototype[Symbol.dispose] = Lib.prototype.free;
const imports = {};
const LibFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {} }
    : new FinalizationRegistry(ptr => wasm.lib_free(ptr, 1));
export { init as default };
";
        assert_eq!(super::without(script), "const imports = {};\nexport { init as default };\n");
    }
}
