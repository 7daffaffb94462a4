//! The workbench as a whole: what leads to what.

use spawnpoint_link::{Link, View};
use spawnpoint_project::{Damaged, Files, Project, ROOM};
use spawnpoint_protocol::syscall::Program;
use spawnpoint_trace::{
    channels::Thread,
    file::{Recording, Unreadable},
    timeline::State,
};

use crate::{
    address::{self, Address},
    arrival::{self, Arrival},
    command::{Around, Command, FileCommand},
    effect::{Effect, Failure, Timer, Told},
    example::Example,
    files::Desk,
    player::Player,
    problem::{Attribute, NotOpened, Problem},
    run::{Loading, Phase, RUN_SUFFIX, Subject},
    runs::{Change, Runs},
    session::Session,
    settings::Settings,
    sharing::{self, Shared},
    show::Show,
    storage::Storage,
    tab::Tab,
    workspace::{LINKED, Opened, Workspace},
};

/// What a workbench is told at the beginning.
pub struct Config {
    /// The programs that come with the page, the default first.
    pub examples: Vec<Example>,
    /// The files that are stored of the reader's programs, by the programs' ids.
    pub stored_files: Vec<(&'static str, Files)>,
    /// What is kept of the last visit.
    pub storage: Box<dyn Storage>,
    /// Whether the page is meant to be inside another one.
    pub is_embedded: bool,
    /// Whether there is a page around.
    pub has_parent: bool,
    /// Whether the browser can run programs.
    pub is_supported: bool,
    /// How many processors Python is told of.
    pub cpu_count: u32,
    /// The address of the playground, without a fragment.
    pub playground: String,
}

/// Where a thread is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The line of the program, counted from 1.
    pub line: u32,
    /// The colour of the thread.
    pub hue: usize,
    /// The thread.
    pub thread: Thread,
}

/// What the page decides with.
pub struct Workbench {
    is_supported: bool,
    has_parent: bool,
    storage: Box<dyn Storage>,
    runs: Runs,
    show: Show,
    desk: Desk,
    settings: Settings,
    address: Address,
    /// The views that a link said to show; none for all.
    shown: Option<Vec<View>>,
    tab: Tab,
    /// What the reader wanted last and was not possible.
    problem: Option<Problem>,
}

impl Workbench {
    /// A workbench with the program that was on it last.
    #[must_use]
    pub fn new(config: Config) -> Self {
        let Config {
            examples,
            stored_files,
            storage,
            is_embedded,
            has_parent,
            is_supported,
            cpu_count,
            playground,
        } = config;
        let workspace = Workspace::load(examples, is_embedded, stored_files, &*storage);
        let settings = if is_embedded {
            Settings::default()
        } else {
            Settings::stored(&*storage)
        };
        Self {
            is_supported,
            has_parent,
            storage,
            runs: Runs::new(Session::new(cpu_count)),
            show: Show::default(),
            desk: Desk::new(workspace),
            settings,
            address: Address::new(playground),
            shown: None,
            tab: Tab::View(View::Console),
            problem: None,
        }
    }

    /// Whether the browser can run programs.
    #[must_use]
    pub fn is_supported(&self) -> bool {
        self.is_supported
    }

    /// Whether the page is meant to be inside another one.
    #[must_use]
    pub fn is_embedded(&self) -> bool {
        self.workspace().is_embedded()
    }

    /// The runs.
    #[must_use]
    pub fn runs(&self) -> &Runs {
        &self.runs
    }

    /// The interpreter and the latest run.
    #[must_use]
    pub fn session(&self) -> &Session {
        self.runs.session()
    }

    /// Where in the run the reader is.
    #[must_use]
    pub fn player(&self) -> &Player {
        self.show.player()
    }

    /// The files of the chosen program, and which is shown.
    #[must_use]
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// The programs.
    #[must_use]
    pub fn workspace(&self) -> &Workspace {
        self.desk.workspace()
    }

    /// How programs run.
    #[must_use]
    pub fn settings(&self) -> Settings {
        self.settings
    }

    /// What there is to copy of the page.
    #[must_use]
    pub fn shared(&self) -> &Shared {
        self.address.shared()
    }

    /// Whether a link does not leave out this view.
    #[must_use]
    pub fn shows(&self, view: View) -> bool {
        let shown = self.shown.as_ref();
        shown.is_none_or(|shown| shown.contains(&view))
    }

    /// The view that was chosen among those that share a place, which may not be there.
    #[must_use]
    pub fn tab(&self) -> Tab {
        self.tab
    }

    /// What the reader wanted last and was not possible.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        self.problem.as_ref()
    }

    /// Grows whenever views have something else to show.
    #[must_use]
    pub fn revision(&self) -> u32 {
        self.show.revision()
    }

    /// A link to the program in the editor as it is.
    #[must_use]
    pub fn link(&self) -> Link {
        sharing::plain_link(self.workspace(), self.settings)
    }

    /// Where each thread of the run is at the moment that the reader sees, if what ran is what the editor shows.
    #[must_use]
    pub fn marks(&self) -> Vec<Mark> {
        if self.runs.subject().program.source != self.workspace().source() {
            return Vec::new();
        }
        let trace = self.runs.trace().borrow();
        let lanes = trace.timeline().lanes().iter();
        let marks = lanes.filter_map(|lane| {
            let segment = match self.player().cursor() {
                Some(cursor) => lane.at(cursor.moment),
                None => lane.current(),
            }?;
            Some(Mark {
                line: segment.line.filter(|_| segment.state != State::Starting)?,
                hue: lane.hue,
                thread: lane.key(),
            })
        });
        marks.collect()
    }

    /// Takes in what happens, at this time of the page in milliseconds, and says what is to be done.
    #[must_use = "what is to be done is not done otherwise"]
    pub fn handle(&mut self, command: Command, page: f64) -> Vec<Effect> {
        let mut effects = Vec::new();
        let was_busy = self.session().is_busy();
        if self.take(command, page, &mut effects) {
            effects.push(Effect::Draw);
        }
        if self.is_embedded() && was_busy && !self.session().is_busy() {
            effects.push(Effect::Tell(self.finished()));
        }
        effects
    }

    /// Takes in what happens; says whether the page is another one by it.
    #[expect(clippy::too_many_lines, reason = "an arm to a command")]
    fn take(&mut self, command: Command, page: f64, effects: &mut Vec<Effect>) -> bool {
        match command {
            Command::Painted => {
                let source = self.workspace().source().to_owned();
                effects.push(Effect::Tell(Told::Ready(source)));
                if !self.is_embedded() {
                    effects.push(Effect::PrepareStorage);
                }
                // What is embedded may never be run.
                if self.is_supported && !self.is_embedded() {
                    self.runs.session_mut().load(effects);
                }
            }
            Command::Mounted => self.desk.show_program(effects),
            Command::Progress(progress) => {
                self.runs.session_mut().progress(progress);
                self.show.request_frame(effects);
                return false;
            }
            Command::Loaded(loaded) => {
                if loaded.is_ok() {
                    // Not before, so as not to compete with what the reader waits for.
                    effects.push(if self.is_embedded() {
                        Effect::IsolateFrames
                    } else {
                        Effect::KeepSite
                    });
                }
                self.runs.session_mut().loaded(loaded, effects);
                self.show.request_frame(effects);
                return false;
            }
            Command::Kernel(number, report) => {
                let change = self.runs.hear(number, report, page, effects);
                self.follow_run(change, effects);
                return false;
            }
            Command::Due(Timer::Stop(run)) => {
                let change = self.runs.overdue(run, page, effects);
                self.follow_run(change, effects);
                return false;
            }
            Command::Due(Timer::Store) => return self.save(effects),
            Command::Frame { is_calm } => {
                return self.show.frame(is_calm, &self.runs, page, effects);
            }

            Command::Run => self.run(effects),
            Command::Line(line) => {
                self.runs.session_mut().type_line(line, effects);
                return false;
            }
            Command::Stop => self.runs.stop(effects),
            Command::Pause => self.runs.session_mut().pause(page, effects),
            Command::Resume => self.runs.session_mut().resume(page, effects),
            Command::Step(pid) => {
                self.show.go_to_latest();
                self.runs.session_mut().step(pid, page, effects);
            }
            Command::Settings(settings) => self.set(settings, effects),
            Command::Retry => self.runs.session_mut().load(effects),

            Command::Side(side) => self.show.turn(side, &mut self.runs, effects),
            Command::Wish(wish) => self.show.wish(wish, &self.runs, page, effects),
            Command::Tab(tab) => self.tab = tab,
            // Views that would have nothing new to say have it in another language.
            Command::Language => self.show.revise(),

            Command::Choose(id) => self.choose(&id, effects),
            Command::Restore => self.desk.restore(effects),
            Command::Edited(path, text) => return self.edit(path, text, effects),
            Command::File(command) => self.file(command, effects),
            Command::GoTo(path, line) => {
                let gone = self.desk.go_to(&path, line, effects);
                self.say(gone);
            }
            Command::NotStored => self.desk.workspace_mut().refuse(),

            Command::HandOut | Command::Open => self.problem = None,
            Command::NotHandedOut(reason) => self.problem = Some(Problem::NotSaved(reason)),
            Command::SaveRun => {
                self.problem = None;
                let name = format!("{}{RUN_SUFFIX}", self.runs.subject().name);
                let bytes = self.runs.recording().to_bytes();
                effects.push(Effect::HandOut(name, bytes));
            }
            Command::Read(file, content) => {
                self.open(file, content, effects);
                self.show.request_frame(effects);
            }

            Command::Arrive(fragment) => self.arrive(fragment, effects),
            Command::Unpacked(fragment, project) => {
                self.arrive_unpacked(&fragment, project, effects);
            }
            Command::PackedForAddress(project, source, beside) => {
                let place = (source, beside);
                let workspace = self.desk.workspace();
                (self.address).put(&project, place, workspace, self.settings, effects);
                return false;
            }
            Command::Share => {
                let workspace = self.desk.workspace();
                self.address.share(workspace, self.settings, effects);
            }
            Command::PackedToShare(source, beside) => {
                let workspace = self.desk.workspace();
                (self.address).show_link(workspace, self.settings, (source, beside));
            }
            Command::Copy(what) => self.address.copy(what, effects),
            Command::Leave(fragment) => {
                self.save(effects);
                self.leave(&fragment);
                return false;
            }
            Command::Around(around) => self.obey(around, effects),
        }
        true
    }

    /// Takes note of what was not possible.
    fn say(&mut self, done: Result<(), Problem>) {
        if let Err(problem) = done {
            self.problem = Some(problem);
        }
    }

    // The run.

    /// Goes where what happened to the run leads to.
    fn follow_run(&mut self, change: Change, effects: &mut Vec<Effect>) {
        if change.is_new {
            self.show.go_to_latest();
        }
        if change.is_deadlock {
            self.tab = Tab::View(View::Locks);
        }
        self.show.request_frame(effects);
    }

    fn run(&mut self, effects: &mut Vec<Effect>) {
        if !self.is_supported {
            return;
        }
        self.save(effects);
        effects.push(Effect::Tell(Told::Started));
        self.problem = None;
        if self.tab == Tab::View(View::Locks) && !self.session().is_live() {
            self.tab = Tab::View(View::Console);
        }
        let workspace = self.desk.workspace();
        let subject = |mode| Subject {
            name: workspace.program_name(),
            program: Program {
                source: workspace.source().to_owned(),
                files: workspace.files().list().to_vec(),
                mode,
                turns: self.settings.turns,
                start_method: self.settings.start_method,
            },
        };
        let mut subjects = self.settings.modes().into_iter().map(subject);
        let (first, second) = (subjects.next().unwrap_or_default(), subjects.next());
        if second.is_some() {
            self.tab = Tab::Comparison;
        }
        self.runs.run(first, second, effects);
        self.show.request_frame(effects);
    }

    /// What the page around is told when nothing runs any more.
    fn finished(&self) -> Told {
        if let (Phase::Idle, Loading::Failed(reason)) =
            (self.session().phase(), self.session().loading())
        {
            return Told::Failed(Failure::NotLoaded(reason.clone()));
        }
        Told::Finished(self.runs.kept())
    }

    /// Shows the run in a file.
    fn open(&mut self, file: String, content: Result<Vec<u8>, String>, effects: &mut Vec<Effect>) {
        if self.session().is_live() {
            return;
        }
        let recording = content.map_err(NotOpened::Unread).and_then(|bytes| {
            let recording = recording(&bytes);
            recording.map_err(NotOpened::Unreadable)
        });
        match recording {
            Ok((recording, project)) => {
                self.save(effects);
                let before = self.workspace().chosen();
                let name = file.trim_end_matches(RUN_SUFFIX).to_owned();
                self.runs.open(name, recording);
                self.desk.workspace_mut().open(Opened { file, project });
                self.address
                    .turn(before, self.desk.workspace(), self.settings, effects);
                self.show.go_to_latest();
                self.desk.show_program(effects);
            }
            Err(reason) => self.problem = Some(Problem::NotOpened(file, reason)),
        }
    }

    // The program.

    fn set(&mut self, settings: Settings, effects: &mut Vec<Effect>) {
        self.settings = settings;
        if self.workspace().chosen() == LINKED {
            address::keep(self.workspace(), effects);
        } else {
            settings.store(&mut *self.storage);
        }
    }

    fn choose(&mut self, id: &str, effects: &mut Vec<Effect>) {
        self.save(effects);
        let before = self.workspace().chosen();
        self.desk.workspace_mut().choose(id);
        self.save(effects);
        self.address
            .turn(before, self.desk.workspace(), self.settings, effects);
        let example = self.workspace().example(id).copied();
        if let Some(example) = example.filter(|_| !self.session().is_busy()) {
            self.settings.choice = example.choice;
            self.settings.is_serial = false;
            self.settings.turns.seed = example.seed;
            self.settings.store(&mut *self.storage);
        }
        self.desk.show_program(effects);
    }

    fn edit(&mut self, path: String, text: String, effects: &mut Vec<Effect>) -> bool {
        let is_edited = |bench: &Self| bench.workspace().is_edited(bench.workspace().chosen());
        let was_edited = is_edited(self);
        let edited = self.desk.edit(path, text, effects);
        self.say(edited);
        self.is_embedded() || self.problem.is_some() || was_edited != is_edited(self)
    }

    fn file(&mut self, command: FileCommand, effects: &mut Vec<Effect>) {
        let begins = matches!(
            command,
            FileCommand::Bring | FileCommand::Download | FileCommand::DownloadAll
        );
        if begins {
            self.problem = None;
        }
        let done = self.desk.handle(command, effects);
        self.say(done);
    }

    /// Stores what was edited; says whether the page changes by it.
    fn save(&mut self, effects: &mut Vec<Effect>) -> bool {
        let was_refused = self.workspace().is_refused();
        if self.desk.save(&mut *self.storage, effects) {
            address::keep(self.workspace(), effects);
        }
        was_refused != self.workspace().is_refused()
    }

    // The address.

    /// Does what the address asks for. A link that cannot be followed changes nothing.
    fn arrive(&mut self, fragment: String, effects: &mut Vec<Effect>) {
        let (link, arrival, damaged) = arrival::read(&fragment);
        self.address.arrive(fragment.clone());
        if let Some(damaged) = damaged {
            // Where a page embeds a program there is no other to be kept.
            if !self.is_embedded() {
                self.problem = Some(Problem::Link(damaged));
                return;
            }
            self.problem = Some(Problem::Attribute(Attribute::Link(damaged)));
        }
        match arrival {
            Arrival::Example(id) => self.follow_example(link, &id, effects),
            Arrival::Program(project) => self.follow(link, project, effects),
            Arrival::Packed(source, beside) => {
                effects.push(Effect::Unpack(fragment, source, beside));
            }
            Arrival::Nothing if self.workspace().chosen() == LINKED && !self.is_embedded() => {
                self.desk.workspace_mut().choose_stored(&*self.storage);
                self.settings = Settings::stored(&*self.storage);
                self.desk.show_program(effects);
            }
            Arrival::Nothing => self.configure(&link),
        }
    }

    /// Takes in what was packed into the link with this fragment.
    fn arrive_unpacked(
        &mut self,
        fragment: &str,
        project: Result<Project, String>,
        effects: &mut Vec<Effect>,
    ) {
        match project {
            // Another link may have been gone to meanwhile.
            _ if self.address.fragment() != fragment => {}
            Ok(project) => {
                let (link, _, _) = arrival::read(fragment);
                self.follow(link, project, effects);
            }
            Err(reason) => self.problem = Some(Problem::LinkDamaged(reason)),
        }
    }

    fn follow_example(&mut self, mut link: Link, id: &str, effects: &mut Vec<Effect>) {
        let Some(example) = self.workspace().example(id).copied() else {
            self.problem = Some(Problem::NoExample(id.to_owned()));
            return;
        };
        link.choice.get_or_insert(example.choice);
        link.seed = link.seed.or(example.seed);
        if self.is_embedded() {
            link.name.get_or_insert_with(|| id.to_owned());
            self.follow(link, example.project(), effects);
        } else {
            self.save(effects);
            self.desk.workspace_mut().choose(id);
            self.configure(&link);
            self.desk.show_program(effects);
        }
    }

    fn follow(&mut self, link: Link, project: Project, effects: &mut Vec<Effect>) {
        if !self.is_embedded() {
            self.problem = None;
        }
        self.save(effects);
        self.configure(&link);
        // A page of its own runs nothing that the reader has not seen.
        let runs = self.is_embedded() && self.has_parent && link.runs_at_once;
        let workspace = self.desk.workspace_mut();
        workspace.link(link.name, project, link.is_read_only, &*self.storage);
        if !workspace.is_embedded()
            && let Some(project) = arrival::left(self.address.fragment(), &*self.storage)
        {
            workspace.change_all(project);
        }
        self.desk.show_program(effects);
        if runs {
            self.run(effects);
        }
    }

    fn configure(&mut self, link: &Link) {
        if *link != Link::default() && !self.session().is_busy() {
            self.settings = Settings::of_link(link);
            self.shown.clone_from(&link.views);
        }
    }

    /// Keeps what is in no address when the reader leaves.
    fn leave(&mut self, fragment: &str) {
        let workspace = self.desk.workspace();
        if workspace.chosen() == LINKED && !workspace.is_embedded() {
            arrival::leave(workspace.project(), fragment, &mut *self.storage);
        }
    }

    // The page around.

    /// Does what the page around wants.
    fn obey(&mut self, around: Around, effects: &mut Vec<Effect>) {
        match around {
            Around::Run if !self.is_supported => {
                effects.push(Effect::Tell(Told::Failed(Failure::Unsupported)));
            }
            Around::Run => self.run(effects),
            Around::Stop => self.runs.stop(effects),
            Around::Program(program) => self.desk.replace_source(program, effects),
            Around::Files(Ok(files)) => self.desk.set_files(files, effects),
            Around::Files(Err(reason)) => {
                self.problem = Some(Problem::Attribute(Attribute::Files(reason)));
            }
        }
    }
}

/// The run in a file, and its program.
fn recording(bytes: &[u8]) -> Result<(Recording, Project), Unreadable> {
    let recording = Recording::from_bytes(bytes)?;
    let Program { source, files, .. } = &recording.program;
    let files = Files::of(files.iter().cloned(), ROOM)
        .map_err(|(path, refusal)| Unreadable::Damaged(Damaged::File(path, refusal).to_string()))?;
    let source = source.clone();
    Ok((recording, Project { source, files }))
}
