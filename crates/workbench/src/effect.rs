//! What the workbench wants done.

use std::time::Duration;

use spawnpoint_link::{Beside, Source};
use spawnpoint_project::{Files, Project};
use spawnpoint_protocol::control::ToKernel;

use crate::run::Kept;

/// Something that the page is to do, in the order in which effects come.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Draw the page again.
    Draw,
    /// Say [`Frame`](crate::Command::Frame) before the next frame is painted.
    RequestFrame,
    /// Say [`Due`](crate::Command::Due) after a while.
    SetTimer(Duration, Timer),

    /// Load the interpreter, and say [`Loaded`](crate::Command::Loaded).
    Load,
    /// Start a kernel, which has this number from now on. What fails is a report of that kernel.
    StartKernel(u32),
    /// Tell the kernel something. What fails is a report of that kernel.
    Send(ToKernel),
    /// End the kernel's worker, and with it all processes.
    EndKernel,

    /// Do something with the editor.
    Editor(Editing),
    /// Mark in the editor where the [threads](crate::Workbench::marks) are.
    Mark,
    /// Have the tab of the file in this place in sight.
    Reveal(usize),
    /// Close this menu.
    Close(Menu),

    /// Store bytes under a name, or remove those that are there. Where the browser does not store them, say
    /// [`NotStored`](crate::Command::NotStored).
    StoreFiles(String, Option<Vec<u8>>),
    /// Open what files are stored in, so that it is ready when the reader leaves.
    PrepareStorage,
    /// Keep the site for use without a network.
    KeepSite,
    /// Have frames in the page around isolated when it is visited again.
    IsolateFrames,

    /// Read the files that the reader chose or dropped, and say [`Brought`](crate::FileCommand::Brought).
    ReadFiles,
    /// Hand the reader these bytes as a file of this name. What fails is
    /// [`NotHandedOut`](crate::Command::NotHandedOut).
    HandOut(String, Vec<u8>),
    /// Copy this text, which shows there.
    Copy(Shareable, String),

    /// Put another fragment into the address, in the place of the one that was there.
    ReplaceFragment(String),
    /// Go on with this fragment, or with none, so that the browser's Back leads to the one before.
    GoOn(Option<String>),
    /// Pack a program for the address, and say [`PackedForAddress`](crate::Command::PackedForAddress).
    PackForAddress(Project),
    /// Pack a program for a link, and say [`PackedToShare`](crate::Command::PackedToShare).
    PackToShare(Project),
    /// Unpack what is in the link with this fragment, and say [`Unpacked`](crate::Command::Unpacked).
    Unpack(String, Source, Beside),

    /// Tell the page around something, if there is one.
    Tell(Told),
}

/// What runs out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timer {
    /// The patience with the kernel that is to stop this run.
    Stop(u32),
    /// The time that an edit may wait until it is stored.
    Store,
}

/// What is done with the editor. Where it is not there, nothing is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Editing {
    /// Open the files of another program, each given by its path and text, and show the first, the program itself.
    Open {
        /// The files.
        files: Vec<(String, String)>,
        /// Whether they cannot be edited.
        is_read_only: bool,
    },
    /// Open one more file, or one in the place of another that has its path.
    Add(String, String),
    /// Give a file another path, if it is open.
    Rename(String, String),
    /// Close a file that is not shown.
    Remove(String),
    /// Show a file, if it is open.
    Show(String),
    /// Replace the text of the file that is shown, as an edit that can be undone.
    Replace(String),
    /// Select a line of the file that is shown.
    GoTo {
        /// The line, counted from 1.
        line: u32,
        /// Whether the editor is in sight; otherwise it is in the next frame.
        is_in_sight: bool,
    },
}

/// A menu of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    /// That which adds files.
    New,
    /// That of the file that is shown.
    File,
}

/// Something to copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shareable {
    /// The address of the program with its settings.
    Link,
    /// What shows it in another page.
    Markup,
}

/// What the page around is told.
#[derive(Clone, Debug)]
pub enum Told {
    /// The page is there, with this program.
    Ready(String),
    /// The program runs.
    Started,
    /// The reader made this of the program.
    Changed(String),
    /// The files beside it are these now.
    Files(Files),
    /// The runs have ended.
    Finished(Vec<Kept>),
    /// The program does not run.
    Failed(Failure),
}

/// Why no program runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The browser cannot run any.
    Unsupported,
    /// The interpreter did not come, for this reason.
    NotLoaded(String),
}
