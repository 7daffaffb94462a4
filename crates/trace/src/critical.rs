//! Why a run took so long: the chain of work and waits that its end waited for.

use spawnpoint_protocol::{Tid, Time, event::WaitFor};

use crate::{
    channels::{Channels, Thread},
    timeline::{ArrowKind, Segment, State, Timeline},
};

/// A stretch of the chain, spent by one thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// Who.
    pub thread: Thread,
    /// From when.
    pub from: Time,
    /// Until when.
    pub to: Time,
}

/// The chain that led to the end of the main process, or to what it does now; the latest link first.
///
/// At each wait that another thread ended, the chain goes on with that thread, at the time of the act
/// that ended it: nothing that happened elsewhere before could have made the run shorter alone.
#[must_use]
pub fn path(timeline: &Timeline, channels: &Channels) -> Vec<Link> {
    let Some(main) = timeline.processes().next() else {
        return Vec::new();
    };
    let mut links = Vec::new();
    let (mut thread, mut to) = (main.key(), main.span().1.unwrap_or(timeline.end()));
    // Each turn goes back in time or on to the cause of a wait; a chain of causes at one time ends.
    let mut turns = 2 * timeline.lanes().len() + 2;
    while let Some(lane) = timeline.lane(thread) {
        let mut from = lane.span().0;
        let mut next = (timeline.arrows().iter())
            .find(|arrow| arrow.kind == ArrowKind::Start && arrow.to == thread)
            .map(|arrow| arrow.from);
        let last = lane.index_at(to);
        for segment in lane.segments[..=last].iter().rev() {
            if segment.to.is_some_and(|ended| ended <= to)
                && let Some(cause) = cause(timeline, channels, thread, segment)
            {
                from = segment.to.unwrap_or(to);
                next = Some(cause);
                break;
            }
        }
        if from < to {
            links.push(Link { thread, from, to });
            turns = 2 * timeline.lanes().len() + 2;
        }
        turns -= 1;
        match next {
            // Whoever a damaged file says was the cause may have begun later than that.
            Some(next) if turns > 0 => (thread, to) = (next.0, next.1.min(from).min(to)),
            _ => break,
        }
    }
    links
}

/// Whose act ended a wait, and when it acted.
fn cause(
    timeline: &Timeline,
    channels: &Channels,
    thread: Thread,
    segment: &Segment,
) -> Option<(Thread, Time)> {
    let State::Blocked { on, .. } = &segment.state else {
        return None;
    };
    let ended = segment.to?;
    let is_for_message = matches!(on, WaitFor::Get { .. } | WaitFor::Receive { .. });
    if let WaitFor::Exit { of } = on {
        let exit = timeline.process(*of)?.exit?;
        (!segment.timed_out && exit.time >= segment.from).then_some(((*of, Tid::MAIN), exit.time))
    } else if is_for_message && !segment.timed_out {
        let message = channels.received_at(thread, ended)?;
        (message.sent.by != thread && message.sent.time >= segment.from)
            .then_some((message.sent.by, message.sent.time))
    } else {
        let other = segment.by.filter(|by| *by != thread)?;
        Some((other, ended))
    }
}

#[cfg(test)]
mod tests {
    use spawnpoint_protocol::{
        ObjectId, Pid, StartMethod,
        event::{Event, EventKind, Summary},
    };

    use super::*;
    use crate::Trace;

    fn trace(events: &[(u64, u32, EventKind)]) -> Trace {
        let mut trace = Trace::default();
        for (time, pid, kind) in events.iter().cloned() {
            trace.push(Event {
                time: Time(time),
                pid: Pid(pid),
                thread: Tid::MAIN,
                kind,
            });
        }
        trace
    }

    fn created(parent: Option<u32>) -> EventKind {
        EventKind::Created {
            parent: parent.map(Pid),
            name: String::new(),
            daemon: false,
            method: StartMethod::Spawn,
            line: None,
        }
    }

    fn blocked(on: WaitFor) -> EventKind {
        EventKind::Blocked {
            on,
            call: None,
            line: None,
        }
    }

    fn unblocked(by: Option<u32>) -> EventKind {
        EventKind::Unblocked {
            timed_out: false,
            by: by.map(|by| (Pid(by), Tid::MAIN)),
        }
    }

    fn links(trace: &Trace) -> Vec<(u32, u64, u64)> {
        path(trace.timeline(), trace.channels())
            .iter()
            .rev()
            .map(|link| (link.thread.0.0, link.from.0, link.to.0))
            .collect()
    }

    #[test]
    fn the_slowest_child_is_on_the_path() {
        let exit = |of| WaitFor::Exit { of: Pid(of) };
        let trace = trace(&[
            (0, 1, created(None)),
            (1, 1, EventKind::Running),
            (2, 2, created(Some(1))),
            (3, 3, created(Some(1))),
            (4, 1, blocked(exit(2))),
            (5, 2, EventKind::Running),
            (5, 3, EventKind::Running),
            (6, 2, EventKind::Exited { code: 0 }),
            (6, 1, unblocked(Some(2))),
            (7, 1, blocked(exit(3))),
            (20, 3, EventKind::Exited { code: 0 }),
            (21, 1, unblocked(Some(3))),
            (22, 1, EventKind::Exited { code: 0 }),
        ]);
        assert_eq!(links(&trace), [(1, 0, 3), (3, 3, 20), (1, 21, 22)]);
    }

    #[test]
    fn a_message_that_was_waited_for_leads_to_its_sender() {
        let queue = ObjectId(1);
        let message = spawnpoint_protocol::MessageId(0);
        let trace = trace(&[
            (0, 1, created(None)),
            (0, 1, EventKind::Running),
            (1, 2, created(Some(1))),
            (2, 1, blocked(WaitFor::Get { queue })),
            (3, 2, EventKind::Running),
            (
                9,
                2,
                EventKind::Sent {
                    to: queue,
                    message,
                    bytes: 1,
                    value: Summary::default(),
                    line: None,
                },
            ),
            (10, 1, unblocked(Some(2))),
            (
                10,
                1,
                EventKind::Received {
                    from: queue,
                    message,
                    line: None,
                },
            ),
            (11, 2, EventKind::Exited { code: 0 }),
            (12, 1, EventKind::Exited { code: 0 }),
        ]);
        assert_eq!(links(&trace), [(1, 0, 1), (2, 1, 9), (1, 10, 12)]);
    }

    #[test]
    fn a_cause_that_began_later_does_not_lead_in_circles() {
        let trace = trace(&[
            (0, 1, created(None)),
            (0, 1, EventKind::Running),
            (10, 1, blocked(WaitFor::Input)),
            (65, 1, unblocked(Some(2))),
            (90, 2, created(Some(1))),
            (100, 1, EventKind::Exited { code: 0 }),
        ]);
        assert_eq!(links(&trace), [(1, 65, 100)]);
    }

    #[test]
    fn two_that_wake_each_other_at_one_time_end_the_path() {
        let lock = ObjectId(1);
        let acquire = || blocked(WaitFor::Acquire { semaphore: lock });
        let trace = trace(&[
            (0, 1, created(None)),
            (0, 2, created(Some(1))),
            (0, 1, acquire()),
            (0, 2, acquire()),
            (5, 1, unblocked(Some(2))),
            (5, 2, unblocked(Some(1))),
            (9, 1, EventKind::Exited { code: 0 }),
        ]);
        assert_eq!(links(&trace), [(1, 5, 9)]);
    }
}
