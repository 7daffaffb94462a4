//! What the processes printed, line by line.

use std::{collections::VecDeque, rc::Rc};

use spawnpoint_protocol::{
    Pid, Stream, Tid,
    event::{Event, EventKind},
};

use crate::{
    channels::Thread,
    moment::{Moment, Step},
};

/// How many rows a console keeps; older ones are dropped and counted.
pub const MAX_ROWS: usize = 5_000;

/// The longest row in bytes; a longer line goes on in the next row.
pub const MAX_ROW_BYTES: usize = 4_000;

/// How many events apart the states of a console are that a transcript keeps.
const STRIDE: usize = 4_096;

/// The console at each moment of a run.
#[derive(Clone, Debug, Default)]
pub struct Transcript {
    latest: Console,
    /// The moments at which the console changed.
    changes: Vec<Moment>,
    /// The console before every so many changes.
    kept: Vec<Console>,
}

impl Transcript {
    /// Takes the next event that [changes the console](Console::push).
    pub(crate) fn push(&mut self, Step { moment, event }: Step) {
        if self.changes.len().is_multiple_of(STRIDE) {
            self.kept.push(self.latest.clone());
        }
        self.changes.push(moment);
        self.latest.push(event);
    }

    /// The console after the last event.
    #[must_use]
    pub fn latest(&self) -> &Console {
        &self.latest
    }

    /// The console at `moment` of the log whose events these are.
    #[must_use]
    pub fn at(&self, log: &[Event], moment: Moment) -> Console {
        let count = self.changes.partition_point(|change| *change <= moment);
        if count == self.changes.len() {
            return self.latest.clone();
        }
        let kept = count / STRIDE;
        let mut console = self.kept.get(kept).cloned().unwrap_or_default();
        let events = self.changes[kept * STRIDE..count].iter();
        for event in events.filter_map(|change| log.get(change.0.checked_sub(1)?)) {
            console.push(event);
        }
        console
    }
}

/// A line that a process printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Who printed it.
    pub pid: Pid,
    /// The thread of it that began the line.
    pub thread: Tid,
    /// Where to.
    pub stream: Stream,
    /// The line, without its end.
    pub text: String,
}

/// A row that has not seen the end of its line.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Open {
    pid: Pid,
    stream: Stream,
    row: u64,
    /// A carriage return came last: what follows replaces the row, unless it is a line feed.
    returned: bool,
}

/// The latest rows of a run, numbered from 0 in the order in which they began.
///
/// A process that prints a line in pieces adds to its own row, whatever others printed in between.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Console {
    rows: VecDeque<Rc<Row>>,
    dropped: u64,
    open: Vec<Open>,
}

impl Console {
    /// Takes the next event that says that something was printed, or that a process ended.
    pub(crate) fn push(&mut self, event: &Event) {
        if let EventKind::Printed { stream, text } = &event.kind {
            self.print((event.pid, event.thread), *stream, text);
        } else if let EventKind::Exited { .. } = event.kind {
            self.open.retain(|open| open.pid != event.pid);
        }
    }

    /// How many rows were dropped: the number of the first that is left.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.dropped
    }

    /// The number that the next row will have.
    #[must_use]
    pub fn end(&self) -> u64 {
        self.dropped + self.rows.len() as u64
    }

    /// The row with this number, unless it was dropped or is yet to come.
    #[must_use]
    pub fn row(&self, number: u64) -> Option<&Row> {
        let index = number.checked_sub(self.dropped)?;
        self.rows.get(usize::try_from(index).ok()?).map(Rc::as_ref)
    }

    /// The numbers of the rows that may still change.
    pub fn open_rows(&self) -> impl Iterator<Item = u64> {
        self.open.iter().map(|open| open.row)
    }

    fn print(&mut self, by: Thread, stream: Stream, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            let at = rest.find(['\n', '\r']).unwrap_or(rest.len());
            let (line, end) = rest.split_at(at);
            if !line.is_empty() {
                self.append(by, stream, line);
            }
            let mut end = end.chars();
            match end.next() {
                Some('\n') => self.close(by, stream),
                Some(_) => {
                    let index = self.open_row(by, stream);
                    self.open[index].returned = true;
                }
                None => {}
            }
            rest = end.as_str();
        }
    }

    fn append(&mut self, by: Thread, stream: Stream, mut line: &str) {
        while !line.is_empty() {
            let index = self.open_row(by, stream);
            let open = &mut self.open[index];
            let Some(row) = usize::try_from(open.row - self.dropped)
                .ok()
                .and_then(|row| self.rows.get_mut(row))
                .map(Rc::make_mut)
            else {
                return;
            };
            if std::mem::take(&mut open.returned) {
                row.text.clear();
            }
            let room = MAX_ROW_BYTES.saturating_sub(row.text.len());
            let taken = line.floor_char_boundary(room);
            row.text.push_str(&line[..taken]);
            line = &line[taken..];
            if !line.is_empty() {
                self.open.swap_remove(index);
            }
        }
    }

    fn close(&mut self, by: Thread, stream: Stream) {
        let index = self.open_row(by, stream);
        self.open.swap_remove(index);
    }

    /// Where in `open` this process's row is, which is begun if there is none.
    fn open_row(&mut self, (pid, thread): Thread, stream: Stream) -> usize {
        if let Some(index) = self
            .open
            .iter()
            .position(|open| open.pid == pid && open.stream == stream)
        {
            return index;
        }
        if self.rows.len() == MAX_ROWS {
            self.rows.pop_front();
            self.dropped += 1;
            self.open.retain(|open| open.row >= self.dropped);
        }
        self.open.push(Open {
            pid,
            stream,
            row: self.end(),
            returned: false,
        });
        self.rows.push_back(Rc::new(Row {
            pid,
            thread,
            stream,
            text: String::new(),
        }));
        self.open.len() - 1
    }
}

#[cfg(test)]
mod tests {
    use spawnpoint_protocol::Time;

    use super::*;

    fn printed(pid: u32, stream: Stream, text: &str) -> Event {
        Event {
            time: Time(0),
            pid: Pid(pid),
            thread: Tid::MAIN,
            kind: EventKind::Printed {
                stream,
                text: text.to_owned(),
            },
        }
    }

    fn lines(console: &Console) -> Vec<(u32, &str)> {
        console
            .rows
            .iter()
            .map(|row| (row.pid.0, row.text.as_str()))
            .collect()
    }

    #[test]
    fn chunks_make_lines() {
        let mut console = Console::default();
        for text in ["one\ntw", "o", "\n", "\n", "three"] {
            console.push(&printed(1, Stream::Stdout, text));
        }
        assert_eq!(
            lines(&console),
            [(1, "one"), (1, "two"), (1, ""), (1, "three")]
        );
        assert_eq!(console.open_rows().collect::<Vec<_>>(), [3]);
    }

    #[test]
    fn each_process_and_stream_continues_its_own_line() {
        let mut console = Console::default();
        console.push(&printed(1, Stream::Stdout, "a"));
        console.push(&printed(2, Stream::Stdout, "b\n"));
        console.push(&printed(1, Stream::Stderr, "e\n"));
        console.push(&printed(1, Stream::Stdout, "a\n"));
        assert_eq!(lines(&console), [(1, "aa"), (2, "b"), (1, "e")]);
        assert_eq!(console.row(2).map(|row| row.stream), Some(Stream::Stderr));
    }

    #[test]
    fn a_carriage_return_begins_the_line_again() {
        let mut console = Console::default();
        for text in ["10 %", "\r20 %\r", "30 %", "\r\n", "done\r\n"] {
            console.push(&printed(1, Stream::Stdout, text));
        }
        assert_eq!(lines(&console), [(1, "30 %"), (1, "done")]);
    }

    #[test]
    fn the_end_of_a_process_ends_its_line() {
        let mut console = Console::default();
        console.push(&printed(1, Stream::Stdout, "a"));
        let exited = EventKind::Exited { code: 0 };
        console.push(&Event {
            time: Time(1),
            pid: Pid(1),
            thread: Tid::MAIN,
            kind: exited,
        });
        assert_eq!(console.open_rows().count(), 0);
    }

    #[test]
    fn a_transcript_goes_back_to_any_moment() {
        let events: Vec<_> = (0_u32..)
            .zip(0..3 * STRIDE)
            .map(|(pid, n)| printed(pid % 3, Stream::Stdout, ["a", "b\n", "c\r"][n % 7 % 3]))
            .collect();
        let (mut transcript, mut console) = (Transcript::default(), Console::default());
        let mut expected = vec![console.clone()];
        for (n, event) in events.iter().enumerate() {
            let moment = Moment(n + 1);
            transcript.push(Step { moment, event });
            console.push(event);
            expected.push(console.clone());
        }
        for moment in (0..=events.len())
            .step_by(97)
            .chain([STRIDE, 2 * STRIDE, events.len()])
        {
            assert_eq!(transcript.at(&events, Moment(moment)), expected[moment]);
        }
    }

    #[test]
    fn old_rows_are_dropped_and_counted() {
        let mut console = Console::default();
        console.push(&printed(2, Stream::Stdout, "never ended"));
        for n in 0..MAX_ROWS + 10 {
            console.push(&printed(1, Stream::Stdout, &format!("{n}\n")));
        }
        console.push(&printed(2, Stream::Stdout, "begun again"));
        assert_eq!(console.rows.len(), MAX_ROWS);
        assert_eq!(console.dropped(), 12);
        assert_eq!(console.row(11), None);
        assert_eq!(console.row(12).map(|row| row.text.as_str()), Some("11"));
        assert_eq!(
            console.row(console.end() - 1).map(|row| row.pid),
            Some(Pid(2))
        );
        assert_eq!(console.row(console.end()), None);
    }

    #[test]
    fn a_very_long_line_goes_on_in_further_rows() {
        let mut console = Console::default();
        let text = "プ".repeat(3_000);
        console.push(&printed(1, Stream::Stdout, &text));
        assert!(
            console
                .rows
                .iter()
                .all(|row| row.text.len() <= MAX_ROW_BYTES)
        );
        assert_eq!(
            console
                .rows
                .iter()
                .map(|row| row.text.as_str())
                .collect::<String>(),
            text
        );
        assert_eq!(console.open_rows().count(), 1);
    }
}
