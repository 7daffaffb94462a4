//! Who lived when, did what, and waited for whom.

use spawnpoint_protocol::{
    Pid, Signal, Tid, Time,
    event::{Event, EventKind, WaitFor},
    syscall::Watched,
};

/// The processes of a run as lanes in the order of their creation, and the arrows between them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    lanes: Vec<Lane>,
    arrows: Vec<Arrow>,
    end: Time,
}

/// The life of a process.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// Which process.
    pub pid: Pid,
    /// `Process.name` when it was started.
    pub name: String,
    /// Who started it; none for the main process.
    pub parent: Option<Pid>,
    /// `Process.daemon`
    pub daemon: bool,
    /// How many ancestors it has.
    pub depth: u32,
    /// What it did, without gaps from its creation on.
    pub segments: Vec<Segment>,
    /// How it ended, if it has.
    pub exit: Option<Exit>,
    signalled: Option<Signalled>,
}

/// A stretch of a process's life.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// When it began.
    pub from: Time,
    /// When it ended; none while it lasts.
    pub to: Option<Time>,
    /// What the process did.
    pub state: State,
    /// The line of the main program that is the reason, where one is known.
    pub line: Option<u32>,
    /// Whether it was a wait that ended because its time was up.
    pub timed_out: bool,
}

/// What a process does.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// Its worker and its interpreter come up.
    Starting,
    /// Its code runs.
    Running,
    /// It stands still.
    Blocked {
        /// Until what.
        on: WaitFor,
        /// The function of the standard library that the main program called, where one is known.
        call: Option<String>,
    },
}

/// A [`State`] without its details: what decides how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activity {
    /// [`State::Starting`]
    Starting,
    /// [`State::Running`]
    Running,
    /// Blocked until a time.
    Sleeping,
    /// Blocked until another process does something.
    Waiting,
}

/// How a process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exit {
    /// When.
    pub time: Time,
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

/// Something that one process did to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrow {
    /// What.
    pub kind: ArrowKind,
    /// Where it begins.
    pub from: (Pid, Time),
    /// The process it leads to.
    pub to: Pid,
    /// When it took effect: the child ran, the waiter went on. None until then.
    pub reached: Option<Time>,
}

/// What an [`Arrow`] stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArrowKind {
    /// The parent started the child.
    Start,
    /// The end of a process ended another's wait for it.
    Join,
    /// A process sent another a signal.
    Signal(Signal),
}

impl State {
    /// What kind of state it is.
    #[must_use]
    pub fn activity(&self) -> Activity {
        match self {
            Self::Starting => Activity::Starting,
            Self::Running => Activity::Running,
            Self::Blocked {
                on: WaitFor::Sleep { .. },
                ..
            } => Activity::Sleeping,
            Self::Blocked { .. } => Activity::Waiting,
        }
    }
}

impl Segment {
    fn new(from: Time, state: State, line: Option<u32>) -> Self {
        Self {
            from,
            to: None,
            state,
            line,
            timed_out: false,
        }
    }
}

impl Lane {
    /// What the process does now; none after its end.
    #[must_use]
    pub fn current(&self) -> Option<&Segment> {
        self.segments.last().filter(|segment| segment.to.is_none())
    }

    fn enter(&mut self, time: Time, state: State, line: Option<u32>) {
        self.leave(time);
        self.segments.push(Segment::new(time, state, line));
    }

    fn leave(&mut self, time: Time) {
        if let Some(segment) = self.segments.last_mut()
            && segment.to.is_none()
        {
            segment.to = Some(time);
        }
    }
}

impl Timeline {
    /// Takes the next event of the log. Events of processes that were never created, and of processes
    /// that have ended, say nothing.
    pub fn push(&mut self, event: &Event) {
        let Event {
            time,
            pid,
            thread,
            kind,
        } = event;
        let (time, pid) = (*time, *pid);
        self.end = self.end.max(time);
        // A lane shows what the main thread of its process does.
        if *thread != Tid::MAIN {
            return;
        }
        if let EventKind::Created {
            parent,
            name,
            daemon,
            line,
            ..
        } = kind
        {
            self.create(time, pid, *parent, name, *daemon, *line);
            return;
        }
        let Some(lane) = self
            .lanes
            .iter_mut()
            .find(|lane| lane.pid == pid && lane.exit.is_none())
        else {
            return;
        };
        match kind {
            EventKind::Created { .. }
            | EventKind::Printed { .. }
            | EventKind::ThreadStarted { .. }
            | EventKind::ThreadEnded
            | EventKind::Made { .. }
            | EventKind::Mapped { .. }
            | EventKind::Unmapped(_)
            | EventKind::Acquired(_)
            | EventKind::Released(_)
            | EventKind::Sent { .. }
            | EventKind::Received { .. }
            | EventKind::Deadlocked(_) => {}
            EventKind::Running => {
                lane.enter(time, State::Running, None);
                let started = self.arrows.iter_mut().find(|arrow| {
                    arrow.kind == ArrowKind::Start && arrow.to == pid && arrow.reached.is_none()
                });
                if let Some(arrow) = started {
                    arrow.reached = Some(time);
                }
            }
            EventKind::Blocked { on, call, line } => {
                let (on, call) = (on.clone(), call.clone());
                lane.enter(time, State::Blocked { on, call }, *line);
            }
            EventKind::Unblocked { timed_out } => {
                let awaited = match lane.segments.last_mut() {
                    Some(segment) => {
                        segment.timed_out = *timed_out;
                        match &segment.state {
                            State::Blocked { on, .. } => exits(on),
                            State::Starting | State::Running => Vec::new(),
                        }
                    }
                    None => Vec::new(),
                };
                let since = lane.segments.last().map_or(time, |segment| segment.from);
                lane.enter(time, State::Running, None);
                if !timed_out {
                    self.joined(&awaited, pid, since, time);
                }
            }
            EventKind::Signalled { by, signal, .. } => {
                lane.signalled = Some(Signalled {
                    by: *by,
                    signal: *signal,
                });
                if let Some(by) = *by
                    && by != pid
                {
                    self.arrows.push(Arrow {
                        kind: ArrowKind::Signal(*signal),
                        from: (by, time),
                        to: pid,
                        reached: Some(time),
                    });
                }
            }
            EventKind::Exited { code } => {
                lane.leave(time);
                let by = lane
                    .signalled
                    .filter(|signalled| signalled.signal.exit_code() == *code);
                lane.exit = Some(Exit {
                    time,
                    code: *code,
                    by,
                });
            }
        }
    }

    /// The lanes in the order of creation; the main process is the first.
    #[must_use]
    pub fn lanes(&self) -> &[Lane] {
        &self.lanes
    }

    /// The lane of this process.
    #[must_use]
    pub fn lane(&self, pid: Pid) -> Option<&Lane> {
        self.lanes.iter().find(|lane| lane.pid == pid)
    }

    /// The place of this process's lane.
    #[must_use]
    pub fn index(&self, pid: Pid) -> Option<usize> {
        self.lanes.iter().position(|lane| lane.pid == pid)
    }

    /// The arrows in the order in which they were begun.
    #[must_use]
    pub fn arrows(&self) -> &[Arrow] {
        &self.arrows
    }

    /// The time of the last event.
    #[must_use]
    pub fn end(&self) -> Time {
        self.end
    }

    fn create(
        &mut self,
        time: Time,
        pid: Pid,
        parent: Option<Pid>,
        name: &str,
        daemon: bool,
        line: Option<u32>,
    ) {
        let depth = parent
            .and_then(|parent| self.lane(parent))
            .map_or(0, |parent| parent.depth + 1);
        self.lanes.push(Lane {
            pid,
            name: name.to_owned(),
            parent,
            daemon,
            depth,
            segments: vec![Segment::new(time, State::Starting, line)],
            exit: None,
            signalled: None,
        });
        if let Some(parent) = parent {
            self.arrows.push(Arrow {
                kind: ArrowKind::Start,
                from: (parent, time),
                to: pid,
                reached: None,
            });
        }
    }

    /// `waiter` went on at `time` because, since it waited, some of the `awaited` have ended; or all
    /// that had ended before, if none has since.
    fn joined(&mut self, awaited: &[Pid], waiter: Pid, since: Time, time: Time) {
        let mut ended: Vec<(Pid, Time)> = awaited
            .iter()
            .filter_map(|&pid| Some((pid, self.lane(pid)?.exit?.time)))
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

/// The processes whose end this waits for.
fn exits(on: &WaitFor) -> Vec<Pid> {
    match on {
        WaitFor::Exit { of } => vec![*of],
        WaitFor::Any { of } => (of.iter())
            .filter_map(|watched| match watched {
                Watched::Exit(pid) => Some(*pid),
                Watched::Readable(_) => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use spawnpoint_protocol::{StartMethod, Stream};

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

    fn timeline(events: &[Event]) -> Timeline {
        let mut timeline = Timeline::default();
        for event in events {
            timeline.push(event);
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
            event(6, 1, EventKind::Unblocked { timed_out: false }),
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
                code: 3,
                by: None
            })
        );
        assert_eq!(
            timeline.arrows(),
            [
                Arrow {
                    kind: ArrowKind::Start,
                    from: (Pid(1), Time(2)),
                    to: Pid(2),
                    reached: Some(Time(4)),
                },
                Arrow {
                    kind: ArrowKind::Join,
                    from: (Pid(2), Time(5)),
                    to: Pid(1),
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
            event(4, 1, EventKind::Unblocked { timed_out: true }),
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
            event(3, 1, EventKind::Unblocked { timed_out: false }),
        ]);
        let joins: Vec<_> = timeline
            .arrows()
            .iter()
            .filter(|arrow| arrow.kind == ArrowKind::Join)
            .map(|arrow| arrow.from.0)
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
                .lane(Pid(pid))
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

    /// Any events at all, about few processes, in the order of time.
    fn logs() -> impl Strategy<Value = Vec<Event>> {
        let pid = || (1_u32..5).prop_map(Pid);
        let kind = prop_oneof![
            Just(EventKind::Running),
            (1_u64..9).prop_map(|micros| blocked(WaitFor::Sleep { micros })),
            pid().prop_map(|of| blocked(WaitFor::Exit { of })),
            any::<bool>().prop_map(|timed_out| EventKind::Unblocked { timed_out }),
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
                incremental.push(event);
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
