//! Moments of a run, and what was so at each of them.

use spawnpoint_protocol::event::Event;

/// How many events of the log have happened: between two events nothing changes, so this is as fine
/// as an instant can be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(pub usize);

/// An event, and the moment right after it.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    /// The first moment at which it has happened.
    pub moment: Moment,
    /// What happened.
    pub event: &'a Event,
}

/// The values that something had, from when on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History<T>(Vec<(Moment, T)>);

impl<T> Default for History<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> History<T> {
    /// It has this value from `moment` on, which is not before that of the last value.
    pub fn push(&mut self, moment: Moment, value: T) {
        self.0.push((moment, value));
    }

    /// The value at `moment`, and since when; none before the first.
    #[must_use]
    pub fn at(&self, moment: Moment) -> Option<(Moment, &T)> {
        let index = self.0.partition_point(|(since, _)| *since <= moment);
        let (since, value) = self.0.get(index.checked_sub(1)?)?;
        Some((*since, value))
    }

    /// The latest value.
    #[must_use]
    pub fn last(&self) -> Option<&T> {
        self.0.last().map(|(_, value)| value)
    }

    /// All values, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &(Moment, T)> {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_holds_until_the_next() {
        let mut history = History::default();
        history.push(Moment(2), 'a');
        history.push(Moment(5), 'b');
        history.push(Moment(5), 'c');
        let at = |moment| history.at(Moment(moment)).map(|(_, value)| *value);
        assert_eq!(
            [at(1), at(2), at(4), at(5), at(9)],
            [None, Some('a'), Some('a'), Some('c'), Some('c')]
        );
    }
}
