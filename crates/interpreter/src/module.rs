//! The native module `_spawnpoint`: what our Python modules ask of the [`Host`](crate::Host).

pub(crate) use _spawnpoint::module_def;

// The macro hands arguments over by value, and a sleep of 2^53 seconds may be inexact.
#[allow(clippy::needless_pass_by_value, clippy::cast_precision_loss)]
#[rustpython_vm::pymodule]
mod _spawnpoint {
    use std::{
        sync::atomic::{AtomicU64, Ordering},
        time::Duration,
    };

    use rustpython_vm::{
        PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine,
        builtins::{PyBaseExceptionRef, PyBytesRef, PyCode, PyFloat, PyStrRef, PyUtf8StrRef},
        function::{ArgBytesLike, ArgIntoFloat, ArgSequence},
        protocol::PyNumberMethods,
        pyclass,
        types::AsNumber,
    };
    use spawnpoint_protocol::{
        Pid, Signal, StartMethod, Stream,
        syscall::{ChildSpec, Errno, Notice, Reply, Role, Syscall},
    };

    use crate::{host::instance, library, safepoint};

    /// The path of the main program, as Python code sees it.
    const MAIN_PATH: &str = "/home/user/main.py";

    /// Microseconds that this process has stood still.
    static BLOCKED: AtomicU64 = AtomicU64::new(0);

    /// Its truth is asked for in each loop of the main program; see [`safepoint`].
    #[pyattr]
    #[pyclass(name = "Safepoint")]
    #[derive(Debug, PyPayload)]
    struct Safepoint;

    #[pyclass(with(AsNumber))]
    impl Safepoint {}

    impl AsNumber for Safepoint {
        fn as_number() -> &'static PyNumberMethods {
            static METHODS: PyNumberMethods = PyNumberMethods {
                boolean: Some(|_, _| {
                    safepoint::check();
                    Ok(true)
                }),
                ..PyNumberMethods::NOT_IMPLEMENTED
            };
            &METHODS
        }
    }

    #[pyattr(name = "safepoint")]
    fn safepoint_object(vm: &VirtualMachine) -> PyRef<Safepoint> {
        Safepoint.into_ref(&vm.ctx)
    }

    #[pyattr]
    fn pid(_vm: &VirtualMachine) -> u32 {
        instance().boot.pid.0
    }

    #[pyattr]
    fn parent(_vm: &VirtualMachine) -> u32 {
        instance().boot.parent.0
    }

    #[pyattr]
    fn cpu_count(_vm: &VirtualMachine) -> u32 {
        instance().boot.cpu_count
    }

    #[pyattr]
    fn source(_vm: &VirtualMachine) -> &'static str {
        &instance().boot.program.source
    }

    #[pyattr]
    fn start_method(_vm: &VirtualMachine) -> &'static str {
        instance().boot.program.start_method.name()
    }

    /// The pickled `Process` object of a child; none for the main process.
    #[pyattr]
    fn payload(vm: &VirtualMachine) -> PyObjectRef {
        match &instance().boot.role {
            Role::Main => vm.ctx.none(),
            Role::Child { payload } => vm.ctx.new_bytes(payload.clone()).into(),
        }
    }

    #[pyfunction]
    fn running() {
        instance().host.notify(Notice::Running);
    }

    #[pyfunction]
    fn write(fd: i32, data: ArgBytesLike) -> usize {
        let stream = if fd == 2 {
            Stream::Stderr
        } else {
            Stream::Stdout
        };
        let text = data.with_ref(|bytes| String::from_utf8_lossy(bytes).into_owned());
        let written = data.len();
        if written > 0 {
            instance().host.notify(Notice::Output { stream, text });
        }
        written
    }

    #[pyfunction]
    fn start(
        name: PyStrRef,
        daemon: bool,
        method: PyUtf8StrRef,
        payload: PyBytesRef,
        vm: &VirtualMachine,
    ) -> PyResult<u32> {
        let method = StartMethod::from_name(method.as_str()).ok_or_else(|| {
            vm.new_value_error(format!("start method {} is not available", method.as_str()))
        })?;
        let spec = ChildSpec {
            name: name.to_string_lossy().into_owned(),
            daemon,
            method,
            payload: payload.as_bytes().to_vec(),
        };
        match call(Syscall::Start(spec), vm)? {
            Reply::Started(pid) => Ok(pid.0),
            other => Err(unexpected(&other, vm)),
        }
    }

    /// The exit code of a child, or none when the time was up first.
    #[pyfunction]
    fn wait(
        child: u32,
        timeout: Option<ArgIntoFloat>,
        vm: &VirtualMachine,
    ) -> PyResult<Option<i32>> {
        let timeout = timeout.map(|seconds| micros(seconds.into_float()));
        match call(
            Syscall::Wait {
                child: Pid(child),
                timeout,
            },
            vm,
        )? {
            Reply::Exited(code) => Ok(Some(code)),
            Reply::TimedOut => Ok(None),
            other => Err(unexpected(&other, vm)),
        }
    }

    /// Which of the processes have ended, once there is one or the time is up.
    #[pyfunction]
    fn select(
        pids: ArgSequence<u32>,
        timeout: Option<ArgIntoFloat>,
        vm: &VirtualMachine,
    ) -> PyResult<PyObjectRef> {
        let watched = pids.into_vec().into_iter().map(Pid).collect();
        let timeout = timeout.map(|seconds| micros(seconds.into_float()));
        match call(Syscall::Select { watched, timeout }, vm)? {
            Reply::Ready(pids) => {
                let pids = pids
                    .into_iter()
                    .map(|pid| vm.ctx.new_int(pid.0).into())
                    .collect();
                Ok(vm.ctx.new_list(pids).into())
            }
            other => Err(unexpected(&other, vm)),
        }
    }

    #[pyfunction]
    fn kill(pid: u32, signal: u8, vm: &VirtualMachine) -> PyResult<()> {
        call(
            Syscall::Kill {
                pid: Pid(pid),
                signal: Signal(signal),
            },
            vm,
        )
        .map(drop)
    }

    #[pyfunction]
    fn exit(status: i32) {
        let host = instance().host;
        host.notify(Notice::Exit(status));
        host.exit()
    }

    #[pyfunction]
    fn sleep(seconds: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
        let seconds = match seconds.downcast_ref::<PyFloat>() {
            Some(float) => float.to_f64(),
            None => seconds.try_index(vm)?.try_to_primitive::<i64>(vm)? as f64,
        };
        if seconds.is_nan() {
            return Err(vm.new_value_error("Invalid value NaN (not a number)".to_owned()));
        }
        if seconds < 0.0 {
            return Err(vm.new_value_error("sleep length must be non-negative".to_owned()));
        }
        call(Syscall::Sleep(micros(seconds)), vm).map(drop)
    }

    #[pyfunction]
    fn time() -> f64 {
        instance().host.wall_clock().as_secs_f64()
    }

    #[pyfunction]
    fn time_ns() -> u128 {
        instance().host.wall_clock().as_nanos()
    }

    #[pyfunction(name = "perf_counter")]
    #[pyfunction]
    fn monotonic() -> f64 {
        instance().host.monotonic().as_secs_f64()
    }

    #[pyfunction(name = "perf_counter_ns")]
    #[pyfunction]
    fn monotonic_ns() -> u128 {
        instance().host.monotonic().as_nanos()
    }

    /// Time that this process has not stood still: the nearest to processor time that a browser
    /// tells.
    #[pyfunction(name = "thread_time")]
    #[pyfunction]
    fn process_time() -> f64 {
        busy().as_secs_f64()
    }

    #[pyfunction(name = "thread_time_ns")]
    #[pyfunction]
    fn process_time_ns() -> u128 {
        busy().as_nanos()
    }

    #[pyfunction]
    fn urandom(size: usize, vm: &VirtualMachine) -> PyResult<Vec<u8>> {
        let mut bytes = vec![0; size];
        getrandom::fill(&mut bytes).map_err(|error| vm.new_os_error(error.to_string()))?;
        Ok(bytes)
    }

    #[pyfunction]
    fn compile_with_safepoints(
        source: PyUtf8StrRef,
        path: PyUtf8StrRef,
        vm: &VirtualMachine,
    ) -> PyResult<PyRef<PyCode>> {
        safepoint::compile(source.as_str(), path.as_str())
            .map(|code| vm.ctx.new_code(code))
            .map_err(|error| vm.new_value_error(error))
    }

    /// Whether a module of the library is a package; none when the library does not have it.
    #[pyfunction]
    fn find_in_library(name: PyUtf8StrRef) -> Option<bool> {
        library::find(name.as_str())
    }

    /// The code of a module of the library.
    #[pyfunction]
    fn code_in_library(name: PyUtf8StrRef, vm: &VirtualMachine) -> PyResult<PyRef<PyCode>> {
        match library::module(name.as_str()) {
            Ok(module) => Ok(PyCode::new_ref_from_frozen(vm, module.code)),
            Err(reason) => Err(vm.new_import_error(
                format!("the standard library could not be loaded: {reason}"),
                vm.ctx.new_utf8_str(name.as_str()),
            )),
        }
    }

    fn busy() -> Duration {
        let instance = instance();
        let blocked = Duration::from_micros(BLOCKED.load(Ordering::Relaxed));
        let lived = instance.host.monotonic().saturating_sub(instance.began);
        lived.saturating_sub(blocked)
    }

    fn micros(seconds: f64) -> u64 {
        Duration::try_from_secs_f64(seconds).map_or(u64::MAX, |duration| {
            u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
        })
    }

    /// Asks the kernel and waits for its reply; a failure is the `OSError` of its number.
    fn call(syscall: Syscall, vm: &VirtualMachine) -> PyResult<Reply> {
        let host = instance().host;
        let line = main_line(vm);
        let began = host.monotonic();
        let reply = host.call(syscall, line);
        let stood = host.monotonic().saturating_sub(began);
        BLOCKED.fetch_add(
            u64::try_from(stood.as_micros()).unwrap_or(0),
            Ordering::Relaxed,
        );
        match reply {
            Reply::Failed(errno) => Err(os_error(errno, vm)),
            reply => Ok(reply),
        }
    }

    /// The line of the main program nearest to the top of the stack.
    fn main_line(vm: &VirtualMachine) -> Option<u32> {
        let mut frame = vm.current_frame();
        while let Some(current) = frame {
            if current.f_code().source_path().as_str() == MAIN_PATH {
                return u32::try_from(current.lineno()).ok();
            }
            frame = current.f_back(vm);
        }
        None
    }

    fn os_error(errno: Errno, vm: &VirtualMachine) -> PyBaseExceptionRef {
        // The classes are named here since the VM knows them by the platform's own numbers, which a
        // browser does not have.
        let exceptions = &vm.ctx.exceptions;
        let (class, message) = match errno {
            Errno::NoSuchProcess => (exceptions.process_lookup_error, "No such process"),
            Errno::NoChild => (exceptions.child_process_error, "No child processes"),
            Errno::TryAgain => (
                exceptions.blocking_io_error,
                "Resource temporarily unavailable",
            ),
        };
        vm.new_os_subtype_error(class.to_owned(), Some(errno as i32), message)
            .upcast()
    }

    fn unexpected(reply: &Reply, vm: &VirtualMachine) -> PyBaseExceptionRef {
        vm.new_runtime_error(format!(
            "the kernel answered {reply:?} to a question it does not fit"
        ))
    }
}
