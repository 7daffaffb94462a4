//! The parts of a process that have state of their own: all there are.

use crate::{
    line::Part,
    objects::{LEASES, LOANS, QUEUES, REFERENCES, REGIONS, ROOM, ROOMS},
    program::{LIMITS, PAUSE, Program, SIGNALS},
    record::{GLOBALS, UPDATES},
    threads::{LOCKS, PARKING, THREADS, TURNS},
};

static PARTS: [&dyn Part; 16] = [
    &REGIONS,
    &LOANS,
    &LEASES,
    &GLOBALS,
    &LIMITS,
    &QUEUES,
    &REFERENCES,
    &ROOM,
    &ROOMS,
    &UPDATES,
    &SIGNALS,
    &PAUSE,
    &THREADS,
    &PARKING,
    &LOCKS,
    &TURNS,
];

/// What is above the line.
pub(super) static PROGRAM: Program = Program(&PARTS);
