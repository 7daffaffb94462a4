//! Whatever a reader does with files, none is lost, and what is there could be there from the beginning.

use proptest::prelude::*;
use spawnpoint_project::{Content, Files, Former, LONGEST_TEXT, MOST_FILES, ProgramFile, Refusal};

const ROOM: usize = 40;

#[derive(Clone, Debug)]
enum Act {
    Put(String, Vec<u8>),
    Rename(String, String),
    Remove(String),
    Undo,
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let path = || "[ab](/[ab])?|main.py|";
    let bytes = prop::collection::vec(any::<u8>(), 0..20);
    let act = prop_oneof![
        4 => (path(), bytes).prop_map(|(path, bytes)| Act::Put(path, bytes)),
        1 => (path(), path()).prop_map(|(path, new)| Act::Rename(path, new)),
        2 => path().prop_map(Act::Remove),
        2 => Just(Act::Undo),
    ];
    prop::collection::vec(act, 0..40)
}

fn sorted(files: &Files, formers: &[Former]) -> Vec<Vec<u8>> {
    let kept = formers.iter().map(|former| &former.file);
    let all = files.list().iter().chain(kept);
    let mut contents: Vec<_> = all.map(|file| file.bytes.clone()).collect();
    contents.sort();
    contents
}

proptest! {
    #[test]
    fn no_content_is_lost(acts in acts()) {
        let mut files = Files::default();
        let mut formers: Vec<Former> = Vec::new();
        for act in acts {
            let before = files.clone();
            let mut contents = sorted(&files, &formers);
            match act {
                Act::Put(path, bytes) => {
                    let file = ProgramFile { path: path.clone(), bytes: bytes.clone() };
                    if let Ok(former) = files.put(file, ROOM) {
                        formers.extend(former);
                        prop_assert_eq!(files.get(&path), Some(&bytes[..]));
                        contents.push(bytes);
                        contents.sort();
                    } else {
                        prop_assert_eq!(&files, &before);
                    }
                }
                Act::Rename(path, new) => match files.rename(&path, &new) {
                    Ok(()) if before.get(&path).is_some() => {
                        prop_assert_eq!(files.get(&new), before.get(&path));
                    }
                    Ok(()) | Err(_) => prop_assert_eq!(&files, &before),
                },
                Act::Remove(path) => {
                    formers.extend(files.remove(&path));
                    prop_assert_eq!(files.get(&path), None);
                }
                Act::Undo => if let Some(former) = formers.pop() {
                    let path = former.file.path.clone();
                    match files.restore(former.clone(), ROOM) {
                        Ok(replaced) => {
                            formers.extend(replaced);
                            prop_assert_eq!(files.get(&path), Some(&former.file.bytes[..]));
                        }
                        Err((_, back)) => {
                            prop_assert_eq!(&back, &former);
                            prop_assert_eq!(&files, &before);
                            formers.push(back);
                        }
                    }
                },
            }
            prop_assert_eq!(sorted(&files, &formers), contents);
            prop_assert!(files.size() <= ROOM);
            prop_assert_eq!(Files::of(files.list().to_vec(), ROOM), Ok(files.clone()));
            prop_assert_eq!(Files::from_bytes(&files.to_bytes(), ROOM), Ok(files.clone()));
        }
    }

    #[test]
    fn undo_puts_a_file_back_in_its_place(count in 1..5_usize, which in any::<prop::sample::Index>()) {
        let path = |number: usize| format!("{number}.py");
        let file = |number| ProgramFile { path: path(number), bytes: Vec::new() };
        let files = Files::of((0..count).map(file), ROOM).unwrap();
        let mut changed = files.clone();
        let former = changed.remove(&path(which.index(count))).unwrap();
        prop_assert_ne!(&changed, &files);
        prop_assert_eq!(changed.restore(former, ROOM), Ok(None));
        prop_assert_eq!(changed, files);
    }
}

#[test]
fn there_are_so_many_files_at_the_most() {
    let file = |number: usize| ProgramFile {
        path: number.to_string(),
        bytes: Vec::new(),
    };
    let mut files = Files::of((0..MOST_FILES).map(file), ROOM).unwrap();
    assert_eq!(files.put(file(MOST_FILES), ROOM), Err(Refusal::TooMany));
    assert!(files.put(file(0), ROOM).is_ok());
    assert_eq!(files.rename("0", "new"), Ok(()));
}

#[test]
fn a_new_path_is_one_that_is_free() {
    let file = |path: &str| ProgramFile {
        path: path.to_owned(),
        bytes: Vec::new(),
    };
    let files = Files::of(["a.py", "a2.py"].map(file), ROOM).unwrap();
    assert_eq!(files.free_path("a", ".py"), "a3.py");
    assert_eq!(files.free_path("b", ".py"), "b.py");
}

#[test]
fn text_is_told_from_bytes() {
    assert_eq!(
        Content::of("データ\r\n".as_bytes()),
        Content::Text("データ\r\n")
    );
    assert_eq!(Content::of(b""), Content::Text(""));
    assert_eq!(Content::of(b"a\0b"), Content::Binary);
    assert_eq!(Content::of(&[0x83, 0x66]), Content::Binary);
    let long = vec![b' '; LONGEST_TEXT + 1];
    assert_eq!(Content::of(&long), Content::Long);
    assert!(matches!(Content::of(&long[1..]), Content::Text(_)));
}
