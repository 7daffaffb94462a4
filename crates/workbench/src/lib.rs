//! What the page decides: what a run is about to do, what two runs show, which program and file is in the editor,
//! what a link asks for, and what is kept. There is no browser here, no clock, and no text in a human language.
//!
//! The page tells a [`Workbench`] what happens, by [commands](Command), and does what it puts out, the
//! [effects](Effect). What a page shows it reads of the workbench. Times are arguments. Small texts that are kept are
//! read and stored through a [`Storage`] that the page hands over.

mod address;
mod arrival;
mod command;
mod effect;
mod example;
mod files;
mod player;
mod problem;
mod run;
mod runs;
mod session;
mod settings;
mod sharing;
mod show;
mod storage;
mod tab;
mod workbench;
mod workspace;

pub use self::{
    command::{Around, Command, FileCommand},
    effect::{Editing, Effect, Failure, Menu, Shareable, Timer, Told},
    example::Example,
    files::Desk,
    player::{Cursor, Player, Wish},
    problem::{Attribute, NotBrought, NotOpened, Problem},
    run::{Ending, Kept, Loading, Phase, Progress, RUN_SUFFIX, Report, Subject},
    runs::{Comparison, Runs, Side},
    session::Session,
    settings::Settings,
    sharing::Shared,
    storage::{NotStored, Storage},
    tab::Tab,
    workbench::{Config, Mark, Workbench},
    workspace::{
        LINKED, Linked, OPENED, OWN, Opened, Workspace, ids_with_files, place as place_of_files,
    },
};
