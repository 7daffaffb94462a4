//! Programs and files in links: compressed with zlib, whose checksum tells a damaged link, and in base64url.

use js_sys::{Array, Uint8Array};
use spawnpoint_link::{Beside, Source};
use spawnpoint_project::{Files, Project, ROOM_IN_LINK};
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

/// The most bytes that a program in a link, or the files beside it, may have: far more than anybody writes, and too
/// few to fill the memory.
const LIMIT: u32 = 1 << 20;

/// A program as it is put into a link, with what is beside it. A browser that cannot compress has both as they are.
pub async fn pack(project: &Project) -> (Source, Beside) {
    let Project { source, files } = project;
    let packed_source = pack_bytes(source.as_bytes()).await;
    let packed_files = if files.is_empty() {
        Err(JsValue::UNDEFINED)
    } else {
        pack_bytes(&files.to_bytes()).await
    };
    (
        packed_source.map_or_else(|_| Source::Plain(source.clone()), Source::Packed),
        packed_files.map_or_else(|_| Beside::Plain(files.clone()), Beside::Packed),
    )
}

/// The program of a link, with what is beside it.
///
/// # Errors
/// When the link is damaged, or has the name of an example.
pub async fn unpack(source: &Source, beside: &Beside) -> Result<Project, JsValue> {
    let source = match source {
        Source::Packed(packed) => {
            let bytes = unpack_bytes(packed).await?;
            String::from_utf8(bytes).map_err(|error| error.to_string())?
        }
        Source::Plain(source) => source.clone(),
        Source::Example(id) => return Err(id.into()),
    };
    let files = match beside {
        Beside::Packed(packed) => {
            let bytes = unpack_bytes(packed).await?;
            Files::from_bytes(&bytes, ROOM_IN_LINK).map_err(|error| error.to_string())?
        }
        Beside::Plain(files) => files.clone(),
    };
    Ok(Project { source, files })
}

async fn pack_bytes(bytes: &[u8]) -> Result<String, JsValue> {
    let bytes = Uint8Array::from(bytes);
    let stream = CompressionStream::new(ZLIB)?;
    let packed = through(&bytes, &stream.unchecked_into(), |_| Ok(())).await?;
    let latin: String = packed.into_iter().map(char::from).collect();
    let base64 = dom::window().btoa(&latin)?;
    Ok(base64
        .trim_end_matches('=')
        .replace('+', "-")
        .replace('/', "_"))
}

async fn unpack_bytes(packed: &str) -> Result<Vec<u8>, JsValue> {
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
    through(&bytes, &stream.unchecked_into(), limited).await
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
