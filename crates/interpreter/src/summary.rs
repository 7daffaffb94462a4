//! What an object is, in short, for the record of the run.
//!
//! Nothing here runs Python code: the program must not notice that it is looked at. So an object whose
//! `repr` is written in Python is shown by its attributes, and never asked.

use rustpython_vm::{
    AsObject, Py, PyObject, PyObjectRef, VirtualMachine,
    builtins::{
        PyBaseException, PyBytes, PyDict, PyFloat, PyFrozenSet, PyFunction, PyInt, PyList,
        PyMemoryView, PyModule, PySet, PyStr, PyTuple, PyType,
    },
};
use spawnpoint_protocol::{ObjectId, event::Summary};

use crate::exchange;

/// The longest text, in characters.
const LONGEST: usize = 120;

/// How deep containers are looked into.
const DEPTH: usize = 4;

/// A number of more bits is not written out, since that takes long.
const BITS: u64 = 4_096;

/// Of a set with more elements none is shown, since they could only be had all at once.
const ELEMENTS: usize = 1_000;

/// What `object` is.
pub(crate) fn summary(object: &PyObject, vm: &VirtualMachine) -> Summary {
    let mut text = Text::new(vm);
    let shared = text.shared(object);
    if shared.is_none() {
        text.object(object, 0);
    }
    Summary {
        class: object.class().name().chars().take(LONGEST).collect(),
        text: text.out,
        length: length(object, vm).and_then(|length| u32::try_from(length).ok()),
        object: shared,
    }
}

/// What an object of these bytes is.
pub(crate) fn of_bytes(bytes: &[u8], vm: &VirtualMachine) -> Summary {
    let mut text = Text::new(vm);
    text.raw_bytes(bytes);
    Summary {
        class: "bytes".to_owned(),
        text: text.out,
        length: u32::try_from(bytes.len()).ok(),
        object: None,
    }
}

/// The length of a string or a container, whatever a class of the program says of it.
fn length(object: &PyObject, vm: &VirtualMachine) -> Option<usize> {
    if let Some(text) = object.downcast_ref::<PyStr>() {
        Some(text.char_len())
    } else if let Some(bytes) = object.downcast_ref::<PyBytes>() {
        Some(bytes.as_bytes().len())
    } else if let Some(list) = object.downcast_ref::<PyList>() {
        Some(list.borrow_vec().len())
    } else if let Some(tuple) = object.downcast_ref::<PyTuple>() {
        Some(tuple.as_slice().len())
    } else if let Some(dict) = object.downcast_ref::<PyDict>() {
        Some(dict.__len__())
    } else {
        let types = &vm.ctx.types;
        let set = if object.downcast_ref::<PySet>().is_some() {
            types.set_type
        } else if object.downcast_ref::<PyFrozenSet>().is_some() {
            types.frozenset_type
        } else {
            return None;
        };
        let of_set = set.slots.as_sequence.length.load()?;
        of_set(object.sequence_unchecked(), vm).ok()
    }
}

/// A text that grows until it is as long as it may be.
struct Text<'a> {
    vm: &'a VirtualMachine,
    out: String,
    /// For how many characters there is room.
    left: usize,
    is_cut: bool,
}

impl<'a> Text<'a> {
    fn new(vm: &'a VirtualMachine) -> Self {
        Self {
            vm,
            out: String::new(),
            left: LONGEST,
            is_cut: false,
        }
    }

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

    fn object(&mut self, object: &PyObject, depth: usize) {
        let vm = self.vm;
        let types = &vm.ctx.types;
        let class = object.class();
        if class.is(types.int_type) {
            self.int(object);
        } else if class.is(types.str_type) {
            self.string(object);
        } else if class.is(types.float_type)
            || class.is(types.bool_type)
            || class.is(types.none_type)
            || class.is(types.complex_type)
            || class.is(types.range_type)
            || class.is(types.ellipsis_type)
        {
            self.own_repr(object);
        } else if class.is(types.bytes_type) {
            self.bytes(object);
        } else if depth > DEPTH {
            self.push("…");
        } else if self.number_like(object, depth) || self.container(object, depth) {
            // Done.
        } else if let Some(error) = object.downcast_ref::<PyBaseException>() {
            let args = error.args();
            self.push(&class.name());
            self.items("(", args.as_slice(), ")", depth);
        } else if let Some(class) = object.downcast_ref::<PyType>() {
            self.push(&format!("<class '{}'>", &*class.name()));
        } else if let Some(function) = object.downcast_ref::<PyFunction>() {
            self.push("<function ");
            // A function's own; no class is derived from that of functions.
            if let Ok(name) = function.as_object().get_attr("__name__", vm) {
                self.push(&string_of(&name));
            }
            self.push(">");
        } else if object.downcast_ref::<PyModule>().is_some() {
            self.push("<module>");
        } else {
            self.instance(object, depth);
        }
    }

    /// The `repr` of an object whose class computes it without the program's help.
    fn own_repr(&mut self, object: &PyObject) {
        if let Ok(repr) = object.repr(self.vm) {
            self.push(&repr.to_string_lossy());
        }
    }

    fn int(&mut self, object: &PyObject) {
        let Some(int) = object.downcast_ref::<PyInt>() else {
            return;
        };
        let bits = int.as_bigint().bits();
        if bits > BITS {
            self.push(&format!("<int of {bits} bits>"));
        } else {
            self.push(&int.as_bigint().to_string());
        }
    }

    fn string(&mut self, object: &PyObject) {
        let Some(text) = object.downcast_ref::<PyStr>() else {
            return;
        };
        let start: String = (text.to_string_lossy().chars())
            .take(self.left + 1)
            .collect();
        let start: PyObjectRef = self.vm.ctx.new_str(start).into();
        self.own_repr(&start);
    }

    fn bytes(&mut self, object: &PyObject) {
        if let Some(bytes) = object.downcast_ref::<PyBytes>() {
            self.raw_bytes(bytes.as_bytes());
        }
    }

    fn raw_bytes(&mut self, bytes: &[u8]) {
        let start = bytes.iter().copied().take(self.left + 1).collect();
        let start: PyObjectRef = self.vm.ctx.new_bytes(start).into();
        self.own_repr(&start);
    }

    /// A number, string or the like of a class of its own, such as a member of an `IntEnum`.
    fn number_like(&mut self, object: &PyObject, depth: usize) -> bool {
        if let Some(name) = attribute(object, "_name_", self.vm) {
            self.push("<");
            self.push(&object.class().name());
            self.push(".");
            self.push(&string_of(&name));
            if let Some(value) = attribute(object, "_value_", self.vm) {
                self.push(": ");
                self.object(&value, depth + 1);
            }
            self.push(">");
            return true;
        }
        let write = if object.downcast_ref::<PyInt>().is_some() {
            Self::int
        } else if object.downcast_ref::<PyStr>().is_some() {
            Self::string
        } else if object.downcast_ref::<PyBytes>().is_some() {
            Self::bytes
        } else if let Some(float) = object.downcast_ref::<PyFloat>() {
            let float: PyObjectRef = self.vm.ctx.new_float(float.to_f64()).into();
            self.of_class(object, |text| text.own_repr(&float));
            return true;
        } else {
            return false;
        };
        self.of_class(object, |text| write(text, object));
        true
    }

    /// What `write` writes, as the only argument of the object's class.
    fn of_class(&mut self, object: &PyObject, write: impl FnOnce(&mut Self)) {
        self.push(&object.class().name());
        self.push("(");
        write(self);
        self.push(")");
    }

    fn container(&mut self, object: &PyObject, depth: usize) -> bool {
        let vm = self.vm;
        let types = &vm.ctx.types;
        let class = object.class();
        let is_named = !class.is(types.tuple_type) && object.downcast_ref::<PyTuple>().is_some();
        let fields = is_named.then(|| class_attribute(class, "_fields", vm));
        if let Some(fields) = fields.flatten() {
            self.named(object, &fields, depth);
            return true;
        }
        let Some(length) = length(object, vm) else {
            return false;
        };
        let bare = [types.list_type, types.tuple_type, types.dict_type];
        let is_bare = bare.iter().any(|bare| class.is(*bare));
        if is_bare || class.is(types.set_type) && length > 0 {
            self.contents(object, length, depth);
        } else {
            self.of_class(object, |text| text.contents(object, length, depth));
        }
        true
    }

    /// What is in a container of `length`.
    fn contents(&mut self, object: &PyObject, length: usize, depth: usize) {
        if let Some(list) = object.downcast_ref::<PyList>() {
            let items: Vec<_> = (list.borrow_vec().iter().take(LONGEST).cloned()).collect();
            self.items("[", &items, "]", depth);
        } else if let Some(tuple) = object.downcast_ref::<PyTuple>() {
            let items = tuple.as_slice();
            let close = if items.len() == 1 { ",)" } else { ")" };
            self.items("(", items, close, depth);
        } else if let Some(dict) = object.downcast_ref::<PyDict>() {
            self.dict(dict, depth);
        } else if length > ELEMENTS {
            self.push("{…}");
        } else if length > 0 {
            let set = object.downcast_ref::<PySet>().map(|set| set.elements());
            let frozen = || {
                object
                    .downcast_ref::<PyFrozenSet>()
                    .map(|set| set.elements())
            };
            self.items("{", &set.or_else(frozen).unwrap_or_default(), "}", depth);
        }
    }

    fn items(&mut self, open: &str, items: &[PyObjectRef], close: &str, depth: usize) {
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

    fn dict(&mut self, dict: &PyDict, depth: usize) {
        self.push("{");
        let mut position = 0;
        let mut separator = "";
        while let Some((next, key, value)) = dict.next_entry(position) {
            if self.is_cut {
                return;
            }
            self.push(separator);
            self.object(&key, depth + 1);
            self.push(": ");
            self.object(&value, depth + 1);
            (position, separator) = (next, ", ");
        }
        self.push("}");
    }

    /// A named tuple.
    fn named(&mut self, object: &PyObject, fields: &PyObject, depth: usize) {
        let names = fields.downcast_ref::<PyTuple>();
        let values = object.downcast_ref::<PyTuple>();
        let names = names.map_or(&[][..], |names| names.as_slice()).iter();
        let values = values.map_or(&[][..], |values| values.as_slice()).iter();
        self.push(&object.class().name());
        let pairs = names.map(|name| string_of(name)).zip(values.cloned());
        self.pairs("(", pairs, ", ", ")", depth);
    }

    fn pairs(
        &mut self,
        open: &str,
        pairs: impl Iterator<Item = (String, PyObjectRef)>,
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
    fn instance(&mut self, object: &PyObject, depth: usize) {
        let vm = self.vm;
        let class = object.class();
        let name = class.name().to_string();
        let is_programs = module_of(class, vm)
            .is_some_and(|module| matches!(module.as_str(), "__main__" | "__mp_main__"));
        let pairs: Vec<_> = (object.dict().filter(|_| is_programs))
            .map(|dict| dict.items_vec())
            .unwrap_or_default()
            .into_iter()
            .map(|(name, value)| (string_of(&name), value))
            .collect();
        if pairs.is_empty() {
            self.push(&format!("<{name} object>"));
        } else if class_attribute(class, "__dataclass_params__", vm).is_some() {
            self.push(&name);
            self.pairs("(", pairs.into_iter(), ", ", ")", depth);
        } else {
            self.push(&format!("<{name} "));
            self.pairs("", pairs.into_iter(), " ", ">", depth);
        }
    }

    /// Writes what `multiprocessing` shares by this object, and returns what that is.
    fn shared(&mut self, object: &PyObject) -> Option<ObjectId> {
        let vm = self.vm;
        // Most objects have no attributes of their own, and it does not take long to see that.
        object.dict()?;
        let class = object.class();
        if let Some(id) = exchange::object_of(object, vm) {
            self.push(&format!("<{} object>", &*class.name()));
            return Some(id);
        }
        match module_of(class, vm)?.as_str() {
            "multiprocessing.sharedctypes" => {
                let data = Data::of(&*attribute(object, "_obj", vm)?, vm)?;
                self.push(&format!("<{} wrapper for ", &*class.name()));
                self.data(&data);
                self.push(">");
                Some(data.id)
            }
            "ctypes" => {
                let data = Data::of(object, vm)?;
                self.data(&data);
                Some(data.id)
            }
            "multiprocessing.shared_memory" => {
                let list = attribute(object, "shm", vm);
                let block = list.as_deref().unwrap_or(object);
                let (id, size) = exchange::memory_of(&*attribute(block, "_memory", vm)?)?;
                let name = string_of(&*attribute(block, "_name", vm)?);
                self.push(&if list.is_some() {
                    format!("<ShareableList object, name='{name}'>")
                } else {
                    format!("SharedMemory('{name}', size={size})")
                });
                Some(id)
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
            match decode(&data.code, bytes, self.vm) {
                Some(value) => self.object(&value, 0),
                None => self.push("…"),
            }
        }
        self.push(")");
    }
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
    fn of(data: &PyObject, vm: &VirtualMachine) -> Option<Self> {
        let view = attribute(data, "_view", vm)?;
        let memory = view.downcast_ref::<PyMemoryView>()?.viewed_object();
        let (id, _) = exchange::memory_of(memory)?;
        let class = data.class();
        let mut found = Self {
            id,
            class: class.name().to_string(),
            code: String::new(),
            size: 0,
            bytes: Vec::new(),
        };
        if let Some((code, size, count)) = items_of(class, vm) {
            // More items than characters are not shown anyway.
            let bytes = size.checked_mul(count.min(LONGEST));
            found.bytes = exchange::bytes_of(memory, bytes?)?;
            (found.code, found.size) = (code, size);
        }
        Some(found)
    }
}

/// What the items of a data type are, as in the module `struct`, the size of one, and how many there
/// are.
fn items_of(class: &Py<PyType>, vm: &VirtualMachine) -> Option<(String, usize, usize)> {
    let number = |class: &Py<PyType>, name| {
        let number = class_attribute(class, name, vm)?;
        number.downcast_ref::<PyInt>()?.try_to_primitive(vm).ok()
    };
    let kind = class_attribute(class, "_type_", vm)?;
    let (item, count) = match kind.downcast_ref::<PyType>() {
        Some(item) => (item, number(class, "_length_")?),
        None => (class, 1),
    };
    let code = class_attribute(item, "_type_", vm)?;
    let code = code.downcast_ref::<PyStr>()?.to_str()?.to_owned();
    Some((code, number(item, "_size_")?, count))
}

/// A value from its bytes, by its code in the module `struct`.
fn decode(code: &str, bytes: &[u8], vm: &VirtualMachine) -> Option<PyObjectRef> {
    let mut long = [0; 8];
    long.get_mut(..bytes.len())?.copy_from_slice(bytes);
    let unsigned = u64::from_le_bytes(long);
    let unused = 64 - 8 * u32::try_from(bytes.len()).ok()?;
    let signed = (unsigned << unused).cast_signed() >> unused;
    let ctx = &vm.ctx;
    Some(match code {
        "f" => (ctx.new_float(f32::from_le_bytes(bytes.try_into().ok()?).into())).into(),
        "d" => ctx
            .new_float(f64::from_le_bytes(bytes.try_into().ok()?))
            .into(),
        "?" => ctx.new_bool(unsigned != 0).into(),
        "c" => ctx.new_bytes(bytes.to_vec()).into(),
        "u" => (ctx.new_str(char::from_u32(u32::try_from(unsigned).ok()?)?.to_string())).into(),
        code if code.starts_with(char::is_uppercase) => ctx.new_int(unsigned).into(),
        _ => ctx.new_int(signed).into(),
    })
}

/// An attribute that an object has of its own, looked up without any help of its class.
pub(crate) fn attribute(object: &PyObject, name: &str, vm: &VirtualMachine) -> Option<PyObjectRef> {
    object.dict()?.inner_getitem_opt(name, vm).ok()?
}

fn class_attribute(class: &Py<PyType>, name: &str, vm: &VirtualMachine) -> Option<PyObjectRef> {
    class.get_attr(vm.ctx.intern_str(name))
}

/// The name of the module that a class is of.
pub(crate) fn module_of(class: &Py<PyType>, vm: &VirtualMachine) -> Option<String> {
    let module = class_attribute(class, "__module__", vm)?;
    module
        .downcast_ref::<PyStr>()
        .map(|name| name.to_string_lossy().into_owned())
}

fn string_of(object: &PyObject) -> String {
    let text = object.downcast_ref::<PyStr>();
    text.map_or_else(String::new, |text| text.to_string_lossy().into_owned())
}
