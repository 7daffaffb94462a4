//! The way of a process to the kernel.

use std::{
    io::{self, Read, Write},
    os::fd::OwnedFd,
};

use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    io::retry_on_intr,
};

/// A pipe or a socket, read and written past C's functions: those are the program's in such a process, and let other
/// threads of it run.
#[derive(Debug)]
pub(crate) struct Wire(OwnedFd);

impl Wire {
    pub fn try_clone(&self) -> io::Result<Self> {
        self.0.try_clone().map(Self)
    }

    /// Waits until there is something to read, or nobody left who could write.
    pub fn await_input(&self) -> io::Result<()> {
        self.poll(None).map(drop)
    }

    /// Whether there is something to read now.
    pub fn has_input(&self) -> io::Result<bool> {
        self.poll(Some(&Timespec::default()))
    }

    fn poll(&self, timeout: Option<&Timespec>) -> io::Result<bool> {
        let mut watched = [PollFd::new(&self.0, PollFlags::IN)];
        Ok(retry_on_intr(|| poll(&mut watched, timeout))? > 0)
    }
}

impl<D: Into<OwnedFd>> From<D> for Wire {
    fn from(descriptor: D) -> Self {
        Self(descriptor.into())
    }
}

impl Read for Wire {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        Ok(rustix::io::read(&self.0, into)?)
    }
}

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Ok(rustix::io::write(&self.0, bytes)?)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
