//! What a reader can take along of a run: pictures, the run itself, and a trace for other tools.

use std::time::Duration;

use js_sys::{Array, JSON, Promise, Uint8Array};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use spawnpoint_trace::{Trace, perfetto};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, File, HtmlAnchorElement, HtmlCanvasElement,
    HtmlImageElement, Url,
};

use crate::dom;

/// A way to save a run.
#[derive(Clone, Debug, PartialEq)]
pub enum Save {
    /// The timeline as a picture in SVG.
    Svg(Picture),
    /// The timeline as a picture in PNG.
    Png(Picture),
    /// The run, to be opened here again.
    Run,
    /// The run as trace events, for Perfetto and other viewers of traces.
    Perfetto,
    /// A file of the run.
    File {
        /// Its name.
        name: String,
        /// What is in it.
        bytes: Vec<u8>,
    },
}

/// A picture of a timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The picture in SVG.
    pub svg: String,
    /// Its width and height in CSS pixels.
    pub size: (f64, f64),
}

/// How many pixels of a PNG there are to a CSS pixel.
const FINENESS: f64 = 2.0;

/// Hands the reader a picture as a file in SVG.
pub fn save_svg(name: &str, picture: &Picture) -> Result<(), JsValue> {
    save(&format!("{name}.svg"), &svg_blob(picture)?)
}

/// Hands the reader a picture as a file in PNG.
pub async fn save_png(name: String, picture: Picture) -> Result<(), JsValue> {
    let source = Url::create_object_url_with_blob(&svg_blob(&picture)?)?;
    let image = HtmlImageElement::new()?;
    image.set_src(&source);
    let decoded = JsFuture::from(image.decode()).await;
    let drawn = decoded.and_then(|_| draw(&image, picture.size));
    Url::revoke_object_url(&source)?;
    let canvas = drawn?;
    let blob = JsFuture::from(Promise::new(&mut |resolve, reject| {
        let done = Closure::once_into_js(move |blob: Option<Blob>| match blob {
            Some(blob) => resolve.call1(&JsValue::UNDEFINED, &blob),
            None => reject.call1(&JsValue::UNDEFINED, &"the picture is too large".into()),
        });
        if let Err(error) = canvas.to_blob(done.unchecked_ref()) {
            wasm_bindgen::throw_val(error);
        }
    }))
    .await?;
    save(&format!("{name}.png"), blob.unchecked_ref())
}

fn draw(
    image: &HtmlImageElement,
    (width, height): (f64, f64),
) -> Result<HtmlCanvasElement, JsValue> {
    let canvas: HtmlCanvasElement = dom::document().create_element("canvas")?.dyn_into()?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "both are not negative, and the cast saturates"
    )]
    let (pixels, lines) = ((width * FINENESS) as u32, (height * FINENESS) as u32);
    canvas.set_width(pixels);
    canvas.set_height(lines);
    let context: CanvasRenderingContext2d = canvas
        .get_context("2d")?
        .ok_or("the browser has no canvas")?
        .dyn_into()?;
    let (width, height) = (pixels.into(), lines.into());
    context.draw_image_with_html_image_element_and_dw_and_dh(image, 0.0, 0.0, width, height)?;
    Ok(canvas)
}

/// Hands the reader a run as a file of trace events.
pub fn save_trace(name: &str, trace: &Trace) -> Result<(), JsValue> {
    let file = perfetto::file(trace).serialize(&Serializer::json_compatible())?;
    let json: String = JSON::stringify(&file)?.into();
    let content = blob(&json.into(), "application/json")?;
    save(&format!("{name}.trace.json"), &content)
}

/// Hands the reader any bytes as a file.
pub fn save_bytes(name: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let content = blob(&Uint8Array::from(bytes), "application/octet-stream")?;
    save(name, &content)
}

/// The bytes of a file that the reader chose.
pub async fn read(file: &File) -> Result<Vec<u8>, JsValue> {
    let buffer = JsFuture::from(file.array_buffer()).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

fn svg_blob(picture: &Picture) -> Result<Blob, JsValue> {
    blob(&picture.svg.as_str().into(), "image/svg+xml")
}

fn blob(content: &JsValue, kind: &str) -> Result<Blob, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = Array::new();
    parts.push(content);
    Blob::new_with_u8_array_sequence_and_options(&parts, &options)
}

/// Hands the reader a file, as a pressed link to one would.
fn save(name: &str, content: &Blob) -> Result<(), JsValue> {
    let address = Url::create_object_url_with_blob(content)?;
    let link: HtmlAnchorElement = dom::document().create_element("a")?.dyn_into()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The browser has begun to read the content when the next task begins.
    dom::after(Duration::ZERO, move || {
        // What is not let go of now is when the page is closed.
        let _ = Url::revoke_object_url(&address);
    });
    Ok(())
}
