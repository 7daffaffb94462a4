//! Who lived when, did what, and waited for whom.

use spawnpoint_protocol::{
    Pid, Signal, StartMethod, Tid, Time,
    event::{EventKind, WaitFor},
    syscall::{ThreadWait, Watched},
};

use crate::{
    channels::Thread,
    moment::{Moment, Step},
};

/// The threads of a run as lanes, those of a process together, and the arrows between them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    lanes: Vec<Lane>,
    arrows: Vec<Arrow>,
    losses: Vec<Loss>,
    parallelism: Parallelism,
    has_turns: bool,
    has_pauses: bool,
    has_signals: bool,
    end: Time,
}

/// The life of a thread. The lane of a process's main thread stands for the process.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// The process.
    pub pid: Pid,
    /// The thread of it.
    pub thread: Tid,
    /// `Process.name` when it was started, or `Thread.name`.
    pub name: String,
    /// The process that started this one; none for the main process, and for threads.
    pub parent: Option<Pid>,
    /// How the process was started; none for the main process, and for threads.
    pub method: Option<StartMethod>,
    /// What copying another process's memory for this one took, if that is how it began.
    pub copied: Option<Copied>,
    /// `Process.daemon`
    pub daemon: bool,
    /// How many ancestors the process has.
    pub depth: u32,
    /// The place of the process among all.
    pub process: usize,
    /// Its colour, by number: that of its process, or one of its own where there is but one process.
    pub hue: usize,
    /// What it did, without gaps from its creation on.
    pub segments: Vec<Segment>,
    /// How the process ended, if it has; none for threads other than the main one.
    pub exit: Option<Exit>,
    signalled: Option<Signalled>,
    ended_at: Option<(Moment, Time)>,
}

/// A copy of a process's memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Copied {
    /// How many bytes.
    pub bytes: u64,
    /// How many microseconds it took to copy them.
    pub micros: u64,
}

/// A stretch of a thread's life.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// When it began.
    pub from: Time,
    /// When it began, among the events.
    pub since: Moment,
    /// When it ended; none while it lasts.
    pub to: Option<Time>,
    /// What the thread did.
    pub state: State,
    /// The line of the main program that is the reason, where one is known.
    pub line: Option<u32>,
    /// Whether it was a wait that ended because its time was up.
    pub timed_out: bool,
    /// Whose act ended it, if it was a wait that somebody ended.
    pub by: Option<Thread>,
    /// For how long the lane had been doing what before it.
    before: Spent,
}

/// Microseconds for each [`Activity`].
pub type Spent = [u64; Activity::ALL.len()];

/// What a thread does.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// Its worker and its interpreter come up.
    Starting,
    /// Its code runs.
    Running,
    /// Its code could run, but another thread of its process has the interpreter's lock.
    Ready,
    /// It stands still.
    Blocked {
        /// Until what.
        on: WaitFor,
        /// The function of the standard library that the main program called, where one is known.
        call: Option<String>,
    },
    /// The run is paused before the line of this segment.
    Held,
}

/// A [`State`] without its details: what decides how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activity {
    /// [`State::Starting`]
    Starting,
    /// [`State::Running`]
    Running,
    /// [`State::Ready`]
    Ready,
    /// Blocked until a time.
    Sleeping,
    /// Blocked until another thread does something.
    Waiting,
    /// [`State::Held`]
    Held,
}

/// How a process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exit {
    /// When.
    pub time: Time,
    /// When, among the events.
    pub moment: Moment,
    /// `Process.exitcode`
    pub code: i32,
    /// The signal that ended it, if one did.
    pub by: Option<Signalled>,
}

/// A signal on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signalled {
    /// Who sent it; none for the kernel itself.
    pub by: Option<Pid>,
    /// Which.
    pub signal: Signal,
}

/// Something that one thread did to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrow {
    /// What.
    pub kind: ArrowKind,
    /// Where it begins.
    pub from: (Thread, Time),
    /// The thread it leads to.
    pub to: Thread,
    /// When it took effect: the child ran, the waiter went on. None until then.
    pub reached: Option<Time>,
}

/// What an [`Arrow`] stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArrowKind {
    /// The parent started the child.
    Start,
    /// The end of a process or thread ended another's wait for it.
    Join,
    /// A process sent another a signal.
    Signal(Signal),
}

/// An update of a global variable that was lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// When.
    pub time: Time,
    /// When, among the events.
    pub moment: Moment,
    /// Who wrote over it, from a value that it had read before.
    pub by: Thread,
    /// Whose update it was.
    pub of: Thread,
    /// The variable.
    pub name: String,
    /// The line of the main program that wrote over it.
    pub line: Option<u32>,
}

/// How many processes were running from when on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parallelism {
    /// From when, how many, and the microseconds for which processes had run until then.
    steps: Vec<(Time, u32, u64)>,
}

impl Activity {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Starting,
        Self::Running,
        Self::Ready,
        Self::Sleeping,
        Self::Waiting,
        Self::Held,
    ];
}

impl State {
    /// What kind of state it is.
    #[must_use]
    pub fn activity(&self) -> Activity {
        match self {
            Self::Starting => Activity::Starting,
            Self::Running => Activity::Running,
            Self::Ready => Activity::Ready,
            Self::Blocked {
                on: WaitFor::Sleep { .. },
                ..
            } => Activity::Sleeping,
            Self::Blocked { .. } => Activity::Waiting,
            Self::Held => Activity::Held,
        }
    }
}

impl Lane {
    fn new(thread: Thread, name: &str, process: usize, first: Segment) -> Self {
        Self {
            pid: thread.0,
            thread: thread.1,
            name: name.to_owned(),
            parent: None,
            method: None,
            copied: None,
            daemon: false,
            depth: 0,
            process,
            hue: process,
            segments: vec![first],
            exit: None,
            signalled: None,
            ended_at: None,
        }
    }

    /// Which thread it is.
    #[must_use]
    pub fn key(&self) -> Thread {
        (self.pid, self.thread)
    }

    /// Whether it stands for its process.
    #[must_use]
    pub fn is_main(&self) -> bool {
        self.thread == Tid::MAIN
    }

    /// What the thread does now; none after its end.
    #[must_use]
    pub fn current(&self) -> Option<&Segment> {
        self.segments.last().filter(|segment| segment.to.is_none())
    }

    /// What the thread does at `moment`; none before its beginning and after its end.
    #[must_use]
    pub fn at(&self, moment: Moment) -> Option<&Segment> {
        let next = self
            .segments
            .partition_point(|segment| segment.since <= moment);
        let segment = self.segments.get(next.checked_sub(1)?)?;
        let is_over =
            next == self.segments.len() && self.ended().is_some_and(|(ended, _)| ended <= moment);
        (!is_over).then_some(segment)
    }

    /// When it began, and when it ended if it has.
    #[must_use]
    pub fn span(&self) -> (Time, Option<Time>) {
        let from = self.segments.first().map_or(Time(0), |first| first.from);
        (from, self.segments.last().and_then(|last| last.to))
    }

    /// When it ended.
    fn ended(&self) -> Option<(Moment, Time)> {
        self.ended_at
    }

    /// The place of the segment that holds `time`, or of the nearest.
    #[must_use]
    pub fn index_at(&self, time: Time) -> usize {
        (self.segments)
            .partition_point(|segment| segment.from <= time)
            .saturating_sub(1)
    }

    /// For how long it did what until `time`; what lasts is taken to last until then.
    #[must_use]
    pub fn spent(&self, time: Time) -> Spent {
        let Some(segment) = self.segments.get(self.index_at(time)) else {
            return Spent::default();
        };
        let until = segment.to.map_or(time, |to| to.min(time));
        let mut spent = segment.before;
        spent[segment.state.activity() as usize] += until.since(segment.from);
        spent
    }

    fn enter(&mut self, time: Time, since: Moment, state: State, line: Option<u32>) {
        self.leave(time);
        let before = self.spent(time);
        self.segments.push(Segment {
            before,
            ..Segment::new(time, since, state, line)
        });
    }

    fn leave(&mut self, time: Time) {
        if let Some(segment) = self.segments.last_mut()
            && segment.to.is_none()
        {
            segment.to = Some(time);
        }
    }

    fn is_running(&self) -> bool {
        (self.current()).is_some_and(|segment| segment.state == State::Running)
    }
}

impl Segment {
    fn new(from: Time, since: Moment, state: State, line: Option<u32>) -> Self {
        Self {
            from,
            since,
            to: None,
            state,
            line,
            timed_out: false,
            by: None,
            before: Spent::default(),
        }
    }

    /// For how long its lane had done what before it.
    #[must_use]
    pub fn before(&self) -> Spent {
        self.before
    }
}

impl Parallelism {
    fn record(&mut self, time: Time, change: i32) {
        let (since, count, total) = self.steps.last().copied().unwrap_or_default();
        let total = total + u64::from(count) * time.since(since);
        let count = count.saturating_add_signed(change);
        if since == time && !self.steps.is_empty() {
            self.steps.pop();
        }
        self.steps.push((time, count, total));
    }

    /// For how many microseconds processes had run until `time`, all together.
    #[must_use]
    pub fn total(&self, time: Time) -> u64 {
        let index = self.steps.partition_point(|(since, ..)| *since <= time);
        let Some((since, count, total)) = index.checked_sub(1).and_then(|i| self.steps.get(i))
        else {
            return 0;
        };
        total + u64::from(*count) * time.since(*since)
    }

    /// The most that ever ran at once.
    #[must_use]
    pub fn most(&self) -> u32 {
        self.steps
            .iter()
            .map(|(_, count, _)| *count)
            .max()
            .unwrap_or(0)
    }
}

impl Timeline {
    /// Takes the next event of the log. Events of processes that were never created, and of processes
    /// that have ended, say nothing.
    pub fn push(&mut self, step: Step) {
        let Step { moment, event } = step;
        let (time, pid) = (event.time, event.pid);
        self.end = self.end.max(time);
        if let EventKind::Created {
            parent,
            name,
            daemon,
            method,
            line,
        } = &event.kind
        {
            let origin = parent.map(|parent| (parent, *method));
            self.create(step, origin, name, *daemon, *line);
            return;
        }
        let was_running = self.is_running(pid);
        match &event.kind {
            EventKind::ThreadStarted { name, by, line } => {
                self.create_thread(step, name, *by, *line);
            }
            EventKind::Exited { code } => self.exit(pid, time, moment, *code),
            _ => {
                if let Some(index) = self.place((pid, event.thread))
                    && self.lanes[index].current().is_some()
                {
                    self.happened(index, step);
                    self.pass_on(step);
                }
            }
        }
        match (was_running, self.is_running(pid)) {
            (false, true) => self.parallelism.record(time, 1),
            (true, false) => self.parallelism.record(time, -1),
            _ => {}
        }
    }

    /// Takes what happened to the thread of a lane.
    fn happened(&mut self, index: usize, Step { moment, event }: Step) {
        let time = event.time;
        let next = self.state_of_next(event.pid);
        let lane = &mut self.lanes[index];
        match &event.kind {
            EventKind::Running => {
                lane.enter(time, moment, State::Running, None);
                let to = lane.key();
                let started = (self.arrows.iter_mut().rev())
                    .find(|arrow| arrow.kind == ArrowKind::Start && arrow.to == to);
                if let Some(arrow) = started {
                    arrow.reached.get_or_insert(time);
                }
            }
            EventKind::Copied { bytes, micros } => {
                let (bytes, micros) = (*bytes, *micros);
                lane.copied = Some(Copied { bytes, micros });
            }
            EventKind::ThreadEnded => {
                lane.leave(time);
                lane.ended_at = Some((moment, time));
            }
            EventKind::Blocked { on, call, line } => {
                let (on, call) = (on.clone(), call.clone());
                lane.enter(time, moment, State::Blocked { on, call }, *line);
            }
            EventKind::Held { line } => {
                lane.enter(time, moment, State::Held, *line);
                self.has_pauses = true;
            }
            EventKind::Resumed => lane.enter(time, moment, next, None),
            EventKind::Turn => self.take_turn(index, time, moment),
            EventKind::Overwritten { name, lost, line } => {
                let by = lane.key();
                self.losses.push(Loss {
                    time,
                    moment,
                    by,
                    of: (by.0, *lost),
                    name: name.clone(),
                    line: *line,
                });
            }
            EventKind::Unblocked { timed_out, by } => {
                let (waiter, mut since, mut awaited) = (lane.key(), time, Vec::new());
                if let Some(segment) = lane.segments.last_mut() {
                    segment.timed_out = *timed_out;
                    segment.by = *by;
                    since = segment.from;
                    if let State::Blocked { on, .. } = &segment.state {
                        awaited = ends(waiter.0, on);
                    }
                }
                lane.enter(time, moment, next, None);
                if !timed_out {
                    self.joined(&awaited, waiter, since, time);
                }
            }
            EventKind::Signalled { by, signal, .. } => {
                let (by, signal) = (*by, *signal);
                lane.signalled = Some(Signalled { by, signal });
                let to = lane.key();
                if let Some(by) = by.filter(|by| *by != to.0) {
                    self.has_signals = true;
                    self.arrows.push(Arrow {
                        kind: ArrowKind::Signal(signal),
                        from: ((by, Tid::MAIN), time),
                        to,
                        reached: Some(time),
                    });
                }
            }
            _ => {}
        }
    }

    /// The state of a thread that could run from now on: one at a time does.
    fn state_of_next(&self, pid: Pid) -> State {
        if self.is_running(pid) {
            State::Ready
        } else {
            State::Running
        }
    }

    /// The thread of a lane has the interpreter's lock, and no other of its process.
    fn take_turn(&mut self, index: usize, time: Time, moment: Moment) {
        self.has_turns = true;
        let range = self.of_process(self.lanes[index].pid);
        for place in range {
            let lane = &mut self.lanes[place];
            let state = lane.current().map(|segment| &segment.state);
            match state {
                Some(State::Ready) if place == index => {
                    lane.enter(time, moment, State::Running, None);
                }
                Some(State::Running) if place != index => {
                    lane.enter(time, moment, State::Ready, None);
                }
                _ => {}
            }
        }
    }

    /// Where nobody of a process runs and one could, it does.
    fn pass_on(&mut self, Step { moment, event }: Step) {
        if self.is_running(event.pid) {
            return;
        }
        let is_ready = |lane: &Lane| {
            let state = lane.current().map(|segment| &segment.state);
            matches!(state, Some(State::Ready))
        };
        let range = self.of_process(event.pid);
        let mut ready = range.filter(|place| is_ready(&self.lanes[*place]));
        if let (Some(place), None) = (ready.next(), ready.next()) {
            self.lanes[place].enter(event.time, moment, State::Running, None);
        }
    }

    /// The lanes: processes in the order of their creation, each followed by its threads.
    #[must_use]
    pub fn lanes(&self) -> &[Lane] {
        &self.lanes
    }

    /// The lanes that stand for processes.
    #[must_use]
    pub fn processes(&self) -> impl DoubleEndedIterator<Item = &Lane> {
        self.lanes.iter().filter(|lane| lane.is_main())
    }

    /// The lane of this process.
    #[must_use]
    pub fn process(&self, pid: Pid) -> Option<&Lane> {
        self.lane((pid, Tid::MAIN))
    }

    /// The lane of this thread.
    #[must_use]
    pub fn lane(&self, thread: Thread) -> Option<&Lane> {
        self.lanes.get(self.place(thread)?)
    }

    /// The place of this thread's lane.
    #[must_use]
    pub fn place(&self, thread: Thread) -> Option<usize> {
        // Pids and thread numbers grow in the order of creation.
        self.lanes.binary_search_by_key(&thread, Lane::key).ok()
    }

    /// The arrows in the order in which they were begun.
    #[must_use]
    pub fn arrows(&self) -> &[Arrow] {
        &self.arrows
    }

    /// The updates that were lost, in the order of time.
    #[must_use]
    pub fn losses(&self) -> &[Loss] {
        &self.losses
    }

    /// Whether it is known who had the interpreter's lock of the only process.
    #[must_use]
    pub fn has_turns(&self) -> bool {
        self.has_turns && self.processes().nth(1).is_none()
    }

    /// Whether any thread was paused.
    #[must_use]
    pub fn has_pauses(&self) -> bool {
        self.has_pauses
    }

    /// Whether any arrow is that of a signal.
    #[must_use]
    pub fn has_signals(&self) -> bool {
        self.has_signals
    }

    /// How many processes ran at once.
    #[must_use]
    pub fn parallelism(&self) -> &Parallelism {
        &self.parallelism
    }

    /// The time of the last event.
    #[must_use]
    pub fn end(&self) -> Time {
        self.end
    }

    fn of_process(&self, pid: Pid) -> std::ops::Range<usize> {
        let from = self.lanes.partition_point(|lane| lane.pid < pid);
        let to = self.lanes.partition_point(|lane| lane.pid <= pid);
        from..to
    }

    /// Whether any thread of a process runs.
    fn is_running(&self, pid: Pid) -> bool {
        self.lanes[self.of_process(pid)]
            .iter()
            .any(Lane::is_running)
    }

    fn insert(&mut self, lane: Lane) {
        if let Err(index) = (self.lanes).binary_search_by_key(&lane.key(), Lane::key) {
            self.lanes.insert(index, lane);
        }
    }

    fn create(
        &mut self,
        Step { moment, event }: Step,
        origin: Option<(Pid, StartMethod)>,
        name: &str,
        daemon: bool,
        line: Option<u32>,
    ) {
        let (parent, method) = origin.unzip();
        let depth = parent
            .and_then(|parent| self.process(parent))
            .map_or(0, |parent| parent.depth + 1);
        let first = Segment::new(event.time, moment, State::Starting, line);
        let thread = (event.pid, Tid::MAIN);
        let process = self.processes().count();
        self.insert(Lane {
            parent,
            method,
            daemon,
            depth,
            ..Lane::new(thread, name, process, first)
        });
        if let Some(parent) = parent {
            self.start_arrow((parent, Tid::MAIN), event.time, thread, None);
        }
    }

    fn create_thread(
        &mut self,
        Step { moment, event }: Step,
        name: &str,
        by: Tid,
        line: Option<u32>,
    ) {
        let Some(process) = self.process(event.pid).filter(|lane| lane.exit.is_none()) else {
            return;
        };
        let (depth, place) = (process.depth, process.process);
        let is_alone = self.processes().nth(1).is_none();
        let hue = if is_alone { self.lanes.len() } else { place };
        let state = self.state_of_next(event.pid);
        let first = Segment::new(event.time, moment, state, line);
        let thread = (event.pid, event.thread);
        self.insert(Lane {
            depth,
            hue,
            ..Lane::new(thread, name, place, first)
        });
        self.start_arrow((event.pid, by), event.time, thread, Some(event.time));
    }

    fn start_arrow(&mut self, from: Thread, time: Time, to: Thread, reached: Option<Time>) {
        self.arrows.push(Arrow {
            kind: ArrowKind::Start,
            from: (from, time),
            to,
            reached,
        });
    }

    fn exit(&mut self, pid: Pid, time: Time, moment: Moment, code: i32) {
        if (self.process(pid)).is_none_or(|lane| lane.exit.is_some()) {
            return;
        }
        let range = self.of_process(pid);
        for lane in &mut self.lanes[range] {
            if lane.current().is_some() {
                lane.leave(time);
                lane.ended_at = Some((moment, time));
            }
            if lane.is_main() {
                let by = lane
                    .signalled
                    .filter(|signalled| signalled.signal.exit_code() == code);
                lane.exit = Some(Exit {
                    time,
                    moment,
                    code,
                    by,
                });
            }
        }
    }

    /// `waiter` went on at `time` because, since it waited, some of the `awaited` have ended; or all
    /// that had ended before, if none has since.
    fn joined(&mut self, awaited: &[Thread], waiter: Thread, since: Time, time: Time) {
        let mut ended: Vec<(Thread, Time)> = awaited
            .iter()
            .filter_map(|&thread| Some((thread, self.lane(thread)?.ended()?.1)))
            .collect();
        if ended.iter().any(|&(_, exit)| exit >= since) {
            ended.retain(|&(_, exit)| exit >= since);
        }
        self.arrows.extend(ended.into_iter().map(|from| Arrow {
            kind: ArrowKind::Join,
            from,
            to: waiter,
            reached: Some(time),
        }));
    }
}

/// The processes or threads whose end this waits for.
fn ends(pid: Pid, on: &WaitFor) -> Vec<Thread> {
    match on {
        WaitFor::Exit { of } => vec![(*of, Tid::MAIN)],
        WaitFor::Any { of } => (of.iter())
            .filter_map(|watched| match watched {
                Watched::Exit(pid) => Some((*pid, Tid::MAIN)),
                Watched::Readable(_) | Watched::Input(_) | Watched::Output(_) => None,
            })
            .collect(),
        WaitFor::Thread {
            on: ThreadWait::End(thread),
        } => vec![(pid, *thread)],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use spawnpoint_protocol::{StartMethod, Stream, event::Event};

    use super::*;

    fn event(time: u64, pid: u32, kind: EventKind) -> Event {
        Event {
            time: Time(time),
            pid: Pid(pid),
            thread: Tid::MAIN,
            kind,
        }
    }

    fn created(parent: Option<u32>) -> EventKind {
        EventKind::Created {
            parent: parent.map(Pid),
            name: "worker".to_owned(),
            daemon: false,
            method: StartMethod::Spawn,
            line: Some(7),
        }
    }

    fn blocked(on: WaitFor) -> EventKind {
        EventKind::Blocked {
            on,
            call: None,
            line: Some(9),
        }
    }

    fn step(n: usize, event: &Event) -> Step<'_> {
        Step {
            moment: Moment(n + 1),
            event,
        }
    }

    fn unblocked(timed_out: bool) -> EventKind {
        EventKind::Unblocked {
            timed_out,
            by: None,
        }
    }

    fn timeline(events: &[Event]) -> Timeline {
        let mut timeline = Timeline::default();
        for (n, event) in events.iter().enumerate() {
            timeline.push(step(n, event));
        }
        timeline
    }

    #[test]
    fn a_parent_starts_and_joins_a_child() {
        let timeline = timeline(&[
            event(0, 1, created(None)),
            event(1, 1, EventKind::Running),
            event(2, 2, created(Some(1))),
            event(3, 1, blocked(WaitFor::Exit { of: Pid(2) })),
            event(4, 2, EventKind::Running),
            event(5, 2, EventKind::Exited { code: 3 }),
            event(6, 1, unblocked(false)),
            event(7, 1, EventKind::Exited { code: 0 }),
        ]);
        let [main, child] = timeline.lanes() else {
            panic!("two lanes")
        };
        let activities: Vec<_> = main
            .segments
            .iter()
            .map(|segment| {
                (
                    segment.from.0,
                    segment.to.map(|to| to.0),
                    segment.state.activity(),
                )
            })
            .collect();
        assert_eq!(
            activities,
            [
                (0, Some(1), Activity::Starting),
                (1, Some(3), Activity::Running),
                (3, Some(6), Activity::Waiting),
                (6, Some(7), Activity::Running),
            ]
        );
        assert_eq!(
            (main.depth, child.depth, child.parent),
            (0, 1, Some(Pid(1)))
        );
        assert_eq!(
            child.exit,
            Some(Exit {
                time: Time(5),
                moment: Moment(6),
                code: 3,
                by: None
            })
        );
        assert_eq!(
            timeline.arrows(),
            [
                Arrow {
                    kind: ArrowKind::Start,
                    from: ((Pid(1), Tid::MAIN), Time(2)),
                    to: (Pid(2), Tid::MAIN),
                    reached: Some(Time(4)),
                },
                Arrow {
                    kind: ArrowKind::Join,
                    from: ((Pid(2), Tid::MAIN), Time(5)),
                    to: (Pid(1), Tid::MAIN),
                    reached: Some(Time(6)),
                },
            ]
        );
    }

    #[test]
    fn a_wait_that_timed_out_is_no_join() {
        let timeline = timeline(&[
            event(0, 1, created(None)),
            event(2, 2, created(Some(1))),
            event(3, 1, blocked(WaitFor::Exit { of: Pid(2) })),
            event(4, 2, EventKind::Exited { code: 0 }),
            event(4, 1, unblocked(true)),
        ]);
        assert!(
            timeline
                .arrows()
                .iter()
                .all(|arrow| arrow.kind == ArrowKind::Start)
        );
        assert!(timeline.lanes()[0].segments[1].timed_out);
    }

    #[test]
    fn a_wait_for_several_joins_those_that_ended_meanwhile() {
        let timeline = timeline(&[
            event(0, 1, created(None)),
            event(0, 2, created(Some(1))),
            event(0, 3, created(Some(1))),
            event(0, 4, created(Some(1))),
            event(1, 4, EventKind::Exited { code: 0 }),
            event(
                2,
                1,
                blocked(WaitFor::Any {
                    of: [2, 3, 4].map(|pid| Watched::Exit(Pid(pid))).to_vec(),
                }),
            ),
            event(3, 3, EventKind::Exited { code: 0 }),
            event(3, 1, unblocked(false)),
        ]);
        let joins: Vec<_> = timeline
            .arrows()
            .iter()
            .filter(|arrow| arrow.kind == ArrowKind::Join)
            .map(|arrow| arrow.from.0.0)
            .collect();
        assert_eq!(joins, [Pid(3)]);
    }

    #[test]
    fn an_exit_tells_the_signal_that_caused_it() {
        let signalled = |by| EventKind::Signalled {
            by,
            signal: Signal::TERM,
            line: None,
        };
        let timeline = timeline(&[
            event(0, 1, created(None)),
            event(1, 2, created(Some(1))),
            event(1, 3, created(Some(1))),
            event(2, 2, signalled(Some(Pid(1)))),
            event(2, 2, EventKind::Exited { code: -15 }),
            event(3, 3, EventKind::Exited { code: -11 }),
            event(4, 1, signalled(None)),
            event(4, 1, EventKind::Exited { code: -15 }),
        ]);
        let by = |pid| {
            timeline
                .process(Pid(pid))
                .and_then(|lane| lane.exit)
                .map(|exit| exit.by)
        };
        assert_eq!(
            by(1),
            Some(Some(Signalled {
                by: None,
                signal: Signal::TERM
            }))
        );
        assert_eq!(
            by(2),
            Some(Some(Signalled {
                by: Some(Pid(1)),
                signal: Signal::TERM
            }))
        );
        assert_eq!(by(3), Some(None));
    }

    #[test]
    fn a_lane_tells_how_its_process_began() {
        let (bytes, micros) = (7_000_000, 8_000);
        let timeline = timeline(&[
            event(0, 1, created(None)),
            event(1, 2, created(Some(1))),
            event(2, 2, EventKind::Copied { bytes, micros }),
        ]);
        let of = |pid| timeline.process(Pid(pid)).unwrap();
        assert_eq!((of(1).method, of(1).copied), (None, None));
        assert_eq!(of(2).method, Some(StartMethod::Spawn));
        assert_eq!(of(2).copied, Some(Copied { bytes, micros }));
    }

    /// Any events at all, about few processes, in the order of time.
    fn logs() -> impl Strategy<Value = Vec<Event>> {
        let pid = || (1_u32..5).prop_map(Pid);
        let kind = prop_oneof![
            Just(EventKind::Running),
            (1_u64..9).prop_map(|micros| blocked(WaitFor::Sleep { micros })),
            pid().prop_map(|of| blocked(WaitFor::Exit { of })),
            any::<bool>().prop_map(unblocked),
            Just(EventKind::Printed {
                stream: Stream::Stdout,
                text: "x\n".to_owned()
            }),
            (prop::option::of(pid())).prop_map(|by| EventKind::Signalled {
                by,
                signal: Signal::KILL,
                line: None
            }),
            prop_oneof![Just(0), Just(-9)].prop_map(|code| EventKind::Exited { code }),
        ];
        prop::collection::vec((0_u64..3, pid(), kind), 0..60).prop_map(|steps| {
            let mut time = 0;
            let mut log: Vec<_> = (1..5)
                .map(|pid| event(0, pid, created((pid > 1).then_some(pid / 2))))
                .collect();
            for (later, pid, kind) in steps {
                time += later;
                log.push(Event {
                    time: Time(time),
                    pid,
                    thread: Tid::MAIN,
                    kind,
                });
            }
            log
        })
    }

    /// What `pid` does after `events`, told by the events alone.
    fn state_after(events: &[Event], pid: Pid) -> Option<State> {
        let own = || {
            events
                .iter()
                .filter(|event| event.pid == pid)
                .map(|event| &event.kind)
        };
        if own().any(|kind| matches!(kind, EventKind::Exited { .. })) {
            return None;
        }
        own().rev().find_map(|kind| match kind {
            EventKind::Created { .. } => Some(State::Starting),
            EventKind::Running | EventKind::Unblocked { .. } => Some(State::Running),
            EventKind::Blocked { on, call, .. } => Some(State::Blocked {
                on: on.clone(),
                call: call.clone(),
            }),
            _ => None,
        })
    }

    proptest! {
        #[test]
        fn at_each_prefix_lanes_say_what_the_log_says(log in logs()) {
            let mut incremental = Timeline::default();
            for (n, event) in log.iter().enumerate() {
                incremental.push(step(n, event));
                let prefix = &log[..=n];
                prop_assert_eq!(&incremental, &timeline(prefix));
                for lane in incremental.lanes() {
                    let state = lane.current().map(|segment| segment.state.clone());
                    prop_assert_eq!(state, state_after(prefix, lane.pid));
                }
            }
        }

        #[test]
        fn segments_leave_no_gap(log in logs()) {
            for lane in timeline(&log).lanes() {
                for pair in lane.segments.windows(2) {
                    prop_assert_eq!(pair[0].to, Some(pair[1].from));
                }
                let last = lane.segments.last().and_then(|segment| segment.to);
                prop_assert_eq!(last, lane.exit.map(|exit| exit.time));
            }
        }
    }
}
