//! Content Security Policies of pages: they name the scripts within a page by hashes, which are known only once
//! the page is finished.

use std::{cell::Cell, mem, rc::Rc};

use anyhow::{Context, Result, anyhow, ensure};
use base64::prelude::{BASE64_STANDARD, Engine};
use lol_html::{RewriteStrSettings, element, end_tag, rewrite_str, text};
use sha2::{Digest, Sha256};

/// What a page's policy has in the place of the hashes.
const PLACEHOLDER: &str = "%SCRIPTS%";

/// A finished page whose policy allows the scripts that are in it.
pub fn allow_scripts(page: &str) -> Result<String> {
    let (before, after) = page
        .split_once(PLACEHOLDER)
        .with_context(|| format!("the page's policy lacks {PLACEHOLDER}"))?;
    let hashes: Vec<_> = scripts(page)?
        .into_iter()
        .map(|script| {
            format!(
                "'sha256-{}'",
                BASE64_STANDARD.encode(Sha256::digest(script))
            )
        })
        .collect();
    Ok(format!("{before}{}{after}", hashes.join(" ")))
}

/// The texts of the scripts within a page, as a browser hashes them.
fn scripts(page: &str) -> Result<Vec<String>> {
    let mut scripts = Vec::new();
    let mut script = String::new();
    let is_open = Rc::new(Cell::new(false));
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(element!("script", |element| {
            is_open.set(true);
            let is_open = Rc::clone(&is_open);
            element.on_end_tag(end_tag!(move |_| {
                is_open.set(false);
                Ok(())
            }))
        }))
        .append_element_content_handler(text!("script:not([src])", |text| {
            script.push_str(text.as_str());
            if text.last_in_text_node() {
                // What a browser reads has one kind of line ends.
                scripts.push(mem::take(&mut script).replace("\r\n", "\n"));
            }
            Ok(())
        }));
    rewrite_str(page, settings).map_err(|error| anyhow!(error))?;
    ensure!(!is_open.get(), "a script has no end");
    Ok(scripts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_each_script_within_the_page_by_its_hash() {
        let page = "<meta content=\"script-src %SCRIPTS%\">\
                    <script src=\"a.js\"></script><script>alert('Hello, world.');</script>";
        // The example of the specification.
        let hash = "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='";
        let expected = page.replace(PLACEHOLDER, hash);
        assert_eq!(allow_scripts(page).unwrap(), expected);
    }

    #[test]
    fn a_page_without_a_policy_is_refused() {
        assert!(allow_scripts("<script>1</script>").is_err());
        assert!(allow_scripts("%SCRIPTS%<script>1").is_err());
    }

    #[test]
    fn line_ends_are_those_that_a_browser_sees() {
        assert_eq!(
            scripts("<script type=\"module\">a\r\nb</script>").unwrap(),
            ["a\nb"]
        );
    }
}
