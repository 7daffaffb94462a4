//! One end of a stream, as an inode holds it.

use std::collections::VecDeque;

use crate::Ino;

/// How many bytes an end keeps until they are read, as Linux has it for a pipe.
pub const STREAM_CAPACITY: usize = 65_536;

/// What kind of stream an end is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StreamKind {
    /// Bytes go from the second end to the first.
    Pipe,
    /// Bytes go both ways.
    Socket,
}

/// One end of a stream.
#[derive(Debug)]
pub(crate) struct End {
    pub kind: StreamKind,
    /// What is to be read here.
    pub incoming: VecDeque<u8>,
    /// The other end, as long as it is there.
    pub peer: Option<Ino>,
    /// Nothing more comes in.
    pub is_ended: bool,
    /// Nothing more goes out.
    pub is_finished: bool,
}

impl End {
    pub fn new(kind: StreamKind) -> Self {
        Self {
            kind,
            incoming: VecDeque::new(),
            peer: None,
            is_ended: false,
            is_finished: false,
        }
    }

    pub fn is_at_end(&self) -> bool {
        self.is_ended || self.peer.is_none()
    }

    pub fn room(&self) -> usize {
        STREAM_CAPACITY - self.incoming.len()
    }
}
