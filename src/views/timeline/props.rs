//! What a timeline is made of.

use spawnpoint_protocol::Time;
use yew::{Callback, Properties};

use crate::{exports::Save, views::View};

/// What the timeline shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Its id, by which it differs from another on the page.
    pub id: &'static str,
    /// What it is the timeline of, where there are two.
    pub name: Option<String>,
    /// Whether it explains its signs.
    pub has_legend: bool,
    /// The time that fills it, if not that of the run.
    pub span: Option<Time>,
    /// The run.
    pub view: View,
    /// The run's time; what still lasts is drawn up to here.
    pub now: Time,
    /// Whether the run goes on.
    pub live: bool,
    /// Another number when the colours of the page are others.
    pub look: u32,
    /// What a picture of the run is called.
    pub title: String,
    /// Points at a line of the program, or at none.
    pub on_point: Callback<Option<u32>>,
    /// Takes the reader to a line of the program.
    pub on_go_to: Callback<u32>,
    /// Takes all views to a time.
    pub on_seek: Callback<Time>,
    /// Saves the run.
    pub on_save: Callback<Save>,
}
