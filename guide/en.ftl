# What the template of the guide says around each page.

guide = Guide
skip = Skip to the text
contents = Contents
contents-label = Pages of the guide
playground = Playground
other-language = 日本語
other-tag = ja
previous = Previous
next = Next

# The page with licences, which is in both languages.

notices = Licences
notices-about = What Spawnpoint is made of, and the licences of each part. Spawnpoint itself is under either of the MIT licence and the Apache License 2.0.
notices-python = Python and libraries in C
notices-rust = Crates of Rust
notices-editor = Packages of the editor
notices-texts = The texts

# Benchmarks: what tables and charts say.

measured = Measured on { $date } on { $processors } cores of an { $machine } with { $memory } GB of memory, with { $programs }; medians of { $rounds } rounds, the spread beside them.
machine-server = { $architecture } server
machine-computer = { $architecture } computer
column-figure = Figure
column-cost = vs { $peer }
column-speed-up = Processes
column-processes = Processes
column-messages = Messages
column-events = Events
chart-costs = What each figure costs if that of CPython or Pyodide costs 1, on a scale of powers of ten. The tables below have the numbers.
chart-better = costs less
chart-worse = costs more
chart-seconds = Seconds
chart-processes = Seconds by the number of processes
chart-messages = Seconds by the number of messages
chart-events = Seconds by the number of events

figure-start-spawn = Start by spawn, ms
figure-start-fork = Start by fork, ms
figure-start-forkserver = Start by forkserver, ms
figure-queue = Queue, messages/s
figure-queue-isolated = Queue, isolated page, messages/s
figure-pipe = Pipe, there and back, µs
figure-pipe-isolated = Pipe, there and back, isolated page, µs
figure-large-message = Pipe, 20 MB at once, MB/s
figure-large-message-isolated = Pipe, 20 MB, isolated page, MB/s
figure-lock = Contended Lock, times/s
figure-lock-isolated = Contended Lock, isolated page, times/s
figure-counter = Four processes, 10,000 locked additions each, s
figure-counter-isolated = Four processes, 10,000 locked additions each, isolated page, s
figure-uncontended-lock = Uncontended Lock, times/s
figure-uncontended-lock-isolated = Uncontended Lock, isolated page, times/s
figure-manager = Manager’s dict and list, operations/s
figure-manager-isolated = Manager’s dict and list, isolated page, operations/s
figure-loop = Loop over whole numbers, s
figure-sieve = Sieve of Eratosthenes, s
figure-nbody = N-body, s
figure-queens = Eight queens, s
figure-mandelbrot = Mandelbrot set, s
figure-words = Word count, s
figure-speed-up = Speed-up, processes
figure-first-line = First line of output, s
figure-download = Downloaded until then, MB
figure-page = The page before Run, MB
figure-first-run = The first run, s
figure-tenth-run = The tenth run, s
figure-memory-spawn = A process by spawn, MB
figure-memory-fork = A process by fork, MB
figure-processes = Seconds for processes
figure-messages = Seconds for messages
figure-events = Seconds for events
figure-event-memory = Memory of an event, bytes
figure-frame = Work in a frame, ms
figure-frame-critical-path = With the critical path, ms

reason-start-spawn = A copy of a started interpreter into a worker of the browser takes longer here than a new process of the system with an import of Python’s library.
reason-start-fork = All of the parent’s memory is copied into the new worker, while the system shares it until somebody writes to it.
reason-start-forkserver = All of the server’s memory is copied into a new worker, while the system shares it until somebody writes to it.
reason-exchange = A message goes from worker to worker through the kernel’s worker, by events of the browser on both ways, where CPython has pipes and locks of the system.
reason-pipe-isolated = A message goes through the kernel’s worker, in memory that all share. Waking a worker takes the browser longer than it takes the system to wake a process.
reason-manager-isolated = A message goes through the kernel’s worker, in memory that all share. Waking a worker takes the browser longer than it takes the system to wake a process.
reason-lock = Each process borrows the lock for some milliseconds in turn. Handing it over takes a message to the kernel’s worker and one to the next process, where the system wakes the next process itself.
reason-lock-isolated = Each process borrows the lock for some milliseconds in turn. Handing it over takes a message to the kernel’s worker and one to the next process, where the system wakes the next process itself.
reason-counter = Each process borrows the lock for some milliseconds in turn. Handing it over takes a message to the kernel’s worker and one to the next process, where the system wakes the next process itself.
reason-counter-isolated = Each process borrows the lock for some milliseconds in turn. Handing it over takes a message to the kernel’s worker and one to the next process, where the system wakes the next process itself.
reason-uncontended-lock = The process borrows the lock after its first acquisitions, which the kernel answers one by one. The next thousand are recorded with their times and lines.
reason-uncontended-lock-isolated = The process borrows the lock after its first acquisitions, which the kernel answers one by one. The next thousand are recorded with their times and lines.
reason-large-message = The message is pickled, copied to the kernel’s worker and copied again to its receiver, where the system copies it once each way.
reason-large-message-isolated = The message is copied on the same ways as on a plain page: only shared memory is where all see it.
reason-queue = Each message is an event of the record as well.
reason-queue-isolated = Each message is an event of the record as well.
reason-computing = It is CPython here, too, but compiled to WebAssembly: there are no computed jumps from one instruction to the next, each call through a pointer is checked, and loops look up whether somebody wants to stop or pause the process.
reason-speed-up = The kernel, the page with its record and the browser’s own threads want the same cores.
reason-first-line = The page has an editor, a timeline and a kernel to load besides an interpreter, and starts three processes before their first line.
reason-download = The page has an editor and views, and keeps itself and the guide for use without a network while the program starts.
reason-memory-spawn = Each process is a whole interpreter in a memory of its own and a worker of the browser, of which nothing is shared but compiled code.
reason-memory-fork = The copy of the parent’s memory is complete, while the system shares what nobody writes to.
reason-processes = Two workers with a started interpreter stand ready. Those of further processes are made when they are wanted, which takes longer than a process of the system.
reason-messages = Each message is an event of the record as well, and goes through the kernel’s worker.
reason-events = Each event is sent to the page, which keeps it and draws it, and a message that is waited for goes to the kernel’s worker and back; CPython keeps no record.
