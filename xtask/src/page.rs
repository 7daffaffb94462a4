//! The page: `index.html`, and beside it the files that it names with `data-trunk`, as trunk would put them there.
//!
//! Files that change are named by their content, so that a browser can keep them.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use lol_html::html_content::{ContentType, Element};
use lol_html::{RewriteStrSettings, doc_comments, element, rewrite_str};

use crate::files;

/// What wasm-bindgen made of the page's program.
pub struct Program {
    pub script: PathBuf,
    pub module: PathBuf,
}

/// Puts the page into a folder, with the files that it names, which are relative to `root`.
pub fn build(root: &Path, program: &Program, site: &Path) -> Result<()> {
    let page = files::read_text(&root.join("index.html"))?;
    let assets = Assets {
        root,
        program,
        site,
    };
    files::write(&site.join("index.html"), assets.put_into(&page)?)
}

/// Where the files of a page come from, and where they go.
struct Assets<'a> {
    root: &'a Path,
    program: &'a Program,
    site: &'a Path,
}

impl Assets<'_> {
    /// The page with the names that its files have on the site, and without what only its authors read.
    fn put_into(&self, page: &str) -> Result<String> {
        let settings = RewriteStrSettings::new()
            .append_element_content_handler(element!("[data-trunk]", |element| {
                let name = element.tag_name();
                let about = || format!("cannot make the <{name} data-trunk> of the page");
                Ok(self.replace(element).with_context(about)?)
            }))
            .append_document_content_handler(doc_comments!(|comment| {
                comment.remove();
                Ok(())
            }));
        let page = rewrite_str(page, settings).map_err(|error| anyhow!(error))?;
        let lines = page.lines().map(str::trim).filter(|line| !line.is_empty());
        Ok(lines.collect::<Vec<_>>().join("\n") + "\n")
    }

    fn replace(&self, element: &mut Element) -> Result<()> {
        let attribute = |name| {
            let value = element.get_attribute(name);
            value.with_context(|| format!("there is no `{name}`"))
        };
        if element.tag_name() == "script" {
            let name = self.put(&self.root.join(attribute("src")?))?;
            element.remove_attribute("data-trunk");
            element.set_attribute("src", &format!("./{name}"))?;
            return Ok(());
        }
        match attribute("rel")?.as_str() {
            "copy-file" => {
                let file = self.root.join(attribute("href")?);
                let name = file.file_name().context("it names no file")?;
                files::write(&self.site.join(name), files::read(&file)?)?;
                element.remove();
            }
            "css" => {
                let name = self.put(&self.root.join(attribute("href")?))?;
                let link = format!("<link rel=\"stylesheet\" href=\"./{name}\">");
                element.replace(&link, ContentType::Html);
            }
            "rust" => element.replace(&self.start()?, ContentType::Html),
            other => return Err(anyhow!("nothing is known of `{other}`")),
        }
        Ok(())
    }

    /// What starts the program, and has the browser fetch all of it at once.
    fn start(&self) -> Result<String> {
        let script = self.put(&self.program.script)?;
        let module = self.put(&self.program.module)?;
        Ok(format!(
            "<link rel=\"modulepreload\" href=\"./{script}\" crossorigin=\"anonymous\">\n\
             <link rel=\"preload\" href=\"./{module}\" crossorigin=\"anonymous\" as=\"fetch\" type=\"application/wasm\">\n\
             <script type=\"module\">\n\
             import init from \"./{script}\";\n\
             await init({{ module_or_path: \"./{module}\" }});\n\
             </script>"
        ))
    }

    /// Puts a file on the site under a name with a hash of its content, which is the result.
    fn put(&self, file: &Path) -> Result<String> {
        let content = files::read(file)?;
        let part = |part: Option<&std::ffi::OsStr>| {
            let part = part.with_context(|| format!("{} has no such name", file.display()));
            part.map(|part| part.to_string_lossy().into_owned())
        };
        let (stem, kind) = (part(file.file_stem())?, part(file.extension())?);
        let hash = files::hash_bytes(&content);
        // `spawnpoint_bg.wasm` keeps its end, by which its kind is known.
        let name = match stem.strip_suffix("_bg") {
            Some(stem) => format!("{stem}-{hash}_bg.{kind}"),
            None => format!("{stem}-{hash}.{kind}"),
        };
        files::write(&self.site.join(&name), content)?;
        Ok(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What becomes of a page whose files are each their own name, and which files there are then.
    fn built(page: &str) -> Result<(String, Vec<String>)> {
        let [root, site] = [(); 2].map(|()| tempfile::tempdir().unwrap());
        for name in ["index.html", "a.css", "b.js", "c.svg", "p.js", "p_bg.wasm"] {
            files::write(&root.path().join(name), name).unwrap();
        }
        files::write(&root.path().join("index.html"), page).unwrap();
        let program = Program {
            script: root.path().join("p.js"),
            module: root.path().join("p_bg.wasm"),
        };
        build(root.path(), &program, site.path())?;
        let files = files::list(site.path()).unwrap().into_iter();
        let files = files.map(|file| file.to_string_lossy().into_owned());
        let page = files::read_text(&site.path().join("index.html")).unwrap();
        Ok((page, files.collect()))
    }

    fn hashed(file: &str) -> String {
        let (stem, kind) = file.split_once('.').unwrap();
        format!("{stem}-{}.{kind}", files::hash_bytes(file.as_bytes()))
    }

    #[test]
    fn files_are_named_by_their_content_and_the_page_has_these_names() {
        let (page, files) = built(
            "<!doctype html>\n<head>\n  <link data-trunk rel=\"css\" href=\"a.css\" />\n\
             <script data-trunk type=\"module\" src=\"b.js\"></script>\n</head>\n",
        )
        .unwrap();
        let (styles, script) = (hashed("a.css"), hashed("b.js"));
        assert_eq!(
            page,
            format!(
                "<!doctype html>\n<head>\n<link rel=\"stylesheet\" href=\"./{styles}\">\n\
                 <script type=\"module\" src=\"./{script}\"></script>\n</head>\n"
            )
        );
        assert_eq!(files, [styles, script, "index.html".to_owned()]);
    }

    #[test]
    fn a_copied_file_keeps_its_name_and_its_element_goes() {
        let page = "<link data-trunk rel=\"copy-file\" href=\"c.svg\"><link href=\"c.svg\">";
        let (page, files) = built(page).unwrap();
        assert_eq!(page, "<link href=\"c.svg\">\n");
        assert_eq!(files, ["c.svg", "index.html"]);
    }

    #[test]
    fn the_program_is_fetched_and_started() {
        let (page, files) = built("<link data-trunk rel=\"rust\" data-bin=\"p\" />").unwrap();
        let script = hashed("p.js");
        let module = hashed("p_bg.wasm").replacen("_bg-", "-", 1);
        let module = module.replace(".wasm", "_bg.wasm");
        assert_eq!(page.matches(&format!("\"./{script}\"")).count(), 2);
        assert_eq!(page.matches(&format!("\"./{module}\"")).count(), 2);
        assert!(files.contains(&script) && files.contains(&module));
    }

    #[test]
    fn the_page_has_nothing_that_is_for_its_authors() {
        let page = "<body>\n  <!-- Why. -->\n\n  <script>\n    f();\n  </script>\n</body>";
        let (page, _) = built(page).unwrap();
        assert_eq!(page, "<body>\n<script>\nf();\n</script>\n</body>\n");
    }

    #[test]
    fn what_only_trunk_could_make_is_refused() {
        for page in [
            "<link data-trunk rel=\"sass\" href=\"a.scss\">",
            "<link data-trunk rel=\"css\" href=\"missing.css\">",
            "<link data-trunk>",
        ] {
            let error = built(page).unwrap_err();
            assert!(
                format!("{error:#}").contains("<link data-trunk>"),
                "{error:#}"
            );
        }
    }
}
