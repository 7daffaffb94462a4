//! What the workbench is told.

use spawnpoint_link::{Beside, Source};
use spawnpoint_project::{Files, Project};
use spawnpoint_protocol::Pid;

use crate::{
    effect::{Shareable, Timer},
    player::Wish,
    problem::NotBrought,
    run::{Progress, Report},
    runs::Side,
    settings::Settings,
    tab::Tab,
};

/// What the reader does, and what the browser, a kernel or the page around says.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// The page was painted for the first time.
    Painted,
    /// The editor is there.
    Mounted,
    /// The interpreter is that far.
    Progress(Progress),
    /// The interpreter is here, or will not come, for this reason.
    Loaded(Result<(), String>),
    /// The kernel of this number said something.
    Kernel(u32, Report),
    /// A timer that was set has run out.
    Due(Timer),
    /// A frame is about to be painted.
    Frame {
        /// Whether the reader prefers little motion.
        is_calm: bool,
    },

    /// The reader wants the program to run.
    Run,
    /// The reader typed a line of standard input, with its end; an empty one is the end of the input.
    Line(String),
    /// The reader wants the run to stop.
    Stop,
    /// The reader wants every process held.
    Pause,
    /// The reader wants all to go on.
    Resume,
    /// The reader wants a process to go on by a line.
    Step(Pid),
    /// The reader wants programs to run in this way.
    Settings(Settings),
    /// The reader wants another attempt at loading the interpreter.
    Retry,

    /// The reader wants the views to show this one of two runs.
    Side(Side),
    /// The reader goes to another moment of the run.
    Wish(Wish),
    /// The reader chose a view.
    Tab(Tab),
    /// The interface speaks another language.
    Language,

    /// The reader chose a program.
    Choose(String),
    /// The reader wants the program back as it was.
    Restore,
    /// The reader edited the file of this path: it has this text.
    Edited(String, String),
    /// The reader does something with the files of the program.
    File(FileCommand),
    /// The reader goes to a line of the file of this path.
    GoTo(String, u32),
    /// The browser did not store files.
    NotStored,

    /// The reader wants to take something along.
    HandOut,
    /// It could not be handed out, for this reason.
    NotHandedOut(String),
    /// The reader wants to take the run along.
    SaveRun,
    /// The reader chose the file of a run.
    Open,
    /// The file of this name has this content, or could not be read, for this reason.
    Read(String, Result<Vec<u8>, String>),

    /// The address has this fragment, with its `#` if there is one.
    Arrive(String),
    /// What was packed into the link with this fragment is there, or cannot be had, for this reason.
    Unpacked(String, Result<Project, String>),
    /// This program was packed for the address.
    PackedForAddress(Project, Source, Beside),
    /// The reader wants a link to what is on the page.
    Share,
    /// The link has its program and the files beside it here.
    PackedToShare(Source, Beside),
    /// The reader wants to copy this.
    Copy(Shareable),
    /// The reader leaves the address with this fragment.
    Leave(String),

    /// The page around wants something.
    Around(Around),
}

/// Something that the reader does with the files of the program.
#[derive(Clone, Debug, PartialEq)]
pub enum FileCommand {
    /// Looks at one.
    Show(String),
    /// Makes an empty one of this name.
    Make(String),
    /// Gives the one that is shown another name.
    Rename(String),
    /// Deletes one.
    Delete(String),
    /// Puts back what was deleted or written over last.
    PutBack,
    /// Does not want it back.
    LetGo,
    /// Drags files over the page, or away from it.
    Drag(bool),
    /// Drops or chooses files of the machine.
    Bring,
    /// They have these names and contents, or could not be read.
    Brought(Vec<(String, Result<Vec<u8>, NotBrought>)>),
    /// Takes the one that is shown along.
    Download,
    /// Takes all along.
    DownloadAll,
    /// Types another name than one that could not be.
    Retype,
}

/// What the page around wants.
#[derive(Clone, Debug, PartialEq)]
pub enum Around {
    /// The program should run.
    Run,
    /// The run should stop.
    Stop,
    /// The program should be this one.
    Program(String),
    /// The files beside it should be these; or what is wrong with them.
    Files(Result<Files, String>),
}
