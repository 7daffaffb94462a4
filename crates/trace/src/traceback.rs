//! Places in the program's files that Python's error messages name.

/// The folder of the program inside a process, with `/` at its end.
pub const FOLDER: &str = "/home/user/";

/// A stretch of printed text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Just text.
    Text(&'a str),
    /// A mention of a line of a file in the folder of the program, as tracebacks have it.
    Source {
        /// The mention: `File "/home/user/main.py", line 3`.
        text: &'a str,
        /// The path of the file in the folder: `main.py`.
        path: &'a str,
        /// The line, counted from 1.
        line: u32,
    },
}

/// Cuts text into pieces; joined again they are the text. Other files' lines are just text.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut done, mut from) = (0, 0);
    while let Some(found) = text[from..].find("File \"") {
        let start = from + found;
        from = start + 1;
        if let Some((length, path, line)) = mention(&text[start..]) {
            if start > done {
                pieces.push(Piece::Text(&text[done..start]));
            }
            done = start + length;
            from = done;
            pieces.push(Piece::Source {
                text: &text[start..done],
                path,
                line,
            });
        }
    }
    if done < text.len() {
        pieces.push(Piece::Text(&text[done..]));
    }
    pieces
}

/// The length of the mention that `text` begins with, its path and its line.
fn mention(text: &str) -> Option<(usize, &str, u32)> {
    let rest = text.strip_prefix("File \"")?.strip_prefix(FOLDER)?;
    let (path, number) = rest.split_once('"').filter(|(path, _)| !path.is_empty())?;
    let number = number.strip_prefix(", line ")?;
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let line = number[..digits].parse().ok().filter(|&line| line > 0)?;
    Some((text.len() - number.len() + digits, path, line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_main_program_is_found() {
        assert_eq!(
            pieces("  File \"/home/user/main.py\", line 12, in worker"),
            [
                Piece::Text("  "),
                Piece::Source {
                    text: "File \"/home/user/main.py\", line 12",
                    path: "main.py",
                    line: 12
                },
                Piece::Text(", in worker"),
            ]
        );
    }

    #[test]
    fn a_line_of_a_file_in_a_folder_below_is_found() {
        let text = "File \"/home/user/データ/a b.py\", line 3";
        let found = Piece::Source {
            text,
            path: "データ/a b.py",
            line: 3,
        };
        assert_eq!(pieces(text), [found]);
    }

    #[test]
    fn other_text_stays_text() {
        for text in [
            "  File \"/lib/multiprocessing/process.py\", line 12, in run",
            "File \"/home/user/main.py\"",
            "File \"/home/user/main.py\", line ",
            "File \"/home/user/main.py\", line 0",
            "File \"/home/user/\", line 1",
            "File \"/home/user/main.py\" and \"a\", line 1",
            "File \"/home/user/main.py\", line 99999999999",
            "プロセス",
        ] {
            assert_eq!(pieces(text), [Piece::Text(text)]);
        }
        assert_eq!(pieces(""), []);
    }

    #[test]
    fn pieces_make_up_the_text() {
        let text =
            "é File \"File \"/home/user/main.py\", line 1 File \"/home/user/main.py\", line 2";
        let joined: String = pieces(text)
            .into_iter()
            .map(|piece| match piece {
                Piece::Text(text) | Piece::Source { text, .. } => text,
            })
            .collect();
        assert_eq!(joined, text);
        assert_eq!(pieces(text).len(), 4);
    }
}
