//! What the workbench wants done is done here.

use std::{collections::VecDeque, rc::Rc};

use spawnpoint_project::{ROOM, Refusal};
use spawnpoint_workbench::{Command, Editing, Effect, FileCommand, NotBrought, Shareable};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::{File, HtmlTextAreaElement};
use yew::{Context, html::Scope};

use super::{
    around, files, sharing,
    state::{App, Msg},
};
use crate::{
    address, database, dom,
    editor::Marker,
    exports::{self, Save},
    offline, pack,
    views::hue,
    words,
};

impl App {
    /// Tells the workbench what happens, and does what it wants done; says whether the page is to be drawn again.
    pub(super) fn tell(&mut self, ctx: &Context<Self>, command: Command) -> bool {
        let mut is_changed = false;
        let mut effects = VecDeque::from(self.bench.handle(command, dom::now()));
        while let Some(effect) = effects.pop_front() {
            if let Effect::Draw = effect {
                is_changed = true;
            } else if let Err(failed) = self.perform(ctx.link(), effect) {
                effects.extend(self.bench.handle(failed, dom::now()));
            }
        }
        is_changed
    }

    /// Does something; what fails at once is told.
    fn perform(&mut self, link: &Scope<Self>, effect: Effect) -> Result<(), Command> {
        let say = {
            let link = link.clone();
            move |command| link.send_message(Msg::Do(command))
        };
        match effect {
            // Who performs it sees to that.
            Effect::Draw => {}
            Effect::RequestFrame => {
                let link = link.clone();
                dom::on_next_frame(move || link.send_message(Msg::Frame));
            }
            Effect::SetTimer(delay, timer) => dom::after(delay, move || say(Command::Due(timer))),

            Effect::Load => {
                let (link, runtime) = (link.clone(), Rc::clone(self.engine.runtime()));
                spawn_local(async move { link.send_message(Msg::Loaded(runtime.load().await)) });
            }
            Effect::StartKernel(number) => {
                let report = move |report| say(Command::Kernel(number, report));
                let started = self.engine.start(number, report);
                return started.map_err(|report| Command::Kernel(number, report));
            }
            Effect::Send(message) => {
                let sent = self.engine.send(&message);
                return sent.map_err(|(number, report)| Command::Kernel(number, report));
            }
            Effect::EndKernel => self.engine.end(),

            Effect::Editor(editing) => self.edit(link, editing),
            Effect::Mark => self.mark(),
            Effect::Reveal(place) => {
                let tab = files::tab_id(place);
                // When its tab is there.
                dom::on_next_frame(move || dom::reveal(&tab));
            }
            Effect::Close(menu) => dom::hide_popover(files::menu_id(menu)),

            Effect::StoreFiles(name, bytes) => {
                database::set(name, bytes, move || say(Command::NotStored));
            }
            Effect::PrepareStorage => database::prepare(),
            Effect::KeepSite => {
                let link = link.clone();
                offline::keep(move || link.send_message(Msg::Update));
            }
            Effect::IsolateFrames => offline::isolate_frames(),

            Effect::ReadFiles => {
                let files = std::mem::take(&mut self.offered);
                spawn_local(async move {
                    let mut brought = Vec::new();
                    for file in files {
                        brought.push((dom::composed(&file.name()), read(&file).await));
                    }
                    say(Command::File(FileCommand::Brought(brought)));
                });
            }
            Effect::HandOut(name, bytes) => {
                return exports::save_bytes(&name, &bytes).map_err(|error| not_saved(&error));
            }
            Effect::Copy(what, text) => copy(what, &text),

            Effect::ReplaceFragment(fragment) => address::replace_fragment(&fragment),
            Effect::GoOn(fragment) => address::go_on(fragment.as_deref()),
            Effect::PackForAddress(project) => spawn_local(async move {
                let (source, beside) = pack::pack(&project).await;
                say(Command::PackedForAddress(project, source, beside));
            }),
            Effect::PackToShare(project) => spawn_local(async move {
                let (source, beside) = pack::pack(&project).await;
                say(Command::PackedToShare(source, beside));
            }),
            Effect::Unpack(fragment, source, beside) => spawn_local(async move {
                let project = pack::unpack(&source, &beside).await;
                let project = project.map_err(|error| dom::message(&error));
                say(Command::Unpacked(fragment, project));
            }),

            Effect::Tell(told) => around::tell(&told),
        }
        Ok(())
    }

    fn edit(&mut self, link: &Scope<Self>, editing: Editing) {
        let Some(editor) = &self.editor else {
            return;
        };
        match editing {
            Editing::Open {
                files,
                is_read_only,
            } => {
                let files = files.iter();
                let files = files.map(|(path, text)| (path.as_str(), text.as_str()));
                editor.open(files, is_read_only);
                self.markers.clear();
            }
            Editing::Add(path, text) => editor.add(&path, &text),
            Editing::Rename(path, renamed) => editor.rename(&path, &renamed),
            Editing::Remove(path) => editor.remove(&path),
            Editing::Show(path) => editor.show(&path),
            Editing::Replace(text) => editor.replace(&text),
            Editing::GoTo {
                line,
                is_in_sight: true,
            } => editor.go_to(line),
            Editing::GoTo {
                line,
                is_in_sight: false,
            } => {
                let link = link.clone();
                dom::on_next_frame(move || link.send_message(Msg::Enter(line)));
            }
        }
    }

    /// Marks where each process is, if what ran is what the editor shows.
    fn mark(&mut self) {
        let trace = self.bench.runs().trace().borrow();
        let marks = self.bench.marks().into_iter();
        let markers: Vec<_> = marks
            .map(|mark| Marker {
                line: mark.line,
                hue: hue(mark.hue),
                name: words::thread(trace.timeline(), mark.thread),
            })
            .collect();
        drop(trace);
        if markers != self.markers
            && let Some(editor) = &self.editor
        {
            editor.mark_processes(&markers);
            self.markers = markers;
        }
    }

    /// Hands the reader something of the run that the views show.
    pub(super) fn save(&mut self, ctx: &Context<Self>, save: Save) -> bool {
        let is_changed = self.tell(ctx, Command::HandOut);
        let name = self.bench.runs().subject().name.clone();
        let done = match save {
            Save::Svg(picture) => exports::save_svg(&name, &picture),
            Save::Png(picture) => {
                let link = ctx.link().clone();
                spawn_local(async move {
                    if let Err(error) = exports::save_png(name, picture).await {
                        link.send_message(Msg::Do(not_saved(&error)));
                    }
                });
                Ok(())
            }
            Save::Run => return self.tell(ctx, Command::SaveRun),
            Save::Perfetto => exports::save_trace(&name, &self.bench.runs().trace().borrow()),
            Save::File { name, bytes } => exports::save_bytes(&name, &bytes),
        };
        match done {
            Ok(()) => is_changed,
            Err(error) => self.tell(ctx, not_saved(&error)),
        }
    }

    /// Reads the file of a run.
    pub(super) fn open(&mut self, ctx: &Context<Self>, file: File) -> bool {
        let link = ctx.link().clone();
        spawn_local(async move {
            let content = exports::read(&file).await;
            let content = content.map_err(|error| dom::message(&error));
            link.send_message(Msg::Do(Command::Read(file.name(), content)));
        });
        self.tell(ctx, Command::Open)
    }
}

fn not_saved(error: &JsValue) -> Command {
    Command::NotHandedOut(dom::message(error))
}

fn copy(what: Shareable, text: &str) {
    dom::copy(text);
    if let Some(field) = dom::element::<HtmlTextAreaElement>(sharing::field_id(what)) {
        field.select();
    }
}

/// The bytes of a file of the reader's machine.
async fn read(file: &File) -> Result<Vec<u8>, NotBrought> {
    #[expect(clippy::cast_precision_loss, reason = "it is far below what is exact")]
    if file.size() > ROOM as f64 {
        return Err(NotBrought::Refused(Refusal::TooLarge { room: ROOM }));
    }
    let content = exports::read(file).await;
    // As browsers refuse to read a folder.
    content.map_err(|error| NotBrought::Unreadable(dom::message(&error)))
}
