//! Messages on a pipe: four bytes of length, little-endian, then the message.

use std::io::{self, Read, Write};

use anyhow::Result;
use spawnpoint_protocol::{decode, encode};

/// Reads one message; `None` at the end of the pipe.
pub(crate) fn read<T: serde::de::DeserializeOwned>(pipe: &mut impl Read) -> Result<Option<T>> {
    let mut length = [0; 4];
    match pipe.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        result => result?,
    }
    let mut bytes = vec![0; usize::try_from(u32::from_le_bytes(length))?];
    pipe.read_exact(&mut bytes)?;
    Ok(Some(decode(&bytes)?))
}

/// Writes one message and sees it on its way.
pub(crate) fn write<T: serde::Serialize>(pipe: &mut impl Write, message: &T) -> Result<()> {
    let bytes = encode(message);
    pipe.write_all(&u32::try_from(bytes.len())?.to_le_bytes())?;
    pipe.write_all(&bytes)?;
    pipe.flush()?;
    Ok(())
}
