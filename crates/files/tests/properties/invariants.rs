//! Several processes do anything to few files within narrow limits. After each operation everything is
//! counted anew.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::SeekFrom,
};

use proptest::prelude::*;
use spawnpoint_files::{
    Access, Change, Creation, DescriptionId, Descriptors, Errno, Fd, FileSystem, Ino, Kind, Limits,
    Links, Listed, MOST_DESCRIPTORS, Open, Output, ROOT, Timestamp, Transfer,
};

const LIMITS: Limits = Limits {
    bytes: 20_000,
    names: 16,
};

const PROCESSES: usize = 3;

/// Processes and descriptors are picked by index among those that there are.
#[derive(Clone, Debug)]
enum Op {
    Open(usize, String, Open),
    Close(usize, usize),
    Dup(usize, usize, Fd),
    DupTo(usize, usize, Fd),
    Renumber(usize, usize, Fd),
    Read(usize, usize, usize),
    Write(usize, usize, usize),
    WriteAt(usize, usize, usize, u64),
    Seek(usize, usize, u64),
    SetSize(usize, usize, u64),
    Truncate(usize, String, u64),
    MakeDirectory(usize, String),
    RemoveDirectory(usize, String),
    Unlink(usize, String),
    Link(usize, String, String),
    Symlink(usize, String, String),
    Rename(usize, String, String),
    WriteFile(String, usize),
    ChangeDirectory(usize, String),
    ChangeDirectoryTo(usize, usize),
    Fork(usize),
    Exit(usize),
}

fn op() -> impl Strategy<Value = Op> {
    let who = || 0..PROCESSES;
    let which = || 0..4_usize;
    let fd = || 0..6_u32;
    let length = || prop::sample::select(&[0_usize, 1, 4_096, 5_000, 9_000][..]);
    let offset = || prop::sample::select(&[0_u64, 1, 4_096, 6_000, 1 << 40][..]);
    let path = || {
        let name = prop::sample::select(&["a", "b", "c", "d", ".."][..]);
        let names = prop_oneof![3 => Just(1..=1), 2 => Just(2..=2), 1 => Just(3..=3)];
        (
            any::<bool>(),
            names.prop_flat_map(move |names| prop::collection::vec(name.clone(), names)),
        )
            .prop_map(|(absolute, names)| {
                let start = if absolute { "/" } else { "" };
                start.to_owned() + &names.join("/")
            })
    };
    let how = (any::<[bool; 3]>(), 0..3_u8, prop::bool::weighted(0.2)).prop_map(
        |([read, write, append], creation, truncate)| Open {
            access: Access {
                read,
                write,
                append,
            },
            creation: match creation {
                0 => Creation::Never,
                1 => Creation::IfMissing,
                _ => Creation::Always,
            },
            truncate,
            mode: 0o644,
            ..Open::default()
        },
    );
    prop_oneof![
        12 => (who(), path(), how).prop_map(|(a, path, how)| Op::Open(a, path, how)),
        4 => (who(), which()).prop_map(|(a, n)| Op::Close(a, n)),
        2 => (who(), which(), fd()).prop_map(|(a, n, fd)| Op::Dup(a, n, fd)),
        2 => (who(), which(), fd()).prop_map(|(a, n, fd)| Op::DupTo(a, n, fd)),
        1 => (who(), which(), fd()).prop_map(|(a, n, fd)| Op::Renumber(a, n, fd)),
        2 => (who(), which(), length()).prop_map(|(a, n, length)| Op::Read(a, n, length)),
        8 => (who(), which(), length()).prop_map(|(a, n, length)| Op::Write(a, n, length)),
        3 => (who(), which(), length(), offset())
            .prop_map(|(a, n, length, at)| Op::WriteAt(a, n, length, at)),
        3 => (who(), which(), offset()).prop_map(|(a, n, to)| Op::Seek(a, n, to)),
        3 => (who(), which(), offset()).prop_map(|(a, n, size)| Op::SetSize(a, n, size)),
        2 => (who(), path(), offset()).prop_map(|(a, path, size)| Op::Truncate(a, path, size)),
        8 => (who(), path()).prop_map(|(a, path)| Op::MakeDirectory(a, path)),
        5 => (who(), path()).prop_map(|(a, path)| Op::RemoveDirectory(a, path)),
        5 => (who(), path()).prop_map(|(a, path)| Op::Unlink(a, path)),
        4 => (who(), path(), path()).prop_map(|(a, from, to)| Op::Link(a, from, to)),
        3 => (who(), path(), path()).prop_map(|(a, from, to)| Op::Symlink(a, from, to)),
        10 => (who(), path(), path()).prop_map(|(a, from, to)| Op::Rename(a, from, to)),
        2 => (path(), length()).prop_map(|(path, length)| Op::WriteFile(path, length)),
        4 => (who(), path()).prop_map(|(a, path)| Op::ChangeDirectory(a, path)),
        1 => (who(), which()).prop_map(|(a, n)| Op::ChangeDirectoryTo(a, n)),
        2 => who().prop_map(Op::Fork),
        1 => who().prop_map(Op::Exit),
    ]
}

/// What a view of the files knows, of changes alone.
#[derive(Debug, Default, PartialEq)]
struct View {
    names: BTreeMap<Vec<u8>, Ino>,
    sizes: BTreeMap<Ino, u64>,
}

impl View {
    fn take(&mut self, change: Change) {
        match change {
            Change::Created { ino, kind, path } => {
                self.names.insert(path, ino);
                if kind == Kind::File {
                    self.sizes.insert(ino, 0);
                }
            }
            Change::Linked { ino, path } => {
                self.names.insert(path, ino);
            }
            Change::Written { ino, offset, bytes } => {
                let size = self.sizes.get_mut(&ino).expect("a file");
                *size = (*size).max(offset + bytes);
            }
            Change::Resized { ino, size } => {
                self.sizes.insert(ino, size);
            }
            Change::Described(_) => {}
            Change::Renamed { ino, from, to } => {
                let below: Vec<_> = (self.names.keys())
                    .filter(|path| **path == from || path.starts_with(&[&from[..], b"/"].concat()))
                    .cloned()
                    .collect();
                for path in below {
                    let moved = self.names.remove(&path).expect("a name");
                    let path = [&to, &path[from.len()..]].concat();
                    assert!(self.names.insert(path, moved).is_none());
                }
                assert_eq!(self.names[&to], ino);
            }
            Change::Removed { ino, path } => assert_eq!(self.names.remove(&path), Some(ino)),
        }
    }
}

/// All that there is to see, without times.
type Picture = Vec<(Vec<u8>, Kind, u32, Vec<u8>)>;

struct World {
    files: FileSystem,
    processes: Vec<Descriptors>,
    view: View,
    steps: u64,
}

impl World {
    fn new() -> Self {
        let mut files = FileSystem::new(LIMITS, Timestamp(0));
        files.record_changes(true);
        let first = Descriptors::new(&mut files);
        Self {
            files,
            processes: vec![first],
            view: View::default(),
            steps: 0,
        }
    }

    fn apply(&mut self, op: &Op) {
        self.steps += 1;
        let before = self.picture();
        let result = self.act(op);
        while let Some(output) = self.files.poll() {
            match output {
                Output::Changed(change) => {
                    assert_eq!(result, Ok(()), "{change:?} by {op:?}");
                    self.view.take(change);
                }
                Output::Granted(_) | Output::Stirred(_) => panic!("nobody waits for {output:?}"),
            }
        }
        if result.is_err() {
            assert!(self.picture() == before, "{op:?} failed and did something");
        }
        self.check();
    }

    fn act(&mut self, op: &Op) -> Result<(), Errno> {
        let now = Timestamp(self.steps);
        match op {
            Op::WriteFile(path, length) => {
                // It may have made directories before it fails.
                let _ = self
                    .files
                    .write_file(path.as_bytes(), &vec![7; *length], now);
                Ok(())
            }
            Op::Open(who, ..)
            | Op::Close(who, ..)
            | Op::Dup(who, ..)
            | Op::DupTo(who, ..)
            | Op::Renumber(who, ..)
            | Op::ChangeDirectory(who, _)
            | Op::ChangeDirectoryTo(who, _) => self.act_on_descriptors(*who, op),
            Op::Read(who, which, _)
            | Op::Write(who, which, _)
            | Op::WriteAt(who, which, ..)
            | Op::Seek(who, which, _)
            | Op::SetSize(who, which, _) => self.act_on_description(*who, *which, op),
            Op::Truncate(who, ..)
            | Op::MakeDirectory(who, _)
            | Op::RemoveDirectory(who, _)
            | Op::Unlink(who, _)
            | Op::Link(who, ..)
            | Op::Symlink(who, ..)
            | Op::Rename(who, ..) => self.act_on_names(*who, op),
            Op::Fork(who) => {
                let count = self.processes.len();
                if count < PROCESSES {
                    let copy = self.processes[who % count].fork(&mut self.files);
                    self.processes.push(copy);
                }
                Ok(())
            }
            Op::Exit(who) => {
                if self.processes.len() > 1 {
                    let process = self.processes.remove(who % self.processes.len());
                    process.close_all(&mut self.files);
                }
                Ok(())
            }
        }
    }

    fn process(&self, who: usize) -> &Descriptors {
        &self.processes[who % self.processes.len()]
    }

    fn act_on_descriptors(&mut self, who: usize, op: &Op) -> Result<(), Errno> {
        let now = Timestamp(self.steps);
        let files = &mut self.files;
        let count = self.processes.len();
        let process = &mut self.processes[who % count];
        let taken: BTreeSet<Fd> = process.iter().map(|(fd, _)| fd).collect();
        let lowest = |from: Fd| (from..MOST_DESCRIPTORS).find(|fd| !taken.contains(fd));
        let fd = |which: usize| (taken.iter().copied().nth(which)).unwrap_or(99);
        match op {
            Op::Open(_, path, how) => {
                let fd = process.open(files, None, path.as_bytes(), how, now)?;
                assert_eq!(Some(fd), lowest(0));
            }
            Op::Close(_, which) => process.close(files, fd(*which))?,
            Op::Dup(_, which, from) => {
                let copy = process.dup(files, fd(*which), *from)?;
                assert_eq!(Some(copy), lowest(*from));
                assert_eq!(process.get(copy), process.get(fd(*which)));
            }
            Op::DupTo(_, which, to) => {
                process.dup_to(files, fd(*which), *to)?;
                assert_eq!(process.get(*to), process.get(fd(*which)));
            }
            Op::Renumber(_, which, to) => {
                let description = process.get(fd(*which))?;
                process.renumber(files, fd(*which), *to)?;
                assert_eq!(process.get(*to), Ok(description));
                assert!(*to == fd(*which) || process.get(fd(*which)).is_err());
            }
            Op::ChangeDirectory(_, path) => {
                process.change_directory(files, None, path.as_bytes())?;
            }
            Op::ChangeDirectoryTo(_, which) => process.change_directory_to(files, fd(*which))?,
            other => panic!("{other:?} is about something else"),
        }
        Ok(())
    }

    fn act_on_description(&mut self, who: usize, which: usize, op: &Op) -> Result<(), Errno> {
        let now = Timestamp(self.steps);
        let description = self.process(who).iter().nth(which);
        let (_, id) = description.ok_or(Errno::BadDescriptor)?;
        let files = &mut self.files;
        match op {
            Op::Read(_, _, length) => {
                files.read(id, &mut vec![0; *length], now)?;
            }
            Op::Write(_, _, length) => {
                let written = files.write(id, &vec![1; *length], now)?;
                assert!(*length == 0 || written != Transfer::Done(0));
            }
            Op::WriteAt(_, _, length, offset) => {
                let written = files.pwrite(id, &vec![1; *length], *offset, now)?;
                assert!(*length == 0 || written != Transfer::Done(0));
            }
            Op::Seek(_, _, to) => {
                files.seek(id, SeekFrom::Start(*to))?;
            }
            Op::SetSize(_, _, size) => files.set_size(id, *size, now)?,
            other => panic!("{other:?} is about something else"),
        }
        Ok(())
    }

    fn act_on_names(&mut self, who: usize, op: &Op) -> Result<(), Errno> {
        let now = Timestamp(self.steps);
        let at = self.process(who).directory();
        let files = &mut self.files;
        match op {
            Op::Truncate(_, path, size) => {
                let ino = files.lookup(at, path.as_bytes(), Links::Follow)?;
                files.truncate(ino, *size, now)
            }
            Op::MakeDirectory(_, path) => files.mkdir(at, path.as_bytes(), 0o755, now).map(drop),
            Op::RemoveDirectory(_, path) => files.rmdir(at, path.as_bytes(), now),
            Op::Unlink(_, path) => files.unlink(at, path.as_bytes(), now),
            Op::Link(_, from, to) => {
                let (from, to) = ((at, from.as_bytes()), (at, to.as_bytes()));
                files.link(from, Links::Keep, to, now)
            }
            Op::Symlink(_, target, path) => {
                let (target, path) = (target.as_bytes(), path.as_bytes());
                files.symlink(target, at, path, now).map(drop)
            }
            Op::Rename(_, from, to) => {
                files.rename((at, from.as_bytes()), (at, to.as_bytes()), now)
            }
            other => panic!("{other:?} is about something else"),
        }
    }

    fn picture(&self) -> Picture {
        let content = |listed: &Listed| match listed.stat.kind {
            Kind::File => (self.files.contents(listed.stat.ino))
                .unwrap_or_else(|_| listed.stat.size.to_le_bytes().to_vec()),
            Kind::Symlink => self
                .files
                .readlink(listed.stat.ino)
                .expect("a link")
                .to_owned(),
            Kind::Directory | Kind::Device(_) | Kind::Stream(_) => Vec::new(),
        };
        (self.files.tree(ROOT))
            .map(|listed| {
                let content = content(&listed);
                (listed.path, listed.stat.kind, listed.stat.links, content)
            })
            .collect()
    }

    /// What is used by processes, and what that keeps.
    fn in_use(&self) -> (BTreeSet<DescriptionId>, BTreeSet<Ino>) {
        let descriptions: BTreeSet<_> = (self.processes.iter())
            .flat_map(|process| process.iter().map(|(_, description)| description))
            .collect();
        let open = (descriptions.iter())
            .map(|&description| self.files.inode_of(description).expect("an open one"));
        let current = self.processes.iter().map(Descriptors::directory);
        let mut inodes = BTreeSet::new();
        for mut ino in open.chain(current) {
            // A removed directory keeps those above it.
            while inodes.insert(ino)
                && let Ok(parent) = self.files.lookup(ino, b"..", Links::Keep)
            {
                ino = parent;
            }
        }
        (descriptions, inodes)
    }

    fn check(&self) {
        let usage = self.files.usage();
        assert!(usage.bytes <= LIMITS.bytes && usage.names <= LIMITS.names);
        let listed: Vec<Listed> = self.files.tree(ROOT).collect();
        let root = self.files.stat(ROOT).expect("the root");

        let mut names: BTreeMap<Ino, u32> = BTreeMap::new();
        let mut directories: BTreeMap<&[u8], u32> = BTreeMap::from([(&b""[..], 2)]);
        for Listed { path, stat } in &listed {
            *names.entry(stat.ino).or_default() += 1;
            let slash = path
                .iter()
                .rposition(|&byte| byte == b'/')
                .expect("a slash");
            if stat.kind == Kind::Directory {
                *directories.get_mut(&path[..slash]).expect("what is above") += 1;
                directories.insert(path, 2);
            }
        }
        assert_eq!(root.links, directories[&b""[..]]);
        for Listed { path, stat } in &listed {
            let links = if stat.kind == Kind::Directory {
                directories[&path[..]]
            } else {
                names[&stat.ino]
            };
            assert_eq!(stat.links, links, "of {}", stat.ino);
        }

        let (descriptions, in_use) = self.in_use();
        assert_eq!(usage.descriptions, descriptions.len());
        let inodes: BTreeSet<Ino> = (names.keys().copied())
            .chain(in_use)
            .chain([ROOT])
            .collect();
        assert_eq!(usage.inodes, inodes.len());
        let stats = inodes
            .iter()
            .map(|&ino| self.files.stat(ino).expect("an inode"));
        assert_eq!(
            usage.bytes,
            stats.clone().map(|stat| stat.stored).sum::<u64>()
        );
        let further: usize = names.values().map(|&count| count as usize - 1).sum();
        assert_eq!(usage.names, inodes.len() + further);
        for stat in stats {
            assert!(stat.modified <= stat.changed);
            let is_named = names.contains_key(&stat.ino) || stat.ino == ROOT;
            assert_eq!(stat.links > 0, is_named, "of {}", stat.ino);
        }

        let paths = listed
            .iter()
            .map(|listed| (listed.path.clone(), listed.stat.ino));
        assert_eq!(self.view.names, paths.collect());
        for Listed { stat, .. } in listed {
            if stat.kind == Kind::File {
                assert_eq!(self.view.sizes[&stat.ino], stat.size);
            }
        }
    }

    /// All processes end, and somebody removes everything.
    fn end(mut self) {
        while let Some(process) = self.processes.pop() {
            process.close_all(&mut self.files);
            self.check();
        }
        let listed: Vec<Listed> = self.files.tree(ROOT).collect();
        for Listed { path, stat } in listed.into_iter().rev() {
            let removed = if stat.kind == Kind::Directory {
                self.files.rmdir(ROOT, &path, Timestamp(self.steps))
            } else {
                self.files.unlink(ROOT, &path, Timestamp(self.steps))
            };
            assert_eq!(removed, Ok(()));
        }
        let usage = self.files.usage();
        assert_eq!((usage.bytes, usage.names), (0, 1));
        assert_eq!((usage.inodes, usage.descriptions), (1, 0));
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn everything_adds_up(ops in prop::collection::vec(op(), 1..120)) {
        let mut world = World::new();
        for op in &ops {
            world.apply(op);
        }
        world.end();
    }

    #[test]
    fn the_same_calls_have_the_same_results(ops in prop::collection::vec(op(), 1..60)) {
        let run = || {
            let mut world = World::new();
            let results: Vec<_> = ops.iter().map(|op| world.act(op)).collect();
            let outputs: Vec<_> = std::iter::from_fn(|| world.files.poll()).collect();
            let listed: Vec<_> = world.files.tree(ROOT).collect();
            (results, outputs, listed)
        };
        prop_assert_eq!(run(), run());
    }
}
