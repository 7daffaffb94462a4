//! What an object is, in short, for the record of the run.
//!
//! Nothing here runs Python code: the program must not notice that it is looked at. So an object whose `repr` is written in
//! Python is shown by its attributes, and never asked.

use spawnpoint_protocol::{ObjectId, event::Summary};

use crate::{
    ffi::{self, Class},
    line::undisturbed,
    object::{self, Object, Owned, attribute_of_class, length_of, name_of_class},
    objects::{memory, semaphore, watch},
};

/// The longest text, in characters.
const LONGEST: usize = 120;

/// How deep containers are looked into.
const DEPTH: usize = 4;

/// A number of more bits is not written out, since that takes long.
const BITS: usize = 4_096;

/// Of a set with more elements none is shown, since they could only be had all at once.
const ELEMENTS: usize = 1_000;

/// By which attributes an object of a module leads to what it stands for: of a condition, an event and a barrier that is
/// what those wait for who wait by it.
const WAYS: [(&str, &[&str]); 3] = [
    ("multiprocessing.queues", &["_id", "_reader"]),
    ("multiprocessing.connection", &["_handle"]),
    (
        "multiprocessing.synchronize",
        &["_semlock", "_wait_semaphore", "_cond"],
    ),
];

/// What `object` is.
pub(crate) fn of(object: &Object) -> Summary {
    undisturbed(|| {
        let mut text = Text::default();
        let shared = text.shared(object);
        if shared.is_none() {
            text.object(object, 0);
        }
        Summary {
            class: object.class_name().chars().take(LONGEST).collect(),
            text: text.out,
            length: length(object).and_then(|length| u32::try_from(length).ok()),
            object: shared,
        }
    })
}

/// What an object of these bytes is.
pub(crate) fn of_bytes(bytes: &[u8]) -> Summary {
    let mut text = Text::default();
    undisturbed(|| text.raw_bytes(bytes));
    Summary {
        class: "bytes".to_owned(),
        text: text.out,
        length: u32::try_from(bytes.len()).ok(),
        object: None,
    }
}

/// The queue, end of a pipe or semaphore that an object of `multiprocessing` stands for.
fn object_of(object: &Object) -> Option<ObjectId> {
    if let Some(semaphore) = semaphore::id_of(object) {
        return Some(semaphore);
    }
    let module = module_among(object, &WAYS.map(|(module, _)| module))?;
    let (_, ways) = WAYS.iter().find(|(place, _)| *place == module)?;
    let next = ways.iter().find_map(|way| object.own_attribute(way))?;
    if !next.is_int() {
        return object_of(&next);
    }
    let number = next.to_number::<i32>().ok().or_else(|| {
        object::clear();
        None
    })?;
    let number = number
        .checked_sub(watch::OBJECTS)
        .filter(|id| *id >= 0)
        .unwrap_or(number);
    u32::try_from(number).ok().map(ObjectId)
}

/// Which of these modules the class of an object, or one that it is derived from, is of.
fn module_among(object: &Object, modules: &[&'static str]) -> Option<&'static str> {
    // SAFETY: its class is one, and nothing runs meanwhile.
    let classes = unsafe { Object::borrowed(ffi::spawnpoint_derivation(object.class))? };
    let of = |class: &Owned| attribute_of_class(class.raw().cast(), "__module__")?.text();
    let all: Vec<_> = classes.items().iter().filter_map(of).collect();
    (modules.iter())
        .find(|module| all.iter().any(|other| other == *module))
        .copied()
}

/// The length of a string or a container, whatever a class of the program says of it.
fn length(object: &Object) -> Option<usize> {
    // SAFETY: each is asked of what it is.
    let length = unsafe {
        if object.is_text() {
            ffi::PyUnicode_GetLength(object.raw())
        } else if object.is_bytes() {
            ffi::PyBytes_Size(object.raw())
        } else if object.is_list() {
            ffi::PyList_Size(object.raw())
        } else if object.is_tuple() {
            ffi::PyTuple_Size(object.raw())
        } else if object.is_dict() {
            ffi::PyDict_Size(object.raw())
        } else if object.is_set() {
            ffi::PySet_Size(object.raw())
        } else {
            return None;
        }
    };
    Some(length_of(length))
}

/// A text that grows until it is as long as it may be.
struct Text {
    out: String,
    /// For how many characters there is room.
    left: usize,
    is_cut: bool,
}

impl Default for Text {
    fn default() -> Self {
        Self {
            out: String::new(),
            left: LONGEST,
            is_cut: false,
        }
    }
}

impl Text {
    fn push(&mut self, text: &str) {
        if self.is_cut {
            return;
        }
        let end = text.char_indices().nth(self.left);
        self.out
            .push_str(&text[..end.map_or(text.len(), |(end, _)| end)]);
        if end.is_some() {
            self.out.push('…');
            self.is_cut = true;
        } else {
            self.left -= text.chars().count();
        }
    }

    fn object(&mut self, object: &Object, depth: usize) {
        let is = |class: *mut Class| object.is_exactly(class);
        if is(&raw mut ffi::PyLong_Type) {
            self.int(object);
        } else if is(&raw mut ffi::PyUnicode_Type) {
            self.string(object);
        } else if is(&raw mut ffi::PyFloat_Type)
            || is(&raw mut ffi::PyBool_Type)
            || object.is_none()
            || is(&raw mut ffi::PyComplex_Type)
            || is(&raw mut ffi::PyRange_Type)
            || is(&raw mut ffi::PyEllipsis_Type)
        {
            self.own_repr(object);
        } else if is(&raw mut ffi::PyBytes_Type) {
            self.bytes(object);
        } else if depth > DEPTH {
            self.push("…");
        } else if self.number_like(object, depth) || self.container(object, depth) {
            // Done.
        } else if object.is_exception() {
            // SAFETY: it is an exception, and nothing runs meanwhile.
            let arguments = unsafe { Object::borrowed(ffi::spawnpoint_arguments(object.raw())) };
            self.push(&object.class_name());
            let items = arguments.map(Object::items).unwrap_or_default();
            self.items("(", &items, ")", depth);
        } else if object.is_class() {
            self.push(&format!("<class '{}'>", name_of_class(object.raw().cast())));
        } else if is(&raw mut ffi::PyFunction_Type) {
            self.push("<function ");
            // A function's own; no class is derived from that of functions.
            // SAFETY: it is an object.
            let name = unsafe {
                Owned::new(ffi::PyObject_GetAttrString(
                    object.raw(),
                    c"__name__".as_ptr(),
                ))
            };
            if let Ok(name) = name {
                self.push(&string_of(&name));
            }
            self.push(">");
        } else if object.is_of(&raw mut ffi::PyModule_Type) {
            self.push("<module>");
        } else {
            self.instance(object, depth);
        }
    }

    /// The `repr` of an object whose class computes it without the program's help.
    fn own_repr(&mut self, object: &Object) {
        if let Some(repr) = object.repr() {
            self.push(&repr);
        }
    }

    fn int(&mut self, object: &Object) {
        // SAFETY: it is one.
        let bits = unsafe { ffi::_PyLong_NumBits(object.raw()) };
        if bits > BITS {
            self.push(&format!("<int of {bits} bits>"));
            return;
        }
        // One of a class of its own is written as the number that it is.
        // SAFETY: as above; the function is that of the class `int`.
        let plain = unsafe { Owned::new(ffi::_PyLong_Format(object.raw(), 10)) };
        match plain {
            Ok(text) => self.push(&string_of(&text)),
            Err(_) => object::clear(),
        }
    }

    fn string(&mut self, object: &Object) {
        let most = isize::try_from(self.left + 1).unwrap_or(isize::MAX);
        // SAFETY: it is a string; what is returned is an object of `str` itself.
        let start = unsafe { Owned::new(ffi::PyUnicode_Substring(object.raw(), 0, most)) };
        match start {
            Ok(start) if start.is_exactly(&raw mut ffi::PyUnicode_Type) => self.own_repr(&start),
            // Of a short one of another class it is that one.
            Ok(start) => {
                if let Ok(start) = object::text(&string_of(&start)) {
                    self.own_repr(&start);
                }
            }
            Err(_) => object::clear(),
        }
    }

    fn bytes(&mut self, object: &Object) {
        self.raw_bytes(object.bytes().unwrap_or_default());
    }

    fn raw_bytes(&mut self, bytes: &[u8]) {
        let start = &bytes[..bytes.len().min(self.left + 1)];
        if let Ok(start) = object::bytes(start) {
            self.own_repr(&start);
        }
    }

    /// A number, string or the like of a class of its own, such as a member of an `IntEnum`.
    fn number_like(&mut self, object: &Object, depth: usize) -> bool {
        if let Some(name) = object.own_attribute("_name_") {
            self.push("<");
            self.push(&object.class_name());
            self.push(".");
            self.push(&string_of(&name));
            if let Some(value) = object.own_attribute("_value_") {
                self.push(": ");
                self.object(&value, depth + 1);
            }
            self.push(">");
            return true;
        }
        let write = if object.is_int() {
            Self::int
        } else if object.is_text() {
            Self::string
        } else if object.is_bytes() {
            Self::bytes
        } else if object.is_of(&raw mut ffi::PyFloat_Type) {
            // SAFETY: it is one, whose value is read without asking its class.
            let value = unsafe { ffi::PyFloat_AsDouble(object.raw()) };
            if let Ok(float) = object::float(value) {
                self.of_class(object, |text| text.own_repr(&float));
            }
            return true;
        } else {
            return false;
        };
        self.of_class(object, |text| write(text, object));
        true
    }

    /// What `write` writes, as the only argument of the object's class.
    fn of_class(&mut self, object: &Object, write: impl FnOnce(&mut Self)) {
        self.push(&object.class_name());
        self.push("(");
        write(self);
        self.push(")");
    }

    fn container(&mut self, object: &Object, depth: usize) -> bool {
        let is_named = object.is_tuple() && !object.is_exactly(&raw mut ffi::PyTuple_Type);
        if let Some(fields) = object.class_attribute("_fields").filter(|_| is_named) {
            self.named(object, &fields, depth);
            return true;
        }
        let Some(length) = length(object) else {
            return false;
        };
        let bare = [
            &raw mut ffi::PyList_Type,
            &raw mut ffi::PyTuple_Type,
            &raw mut ffi::PyDict_Type,
        ];
        let is_bare = bare.into_iter().any(|bare| object.is_exactly(bare));
        if is_bare || object.is_exactly(&raw mut ffi::PySet_Type) && length > 0 {
            self.contents(object, length, depth);
        } else {
            self.of_class(object, |text| text.contents(object, length, depth));
        }
        true
    }

    /// What is in a container of `length`.
    fn contents(&mut self, object: &Object, length: usize, depth: usize) {
        if object.is_list() {
            let mut items = object.items();
            items.truncate(LONGEST);
            self.items("[", &items, "]", depth);
        } else if object.is_tuple() {
            let close = if length == 1 { ",)" } else { ")" };
            self.items("(", &object.items(), close, depth);
        } else if object.is_dict() {
            self.dict(object, depth);
        } else if length > ELEMENTS {
            self.push("{…}");
        } else if length > 0 {
            self.items("{", &elements(object), "}", depth);
        }
    }

    fn items(&mut self, open: &str, items: &[Owned], close: &str, depth: usize) {
        self.push(open);
        for (index, item) in items.iter().enumerate() {
            if self.is_cut {
                return;
            }
            if index > 0 {
                self.push(", ");
            }
            self.object(item, depth + 1);
        }
        self.push(close);
    }

    fn dict(&mut self, dict: &Object, depth: usize) {
        self.push("{");
        let mut separator = "";
        for (key, value) in dict.entries() {
            if self.is_cut {
                return;
            }
            self.push(separator);
            self.object(&key, depth + 1);
            self.push(": ");
            self.object(&value, depth + 1);
            separator = ", ";
        }
        self.push("}");
    }

    /// A named tuple.
    fn named(&mut self, object: &Object, fields: &Object, depth: usize) {
        let names = fields.items();
        let names = names.iter().map(|name| string_of(name));
        self.push(&object.class_name());
        self.pairs("(", names.zip(object.items()), ", ", ")", depth);
    }

    fn pairs(
        &mut self,
        open: &str,
        pairs: impl Iterator<Item = (String, Owned)>,
        between: &str,
        close: &str,
        depth: usize,
    ) {
        self.push(open);
        for (index, (name, value)) in pairs.enumerate() {
            if self.is_cut {
                return;
            }
            if index > 0 {
                self.push(between);
            }
            self.push(&name);
            self.push("=");
            self.object(&value, depth + 1);
        }
        self.push(close);
    }

    /// An object of a class written in Python.
    fn instance(&mut self, object: &Object, depth: usize) {
        let name = object.class_name();
        let is_programs = object
            .module()
            .is_some_and(|module| matches!(module.as_str(), "__main__" | "__mp_main__"));
        let pairs: Vec<_> = if is_programs {
            (object.own_attributes())
                .map(|(name, value)| (string_of(&name), value))
                .collect()
        } else {
            Vec::new()
        };
        if pairs.is_empty() {
            self.push(&format!("<{name} object>"));
        } else if object.class_attribute("__dataclass_params__").is_some() {
            self.push(&name);
            self.pairs("(", pairs.into_iter(), ", ", ")", depth);
        } else {
            self.push(&format!("<{name} "));
            self.pairs("", pairs.into_iter(), " ", ">", depth);
        }
    }

    /// Writes what `multiprocessing` shares by this object, and returns what that is.
    fn shared(&mut self, object: &Object) -> Option<ObjectId> {
        // Most objects have no attributes of their own, and it does not take long to see that.
        object.own_attributes().next()?;
        if let Some(id) = object_of(object) {
            self.push(&format!("<{} object>", object.class_name()));
            return Some(id);
        }
        if module_among(object, &["_ctypes"]).is_some() {
            let data = Data::of(object)?;
            self.data(&data);
            return Some(data.id);
        }
        match object.module()?.as_str() {
            "multiprocessing.sharedctypes" => {
                let data = Data::of(&*object.own_attribute("_obj")?)?;
                self.push(&format!("<{} wrapper for ", object.class_name()));
                self.data(&data);
                self.push(">");
                Some(data.id)
            }
            "multiprocessing.shared_memory" => {
                let list = object.own_attribute("shm");
                let block = list.as_deref().unwrap_or(object);
                let region =
                    memory::region_of(&*block.own_attribute("_mmap")?.own_attribute("_memory")?)?;
                let name = string_of(&*block.own_attribute("_name")?);
                // The program's name for it has no slash.
                let name = name.trim_start_matches('/');
                self.push(&if list.is_some() {
                    format!("<ShareableList object, name='{name}'>")
                } else {
                    format!("SharedMemory('{name}', size={})", region.size)
                });
                Some(region.id)
            }
            _ => None,
        }
    }

    fn data(&mut self, data: &Data) {
        self.push(&data.class);
        self.push("(");
        let items = data.bytes.chunks_exact(data.size.max(1));
        for (index, bytes) in items.enumerate() {
            if index > 0 {
                self.push(", ");
            }
            match decode(&data.code, bytes) {
                Some(value) => self.object(&value, 0),
                None => self.push("…"),
            }
        }
        self.push(")");
    }
}

/// The elements of a set. Going through one of a class of its own runs none of its code.
fn elements(set: &Object) -> Vec<Owned> {
    let mut position = 0;
    std::iter::from_fn(|| {
        let (mut element, mut hash) = (std::ptr::null_mut(), 0);
        // SAFETY: it is a set, and nothing runs meanwhile.
        unsafe {
            let is_there = ffi::_PySet_NextEntry(
                set.raw(),
                &raw mut position,
                &raw mut element,
                &raw mut hash,
            ) != 0;
            is_there.then_some(())?;
            Object::borrowed(element).map(Object::share)
        }
    })
    .collect()
}

/// Data of `ctypes` that is shared: a value, or an array of such.
struct Data {
    /// The memory that it is in.
    id: ObjectId,
    class: String,
    /// What its items are, as in the module `struct`, and the size of one; none for a structure.
    code: String,
    size: usize,
    bytes: Vec<u8>,
}

impl Data {
    fn of(data: &Object) -> Option<Self> {
        let memory = data.own_attribute("_store")?.own_attribute("buffer")?;
        let region = memory::region_of(&memory)?;
        let offset = data.own_attribute("_offset");
        let offset = offset
            .and_then(|offset| offset.to_number().ok())
            .unwrap_or(0);
        let mut found = Self {
            id: region.id,
            class: data.class_name(),
            code: String::new(),
            size: 0,
            bytes: Vec::new(),
        };
        if let Some((code, size, count)) = items_of(data.class) {
            // More items than characters are not shown anyway.
            let bytes = size.checked_mul(count.min(LONGEST));
            found.bytes = region.read(offset, bytes?)?;
            (found.code, found.size) = (code, size);
        }
        Some(found)
    }
}

/// What the items of a data type are, as in the module `struct`, the size of one, and how many there are.
fn items_of(class: *mut Class) -> Option<(String, usize, usize)> {
    let number = |class, name| {
        let number = attribute_of_class(class, name)?;
        number.to_number().ok()
    };
    let kind = attribute_of_class(class, "_type_")?;
    let (item, count) = if kind.is_class() {
        (kind.raw().cast(), number(class, "_length_")?)
    } else {
        (class, 1)
    };
    let code = attribute_of_class(item, "_type_")?.text()?;
    Some((code, number(item, "_size")?, count))
}

/// A value from its bytes, by its code in the module `struct`.
fn decode(code: &str, bytes: &[u8]) -> Option<Owned> {
    let mut long = [0; 8];
    long.get_mut(..bytes.len())?.copy_from_slice(bytes);
    let unsigned = u64::from_le_bytes(long);
    let unused = 64 - 8 * u32::try_from(bytes.len()).ok()?;
    let signed = (unsigned << unused).cast_signed() >> unused;
    let value = match code {
        "f" => object::float(f32::from_le_bytes(bytes.try_into().ok()?).into()),
        "d" => object::float(f64::from_le_bytes(bytes.try_into().ok()?)),
        "?" => object::boolean(unsigned != 0),
        "c" => object::bytes(bytes),
        "u" => object::text(&char::from_u32(u32::try_from(unsigned).ok()?)?.to_string()),
        code if code.starts_with(char::is_uppercase) => object::unsigned(unsigned),
        _ => object::int(signed),
    };
    value.ok()
}

fn string_of(object: &Object) -> String {
    object.text().unwrap_or_default()
}
