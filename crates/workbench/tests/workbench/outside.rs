//! The world of a workbench: a page without a browser.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use spawnpoint_link::Choice;
use spawnpoint_project::Files;
use spawnpoint_protocol::{
    Pid, StartMethod, Tid, Time,
    control::{Outcome, ToKernel},
    event::{Event, EventKind},
};
use spawnpoint_workbench::{
    Command, Config, Editing, Effect, Example, FileCommand, NotStored, Phase, Report, Storage,
    Told, Workbench,
};

/// The program of the default example.
pub const HELLO: &str = "print('hello')\n";

/// The examples: one alone, and one with a file that is compared.
const EXAMPLES: [Example; 2] = [
    Example {
        id: "hello",
        choice: Choice::Processes,
        seed: None,
        source: HELLO,
        files: &[],
    },
    Example {
        id: "race",
        choice: Choice::Both,
        seed: Some(1),
        source: "import data\n",
        files: &[("data.py", b"x = 1\n")],
    },
];

/// What is kept, also when the page is left.
#[derive(Clone, Default)]
pub struct Shelf(Rc<RefCell<Texts>>);

#[derive(Default)]
struct Texts {
    stored: BTreeMap<String, String>,
    in_tab: BTreeMap<String, String>,
    is_full: bool,
}

impl Shelf {
    /// What is stored under a name.
    pub fn stored(&self, name: &str) -> Option<String> {
        self.0.borrow().stored.get(name).cloned()
    }

    /// The names under which something is stored that begin so.
    pub fn names(&self, begin: &str) -> Vec<String> {
        let texts = self.0.borrow();
        let names = texts.stored.keys().filter(|name| name.starts_with(begin));
        names.cloned().collect()
    }

    /// Takes nothing more, or does again.
    pub fn set_full(&self, is_full: bool) {
        self.0.borrow_mut().is_full = is_full;
    }
}

impl Storage for Shelf {
    fn get(&self, name: &str) -> Option<String> {
        self.stored(name)
    }

    fn set(&mut self, name: &str, text: Option<&str>) -> Result<(), NotStored> {
        let mut texts = self.0.borrow_mut();
        if texts.is_full {
            return Err(NotStored);
        }
        match text {
            Some(text) => texts.stored.insert(name.to_owned(), text.to_owned()),
            None => texts.stored.remove(name),
        };
        Ok(())
    }

    fn get_in_tab(&self, name: &str) -> Option<String> {
        self.0.borrow().in_tab.get(name).cloned()
    }

    fn set_in_tab(&mut self, name: &str, text: &str) -> Result<(), NotStored> {
        let mut texts = self.0.borrow_mut();
        texts.in_tab.insert(name.to_owned(), text.to_owned());
        Ok(())
    }
}

/// What a page is, and where.
pub struct Place {
    /// What was kept before.
    pub shelf: Shelf,
    /// The files that were stored before.
    pub files: Vec<(&'static str, Files)>,
    /// Whether the page is meant to be inside another one.
    pub is_embedded: bool,
    /// Whether there is a page around.
    pub has_parent: bool,
    /// Whether the browser can run programs.
    pub is_supported: bool,
}

impl Default for Place {
    fn default() -> Self {
        Self {
            shelf: Shelf::default(),
            files: Vec::new(),
            is_embedded: false,
            has_parent: false,
            is_supported: true,
        }
    }
}

/// A page.
pub struct Page {
    /// What it decides with.
    pub bench: Workbench,
    /// What is kept.
    pub shelf: Shelf,
    /// Its time, in milliseconds.
    pub now: f64,
}

impl Page {
    /// A page of its own, in a browser that has kept nothing.
    pub fn new() -> Self {
        Self::at(Place::default())
    }

    /// A page inside another one.
    pub fn embedded() -> Self {
        Self::at(Place {
            is_embedded: true,
            has_parent: true,
            ..Place::default()
        })
    }

    /// A page at a place.
    pub fn at(place: Place) -> Self {
        let shelf = place.shelf.clone();
        let bench = Workbench::new(Config {
            examples: EXAMPLES.to_vec(),
            stored_files: place.files,
            storage: Box::new(place.shelf),
            is_embedded: place.is_embedded,
            has_parent: place.has_parent,
            is_supported: place.is_supported,
            cpu_count: 4,
            playground: "https://example.org/".to_owned(),
        });
        Self {
            bench,
            shelf,
            now: 1_000.0,
        }
    }

    /// A page of its own whose interpreter is here.
    pub fn ready() -> Self {
        let mut page = Self::new();
        page.load();
        page
    }

    /// Has the interpreter come.
    pub fn load(&mut self) {
        self.say(Command::Painted);
        self.say(Command::Loaded(Ok(())));
    }

    /// Says something, and has what is to be done.
    pub fn say(&mut self, command: Command) -> Vec<Effect> {
        self.bench.handle(command, self.now)
    }

    /// Does something with files.
    pub fn file(&mut self, command: FileCommand) -> Vec<Effect> {
        self.say(Command::File(command))
    }

    /// The reader types into the program.
    pub fn type_in(&mut self, text: &str) -> Vec<Effect> {
        self.say(Command::Edited("main.py".to_owned(), text.to_owned()))
    }

    /// Has the kernel of a number record events.
    pub fn record(&mut self, kernel: u32, events: Vec<Event>) -> Vec<Effect> {
        self.say(Command::Kernel(kernel, Report::Events(events)))
    }

    /// Has the kernel of a number end its run.
    pub fn end(&mut self, kernel: u32, outcome: Outcome) -> Vec<Effect> {
        self.say(Command::Kernel(kernel, Report::Ended(outcome)))
    }

    /// Has the chosen program run to its end by the kernel of a number.
    pub fn run_through(&mut self, kernel: u32) {
        self.say(Command::Run);
        self.record(kernel, begin());
        self.end(kernel, Outcome::Finished);
    }

    /// Where the run is.
    pub fn phase(&self) -> &Phase {
        self.bench.session().phase()
    }

    /// The source of the chosen program.
    pub fn source(&self) -> &str {
        self.bench.workspace().source()
    }

    /// How many events the trace has that the views show.
    pub fn event_count(&self) -> usize {
        self.bench.runs().trace().borrow().log().events().len()
    }
}

/// Something that happened to the main process, so many milliseconds after the run began.
pub fn event(millis: u64, kind: EventKind) -> Event {
    Event {
        time: Time(millis * 1_000),
        pid: Pid(1),
        thread: Tid::MAIN,
        kind,
    }
}

/// A run begins.
pub fn begin() -> Vec<Event> {
    let created = EventKind::Created {
        parent: None,
        name: "MainProcess".to_owned(),
        daemon: false,
        method: StartMethod::Spawn,
        line: None,
    };
    vec![event(0, created), event(10, EventKind::Running)]
}

/// What a kernel is told.
pub fn sent(effects: &[Effect]) -> Vec<ToKernel> {
    let sent = effects.iter().filter_map(|effect| match effect {
        Effect::Send(message) => Some(message.clone()),
        _ => None,
    });
    sent.collect()
}

/// The sources of the programs that a kernel is to run.
pub fn programs(effects: &[Effect]) -> Vec<String> {
    let programs = sent(effects)
        .into_iter()
        .filter_map(|message| match message {
            ToKernel::Run { program, .. } => Some(program.source),
            _ => None,
        });
    programs.collect()
}

/// The numbers of kernels that are to be started.
pub fn started(effects: &[Effect]) -> Vec<u32> {
    let started = effects.iter().filter_map(|effect| match effect {
        Effect::StartKernel(number) => Some(*number),
        _ => None,
    });
    started.collect()
}

/// What is to be done with the editor.
pub fn edited(effects: &[Effect]) -> Vec<Editing> {
    let edited = effects.iter().filter_map(|effect| match effect {
        Effect::Editor(editing) => Some(editing.clone()),
        _ => None,
    });
    edited.collect()
}

/// What the page around is told, in a word each.
pub fn told(effects: &[Effect]) -> Vec<&'static str> {
    let told = effects.iter().filter_map(|effect| match effect {
        Effect::Tell(told) => Some(match told {
            Told::Ready(_) => "ready",
            Told::Started => "started",
            Told::Changed(_) => "changed",
            Told::Files(_) => "files",
            Told::Finished(_) => "finished",
            Told::Failed(_) => "failed",
        }),
        _ => None,
    });
    told.collect()
}

/// Whether one of these effects is so.
macro_rules! has {
    ($effects:expr, $pattern:pat $(if $guard:expr)?) => {
        $effects.iter().any(|effect| matches!(effect, $pattern $(if $guard)?))
    };
}
pub(crate) use has;
