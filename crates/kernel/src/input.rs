//! Standard input: lines that nobody has read yet, and who waits for one.

use std::collections::VecDeque;

use spawnpoint_protocol::{event::WaitFor, syscall::Reply};

use crate::{Kernel, process::Key};

/// The lines that were typed and not read.
#[derive(Debug, Default)]
pub(crate) struct Lines(VecDeque<String>);

impl Lines {
    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The next line if it is known. The end of the input, an empty line, stays there.
    fn next(&mut self) -> Option<String> {
        if self.0.front()?.is_empty() {
            return Some(String::new());
        }
        self.0.pop_front()
    }
}

impl Kernel {
    pub(crate) fn read_line(&mut self, key: Key) {
        match self.lines.next() {
            Some(line) => self.answer(key, Reply::Text(line)),
            None => self.block(WaitFor::Input),
        }
    }

    /// Somebody typed a line.
    pub(crate) fn typed(&mut self, line: String) {
        self.lines.0.push_back(line);
        let reader = (self.waits.iter()).find(|(_, call)| call.on == WaitFor::Input);
        if let Some((key, _)) = reader
            && let Some(line) = self.lines.next()
        {
            self.answer(key, Reply::Text(line));
        }
        self.wake_watchers();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_the_input_stays() {
        let mut lines = Lines(VecDeque::from(["a\n".to_owned(), String::new()]));
        let read: Vec<_> = (0..3).map(|_| lines.next()).collect();
        assert_eq!(read, ["a\n", "", ""].map(|line| Some(line.to_owned())));
        assert_eq!(Lines::default().next(), None);
    }
}
