//! Who stands still in which call, until what: calls that block, their time-outs, and their answers.

use std::collections::BTreeMap;

use spawnpoint_protocol::{
    Pid, Tid, Time,
    event::{EventKind, WaitFor},
    syscall::{CallId, Errno, Reply, Site, ToProcess, Watched},
};

use crate::{
    Kernel,
    process::{Caller, Key},
    timers::Timers,
};

/// The calls of a run that have no answer yet.
#[derive(Debug, Default)]
pub(crate) struct Waits {
    /// The thread whose message is being handled.
    acting: Option<(Pid, Tid)>,
    /// The call that is being handled, until it is answered or blocks.
    asking: Option<(Key, Site)>,
    blocked: BTreeMap<Key, Blocked>,
    timers: Timers,
}

/// A call in which a thread stands still.
#[derive(Debug)]
pub(crate) struct Blocked {
    pub on: WaitFor,
    pub site: Site,
    /// Whether it may end although no process does anything: by time, or by a person.
    pub may_end: bool,
    /// The answer if its time is up first.
    expired: Reply,
}

/// A call that has been taken off the list, as it is answered.
#[derive(Debug)]
enum Answered {
    /// It did not block.
    AtOnce,
    Blocked(Blocked),
}

impl Blocked {
    /// Whether it may be answered when this happens.
    fn watches(&self, happened: Watched) -> bool {
        if let WaitFor::Any { of } = &self.on {
            of.contains(&happened)
        } else if let (WaitFor::Exit { of }, Watched::Exit(pid)) = (&self.on, happened) {
            *of == pid
        } else {
            false
        }
    }
}

impl Waits {
    /// A call of a process is being handled.
    pub fn begin(&mut self, key: Key, site: Site) {
        self.acting = Some((key.pid, site.thread));
        self.asking = Some((key, site));
    }

    /// A notice of a thread is being handled.
    pub fn act(&mut self, pid: Pid, thread: Tid) {
        self.acting = Some((pid, thread));
    }

    /// What happens from now on is nobody's act.
    pub fn no_act(&mut self) {
        self.acting = None;
    }

    /// The call that is being handled, if any, is no wait in the record: whoever keeps its key answers it.
    pub fn set_aside(&mut self) {
        self.asking = None;
    }

    /// Whether this call is the one that is being handled, and has not been answered or blocked.
    pub fn is_asking(&self, key: Key) -> bool {
        (self.asking.as_ref()).is_some_and(|(asking, _)| *asking == key)
    }

    /// The call of this key, if it is blocked.
    pub fn get(&self, key: Key) -> Option<&Blocked> {
        self.blocked.get(&key)
    }

    /// All calls that are blocked, in order of process and call.
    pub fn iter(&self) -> impl Iterator<Item = (Key, &Blocked)> {
        self.blocked.iter().map(|(&key, call)| (key, call))
    }

    /// Those of a process.
    pub fn of(&self, pid: Pid) -> impl Iterator<Item = (Key, &Blocked)> {
        let key = |id| Key { pid, id };
        let range = key(CallId(0))..=key(CallId(u32::MAX));
        self.blocked.range(range).map(|(&key, call)| (key, call))
    }

    /// Who makes a call that is being handled or is blocked.
    pub fn caller(&self, key: Key) -> Caller {
        let blocked = || self.get(key).map(|call| &call.site);
        let site = match &self.asking {
            Some((asking, site)) if *asking == key => Some(site),
            Some(_) | None => blocked(),
        };
        site.map_or(Caller::main(key.pid), |site| Caller::new(key.pid, site))
    }

    /// The first time at which a call gives up.
    pub fn deadline(&self) -> Option<Time> {
        self.timers.next()
    }

    /// A process has ended; returns the calls that it leaves unanswered.
    pub fn process_ended(&mut self, pid: Pid) -> Vec<Key> {
        self.asking.take_if(|(asking, _)| asking.pid == pid);
        let left: Vec<Key> = self.of(pid).map(|(key, _)| key).collect();
        for key in &left {
            self.blocked.remove(key);
            self.timers.cancel(*key);
        }
        left
    }

    fn block(&mut self, key: Key, call: Blocked, until: Option<Time>) {
        if let Some(time) = until {
            self.timers.set(time, key);
        }
        self.blocked.insert(key, call);
    }

    /// Takes a call off the list, if it is there.
    fn answer(&mut self, key: Key) -> Option<Answered> {
        if self.asking.take_if(|(asking, _)| *asking == key).is_some() {
            return Some(Answered::AtOnce);
        }
        self.timers.cancel(key);
        self.blocked.remove(&key).map(Answered::Blocked)
    }

    /// The next call whose time is up at `now`, and its answer.
    fn next_expired(&mut self, now: Time) -> Option<(Key, Reply)> {
        let key = self.timers.pop_due(now)?;
        // What is answered has no timer any more.
        let call = self.get(key)?;
        Some((key, call.expired.clone()))
    }

    /// The calls that may go on when this happens.
    fn watching(&self, happened: Watched) -> Vec<Key> {
        self.iter()
            .filter(|(_, call)| call.watches(happened))
            .map(|(key, _)| key)
            .collect()
    }
}

impl Kernel {
    /// Blocks the call that is being handled.
    pub(crate) fn block(&mut self, on: WaitFor) {
        self.block_for(on, None, Reply::TimedOut);
    }

    /// Blocks the call that is being handled for so many microseconds at the most; `expired` is its answer
    /// then.
    pub(crate) fn block_for(&mut self, on: WaitFor, timeout: Option<u64>, expired: Reply) {
        let Some((key, site)) = self.waits.asking.take() else {
            return;
        };
        let blocked = EventKind::Blocked {
            on: on.clone(),
            call: site.via.clone(),
            line: site.line,
        };
        self.thread_event(key.pid, site.thread, blocked);
        let may_end = timeout.is_some() || self.awaits_person(key.pid, &on);
        let call = Blocked {
            on,
            site,
            may_end,
            expired,
        };
        let until = timeout.map(|micros| self.now.after(micros));
        self.waits.block(key, call, until);
    }

    /// Blocks the call that is being handled, unless it only asks.
    pub(crate) fn block_or_time_out(&mut self, on: WaitFor, timeout: Option<u64>) {
        if timeout == Some(0)
            && let Some((key, _)) = self.waits.asking
        {
            self.answer(key, Reply::TimedOut);
        } else {
            self.block_for(on, timeout, Reply::TimedOut);
        }
    }

    /// Answers the call that is being handled, or one that is blocked.
    pub(crate) fn answer(&mut self, key: Key, reply: Reply) {
        match self.waits.answer(key) {
            Some(Answered::AtOnce) => {}
            Some(Answered::Blocked(call)) => {
                let timed_out = reply == Reply::TimedOut || reply == Reply::Ready(Vec::new());
                let by = self.waits.acting.filter(|_| !timed_out);
                let unblocked = EventKind::Unblocked { timed_out, by };
                self.thread_event(key.pid, call.site.thread, unblocked);
            }
            None => return,
        }
        self.reply(key, reply);
    }

    /// Sends a reply to a call that is in the record as no wait.
    pub(crate) fn reply(&mut self, Key { pid, id }: Key, reply: Reply) {
        self.send_to(pid, ToProcess::Reply { id, reply });
    }

    /// Answers the calls whose time is up.
    pub(crate) fn expire_waits(&mut self) {
        while let Some((key, reply)) = self.waits.next_expired(self.now) {
            self.forget(key);
            self.answer(key, reply);
        }
    }

    /// The call is given up, unless it was answered already or ends soon.
    pub(crate) fn cancel(&mut self, key: Key) {
        let can_be = (self.waits.get(key)).is_some_and(|call| call.on != WaitFor::Server);
        if can_be {
            self.forget(key);
            self.waits.no_act();
            self.answer(key, Reply::Interrupted);
        }
    }

    /// A thread that another thread of its process keeps waiting goes on.
    pub(crate) fn unpark(&mut self, key: Key) {
        let parks =
            (self.waits.get(key)).is_some_and(|call| matches!(call.on, WaitFor::Thread { .. }));
        if parks {
            self.answer(key, Reply::Done);
        }
    }

    pub(crate) fn select(&mut self, key: Key, watched: Vec<Watched>, timeout: Option<u64>) {
        let ready: Vec<_> = (watched.iter().copied())
            .filter(|&watched| self.is_ready(key.pid, watched))
            .collect();
        if ready.is_empty() && timeout != Some(0) {
            let expired = Reply::Ready(Vec::new());
            self.block_for(WaitFor::Any { of: watched }, timeout, expired);
        } else {
            self.answer(key, Reply::Ready(ready));
        }
    }

    /// Whether something is so that the process `of` watches.
    fn is_ready(&self, of: Pid, watched: Watched) -> bool {
        match watched {
            Watched::Exit(pid) => !self.processes.is_alive(pid),
            Watched::Readable(object) => self.is_readable(object),
            Watched::Input(_) | Watched::Output(_) => self.is_descriptor_ready(of, watched),
        }
    }

    /// Lets those go on who wait for this.
    pub(crate) fn notify(&mut self, happened: Watched) {
        for key in self.waits.watching(happened) {
            // An answer to another may have led to one for this.
            let Some(call) = self.waits.get(key) else {
                continue;
            };
            let reply = if let WaitFor::Exit { of } = call.on {
                // Two threads of one parent may wait for one child: the second finds it collected.
                let code = self.processes.collect(of).map(Reply::Exited);
                code.unwrap_or(Reply::Failed(Errno::NoChild))
            } else {
                Reply::Ready(vec![happened])
            };
            self.answer(key, reply);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(pid: u32, id: u32) -> Key {
        Key {
            pid: Pid(pid),
            id: CallId(id),
        }
    }

    /// A call of a process that blocks until `until`.
    fn block(waits: &mut Waits, key: Key, on: WaitFor, until: Option<u64>) {
        let call = Blocked {
            on,
            site: Site::default(),
            may_end: until.is_some(),
            expired: Reply::TimedOut,
        };
        waits.block(key, call, until.map(Time));
    }

    #[test]
    fn a_call_expires_once_and_only_if_it_was_not_answered() {
        let mut waits = Waits::default();
        for id in 0..3 {
            block(&mut waits, key(1, id), WaitFor::Input, Some(5));
        }
        assert!(waits.answer(key(1, 1)).is_some());
        assert!(waits.answer(key(1, 1)).is_none());
        assert_eq!(waits.deadline(), Some(Time(5)));
        assert_eq!(waits.next_expired(Time(4)), None);
        for id in [0, 2] {
            let expired = waits.next_expired(Time(5));
            assert_eq!(expired, Some((key(1, id), Reply::TimedOut)));
            assert!(waits.answer(key(1, id)).is_some());
        }
        assert_eq!(waits.next_expired(Time(9)), None);
        assert_eq!(waits.deadline(), None);
    }

    #[test]
    fn the_end_of_a_process_leaves_the_calls_of_others() {
        let mut waits = Waits::default();
        for pid in 1..4 {
            block(&mut waits, key(pid, u32::MAX), WaitFor::Input, Some(5));
        }
        waits.begin(key(2, 0), Site::default());
        assert_eq!(waits.process_ended(Pid(2)), [key(2, u32::MAX)]);
        assert!(!waits.is_asking(key(2, 0)));
        let left: Vec<_> = waits.iter().map(|(key, _)| key.pid).collect();
        assert_eq!(left, [Pid(1), Pid(3)]);
    }

    #[test]
    fn those_go_on_who_watch_what_happens() {
        let mut waits = Waits::default();
        let exit = Watched::Exit(Pid(9));
        block(&mut waits, key(1, 0), WaitFor::Exit { of: Pid(9) }, None);
        block(&mut waits, key(1, 1), WaitFor::Exit { of: Pid(8) }, None);
        block(&mut waits, key(2, 0), WaitFor::Any { of: vec![exit] }, None);
        block(&mut waits, key(2, 1), WaitFor::Any { of: Vec::new() }, None);
        assert_eq!(waits.watching(exit), [key(1, 0), key(2, 0)]);
    }
}
