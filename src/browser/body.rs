//! The body of an answer as text: read piece by piece up to a limit, in the character set that it is written in.

use gloo_net::http::Response;
use js_sys::{Object, Reflect, Uint8Array};
use session::RequestFailure;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStreamDefaultReader, TextDecodeOptions, TextDecoder, TextDecoderOptions};

use super::error::description;

/// An answer of more bytes than this is not read to its end.
pub const LARGEST_ANSWER: f64 = 32.0 * 1024.0 * 1024.0;

/// The body of an answer, whose `content-type` is this.
///
/// # Errors
/// It does not end, it breaks off, or it is no text in its character set.
pub async fn text(response: &Response, content_type: &str) -> Result<String, RequestFailure> {
    let Some(mut pieces) = Pieces::of(response) else { return Ok(String::new()) };
    let (mut text, mut length, mut decoder) = (String::new(), 0.0, None);
    while let Some(piece) =
        pieces.next().await.map_err(|error| RequestFailure::Unreachable(description(&error)))?
    {
        length += f64::from(piece.length());
        if length > LARGEST_ANSWER {
            // It ends by itself where the browser cannot end it.
            let _ = pieces.0.cancel();
            return Err(RequestFailure::TooLarge);
        }
        let decoder = match &mut decoder {
            Some(decoder) => decoder,
            // What an error says is shown as far as it can be read.
            none => {
                none.insert(decoder_for(&piece, content_type, response.ok()).ok_or(RequestFailure::NotText)?)
            }
        };
        text.push_str(&decode(decoder, &piece, true).ok_or(RequestFailure::NotText)?);
    }
    if let Some(decoder) = decoder {
        text.push_str(
            &decode(&decoder, &Uint8Array::new_with_length(0), false).ok_or(RequestFailure::NotText)?,
        );
    }
    Ok(text)
}

/// The body of an answer, piece by piece.
pub struct Pieces(ReadableStreamDefaultReader);

impl Pieces {
    /// Of an answer; nothing where it has no body.
    pub fn of(response: &Response) -> Option<Self> {
        Some(Self(response.body()?.get_reader().unchecked_into()))
    }

    /// The next piece; nothing at the end.
    ///
    /// # Errors
    /// What the browser says where it breaks off.
    pub async fn next(&mut self) -> Result<Option<Uint8Array>, JsValue> {
        let piece = JsFuture::from(self.0.read()).await?;
        let bytes = Reflect::get(&piece, &"value".into())?;
        Ok((!bytes.is_undefined()).then(|| bytes.unchecked_into()))
    }
}

/// What could be read of a body.
pub struct Beginning {
    /// It.
    pub text: String,
    /// It is all of it.
    pub is_whole: bool,
}

/// As much of a body as comes before it breaks off, or before so many bytes; nothing where it is no text.
pub async fn beginning(response: &Response, content_type: &str, most: f64) -> Option<Beginning> {
    let Some(mut pieces) = Pieces::of(response) else {
        return Some(Beginning { text: String::new(), is_whole: true });
    };
    let (mut text, mut length, mut decoder) = (String::new(), 0.0, None);
    loop {
        let piece = match pieces.next().await {
            Ok(Some(piece)) => piece,
            Ok(None) => return Some(Beginning { text, is_whole: true }),
            Err(_) => return Some(Beginning { text, is_whole: false }),
        };
        length += f64::from(piece.length());
        if length > most {
            // It ends by itself where the browser cannot end it.
            let _ = pieces.0.cancel();
            return Some(Beginning { text, is_whole: false });
        }
        let decoder = match &mut decoder {
            Some(decoder) => decoder,
            none => none.insert(decoder_for(&piece, content_type, true)?),
        };
        text.push_str(&decode(decoder, &piece, true)?);
    }
}

/// A mark at the beginning says it best, then the header; JSON is UTF-8 where nothing is said. Nothing where the browser
/// does not know the character set.
fn decoder_for(first: &Uint8Array, content_type: &str, strict: bool) -> Option<TextDecoder> {
    let named = || {
        let name = content_type.split(';').find_map(|part| part.trim().strip_prefix("charset="))?;
        Some(name.trim_matches(['"', ' ']))
    };
    let label = match (first.length(), first.get_index(0), first.get_index(1)) {
        (2.., 0xFE, 0xFF) => "utf-16be",
        (2.., 0xFF, 0xFE) => "utf-16le",
        (2.., 0xEF, 0xBB) => "utf-8",
        _ => named().filter(|name| !name.is_empty()).unwrap_or("utf-8"),
    };
    let options = TextDecoderOptions::new();
    options.set_fatal(strict);
    TextDecoder::new_with_label_and_options(label, &options).ok()
}

/// A piece as text; nothing where it is none in the decoder's character set and that is strict.
pub fn decode(decoder: &TextDecoder, piece: &Uint8Array, goes_on: bool) -> Option<String> {
    let options = TextDecodeOptions::new();
    options.set_stream(goes_on);
    decoder.decode_with_buffer_source_and_options(piece.unchecked_ref::<Object>(), &options).ok()
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests;
