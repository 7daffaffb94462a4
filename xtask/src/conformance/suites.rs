//! Which of CPython's tests are run.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::files;

/// Tests that belong together.
pub struct Suite {
    pub name: &'static str,
    /// Modules and packages in CPython's `Lib/test`.
    modules: &'static [&'static str],
    /// What they take along in the browser, in `Lib/test`: files, and folders with all in them. Natively all is there.
    /// None if they are not run there.
    browser: Option<&'static [&'static str]>,
}

/// All suites: what a program that exchanges something comes upon first, and what it stands on afterwards.
pub const SUITES: &[Suite] = &[
    Suite {
        name: "multiprocessing-fork",
        modules: &["test_multiprocessing_fork"],
        browser: Some(MULTIPROCESSING),
    },
    Suite {
        name: "multiprocessing-forkserver",
        modules: &["test_multiprocessing_forkserver"],
        browser: Some(MULTIPROCESSING),
    },
    Suite {
        name: "multiprocessing-spawn",
        modules: &["test_multiprocessing_spawn"],
        browser: Some(MULTIPROCESSING),
    },
    Suite {
        name: "futures",
        modules: &["test_concurrent_futures"],
        browser: Some(&[]),
    },
    Suite {
        name: "threading",
        modules: &[
            "test_thread",
            "test_threadedtempfile",
            "test_threading",
            "test_threading_local",
        ],
        browser: Some(&["lock_tests.py"]),
    },
    Suite {
        name: "queue",
        modules: &["test_queue", "test_sched"],
        browser: Some(&[]),
    },
    Suite {
        name: "asyncio",
        modules: &["test_asyncio", "test_asyncgen", "test_coroutines"],
        browser: Some(&["certdata", "ssl_servers.py", "test_httpservers.py"]),
    },
    Suite {
        name: "signal",
        modules: &["test_signal", "test_threadsignals"],
        browser: Some(&["signalinterproctester.py"]),
    },
    Suite {
        name: "logging",
        modules: &["test_logging"],
        browser: Some(&["configdata"]),
    },
    Suite {
        name: "io",
        modules: &[
            "test_bufio",
            "test_file",
            "test_fileio",
            "test_io",
            "test_memoryio",
            "test_univnewlines",
        ],
        browser: Some(&[]),
    },
    Suite {
        name: "files",
        modules: &[
            "test_filecmp",
            "test_fnmatch",
            "test_genericpath",
            "test_glob",
            "test_os",
            "test_pathlib",
            "test_posixpath",
            "test_shutil",
            "test_stat",
            "test_tempfile",
        ],
        browser: Some(&["archivetestdata", "mapping_tests.py"]),
    },
    Suite {
        name: "select",
        modules: &["test_poll", "test_select", "test_selectors"],
        browser: Some(&[]),
    },
    Suite {
        name: "pickle",
        modules: &[
            "test_copy",
            "test_copyreg",
            "test_marshal",
            "test_pickle",
            "test_picklebuffer",
            "test_pickletools",
        ],
        browser: Some(&["pickletester.py"]),
    },
    Suite {
        name: "json",
        modules: &["test_json"],
        browser: Some(&[]),
    },
    Suite {
        name: "memory",
        modules: &[
            "test_array",
            "test_buffer",
            "test_bytes",
            "test_ctypes",
            "test_gc",
            "test_memoryview",
            "test_mmap",
            "test_struct",
            "test_weakref",
        ],
        browser: Some(&[
            "list_tests.py",
            "mapping_tests.py",
            "seq_tests.py",
            "string_tests.py",
        ]),
    },
    Suite {
        name: "numbers",
        modules: &[
            "test_cmath",
            "test_complex",
            "test_decimal",
            "test_float",
            "test_fractions",
            "test_int",
            "test_math",
            "test_random",
            "test_statistics",
            "test_strtod",
        ],
        browser: Some(&[
            "decimaltestdata",
            "mathdata",
            "randv2_32.pck",
            "randv2_64.pck",
            "randv3.pck",
        ]),
    },
    Suite {
        name: "time",
        modules: &[
            "test_calendar",
            "test_datetime",
            "test_strptime",
            "test_time",
            "test_zoneinfo",
        ],
        browser: Some(&["datetimetester.py"]),
    },
    Suite {
        name: "collections",
        modules: &[
            "test_bisect",
            "test_collections",
            "test_deque",
            "test_dict",
            "test_heapq",
            "test_list",
            "test_ordered_dict",
            "test_set",
            "test_tuple",
        ],
        browser: Some(&["list_tests.py", "mapping_tests.py", "seq_tests.py"]),
    },
    Suite {
        name: "text",
        modules: &[
            "test_codecs",
            "test_re",
            "test_str",
            "test_string",
            "test_textwrap",
            "test_unicodedata",
        ],
        browser: None,
    },
    Suite {
        name: "library",
        modules: &[
            "test_argparse",
            "test_atexit",
            "test_contextlib",
            "test_contextlib_async",
            "test_csv",
            "test_dataclasses",
            "test_enum",
            "test_functools",
            "test_hashlib",
            "test_itertools",
            "test_operator",
            "test_pprint",
            "test_sqlite3",
            "test_typing",
            "test_uuid",
        ],
        browser: None,
    },
    Suite {
        name: "compression",
        modules: &[
            "test_bz2",
            "test_gzip",
            "test_lzma",
            "test_tarfile",
            "test_zipfile",
            "test_zlib",
        ],
        browser: None,
    },
    Suite {
        name: "language",
        modules: &[
            "test_builtin",
            "test_class",
            "test_compile",
            "test_context",
            "test_descr",
            "test_exception_group",
            "test_exceptions",
            "test_except_star",
            "test_fstring",
            "test_generators",
            "test_grammar",
            "test_monitoring",
            "test_patma",
            "test_scope",
            "test_super",
            "test_syntax",
            "test_sys",
            "test_sys_settrace",
            "test_traceback",
            "test_warnings",
            "test_with",
        ],
        browser: None,
    },
];

const MULTIPROCESSING: &[&str] = &["_test_multiprocessing.py", "mp_preload.py"];

/// Modules of packages that are about what is not here, as a whole: natively they would wait for a network.
const LEFT_OUT: &[&str] = &[
    "test_asyncio/test_sendfile.py",
    "test_asyncio/test_sock_lowlevel.py",
    "test_asyncio/test_ssl.py",
    "test_asyncio/test_subprocess.py",
];

/// What tests of all suites import.
const COMMON: &[&str] = &["__init__.py", "support"];

impl Suite {
    /// Whether it is run in the browser, too.
    pub fn is_for_browser(&self) -> bool {
        self.browser.is_some()
    }

    /// Its modules of tests by their names in Python, given the folder that the package `test` is in.
    pub fn modules(&self, library: &Path) -> Result<Vec<String>> {
        let mut found = Vec::new();
        for module in self.modules {
            let folder = Path::new("test").join(module);
            if library.join(&folder).is_dir() {
                for file in files::list(&library.join(&folder))? {
                    let is_python = file.extension().is_some_and(|extension| extension == "py");
                    let name = file.to_string_lossy();
                    let name = name.rsplit('/').next().unwrap_or_default();
                    let is_left_out = LEFT_OUT
                        .iter()
                        .any(|left| Path::new(module).join(&file) == Path::new(left));
                    if name.starts_with("test_") && is_python && !is_left_out {
                        found.push(module_name(&folder.join(&file)));
                    }
                }
            } else {
                found.push(module_name(&folder));
            }
        }
        Ok(found)
    }

    /// Copies what it takes in the browser from one folder with the package `test` into another.
    pub fn copy(&self, library: &Path, to: &Path) -> Result<()> {
        let modules = self.modules.iter().map(PathBuf::from);
        let others = COMMON.iter().chain(self.browser.unwrap_or_default());
        for path in modules.chain(others.map(PathBuf::from)) {
            let path = Path::new("test").join(path);
            if library.join(&path).is_dir() {
                files::copy_all(&library.join(&path), &to.join(&path))?;
                continue;
            }
            let path = path.with_extension(path.extension().unwrap_or("py".as_ref()));
            let target = to.join(&path);
            if let Some(folder) = target.parent() {
                std::fs::create_dir_all(folder)
                    .with_context(|| format!("cannot make the folder {}", folder.display()))?;
            }
            files::write(&target, files::read(&library.join(&path))?)?;
        }
        Ok(())
    }
}

/// The name in Python of the module in a file.
fn module_name(file: &Path) -> String {
    file.with_extension("").to_string_lossy().replace('/', ".")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;

    use super::*;

    #[test]
    fn each_suite_has_a_name_of_its_own() {
        let names: BTreeSet<_> = SUITES.iter().map(|suite| suite.name).collect();
        assert_eq!(names.len(), SUITES.len());
    }

    #[test]
    fn modules_of_a_package_are_its_files_of_tests() {
        let library = tempfile::tempdir().unwrap();
        let to = tempfile::tempdir().unwrap();
        let files = [
            "test/__init__.py",
            "test/support/__init__.py",
            "test/test_a.py",
            "test/test_b/__init__.py",
            "test/test_b/helpers.py",
            "test/test_b/test_c.py",
            "test/data.bin",
            "test/other.py",
        ];
        for file in files {
            let path = library.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        let suite = Suite {
            name: "some",
            modules: &["test_a", "test_b"],
            browser: Some(&["data.bin"]),
        };
        let modules = suite.modules(library.path()).unwrap();
        assert_eq!(modules, ["test.test_a", "test.test_b.test_c"]);
        suite.copy(library.path(), to.path()).unwrap();
        let copied = files::list(to.path()).unwrap();
        assert_eq!(copied.len(), 7);
        assert!(!to.path().join("test/other.py").exists());
    }
}
