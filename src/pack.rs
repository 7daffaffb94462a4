//! Programs in links: compressed with zlib, whose checksum tells a damaged link, and in base64url.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::{Blob, ReadableWritablePair};

use crate::{dom, stream};

// web-sys has these two behind a compiler flag.
#[wasm_bindgen]
extern "C" {
    type CompressionStream;
    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<CompressionStream, JsValue>;

    type DecompressionStream;
    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<DecompressionStream, JsValue>;
}

/// What browsers call the format of zlib.
const ZLIB: &str = "deflate";

/// The most bytes that a program in a link may have: far more than anybody writes, and too few to fill
/// the memory.
const LIMIT: u32 = 1 << 20;

/// The program as it is put into a link.
pub async fn pack(program: &str) -> Result<String, JsValue> {
    let bytes = Uint8Array::from(program.as_bytes());
    let stream = CompressionStream::new(ZLIB)?;
    let packed = through(&bytes, &stream.unchecked_into(), |_| Ok(())).await?;
    let latin: String = packed.into_iter().map(char::from).collect();
    let base64 = dom::window().btoa(&latin)?;
    Ok(base64
        .trim_end_matches('=')
        .replace('+', "-")
        .replace('/', "_"))
}

/// The program that was put into a link.
pub async fn unpack(packed: &str) -> Result<String, JsValue> {
    let base64 = packed.replace('-', "+").replace('_', "/");
    let latin = dom::window().atob(&base64)?;
    // `atob` gives characters up to U+00FF alone.
    let bytes: Vec<u8> = latin
        .chars()
        .filter_map(|char| u8::try_from(char).ok())
        .collect();
    let stream = DecompressionStream::new(ZLIB)?;
    let limited = |received| match received {
        0..=LIMIT => Ok(()),
        _ => Err("more than a program".into()),
    };
    let bytes = Uint8Array::from(bytes.as_slice());
    let bytes = through(&bytes, &stream.unchecked_into(), limited).await?;
    String::from_utf8(bytes).map_err(|error| error.to_string().into())
}

/// What comes out of a stream when all bytes have gone into it.
async fn through(
    bytes: &Uint8Array,
    stream: &ReadableWritablePair,
    on_received: impl Fn(u32) -> Result<(), JsValue>,
) -> Result<Vec<u8>, JsValue> {
    let blob = Blob::new_with_u8_array_sequence(&Array::of1(bytes))?;
    let output = blob.stream().pipe_through(stream);
    Ok(stream::read(&output, on_received).await?.to_vec())
}
