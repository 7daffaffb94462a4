# The interface in English. src/strings.rs looks messages up here; a test there checks that every key
# in use exists and that every message is used.

app-name = Spawnpoint
app-tagline = Python’s multiprocessing for real: every Process is a Web Worker with its own interpreter and memory.

theme-label = Colours
theme-auto = Auto
theme-light = Light
theme-dark = Dark

program-label = Program
program-group-examples = Examples
program-group-own = Your own
program-own = My program
program-edited = { $title } (edited)
program-restore = Restore
program-restore-hint = Put the example back as it was; undo brings your edits back
program-not-saved = This browser does not let the page store your program: copy it before you leave.

example-three-workers = Three workers
example-own-memory = Each process has its own memory
example-parallel-work = Two processes compute in parallel
example-exit-codes = Exit codes
example-daemon = A daemon ends with its parent
example-subclass = A subclass of Process
example-nested = Processes that start processes
example-task-queue = Workers and queues
example-lost-updates = Lost updates, and a lock
example-pool = A pool of workers
example-deadlock = A deadlock
example-threads-and-processes = Threads share, processes do not

run = Run
run-hint = Run the program ({ $shortcut })
run-again-hint = Stop the current run first
stop = Stop
stop-hint = End every process now

editor-heading = Program
editor-label = Python program
editor-hint = { $shortcut } runs. Tab indents; to leave the editor, press Esc, then Tab.
editor-missing = The editor could not be loaded. Please reload the page.

unsupported-title = This browser cannot run Spawnpoint
unsupported-text = Python waits inside WebAssembly here, which needs JavaScript Promise Integration (JSPI). Chrome and Edge have it from version 137, Firefox from 153, Safari from 27.

loading-waiting = The Python interpreter is about to load.
loading-fetching = Loading the Python interpreter: { $received } of { $total } MB
loading-compiling = Preparing the Python interpreter…
loading-label = Loading the interpreter
loading-failed = The Python interpreter could not be loaded: { $reason }
retry = Retry

fatal = The run broke off: { $reason }. The next run starts everything anew.
fatal-undecodable = the kernel and the page do not understand each other ({ $reason })
fatal-worker = a worker script failed to load or threw an error ({ $reason })

state-ready = Ready
state-loading = Loading
state-queued = Runs as soon as the interpreter is here
state-starting = Starting
state-running = Running
state-stopping = Stopping
state-finished = Finished
state-stopped = Stopped
state-full = Stopped: the record of this run is full
state-deadlock = Deadlock: nobody can go on
state-timeout = Stopped: the time was up
state-error = Error
state-unsupported = Not supported by this browser

status-label = State of the run
status-elapsed = Elapsed
status-processes = Processes
status-alive = { $count } ({ $alive } alive)
status-exit = Exit code

timeline-heading = Timeline
timeline-empty = Run the program to see its processes here: a lane for each, when it starts, runs, sleeps and waits, and how it ends.
timeline-label = { $count ->
    [one] Timeline of one process over { $duration }
   *[other] Timeline of { $count } processes over { $duration }
}
timeline-hint = Point at a bar to see what it is; click it to go to its line.
timeline-pid = pid { $pid }
timeline-daemon = daemon
timeline-exit = exit { $code }
legend-start-arrow = starts
legend-join-arrow = ends a wait
legend-signal-arrow = signal
legend-end = end

activity-starting = starting
activity-running = running
activity-sleeping = sleeping
activity-waiting = waiting

doing-sleep = sleep { $duration }
doing-join = join { $name }
doing-any = { $count ->
    [one] wait for one thing
   *[other] wait for any of { $count }
}
doing-acquire = acquire a lock
doing-put = put into a full queue
doing-get = get from a queue
doing-tasks = wait for tasks
doing-drain = wait until a queue is read
doing-send = send into a full pipe
doing-receive = receive
doing-accept = wait for a connection
doing-thread = wait for a thread
doing-input = input

detail = { $name }: { $doing } for { $duration }, { $from } to { $to }
detail-open = { $name }: { $doing } for { $duration } so far, from { $from }
detail-line = line { $line }
detail-timed-out = timed out
detail-several = { $name }: { $count } short states, mostly { $doing }
detail-exit = { $name } ended at { $time } with exit code { $code }
detail-exit-signalled = { $name } ended at { $time } with exit code { $code }, by a signal from { $by }
detail-start = { $parent } started { $child } at { $time }
detail-start-ran = { $parent } started { $child } at { $time }; its code began { $after } later
detail-join = The end of { $child } at { $time } ended the wait of { $waiter }
detail-signal = { $sender } sent { $target } the signal { $signal } at { $time }

console-heading = Console
console-empty = What the processes print appears here, each line marked with the process that printed it.
console-label = Output of the processes
console-stderr = stderr
console-stderr-hint = Printed to the standard error stream
console-dropped = { $count ->
    [one] One earlier line is not shown.
   *[other] { $count } earlier lines are not shown.
}
console-input = Input for { $name }
console-input-send = Enter
console-input-end = End of input
console-input-end-hint = Let input() raise EOFError, as Ctrl+D does

deadlock-heading = Deadlock
deadlock-intro = Every process waits, and nobody is left who could end a wait. CPython would hang here for ever, so the run was ended.
deadlock-waits = { $name } waits in { $call }
deadlock-waits-somewhere = { $name } waits
deadlock-for = for a { $label }
deadlock-held = held by { $name }
deadlock-held-itself = held by itself
deadlock-held-ended = held by { $name }, which has ended
deadlock-line = line { $line }
deadlock-advice-join-before-drain = A process waits at its end until all that it put into a queue has been taken out. Get the items before you join the process.
deadlock-advice-lock-twice = A thread waits for a lock that it holds itself. Release it first, or use an RLock, which its holder may acquire again.
deadlock-advice-lock-order = Two acquire the same locks in different orders, and each has what the other wants. Acquire them in the same order everywhere.
deadlock-advice-holder-ended = The holder of a lock ended without releasing it. Use “with lock:”, and do not terminate a process that may hold one.
deadlock-advice-barrier-short = A barrier has more parties than come to it. Make its number that of the processes that call wait().
deadlock-advice-join-cycle = Processes wait for one another’s end. Let only the parent join, and only its children.
deadlock-advice-nothing-sent = Somebody waits for a message that nobody will send. Send as many as are received, or a last one that says so, and close the ends of pipes that a process does not use.
deadlock-advice-nobody-signals = Somebody waits to be notified, and nobody is left to do it. Set the event, notify the condition, or release the semaphore before the last one ends, or give the wait a timeout.
deadlock-advice-other = Look at who waits for what: one of these waits has to end without the others, or needs a timeout.

console-go-to = Go to line { $line } of the program
