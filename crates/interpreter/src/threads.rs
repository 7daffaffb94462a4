//! The native part of `_thread`: threads on the host's, and locks that the kernel knows of.

pub(crate) use _spawnpoint_threads::{count, forget_others, module_def};

#[allow(clippy::needless_pass_by_value)]
#[rustpython_vm::pymodule]
mod _spawnpoint_threads {
    use std::{
        collections::{BTreeMap, VecDeque},
        sync::{
            Mutex,
            atomic::{AtomicU32, Ordering},
        },
    };

    use rustpython_vm::{
        AsObject, Py, PyObject, PyObjectRef, PyPayload, PyResult, VirtualMachine,
        builtins::{PyBaseExceptionRef, PyTupleRef, PyType},
        function::{FuncArgs, TimeoutSeconds},
        pyclass,
        types::{Constructor, Representable},
    };
    use spawnpoint_protocol::{
        Tid,
        syscall::{CallId, Notice, Reply, Syscall, ThreadWait},
    };

    use crate::{
        host::host,
        kernel::{
            ask, ask_for, begin_thread, block, current, lock, main_thread, micros, next_call,
            notify, notify_later, site,
        },
        signals,
    };

    /// In seconds, as CPython's.
    #[pyattr]
    const TIMEOUT_MAX: f64 = 9_223_372_036.0;

    /// How many threads a process may have; each takes memory of the browser.
    const MAX_THREADS: usize = 1_000;

    static NEXT_LOCK: AtomicU32 = AtomicU32::new(1);
    static NEXT_THREAD: AtomicU32 = AtomicU32::new(1);

    /// The threads that were started and have not ended, and the calls that wait for their end.
    static THREADS: Mutex<BTreeMap<Tid, Vec<CallId>>> = Mutex::new(BTreeMap::new());

    #[derive(rustpython_vm::FromArgs)]
    struct AcquireArgs {
        #[pyarg(any, default = true)]
        blocking: bool,
        #[pyarg(any, default = TimeoutSeconds::new(-1.0))]
        timeout: TimeoutSeconds,
    }

    impl AcquireArgs {
        /// Microseconds to wait at the most; 0 only asks.
        fn timeout(&self, vm: &VirtualMachine) -> PyResult<Option<u64>> {
            let seconds = self.timeout.to_secs_f64();
            let unlimited = (seconds + 1.0).abs() < f64::EPSILON;
            if !self.blocking {
                return if unlimited {
                    Ok(Some(0))
                } else {
                    Err(vm.new_value_error("can't specify a timeout for a non-blocking call"))
                };
            }
            if unlimited {
                Ok(None)
            } else if seconds < 0.0 {
                Err(vm.new_value_error("timeout value must be a non-negative number"))
            } else if seconds > TIMEOUT_MAX {
                Err(vm.new_overflow_error("timeout value is too large"))
            } else {
                Ok(Some(micros(seconds)))
            }
        }
    }

    /// Who has a lock, and who waits for it, first come first served.
    #[derive(Debug, Default)]
    struct Queue {
        id: u32,
        owner: Option<Tid>,
        /// How often the owner has acquired it.
        count: usize,
        waiters: VecDeque<(CallId, Tid)>,
    }

    /// What came of asking for a lock.
    enum Asked {
        /// It was acquired, or not.
        Answered(bool),
        /// The thread has a place among those who wait, by this call.
        Queued(CallId, Syscall),
    }

    fn ask_for_lock(queue: &Mutex<Queue>, timeout: Option<u64>, vm: &VirtualMachine) -> Asked {
        let thread = current();
        let id = next_call();
        let mut queue = lock(queue);
        if queue.count == 0 {
            queue.owner = Some(thread);
            queue.count = 1;
            return Asked::Answered(true);
        }
        if timeout == Some(0) {
            return Asked::Answered(false);
        }
        if queue.id == 0 {
            queue.id = NEXT_LOCK.fetch_add(1, Ordering::Relaxed);
        }
        queue.waiters.push_back((id, thread));
        let on = ThreadWait::Lock {
            lock: queue.id,
            // The lock on which a condition waits is released by whoever notifies.
            holder: queue.owner.filter(|_| !is_condition(vm)),
        };
        Asked::Queued(id, Syscall::Park { on, timeout })
    }

    /// Acquires a lock, waiting for it if need be.
    fn acquire(queue: &Mutex<Queue>, timeout: Option<u64>, vm: &VirtualMachine) -> PyResult<bool> {
        let (id, syscall) = match ask_for_lock(queue, timeout, vm) {
            Asked::Answered(is_acquired) => return Ok(is_acquired),
            Asked::Queued(id, syscall) => (id, syscall),
        };
        let reply = block(id, syscall, vm);
        if let Ok(Reply::Done) = reply {
            return Ok(true);
        }
        // It may have been handed over at the last moment.
        let mut queue = lock(queue);
        let place = queue.waiters.iter().position(|(waiter, _)| *waiter == id);
        match (place, reply) {
            (Some(place), reply) => {
                queue.waiters.remove(place);
                reply.map(|_| false)
            }
            (None, Ok(_)) => Ok(true),
            (None, Err(raised)) => {
                signals::raise_late(raised);
                Ok(true)
            }
        }
    }

    /// Whether `Condition.wait` is what acquires.
    fn is_condition(vm: &VirtualMachine) -> bool {
        (vm.current_frame())
            .is_some_and(|frame| frame.f_code().qualname.as_str() == "Condition.wait")
    }

    /// Hands a lock to the first who waits for it, or leaves it free.
    fn hand_over(queue: &mut Queue) {
        if let Some((call, thread)) = queue.waiters.pop_front() {
            queue.owner = Some(thread);
            queue.count = 1;
            let by = current();
            notify(Notice::Unpark { call, by });
        } else {
            queue.owner = None;
            queue.count = 0;
        }
    }

    fn not_picklable(lock: &PyObject, vm: &VirtualMachine) -> PyBaseExceptionRef {
        let name = lock.class().name().to_string();
        vm.new_type_error(format!("cannot pickle '_thread.{name}' object"))
    }

    #[pyattr(name = "LockType")]
    #[pyattr(name = "lock")]
    #[pyclass(module = "_thread", name = "lock")]
    #[derive(Debug, Default, PyPayload)]
    struct Lock {
        queue: Mutex<Queue>,
    }

    #[pyclass(with(Constructor, Representable), flags(HAS_WEAKREF))]
    impl Lock {
        #[pymethod]
        #[pymethod(name = "acquire_lock")]
        fn acquire(zelf: &Py<Self>, args: AcquireArgs, vm: &VirtualMachine) -> PyResult<bool> {
            let timeout = args.timeout(vm)?;
            acquire(&zelf.queue, timeout, vm)
        }

        #[pymethod]
        fn __enter__(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<bool> {
            acquire(&zelf.queue, None, vm)
        }

        #[pymethod]
        #[pymethod(name = "release_lock")]
        fn release(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<()> {
            let mut queue = lock(&zelf.queue);
            if queue.count == 0 {
                return Err(vm.new_runtime_error("release unlocked lock"));
            }
            hand_over(&mut queue);
            Ok(())
        }

        #[pymethod]
        fn __exit__(zelf: &Py<Self>, _args: FuncArgs, vm: &VirtualMachine) -> PyResult<()> {
            Self::release(zelf, vm)
        }

        #[pymethod]
        #[pymethod(name = "locked_lock")]
        fn locked(zelf: &Py<Self>) -> bool {
            lock(&zelf.queue).count > 0
        }

        #[pymethod]
        fn __reduce__(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult {
            Err(not_picklable(zelf.as_object(), vm))
        }

        #[pymethod]
        fn _at_fork_reinit(zelf: &Py<Self>) {
            *lock(&zelf.queue) = Queue::default();
        }
    }

    impl Constructor for Lock {
        type Args = ();

        fn py_new(_cls: &Py<PyType>, (): (), _vm: &VirtualMachine) -> PyResult<Self> {
            Ok(Self::default())
        }
    }

    impl Representable for Lock {
        fn repr_str(zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<String> {
            let state = if Self::locked(zelf) {
                "locked"
            } else {
                "unlocked"
            };
            let (name, id) = (zelf.class().name().to_string(), zelf.get_id());
            Ok(format!("<{state} _thread.{name} object at {id:#x}>"))
        }
    }

    #[pyattr]
    #[pyclass(module = "_thread", name = "RLock")]
    #[derive(Debug, Default, PyPayload)]
    struct RLock {
        queue: Mutex<Queue>,
    }

    impl RLock {
        fn take(&self, timeout: Option<u64>, vm: &VirtualMachine) -> PyResult<bool> {
            {
                let mut queue = lock(&self.queue);
                if queue.count > 0 && queue.owner == Some(current()) {
                    queue.count += 1;
                    return Ok(true);
                }
            }
            acquire(&self.queue, timeout, vm)
        }
    }

    #[pyclass(with(Constructor, Representable), flags(BASETYPE, HAS_WEAKREF))]
    impl RLock {
        #[pymethod]
        fn acquire(zelf: &Py<Self>, args: AcquireArgs, vm: &VirtualMachine) -> PyResult<bool> {
            let timeout = args.timeout(vm)?;
            zelf.take(timeout, vm)
        }

        #[pymethod]
        fn __enter__(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<bool> {
            zelf.take(None, vm)
        }

        #[pymethod]
        fn release(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<()> {
            let mut queue = lock(&zelf.queue);
            if queue.count == 0 || queue.owner != Some(current()) {
                return Err(vm.new_runtime_error("cannot release un-acquired lock"));
            }
            if queue.count > 1 {
                queue.count -= 1;
            } else {
                hand_over(&mut queue);
            }
            Ok(())
        }

        #[pymethod]
        fn __exit__(zelf: &Py<Self>, _args: FuncArgs, vm: &VirtualMachine) -> PyResult<()> {
            Self::release(zelf, vm)
        }

        #[pymethod]
        fn locked(zelf: &Py<Self>) -> bool {
            lock(&zelf.queue).count > 0
        }

        #[pymethod]
        fn _is_owned(zelf: &Py<Self>) -> bool {
            let queue = lock(&zelf.queue);
            queue.count > 0 && queue.owner == Some(current())
        }

        #[pymethod]
        fn _recursion_count(zelf: &Py<Self>) -> usize {
            if Self::_is_owned(zelf) {
                lock(&zelf.queue).count
            } else {
                0
            }
        }

        /// Lets go however often it was acquired; for conditions.
        #[pymethod]
        fn _release_save(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<(usize, u64)> {
            let mut queue = lock(&zelf.queue);
            if queue.count == 0 {
                return Err(vm.new_runtime_error("cannot release un-acquired lock"));
            }
            let count = queue.count;
            hand_over(&mut queue);
            Ok((count, get_ident()))
        }

        #[pymethod]
        fn _acquire_restore(
            zelf: &Py<Self>,
            state: PyTupleRef,
            vm: &VirtualMachine,
        ) -> PyResult<()> {
            let count = match state.as_slice().first() {
                Some(count) => count.try_index(vm)?.try_to_primitive::<usize>(vm)?,
                None => return Err(vm.new_type_error("a count and an owner are expected")),
            };
            // Nothing may keep a condition from getting its lock back.
            if let Asked::Queued(id, syscall) = ask_for_lock(&zelf.queue, None, vm) {
                ask(id, syscall, vm);
            }
            lock(&zelf.queue).count = count;
            Ok(())
        }

        #[pymethod]
        fn __reduce__(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult {
            Err(not_picklable(zelf.as_object(), vm))
        }

        #[pymethod]
        fn _at_fork_reinit(zelf: &Py<Self>) {
            *lock(&zelf.queue) = Queue::default();
        }
    }

    impl Constructor for RLock {
        type Args = FuncArgs;

        fn py_new(_cls: &Py<PyType>, _args: FuncArgs, _vm: &VirtualMachine) -> PyResult<Self> {
            Ok(Self::default())
        }
    }

    impl Representable for RLock {
        fn repr_str(zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<String> {
            let (state, owner, count) = {
                let queue = lock(&zelf.queue);
                let state = if queue.count > 0 {
                    "locked"
                } else {
                    "unlocked"
                };
                (state, queue.owner.map_or(0, ident), queue.count)
            };
            let (name, id) = (zelf.class().name().to_string(), zelf.get_id());
            Ok(format!(
                "<{state} _thread.{name} object owner={owner} count={count} at {id:#x}>"
            ))
        }
    }

    #[pyfunction]
    fn allocate_lock() -> Lock {
        Lock::default()
    }

    /// What Python calls a thread; never 0.
    fn ident(thread: Tid) -> u64 {
        u64::from(thread.0) + 1
    }

    #[pyfunction]
    fn get_ident() -> u64 {
        ident(current())
    }

    /// What Python calls the thread in which this process began.
    #[pyfunction]
    fn main_ident() -> u64 {
        ident(main_thread())
    }

    /// This process is a copy, in which only the running thread exists.
    pub(crate) fn forget_others() {
        lock(&THREADS).clear();
    }

    /// Starts a thread that calls `function`, and returns its ident.
    #[pyfunction]
    fn start(function: PyObjectRef, name: String, vm: &VirtualMachine) -> PyResult<u64> {
        let thread = Tid(NEXT_THREAD.fetch_add(1, Ordering::Relaxed));
        {
            let mut threads = lock(&THREADS);
            if threads.len() >= MAX_THREADS {
                return Err(vm.new_runtime_error("can't start new thread"));
            }
            threads.insert(thread, Vec::new());
        }
        let site = site(vm);
        notify_later(Notice::ThreadStarted { thread, name, site });
        let own = Box::new(vm.new_thread());
        let body = Box::new(move || {
            begin_thread(thread);
            own.run(|vm| run(&function, vm));
            own.run(|_| drop(function));
            end(thread);
        });
        let after = next_call();
        if let Err(reason) = host().start_thread(after, body) {
            end(thread);
            return Err(vm.new_runtime_error(format!("can't start new thread: {reason}")));
        }
        ask_for(thread, after, Syscall::Sleep(0));
        Ok(ident(thread))
    }

    fn run(function: &PyObjectRef, vm: &VirtualMachine) {
        if let Err(error) = function.call((), vm)
            && !error.fast_isinstance(vm.ctx.exceptions.system_exit)
        {
            let name = function.repr(vm).map(|repr| repr.to_string());
            let message = name
                .ok()
                .map(|name| format!("Exception ignored in thread started by {name}"));
            vm.run_unraisable(error, message, vm.ctx.none());
        }
    }

    fn end(thread: Tid) {
        let waiting = lock(&THREADS).remove(&thread).unwrap_or_default();
        // The other way round it would look for a moment as if nobody was left to end the waits.
        for call in waiting {
            notify_later(Notice::Unpark { call, by: thread });
        }
        notify_later(Notice::ThreadEnded(thread));
        crate::kernel::flush();
    }

    /// Waits until a thread has ended, and says whether it has.
    #[pyfunction]
    fn join(ident: u64, timeout: Option<f64>, vm: &VirtualMachine) -> PyResult<bool> {
        let timeout = timeout.map(|seconds| micros(seconds.max(0.0)));
        let Some(thread) = ident.checked_sub(1).and_then(|tid| u32::try_from(tid).ok()) else {
            return Ok(true);
        };
        let thread = Tid(thread);
        let id = next_call();
        match lock(&THREADS).get_mut(&thread) {
            None => return Ok(true),
            Some(_) if timeout == Some(0) => return Ok(false),
            Some(waiting) => waiting.push(id),
        }
        let on = ThreadWait::End(thread);
        let reply = block(id, Syscall::Park { on, timeout }, vm);
        let mut threads = lock(&THREADS);
        if let Some(waiting) = threads.get_mut(&thread) {
            waiting.retain(|waiter| *waiter != id);
        }
        Ok(reply? == Reply::Done || !threads.contains_key(&thread))
    }

    /// How many threads there are besides the main one.
    #[pyfunction]
    pub(crate) fn count() -> usize {
        lock(&THREADS).len()
    }
}
