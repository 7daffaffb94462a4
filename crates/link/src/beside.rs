//! The files beside a link's program.

use spawnpoint_project::{Files, ProgramFile, ROOM_IN_LINK};

use crate::base64url;

/// Where the files beside a link's program are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Beside {
    /// In the link, compressed with zlib and in base64url.
    Packed(String),
    /// In the link as they are.
    Plain(Files),
}

impl Default for Beside {
    fn default() -> Self {
        Self::Plain(Files::default())
    }
}

impl Beside {
    /// Takes in one of the pairs that are about files; none if it cannot have this value.
    pub(crate) fn set(&mut self, name: &str, value: &str) -> Option<()> {
        if name == "files" {
            *self = Self::Packed(value.to_owned());
            return Some(());
        }
        let (path, content) = value.split_once('\n').unwrap_or((value, ""));
        let bytes = match name {
            "file" => content.as_bytes().to_owned(),
            _ => base64url::decode(content)?,
        };
        let mut files = match self {
            Self::Packed(_) => Files::default(),
            Self::Plain(files) => std::mem::take(files),
        };
        let path = path.to_owned();
        let put = files.put(ProgramFile { path, bytes }, ROOM_IN_LINK);
        *self = Self::Plain(files);
        put.ok().map(|_| ())
    }

    /// Says this as pairs of a name and a value.
    pub(crate) fn put(&self, mut put: impl FnMut(&str, &str)) {
        let files = match self {
            Self::Packed(packed) => return put("files", packed),
            Self::Plain(files) => files,
        };
        for ProgramFile { path, bytes } in files.list() {
            match std::str::from_utf8(bytes) {
                Ok(text) => put("file", &format!("{path}\n{text}")),
                Err(_) => put(
                    "file-base64",
                    &format!("{path}\n{}", base64url::encode(bytes)),
                ),
            }
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    /// Files of text and of bytes, or packed ones.
    pub(crate) fn besides() -> impl Strategy<Value = Beside> {
        let bytes = prop_oneof![
            any::<String>().prop_map(String::into_bytes),
            vec(any::<u8>(), 0..20),
        ];
        let file =
            ("[a-c]{1,3}|é/[&=%+ ]", bytes).prop_map(|(path, bytes)| ProgramFile { path, bytes });
        let files = vec(file, 0..4).prop_map(|all| {
            let mut files = Files::default();
            for file in all {
                files.put(file, ROOM_IN_LINK).unwrap();
            }
            files
        });
        prop_oneof![
            any::<String>().prop_map(Beside::Packed),
            files.prop_map(Beside::Plain),
        ]
    }
}
