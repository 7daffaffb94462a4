//! The views of a run that share a place. What the page has to know of one is its `ENTRY`, in its own file; here is
//! which there are.

use spawnpoint_link as link;
use yew::Html;

use super::{
    channels, comparison, console,
    entry::{Context, Draw, Entry},
    events, files, locks, memories,
};
use crate::strings::text_of;

/// Makes a value of [`Tab`] of each line: its name, and the module that has its entry.
macro_rules! registry {
    ($($(#[$about:meta])* $tab:ident: $module:ident,)+) => {
        /// A view of a run that shares its place with others.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Tab {
            $($(#[$about])* $tab,)+
        }

        impl Tab {
            /// All of them, from left to right.
            pub const ALL: &[Self] = &[$(Self::$tab),+];

            fn entry(self) -> &'static Entry {
                match self {
                    $(Self::$tab => &$module::ENTRY,)+
                }
            }
        }
    };
}

registry! {
    /// Two runs of the program side by side.
    Comparison: comparison,
    /// What processes print.
    Console: console,
    /// Queues and pipes.
    Channels: channels,
    /// What is in each process's memory.
    Memories: memories,
    /// The files, and who wrote them.
    Files: files,
    /// Locks, and who waits for whom.
    Locks: locks,
    /// The record as a table.
    Events: events,
}

impl Tab {
    /// The id of its tab.
    pub fn id(self) -> String {
        format!("tab-{}", self.entry().id)
    }

    /// The id of its panel.
    pub fn panel(self) -> String {
        format!("panel-{}", self.entry().id)
    }

    /// What its tab says.
    pub fn label(self) -> String {
        text_of(self.entry().label, &[])
    }

    /// What a link calls it; the comparison is there whenever there are two runs.
    pub fn view(self) -> Option<link::View> {
        self.entry().link
    }

    /// What is in its panel.
    pub fn draw(self, context: &Context, is_shown: bool) -> Html {
        match self.entry().draw {
            Draw::Always(draw) => draw(context, is_shown),
            Draw::Shown(draw) if is_shown => draw(context),
            Draw::Shown(_) => Html::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs};

    use super::*;
    use crate::strings::{Language, set_language};

    #[test]
    fn each_name_in_links_has_one_view_and_each_view_one_name() {
        for view in link::View::ALL {
            assert_eq!(link::View::from_name(view.name()), Some(view));
            let named = Tab::ALL.iter().filter(|tab| tab.view() == Some(view));
            // The timeline is above the others.
            let count = usize::from(view != link::View::Timeline);
            assert_eq!(named.count(), count, "{}", view.name());
        }
        let nameless = Tab::ALL.iter().filter(|tab| tab.view().is_none());
        assert!(nameless.eq(&[Tab::Comparison]));
    }

    #[test]
    fn each_view_has_an_id_and_in_each_language_a_label_of_its_own() {
        let ids: BTreeSet<_> = Tab::ALL.iter().map(|tab| tab.id()).collect();
        assert_eq!(ids.len(), Tab::ALL.len());
        for language in Language::ALL {
            set_language(language);
            let labels: BTreeSet<_> = Tab::ALL.iter().map(|tab| tab.label()).collect();
            assert!(!labels.contains(""), "{language:?}");
            assert_eq!(labels.len(), Tab::ALL.len(), "{language:?}");
        }
        set_language(Language::English);
    }

    #[test]
    fn the_guide_names_all_that_links_can_name() {
        let names = link::View::ALL.map(link::View::name).join(" ");
        for language in Language::ALL {
            // From the package's folder, in which cargo runs its tests.
            let path = format!("docs/guide/{}/embedding.md", language.tag());
            let page = fs::read_to_string(&path).expect("the guide has this page");
            assert!(page.contains(&format!("`{names}`")), "{path}");
        }
    }
}
