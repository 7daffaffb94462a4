# The interface in English. src/strings.rs looks messages up here; tests there check that every key in
# use exists, that every message is used, and that the other catalogues have the same keys.

app-name = Spawnpoint
app-tagline = Python’s multiprocessing for real: every Process is a Web Worker with its own interpreter and memory.

theme-label = Colours
theme-auto = Auto
theme-light = Light
theme-dark = Dark

guide = Guide
guide-hint = The guide: first run, every view, examples, limits (in another tab)

notices = Licences
notices-hint = What Spawnpoint is made of, and under which licences (in another tab)

language-label = Language
language-other = 日本語

program-label = Program
program-group-examples = Examples
program-group-own = Your own
program-group-opened = Opened
program-own = My program
program-edited = { $title } (edited)
program-restore = Restore
program-restore-hint = Put the example back as it was; undo brings your edits back
program-opened-hint = This is the program of a run that was opened: it stays as it ran. To change it, copy it into “My program”.
program-not-saved = This browser does not let the page store your program: copy it before you leave.

example-three-workers = Start and join
example-parallel-work = Is it faster? Computing and waiting
example-own-memory = Why is my global still 0?
example-ways-to-share = Ways to share: Value, Array, Queue, Manager
example-start-methods = spawn, fork, forkserver: what does a child begin with?
example-race = A race for a variable, and its lock
example-lost-updates = A race for shared memory, and its lock
example-task-queue = Producers and consumers
example-pool = A pool of workers
example-join-before-get = Why does join hang?
example-deadlock = Two locks in different orders
example-terminate = terminate() and what it leaves behind
example-daemon = A daemon ends with its parent
example-threads-and-processes = Threads, the GIL, and processes
example-exit-codes = Exit codes
example-subclass = A subclass of Process
example-nested = Processes that start processes
example-reports = Several files: a module, data, and reports

about-three-workers = start() begins three processes at once, each with its own pid; join() waits for the end of each.
about-parallel-work = Two processes compute on two processors at once. Two threads take turns on one. While they sleep, both do equally well.
about-own-memory = Each child adds to its own copy of counter. The parent’s stays 0, unless all share one memory.
about-ways-to-share = Globals are not shared. These are: one value, an array, messages, and richer objects kept by a manager process.
about-start-methods = spawn imports the module again, fork copies the parent as it is, forkserver copies a process that only imported the module.
about-race = Between reading counter and writing it, the other thread may have its turn: its update is written over. With the lock nothing is lost.
about-lost-updates = counter.value += 1 reads and writes. Two processes that do it without a lock lose updates.
about-task-queue = The parent puts tasks into one queue, workers put results into another.
about-pool = A pool starts its workers once and hands them tasks; imap gives the results back in order.
about-join-before-get = A child ends only when all that it put into a queue has been taken out. The parent, which would take it out, waits in join.
about-deadlock = Each process holds one lock and waits for the other’s: neither can go on.
about-terminate = The worker is ended by SIGTERM while it holds a lock. Its finally does not run, and nobody can get the lock any more.
about-daemon = At its end Python waits for ordinary children and ends daemons.
about-threads-and-processes = Two threads append to one list and take turns; two processes append to lists of their own, at once.
about-exit-codes = What exitcode says: 0, the argument of sys.exit, 1 after an exception, or minus the number of a signal.
about-subclass = A class of your own with a method run() is a Process, too.
about-nested = A child may start children of its own, unless it is a daemon.
about-reports = The files of a run are shared: each process reads the table and writes a report, and the parent reads them all.

look-three-workers = three lanes begin together; main’s waits end with an arrow from each child’s end
look-parallel-work = the first sentences, and the two timelines on one scale
look-own-memory = the row of counter: one value for each process
look-ways-to-share = what is shared, below the table, and who has it
look-start-methods = the columns of the children: what each began with, and what its state is
look-race = the red crosses: each is an update that was lost
look-lost-updates = the two sums
look-task-queue = how many messages wait in each queue over time
look-pool = tasks go out and results come back along the arrows
look-join-before-get = who waits for whom, and the sentence that says what to change
look-deadlock = the cycle in the graph, with its lines
look-terminate = the dotted arrow ends the worker; the line below its bar is the lock that it takes along
look-daemon = the daemon’s lane ends with main’s
look-threads-and-processes = threads run by turns; processes run side by side
look-exit-codes = the marks at the ends of the lanes
look-subclass = what each object says
look-nested = children of children are indented
look-reports = who wrote which report, and when

look-at = Look at: { $what }
look-at-hint = Show it

run = Run
run-hint = Run the program ({ $shortcut })
run-again-hint = Stop the current run first
pause = Pause
pause-hint = Hold every process where it is, and the run’s time with them
resume = Resume
resume-hint = Let every process go on
stop = Stop
stop-hint = End every process now

open = Open a run…
open-hint = Show a run that was saved as a file
open-failed = { $file } cannot be opened: { $reason }
open-foreign = it is not the file of a run. Save one with “Save ▾ Run”.
open-version = it was saved by another version of Spawnpoint (format { $version }).
open-damaged = it is damaged ({ $reason }).

save = Save ▾
save-svg = Timeline as SVG
save-png = Timeline as PNG
save-run = Run, to open here again
save-perfetto = Trace for Perfetto (JSON)
save-failed = It could not be saved: { $reason }

steps-heading = Paused. Go on by a line:
steps-hint = Let { $name } go on to its next line

editor-heading = Program
editor-label = Python program
editor-hint = { $shortcut } runs. Tab indents; to leave the editor, press Esc, then Tab.
editor-missing = The editor could not be loaded. Please reload the page.

files-label = Files of the program
file-add = Add a file
file-add-hint = Add a file: a module to import, or data to read
file-new = New file
file-make = Make
file-choose = Files from this device…
file-drop-hint = Or drop files on the editor. The program finds them in its own folder; they stay in this browser.
file-menu = What to do with { $file }
file-name = Name
file-rename = Rename
file-delete = Delete
file-download = Download
file-download-all = Download all (ZIP)
file-deleted = { $file } was deleted.
file-replaced = { $file } was replaced.
file-put-back = Undo
file-let-go = Do not keep it
file-binary = { $count ->
    [one] Binary, one byte
   *[other] Binary, { $bytes } bytes
}
file-long = A text of { $bytes } bytes: too long for the editor. The program reads it like any other.
file-gone = { $file } is not there any more, or is no text.
file-refused = { $file }: { $reason }
file-unreadable = It could not be read ({ $reason }). A folder cannot be added: drop the files in it.
file-no-program = A program has to be text in UTF-8.

refusal-unnamed = A file needs a name.
refusal-long = The name is too long: { $most } bytes are the most.
refusal-character = A name cannot have control characters or a backslash in it.
refusal-folder = Write folders as folder/name, without “.”, “..” or a “/” at either end.
refusal-main = main.py is the program itself.
refusal-taken = There is a file of this name already.
refusal-blocked = A file and a folder cannot have the same name.
refusal-too-many = There are { $count } files, which is the most.
refusal-too-large = All files together may have { $room } at the most.

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
state-paused = Paused
state-stopping = Stopping
state-finished = Finished
state-stopped = Stopped
state-unfinished = Saved before its end
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
timeline-pid = pid { $pid }
timeline-daemon = daemon
timeline-exit = exit { $code }
timeline-keys = Left and right arrow keys move, plus and minus zoom, Home shows all, c marks the critical path.
timeline-parallel = running
timeline-holder = GIL
timeline-holder-hint = Who has the interpreter’s lock (GIL) at each moment. Drag here to go back in time.
timeline-parallel-hint = How many processes are running at each moment. Drag here to go back in time.
timeline-critical = Critical path
timeline-critical-hint = Mark the chain of work and waits that made the run this long (c)
timeline-zoom-in = Zoom in
timeline-zoom-out = Zoom out
timeline-fit = Fit
timeline-fit-hint = Show all of it (Home)
legend-start-arrow = starts
legend-join-arrow = ends a wait
legend-signal-arrow = signal
legend-message-arrow = message
legend-ready = waits for the GIL
legend-loss = lost update
legend-hold = holds a lock
legend-end = end

activity-starting = starting
activity-running = running
activity-ready = ready, waits for the interpreter’s lock
activity-sleeping = sleeping
activity-waiting = waiting
activity-held = paused

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
doing-server = the fork server

detail = { $name }: { $doing } for { $duration }, { $from } to { $to }
detail-open = { $name }: { $doing } for { $duration } so far, from { $from }
detail-line = line { $line }
detail-timed-out = timed out
detail-ended-by = ended by { $name }
detail-hold = { $name } holds { $lock } for { $duration }, from { $from }
detail-hold-repeated = { $name } acquires and releases { $lock } { $count } times within { $duration }, from { $from }
detail-message = { $value } ({ $bytes }) through { $channel }: { $sender } sent it at { $sent }, { $receiver } received it { $waited } later
detail-message-waiting = { $value } ({ $bytes }) in { $channel }: { $sender } sent it at { $sent }, nobody received it
detail-holder = { $time }: { $name } has the interpreter’s lock
detail-no-holder = { $time }: nobody runs
detail-loss = { $name } set { $variable } from an old value at { $time }: the update of { $whose } is lost
detail-strip = { $count ->
    [0] { $time }: no process is running
    [one] { $time }: one process is running ({ $names })
   *[other] { $time }: { $count } processes are running ({ $names })
}
detail-several = { $name }: { $count } short states, mostly { $doing }
detail-exit = { $name } ended at { $time } with exit code { $code }
detail-exit-signalled = { $name } ended at { $time } with exit code { $code }, by a signal from { $by }
detail-start = { $parent } started { $child } at { $time }
detail-start-ran = { $parent } started { $child } at { $time }; its code began { $after } later
detail-join = The end of { $child } at { $time } ended the wait of { $waiter }
detail-signal = { $sender } sent { $target } the signal { $signal } at { $time }

console-empty = What the processes print appears here, each line marked with the process that printed it.
console-label = Output of the processes
console-stderr = stderr
console-stderr-hint = Printed to the standard error stream
console-copy = Copy
console-copy-hint = Copy what is shown, without the names
console-copied = Copied
console-nothing = No line is like that.
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
deadlock-advice-join-before-drain = A process waits at its end until all that it put into a queue has been taken out. Get the items before you join the process.
deadlock-advice-lock-twice = A thread waits for a lock that it holds itself. Release it first, or use an RLock, which its holder may acquire again.
deadlock-advice-lock-order = Two acquire the same locks in different orders, and each has what the other wants. Acquire them in the same order everywhere.
deadlock-advice-holder-ended = The holder of a lock ended without releasing it. Use “with lock:”, and do not terminate a process that may hold one.
deadlock-advice-barrier-short = A barrier has more parties than come to it. Make its number that of the processes that call wait().
deadlock-advice-join-cycle = Processes wait for one another’s end. Let only the parent join, and only its children.
deadlock-advice-nothing-sent = Somebody waits for a message that nobody will send. Send as many as are received, or a last one that says so, and close the ends of pipes that a process does not use.
deadlock-advice-nobody-signals = Somebody waits to be notified, and nobody is left to do it. Set the event, notify the condition, or release the semaphore before the last one ends, or give the wait a timeout.
deadlock-advice-other = Look at who waits for what: one of these waits has to end without the others, or needs a timeout.

console-go-to = Go to line { $line } of { $file }

tabs-label = Views of the run
tab-console = Console
tab-channels = Messages
tab-memories = Memories
tab-files = Files
tab-locks = Locks and waits
tab-events = Events

filter-process = Process
filter-all = All processes
filter-search = Search

playback-heading = Going back in time
playback-back = One event back
playback-forward = One event on
playback-play = Play
playback-rest = Rest
playback-slider = Time in the run
playback-place = { $time } · event { $moment } of { $count }
playback-speed = Speed
playback-latest = Latest

channels-empty = Every queue and pipe appears here when the program makes one: what is in it, what went through it, and who waits at either end.
channels-depth = { $count ->
    [one] 1 message
   *[other] { $count } messages
}
channels-depth-of = { $count } of { $capacity }
channels-full = full
channels-through = { $sent } sent, { $received } received
channels-messages = Messages on their way, the oldest first
channels-more = { $count ->
    [one] and 1 more
   *[other] and { $count } more
}
channels-none-waiting = Nothing is on its way.
channels-last = Received last:
channels-putting = Waits to put: { $names }
channels-getting = Waits to get: { $names }
channels-graph = How many messages are in it over time, { $most } at the most

memories-empty = The global variables of each process appear here side by side while a program runs, so that you see which process changed its own copy.
memories-label = Global variables of each process
memories-caption = Each process has a memory of its own. A name in two columns is two variables.
memories-name = Name
memories-ended = ended
memories-spawn = fresh; the main module was imported again
memories-fork = copy of { $parent }
memories-forkserver = copy of the fork server
memories-copied = { $source }, { $bytes } in { $duration }
memories-size-hint = The memory that this process’s interpreter has; it never shrinks
memories-reserve = { $workers ->
    [one] One interpreter stands ready for the next start
   *[other] { $workers } interpreters stand ready for the next start
}, with { $bytes } of memory in all.
memories-differs = differs
memories-changed = changed
memories-shared = Shared by several processes
memories-shared-badge = shared
memories-holders = Processes that have it

files-empty = The files of a run appear here: those of the program, and what processes make, write and delete, with who did it and when.
files-view-label = Files of the run
files-path = File
files-size = Size
files-written = Last written by
files-given = from the beginning
files-download = Download { $path } as it is at this moment
files-kind-file = file
files-kind-directory = folder
files-kind-symlink = link
files-kind-device = device
files-kind-stream = stream
files-content = Content of the file
files-nothing = It is empty.
files-partial = The record has only the first { $known } of { $bytes } bytes.
files-cut = The first { $bytes } bytes are shown. A download has them all.
files-history = What was done to it
files-more = { $count ->
    [one] and one thing before
   *[other] and { $count } things before
}

locks-empty = Who waits for whom, and who holds which lock, appears here while a program runs.
locks-nobody-waits = Nobody waits for anybody.
locks-graph = { $count ->
    [one] Wait-for graph: one waits
   *[other] Wait-for graph: { $count } wait
}
locks-heading = Locks
locks-free = Nobody holds it.
locks-holders = Holders
locks-waiting = Waiting for it: { $names }
locks-taken = { $count ->
    [one] Acquired once.
   *[other] Acquired { $times } times.
}
locks-since = since { $time }

events-empty = Everything that happens in a run is listed here, event by event: the same record that the pictures are drawn from.
events-label = Events
events-time = Time
events-who = Who
events-what = What
events-line = Line
events-go = Show all views at this event
events-earlier = Earlier events
events-later = Later events
events-page = { $count ->
    [one] One event
   *[other] Page { $page } of { $pages }, { $count } events
}

event-created = started by { $parent } ({ $method })
event-created-main = started
event-copied = begins with a copy of { $bytes } of memory, made in { $duration }
event-memory = has { $bytes } of memory
event-running = runs
event-thread-started = thread started by { $by }
event-thread-ended = thread ended
event-blocked = waits: { $what }
event-unblocked = goes on
event-unblocked-by = goes on, by { $by }
event-timed-out = goes on: the time was up
event-held = paused
event-resumed = goes on after the pause
event-turn = has the interpreter’s lock
event-overwritten = sets { $name } from an old value: the update of { $whose } is lost
event-printed = prints { $text }
event-made = makes { $object }
event-mapped = opens { $object } in place
event-mapped-copy = opens { $object }: a copy, which the kernel keeps the same
event-unmapped = lets go of { $object }
event-file-given = { $path } is there from the beginning
event-file-created = makes { $path }
event-file-linked = gives a file the further name { $path }
event-file-written = writes { $bytes } to { $path }
event-file-resized = sets the size of { $path } to { $bytes }
event-file-renamed = renames { $from } to { $to }
event-file-removed = removes { $path }
event-acquired = acquires { $object }
event-released = releases { $object }
event-used-acquired = { $acquired ->
    [one] acquires { $object }
   *[other] acquires { $object } ({ $acquired-times } times)
}
event-used-released = { $released ->
    [one] releases { $object }
   *[other] releases { $object } ({ $released-times } times)
}
event-used-both = { $acquired ->
    [one] acquires and releases { $object }
   *[other] acquires and releases { $object } ({ $acquired-times } times)
}
event-used-each = acquires { $object } ({ $acquired ->
    [one] once
   *[other] { $acquired-times } times
}) and releases it ({ $released ->
    [one] once
   *[other] { $released-times } times
})
event-used-holds = { $done }, then holds it
event-sent = sends { $value } ({ $bytes }) to { $object }
event-received = receives { $value } from { $object }
event-signalled = gets { $signal } from { $by }
event-killed = gets { $signal }
limited-processes = no further process: { $alive } may be alive at once, and { $started } may be started
limited-memory = no more memory: a process may have { $each }, and all together { $all }
limited-message = no message of this size: { $most } are the most
limited-output = only the first { $most } of the output are kept; { $bytes } are left out
event-deadlocked = is found in a deadlock
event-exited = ends with exit code { $code }

mode-label = How it runs
mode-processes = Processes
mode-processes-hint = Each Process is a worker with an interpreter and a memory of its own
mode-shared = Shared state
mode-shared-hint = Each Process becomes a thread of one interpreter: all share its variables, and one at a time runs, as with multiprocessing.dummy
mode-both = Both
mode-both-hint = Run it with processes, then with shared state, and compare
mode-method = Start
mode-method-hint = The start method when the program chooses none (multiprocessing.set_start_method). On Linux Python’s own was fork up to 3.13 and is forkserver since 3.14
isolation = Shared memory in place
isolation-hint = Shared memory is one memory that all processes see, as in CPython, from the second visit on. The browser keeps the page apart from other sites for it. Without it each process has a copy
isolation-later = From the next visit on
mode-serial = One at a time
mode-serial-hint = start() returns only when the target has ended: no concurrency at all
mode-interval = Switch after
mode-interval-hint = How long a thread runs before another has its turn (sys.setswitchinterval); Python’s own is 5 ms
mode-seed = Seed
mode-seed-hint = A number makes the switching the same in every run, so that a race can be shown again; without one it goes by the clock
mode-seed-none = none
mode-seeded = { $mode }, seed { $seed }

status-mode = Mode
state-first = Running with processes (1 of 2)
state-second = Running with shared state (2 of 2)

tab-comparison = Comparison
compare-show = Show
compare-empty = When both runs have ended, this compares them: what took how long, which variables and which output differ, and why.
compare-time = Time
compare-globals = Global variables at the end
compare-output = Output
compare-who = Who
compare-starting = starting
compare-running = computing
compare-ready = waiting for the GIL
compare-sleeping = sleeping
compare-waiting = waiting for others
compare-total = { $duration } from the first line to the end, { $processors } processors used
compare-gain = Expected of this work on { $processors } processors: processes { $expected } times as fast as threads. Measured: { $measured } times.
compare-processes-faster = Processes were { $ratio } times as fast: { $here } against { $there }. They computed on { $processors } processors at once; threads took turns on one, since only the holder of the interpreter’s lock (GIL) runs.
compare-shared-faster = Shared state was { $ratio } times as fast: { $there } against { $here }. Starting a process took up to { $start }, more than computing in parallel saved.
compare-busy = Processes took { $here }, shared state { $there }. What the threads computed in { $computed } took the processes { $spent } of running in all: the processors were busy with other things as well, or are fewer than the processes. After the page was loaded, the browser still optimises the interpreter for some seconds: run it once more.
compare-about-equal-waiting = Both took about as long: { $here } and { $there }. The program sleeps ({ $waited } in all) more than it computes ({ $computed }), and threads wait side by side as well as processes do.
compare-about-equal = Both took about as long: { $here } with processes and { $there } with shared state. What was computed ({ $computed }) was too little, or on too few processors, to make up for starting processes ({ $start }).
compare-value-in = { $value } in { $process }
compare-apart = { $name } is { $own }; with shared state there is one, and it is { $shared }. Each process changed its own copy.
compare-differs = { $name } is { $own } with processes and { $shared } with shared state: what happened in other processes did not reach it.
compare-lost = { $count ->
    [one] One update of { $name } was lost with shared state: a thread wrote a value that it had worked out before another’s update.
   *[other] { $count } updates of { $name } were lost with shared state: a thread wrote a value that it had worked out before another’s update.
}
compare-output-same = Both printed the same lines, whatever their order.
compare-output-differs = { $count ->
    [one] One line of the output differs.
   *[other] { $count } lines of the output differ.
}
compare-one-processor = This machine tells of one processor: processes cannot compute side by side on it.
compare-line-other = only here:
compare-lines-more = { $count ->
    [one] and one more line
   *[other] and { $count } more lines
}

program-group-linked = From a link
program-linked = Program of the link

share = Share
share-hint = A link to this program, and the markup to show it in another page
share-link = Link to this program and its settings
share-private = The program is in the part of the link after the #, which browsers send to no server. Whoever opens the link presses Run.
share-markup = To show it in a page of documentation
share-refused = The files are too large for a link: they may have { $room } at the most. A saved run holds more: “Save ▾ Run”.
share-copy = Copy
share-copied = Copied

link-damaged = The program in this link cannot be read ({ $reason }): maybe the link was cut off on its way. Ask for it again. Your own program is as it was.
link-value = This link asks for something that Spawnpoint does not know: “{ $value }”. Your own program is as it was.
link-attribute = What embeds this program asks for something that Spawnpoint does not know: “{ $value }”.
link-no-example = This link asks for an example that is not there: “{ $id }”. Choose one from the list. Your own program is as it was.

embed-open = Open in Spawnpoint
embed-edit = Edit
embed-hint = Run starts real processes in this page, and shows what each of them does. It downloads { $size } MB the first time.
embed-loading = Loading the playground…
embed-failed = The playground did not load from { $address }. Check the connection, then press Run again.
embed-no-example = There is no example “{ $id }”.
embed-title = Spawnpoint: a program and its run

update-ready = There is a new version of Spawnpoint.
update-take = Reload
