//! The pickle format for plain data: numbers, strings, bytes, and containers of such. What is not
//! plain is left to the module `pickle`, which reads and writes the same format.

use std::collections::HashMap;

use malachite_bigint::BigInt;
use rustpython_vm::{
    AsObject, PyObject, PyObjectRef, PyPayload, VirtualMachine,
    builtins::{PyBytes, PyDict, PyFloat, PyFrozenSet, PyInt, PyList, PySet, PyStr, PyTuple},
};

const PROTOCOL: u8 = 5;

/// Deeper structures are left to `pickle`, whose error for too deep ones is Python's.
const DEPTH: usize = 100;

/// How many items are pickled as one batch, as `pickle` does.
const BATCH: usize = 1_000;

/// Beyond this, `pickle` divides its output into several frames.
const FRAME_BYTES: usize = 65_536;

mod op {
    pub const PROTO: u8 = 0x80;
    pub const FRAME: u8 = 0x95;
    pub const STOP: u8 = b'.';
    pub const NONE: u8 = b'N';
    pub const TRUE: u8 = 0x88;
    pub const FALSE: u8 = 0x89;
    pub const BININT: u8 = b'J';
    pub const BININT1: u8 = b'K';
    pub const BININT2: u8 = b'M';
    pub const LONG1: u8 = 0x8a;
    pub const BINFLOAT: u8 = b'G';
    pub const SHORT_BINUNICODE: u8 = 0x8c;
    pub const BINUNICODE: u8 = b'X';
    pub const SHORT_BINBYTES: u8 = b'C';
    pub const BINBYTES: u8 = b'B';
    pub const EMPTY_TUPLE: u8 = b')';
    pub const TUPLE1: u8 = 0x85;
    pub const TUPLE2: u8 = 0x86;
    pub const TUPLE3: u8 = 0x87;
    pub const TUPLE: u8 = b't';
    pub const EMPTY_LIST: u8 = b']';
    pub const APPEND: u8 = b'a';
    pub const APPENDS: u8 = b'e';
    pub const EMPTY_DICT: u8 = b'}';
    pub const SETITEM: u8 = b's';
    pub const SETITEMS: u8 = b'u';
    pub const EMPTY_SET: u8 = 0x8f;
    pub const ADDITEMS: u8 = 0x90;
    pub const FROZENSET: u8 = 0x91;
    pub const MARK: u8 = b'(';
    pub const MEMOIZE: u8 = 0x94;
    pub const BINGET: u8 = b'h';
    pub const LONG_BINGET: u8 = b'j';
}

/// The pickle of `object` if it is plain.
pub(crate) fn dumps(object: &PyObject, vm: &VirtualMachine) -> Option<Vec<u8>> {
    let mut pickler = Pickler {
        vm,
        out: Vec::with_capacity(16),
        memo: HashMap::new(),
        open: Vec::new(),
    };
    pickler.save(object, 0)?;
    pickler.out.push(op::STOP);
    let body = pickler.out;
    let mut pickle = vec![op::PROTO, PROTOCOL];
    if (4..=FRAME_BYTES).contains(&body.len()) {
        pickle.push(op::FRAME);
        pickle.extend((body.len() as u64).to_le_bytes());
    }
    pickle.extend(body);
    Some(pickle)
}

struct Pickler<'a> {
    vm: &'a VirtualMachine,
    out: Vec<u8>,
    /// The places of objects that may come again, by address.
    memo: HashMap<usize, u32>,
    /// Tuples and frozen sets that are being saved, which are memoized only afterwards.
    open: Vec<usize>,
}

impl Pickler<'_> {
    fn save(&mut self, object: &PyObject, depth: usize) -> Option<()> {
        if depth > DEPTH {
            return None;
        }
        let types = &self.vm.ctx.types;
        let class = object.class();
        if self.vm.is_none(object) {
            self.out.push(op::NONE);
        } else if class.is(types.bool_type) {
            let is_true = object.is(&self.vm.ctx.true_value);
            self.out.push(if is_true { op::TRUE } else { op::FALSE });
        } else if class.is(types.int_type) {
            self.save_int(object.downcast_ref::<PyInt>()?)?;
        } else if class.is(types.float_type) {
            self.out.push(op::BINFLOAT);
            let float = object.downcast_ref::<PyFloat>()?.to_f64();
            self.out.extend(float.to_be_bytes());
        } else if self.recall(object) {
            // It came before.
        } else if class.is(types.str_type) {
            let text = object.downcast_ref::<PyStr>()?.to_str()?;
            self.save_bytes(text.as_bytes(), op::SHORT_BINUNICODE, op::BINUNICODE)?;
            self.memoize(object);
        } else if class.is(types.bytes_type) {
            let bytes = object.downcast_ref::<PyBytes>()?;
            self.save_bytes(bytes.as_bytes(), op::SHORT_BINBYTES, op::BINBYTES)?;
            self.memoize(object);
        } else if class.is(types.tuple_type) {
            self.save_tuple(object, depth)?;
        } else if class.is(types.list_type) {
            self.out.push(op::EMPTY_LIST);
            self.memoize(object);
            let items = object.downcast_ref::<PyList>()?.borrow_vec().to_vec();
            self.save_batches(&items, 1, op::APPEND, op::APPENDS, depth)?;
        } else if class.is(types.dict_type) {
            self.out.push(op::EMPTY_DICT);
            self.memoize(object);
            let dict = object.downcast_ref::<PyDict>()?.to_owned();
            let items: Vec<_> = dict
                .into_iter()
                .flat_map(|(key, value)| [key, value])
                .collect();
            self.save_batches(&items, 2, op::SETITEM, op::SETITEMS, depth)?;
        } else if class.is(types.set_type) {
            self.out.push(op::EMPTY_SET);
            self.memoize(object);
            let items = object.downcast_ref::<PySet>()?.elements();
            for batch in items.chunks(BATCH) {
                self.out.push(op::MARK);
                self.save_all(batch, depth)?;
                self.out.push(op::ADDITEMS);
            }
        } else if class.is(types.frozenset_type) {
            self.enter(object)?;
            let items = object.downcast_ref::<PyFrozenSet>()?.elements();
            self.out.push(op::MARK);
            self.save_all(&items, depth)?;
            self.out.push(op::FROZENSET);
            self.open.pop();
            self.memoize(object);
        } else {
            return None;
        }
        Some(())
    }

    fn save_int(&mut self, int: &PyInt) -> Option<()> {
        let int = int.as_bigint();
        if let Ok(byte) = u8::try_from(int) {
            self.out.extend([op::BININT1, byte]);
        } else if let Ok(short) = u16::try_from(int) {
            self.out.push(op::BININT2);
            self.out.extend(short.to_le_bytes());
        } else if let Ok(word) = i32::try_from(int) {
            self.out.push(op::BININT);
            self.out.extend(word.to_le_bytes());
        } else {
            let bytes = int.to_signed_bytes_le();
            self.out
                .extend([op::LONG1, u8::try_from(bytes.len()).ok()?]);
            self.out.extend(bytes);
        }
        Some(())
    }

    fn save_bytes(&mut self, bytes: &[u8], short: u8, long: u8) -> Option<()> {
        if let Ok(length) = u8::try_from(bytes.len()) {
            self.out.extend([short, length]);
        } else {
            self.out.push(long);
            self.out
                .extend(u32::try_from(bytes.len()).ok()?.to_le_bytes());
        }
        self.out.extend(bytes);
        Some(())
    }

    fn save_tuple(&mut self, object: &PyObject, depth: usize) -> Option<()> {
        let items = object.downcast_ref::<PyTuple>()?.as_slice();
        if items.is_empty() {
            self.out.push(op::EMPTY_TUPLE);
            return Some(());
        }
        self.enter(object)?;
        let close = match items.len() {
            1 => op::TUPLE1,
            2 => op::TUPLE2,
            3 => op::TUPLE3,
            _ => {
                self.out.push(op::MARK);
                op::TUPLE
            }
        };
        self.save_all(items, depth)?;
        self.out.push(close);
        self.open.pop();
        self.memoize(object);
        Some(())
    }

    fn save_batches(
        &mut self,
        items: &[PyObjectRef],
        width: usize,
        single: u8,
        many: u8,
        depth: usize,
    ) -> Option<()> {
        for batch in items.chunks(BATCH * width) {
            if batch.len() == width {
                self.save_all(batch, depth)?;
                self.out.push(single);
            } else {
                self.out.push(op::MARK);
                self.save_all(batch, depth)?;
                self.out.push(many);
            }
        }
        Some(())
    }

    fn save_all(&mut self, items: &[PyObjectRef], depth: usize) -> Option<()> {
        items.iter().try_for_each(|item| self.save(item, depth + 1))
    }

    /// Notes an object that is memoized after its items; one within itself is left to `pickle`.
    fn enter(&mut self, object: &PyObject) -> Option<()> {
        let address = object.get_id();
        if self.open.contains(&address) {
            return None;
        }
        self.open.push(address);
        Some(())
    }

    fn memoize(&mut self, object: &PyObject) {
        let index = u32::try_from(self.memo.len()).unwrap_or(u32::MAX);
        self.memo.insert(object.get_id(), index);
        self.out.push(op::MEMOIZE);
    }

    fn recall(&mut self, object: &PyObject) -> bool {
        let Some(&index) = self.memo.get(&object.get_id()) else {
            return false;
        };
        if let Ok(index) = u8::try_from(index) {
            self.out.extend([op::BINGET, index]);
        } else {
            self.out.push(op::LONG_BINGET);
            self.out.extend(index.to_le_bytes());
        }
        true
    }
}

/// The object that a pickle describes if it is plain.
pub(crate) fn loads(pickle: &[u8], vm: &VirtualMachine) -> Option<PyObjectRef> {
    let mut unpickler = Unpickler {
        vm,
        input: pickle,
        stack: Vec::new(),
        marks: Vec::new(),
        memo: Vec::new(),
    };
    loop {
        let op = unpickler.byte()?;
        if op == op::STOP {
            return (unpickler.stack.len() == 1).then(|| unpickler.stack.pop())?;
        }
        unpickler.step(op)?;
    }
}

struct Unpickler<'a> {
    vm: &'a VirtualMachine,
    input: &'a [u8],
    stack: Vec<PyObjectRef>,
    marks: Vec<usize>,
    memo: Vec<PyObjectRef>,
}

impl<'a> Unpickler<'a> {
    fn step(&mut self, op: u8) -> Option<()> {
        let ctx = &self.vm.ctx;
        let object: PyObjectRef = match op {
            op::PROTO => return (self.byte()? <= PROTOCOL).then_some(()),
            op::FRAME => return self.take(8).map(drop),
            op::NONE => ctx.none(),
            op::TRUE => ctx.new_bool(true).into(),
            op::FALSE => ctx.new_bool(false).into(),
            op::BININT1 => ctx.new_int(self.byte()?).into(),
            op::BININT2 => ctx.new_int(u16::from_le_bytes(self.array()?)).into(),
            op::BININT => ctx.new_int(i32::from_le_bytes(self.array()?)).into(),
            op::LONG1 => {
                let length = self.byte()?;
                let bytes = self.take(usize::from(length))?;
                ctx.new_bigint(&BigInt::from_signed_bytes_le(bytes)).into()
            }
            op::BINFLOAT => ctx.new_float(f64::from_be_bytes(self.array()?)).into(),
            op::SHORT_BINUNICODE | op::BINUNICODE => {
                let bytes = self.counted(op == op::SHORT_BINUNICODE)?;
                ctx.new_str(str::from_utf8(bytes).ok()?).into()
            }
            op::SHORT_BINBYTES | op::BINBYTES => {
                let bytes = self.counted(op == op::SHORT_BINBYTES)?;
                ctx.new_bytes(bytes.to_vec()).into()
            }
            op::EMPTY_TUPLE => ctx.empty_tuple.clone().into(),
            op::TUPLE1 => self.tuple(1)?,
            op::TUPLE2 => self.tuple(2)?,
            op::TUPLE3 => self.tuple(3)?,
            op::TUPLE => {
                let items = self.marked()?;
                self.vm.ctx.new_tuple(items).into()
            }
            op::EMPTY_LIST => ctx.new_list(Vec::new()).into(),
            op::EMPTY_DICT => ctx.new_dict().into(),
            op::EMPTY_SET => PySet::default().into_ref(ctx).into(),
            op::FROZENSET => {
                let items = self.marked()?;
                let set = PyFrozenSet::from_iter(self.vm, items).ok()?;
                set.into_ref(&self.vm.ctx).into()
            }
            op::MARK => {
                self.marks.push(self.stack.len());
                return Some(());
            }
            op::MEMOIZE => {
                self.memo.push(self.stack.last()?.clone());
                return Some(());
            }
            op::BINGET => {
                let index = self.byte()?;
                self.memo.get(usize::from(index))?.clone()
            }
            op::LONG_BINGET => {
                let index = u32::from_le_bytes(self.array()?);
                self.memo.get(index as usize)?.clone()
            }
            op::APPEND => {
                let item = self.stack.pop()?;
                return self.append(vec![item]);
            }
            op::APPENDS => {
                let items = self.marked()?;
                return self.append(items);
            }
            op::SETITEM => {
                let value = self.stack.pop()?;
                let key = self.stack.pop()?;
                return self.set_items(&[key, value]);
            }
            op::SETITEMS => {
                let items = self.marked()?;
                return self.set_items(&items);
            }
            op::ADDITEMS => {
                let items = self.marked()?;
                let set = self.stack.last()?.downcast_ref::<PySet>()?.to_owned();
                for item in items {
                    set.add(item, self.vm).ok()?;
                }
                return Some(());
            }
            _ => return None,
        };
        self.stack.push(object);
        Some(())
    }

    fn append(&mut self, items: Vec<PyObjectRef>) -> Option<()> {
        let list = self.stack.last()?.downcast_ref::<PyList>()?;
        list.borrow_vec_mut().extend(items);
        Some(())
    }

    fn set_items(&mut self, items: &[PyObjectRef]) -> Option<()> {
        let dict = self.stack.last()?.downcast_ref::<PyDict>()?;
        for pair in items.chunks_exact(2) {
            dict.set_item(&*pair[0], pair[1].clone(), self.vm).ok()?;
        }
        Some(())
    }

    fn tuple(&mut self, length: usize) -> Option<PyObjectRef> {
        let start = self.stack.len().checked_sub(length)?;
        let items = self.stack.split_off(start);
        Some(self.vm.ctx.new_tuple(items).into())
    }

    fn marked(&mut self) -> Option<Vec<PyObjectRef>> {
        let mark = self.marks.pop().filter(|mark| *mark <= self.stack.len())?;
        Some(self.stack.split_off(mark))
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|bytes| bytes[0])
    }

    fn counted(&mut self, short: bool) -> Option<&'a [u8]> {
        let length = if short {
            usize::from(self.byte()?)
        } else {
            u32::from_le_bytes(self.array()?) as usize
        };
        self.take(length)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.input.split_at_checked(length)?;
        self.input = rest;
        Some(taken)
    }
}
