//! What the fragment of a link to Spawnpoint says: a program, how to run it, and how to show it.
//!
//! A fragment is a list of `name=value` pairs in the form of a query (`application/x-www-form-urlencoded`),
//! so that `URLSearchParams` makes and reads it too. The names are those of the attributes of
//! `<spawn-point>`. A browser never sends a fragment to a server.
//!
//! | name | value |
//! |---|---|
//! | `program` | the program, compressed (zlib) and in base64url |
//! | `code` | the program as it is |
//! | `example` | the id of an example |
//! | `files` | the files beside the program, [as one piece of bytes](Files::to_bytes), compressed and in base64url |
//! | `file` | a file beside it, of text: its path, a line feed, and its content; can be there several times |
//! | `file-base64` | the same of any bytes: a path, a line feed, and the content in base64url |
//! | `name` | what the program is called |
//! | `mode` | `processes`, `shared` or `both` |
//! | `start-method` | a start method of Python |
//! | `serial` | nothing: one target after the other in shared state |
//! | `interval` | the switch interval in microseconds |
//! | `seed` | the seed of the threads' turns |
//! | `views` | the views to show, in a list with commas or spaces |
//! | `theme` | `auto`, `light` or `dark` |
//! | `lang` | `en` or `ja` |
//! | `read-only` | nothing: the program cannot be edited |
//! | `autorun` | nothing: an embedded program runs at once |
//! | `auto-height` | nothing: the frame of an embedded program is made as high as what is in it |
//!
//! Names that are not in the list are passed over: a newer version may know them.

pub mod base64url;
mod beside;

use std::fmt;

use spawnpoint_protocol::{StartMethod, syscall::Turns};

pub use self::beside::Beside;

/// What a link asks for; nothing of it is required.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a name without a value"
)]
pub struct Link {
    /// The program.
    pub source: Option<Source>,
    /// The files beside it.
    pub beside: Beside,
    /// What the program is called.
    pub name: Option<String>,
    /// Which runs a press of Run makes.
    pub choice: Option<Choice>,
    /// The start method when the program chooses none.
    pub start_method: Option<StartMethod>,
    /// Whether, where all share a memory, `start()` returns only when the target has ended.
    pub is_serial: bool,
    /// The switch interval in microseconds.
    pub interval: Option<u32>,
    /// The seed of the threads' turns.
    pub seed: Option<u32>,
    /// The views to show; none for all.
    pub views: Option<Vec<View>>,
    /// Light or dark, or as the system is.
    pub theme: Option<Theme>,
    /// The tag of the language of the interface.
    pub language: Option<String>,
    /// Whether the program cannot be edited.
    pub is_read_only: bool,
    /// Whether an embedded program runs without being asked.
    pub runs_at_once: bool,
    /// Whether the frame of an embedded program is made as high as what is in it.
    pub has_auto_height: bool,
}

/// Where a link's program is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// In the link, compressed with zlib and in base64url.
    Packed(String),
    /// In the link as it is.
    Plain(String),
    /// It is the example with this id.
    Example(String),
}

/// An enumeration whose values have names: a line for each, and nothing else that lists them.
macro_rules! named {
    (
        $(#[$about:meta])*
        $type:ident { $($(#[$about_value:meta])* $value:ident = $name:literal,)+ }
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $type {
            $($(#[$about_value])* $value,)+
        }

        impl $type {
            /// All of them.
            pub const ALL: [Self; [$($name),+].len()] = [$(Self::$value),+];

            /// Its name in links and where it is stored.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$value => $name,)+
                }
            }

            /// The one of this name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|value| value.name() == name)
            }
        }
    };
}

named! {
    /// Which runs a press of Run makes.
    #[derive(Default)]
    Choice {
        /// One, in which each process has a memory of its own.
        #[default]
        Processes = "processes",
        /// One, in which all share a memory.
        Shared = "shared",
        /// First the one and then the other, to be compared.
        Both = "both",
    }
}

named! {
    /// A view that can be left out.
    View {
        /// The lanes over time.
        Timeline = "timeline",
        /// What processes print.
        Console = "console",
        /// Queues and pipes.
        Messages = "messages",
        /// What is in each process's memory.
        Memories = "memories",
        /// The files, and who wrote them.
        Files = "files",
        /// Locks, and who waits for whom.
        Locks = "locks",
        /// The record as a table.
        Events = "events",
    }
}

named! {
    /// Whether the page is light or dark.
    Theme {
        /// As the system is.
        Auto = "auto",
        /// Light.
        Light = "light",
        /// Dark.
        Dark = "dark",
    }
}

/// A value that a link cannot have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damaged {
    /// The name that the value is given for.
    pub name: String,
    /// The value.
    pub value: String,
}

impl fmt::Display for Damaged {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}={}", self.name, self.value)
    }
}

impl std::error::Error for Damaged {}

impl Link {
    /// Reads a fragment, with or without its `#`. Of a name that is there twice the last one counts, and of files
    /// the last of each path.
    ///
    /// # Errors
    ///
    /// The first value that its name cannot have. What a program or an example is called is not looked
    /// into here.
    pub fn parse(fragment: &str) -> Result<Self, Damaged> {
        match Self::parse_rest(fragment) {
            (link, None) => Ok(link),
            (_, Some(damaged)) => Err(damaged),
        }
    }

    /// As [`Self::parse`], but passes over values that their names cannot have, and returns the first of
    /// them beside what can be done.
    #[must_use]
    pub fn parse_rest(fragment: &str) -> (Self, Option<Damaged>) {
        let pairs = fragment.strip_prefix('#').unwrap_or(fragment);
        let mut link = Self::default();
        let mut first = None;
        for (name, value) in form_urlencoded::parse(pairs.as_bytes()) {
            if link.set(&name, &value).is_none() {
                // The content of a file is nothing to be read in a message.
                let value = value.split('\n').next().unwrap_or_default().to_owned();
                first.get_or_insert_with(|| Damaged {
                    name: name.into_owned(),
                    value,
                });
            }
        }
        (link, first)
    }

    fn set(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "program" => self.source = Some(Source::Packed(value.to_owned())),
            "code" => self.source = Some(Source::Plain(value.to_owned())),
            "example" => self.source = Some(Source::Example(value.to_owned())),
            "files" | "file" | "file-base64" => self.beside.set(name, value)?,
            "name" => self.name = Some(value.to_owned()),
            "mode" => self.choice = Some(Choice::from_name(value)?),
            "start-method" => self.start_method = Some(StartMethod::from_name(value)?),
            "serial" => self.is_serial = flag(value)?,
            "interval" => self.interval = Some(value.parse().ok().filter(|&micros| micros > 0)?),
            "seed" => self.seed = Some(value.parse().ok()?),
            "views" => {
                let names = value.split([',', ' ']).filter(|name| !name.is_empty());
                self.views = Some(names.map(View::from_name).collect::<Option<_>>()?);
            }
            "theme" => self.theme = Some(Theme::from_name(value)?),
            "lang" => self.language = Some(value.to_owned()),
            "read-only" => self.is_read_only = flag(value)?,
            "autorun" => self.runs_at_once = flag(value)?,
            "auto-height" => self.has_auto_height = flag(value)?,
            _ => {}
        }
        Some(())
    }

    /// The fragment that says this, without `#`.
    #[must_use]
    pub fn fragment(&self) -> String {
        let mut pairs = form_urlencoded::Serializer::new(String::new());
        let mut put = |name: &str, value: Option<&str>| {
            if let Some(value) = value {
                pairs.append_pair(name, value);
            }
        };
        match &self.source {
            Some(Source::Packed(packed)) => put("program", Some(packed)),
            Some(Source::Plain(text)) => put("code", Some(text)),
            Some(Source::Example(id)) => put("example", Some(id)),
            None => {}
        }
        self.beside.put(|name, value| put(name, Some(value)));
        let number = |number: Option<u32>| number.map(|number| number.to_string());
        let views = self.views.as_ref().map(|views| {
            let names: Vec<_> = views.iter().map(|view| view.name()).collect();
            names.join(",")
        });
        put("name", self.name.as_deref());
        put("mode", self.choice.map(Choice::name));
        put("start-method", self.start_method.map(StartMethod::name));
        put("serial", self.is_serial.then_some(""));
        put("interval", number(self.interval).as_deref());
        put("seed", number(self.seed).as_deref());
        put("views", views.as_deref());
        put("theme", self.theme.map(Theme::name));
        put("lang", self.language.as_deref());
        put("read-only", self.is_read_only.then_some(""));
        put("autorun", self.runs_at_once.then_some(""));
        put("auto-height", self.has_auto_height.then_some(""));
        pairs.finish()
    }

    /// When threads take turns, with Python's interval where the link gives none.
    #[must_use]
    pub fn turns(&self) -> Turns {
        Turns {
            interval: self.interval.unwrap_or(Turns::default().interval),
            seed: self.seed,
        }
    }
}

/// Whether something is so that needs no value; attributes of HTML have `true` or their own name at
/// times.
fn flag(value: &str) -> Option<bool> {
    match value {
        "" | "1" | "true" | "yes" => Some(true),
        "0" | "false" | "no" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_what_an_author_writes_by_hand() {
        let link = Link::parse(
            "#code=print(1%2B1)%0A&mode=both&views=timeline,console&theme=dark&lang=ja&read-only&\
             autorun=&auto-height&seed=7&interval=1000&serial=1&start-method=spawn",
        );
        let expected = Link {
            source: Some(Source::Plain("print(1+1)\n".into())),
            beside: Beside::default(),
            name: None,
            choice: Some(Choice::Both),
            start_method: Some(StartMethod::Spawn),
            is_serial: true,
            interval: Some(1_000),
            seed: Some(7),
            views: Some(vec![View::Timeline, View::Console]),
            theme: Some(Theme::Dark),
            language: Some("ja".into()),
            is_read_only: true,
            runs_at_once: true,
            has_auto_height: true,
        };
        assert_eq!(link, Ok(expected));
    }

    #[test]
    fn nothing_asks_for_nothing() {
        assert_eq!(Link::parse(""), Ok(Link::default()));
        assert_eq!(Link::parse("#"), Ok(Link::default()));
        assert_eq!(Link::parse("#a-heading"), Ok(Link::default()));
    }

    #[test]
    fn reads_files_that_an_author_writes_by_hand() {
        let link = Link::parse(
            "code=import%20a&file=a.py%0Ax+%3D+1%0A&file=empty.txt&file-base64=b.bin%0AAP8&file=a.py%0Ax+%3D+2",
        );
        let Beside::Plain(files) = link.unwrap().beside else {
            panic!("they are as they are");
        };
        let paths: Vec<_> = files.list().iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["a.py", "empty.txt", "b.bin"]);
        assert_eq!(files.get("a.py"), Some(&b"x = 2"[..]));
        assert_eq!(files.get("empty.txt"), Some(&b""[..]));
        assert_eq!(files.get("b.bin"), Some(&[0, 0xFF][..]));
    }

    #[test]
    fn a_file_that_cannot_be_is_named_without_its_content() {
        for (fragment, value) in [
            ("file=main.py%0Ax", "main.py"),
            ("file=..%2Fa%0Ax", "../a"),
            ("file=", ""),
            ("file-base64=a%0A%26", "a"),
        ] {
            let damaged = Link::parse(fragment).expect_err(fragment);
            assert_eq!(damaged.value, value);
        }
    }

    #[test]
    fn says_which_value_cannot_be() {
        for (fragment, name) in [
            ("mode=parallel", "mode"),
            ("seed=-1", "seed"),
            ("seed=4294967296", "seed"),
            ("interval=0", "interval"),
            ("views=timeline,sound", "views"),
            ("theme=blue", "theme"),
            ("start-method=clone", "start-method"),
            ("read-only=maybe", "read-only"),
        ] {
            let damaged = Link::parse(fragment).expect_err(fragment);
            assert_eq!(damaged.name, name);
            assert_eq!(damaged.to_string(), fragment);
            let (rest, found) = Link::parse_rest(&format!("{fragment}&lang=ja"));
            assert_eq!(found, Some(damaged));
            assert_eq!(rest.language.as_deref(), Some("ja"));
        }
    }

    fn links() -> impl Strategy<Value = Link> {
        let source = prop_oneof![
            any::<String>().prop_map(Source::Packed),
            any::<String>().prop_map(Source::Plain),
            any::<String>().prop_map(Source::Example),
        ];
        let views = proptest::collection::vec(proptest::sample::select(&View::ALL[..]), 0..4);
        let settings = (
            proptest::option::of(proptest::sample::select(&Choice::ALL[..])),
            proptest::option::of(1..=u32::MAX),
            any::<Option<u32>>(),
            any::<[bool; 4]>(),
        );
        let look = (
            proptest::option::of(views),
            proptest::option::of(proptest::sample::select(&Theme::ALL[..])),
            any::<Option<String>>(),
        );
        let names = (
            proptest::option::of(source),
            beside::tests::besides(),
            any::<Option<String>>(),
        );
        (names, settings, look).prop_map(
            |(
                (source, beside, name),
                (choice, interval, seed, flags),
                (views, theme, language),
            )| Link {
                source,
                beside,
                name,
                choice,
                start_method: None,
                is_serial: flags[0],
                interval,
                seed,
                views,
                theme,
                language,
                is_read_only: flags[1],
                runs_at_once: flags[2],
                has_auto_height: flags[3],
            },
        )
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(link in links()) {
            prop_assert_eq!(Link::parse(&link.fragment()), Ok(link));
        }

        #[test]
        fn no_fragment_is_too_odd_to_be_read(fragment in any::<String>()) {
            if let Ok(link) = Link::parse(&fragment) {
                prop_assert_eq!(Link::parse(&link.fragment()), Ok(link));
            }
        }
    }
}
