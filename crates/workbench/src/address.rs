//! The address of the page: what is in it, and the link to what is on the page.

use spawnpoint_link::{Beside, Source};
use spawnpoint_project::{Project, ROOM_IN_LINK};

use crate::{
    effect::{Effect, Shareable},
    settings::Settings,
    sharing::{Shared, link, plain_link},
    workspace::{LINKED, OWN, Workspace},
};

/// The address.
pub(crate) struct Address {
    /// The address of the playground, without a fragment.
    playground: String,
    /// What is in it, with its `#` if there is something.
    fragment: String,
    shared: Shared,
}

impl Address {
    /// An address that nobody has come to.
    pub fn new(playground: String) -> Self {
        Self {
            playground,
            fragment: String::new(),
            shared: Shared::default(),
        }
    }

    /// What is in it, with its `#` if there is something.
    pub fn fragment(&self) -> &str {
        &self.fragment
    }

    /// What there is to copy of the page.
    pub fn shared(&self) -> &Shared {
        &self.shared
    }

    /// Takes note that this fragment was gone to.
    pub fn arrive(&mut self, fragment: String) {
        self.fragment = fragment;
    }

    /// Puts a program, which was packed into this place, into the address, unless it is another one by now.
    pub fn put(
        &mut self,
        project: &Project,
        (source, beside): (Source, Beside),
        workspace: &Workspace,
        settings: Settings,
        effects: &mut Vec<Effect>,
    ) {
        if workspace.chosen() == LINKED && workspace.project() == project {
            let link = link(workspace, settings, source, beside);
            let fragment = link.fragment();
            self.fragment = format!("#{fragment}");
            effects.push(Effect::ReplaceFragment(fragment));
        }
    }

    /// Has the address follow what was chosen: a program of a link is in it, any other is not.
    pub fn turn(
        &mut self,
        before: &str,
        workspace: &Workspace,
        settings: Settings,
        effects: &mut Vec<Effect>,
    ) {
        let chosen = workspace.chosen();
        if before == LINKED && chosen != LINKED {
            self.fragment.clear();
            effects.push(Effect::GoOn(None));
        } else if before != LINKED && chosen == LINKED {
            let fragment = plain_link(workspace, settings).fragment();
            self.fragment = format!("#{fragment}");
            effects.push(Effect::GoOn(Some(fragment)));
            keep(workspace, effects);
        }
    }

    /// Begins to make the link to what is on the page.
    pub fn share(&mut self, workspace: &Workspace, settings: Settings, effects: &mut Vec<Effect>) {
        self.shared = Shared::default();
        let chosen = workspace.chosen();
        let is_example = chosen != OWN && workspace.example(chosen).is_some();
        if is_example && !workspace.is_edited(chosen) {
            let place = (Source::Example(chosen.to_owned()), Beside::default());
            self.show_link(workspace, settings, place);
        } else if workspace.files().size() > ROOM_IN_LINK {
            self.shared = Shared::too_large();
        } else {
            effects.push(Effect::PackToShare(workspace.project().clone()));
        }
    }

    /// Shows the link with the program and what is beside it at this place.
    pub fn show_link(
        &mut self,
        workspace: &Workspace,
        settings: Settings,
        (source, beside): (Source, Beside),
    ) {
        let link = link(workspace, settings, source, beside);
        self.shared = Shared::new(&self.playground, &link, workspace.project());
    }

    /// Copies one of the things there are to copy.
    pub fn copy(&mut self, what: Shareable, effects: &mut Vec<Effect>) {
        self.shared.copy(what);
        effects.push(Effect::Copy(what, self.shared.text(what).to_owned()));
    }
}

/// Begins to keep the program of a link in the address, since that is where it came from.
pub(crate) fn keep(workspace: &Workspace, effects: &mut Vec<Effect>) {
    effects.push(Effect::PackForAddress(workspace.project().clone()));
}
