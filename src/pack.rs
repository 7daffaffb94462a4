//! Programs in links: compressed with zlib, whose checksum tells a damaged link, and in base64url.

use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, ReadableStream, ReadableStreamDefaultReader, ReadableStreamReadResult,
    ReadableWritablePair,
};

use crate::dom;

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
const LIMIT: usize = 1 << 20;

/// The program as it is put into a link.
pub async fn pack(program: &str) -> Result<String, JsValue> {
    let bytes = Uint8Array::from(program.as_bytes());
    let stream = CompressionStream::new(ZLIB)?;
    let packed = through(&bytes, &stream.unchecked_into(), usize::MAX).await?;
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
    let bytes = through(
        &Uint8Array::from(bytes.as_slice()),
        &stream.unchecked_into(),
        LIMIT,
    )
    .await?;
    String::from_utf8(bytes).map_err(|error| error.to_string().into())
}

/// What comes out of a stream when all bytes have gone into it.
async fn through(
    bytes: &Uint8Array,
    stream: &ReadableWritablePair,
    limit: usize,
) -> Result<Vec<u8>, JsValue> {
    let blob = Blob::new_with_u8_array_sequence(&Array::of1(bytes))?;
    let output: ReadableStream = blob.stream().pipe_through(stream);
    let reader: ReadableStreamDefaultReader = output.get_reader().unchecked_into();
    let mut all = Vec::new();
    loop {
        let result: ReadableStreamReadResult =
            JsFuture::from(reader.read()).await?.unchecked_into();
        if result.get_done().unwrap_or(true) {
            return Ok(all);
        }
        let chunk: Uint8Array = result.get_value().unchecked_into();
        all.extend(chunk.to_vec());
        if all.len() > limit {
            // The rest is not waited for.
            let _: Promise = reader.cancel();
            return Err("more than a program".into());
        }
    }
}
