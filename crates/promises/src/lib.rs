//! What Spawnpoint promises for any bytes at all: one function for each promise, which panics where it is
//! broken.
//!
//! Tests call them with random bytes and with damaged messages and files (`tests/`), fuzz targets with
//! bytes that were found by looking at what they reach (`fuzz/`). [`draw`] makes a value of any type of the
//! protocol of bytes, so that they get further than a decoder.

#![expect(
    clippy::missing_panics_doc,
    reason = "each panics where its promise is broken"
)]

mod draw;
mod kernel;
mod run;

use std::fmt::Debug;

use serde::{Serialize, de::DeserializeOwned};
use spawnpoint_link::Link;
use spawnpoint_project::{Files, ROOM_IN_LINK};
use spawnpoint_protocol::{
    control::{FromKernel, ToKernel},
    decode, encode,
    syscall::{FromProcess, ToProcess},
};

pub use draw::draw;
pub use kernel::kernel;
pub use run::{export, log, run_file};

/// What is no message is refused, and what is one comes back as it was.
pub fn protocol(bytes: &[u8]) {
    message::<FromProcess>(bytes);
    message::<ToProcess>(bytes);
    message::<FromKernel>(bytes);
    message::<ToKernel>(bytes);
}

fn message<T: Serialize + DeserializeOwned + PartialEq + Debug>(bytes: &[u8]) {
    let drawn: Option<T> = draw(bytes);
    for message in decode(bytes).ok().into_iter().chain(drawn) {
        let again: T = decode(&encode(&message)).expect("what was encoded is decoded");
        assert_eq!(again, message);
    }
}

/// Any fragment is read, as far as it makes sense, and what it asks for is written so that it is read the
/// same.
pub fn link(bytes: &[u8]) {
    let fragment = String::from_utf8_lossy(bytes);
    let (link, damaged) = Link::parse_rest(&fragment);
    assert_eq!(Link::parse(&fragment).err(), damaged);
    assert_eq!(Link::parse(&link.fragment()), Ok(link));
}

/// What are no files is refused, and what are some comes back as it was.
pub fn files(bytes: &[u8]) {
    let drawn = draw(bytes).and_then(|files: Vec<_>| Files::of(files, ROOM_IN_LINK).ok());
    for files in Files::from_bytes(bytes, ROOM_IN_LINK)
        .into_iter()
        .chain(drawn)
    {
        let again = Files::from_bytes(&files.to_bytes(), ROOM_IN_LINK);
        assert_eq!(again, Ok(files));
    }
}
