use js_sys::Array;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::ResponseInit;

use super::*;

fn response(bytes: &[u8], status: u16) -> Response {
    let init = ResponseInit::new();
    init.set_status(status);
    let blob =
        web_sys::Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes).into())).unwrap();
    web_sys::Response::new_with_opt_blob_and_init(Some(&blob), &init).unwrap().into()
}

async fn read(bytes: &[u8], status: u16, content_type: &str) -> Result<String, RequestFailure> {
    text(&response(bytes, status), content_type).await
}

#[wasm_bindgen_test]
async fn an_answer_is_read_in_the_character_set_that_it_names() {
    let utf16: Vec<u8> = "Señal".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked: Vec<u8> =
        [0xFE, 0xFF].into_iter().chain("Señal".encode_utf16().flat_map(u16::to_be_bytes)).collect();
    for (bytes, content_type) in [
        ("Señal".as_bytes(), "application/json"),
        ("Señal".as_bytes(), "application/json; charset=utf-8"),
        ("\u{feff}Señal".as_bytes(), ""),
        (b"Se\xF1al", "application/json; charset=ISO-8859-1"),
        (b"Se\xF1al", "text/plain;charset=\"windows-1252\"; x=y"),
        (&utf16, "application/json; charset=utf-16"),
        (&utf16, "application/json; charset=UTF-16LE"),
        (&marked, "application/json; charset=utf-16"),
        (&marked, ""),
    ] {
        assert_eq!(read(bytes, 200, content_type).await.as_deref(), Ok("Señal"), "{content_type}");
    }
}

#[wasm_bindgen_test]
async fn what_is_no_text_in_its_character_set_is_no_answer_and_an_error_is_shown_as_far_as_it_goes() {
    assert_eq!(read(b"Se\xF1al", 200, "").await, Err(RequestFailure::NotText));
    assert_eq!(read(b"Se\xF1al", 200, "text/plain; charset=klingon").await, Err(RequestFailure::NotText));
    assert_eq!(
        read("Señ".as_bytes().split_last().unwrap().1, 200, "").await,
        Err(RequestFailure::NotText),
        "cut in two"
    );
    assert_eq!(read(b"Se\xF1al", 500, "").await.as_deref(), Ok("Se\u{fffd}al"));
    assert_eq!(read(b"", 200, "").await.as_deref(), Ok(""));
}
