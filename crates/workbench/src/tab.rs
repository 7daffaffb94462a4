//! The views that share a place.

use spawnpoint_link::View;

/// One of the views that share a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// Two runs of the program side by side, which no link leaves out.
    Comparison,
    /// What a link calls so.
    View(View),
}

impl From<Option<View>> for Tab {
    fn from(view: Option<View>) -> Self {
        view.map_or(Self::Comparison, Self::View)
    }
}
