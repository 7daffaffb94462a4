//! The latest run, the one that it is compared with, and which of the two the views show.

use std::{cell::RefCell, rc::Rc};

use spawnpoint_protocol::{Time, control::Outcome};
use spawnpoint_trace::{Trace, file::Recording};

use crate::{
    effect::Effect,
    run::{Ending, Kept, Phase, Report, Subject},
    session::Session,
};

/// One of two runs that are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// The run with processes.
    Processes,
    /// The latest run.
    #[default]
    Latest,
}

/// A comparison of two runs of one program.
pub enum Comparison {
    /// The first run goes on; this one is next.
    First(Subject),
    /// The first run has ended; the latest is the second.
    Second(Kept),
}

/// The runs.
pub struct Runs {
    session: Session,
    comparison: Option<Comparison>,
    side: Side,
}

/// What a report changed beside the run itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Change {
    /// The trace is another one.
    pub is_new: bool,
    /// A run that is not compared came to where nobody can go on.
    pub is_deadlock: bool,
}

impl Runs {
    /// No runs so far.
    pub(crate) fn new(session: Session) -> Self {
        Self {
            session,
            comparison: None,
            side: Side::default(),
        }
    }

    /// The interpreter and the latest run.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The interpreter and the latest run, for what has no part in a comparison.
    pub(crate) fn session_mut(&mut self) -> &mut Session {
        &mut self.session
    }

    /// The comparison, if two runs are compared.
    #[must_use]
    pub fn comparison(&self) -> Option<&Comparison> {
        self.comparison.as_ref()
    }

    /// Which of two runs the views show.
    #[must_use]
    pub fn side(&self) -> Side {
        self.side
    }

    /// The run that is compared with the latest.
    #[must_use]
    pub fn first(&self) -> Option<&Kept> {
        match &self.comparison {
            Some(Comparison::Second(first)) => Some(first),
            Some(Comparison::First(_)) | None => None,
        }
    }

    /// The run that the views show, if that is not the latest.
    #[must_use]
    pub fn earlier(&self) -> Option<&Kept> {
        self.first().filter(|_| self.side == Side::Processes)
    }

    /// The trace that the views show.
    #[must_use]
    pub fn trace(&self) -> &Rc<RefCell<Trace>> {
        (self.earlier()).map_or_else(|| self.session.trace(), |run| &run.trace)
    }

    /// What ran when the trace was made that the views show.
    #[must_use]
    pub fn subject(&self) -> &Subject {
        (self.earlier()).map_or_else(|| self.session.subject(), |run| &run.subject)
    }

    /// The time up to which the views show something, at this time of the page.
    #[must_use]
    pub fn now(&self, page: f64) -> Time {
        match self.earlier() {
            Some(run) => run.trace.borrow().timeline().end(),
            None => self.session.now(page),
        }
    }

    /// The run that the views show, to be put into a file.
    #[must_use]
    pub fn recording(&self) -> Recording {
        let earlier = self.earlier().map(Kept::recording);
        earlier.unwrap_or_else(|| self.session.recording())
    }

    /// The runs that have ended and belong together.
    pub(crate) fn kept(&self) -> Vec<Kept> {
        let first = self.first().cloned();
        first.into_iter().chain(self.session.kept()).collect()
    }

    /// Has the views show this one of two runs.
    pub(crate) fn show(&mut self, side: Side) {
        self.side = side;
    }

    /// Runs a program, and then the second to compare the two, if there is one.
    pub(crate) fn run(
        &mut self,
        first: Subject,
        second: Option<Subject>,
        effects: &mut Vec<Effect>,
    ) {
        self.side = Side::default();
        self.comparison = second.map(Comparison::First);
        self.session.run(first, effects);
    }

    /// Stops the run. What was to be compared with it does not run then.
    pub(crate) fn stop(&mut self, effects: &mut Vec<Effect>) {
        if let Some(Comparison::First(_)) = self.comparison {
            self.comparison = None;
        }
        self.session.stop(effects);
    }

    /// The patience with the kernel that was to stop this run is over.
    pub(crate) fn overdue(&mut self, run: u32, page: f64, effects: &mut Vec<Effect>) -> Change {
        self.watch(effects, |session, effects| {
            session.overdue(run, page, effects);
        })
    }

    /// Takes in what the kernel of this number says.
    pub(crate) fn hear(
        &mut self,
        kernel: u32,
        report: Report,
        page: f64,
        effects: &mut Vec<Effect>,
    ) -> Change {
        self.watch(effects, |session, effects| {
            session.hear(kernel, report, page, effects);
        })
    }

    /// Shows a run that was kept, alone.
    pub(crate) fn open(&mut self, name: String, recording: Recording) {
        self.comparison = None;
        self.session.open(name, recording);
    }

    /// Lets something happen to the run, and goes on to the next if that has ended it.
    fn watch(
        &mut self,
        effects: &mut Vec<Effect>,
        happen: impl FnOnce(&mut Session, &mut Vec<Effect>),
    ) -> Change {
        let (trace, was_live) = (Rc::clone(self.session.trace()), self.session.is_live());
        happen(&mut self.session, effects);
        let mut change = Change {
            is_new: !Rc::ptr_eq(&trace, self.session.trace()),
            is_deadlock: false,
        };
        let Phase::Ended(ending) = self.session.phase() else {
            return change;
        };
        let is_deadlock = *ending == Ending::Outcome(Outcome::Deadlock);
        change.is_deadlock = was_live && is_deadlock && self.comparison.is_none();
        let goes_on = is_deadlock || *ending == Ending::Outcome(Outcome::Finished);
        match self.comparison.take() {
            Some(Comparison::First(next)) if goes_on => {
                self.comparison = self.session.kept().map(Comparison::Second);
                self.session.run(next, effects);
            }
            // What was stopped is not compared.
            Some(Comparison::First(_)) => {}
            second => self.comparison = second,
        }
        change
    }
}
