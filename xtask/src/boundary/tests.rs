use super::*;

/// Imports `f` and `g` of a script, exports `run` and `lib_free`.
fn module() -> Vec<u8> {
    let mut out = b"\0asm\x01\0\0\0".to_vec();
    let mut section = |id: u8, items: &[(&[&str], &[u8])]| {
        let mut body = Vec::new();
        write_number(&mut body, items.len());
        for (names, rest) in items {
            names.iter().for_each(|name| write_vector(&mut body, name.as_bytes()));
            body.extend_from_slice(rest);
        }
        out.push(id);
        write_vector(&mut out, &body);
    };
    let glue = "./app_bg.js";
    section(2, &[(&[glue, "__wbg_f_0123"], &[0, 0]), (&[glue, "__wbg_g_4567"], &[0, 0])]);
    section(7, &[(&["run"], &[0, 2]), (&["lib_free"], &[0, 3]), (&["memory"], &[2, 0])]);
    out
}

const SCRIPT: &str = "export class Lib {
    free() { wasm.lib_free(1); }
}
if (Symbol.dispose) Lib.prototype[Symbol.dispose] = Lib.prototype.free;
const imports = { __wbg_f_0123: function() { run(); }, __wbg_g_4567: (a) => a.__wbg_ptr };
const LibFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {} }
    : new FinalizationRegistry(ptr => wasm.lib_free(ptr, 1));
wasm.run(wasm.memory.buffer);
";

#[test]
fn both_sides_get_the_same_short_names_and_what_only_a_class_calls_goes() {
    let (wasm, script) = shrink(&module(), SCRIPT).unwrap();
    let expected =
        "const imports = { a0: function() { run(); }, b0: (a) => a.__wbg_ptr };\nwasm.a0(wasm.b0.buffer);\n";
    assert_eq!(script, expected);
    let text = String::from_utf8_lossy(&wasm);
    for gone in ["__wbg", "lib_free", "run", "memory"] {
        assert!(!text.contains(gone), "{gone}: {text:?}");
    }
    assert!(wasm.len() < module().len());
}

#[test]
fn what_is_no_module_is_refused() {
    for broken in [&b""[..], b"\0asm", b"\0asm\x01\0\0\0\x02", b"\0asm\x01\0\0\0\x02\x7f"] {
        assert!(shrink(broken, "").is_err(), "{broken:?}");
    }
}
