//! `cargo xtask serve`: the site on this machine, from a small static server.

use std::fs::File;
use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread;

use anyhow::{Result, anyhow, bail};
use tiny_http::{Header, Method, Request, Response, Server, StatusCode};

use crate::site::{self, Profile, RUNTIME_PREFIX};
use crate::steps::Steps;
use crate::workspace::Workspace;

/// How to serve.
#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    pub port: u16,
    pub open: bool,
    /// Send the headers that give the page `SharedArrayBuffer`.
    pub isolated: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: 8080,
            open: false,
            isolated: false,
        }
    }
}

/// A page fetches a handful of files at once, and one request must not wait for a slow one.
const THREADS: usize = 8;

/// Builds the site and serves it until interrupted.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    // Before the build, so that a port in use is known before minutes have been spent.
    let listener = listen(options.port)?;
    let mut steps = Steps::default();
    site::build(workspace, Profile::Release, &mut steps)?;

    let address = format!("http://{}/", listener.local_addr()?);
    let server =
        Server::from_listener(listener, None).map_err(|error| anyhow!("cannot serve: {error}"))?;
    let isolation = if options.isolated {
        ", cross-origin isolated"
    } else {
        ""
    };
    println!("\nSpawnpoint is at {address}{isolation} (Ctrl+C ends it)");
    if options.open
        && let Err(error) = open::that(&address)
    {
        eprintln!("No browser could be opened ({error}): open {address} yourself");
    }
    serve(
        &Arc::new(server),
        &workspace.output(Profile::Release),
        options.isolated,
    );
    bail!("the server has ended")
}

fn listen(port: u16) -> Result<TcpListener> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    TcpListener::bind(address).map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => anyhow!(
            "port {port} is in use, maybe by a server started earlier: end that one, or choose \
             another port with `--port {}` (`--port 0` takes any free one)",
            port.checked_add(1).unwrap_or(8080)
        ),
        ErrorKind::PermissionDenied => {
            anyhow!("port {port} is not open to this user: choose one above 1023 with `--port`")
        }
        _ => anyhow!(error).context(format!("cannot listen on port {port}")),
    })
}

/// Answers requests on several threads until the server is unblocked.
fn serve(server: &Arc<Server>, root: &Path, isolated: bool) {
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                for request in server.incoming_requests() {
                    // Whoever asked has gone away: nobody is left to tell.
                    let _ = answer(request, root, isolated);
                }
            });
        }
    });
}

fn answer(request: Request, root: &Path, isolated: bool) -> io::Result<()> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return request.respond(Response::from_string("Only GET and HEAD").with_status_code(405));
    }
    let found = resolve(root, request.url()).and_then(|path| Some((File::open(&path).ok()?, path)));
    let Some((file, path)) = found else {
        return request.respond(Response::from_string("Not found").with_status_code(404));
    };
    let length = usize::try_from(file.metadata()?.len()).ok();
    let headers = headers(root, &path, isolated)
        .into_iter()
        .filter_map(|(name, value)| Header::from_bytes(name.as_bytes(), value.as_bytes()).ok());
    let response = Response::new(StatusCode(200), headers.collect(), file, length, None)
        // The page shows progress in bytes, for which it needs the length.
        .with_chunked_threshold(usize::MAX);
    request.respond(response)
}

/// The headers of a file's response.
fn headers(root: &Path, path: &Path, isolated: bool) -> Vec<(&'static str, &'static str)> {
    // Only the runtime's folder is named by its content whatever is in it.
    let is_hashed = path
        .strip_prefix(root)
        .is_ok_and(|path| path.to_string_lossy().starts_with(RUNTIME_PREFIX));
    let cache = if is_hashed {
        "max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let mut headers = vec![
        ("Content-Type", content_type(path)),
        ("Cache-Control", cache),
        ("X-Content-Type-Options", "nosniff"),
        // So that pages elsewhere on this machine can embed programs, as from GitHub Pages.
        ("Access-Control-Allow-Origin", "*"),
    ];
    if isolated {
        headers.extend([
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Embedder-Policy", "require-corp"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
        ]);
    }
    headers
}

/// The file that a request means, if it is one below the root.
fn resolve(root: &Path, url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?;
    let path = decode(path.strip_prefix('/')?)?;
    // Some systems take a backslash or a colon for a separator; no file of the site has one.
    if path.contains(['\\', ':', '\0']) {
        return None;
    }
    let relative = Path::new(&path);
    if !relative
        .components()
        .all(|part| matches!(part, Component::Normal(_)))
    {
        return None;
    }
    let file = if path.is_empty() || path.ends_with('/') {
        root.join(relative).join("index.html")
    } else {
        root.join(relative)
    };
    file.is_file().then_some(file)
}

/// A path with its `%xx` replaced.
fn decode(path: &str) -> Option<String> {
    let mut bytes = path.bytes();
    let mut decoded = Vec::new();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let mut digit = || char::from(bytes.next()?).to_digit(16);
            decoded.push(u8::try_from(digit()? * 16 + digit()?).ok()?);
        } else {
            decoded.push(byte);
        }
    }
    String::from_utf8(decoded).ok()
}

fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json" | "map") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("webp") => "image/webp",
        Some("woff2") => "font/woff2",
        Some("txt" | "md" | "py") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpStream;

    use super::*;

    fn site() -> tempfile::TempDir {
        let site = tempfile::tempdir().unwrap();
        let runtime = site.path().join("runtime-0");
        std::fs::create_dir(&runtime).unwrap();
        std::fs::write(site.path().join("index.html"), "page").unwrap();
        std::fs::write(runtime.join("process_bg.wasm"), "\0asm").unwrap();
        std::fs::write(runtime.join("a b.js"), "").unwrap();
        site
    }

    #[test]
    fn finds_files_below_the_root() {
        let site = site();
        let found = |url| {
            resolve(site.path(), url).map(|path| path.strip_prefix(site.path()).unwrap().to_owned())
        };
        assert_eq!(found("/"), Some("index.html".into()));
        assert_eq!(found("/index.html?program=1"), Some("index.html".into()));
        assert_eq!(
            found("/runtime-0/process_bg.wasm"),
            Some("runtime-0/process_bg.wasm".into())
        );
        assert_eq!(
            found("/runtime-0/a%20b.js"),
            Some("runtime-0/a b.js".into())
        );
        assert_eq!(found("/runtime-0"), None);
        assert_eq!(found("/runtime-0/"), None);
        assert_eq!(found("/missing.js"), None);
    }

    #[test]
    fn leaves_nothing_outside_the_root_in_reach() {
        let site = site();
        std::fs::write(site.path().join("secret"), "").unwrap();
        let root = site.path().join("runtime-0");
        for url in [
            "/../secret",
            "/%2e%2e/secret",
            "/..%2fsecret",
            "/..%5csecret",
            "//etc/passwd",
            "/%2Fetc/passwd",
            "/C:/secret",
            "/a%00",
            "/%zz",
            "secret",
            "",
        ] {
            assert_eq!(resolve(&root, url), None, "{url}");
        }
    }

    #[test]
    fn knows_the_types_that_browsers_insist_on() {
        assert_eq!(
            content_type(Path::new("a/process_bg.wasm")),
            "application/wasm"
        );
        assert_eq!(
            content_type(Path::new("process.js")),
            "text/javascript; charset=utf-8"
        );
        assert_eq!(
            content_type(Path::new("LICENSE")),
            "application/octet-stream"
        );
    }

    #[test]
    fn answers_with_length_type_and_isolation() {
        let site = site();
        let listener = listen(0).unwrap();
        let address = listener.local_addr().unwrap();
        let server = Arc::new(Server::from_listener(listener, None).unwrap());
        let get = |path: &str| {
            let mut stream = TcpStream::connect(address).unwrap();
            write!(
                stream,
                "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            )
            .unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            answer
        };
        thread::scope(|scope| {
            scope.spawn(|| serve(&server, site.path(), true));
            let page = get("/");
            let wasm = get("/runtime-0/process_bg.wasm");
            let missing = get("/../index.html");
            for _ in 0..THREADS {
                server.unblock();
            }
            assert!(
                page.starts_with("HTTP/1.1 200") && page.ends_with("\r\n\r\npage"),
                "{page}"
            );
            assert!(page.contains("Cache-Control: no-cache\r\n"), "{page}");
            assert!(
                page.contains("Cross-Origin-Opener-Policy: same-origin\r\n"),
                "{page}"
            );
            assert!(
                page.contains("Cross-Origin-Embedder-Policy: require-corp\r\n"),
                "{page}"
            );
            assert!(
                wasm.contains("Content-Type: application/wasm\r\n"),
                "{wasm}"
            );
            assert!(wasm.contains("Content-Length: 4\r\n"), "{wasm}");
            assert!(wasm.contains("immutable"), "{wasm}");
            assert!(missing.starts_with("HTTP/1.1 404"), "{missing}");
        });
    }

    #[test]
    fn a_port_in_use_names_the_way_out() {
        let taken = listen(0).unwrap();
        let error = listen(taken.local_addr().unwrap().port()).unwrap_err();
        assert!(error.to_string().contains("--port"));
    }
}
