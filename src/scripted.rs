//! The files beside a program as scripts give and get them: an object with their paths, and a string or a
//! `Uint8Array` for each.

use js_sys::{ArrayBuffer, Object, Reflect, Uint8Array};
use spawnpoint_project::{Content, Files, ProgramFile};
use wasm_bindgen::{JsCast, JsValue};

/// The files in an object, which may have `room` bytes together. Nothing is an object without files.
///
/// # Errors
/// In English, as programmers read it, what cannot be.
pub fn read(files: &JsValue, room: usize) -> Result<Files, String> {
    if files.is_undefined() {
        return Ok(Files::default());
    }
    let Some(object) = files.dyn_ref::<Object>() else {
        return Err("files must be an object".to_owned());
    };
    let mut all = Vec::new();
    for pair in Object::entries(object) {
        let pair: js_sys::Array = pair.unchecked_into();
        let path = pair.get(0).as_string().unwrap_or_default();
        let bytes = content(&pair.get(1))
            .ok_or_else(|| format!("the file {path:?} must be a string or a Uint8Array"))?;
        all.push(ProgramFile { path, bytes });
    }
    Files::of(all, room).map_err(|(path, refusal)| format!("the file {path:?}: {refusal}"))
}

fn content(value: &JsValue) -> Option<Vec<u8>> {
    if let Some(text) = value.as_string() {
        return Some(text.into_bytes());
    }
    if let Some(buffer) = value.dyn_ref::<ArrayBuffer>() {
        return Some(Uint8Array::new(buffer).to_vec());
    }
    value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec)
}

/// The object for files; those of text are strings in it.
pub fn object(files: &Files) -> Object {
    let object = Object::new();
    for ProgramFile { path, bytes } in files.list() {
        let content = match Content::of(bytes) {
            Content::Text(text) => text.into(),
            Content::Long | Content::Binary => Uint8Array::from(bytes.as_slice()).into(),
        };
        // An ordinary object takes any property.
        let _ = Reflect::set(&object, &path.into(), &content);
    }
    object
}
