//! The life of a thread: what it did from when to when, and how it ended.

use spawnpoint_protocol::{Pid, Signal, StartMethod, Tid, Time, event::WaitFor};

use crate::{channels::Thread, moment::Moment};

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
    pub(super) signalled: Option<Signalled>,
    pub(super) ended_at: Option<(Moment, Time)>,
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
    pub(super) fn new(thread: Thread, name: &str, process: usize, first: Segment) -> Self {
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
    pub(super) fn ended(&self) -> Option<(Moment, Time)> {
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

    pub(super) fn enter(&mut self, time: Time, since: Moment, state: State, line: Option<u32>) {
        self.leave(time);
        let before = self.spent(time);
        self.segments.push(Segment {
            before,
            ..Segment::new(time, since, state, line)
        });
    }

    pub(super) fn leave(&mut self, time: Time) {
        if let Some(segment) = self.segments.last_mut()
            && segment.to.is_none()
        {
            segment.to = Some(time);
        }
    }

    pub(super) fn is_running(&self) -> bool {
        (self.current()).is_some_and(|segment| segment.state == State::Running)
    }
}

impl Segment {
    pub(super) fn new(from: Time, since: Moment, state: State, line: Option<u32>) -> Self {
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
