//! Streams: pipes and pairs of sockets, whose bytes go from one end to the other.
//!
//! Each end is an inode without a name. Nothing here blocks: who finds nothing to read or no room to write is
//! told [`WouldBlock`](Errno::WouldBlock), and waits for [`Output::Stirred`] if he likes.

use crate::{
    Access, DescriptionId, Errno, FileSystem, Ino, Output, StreamKind, Timestamp, Transfer,
    end::End, inode::Node,
};

/// A write of so many bytes is written whole or not at all (`PIPE_BUF`).
pub const LONGEST_ATOMIC: usize = 4_096;

/// What an end is good for at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Readiness {
    /// A read would not block: there is something, or the end of all.
    pub readable: bool,
    /// A write of at most [`LONGEST_ATOMIC`] bytes would not block: there is room, or nobody who reads.
    pub writable: bool,
    /// The other end is closed.
    pub hung_up: bool,
}

impl FileSystem {
    /// Makes a stream with its two ends: of a pipe the one to read from and the one to write to.
    ///
    /// # Errors
    ///
    /// [`NoSpace`](Errno::NoSpace).
    pub fn stream(
        &mut self,
        kind: StreamKind,
        now: Timestamp,
    ) -> Result<[DescriptionId; 2], Errno> {
        let both = kind == StreamKind::Socket;
        let first = self.end(kind, [true, both], now)?;
        let second = match self.end(kind, [both, true], now) {
            Ok(second) => second,
            Err(errno) => {
                self.close(first)?;
                return Err(errno);
            }
        };
        for (id, peer) in [(first, second), (second, first)] {
            let peer = self.inode_of(peer)?;
            if let Some(stream) = self.inodes.stream_mut(self.inode_of(id)?) {
                stream.peer = Some(peer);
            }
        }
        Ok([first, second])
    }

    fn end(
        &mut self,
        kind: StreamKind,
        [read, write]: [bool; 2],
        now: Timestamp,
    ) -> Result<DescriptionId, Errno> {
        let node = Node::Stream(End::new(kind));
        let ino = self.inodes.add(node, 0o600, now)?;
        let access = Access {
            read,
            write,
            ..Access::default()
        };
        Ok(self.describe(ino, access))
    }

    /// What an open description is good for at the moment. What is no stream never blocks here.
    ///
    /// # Errors
    ///
    /// [`BadDescriptor`](Errno::BadDescriptor).
    pub fn readiness(&self, id: DescriptionId) -> Result<Readiness, Errno> {
        let ino = self.inode_of(id)?;
        let access = self.access_of(id)?;
        let Some(stream) = self.inodes.stream(ino) else {
            return Ok(Readiness {
                readable: true,
                writable: true,
                hung_up: false,
            });
        };
        let peer = stream.peer.and_then(|peer| self.inodes.stream(peer));
        let has_room = peer.is_none_or(|peer| peer.room() >= LONGEST_ATOMIC);
        Ok(Readiness {
            readable: access.read && (!stream.incoming.is_empty() || stream.is_at_end()),
            writable: access.write && (stream.is_finished || has_room),
            hung_up: stream.peer.is_none(),
        })
    }

    /// The other end of the stream that an open description is an end of, as long as it is there; `None` if it is
    /// something else.
    ///
    /// # Errors
    ///
    /// [`BadDescriptor`](Errno::BadDescriptor).
    pub fn peer_of(&self, id: DescriptionId) -> Result<Option<Ino>, Errno> {
        let stream = self.inodes.stream(self.inode_of(id)?);
        Ok(stream.and_then(|stream| stream.peer))
    }

    /// Ends what comes in at this end of a socket, what goes out, or both.
    ///
    /// # Errors
    ///
    /// [`BadDescriptor`](Errno::BadDescriptor); [`NotSocket`](Errno::NotSocket); [`NotConnected`](Errno::NotConnected) if the
    /// other end is closed.
    pub fn shut_down(
        &mut self,
        id: DescriptionId,
        reading: bool,
        writing: bool,
    ) -> Result<(), Errno> {
        let ino = self.inode_of(id)?;
        let stream = self.inodes.stream_mut(ino).ok_or(Errno::NotSocket)?;
        if stream.kind != StreamKind::Socket {
            return Err(Errno::NotSocket);
        }
        let peer = stream.peer.ok_or(Errno::NotConnected)?;
        stream.is_ended |= reading;
        stream.is_finished |= writing;
        if let Some(other) = self.inodes.stream_mut(peer) {
            other.is_ended |= writing;
            other.is_finished |= reading;
        }
        for ino in [ino, peer] {
            self.outputs.push_back(Output::Stirred(ino));
        }
        Ok(())
    }

    pub(crate) fn read_stream(&mut self, ino: Ino, buffer: &mut [u8]) -> Result<Transfer, Errno> {
        let stream = self.inodes.stream_mut(ino).ok_or(Errno::Invalid)?;
        if buffer.is_empty() {
            return Ok(Transfer::Done(0));
        }
        if stream.incoming.is_empty() {
            return if stream.is_at_end() {
                Ok(Transfer::Done(0))
            } else {
                Err(Errno::WouldBlock)
            };
        }
        let count = buffer.len().min(stream.incoming.len());
        for (place, byte) in buffer.iter_mut().zip(stream.incoming.drain(..count)) {
            *place = byte;
        }
        if let Some(peer) = stream.peer {
            self.outputs.push_back(Output::Stirred(peer));
        }
        Ok(Transfer::Done(count))
    }

    pub(crate) fn write_stream(&mut self, ino: Ino, bytes: &[u8]) -> Result<Transfer, Errno> {
        let stream = self.inodes.stream(ino).ok_or(Errno::Invalid)?;
        let peer = stream.peer.filter(|_| !stream.is_finished);
        let peer = peer.ok_or(Errno::BrokenPipe)?;
        let other = self.inodes.stream_mut(peer).ok_or(Errno::BrokenPipe)?;
        if bytes.is_empty() {
            return Ok(Transfer::Done(0));
        }
        let room = other.room();
        if room == 0 || (bytes.len() <= LONGEST_ATOMIC && room < bytes.len()) {
            return Err(Errno::WouldBlock);
        }
        let count = bytes.len().min(room);
        other.incoming.extend(&bytes[..count]);
        self.outputs.push_back(Output::Stirred(peer));
        Ok(Transfer::Done(count))
    }
}

#[cfg(test)]
mod tests {
    use std::iter;

    use proptest::prelude::*;

    use super::*;
    use crate::{
        Limits, STREAM_CAPACITY,
        fixture::{LIMITS, NOW, READ, open, read, with},
    };

    fn write(files: &mut FileSystem, id: DescriptionId, bytes: &[u8]) -> Result<usize, Errno> {
        match files.write(id, bytes, NOW)? {
            Transfer::Done(count) => Ok(count),
            Transfer::Device(device) => panic!("{device:?}"),
        }
    }

    fn would_block(files: &mut FileSystem, id: DescriptionId) -> bool {
        files.read(id, &mut [0; 8], NOW) == Err(Errno::WouldBlock)
    }

    fn stirred(files: &mut FileSystem) -> Vec<Ino> {
        iter::from_fn(|| files.poll())
            .map(|output| match output {
                Output::Stirred(ino) => ino,
                Output::Changed(_) | Output::Granted(_) => panic!("{output:?}"),
            })
            .collect()
    }

    #[test]
    fn bytes_go_through_a_pipe_in_one_direction() {
        let mut files = with(&[]);
        let [from, to] = files.stream(StreamKind::Pipe, NOW).unwrap();
        assert!(would_block(&mut files, from));
        assert_eq!(write(&mut files, to, b"hello"), Ok(5));
        assert_eq!(read(&mut files, from, 2), b"he");
        assert_eq!(read(&mut files, from, 9), b"llo");
        assert!(would_block(&mut files, from));
        assert_eq!(write(&mut files, from, b"x"), Err(Errno::BadDescriptor));
        let read = files.read(to, &mut [0], NOW);
        assert_eq!(read, Err(Errno::BadDescriptor));
    }

    #[test]
    fn bytes_go_through_a_pair_of_sockets_both_ways() {
        let mut files = with(&[]);
        let [one, other] = files.stream(StreamKind::Socket, NOW).unwrap();
        write(&mut files, one, b"ping").unwrap();
        write(&mut files, other, b"pong").unwrap();
        assert_eq!(read(&mut files, one, 9), b"pong");
        assert_eq!(read(&mut files, other, 9), b"ping");
    }

    #[test]
    fn what_was_written_is_read_before_the_end() {
        let mut files = with(&[]);
        let [from, to] = files.stream(StreamKind::Pipe, NOW).unwrap();
        write(&mut files, to, b"last").unwrap();
        files.share(to).unwrap();
        files.close(to).unwrap();
        assert!(!files.readiness(from).unwrap().hung_up, "it is open twice");
        files.close(to).unwrap();
        assert_eq!(read(&mut files, from, 9), b"last");
        assert_eq!(read(&mut files, from, 9), b"");
        assert!(files.readiness(from).unwrap().hung_up);
    }

    #[test]
    fn nobody_writes_to_nobody() {
        let mut files = with(&[]);
        let [from, to] = files.stream(StreamKind::Pipe, NOW).unwrap();
        files.close(from).unwrap();
        assert_eq!(write(&mut files, to, b"x"), Err(Errno::BrokenPipe));
        assert!(files.readiness(to).unwrap().writable, "it does not block");
    }

    #[test]
    fn a_short_write_is_written_whole() {
        let mut files = with(&[]);
        let [from, to] = files.stream(StreamKind::Pipe, NOW).unwrap();
        let much = vec![b'x'; STREAM_CAPACITY + 1];
        assert_eq!(write(&mut files, to, &much), Ok(STREAM_CAPACITY));
        assert_eq!(read(&mut files, from, 10).len(), 10);
        let short = write(&mut files, to, &much[..11]);
        assert_eq!(short, Err(Errno::WouldBlock));
        assert!(!files.readiness(to).unwrap().writable);
        assert_eq!(write(&mut files, to, &much), Ok(10));
        read(&mut files, from, LONGEST_ATOMIC);
        assert!(files.readiness(to).unwrap().writable);
        let short = write(&mut files, to, &much[..LONGEST_ATOMIC]);
        assert_eq!(short, Ok(LONGEST_ATOMIC));
    }

    #[test]
    fn half_a_socket_can_be_shut_down() {
        let mut files = with(&[]);
        let [one, other] = files.stream(StreamKind::Socket, NOW).unwrap();
        write(&mut files, one, b"bye").unwrap();
        files.shut_down(one, false, true).unwrap();
        assert_eq!(write(&mut files, one, b"x"), Err(Errno::BrokenPipe));
        assert_eq!(read(&mut files, other, 9), b"bye");
        assert_eq!(read(&mut files, other, 9), b"");
        assert_eq!(write(&mut files, other, b"still"), Ok(5));
        assert_eq!(read(&mut files, one, 9), b"still");
        files.close(other).unwrap();
        let again = files.shut_down(one, true, true);
        assert_eq!(again, Err(Errno::NotConnected));
        let [pipe, _] = files.stream(StreamKind::Pipe, NOW).unwrap();
        assert_eq!(files.shut_down(pipe, true, true), Err(Errno::NotSocket));
    }

    #[test]
    fn whoever_waits_at_the_other_end_is_told() {
        let mut files = with(&[]);
        let [from, to] = files.stream(StreamKind::Pipe, NOW).unwrap();
        let reader = files.inode_of(from).unwrap();
        let writer = files.inode_of(to).unwrap();
        write(&mut files, to, b"x").unwrap();
        assert_eq!(stirred(&mut files), [reader]);
        read(&mut files, from, 1);
        assert_eq!(stirred(&mut files), [writer]);
        files.close(to).unwrap();
        assert_eq!(stirred(&mut files), [reader]);
    }

    #[test]
    fn an_end_knows_the_other_as_long_as_that_is_open() {
        let mut files = with(&["/f"]);
        let [from, to] = files.stream(StreamKind::Pipe, NOW).unwrap();
        let writer = files.inode_of(to).unwrap();
        assert_eq!(files.peer_of(from), Ok(Some(writer)));
        files.close(to).unwrap();
        assert_eq!(files.peer_of(from), Ok(None));
        assert_eq!(files.peer_of(to), Err(Errno::BadDescriptor));
        let f = open(&mut files, "/f", READ);
        assert_eq!(files.peer_of(f), Ok(None));
    }

    #[test]
    fn both_ends_closed_leave_nothing() {
        let mut files = with(&[]);
        let before = files.usage();
        let ends = files.stream(StreamKind::Socket, NOW).unwrap();
        write(&mut files, ends[0], b"unread").unwrap();
        for end in ends {
            files.close(end).unwrap();
        }
        assert_eq!(files.usage(), before);
        let limits = Limits { names: 2, ..LIMITS };
        let mut full = FileSystem::new(limits, NOW);
        let before = full.usage();
        let ends = full.stream(StreamKind::Pipe, NOW);
        assert_eq!(ends, Err(Errno::NoSpace));
        assert_eq!(full.usage(), before);
    }

    proptest! {
        /// No byte is lost, doubled or out of order, however it is cut.
        #[test]
        fn what_comes_out_is_what_went_in(steps in prop::collection::vec((any::<bool>(), 0_usize..9_000), 1..60)) {
            let mut files = with(&[]);
            let [from, to] = files.stream(StreamKind::Pipe, NOW).unwrap();
            let mut went_in = Vec::new();
            let mut came_out = Vec::new();
            for (writes, size) in steps {
                if writes {
                    let start = went_in.len();
                    #[allow(clippy::cast_possible_truncation)]
                    let bytes: Vec<u8> = (start..start + size).map(|place| (place % 251) as u8).collect();
                    match write(&mut files, to, &bytes) {
                        Ok(count) => went_in.extend(&bytes[..count]),
                        Err(errno) => prop_assert_eq!(errno, Errno::WouldBlock),
                    }
                } else if went_in.len() > came_out.len() {
                    came_out.extend(read(&mut files, from, size));
                } else if size > 0 {
                    prop_assert!(would_block(&mut files, from));
                }
            }
            files.close(to).unwrap();
            came_out.extend(read(&mut files, from, STREAM_CAPACITY));
            prop_assert_eq!(came_out, went_in);
        }
    }
}
