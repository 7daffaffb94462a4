//! What the unit tests begin with.

use crate::{
    Access, Creation, DescriptionId, FileSystem, Ino, Limits, Links, Open, ROOT, Timestamp,
    Transfer,
};

/// Room enough for each test.
pub(crate) const LIMITS: Limits = Limits {
    bytes: 64 << 20,
    names: 32_768,
};

pub(crate) const NOW: Timestamp = Timestamp(1_000);
pub(crate) const LATER: Timestamp = Timestamp(2_000);

pub(crate) const READ: Access = Access {
    read: true,
    write: false,
    append: false,
};
pub(crate) const WRITE: Access = Access {
    read: false,
    write: true,
    append: false,
};
pub(crate) const BOTH: Access = Access {
    read: true,
    write: true,
    append: false,
};

/// These files, with their paths in them. What ends with a slash is an empty directory.
pub(crate) fn with(paths: &[&str]) -> FileSystem {
    let mut files = FileSystem::new(LIMITS, NOW);
    for path in paths {
        if let Some(path) = path.strip_suffix('/') {
            files.mkdir(ROOT, path.as_bytes(), 0o755, NOW).unwrap();
        } else {
            let path = path.as_bytes();
            files.write_file(path, path, NOW).unwrap();
        }
    }
    files
}

/// Opens for this, and makes what is missing if it is to be written.
pub(crate) fn open(files: &mut FileSystem, path: &str, access: Access) -> DescriptionId {
    let creation = if access.write {
        Creation::IfMissing
    } else {
        Creation::Never
    };
    let how = Open {
        access,
        creation,
        mode: 0o644,
        ..Open::default()
    };
    files.open(ROOT, path.as_bytes(), &how, NOW).unwrap()
}

pub(crate) fn ino(files: &FileSystem, path: &str) -> Ino {
    files.lookup(ROOT, path.as_bytes(), Links::Keep).unwrap()
}

pub(crate) fn read(files: &mut FileSystem, id: DescriptionId, most: usize) -> Vec<u8> {
    let mut buffer = vec![0; most];
    let Transfer::Done(count) = files.read(id, &mut buffer, NOW).unwrap() else {
        panic!("a device");
    };
    buffer.truncate(count);
    buffer
}

/// The paths of everything, in order.
pub(crate) fn paths(files: &FileSystem) -> Vec<String> {
    let path = |path| String::from_utf8(path).unwrap();
    files.tree(ROOT).map(|listed| path(listed.path)).collect()
}
