//! Installing packages where that needs no question: on Debian and its kin, as root.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::command;
use crate::files;
use crate::steps::note;

/// Whether packages can be installed without asking anybody.
pub fn can_install() -> bool {
    Path::new("/usr/bin/apt-get").is_file()
        && command::output(command::program("id").arg("-u")).is_some_and(|id| id.trim() == "0")
}

/// Whether a package is installed.
fn is_installed(package: &str) -> bool {
    command::output(command::program("dpkg-query").args([
        "--show",
        "--showformat=${db:Status-Status}",
        package,
    ]))
    .is_some_and(|status| status == "installed")
}

/// Installs those of the packages that are not, where packages can be installed.
pub fn require(packages: &[&str]) -> Result<()> {
    if !can_install() {
        return Ok(());
    }
    let missing: Vec<_> = (packages.iter().copied())
        .filter(|package| !is_installed(package))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    install(&missing)
}

/// Installs packages.
pub fn install(packages: &[&str]) -> Result<()> {
    note(format!("Installing with apt-get: {}", packages.join(" ")));
    let apt = || {
        let mut apt = command::program("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive").arg("--quiet");
        apt
    };
    if let Err(error) = command::run(apt().arg("update")) {
        // One source that is out of reach need not be the one with these packages.
        note(format!("{error:#}; going on with the lists that are there"));
    }
    let options = ["install", "--yes", "--no-install-recommends"];
    command::run(apt().args(options).args(packages))
        .with_context(|| format!("could not install {}", packages.join(", ")))
}

/// Gets a source package of any release of Debian into a folder, from the mirror that this machine's packages come
/// from. Nothing is installed, and the machine's own lists stay as they are.
pub fn fetch_source(package: &str, suite: &str, folder: &Path) -> Result<()> {
    let mirror =
        find_mirror().context("this machine's packages are not from a mirror of Debian")?;
    files::make_empty(folder)?;
    let subfolder = |name: &str| -> Result<PathBuf> {
        let path = folder.join(name);
        files::make_empty(&path)?;
        Ok(path)
    };
    let sources = subfolder("sources")?;
    files::write(&sources.join("source.sources"), mirror.entry(suite))?;
    let settings = [
        ("Dir::Etc::sourcelist", PathBuf::from("/dev/null")),
        ("Dir::Etc::sourceparts", sources),
        ("Dir::State::lists", subfolder("lists")?),
        ("Dir::Cache", subfolder("cache")?),
        // Nobody else may write into the folder.
        ("APT::Sandbox::User", PathBuf::from("root")),
    ];
    let apt = || {
        let mut apt = command::program("apt-get");
        for (name, value) in &settings {
            apt.arg("-o").arg(format!("{name}={}", value.display()));
        }
        apt.current_dir(folder);
        apt
    };
    let get = || {
        command::required_output(apt().arg("update"))?;
        let options = ["source", "--download-only", "--only-source"];
        command::required_output(apt().args(options).arg(package))
    };
    get().with_context(|| format!("{package} cannot be had from Debian's {suite}"))?;
    Ok(())
}

/// Where a machine's packages come from.
#[derive(Debug, PartialEq, Eq)]
struct Mirror {
    uri: String,
    /// What the lists are signed by: a file with a key, or the key.
    signed_by: Option<String>,
}

impl Mirror {
    /// The entry for source packages of a release.
    fn entry(&self, suite: &str) -> String {
        let signed_by = self
            .signed_by
            .as_deref()
            .map(|key| format!("Signed-By: {key}\n"));
        format!(
            "Types: deb-src\nURIs: {}\nSuites: {suite}\nComponents: main\n{}",
            self.uri,
            signed_by.unwrap_or_default()
        )
    }
}

/// The mirror that apt is told of.
fn find_mirror() -> Option<Mirror> {
    let about = fs::read_to_string("/etc/os-release").ok()?;
    let codename = about
        .lines()
        .find_map(|line| line.strip_prefix("VERSION_CODENAME="))?;
    let folder = Path::new("/etc/apt/sources.list.d");
    let mut lists = vec![PathBuf::from("/etc/apt/sources.list")];
    lists.extend(
        files::list(folder)
            .ok()?
            .iter()
            .map(|list| folder.join(list)),
    );
    lists.iter().find_map(|list| {
        let text = fs::read_to_string(list).ok()?;
        match list.extension()?.to_str()? {
            "list" => mirror_in_lines(&text, codename),
            "sources" => mirror_in_stanzas(&text, codename),
            _ => None,
        }
    })
}

/// Whether a source of packages is Debian's own for a release.
fn is_main(suites: &str, components: &str, codename: &str) -> bool {
    const OTHER_NAMES: [&str; 4] = ["stable", "testing", "unstable", "sid"];
    let is_suite = |suite: &str| suite == codename || OTHER_NAMES.contains(&suite);
    suites.split_whitespace().any(is_suite)
        && components
            .split_whitespace()
            .any(|component| component == "main")
}

/// Looks for the mirror in the lines of a `sources.list`.
fn mirror_in_lines(list: &str, codename: &str) -> Option<Mirror> {
    list.lines().find_map(|line| {
        let line = line.trim().strip_prefix("deb ")?.trim_start();
        let (options, rest) = match line.strip_prefix('[') {
            Some(line) => line.split_once(']')?,
            None => ("", line),
        };
        let mut words = rest.split_whitespace();
        let (uri, suite) = (words.next()?, words.next()?);
        let components: Vec<_> = words.collect();
        let signed_by = options
            .split_whitespace()
            .find_map(|option| option.strip_prefix("signed-by="));
        is_main(suite, &components.join(" "), codename).then(|| Mirror {
            uri: uri.to_owned(),
            signed_by: signed_by.map(str::to_owned),
        })
    })
}

/// Looks for the mirror in the stanzas of a file of the form deb822.
fn mirror_in_stanzas(list: &str, codename: &str) -> Option<Mirror> {
    let lines: Vec<_> = list.lines().filter(|line| !line.starts_with('#')).collect();
    lines
        .split(|line| line.trim().is_empty())
        .find_map(|stanza| {
            let types = field(stanza, "Types")?;
            let is_binary = types.split_whitespace().any(|kind| kind == "deb");
            let is_off = field(stanza, "Enabled").is_some_and(|enabled| enabled == "no");
            let suites = field(stanza, "Suites")?;
            let components = field(stanza, "Components")?;
            let uri = field(stanza, "URIs")?;
            (is_binary && !is_off && is_main(&suites, &components, codename)).then(|| Mirror {
                uri: uri.split_whitespace().next().unwrap_or_default().to_owned(),
                signed_by: field(stanza, "Signed-By"),
            })
        })
}

/// What a stanza says of something, which may take several lines.
fn field(stanza: &[&str], name: &str) -> Option<String> {
    let begin = stanza.iter().position(|line| {
        line.split_once(':')
            .is_some_and(|(field, _)| field.eq_ignore_ascii_case(name))
    })?;
    let first = stanza[begin].split_once(':')?.1.trim();
    let others = stanza[begin + 1..]
        .iter()
        .copied()
        .take_while(|line| line.starts_with([' ', '\t']));
    let lines: Vec<_> = std::iter::once(first).chain(others).collect();
    Some(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mirror(uri: &str, signed_by: Option<&str>) -> Mirror {
        Mirror {
            uri: uri.to_owned(),
            signed_by: signed_by.map(str::to_owned),
        }
    }

    #[test]
    fn finds_the_mirror_in_stanzas() {
        let list = "# Nobody's.\nTypes: deb\nURIs: https://other.example/x\nSuites: nodistro\nComponents: main\n\n\
                    Types: deb deb-src\n# Why.\nURIs: http://mirror.example/debian\n\
                    Suites: bookworm bookworm-updates\nComponents: main\nSigned-By: /usr/share/key.gpg\n\n\
                    Types: deb\nURIs: http://mirror.example/security\nSuites: bookworm-security\nComponents: main\n";
        let expected = mirror("http://mirror.example/debian", Some("/usr/share/key.gpg"));
        assert_eq!(mirror_in_stanzas(list, "bookworm"), Some(expected));
        assert_eq!(mirror_in_stanzas(list, "trixie"), None);
        let off = list.replace("Types: deb deb-src", "Enabled: no\nTypes: deb");
        assert_eq!(mirror_in_stanzas(&off, "bookworm"), None);
    }

    #[test]
    fn finds_the_mirror_in_lines() {
        let list = "# deb http://old.example/debian bookworm main\n\
                    deb [arch=amd64] https://other.example/x bookworm stable\n\
                    deb [ arch=amd64 signed-by=/k.gpg ] http://mirror.example/debian bookworm main contrib\n\
                    deb http://second.example/debian sid main\n";
        let expected = mirror("http://mirror.example/debian", Some("/k.gpg"));
        assert_eq!(mirror_in_lines(list, "bookworm"), Some(expected));
        let expected = mirror("http://second.example/debian", None);
        assert_eq!(mirror_in_lines(list, "forky"), Some(expected));
    }

    #[test]
    fn a_key_within_the_list_is_handed_on_whole() {
        let list = "Types: deb\nURIs: http://mirror.example/debian\nSuites: bookworm\nComponents: main\nSigned-By:\n \
                    -----BEGIN\n .\n x\nEnabled: yes\n";
        let found = mirror_in_stanzas(list, "bookworm").unwrap();
        let entry = found.entry("trixie");
        assert_eq!(
            entry,
            "Types: deb-src\nURIs: http://mirror.example/debian\nSuites: trixie\nComponents: main\nSigned-By: \n \
             -----BEGIN\n .\n x\n"
        );
        let without = Mirror {
            signed_by: None,
            ..found
        };
        assert!(!without.entry("trixie").contains("Signed-By"));
    }
}
