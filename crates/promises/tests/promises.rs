//! The promises, with bytes that mean nothing, and with messages and files of which a little is wrong.

use proptest::prelude::*;
use spawnpoint_promises::{draw, export, files, kernel, link, log, protocol, run_file};
use spawnpoint_protocol::{
    control::{FromKernel, ToKernel},
    encode,
    syscall::{FromProcess, Program, ToProcess},
};
use spawnpoint_trace::file::Recording;

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..600)
}

/// What happens to bytes on their way.
#[derive(Clone, Debug)]
enum Damage {
    Change(prop::sample::Index, u8),
    Remove(prop::sample::Index),
    Insert(prop::sample::Index, u8),
    Cut(prop::sample::Index),
}

fn damages() -> impl Strategy<Value = Vec<Damage>> {
    let place = any::<prop::sample::Index>;
    // What a decoder reads as the end of a number, or as one more of its bytes.
    let byte = || prop_oneof![0..16_u8, any::<u8>(), Just(0x7F), Just(0xFF)];
    let damage = prop_oneof![
        6 => (place(), byte()).prop_map(|(at, byte)| Damage::Change(at, byte)),
        2 => place().prop_map(Damage::Remove),
        2 => (place(), byte()).prop_map(|(at, byte)| Damage::Insert(at, byte)),
        1 => place().prop_map(Damage::Cut),
    ];
    prop::collection::vec(damage, 0..5)
}

fn damaged(mut bytes: Vec<u8>, damages: &[Damage]) -> Vec<u8> {
    for damage in damages {
        let length = bytes.len();
        match damage {
            _ if length == 0 => {}
            Damage::Change(at, byte) => bytes[at.index(length)] = *byte,
            Damage::Remove(at) => drop(bytes.remove(at.index(length))),
            Damage::Insert(at, byte) => bytes.insert(at.index(length), *byte),
            Damage::Cut(at) => bytes.truncate(at.index(length)),
        }
    }
    bytes
}

/// The file of a run in which processes did as bytes say.
fn file(bytes: &[u8]) -> Vec<u8> {
    let recording = Recording {
        program: Program::default(),
        events: kernel(bytes),
        outcome: None,
    };
    recording.to_bytes()
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_bytes_are_a_message_or_refused(bytes in bytes(), damages in damages()) {
        protocol(&bytes);
        let messages = [
            draw::<FromProcess>(&bytes).map(|message| encode(&message)),
            draw::<ToProcess>(&bytes).map(|message| encode(&message)),
            draw::<FromKernel>(&bytes).map(|message| encode(&message)),
            draw::<ToKernel>(&bytes).map(|message| encode(&message)),
        ];
        for message in messages {
            let message = message.expect("any bytes make a message");
            protocol(&damaged(message, &damages));
        }
    }

    #[test]
    fn any_fragment_is_read(bytes in bytes(), text in "(#?(code|file|file-base64|files|mode|views|seed|x)=[a-z%+,&0-9]{0,9}&?)*") {
        link(&bytes);
        link(text.as_bytes());
    }

    #[test]
    fn any_files_are_read_or_refused(bytes in bytes()) {
        files(&bytes);
    }

    #[test]
    fn any_file_is_read_or_refused(bytes in bytes(), damages in damages()) {
        run_file(&bytes);
        run_file(&damaged(file(&bytes), &damages));
    }

    #[test]
    fn whatever_is_read_can_be_shown(bytes in bytes(), damages in damages()) {
        export(&bytes);
        export(&damaged(file(&bytes), &damages));
    }

    #[test]
    fn a_kernel_survives_any_processes(bytes in bytes()) {
        let events = kernel(&bytes);
        log(&events);
        let file = file(&bytes);
        prop_assert_eq!(Recording::from_bytes(&file).map(|recording| recording.events), Ok(events));
    }
}
