//! The program editor: a binding to `editor/editor.js`, which the page loads before this program.

use js_sys::{Array, Function, Object, Reflect};
use spawnpoint_project::MAIN;
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use web_sys::Element;

use crate::strings::text;

#[wasm_bindgen]
extern "C" {
    type Factory;
    #[wasm_bindgen(method, catch)]
    fn create(this: &Factory, parent: &Element, options: &Object) -> Result<Instance, JsValue>;

    type Instance;
    #[wasm_bindgen(method)]
    fn open(this: &Instance, files: &Array, read_only: bool);
    #[wasm_bindgen(method)]
    fn add(this: &Instance, path: &str, text: &str);
    #[wasm_bindgen(method)]
    fn rename(this: &Instance, path: &str, renamed: &str);
    #[wasm_bindgen(method)]
    fn remove(this: &Instance, path: &str);
    #[wasm_bindgen(method)]
    fn show(this: &Instance, path: &str);
    #[wasm_bindgen(method)]
    fn replace(this: &Instance, text: &str);
    #[wasm_bindgen(method, js_name = goTo)]
    fn go_to(this: &Instance, line: u32);
    #[wasm_bindgen(method)]
    fn mark(this: &Instance, line: u32);
    #[wasm_bindgen(method, js_name = setLabel)]
    fn set_label(this: &Instance, label: &str);
    #[wasm_bindgen(method, js_name = markProcesses)]
    fn mark_processes(this: &Instance, markers: &Array);
}

/// A mark beside a line: a process is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// The line, counted from 1.
    pub line: u32,
    /// The class that gives the process its colour.
    pub hue: String,
    /// What the process is called.
    pub name: String,
}

/// The editor on the page.
pub struct Editor {
    instance: Instance,
    _on_change: Closure<dyn Fn(String, String)>,
    _on_run: Closure<dyn Fn()>,
}

impl Editor {
    /// Makes an editor inside `parent`; none when its script was not loaded. `on_change` gets the path of the
    /// file that was edited, and its text.
    pub fn mount(
        parent: &Element,
        on_change: impl Fn(String, String) + 'static,
        on_run: impl Fn() + 'static,
    ) -> Option<Self> {
        let factory = Reflect::get(&js_sys::global(), &"spawnpointEditor".into()).ok()?;
        if !factory.is_object() {
            return None;
        }
        let on_change = Closure::<dyn Fn(String, String)>::new(on_change);
        let on_run = Closure::<dyn Fn()>::new(on_run);
        let options = Object::new();
        let set = |name: &str, value: &JsValue| Reflect::set(&options, &name.into(), value).ok();
        set("label", &text!("editor-label").into())?;
        set("main", &MAIN.into())?;
        set("onChange", on_change.as_ref().unchecked_ref::<Function>())?;
        set("onRun", on_run.as_ref().unchecked_ref::<Function>())?;
        let instance = factory
            .unchecked_into::<Factory>()
            .create(parent, &options)
            .ok()?;
        Some(Self {
            instance,
            _on_change: on_change,
            _on_run: on_run,
        })
    }

    /// Opens the files of another program, each given by its path and text, with undo histories of their own, and
    /// shows the program itself, which has to be among them.
    pub fn open<'a>(&self, files: impl Iterator<Item = (&'a str, &'a str)>, is_read_only: bool) {
        let pair = |(path, text): (&str, &str)| Array::of2(&path.into(), &text.into());
        self.instance.open(&files.map(pair).collect(), is_read_only);
    }

    /// Opens one more file, or one in the place of another that has its path.
    pub fn add(&self, path: &str, text: &str) {
        self.instance.add(path, text);
    }

    /// Gives a file another path, if it is open.
    pub fn rename(&self, path: &str, renamed: &str) {
        self.instance.rename(path, renamed);
    }

    /// Closes a file that is not shown.
    pub fn remove(&self, path: &str) {
        self.instance.remove(path);
    }

    /// Shows a file, if it is open.
    pub fn show(&self, path: &str) {
        self.instance.show(path);
    }

    /// Replaces the text of the file that is shown as an edit that can be undone.
    pub fn replace(&self, text: &str) {
        self.instance.replace(text);
    }

    /// Selects a line of the file that is shown, counted from 1, and takes the focus.
    pub fn go_to(&self, line: u32) {
        self.instance.go_to(line);
    }

    /// Marks a line of the program, counted from 1, or none.
    pub fn mark(&self, line: Option<u32>) {
        self.instance.mark(line.unwrap_or(0));
    }

    /// Names the editor in the language of the interface.
    pub fn set_label(&self) {
        self.instance.set_label(&text!("editor-label"));
    }

    /// Marks where each process is in the program, in place of the marks before.
    pub fn mark_processes(&self, markers: &[Marker]) {
        let list: Array = markers
            .iter()
            .map(|Marker { line, hue, name }| {
                [JsValue::from(*line), hue.into(), name.into()]
                    .into_iter()
                    .collect::<Array>()
            })
            .collect();
        self.instance.mark_processes(&list);
    }
}
