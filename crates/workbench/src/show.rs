//! What the reader sees of the run: at which moment, and when it is drawn.

use crate::{
    effect::Effect,
    player::{Player, Wish},
    runs::{Runs, Side},
};

/// The least time in milliseconds between two drawings of a run: often enough to seem to move, and not so
/// often that processes want for a processor where a browser paints without a graphics card.
const FRAME: f64 = 60.0;

/// The same for readers who prefer little motion.
const CALM_FRAME: f64 = 250.0;

/// What is seen of the runs. Times of the page are in milliseconds.
#[derive(Default)]
pub(crate) struct Show {
    player: Player,
    frame_requested: bool,
    /// The page's time at which the run was drawn last.
    drawn: f64,
    revision: u32,
}

impl Show {
    /// Where in the run the reader is.
    pub fn player(&self) -> &Player {
        &self.player
    }

    /// Grows whenever views have something else to show.
    pub fn revision(&self) -> u32 {
        self.revision
    }

    /// Has views show something else.
    pub fn revise(&mut self) {
        self.revision = self.revision.wrapping_add(1);
    }

    /// Goes to the latest moment.
    pub fn go_to_latest(&mut self) {
        self.player.go_to_latest();
    }

    /// Shows this one of two runs.
    pub fn turn(&mut self, side: Side, runs: &mut Runs, effects: &mut Vec<Effect>) {
        runs.show(side);
        self.go_to_latest();
        effects.push(Effect::Mark);
        self.revise();
    }

    /// Does what the reader asks for.
    pub fn wish(&mut self, wish: Wish, runs: &Runs, page: f64, effects: &mut Vec<Effect>) {
        let trace = runs.trace().borrow();
        self.player.wish(wish, trace.log(), runs.now(page), page);
        effects.push(Effect::Mark);
        self.request_frame(effects);
    }

    /// Has the page drawn again in the next frame.
    pub fn request_frame(&mut self, effects: &mut Vec<Effect>) {
        if !self.frame_requested {
            self.frame_requested = true;
            effects.push(Effect::RequestFrame);
        }
    }

    /// Whether the page is drawn again in this frame. While a run goes on or is played, frame follows
    /// frame.
    pub fn frame(
        &mut self,
        is_calm: bool,
        runs: &Runs,
        page: f64,
        effects: &mut Vec<Effect>,
    ) -> bool {
        self.frame_requested = false;
        let is_moving = runs.session().is_live() || self.player.is_playing();
        if is_moving {
            self.request_frame(effects);
        }
        let interval = if is_calm { CALM_FRAME } else { FRAME };
        if is_moving && page - self.drawn < interval {
            return false;
        }
        self.drawn = page;
        self.revise();
        let trace = runs.trace().borrow();
        self.player.advance(trace.log(), runs.now(page), page);
        effects.push(Effect::Mark);
        true
    }
}
