//! The byte form of messages: [postcard](https://postcard.jamesmunns.com/wire-format).

use std::fmt;

use postcard::ser_flavors::Size;
use serde::{Serialize, de::DeserializeOwned};

/// Bytes that are not a message of the expected type and [version](crate::event::VERSION).
#[derive(Debug)]
pub struct DecodeError(postcard::Error);

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "not a Spawnpoint message of protocol version {}: {}",
            crate::event::VERSION,
            self.0
        )
    }
}

impl std::error::Error for DecodeError {}

/// The bytes of `message`.
///
/// # Panics
/// Never for this crate's types: each has a byte form, and the buffer grows as needed.
pub fn encode<T: Serialize>(message: &T) -> Vec<u8> {
    let encoded = postcard::serialize_with_flavor(message, Size::default()).and_then(|size| {
        // What grows is copied again and again, which large messages would have to wait for.
        postcard::to_extend(message, Vec::with_capacity(size))
    });
    encoded.expect("every message of this crate has a byte form")
}

/// The message in `bytes`.
///
/// # Errors
/// When `bytes` were not made by [`encode`] from a `T` of this version.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, DecodeError> {
    postcard::from_bytes(bytes).map_err(DecodeError)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::{Pid, Tid, Time},
        control::FromKernel,
        event::{Event, EventKind},
    };

    #[test]
    fn what_is_no_message_is_refused() {
        assert!(decode::<FromKernel>(&[0xFF; 4]).is_err());
        let cut = encode(&FromKernel::Events(vec![Event {
            time: Time(1),
            pid: Pid(10),
            thread: Tid::MAIN,
            kind: EventKind::Running,
        }]));
        assert!(decode::<FromKernel>(&cut[..cut.len() - 1]).is_err());
    }
}
