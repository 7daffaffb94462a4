//! The native module `_spawnpoint`: what our Python modules ask of the [`Host`](crate::Host).

pub(crate) use _spawnpoint::module_def;

// The macro hands arguments over by value, and a sleep of 2^53 seconds may be inexact.
#[allow(clippy::needless_pass_by_value, clippy::cast_precision_loss)]
#[rustpython_vm::pymodule]
mod _spawnpoint {
    use rustpython_vm::{
        PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine, atomic_func,
        builtins::{PyBytesRef, PyCode, PyDictRef, PyFloat, PyStrRef, PyUtf8StrRef},
        function::{ArgBytesLike, ArgIntoFloat, ArgSequence},
        protocol::{PyMappingMethods, PyNumberMethods},
        pyclass,
        types::{AsMapping, AsNumber},
    };
    use spawnpoint_protocol::{
        ObjectId, Pid, Signal, StartMethod, Stream,
        syscall::{ChildSpec, Message, Notice, Reply, Role, Syscall},
    };

    use crate::{
        globals,
        host::instance,
        kernel::{breathe, busy, call, current, micros, notify, unexpected},
        library, safepoint, turns, updates,
    };

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
                boolean: Some(|_, vm| {
                    safepoint::check(vm);
                    Ok(true)
                }),
                ..PyNumberMethods::NOT_IMPLEMENTED
            };
            &METHODS
        }
    }

    /// What the main program asks for where it reads or writes a variable, by the variable's number;
    /// see [`updates`].
    #[pyattr]
    #[pyclass(name = "Mark")]
    #[derive(Debug, PyPayload)]
    struct Mark {
        note: fn(usize, &VirtualMachine),
    }

    #[pyclass(with(AsMapping))]
    impl Mark {}

    impl AsMapping for Mark {
        fn as_mapping() -> &'static PyMappingMethods {
            static METHODS: PyMappingMethods = PyMappingMethods {
                subscript: atomic_func!(|mapping, number, vm| {
                    let number = number.try_index(vm)?.try_to_primitive(vm)?;
                    (Mark::mapping_downcast(mapping).note)(number, vm);
                    Ok(vm.ctx.none())
                }),
                ..PyMappingMethods::NOT_IMPLEMENTED
            };
            &METHODS
        }
    }

    #[pyattr]
    fn read(vm: &VirtualMachine) -> PyRef<Mark> {
        let note = |number, _: &VirtualMachine| updates::read(number);
        Mark { note }.into_ref(&vm.ctx)
    }

    #[pyattr]
    fn written(vm: &VirtualMachine) -> PyRef<Mark> {
        let note = updates::written;
        Mark { note }.into_ref(&vm.ctx)
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

    /// How the processes of the program come to be.
    #[pyattr]
    fn mode(_vm: &VirtualMachine) -> &'static str {
        instance().boot.program.mode.name()
    }

    /// In seconds, until the program sets another.
    #[pyattr]
    fn switch_interval(_vm: &VirtualMachine) -> f64 {
        f64::from(instance().boot.program.turns.interval) / 1e6
    }

    /// The pickled `Process` object of a child; none for the main process.
    #[pyattr]
    fn payload(vm: &VirtualMachine) -> PyObjectRef {
        match &instance().boot.role {
            Role::Main => vm.ctx.none(),
            Role::Child { payload } => vm.ctx.new_bytes(payload.clone()).into(),
        }
    }

    /// The process is about to run the program.
    #[pyfunction]
    fn running(vm: &VirtualMachine) {
        notify(Notice::Running);
        // Whoever starts while the run is paused stands still here.
        breathe(vm);
    }

    /// These are the program's global variables from now on; with none, they are looked at for the last
    /// time.
    #[pyfunction]
    fn watch(globals: Option<PyDictRef>, vm: &VirtualMachine) {
        globals::watch(globals, vm);
    }

    /// Looks at the program's global variables.
    #[pyfunction]
    fn look(vm: &VirtualMachine) {
        globals::look_now(vm);
    }

    #[pyfunction]
    fn write(fd: i32, data: ArgBytesLike, vm: &VirtualMachine) -> usize {
        let stream = if fd == 2 {
            Stream::Stderr
        } else {
            Stream::Stdout
        };
        let text = data.with_ref(|bytes| String::from_utf8_lossy(bytes).into_owned());
        let written = data.len();
        if written > 0 {
            globals::look(vm);
            let thread = current();
            notify(Notice::Output {
                stream,
                text,
                thread,
            });
        }
        written
    }

    #[pyfunction]
    fn start(
        name: PyStrRef,
        daemon: bool,
        method: PyUtf8StrRef,
        payload: PyBytesRef,
        ends: ArgSequence<u32>,
        vm: &VirtualMachine,
    ) -> PyResult<u32> {
        let method = StartMethod::from_name(method.as_str()).ok_or_else(|| {
            vm.new_value_error(format!("start method {} is not available", method.as_str()))
        })?;
        let spec = ChildSpec {
            name: name.to_string_lossy().into_owned(),
            daemon,
            method,
            payload: Message {
                bytes: payload.as_bytes().to_vec(),
                ends: ends.into_vec().into_iter().map(ObjectId).collect(),
                ..Message::default()
            },
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
    fn exit(status: i32, vm: &VirtualMachine) {
        globals::look_now(vm);
        notify(Notice::Exit(status));
        instance().host.exit()
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

    /// How long a thread runs before another has its turn.
    #[pyfunction]
    fn set_switch_interval(seconds: f64) {
        turns::set_interval(micros(seconds));
    }

    /// A line of standard input with its end, empty when there are no more.
    #[pyfunction]
    fn read_line(vm: &VirtualMachine) -> PyResult<String> {
        match call(Syscall::ReadLine, vm)? {
            Reply::Text(line) => Ok(line),
            other => Err(unexpected(&other, vm)),
        }
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
}
