//! The native part of `multiprocessing`: semaphores, queues, pipes and shared memory.

pub(crate) use _spawnpoint_exchange::{bytes_of, memory_of, module_def, object_of};

#[allow(clippy::needless_pass_by_value)]
#[rustpython_vm::pymodule]
mod _spawnpoint_exchange {
    use std::{
        collections::HashMap,
        sync::{
            Arc, Mutex,
            atomic::{AtomicU32, Ordering},
        },
        time::Duration,
    };

    use rustpython_vm::{
        Context, Py, PyObject, PyObjectRef, PyPayload, PyResult, VirtualMachine,
        builtins::{PyBytesRef, PyInt, PyStrRef, PyType, PyTypeRef, PyUtf8StrRef},
        common::lock::{MapImmutable, PyMutexGuard},
        function::{ArgBytesLike, ArgIntoFloat, ArgSequence, FuncArgs},
        protocol::{BufferDescriptor, BufferMethods, PyBuffer},
        pyclass,
        types::{AsBuffer, Constructor},
    };
    use spawnpoint_protocol::{
        ObjectId, Pid,
        syscall::{Errno, Message, Notice, Reply, Spec, Syscall, Watched},
    };

    use crate::{
        globals,
        host::host,
        kernel::{
            ask, block_to_keep, call, current, frames, lock, micros, next_call, notify,
            notify_later, os_error, place, unexpected,
        },
        leases,
        limits::check_message,
        memory::{self, Region},
        plain, references, safepoint,
        summary::{attribute, module_of, of_bytes, summary},
        turns,
    };

    /// A consumer that comes back sooner than this gets messages in advance.
    const QUICK: Duration = Duration::from_millis(2);

    /// The most messages that a consumer gets in advance.
    const MOST_IN_ADVANCE: u32 = 1_024;

    /// Of each queue, when this process last got a message, and how many in advance.
    static PACE: Mutex<Option<HashMap<ObjectId, (Duration, u32)>>> = Mutex::new(None);

    /// Where the numbers begin that Python sees as descriptors of ends of pipes, so that none is
    /// taken for a sentinel, which is the pid of its process.
    #[pyattr]
    const DESCRIPTORS: u32 = 1_000_000;

    /// By which attributes an object of a module leads to what it stands for: of a condition, an event
    /// and a barrier that is what those wait for who wait by it.
    const WAYS: [(&str, &[&str]); 3] = [
        ("multiprocessing.queues", &["_id", "_reader"]),
        ("multiprocessing.connection", &["_handle"]),
        (
            "multiprocessing.synchronize",
            &["_semlock", "_wait_semaphore", "_cond"],
        ),
    ];

    /// The queue, end of a pipe or semaphore that an object of `multiprocessing` stands for.
    pub(crate) fn object_of(object: &PyObject, vm: &VirtualMachine) -> Option<ObjectId> {
        if let Some(semaphore) = object.downcast_ref::<SemLock>() {
            return Some(semaphore.id);
        }
        // Most objects have no attributes of their own, and it does not take long to see that.
        object.dict()?;
        let modules = object.class().mro_map_collect(|class| module_of(class, vm));
        let (_, ways) = WAYS
            .iter()
            .find(|(place, _)| (modules.iter().flatten()).any(|module| module == place))?;
        let next = ways.iter().find_map(|way| attribute(object, way, vm))?;
        let Some(number) = next.downcast_ref::<PyInt>() else {
            return object_of(&next, vm);
        };
        let number: u32 = number.try_to_primitive(vm).ok()?;
        Some(ObjectId(number.checked_sub(DESCRIPTORS).unwrap_or(number)))
    }

    /// The shared memory that an object is, and its size.
    pub(crate) fn memory_of(object: &PyObject) -> Option<(ObjectId, usize)> {
        let region = &object.downcast_ref::<Memory>()?.region;
        Some((region.id, region.size))
    }

    /// The first bytes of an object that is shared memory, if there are so many.
    pub(crate) fn bytes_of(object: &PyObject, count: usize) -> Option<Vec<u8>> {
        object.downcast_ref::<Memory>()?.region.read(0, count)
    }

    fn limit(seconds: Option<f64>) -> Option<u64> {
        seconds.map(|seconds| micros(seconds.max(0.0)))
    }

    fn make(spec: Spec, vm: &VirtualMachine) -> PyResult<Vec<ObjectId>> {
        match call(Syscall::Make(spec), vm)? {
            Reply::Made(ids) => Ok(ids),
            other => Err(unexpected(&other, vm)),
        }
    }

    fn make_one(spec: Spec, vm: &VirtualMachine) -> PyResult<ObjectId> {
        let ids = make(spec, vm)?;
        match ids[..] {
            [id] => Ok(id),
            _ => Err(unexpected(&Reply::Made(ids), vm)),
        }
    }

    /// The class of the object of `multiprocessing` that is being made, by the frames on the stack:
    /// the outermost method there before the program's own code.
    fn label(otherwise: &str, vm: &VirtualMachine) -> String {
        const PLACES: [&str; 2] = [
            "multiprocessing/synchronize.py",
            "multiprocessing/queues.py",
        ];
        let mut found = None;
        for frame in frames(vm) {
            let code = frame.f_code();
            if !PLACES
                .iter()
                .any(|place| code.source_path().as_str().ends_with(place))
            {
                break;
            }
            let qualname = code.qualname.as_str();
            if let Some(class) = qualname.strip_suffix(".__init__") {
                found = Some(class.to_owned());
            }
        }
        found.unwrap_or_else(|| otherwise.to_owned())
    }

    #[pyattr]
    const SEM_VALUE_MAX: u32 = i32::MAX.cast_unsigned();

    const RECURSIVE_MUTEX: i32 = 0;

    /// A semaphore or, if its kind is recursive, a lock that its holder may acquire again.
    #[pyattr]
    #[pyclass(module = "_multiprocessing", name = "SemLock")]
    #[derive(Debug, PyPayload)]
    struct SemLock {
        id: ObjectId,
        kind: i32,
        maxvalue: u32,
        /// How often this process has acquired it and not released it.
        count: AtomicU32,
        /// The thread that acquired it last.
        owner: AtomicU32,
    }

    #[derive(rustpython_vm::FromArgs)]
    #[expect(
        dead_code,
        reason = "semaphores have no names that others could find them by"
    )]
    struct SemLockArgs {
        #[pyarg(any)]
        kind: i32,
        #[pyarg(any)]
        value: i64,
        #[pyarg(any)]
        maxvalue: u32,
        #[pyarg(any)]
        name: PyStrRef,
        #[pyarg(any)]
        unlink: bool,
    }

    #[derive(rustpython_vm::FromArgs)]
    struct SemAcquireArgs {
        #[pyarg(any, default = true)]
        block: bool,
        #[pyarg(any, default)]
        timeout: Option<ArgIntoFloat>,
    }

    impl Constructor for SemLock {
        type Args = SemLockArgs;

        fn py_new(_cls: &Py<PyType>, args: SemLockArgs, vm: &VirtualMachine) -> PyResult<Self> {
            let SemLockArgs {
                kind,
                value,
                maxvalue,
                ..
            } = args;
            if !(0..=1).contains(&kind) {
                return Err(vm.new_value_error("unrecognized kind"));
            }
            let Ok(value) = u32::try_from(value) else {
                return Err(os_error_invalid(vm));
            };
            if value > SEM_VALUE_MAX {
                return Err(os_error_invalid(vm));
            }
            let recursive = kind == RECURSIVE_MUTEX;
            let label = label("SemLock", vm);
            let id = make_one(
                Spec::Semaphore {
                    value,
                    maximum: maxvalue,
                    recursive,
                    label,
                },
                vm,
            )?;
            Ok(Self::of(id, kind, maxvalue))
        }
    }

    fn os_error_invalid(vm: &VirtualMachine) -> rustpython_vm::builtins::PyBaseExceptionRef {
        let class = vm.ctx.exceptions.os_error.to_owned();
        vm.new_os_subtype_error(class, Some(22), "Invalid argument")
            .upcast()
    }

    impl SemLock {
        fn of(id: ObjectId, kind: i32, maxvalue: u32) -> Self {
            Self {
                id,
                kind,
                maxvalue,
                count: AtomicU32::new(0),
                owner: AtomicU32::new(u32::MAX),
            }
        }

        fn is_recursive(&self) -> bool {
            self.kind == RECURSIVE_MUTEX
        }

        fn is_mine(&self) -> bool {
            self.count.load(Ordering::Relaxed) > 0
                && self.owner.load(Ordering::Relaxed) == current().0
        }

        fn take(&self, timeout: Option<u64>, vm: &VirtualMachine) -> PyResult<bool> {
            if self.is_recursive() && self.is_mine() {
                self.count.fetch_add(1, Ordering::Relaxed);
                return Ok(true);
            }
            let semaphore = self.id;
            match call(Syscall::Acquire { semaphore, timeout }, vm)? {
                Reply::Done => {
                    self.count.fetch_add(1, Ordering::Relaxed);
                    self.owner.store(current().0, Ordering::Relaxed);
                    Ok(true)
                }
                Reply::TimedOut => Ok(false),
                other => Err(unexpected(&other, vm)),
            }
        }
    }

    #[pyclass(with(Constructor), flags(BASETYPE))]
    impl SemLock {
        #[extend_class]
        fn extend_class(ctx: &Context, class: &'static Py<PyType>) {
            let maximum = ctx.new_int(SEM_VALUE_MAX).into();
            class.set_attr(ctx.intern_str("SEM_VALUE_MAX"), maximum);
        }

        #[pygetset]
        fn handle(zelf: &Py<Self>) -> u32 {
            zelf.id.0
        }

        #[pygetset]
        fn kind(zelf: &Py<Self>) -> i32 {
            zelf.kind
        }

        #[pygetset]
        fn maxvalue(zelf: &Py<Self>) -> u32 {
            zelf.maxvalue
        }

        #[pygetset]
        fn name(_zelf: &Py<Self>, vm: &VirtualMachine) -> PyObjectRef {
            vm.ctx.none()
        }

        #[pymethod]
        fn acquire(zelf: &Py<Self>, args: SemAcquireArgs, vm: &VirtualMachine) -> PyResult<bool> {
            let timeout = if args.block {
                limit(args.timeout.map(ArgIntoFloat::into_float))
            } else {
                Some(0)
            };
            zelf.take(timeout, vm)
        }

        #[pymethod]
        fn __enter__(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<bool> {
            zelf.take(None, vm)
        }

        #[pymethod]
        fn release(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<()> {
            let semaphore = zelf.id;
            if zelf.is_recursive() {
                if !Self::_is_mine(zelf) {
                    return Err(vm.new_exception_msg(
                        vm.ctx.exceptions.assertion_error.to_owned(),
                        "attempt to release recursive lock not owned by thread".into(),
                    ));
                }
                if zelf.count.fetch_sub(1, Ordering::Relaxed) == 1 {
                    globals::look(vm);
                    // Nobody else can have released it, so nothing can go wrong.
                    let site = place(vm);
                    notify(Notice::Release { semaphore, site });
                }
                return Ok(());
            }
            match ask(next_call(), Syscall::Release { semaphore }, vm) {
                Reply::Done => {
                    // A process may release what another has acquired.
                    zelf.count.store(
                        zelf.count.load(Ordering::Relaxed).saturating_sub(1),
                        Ordering::Relaxed,
                    );
                    Ok(())
                }
                Reply::Failed(Errno::Overflow) => {
                    Err(vm.new_value_error("semaphore or lock released too many times"))
                }
                Reply::Failed(errno) => Err(os_error(errno, vm)),
                other => Err(unexpected(&other, vm)),
            }
        }

        #[pymethod]
        fn __exit__(zelf: &Py<Self>, _args: FuncArgs, vm: &VirtualMachine) -> PyResult<()> {
            Self::release(zelf, vm)
        }

        #[pymethod]
        fn _count(zelf: &Py<Self>) -> u32 {
            zelf.count.load(Ordering::Relaxed)
        }

        #[pymethod]
        fn _is_mine(zelf: &Py<Self>) -> bool {
            zelf.is_mine()
        }

        #[pymethod]
        fn _get_value(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<u32> {
            number(Syscall::Value(zelf.id), vm)
        }

        #[pymethod]
        fn _is_zero(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<bool> {
            Ok(Self::_get_value(zelf, vm)? == 0)
        }

        #[pymethod]
        fn _after_fork(zelf: &Py<Self>) {
            zelf.count.store(0, Ordering::Relaxed);
        }

        #[pyclassmethod]
        fn _rebuild(
            _cls: PyTypeRef,
            handle: u32,
            kind: i32,
            maxvalue: u32,
            _name: Option<PyStrRef>,
        ) -> SemLock {
            SemLock::of(ObjectId(handle), kind, maxvalue)
        }
    }

    fn number(syscall: Syscall, vm: &VirtualMachine) -> PyResult<u32> {
        match call(syscall, vm)? {
            Reply::Number(number) => Ok(number),
            other => Err(unexpected(&other, vm)),
        }
    }

    /// The bytes of an object that is shared, or of a plain one as `pickle` has them; none for any
    /// other.
    #[pyfunction]
    fn dumps(object: PyObjectRef, vm: &VirtualMachine) -> Option<Vec<u8>> {
        references::keep(&object).or_else(|| plain::dumps(&object, vm))
    }

    /// The object that these bytes stand for; `otherwise` for one that is neither shared nor plain.
    #[pyfunction]
    fn loads(data: ArgBytesLike, otherwise: PyObjectRef, vm: &VirtualMachine) -> PyObjectRef {
        data.with_ref(|bytes| load_at_once(bytes, vm))
            .unwrap_or(otherwise)
    }

    fn load_at_once(bytes: &[u8], vm: &VirtualMachine) -> Option<PyObjectRef> {
        references::take(bytes).or_else(|| plain::loads(bytes, vm))
    }

    #[pyfunction]
    fn make_queue(capacity: Option<u32>, vm: &VirtualMachine) -> PyResult<u32> {
        let label = label("Queue", vm);
        Ok(make_one(Spec::Queue { capacity, label }, vm)?.0)
    }

    /// A message that is the pickle of an object, in which there are ends of pipes.
    #[derive(rustpython_vm::FromArgs)]
    struct Pickled {
        #[pyarg(positional)]
        object: PyObjectRef,
        #[pyarg(positional)]
        data: ArgBytesLike,
        #[pyarg(positional)]
        ends: ArgSequence<u32>,
    }

    impl Pickled {
        fn message(self, vm: &VirtualMachine) -> PyResult<Message> {
            check_message(self.data.len(), vm)?;
            Ok(Message {
                bytes: self.data.with_ref(<[u8]>::to_vec),
                ends: self.ends.into_vec().into_iter().map(ObjectId).collect(),
                value: summary(&self.object, vm),
            })
        }
    }

    fn put_later(queue: u32, message: Message, vm: &VirtualMachine) -> PyResult<()> {
        notify_later(Notice::Put {
            queue: ObjectId(queue),
            message,
            site: place(vm),
        });
        safepoint::check(vm)
    }

    /// Puts an object into a queue without a capacity.
    #[pyfunction]
    fn put(queue: u32, object: Pickled, vm: &VirtualMachine) -> PyResult<()> {
        put_later(queue, object.message(vm)?, vm)
    }

    /// Puts an object into a queue without a capacity if it is shared or plain, and says whether it
    /// is.
    #[pyfunction]
    fn put_plain(queue: u32, object: PyObjectRef, vm: &VirtualMachine) -> PyResult<bool> {
        match dumps(object.clone(), vm) {
            Some(bytes) => {
                check_message(bytes.len(), vm)?;
                let message = Message {
                    bytes,
                    ends: Vec::new(),
                    value: summary(&object, vm),
                };
                put_later(queue, message, vm)?;
                Ok(true)
            }
            None => Ok(false),
        }
    }

    /// Puts an object into a queue with a capacity; false when the time was up first.
    #[pyfunction]
    fn put_within(
        queue: u32,
        timeout: Option<f64>,
        object: Pickled,
        vm: &VirtualMachine,
    ) -> PyResult<bool> {
        let message = object.message(vm)?;
        let shared = references::number_of(&message.bytes);
        let syscall = Syscall::Put {
            queue: ObjectId(queue),
            message,
            timeout: limit(timeout),
        };
        let is_put = match call(syscall, vm) {
            Ok(Reply::Done) => return Ok(true),
            Ok(Reply::TimedOut) => Ok(false),
            Ok(other) => Err(unexpected(&other, vm)),
            Err(error) => Err(error),
        };
        drop(shared.and_then(references::take_out));
        is_put
    }

    /// Takes an object from a queue. What is not plain goes through `loads`; when the time is up
    /// first, `empty` is returned.
    #[pyfunction]
    fn get(
        queue: u32,
        timeout: Option<f64>,
        loads: PyObjectRef,
        empty: PyObjectRef,
        vm: &VirtualMachine,
    ) -> PyResult {
        let queue = ObjectId(queue);
        if let Some(message) = leases::take(queue, || place(vm)) {
            safepoint::check(vm)?;
            return load(message, &loads, vm);
        }
        let more = in_advance(queue);
        let syscall = Syscall::Get {
            queue,
            timeout: limit(timeout),
            more,
        };
        let first = match block_to_keep(queue, syscall, vm)? {
            Reply::Messages(messages) => messages.into_iter().next().unwrap_or_default(),
            Reply::TimedOut => return Ok(empty),
            Reply::Failed(errno) => return Err(os_error(errno, vm)),
            other => return Err(unexpected(&other, vm)),
        };
        lock(&PACE)
            .get_or_insert_default()
            .insert(queue, (host().monotonic(), more));
        load(first, &loads, vm)
    }

    /// How many messages to ask for beyond the next: the more, the longer this process has done
    /// little else than get.
    fn in_advance(queue: ObjectId) -> u32 {
        // It would depend on time.
        if turns::are_drawn() {
            return 0;
        }
        let pace = lock(&PACE);
        match pace.as_ref().and_then(|pace| pace.get(&queue)) {
            Some((at, more)) => {
                let since = host().monotonic().saturating_sub(*at);
                let quick = since < QUICK + QUICK / 256 * *more;
                if quick {
                    (more * 4 + 4).min(MOST_IN_ADVANCE)
                } else {
                    0
                }
            }
            None => 0,
        }
    }

    fn load(message: Message, loads: &PyObjectRef, vm: &VirtualMachine) -> PyResult {
        if message.ends.is_empty()
            && let Some(object) = load_at_once(&message.bytes, vm)
        {
            return Ok(object);
        }
        loads.call((vm.ctx.new_bytes(message.bytes),), vm)
    }

    /// How many messages a queue has.
    #[pyfunction]
    fn queue_size(queue: u32, vm: &VirtualMachine) -> PyResult<u32> {
        number(Syscall::Value(ObjectId(queue)), vm)
    }

    /// Says that a message has been dealt with; false when there was none.
    #[pyfunction]
    fn task_done(queue: u32, vm: &VirtualMachine) -> PyResult<bool> {
        match ask(next_call(), Syscall::TaskDone(ObjectId(queue)), vm) {
            Reply::Done => Ok(true),
            Reply::Failed(Errno::Overflow) => Ok(false),
            Reply::Failed(errno) => Err(os_error(errno, vm)),
            other => Err(unexpected(&other, vm)),
        }
    }

    #[pyfunction]
    fn join_tasks(queue: u32, vm: &VirtualMachine) -> PyResult<()> {
        call(Syscall::JoinTasks(ObjectId(queue)), vm).map(drop)
    }

    #[pyfunction]
    fn drain(queue: u32, vm: &VirtualMachine) -> PyResult<()> {
        call(Syscall::Drain(ObjectId(queue)), vm).map(drop)
    }

    #[pyfunction]
    fn abandon(queue: u32) {
        notify_later(Notice::Abandon(ObjectId(queue)));
    }

    /// The two ends of a new pipe.
    #[pyfunction]
    fn make_pipe(duplex: bool, vm: &VirtualMachine) -> PyResult<(u32, u32)> {
        let ids = make(Spec::Pipe { duplex }, vm)?;
        match ids[..] {
            [first, second] => Ok((first.0, second.0)),
            _ => Err(unexpected(&Reply::Made(ids), vm)),
        }
    }

    /// Sends an object.
    #[pyfunction]
    fn send(end: u32, object: Pickled, vm: &VirtualMachine) -> PyResult<()> {
        send_message(end, object.message(vm)?, vm)
    }

    /// Sends bytes as they are.
    #[pyfunction]
    fn send_bytes(end: u32, data: ArgBytesLike, vm: &VirtualMachine) -> PyResult<()> {
        check_message(data.len(), vm)?;
        let bytes = data.with_ref(<[u8]>::to_vec);
        let message = Message {
            value: of_bytes(&bytes, vm),
            bytes,
            ends: Vec::new(),
        };
        send_message(end, message, vm)
    }

    fn send_message(end: u32, message: Message, vm: &VirtualMachine) -> PyResult<()> {
        let end = ObjectId(end);
        let shared = references::number_of(&message.bytes);
        let sent = call(Syscall::Send { end, message }, vm).map(drop);
        if sent.is_err() {
            drop(shared.and_then(references::take_out));
        }
        sent
    }

    #[pyfunction]
    fn receive(end: u32, vm: &VirtualMachine) -> PyResult<PyBytesRef> {
        match call(Syscall::Receive(ObjectId(end)), vm)? {
            Reply::Messages(messages) => {
                let message = messages.into_iter().next().unwrap_or_default();
                Ok(vm.ctx.new_bytes(message.bytes))
            }
            other => Err(unexpected(&other, vm)),
        }
    }

    #[pyfunction]
    fn close(object: u32) {
        notify(Notice::Close(ObjectId(object)));
    }

    /// Which of some processes have ended and which of some objects can be read, once there is one
    /// or the time is up.
    #[pyfunction]
    fn select(
        pids: ArgSequence<u32>,
        objects: ArgSequence<u32>,
        timeout: Option<f64>,
        vm: &VirtualMachine,
    ) -> PyResult<(PyObjectRef, PyObjectRef)> {
        let objects = objects.into_vec();
        let here: Vec<u32> = (objects.iter().copied())
            .filter(|object| leases::count(ObjectId(*object)) > 0)
            .collect();
        let exits = pids
            .into_vec()
            .into_iter()
            .map(|pid| Watched::Exit(Pid(pid)));
        let readable = objects.iter().map(|&id| Watched::Readable(ObjectId(id)));
        let watched = exits.chain(readable).collect();
        let timeout = if here.is_empty() {
            limit(timeout)
        } else {
            Some(0)
        };
        let ready = match call(Syscall::Select { watched, timeout }, vm)? {
            Reply::Ready(ready) => ready,
            other => return Err(unexpected(&other, vm)),
        };
        let ended = ready.iter().filter_map(|watched| match watched {
            Watched::Exit(pid) => Some(pid.0),
            Watched::Readable(_) | Watched::Input(_) | Watched::Output(_) => None,
        });
        let readable = ready.iter().filter_map(|watched| match watched {
            Watched::Readable(id) => Some(id.0),
            Watched::Exit(_) | Watched::Input(_) | Watched::Output(_) => None,
        });
        let list = |numbers: &mut dyn Iterator<Item = u32>| {
            let numbers = numbers.map(|number| vm.ctx.new_int(number).into());
            vm.ctx.new_list(numbers.collect()).into()
        };
        let mut readable = readable.chain(here);
        Ok((list(&mut { ended }), list(&mut readable)))
    }

    #[pyfunction]
    fn listen(address: PyUtf8StrRef, vm: &VirtualMachine) -> PyResult<u32> {
        let address = address.as_str().to_owned();
        Ok(make_one(Spec::Listener { address }, vm)?.0)
    }

    #[pyfunction]
    fn accept(listener: u32, vm: &VirtualMachine) -> PyResult<u32> {
        end(Syscall::Accept(ObjectId(listener)), vm)
    }

    #[pyfunction]
    fn connect(address: PyUtf8StrRef, vm: &VirtualMachine) -> PyResult<u32> {
        end(Syscall::Connect(address.as_str().to_owned()), vm)
    }

    fn end(syscall: Syscall, vm: &VirtualMachine) -> PyResult<u32> {
        match call(syscall, vm)? {
            Reply::Made(ids) if ids.len() == 1 => Ok(ids[0].0),
            other => Err(unexpected(&other, vm)),
        }
    }

    /// Memory that processes share.
    #[pyattr]
    #[pyclass(module = "_spawnpoint_exchange", name = "Memory")]
    #[derive(Debug, PyPayload)]
    struct Memory {
        region: Arc<Region>,
    }

    impl Drop for Memory {
        fn drop(&mut self) {
            memory::unmap(&self.region);
        }
    }

    fn map(id: ObjectId, vm: &VirtualMachine) -> PyResult<Memory> {
        if memory::find(id).is_none()
            && let Reply::Failed(errno) = block_to_keep(id, Syscall::Map(id), vm)?
        {
            return Err(os_error(errno, vm));
        }
        let region = memory::find(id).ok_or_else(|| os_error(Errno::BadObject, vm))?;
        Ok(Memory { region })
    }

    #[pyfunction]
    fn make_memory(size: u32, name: Option<PyUtf8StrRef>, vm: &VirtualMachine) -> PyResult<Memory> {
        let name = name.map(|name| name.as_str().to_owned());
        map(make_one(Spec::Memory { size, name }, vm)?, vm)
    }

    #[pyfunction]
    fn map_memory(id: u32, vm: &VirtualMachine) -> PyResult<Memory> {
        map(ObjectId(id), vm)
    }

    #[pyfunction]
    fn open_memory(name: PyUtf8StrRef, vm: &VirtualMachine) -> PyResult<Memory> {
        map(
            ObjectId(end(Syscall::Open(name.as_str().to_owned()), vm)?),
            vm,
        )
    }

    #[pyfunction]
    fn unlink_memory(name: PyUtf8StrRef, vm: &VirtualMachine) -> PyResult<()> {
        call(Syscall::Unlink(name.as_str().to_owned()), vm).map(drop)
    }

    #[pyclass(with(AsBuffer))]
    impl Memory {
        #[pygetset]
        fn id(zelf: &Py<Self>) -> u32 {
            zelf.region.id.0
        }

        #[pygetset]
        fn size(zelf: &Py<Self>) -> usize {
            zelf.region.size
        }

        #[pymethod]
        fn read(
            zelf: &Py<Self>,
            offset: usize,
            length: usize,
            vm: &VirtualMachine,
        ) -> PyResult<Vec<u8>> {
            (zelf.region.read(offset, length))
                .ok_or_else(|| vm.new_index_error("out of the memory"))
        }

        #[pymethod]
        fn write(
            zelf: &Py<Self>,
            offset: usize,
            data: ArgBytesLike,
            vm: &VirtualMachine,
        ) -> PyResult<()> {
            if data.with_ref(|bytes| zelf.region.store(offset, bytes)) {
                Ok(())
            } else {
                Err(vm.new_index_error("out of the memory"))
            }
        }
    }

    impl AsBuffer for Memory {
        fn as_buffer(zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<PyBuffer> {
            let length = zelf.region.size;
            Ok(PyBuffer::new(
                zelf.to_owned().into(),
                BufferDescriptor::simple(length, false),
                &BUFFER_METHODS,
            ))
        }
    }

    static BUFFER_METHODS: BufferMethods = BufferMethods {
        obj_bytes: |buffer| {
            let region = &buffer.obj_as::<Memory>().region;
            PyMutexGuard::map_immutable(region.look(), Vec::as_slice).into()
        },
        obj_bytes_mut: |buffer| {
            let region = &buffer.obj_as::<Memory>().region;
            PyMutexGuard::map(region.watch(), Vec::as_mut_slice).into()
        },
        release: |_| {},
        retain: |_| {},
    };
}
