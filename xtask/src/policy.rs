//! Content Security Policies of pages: they name the scripts within a page by hashes, which are known only once
//! the page is finished.

use anyhow::{Context, Result};
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
        .map(|script| format!("'sha256-{}'", base64(&Sha256::digest(script))))
        .collect();
    Ok(format!("{before}{}{after}", hashes.join(" ")))
}

/// The texts of the scripts within a page, as a browser hashes them.
fn scripts(page: &str) -> Result<Vec<String>> {
    let mut scripts = Vec::new();
    let mut rest = page;
    while let Some((_, begin)) = rest.split_once("<script") {
        let (attributes, begin) = begin.split_once('>').context("a script tag has no end")?;
        let (text, end) = begin
            .split_once("</script>")
            .context("a script has no end")?;
        if !attributes.contains("src=") {
            // What a browser reads has one kind of line ends.
            scripts.push(text.replace("\r\n", "\n"));
        }
        rest = end;
    }
    Ok(scripts)
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let number = (0..3).fold(0, |number, place| {
            number << 8 | usize::from(group.get(place).copied().unwrap_or(0))
        });
        for place in 0..4 {
            let digit = DIGITS[number >> (18 - 6 * place) & 63];
            let is_filled = place <= group.len();
            text.push(if is_filled { char::from(digit) } else { '=' });
        }
    }
    text
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

    #[test]
    fn encodes_as_base64() {
        let encoded = ["", "f", "fo", "foo", "foob"].map(|text| base64(text.as_bytes()));
        assert_eq!(encoded, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg=="]);
    }
}
