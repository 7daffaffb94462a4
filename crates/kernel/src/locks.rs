//! Semaphores: who takes, who gives back, and who borrows one.

use spawnpoint_protocol::{
    ObjectId, Pid, Time,
    event::{EventKind, Use, WaitFor},
    syscall::{Errno, Reply, ToProcess},
};

use crate::{
    Kernel,
    objects::Object,
    process::{Caller, Key},
    semaphore::{Postponed, Semaphore},
};

/// How long a call that only asks may wait for what another process has borrowed, in microseconds.
pub(crate) const RECALL_MICROS: u64 = 50_000;

impl Kernel {
    pub(crate) fn acquire(&mut self, key: Key, id: ObjectId, timeout: Option<u64>, borrow: bool) {
        let by = self.waits.caller(key);
        let Some(semaphore) = self.objects.semaphore(id) else {
            self.answer(key, Reply::Failed(Errno::BadObject));
            return;
        };
        if semaphore.acquire(by) {
            self.acquired(key, by, id, borrow);
            return;
        }
        let timeout = match timeout {
            Some(0) if semaphore.is_lent() => Some(RECALL_MICROS),
            timeout => timeout,
        };
        if timeout != Some(0) {
            semaphore.wait(key, borrow);
        }
        self.reclaim(id);
        self.block_or_time_out(WaitFor::Acquire { semaphore: id }, timeout);
    }

    /// A call has taken one: it is answered, and the semaphore may go with the answer.
    fn acquired(&mut self, key: Key, by: Caller, id: ObjectId, would_borrow: bool) {
        let now = self.now;
        let semaphore = self.objects.semaphore(id).filter(|_| would_borrow);
        let loan = semaphore.and_then(|semaphore| semaphore.lend(key.pid, now));
        self.answer(key, loan.map_or(Reply::Done, Reply::Lent));
        let acquired = EventKind::Acquired {
            semaphore: id,
            line: by.line,
        };
        self.thread_event(by.pid, by.thread, acquired);
    }

    /// A call gives one back.
    pub(crate) fn release_call(&mut self, key: Key, id: ObjectId) {
        let by = self.waits.caller(key);
        if self.postpone(key, id, Postponed::Release(by)) {
            return;
        }
        let reply = self.give_back(by, id);
        self.answer(key, reply);
        self.serve_takers(id);
    }

    /// A thread tells that it gives one back.
    pub(crate) fn release(&mut self, by: Caller, id: ObjectId) {
        self.give_back(by, id);
        self.serve_takers(id);
    }

    /// Gives one back to a semaphore; returns the answer if that was a call.
    fn give_back(&mut self, by: Caller, id: ObjectId) -> Reply {
        let Some(semaphore) = self.objects.semaphore(id) else {
            return Reply::Failed(Errno::BadObject);
        };
        if semaphore.release(by.pid, by.thread).is_err() {
            return Reply::Failed(Errno::Overflow);
        }
        let released = EventKind::Released {
            semaphore: id,
            line: by.line,
        };
        self.thread_event(by.pid, by.thread, released);
        Reply::Done
    }

    /// Gives to those who wait what there is to take.
    fn serve_takers(&mut self, id: ObjectId) {
        while let Some((key, would_borrow)) = (self.objects.semaphore(id)).and_then(Semaphore::next)
        {
            let by = self.waits.caller(key);
            if let Some(semaphore) = self.objects.semaphore(id) {
                semaphore.acquire(by);
            }
            self.acquired(key, by, id, would_borrow);
        }
    }

    /// Asks the process that has borrowed a semaphore to give it back, if it does not know already.
    fn reclaim(&mut self, id: ObjectId) {
        let borrower = (self.objects.semaphore(id)).and_then(Semaphore::reclaim);
        if let Some(pid) = borrower {
            self.send_to(pid, ToProcess::Reclaim(id));
        }
    }

    /// Postpones what a call wants until a semaphore is back, if it is lent, and says whether it is.
    pub(crate) fn postpone(&mut self, key: Key, id: ObjectId, what: Postponed) -> bool {
        let Some(semaphore) = (self.objects.semaphore(id)).filter(|semaphore| semaphore.is_lent())
        else {
            return false;
        };
        semaphore.postpone(key, what);
        self.waits.set_aside();
        self.reclaim(id);
        true
    }

    /// A process tells what it did with a semaphore that it has borrowed, by its own clock, which is at `now`.
    pub(crate) fn used(&mut self, pid: Pid, id: ObjectId, uses: Vec<Use>, now: Time) {
        let Some(semaphore) = self.objects.semaphore(id) else {
            return;
        };
        let end = self.now;
        let mut latest = semaphore.told(end);
        let uses: Vec<Use> = (uses.into_iter())
            .filter(|what| semaphore.used(pid, *what))
            .map(|what| {
                what.by(|at| {
                    let ago = now.since(at);
                    latest = Time(end.0.saturating_sub(ago)).clamp(latest, end);
                    latest
                })
            })
            .collect();
        if !uses.is_empty() {
            let kind = EventKind::Used {
                semaphore: id,
                uses,
            };
            self.event(pid, kind);
        }
    }

    /// A process gives back a semaphore that it had borrowed.
    pub(crate) fn gave_back(&mut self, pid: Pid, id: ObjectId) {
        let was_lent =
            (self.objects.semaphore(id)).is_some_and(|semaphore| semaphore.gave_back(pid));
        if was_lent {
            self.is_back(id);
        }
    }

    /// A process that may have used a semaphore has ended.
    pub(crate) fn user_ended(&mut self, pid: Pid, id: ObjectId) {
        let was_lent =
            (self.objects.semaphore(id)).is_some_and(|semaphore| semaphore.process_ended(pid));
        if was_lent {
            self.is_back(id);
        }
    }

    /// Does what was postponed until a semaphore is back, and gives to those who wait.
    fn is_back(&mut self, id: ObjectId) {
        let postponed = (self.objects.semaphore(id))
            .map(Semaphore::take_postponed)
            .unwrap_or_default();
        for (key, what) in postponed {
            match what {
                Postponed::Release(by) => {
                    let reply = self.give_back(by, id);
                    self.reply(key, reply);
                }
                Postponed::Value => {
                    let reply = self.value_of(id);
                    self.reply(key, reply);
                }
            }
        }
        self.serve_takers(id);
    }

    /// The value of a semaphore that is here, or the number of messages in a queue.
    pub(crate) fn value_of(&self, id: ObjectId) -> Reply {
        match self.objects.get(id) {
            Some(Object::Semaphore(semaphore)) => Reply::Number(semaphore.value()),
            Some(Object::Queue(queue)) => {
                Reply::Number(u32::try_from(queue.len()).unwrap_or(u32::MAX))
            }
            _ => Reply::Failed(Errno::BadObject),
        }
    }
}
