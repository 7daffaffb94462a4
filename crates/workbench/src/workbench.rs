//! The workbench as a whole: what leads to what.

use std::{cell::RefCell, rc::Rc};

use spawnpoint_link::{Beside, Link, Source, View};
use spawnpoint_project::{Damaged, Files, Project, ROOM, ROOM_IN_LINK};
use spawnpoint_protocol::{Time, syscall::Program};
use spawnpoint_trace::{
    Trace,
    channels::Thread,
    file::{Recording, Unreadable},
    timeline::State,
};

use crate::{
    arrival::{self, Arrival},
    command::{Around, Command, FileCommand},
    effect::{Effect, Failure, Shareable, Timer, Told},
    example::Example,
    files::Desk,
    player::{Player, Wish},
    problem::{Attribute, NotOpened, Problem},
    run::{Loading, Phase, Progress, RUN_SUFFIX, Report, Subject},
    runs::{Change, Runs, Side},
    session::Session,
    settings::Settings,
    sharing::{self, Shared},
    storage::Storage,
    tab::Tab,
    workspace::{LINKED, OWN, Opened, Workspace},
};

/// The least time in milliseconds between two drawings of a run: often enough to seem to move, and not so
/// often that processes want for a processor where a browser paints without a graphics card.
const FRAME: f64 = 60.0;

/// The same for readers who prefer little motion.
const CALM_FRAME: f64 = 250.0;

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
    playground: String,
    storage: Box<dyn Storage>,
    runs: Runs,
    player: Player,
    desk: Desk,
    settings: Settings,
    shared: Shared,
    /// The views that a link said to show; none for all.
    shown: Option<Vec<View>>,
    tab: Tab,
    /// What the reader wanted last and was not possible.
    problem: Option<Problem>,
    /// What is in the address, with its `#` if there is something.
    fragment: String,
    frame_requested: bool,
    /// The page's time at which the run was drawn last.
    drawn: f64,
    revision: u32,
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
            playground,
            storage,
            runs: Runs::new(Session::new(cpu_count)),
            player: Player::default(),
            desk: Desk::new(workspace),
            settings,
            shared: Shared::default(),
            shown: None,
            tab: Tab::View(View::Console),
            problem: None,
            fragment: String::new(),
            frame_requested: false,
            drawn: 0.0,
            revision: 0,
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
        &self.player
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
        &self.shared
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
        self.revision
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
            let segment = match self.player.cursor() {
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
                self.come(progress, effects);
                return false;
            }
            Command::Loaded(loaded) => {
                if loaded.is_ok() && !self.is_embedded() {
                    // Not before, so as not to compete with what the reader waits for.
                    effects.push(Effect::KeepSite);
                }
                self.runs.session_mut().loaded(loaded, effects);
                self.request_frame(effects);
                return false;
            }
            Command::Kernel(number, report) => {
                self.hear(number, report, page, effects);
                return false;
            }
            Command::Due(Timer::Stop(run)) => {
                let change = self.runs.overdue(run, page, effects);
                self.follow_run(change, effects);
                return false;
            }
            Command::Due(Timer::Store) => return self.save(effects),
            Command::Frame { is_calm } => return self.frame(is_calm, page, effects),

            Command::Run => self.run(effects),
            Command::Line(line) => {
                self.runs.session_mut().type_line(line, effects);
                return false;
            }
            Command::Stop => self.runs.stop(effects),
            Command::Pause => self.runs.session_mut().pause(page, effects),
            Command::Resume => self.runs.session_mut().resume(page, effects),
            Command::Step(pid) => {
                self.player.go_to_latest();
                self.runs.session_mut().step(pid, page, effects);
            }
            Command::Settings(settings) => self.set(settings, effects),
            Command::Retry => self.runs.session_mut().load(effects),

            Command::Side(side) => self.show_side(side, effects),
            Command::Wish(wish) => self.wish(wish, page, effects),
            Command::Tab(tab) => self.tab = tab,
            // Views that would have nothing new to say have it in another language.
            Command::Language => self.revise(),

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
                self.request_frame(effects);
            }

            Command::Arrive(fragment) => self.arrive(fragment, effects),
            Command::Unpacked(fragment, project) => {
                self.arrive_unpacked(&fragment, project, effects);
            }
            Command::PackedForAddress(project, source, beside) => {
                self.put_into_address(&project, source, beside, effects);
                return false;
            }
            Command::Share => self.share(effects),
            Command::PackedToShare(source, beside) => self.show_link(source, beside),
            Command::Copy(what) => self.copy(what, effects),
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

    fn revise(&mut self) {
        self.revision = self.revision.wrapping_add(1);
    }

    // The run.

    fn come(&mut self, progress: Progress, effects: &mut Vec<Effect>) {
        self.runs.session_mut().progress(progress);
        self.request_frame(effects);
    }

    fn hear(&mut self, kernel: u32, report: Report, page: f64, effects: &mut Vec<Effect>) {
        let change = self.runs.hear(kernel, report, page, effects);
        self.follow_run(change, effects);
    }

    fn follow_run(&mut self, change: Change, effects: &mut Vec<Effect>) {
        if change.is_new {
            self.player.go_to_latest();
        }
        if change.is_deadlock {
            self.tab = Tab::View(View::Locks);
        }
        self.request_frame(effects);
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
        self.request_frame(effects);
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
                self.turn_address(before, effects);
                self.player.go_to_latest();
                self.desk.show_program(effects);
            }
            Err(reason) => self.problem = Some(Problem::NotOpened(file, reason)),
        }
    }

    // What is shown of it.

    fn request_frame(&mut self, effects: &mut Vec<Effect>) {
        if !self.frame_requested {
            self.frame_requested = true;
            effects.push(Effect::RequestFrame);
        }
    }

    /// Whether the page is drawn again in this frame. While a run goes on or is played, frame follows
    /// frame.
    fn frame(&mut self, is_calm: bool, page: f64, effects: &mut Vec<Effect>) -> bool {
        self.frame_requested = false;
        let is_moving = self.session().is_live() || self.player.is_playing();
        if is_moving {
            self.request_frame(effects);
        }
        let interval = if is_calm { CALM_FRAME } else { FRAME };
        if is_moving && page - self.drawn < interval {
            return false;
        }
        self.drawn = page;
        self.revise();
        let (trace, now) = self.what_is_shown(page);
        self.player.advance(trace.borrow().log(), now, page);
        effects.push(Effect::Mark);
        true
    }

    fn wish(&mut self, wish: Wish, page: f64, effects: &mut Vec<Effect>) {
        let (trace, now) = self.what_is_shown(page);
        self.player.wish(wish, trace.borrow().log(), now, page);
        effects.push(Effect::Mark);
        self.request_frame(effects);
    }

    fn what_is_shown(&self, page: f64) -> (Rc<RefCell<Trace>>, Time) {
        (Rc::clone(self.runs.trace()), self.runs.now(page))
    }

    fn show_side(&mut self, side: Side, effects: &mut Vec<Effect>) {
        self.runs.show(side);
        self.player.go_to_latest();
        effects.push(Effect::Mark);
        self.revise();
    }

    // The program.

    fn set(&mut self, settings: Settings, effects: &mut Vec<Effect>) {
        self.settings = settings;
        if self.workspace().chosen() == LINKED {
            self.keep_in_address(effects);
        } else {
            settings.store(&mut *self.storage);
        }
    }

    fn choose(&mut self, id: &str, effects: &mut Vec<Effect>) {
        self.save(effects);
        let before = self.workspace().chosen();
        self.desk.workspace_mut().choose(id);
        self.save(effects);
        self.turn_address(before, effects);
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
            self.keep_in_address(effects);
        }
        was_refused != self.workspace().is_refused()
    }

    // The address.

    /// Does what the address asks for. A link that cannot be followed changes nothing.
    fn arrive(&mut self, fragment: String, effects: &mut Vec<Effect>) {
        self.fragment = fragment;
        let (link, arrival, damaged) = arrival::read(&self.fragment);
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
                let fragment = self.fragment.clone();
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
            _ if self.fragment != fragment => {}
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
            && let Some(project) = arrival::left(&self.fragment, &*self.storage)
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

    /// Keeps the program of a link in the address, since that is where it came from.
    fn keep_in_address(&self, effects: &mut Vec<Effect>) {
        let project = self.workspace().project().clone();
        effects.push(Effect::PackForAddress(project));
    }

    /// Puts the program, which was packed meanwhile, into the address.
    fn put_into_address(
        &mut self,
        project: &Project,
        source: Source,
        beside: Beside,
        effects: &mut Vec<Effect>,
    ) {
        let workspace = self.desk.workspace();
        if workspace.chosen() == LINKED && workspace.project() == project {
            let link = sharing::link(workspace, self.settings, source, beside);
            let fragment = link.fragment();
            self.fragment = format!("#{fragment}");
            effects.push(Effect::ReplaceFragment(fragment));
        }
    }

    /// Has the address follow what was chosen: a program of a link is in it, any other is not.
    fn turn_address(&mut self, before: &str, effects: &mut Vec<Effect>) {
        let chosen = self.workspace().chosen();
        if before == LINKED && chosen != LINKED {
            self.fragment.clear();
            effects.push(Effect::GoOn(None));
        } else if before != LINKED && chosen == LINKED {
            let fragment = self.link().fragment();
            self.fragment = format!("#{fragment}");
            effects.push(Effect::GoOn(Some(fragment)));
            self.keep_in_address(effects);
        }
    }

    /// Keeps what is in no address when the reader leaves.
    fn leave(&mut self, fragment: &str) {
        let workspace = self.desk.workspace();
        if workspace.chosen() == LINKED && !workspace.is_embedded() {
            arrival::leave(workspace.project(), fragment, &mut *self.storage);
        }
    }

    /// Begins to make the link to what is on the page.
    fn share(&mut self, effects: &mut Vec<Effect>) {
        self.shared = Shared::default();
        let workspace = self.desk.workspace();
        let chosen = workspace.chosen();
        let is_example = chosen != OWN && workspace.example(chosen).is_some();
        if is_example && !workspace.is_edited(chosen) {
            self.show_link(Source::Example(chosen.to_owned()), Beside::default());
        } else if workspace.files().size() > ROOM_IN_LINK {
            self.shared = Shared::too_large();
        } else {
            effects.push(Effect::PackToShare(workspace.project().clone()));
        }
    }

    /// Shows the link with the program and what is beside it at these places.
    fn show_link(&mut self, source: Source, beside: Beside) {
        let workspace = self.desk.workspace();
        let link = sharing::link(workspace, self.settings, source, beside);
        self.shared = Shared::new(&self.playground, &link, workspace.project());
    }

    fn copy(&mut self, what: Shareable, effects: &mut Vec<Effect>) {
        self.shared.copy(what);
        effects.push(Effect::Copy(what, self.shared.text(what).to_owned()));
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
