//! Anybody locks, waits, gives up and closes, against a model of who has what.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use spawnpoint_files::{
    Access, DescriptionId, FileSystem, LockKind, Locking, Open, Output, ROOT, Timestamp, Waiter,
};

/// Open descriptions are picked by index among those that were ever made.
#[derive(Clone, Debug)]
enum Op {
    Open(usize),
    Share(usize),
    Close(usize),
    Lock(usize, LockKind, bool),
    Unlock(usize),
    /// One of those that wait does so no longer.
    StopWaiting(usize),
}

fn op() -> impl Strategy<Value = Op> {
    let which = || 0..6_usize;
    let kind = prop_oneof![Just(LockKind::Shared), Just(LockKind::Exclusive)];
    prop_oneof![
        3 => (0..2_usize).prop_map(Op::Open),
        2 => which().prop_map(Op::Share),
        4 => which().prop_map(Op::Close),
        12 => (which(), kind, prop::bool::weighted(0.7))
            .prop_map(|(which, kind, waits)| Op::Lock(which, kind, waits)),
        5 => which().prop_map(Op::Unlock),
        2 => which().prop_map(Op::StopWaiting),
    ]
}

struct Description {
    id: DescriptionId,
    file: usize,
    /// How many descriptors stand for it.
    held: usize,
    lock: Option<LockKind>,
}

struct World {
    files: FileSystem,
    descriptions: Vec<Description>,
    /// Which description wants which lock.
    waiting: BTreeMap<Waiter, (usize, LockKind)>,
    calls: u64,
}

const NAMES: [&[u8]; 2] = [b"f", b"g"];

fn goes_with(one: LockKind, other: LockKind) -> bool {
    (one, other) == (LockKind::Shared, LockKind::Shared)
}

impl World {
    fn new() -> Self {
        let mut files = FileSystem::new(crate::LIMITS, Timestamp(0));
        for name in NAMES {
            files.write_file(name, b"", Timestamp(0)).expect("a file");
        }
        Self {
            files,
            descriptions: Vec::new(),
            waiting: BTreeMap::new(),
            calls: 0,
        }
    }

    /// One that a process has a descriptor of.
    fn pick(&self, which: usize) -> Option<usize> {
        let all = 0..self.descriptions.len();
        let held: Vec<usize> = all
            .filter(|&index| self.descriptions[index].held > 0)
            .collect();
        (!held.is_empty()).then(|| held[which % held.len()])
    }

    fn waits(&self, index: usize) -> bool {
        self.waiting.values().any(|&(waiting, _)| waiting == index)
    }

    fn against(&self, index: usize, kind: LockKind) -> BTreeSet<DescriptionId> {
        let file = self.descriptions[index].file;
        (self.descriptions.iter().enumerate())
            .filter(|&(other, description)| {
                let in_the_way = |held| !goes_with(held, kind);
                other != index
                    && description.file == file
                    && description.lock.is_some_and(in_the_way)
            })
            .map(|(_, description)| description.id)
            .collect()
    }

    fn apply(&mut self, op: &Op) {
        match op {
            Op::Open(file) => {
                let how = Open {
                    access: Access::default(),
                    ..Open::default()
                };
                let id = self.files.open(ROOT, NAMES[*file], &how, Timestamp(0));
                self.descriptions.push(Description {
                    id: id.expect("a file"),
                    file: *file,
                    held: 1,
                    lock: None,
                });
            }
            Op::Share(which) => {
                if let Some(index) = self.pick(*which) {
                    self.files
                        .share(self.descriptions[index].id)
                        .expect("an open one");
                    self.descriptions[index].held += 1;
                }
            }
            Op::Close(which) => {
                if let Some(index) = self.pick(*which) {
                    self.files
                        .close(self.descriptions[index].id)
                        .expect("an open one");
                    self.descriptions[index].held -= 1;
                    self.close_if_unused(index);
                }
            }
            Op::Lock(which, kind, waits) => {
                if let Some(index) = self.pick(*which) {
                    self.lock(index, *kind, *waits);
                }
            }
            Op::Unlock(which) => {
                if let Some(index) = self.pick(*which) {
                    self.files
                        .unlock(self.descriptions[index].id)
                        .expect("an open one");
                    self.descriptions[index].lock = None;
                }
            }
            Op::StopWaiting(which) => {
                let waiter = self.waiting.keys().nth(*which).copied();
                if let Some(waiter) = waiter
                    && let Some((index, _)) = self.waiting.remove(&waiter)
                {
                    self.files.stop_waiting(waiter);
                    self.close_if_unused(index);
                }
            }
        }
        self.settle();
    }

    fn lock(&mut self, index: usize, kind: LockKind, waits: bool) {
        let id = self.descriptions[index].id;
        let against = self.against(index, kind);
        let waiter = waits.then_some(Waiter(self.calls));
        self.calls += 1;
        let description = &mut self.descriptions[index];
        match self.files.lock(id, kind, waiter).expect("an open one") {
            Locking::Locked => {
                assert_eq!(against, BTreeSet::new());
                description.lock = Some(kind);
            }
            Locking::Held(by) => {
                assert_eq!(by.into_iter().collect::<BTreeSet<_>>(), against);
                assert!(!against.is_empty(), "nobody is in the way");
                description.lock.take_if(|held| *held != kind);
                self.waiting
                    .extend(waiter.map(|waiter| (waiter, (index, kind))));
            }
        }
    }

    /// A call that waits keeps what nobody has a descriptor of any more.
    fn close_if_unused(&mut self, index: usize) {
        if self.descriptions[index].held == 0 && !self.waits(index) {
            self.descriptions[index].lock = None;
        }
    }

    /// Takes in who has got a lock.
    fn settle(&mut self) {
        while let Some(output) = self.files.poll() {
            let Output::Granted(waiter) = output else {
                panic!("nobody wants {output:?}");
            };
            let (index, kind) = self.waiting.remove(&waiter).expect("one that waits");
            assert_eq!(self.against(index, kind), BTreeSet::new(), "two have it");
            self.descriptions[index].lock = Some(kind);
            self.close_if_unused(index);
        }
    }

    fn check(&self) {
        for (&waiter, &(index, kind)) in &self.waiting {
            assert!(
                !self.against(index, kind).is_empty(),
                "{waiter:?} was not woken"
            );
        }
        for (file, name) in NAMES.iter().enumerate() {
            let of_file = self.descriptions.iter().filter(|one| one.file == file);
            let held: BTreeMap<_, _> = of_file
                .clone()
                .filter_map(|one| Some((one.id, one.lock?)))
                .collect();
            let alone = held.values().any(|&kind| kind == LockKind::Exclusive);
            assert!(!alone || held.len() == 1, "{name:?}: {held:?}");
            for one in of_file.filter(|one| one.held > 0) {
                let holders = self.files.lock_holders(one.id).expect("an open one");
                assert_eq!(holders.collect::<BTreeMap<_, _>>(), held);
            }
        }
        let is_open = |&index: &usize| self.descriptions[index].held > 0 || self.waits(index);
        let open = (0..self.descriptions.len()).filter(is_open).count();
        assert_eq!(self.files.usage().descriptions, open);
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn locks_exclude_and_wake(ops in prop::collection::vec(op(), 1..150)) {
        let mut world = World::new();
        for op in &ops {
            world.apply(op);
            world.check();
        }
        // All give up. Whoever waits for somebody else's call with the same description waits on.
        while world.pick(0).is_some() {
            world.apply(&Op::Close(0));
            world.check();
        }
        while !world.waiting.is_empty() {
            world.apply(&Op::StopWaiting(0));
            world.check();
        }
        prop_assert_eq!(world.files.usage().descriptions, 0);
    }
}
