//! Bytes as letters that mean nothing else in an address: base64url without padding (RFC 4648). A crate for it would
//! be a larger part of the page's download.

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The letters for bytes.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    let mut letters = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits = (0..3).fold(0, |bits, place| {
            bits << 8 | usize::from(*group.get(place).unwrap_or(&0))
        });
        for place in 0..=group.len() {
            letters.push(char::from(LETTERS[bits >> (18 - 6 * place) & 63]));
        }
    }
    letters
}

/// The bytes for letters; none if they are not what [`encode`] makes.
#[must_use]
pub fn decode(letters: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(letters.len() / 4 * 3 + 2);
    for group in letters.as_bytes().chunks(4) {
        let mut bits = 0;
        for place in 0..4 {
            let value = match group.get(place) {
                Some(letter) => LETTERS.iter().position(|known| known == letter)?,
                None => 0,
            };
            bits = bits << 6 | value;
        }
        let [_, group_bytes @ ..] = u32::try_from(bits).ok()?.to_be_bytes();
        let length = group.len().checked_sub(1).filter(|length| *length > 0)?;
        // What is over has to be nothing, so that there is one way to write it.
        if group_bytes[length..].iter().any(|byte| *byte != 0) {
            return None;
        }
        bytes.extend(&group_bytes[..length]);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn letters_are_those_of_the_standard() {
        for (bytes, letters) in [
            (&b""[..], ""),
            (b"f", "Zg"),
            (b"fo", "Zm8"),
            (b"foo", "Zm9v"),
            (b"foob", "Zm9vYg"),
            (&[0xFB, 0xFF, 0xFE], "-__-"),
        ] {
            assert_eq!(encode(bytes), letters);
            assert_eq!(decode(letters).as_deref(), Some(bytes));
        }
        for letters in ["A", "Zg==", "Zh", "Zm9", "a+b/", "é", "Zm9vY"] {
            assert_eq!(decode(letters), None, "{letters}");
        }
    }

    proptest! {
        #[test]
        fn bytes_come_back(bytes in any::<Vec<u8>>()) {
            prop_assert_eq!(decode(&encode(&bytes)), Some(bytes));
        }

        #[test]
        fn what_is_read_was_written_so(letters in "[A-Za-z0-9_-]{0,9}|.{0,4}") {
            if let Some(bytes) = decode(&letters) {
                prop_assert_eq!(encode(&bytes), letters);
            }
        }
    }
}
