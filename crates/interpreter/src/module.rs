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
        syscall::{CallId, ChildSpec, Disposition, Message, Notice, Reply, Role, Syscall, Watched},
    };

    use crate::{
        copy, globals,
        host::{host, instance},
        kernel::{
            ask, breathe, busy, call, current, main_thread, micros, next_call, notify, or_os_error,
            unexpected,
        },
        library, safepoint, signals, turns, updates,
    };

    // By Linux's numbers.
    const EINVAL: i32 = 22;
    const ENOSYS: i32 = 38;

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
                    safepoint::check(vm)?;
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

    /// What there is to know of this process and of the run, by name.
    #[pyfunction]
    fn facts(vm: &VirtualMachine) -> PyResult<PyDictRef> {
        let boot = &instance().boot;
        let program = &boot.program;
        let (role, payload) = match &boot.role {
            Role::Main => ("main", None),
            Role::Child { payload } => ("child", Some(payload)),
            Role::Server { payload } => ("server", Some(payload)),
            Role::Forked { .. } => ("forked", None),
            Role::Served { payload, .. } => ("served", Some(payload)),
        };
        let payload = payload.map_or(vm.ctx.none(), |payload| {
            vm.ctx.new_bytes(payload.clone()).into()
        });
        // In seconds, until the program sets another.
        let switch_interval = f64::from(program.turns.interval) / 1e6;
        let ctx = &vm.ctx;
        let facts: [(&str, PyObjectRef); 10] = [
            ("pid", ctx.new_int(boot.pid.0).into()),
            ("parent", ctx.new_int(boot.parent.0).into()),
            ("ppid", ctx.new_int(boot.ppid.0).into()),
            ("cpu_count", ctx.new_int(boot.cpu_count).into()),
            ("source", ctx.new_str(program.source.as_str()).into()),
            (
                "start_method",
                ctx.new_str(program.start_method.name()).into(),
            ),
            ("mode", ctx.new_str(program.mode.name()).into()),
            ("switch_interval", ctx.new_float(switch_interval).into()),
            ("role", ctx.new_str(role).into()),
            ("payload", payload),
        ];
        let all = ctx.new_dict();
        for (name, value) in facts {
            all.set_item(name, value, vm)?;
        }
        Ok(all)
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

    /// Starts a child that gets the payload, and returns its pid.
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
            vm.new_value_error(format!("there is no start method {}", method.as_str()))
        })?;
        let payload = Message {
            bytes: payload.as_bytes().to_vec(),
            ends: ends.into_vec().into_iter().map(ObjectId).collect(),
            ..Message::default()
        };
        let name = name.to_string_lossy().into_owned();
        start_child(
            next_call(),
            ChildSpec {
                name,
                daemon,
                method,
                payload,
            },
            vm,
        )
    }

    fn start_child(id: CallId, spec: ChildSpec, vm: &VirtualMachine) -> PyResult<u32> {
        match or_os_error(ask(id, Syscall::Start(spec), vm), vm)? {
            Reply::Started(child) => Ok(child.0),
            other => Err(unexpected(&other, vm)),
        }
    }

    /// Starts a child that is a copy of this process, in which `function` is called and returns the
    /// exit status; returns its pid.
    #[pyfunction]
    fn fork(
        name: PyStrRef,
        daemon: bool,
        function: PyObjectRef,
        vm: &VirtualMachine,
    ) -> PyResult<u32> {
        // What parent and child have in common should be in the record of the parent before.
        globals::look_now(vm);
        let id = next_call();
        copy::copy(id, function, vm)?;
        let spec = ChildSpec {
            name: name.to_string_lossy().into_owned(),
            daemon,
            method: StartMethod::Fork,
            payload: Message::default(),
        };
        start_child(id, spec, vm)
    }

    /// Sees that there is a fork server, which first imports what the payload says.
    #[pyfunction]
    fn launch(payload: PyBytesRef, vm: &VirtualMachine) -> PyResult<()> {
        let payload = payload.as_bytes().to_vec();
        call(Syscall::Launch { payload }, vm).map(drop)
    }

    /// Of the fork server: makes a copy of this process that calls `function`, and returns when one
    /// more is wanted.
    #[pyfunction]
    fn serve(function: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
        let id = next_call();
        copy::copy(id, function, vm)?;
        match or_os_error(ask(id, Syscall::Serve, vm), vm)? {
            Reply::Done => Ok(()),
            other => Err(unexpected(&other, vm)),
        }
    }

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

    /// The pids of the children whose exit codes nobody has asked for.
    #[pyfunction]
    fn children(vm: &VirtualMachine) -> PyResult {
        ended(call(Syscall::Children, vm)?, vm)
    }

    /// Which of these children have ended, as soon as one has; none when the time was up first.
    #[pyfunction]
    fn wait_for_one(
        children: ArgSequence<u32>,
        timeout: Option<ArgIntoFloat>,
        vm: &VirtualMachine,
    ) -> PyResult {
        let children = children.into_vec().into_iter().map(Pid);
        let syscall = Syscall::Select {
            watched: children.map(Watched::Exit).collect(),
            timeout: timeout.map(|seconds| micros(seconds.into_float())),
        };
        ended(call(syscall, vm)?, vm)
    }

    fn ended(reply: Reply, vm: &VirtualMachine) -> PyResult {
        let Reply::Ready(processes) = reply else {
            return Err(unexpected(&reply, vm));
        };
        let pids = processes.into_iter().filter_map(|watched| match watched {
            Watched::Exit(pid) => Some(vm.ctx.new_int(pid.0).into()),
            Watched::Readable(_) | Watched::Input(_) | Watched::Output(_) => None,
        });
        Ok(vm.ctx.new_list(pids.collect()).into())
    }

    /// Whether this is the thread in which handlers of signals run.
    #[pyfunction]
    fn is_main_thread() -> bool {
        current() == main_thread()
    }

    #[pyfunction]
    fn kill(pid: u32, signal: i32, vm: &VirtualMachine) -> PyResult<()> {
        let refusal = |number, message: String| {
            let class = vm.ctx.exceptions.os_error.to_owned();
            vm.new_os_subtype_error(class, Some(number), message)
                .upcast()
        };
        let number = u8::try_from(signal).ok().filter(|number| *number <= 64);
        let Some(signal) = number.map(Signal) else {
            return Err(refusal(EINVAL, "Invalid argument".to_owned()));
        };
        if signal.stops() {
            let message = format!(
                "this playground cannot stop a process in its tracks, as signal {} does",
                signal.0
            );
            return Err(refusal(ENOSYS, message));
        }
        let syscall = Syscall::Kill {
            pid: Pid(pid),
            signal,
        };
        call(syscall, vm)?;
        // It may have been to itself.
        signals::check(vm)
    }

    /// Says what this process does about a signal: 0 the default, 1 nothing, 2 call its handler.
    #[pyfunction]
    fn set_disposition(signal: u8, kind: u8) {
        let disposition = match kind {
            0 => Disposition::Default,
            1 => Disposition::Ignore,
            _ => Disposition::Handle,
        };
        notify(Notice::Disposition {
            signal: Signal(signal),
            disposition,
        });
    }

    #[pyfunction]
    fn exit(status: i32, vm: &VirtualMachine) {
        globals::look_now(vm);
        notify(Notice::Exit(status));
        host().exit()
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
        host().wall_clock().as_secs_f64()
    }

    #[pyfunction]
    fn time_ns() -> u128 {
        host().wall_clock().as_nanos()
    }

    #[pyfunction(name = "perf_counter")]
    #[pyfunction]
    fn monotonic() -> f64 {
        host().monotonic().as_secs_f64()
    }

    #[pyfunction(name = "perf_counter_ns")]
    #[pyfunction]
    fn monotonic_ns() -> u128 {
        host().monotonic().as_nanos()
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
            .map(|code| PyCode::new_ref_from_bytecode(vm, code))
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
