//! Reading streams to their end.

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStream, ReadableStreamDefaultReader, ReadableStreamReadResult};

/// All bytes of a stream. `on_received` is told after each piece how many have come, and ends the reading
/// with an error, whereupon the stream is cancelled.
pub async fn read(
    stream: &ReadableStream,
    on_received: impl Fn(u32) -> Result<(), JsValue>,
) -> Result<Uint8Array, JsValue> {
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut chunks = Vec::new();
    let mut received = 0;
    loop {
        let result: ReadableStreamReadResult =
            JsFuture::from(reader.read()).await?.unchecked_into();
        if result.get_done().unwrap_or(true) {
            break;
        }
        let chunk: Uint8Array = result.get_value().unchecked_into();
        received += chunk.length();
        if let Err(error) = on_received(received) {
            // The rest is not waited for.
            let _: Promise = reader.cancel();
            return Err(error);
        }
        chunks.push(chunk);
    }
    let bytes = Uint8Array::new_with_length(received);
    let mut offset = 0;
    for chunk in chunks {
        bytes.set(&chunk, offset);
        offset += chunk.length();
    }
    Ok(bytes)
}
