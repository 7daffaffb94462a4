//! Where in a run the reader is, and how that moves on by itself.

use spawnpoint_protocol::Time;
use spawnpoint_trace::{Log, Moment};

/// A moment that the reader went back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The moment.
    pub moment: Moment,
    /// The time, which may lie after the last event before the moment.
    pub time: Time,
}

/// What the reader may ask for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Wish {
    /// To see this moment.
    Moment(Moment),
    /// To see this time.
    Time(Time),
    /// To see the latest.
    Latest,
    /// To see time go on from where it is.
    Play,
    /// To see time stand still.
    Rest,
    /// To see it go on so fast.
    Speed(f64),
}

/// Where the reader is.
pub struct Player {
    cursor: Option<Cursor>,
    playing: Option<Playing>,
    speed: f64,
}

/// A run that is being played.
#[derive(Clone, Copy)]
struct Playing {
    /// The page's time in milliseconds when it began.
    since: f64,
    /// The run's time at which it began.
    from: Time,
}

impl Default for Player {
    fn default() -> Self {
        Self {
            cursor: None,
            playing: None,
            speed: 1.0,
        }
    }
}

impl Player {
    /// The moment that the reader sees; none for the latest.
    #[must_use]
    pub fn cursor(&self) -> Option<Cursor> {
        self.cursor
    }

    /// Whether time goes on.
    #[must_use]
    pub fn is_playing(&self) -> bool {
        self.playing.is_some()
    }

    /// How fast, in times of the run's own speed.
    #[must_use]
    pub fn speed(&self) -> f64 {
        self.speed
    }

    /// Goes to the latest moment.
    pub fn go_to_latest(&mut self) {
        (self.cursor, self.playing) = (None, None);
    }

    /// Does what the reader asks for, of a run whose time is `now`; `page` is the page's time in
    /// milliseconds.
    pub fn wish(&mut self, wish: Wish, log: &Log, now: Time, page: f64) {
        match wish {
            Wish::Moment(moment) => {
                self.playing = None;
                let time = log.event(moment).map_or(Time(0), |event| event.time);
                self.cursor = Some(Cursor { moment, time });
            }
            Wish::Time(time) => {
                self.playing = None;
                self.go_to(time, log);
            }
            Wish::Latest => self.go_to_latest(),
            Wish::Play => {
                let from = self.cursor.map_or(Time(0), |cursor| cursor.time);
                let from = if from >= now { Time(0) } else { from };
                self.go_to(from, log);
                self.playing = Some(Playing { since: page, from });
            }
            Wish::Rest => self.playing = None,
            Wish::Speed(speed) => {
                self.speed = speed;
                if let (Some(playing), Some(cursor)) = (&mut self.playing, self.cursor) {
                    *playing = Playing {
                        since: page,
                        from: cursor.time,
                    };
                }
            }
        }
    }

    /// Moves on, if it is playing, and stops at the end of the run.
    pub fn advance(&mut self, log: &Log, now: Time, page: f64) {
        let Some(Playing { since, from }) = self.playing else {
            return;
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "neither is negative, and the cast saturates"
        )]
        let played = ((page - since).max(0.0) * 1e3 * self.speed) as u64;
        let time = from.after(played);
        if time >= now {
            self.go_to_latest();
        } else {
            self.go_to(time, log);
        }
    }

    fn go_to(&mut self, time: Time, log: &Log) {
        let moment = log.moment(time);
        self.cursor = Some(Cursor { moment, time });
    }
}

#[cfg(test)]
mod tests {
    use spawnpoint_protocol::{
        Pid, Tid,
        event::{Event, EventKind},
    };

    use super::*;

    fn log() -> Log {
        let mut log = Log::default();
        for time in [0, 1_000, 5_000] {
            log.push(Event {
                time: Time(time),
                pid: Pid(1),
                thread: Tid::MAIN,
                kind: EventKind::Running,
            });
        }
        log
    }

    fn place(player: &Player) -> Option<(usize, u64)> {
        player
            .cursor()
            .map(|cursor| (cursor.moment.0, cursor.time.0))
    }

    #[test]
    fn it_plays_at_its_speed_from_where_it_is_to_the_end() {
        let (log, now) = (log(), Time(5_000));
        let mut player = Player::default();
        player.wish(Wish::Speed(0.5), &log, now, 0.0);
        player.wish(Wish::Play, &log, now, 100.0);
        assert_eq!(place(&player), Some((1, 0)));
        player.advance(&log, now, 102.0);
        assert_eq!(place(&player), Some((2, 1_000)));
        player.wish(Wish::Speed(2.0), &log, now, 102.0);
        player.advance(&log, now, 103.0);
        assert_eq!(place(&player), Some((2, 3_000)));
        player.advance(&log, now, 104.0);
        assert_eq!((place(&player), player.is_playing()), (None, false));
    }

    #[test]
    fn it_goes_event_by_event_and_rests_there() {
        let (log, now) = (log(), Time(5_000));
        let mut player = Player::default();
        player.wish(Wish::Play, &log, now, 0.0);
        player.wish(Wish::Moment(Moment(2)), &log, now, 1.0);
        player.advance(&log, now, 50.0);
        assert_eq!(place(&player), Some((2, 1_000)));
        player.wish(Wish::Moment(Moment(0)), &log, now, 1.0);
        assert_eq!(place(&player), Some((0, 0)));
    }
}
