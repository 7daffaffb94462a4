//! Who lived when, did what, and waited for whom.

mod arrow;
mod lane;
mod parallelism;

use spawnpoint_protocol::{Pid, Signal, StartMethod, Tid, Time};

use crate::{
    channels::Thread,
    moment::{Moment, Step},
};

pub use self::{
    arrow::{Arrow, ArrowKind},
    lane::{Activity, Copied, Exit, Lane, Segment, Signalled, Spent, State},
    parallelism::Parallelism,
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

/// What happens to processes and threads. What is said of those that were never created, or have ended, means
/// nothing.
impl Timeline {
    /// A process was created; `origin` is who started it, and how, if it was a process.
    pub(crate) fn created(
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

    /// A process began with a copy of another's memory.
    pub(crate) fn copied(&mut self, step: Step, copied: Copied) {
        if let Some(lane) = self.living(step) {
            lane.copied = Some(copied);
        }
    }

    /// The code of a process begins.
    pub(crate) fn running(&mut self, step: Step) {
        let Step { moment, event } = step;
        let Some(lane) = self.living(step) else {
            return;
        };
        lane.enter(event.time, moment, State::Running, None);
        let to = lane.key();
        let started = (self.arrows.iter_mut().rev())
            .find(|arrow| arrow.kind == ArrowKind::Start && arrow.to == to);
        if let Some(arrow) = started {
            arrow.reached.get_or_insert(event.time);
        }
    }

    /// The thread of this step began, started by another.
    pub(crate) fn thread_started(&mut self, step: Step, name: &str, by: Tid, line: Option<u32>) {
        let Step { moment, event } = step;
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

    /// A thread ended.
    pub(crate) fn thread_ended(&mut self, step: Step) {
        let Step { moment, event } = step;
        if let Some(lane) = self.living(step) {
            lane.leave(event.time);
            lane.ended_at = Some((moment, event.time));
        }
    }

    /// A thread stands still: it waits, or is held.
    pub(crate) fn stopped(&mut self, step: Step, state: State, line: Option<u32>) {
        let Step { moment, event } = step;
        let is_held = state == State::Held;
        if let Some(lane) = self.living(step) {
            lane.enter(event.time, moment, state, line);
            self.has_pauses |= is_held;
        }
    }

    /// A thread that was held goes on.
    pub(crate) fn resumed(&mut self, step: Step) {
        let Step { moment, event } = step;
        let next = self.state_of_next(event.pid);
        if let Some(lane) = self.living(step) {
            lane.enter(event.time, moment, next, None);
        }
    }

    /// A thread that waited goes on, by whose act there was one.
    pub(crate) fn unblocked(&mut self, step: Step, timed_out: bool, by: Option<Thread>) {
        let Step { moment, event } = step;
        let time = event.time;
        let next = self.state_of_next(event.pid);
        let Some(lane) = self.living(step) else {
            return;
        };
        let (waiter, mut since, mut awaited) = (lane.key(), time, Vec::new());
        if let Some(segment) = lane.segments.last_mut() {
            segment.timed_out = timed_out;
            segment.by = by;
            since = segment.from;
            if let State::Blocked { on, .. } = &segment.state {
                awaited = on.ends(waiter.0);
            }
        }
        lane.enter(time, moment, next, None);
        if !timed_out {
            self.joined(&awaited, waiter, since, time);
        }
    }

    /// A thread has the interpreter's lock, and no other of its process.
    pub(crate) fn took_turn(&mut self, step: Step) {
        let Step { moment, event } = step;
        let own = (event.pid, event.thread);
        if self.living(step).is_none() {
            return;
        }
        self.has_turns = true;
        let range = self.of_process(event.pid);
        for lane in &mut self.lanes[range] {
            let state = lane.current().map(|segment| &segment.state);
            let is_own = lane.key() == own;
            if is_own && state == Some(&State::Ready) {
                lane.enter(event.time, moment, State::Running, None);
            } else if !is_own && state == Some(&State::Running) {
                lane.enter(event.time, moment, State::Ready, None);
            }
        }
    }

    /// A thread wrote over another's update of a variable.
    pub(crate) fn overwritten(&mut self, step: Step, name: &str, lost: Tid, line: Option<u32>) {
        let Step { moment, event } = step;
        if let Some(lane) = self.living(step) {
            let by = lane.key();
            self.losses.push(Loss {
                time: event.time,
                moment,
                by,
                of: (by.0, lost),
                name: name.to_owned(),
                line,
            });
        }
    }

    /// A process was sent a signal.
    pub(crate) fn signalled(&mut self, step: Step, by: Option<Pid>, signal: Signal) {
        let time = step.event.time;
        let Some(lane) = self.living(step) else {
            return;
        };
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

    /// A process ended, and all its threads.
    pub(crate) fn exited(&mut self, Step { moment, event }: Step, code: i32) {
        let (pid, time) = (event.pid, event.time);
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

    /// What follows of an event, whatever it was: time goes on, and where nobody of a process runs and one could, it
    /// does.
    pub(crate) fn settle(&mut self, Step { moment, event }: Step) {
        self.end = self.end.max(event.time);
        if !self.is_running(event.pid) {
            let is_ready = |lane: &Lane| {
                let state = lane.current().map(|segment| &segment.state);
                state == Some(&State::Ready)
            };
            let range = self.of_process(event.pid);
            let mut ready = range.filter(|place| is_ready(&self.lanes[*place]));
            if let (Some(place), None) = (ready.next(), ready.next()) {
                self.lanes[place].enter(event.time, moment, State::Running, None);
            }
        }
        let runs = self.is_running(event.pid);
        self.parallelism.count(event.time, event.pid, runs);
    }

    /// The lane of the thread to which something happens, unless it has ended.
    fn living(&mut self, Step { event, .. }: Step) -> Option<&mut Lane> {
        let place = self.place((event.pid, event.thread))?;
        let lane = &mut self.lanes[place];
        lane.current().is_some().then_some(lane)
    }

    /// The state of a thread that could run from now on: one at a time does.
    fn state_of_next(&self, pid: Pid) -> State {
        if self.is_running(pid) {
            State::Ready
        } else {
            State::Running
        }
    }

    fn insert(&mut self, lane: Lane) {
        if let Err(index) = (self.lanes).binary_search_by_key(&lane.key(), Lane::key) {
            self.lanes.insert(index, lane);
        }
    }

    fn start_arrow(&mut self, from: Thread, time: Time, to: Thread, reached: Option<Time>) {
        self.arrows.push(Arrow {
            kind: ArrowKind::Start,
            from: (from, time),
            to,
            reached,
        });
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

impl Timeline {
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
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use spawnpoint_protocol::{
        Stream,
        event::{Event, EventKind, WaitFor},
        syscall::Watched,
    };

    use super::*;
    use crate::Trace;

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

    fn unblocked(timed_out: bool) -> EventKind {
        EventKind::Unblocked {
            timed_out,
            by: None,
        }
    }

    fn timeline(events: &[Event]) -> Timeline {
        let mut trace = Trace::default();
        for event in events {
            trace.push(event.clone());
        }
        trace.timeline().clone()
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
            let mut incremental = Trace::default();
            for (n, event) in log.iter().enumerate() {
                incremental.push(event.clone());
                let prefix = &log[..=n];
                prop_assert_eq!(incremental.timeline(), &timeline(prefix));
                for lane in incremental.timeline().lanes() {
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
