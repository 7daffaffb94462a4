//! The figures that `cargo xtask bench` has taken, as tables and charts of the guide.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::bench::PARTS;
use crate::chart;
use crate::files;
use crate::sizes::grouped;

/// Where the figures are kept, from the root of the workspace.
const FILE: &str = "docs/guide/benchmarks.json";

/// What stands in a page before the name of a part, or of the chart of all, as a comment.
const MARK: &str = "<!-- benchmarks: ";

/// The chart of all parts.
const OVERVIEW: &str = "overview";

/// A cost that is higher than the peer's by no more than this may be noise, and needs no reason.
const NOISE: f64 = 1.1;

/// Our own name in tables, charts and exponents.
const OURS: &str = "Spawnpoint";

/// The figures of each part, by its name.
#[derive(Deserialize)]
pub struct Benchmarks(BTreeMap<String, Part>);

/// What was measured together.
#[derive(Deserialize)]
struct Part {
    date: String,
    machine: Machine,
    versions: Versions,
    figures: Vec<Figure>,
    /// How the costs grow, where a figure was taken at several sizes.
    exponents: Option<Exponents>,
}

/// A class of machines.
#[derive(Deserialize)]
struct Machine {
    processors: u32,
    architecture: String,
    class: String,
    /// In GB.
    memory: u32,
}

#[derive(Deserialize)]
struct Versions {
    chromium: String,
    cpython: String,
    pyodide: String,
}

#[derive(Deserialize)]
struct Exponents {
    ours: f64,
    cpython: f64,
}

#[derive(Deserialize)]
struct Figure {
    name: String,
    /// Of how many processes, messages or events.
    at: Option<u32>,
    better: Better,
    ours: Summary,
    peers: BTreeMap<Peer, Beside>,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Better {
    Less,
    More,
}

/// What we are compared with.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "lowercase")]
pub enum Peer {
    #[serde(rename = "cpython")]
    CPython,
    Pyodide,
}

impl Peer {
    pub const ALL: [Self; 2] = [Self::CPython, Self::Pyodide];

    pub fn name(self) -> &'static str {
        match self {
            Self::CPython => "CPython",
            Self::Pyodide => "Pyodide",
        }
    }
}

#[derive(Deserialize)]
struct Summary {
    median: f64,
    min: f64,
    max: f64,
    rounds: u32,
}

#[derive(Deserialize)]
struct Beside {
    #[serde(flatten)]
    summary: Summary,
    /// Ours by theirs.
    ratio: f64,
}

/// The texts of a language.
type Words = BTreeMap<String, String>;

impl Benchmarks {
    pub fn read(root: &Path) -> Result<Self> {
        let text = files::read_text(&root.join(FILE))?;
        serde_json::from_str(&text).with_context(|| format!("cannot use {FILE}"))
    }

    /// A page with tables and charts in the places of its comments that ask for them.
    pub fn fill_in(&self, page: &str, words: &Words) -> Result<String> {
        let mut filled = String::new();
        let mut rest = page;
        while let Some((before, after)) = rest.split_once(MARK) {
            let (name, after) = after.split_once(" -->").context("a comment has no end")?;
            filled.push_str(before);
            filled.push_str(&match name {
                OVERVIEW => self.overview(words)?,
                _ => self.part(name, words)?,
            });
            rest = after;
        }
        filled.push_str(rest);
        Ok(filled)
    }

    /// The chart of what everything costs beside its peers.
    fn overview(&self, words: &Words) -> Result<String> {
        let mut rows = Vec::new();
        for part in PARTS.iter().filter_map(|name| self.0.get(*name)) {
            for (place, figure) in part.figures.iter().enumerate() {
                let next = part.figures.get(place + 1);
                // Of several sizes, the largest.
                let is_shown = next.is_none_or(|next| next.name != figure.name);
                if is_shown && !figure.peers.is_empty() {
                    let costs = figure.costs().collect();
                    rows.push((figure.label(words)?, costs));
                }
            }
        }
        Ok(chart::costs(
            &rows,
            word(words, "chart-costs")?,
            word(words, "chart-better")?,
            word(words, "chart-worse")?,
        ))
    }

    /// What a part has measured, and the reasons for what is worse than a peer.
    fn part(&self, name: &str, words: &Words) -> Result<String> {
        let part = self.0.get(name);
        let part = part.with_context(|| format!("{FILE} has no part `{name}`"))?;
        part.html(name, words)
            .with_context(|| format!("cannot show the part `{name}` of {FILE}"))
    }
}

impl Part {
    fn html(&self, name: &str, words: &Words) -> Result<String> {
        let mut html = self.table(name, words)?;
        if let Some(exponents) = &self.exponents {
            html.push_str(&self.growth(name, exponents, words)?);
        }
        html.push_str(&self.circumstances(words)?);
        html.push_str(&self.reasons(name, words)?);
        Ok(html)
    }

    /// The peers that any figure has.
    fn peers(&self) -> impl Iterator<Item = Peer> {
        let has = |peer| {
            let mut figures = self.figures.iter();
            figures.any(|figure| figure.peers.contains_key(&peer))
        };
        Peer::ALL.into_iter().filter(move |peer| has(*peer))
    }

    fn table(&self, name: &str, words: &Words) -> Result<String> {
        let is_growing = self.figures.iter().all(|figure| figure.at.is_some());
        let first = if is_growing { name } else { "figure" };
        let first = word(words, &format!("column-{first}"))?;
        let cost = word(words, "column-cost")?;
        let mut table = format!(
            "<div class=\"table figures\" tabindex=\"0\"><table><thead><tr><th>{first}</th><th>{OURS}</th>"
        );
        for peer in self.peers() {
            let peer = peer.name();
            let cost = with(cost, &[("peer", peer)]);
            let _ = write!(table, "<th>{peer}</th><th>{cost}</th>");
        }
        table.push_str("</tr></thead><tbody>");
        for figure in &self.figures {
            let label = match figure.at {
                Some(size) => grouped(&size.to_string()),
                None => figure.label(words)?,
            };
            let arrow = if figure.better == Better::More {
                " ↑"
            } else {
                ""
            };
            let ours = figure.ours.html();
            let _ = write!(
                table,
                "<tr><th scope=\"row\">{label}{arrow}</th><td>{ours}</td>"
            );
            for peer in self.peers() {
                match figure.peers.get(&peer) {
                    Some(beside) => {
                        let (theirs, cost) = (beside.summary.html(), figure.cost(beside));
                        let _ = write!(table, "<td>{theirs}</td><td>{}</td>", times(cost));
                    }
                    None => table.push_str("<td>–</td><td>–</td>"),
                }
            }
            table.push_str("</tr>");
        }
        table.push_str("</tbody></table></div>\n");
        Ok(table)
    }

    /// The chart of how the costs grow.
    fn growth(&self, name: &str, exponents: &Exponents, words: &Words) -> Result<String> {
        let costs = |of: &dyn Fn(&Figure) -> Option<f64>| {
            let points = self.figures.iter();
            let points = points.filter_map(|figure| Some((f64::from(figure.at?), of(figure)?)));
            points.collect::<Vec<_>>()
        };
        let ours = costs(&|figure| Some(figure.ours.median));
        let theirs = costs(&|figure| Some(figure.peers.get(&Peer::CPython)?.summary.median));
        let label =
            |name: &str, exponent: f64| format!("{name}: n<tspan dy=\"-4\">{exponent}</tspan>");
        Ok(chart::growth(
            &[
                (label(OURS, exponents.ours), ours),
                (label(Peer::CPython.name(), exponents.cpython), theirs),
            ],
            word(words, &format!("chart-{name}"))?,
            word(words, &format!("column-{name}"))?,
            word(words, "chart-seconds")?,
        ))
    }

    /// When and where it was measured.
    fn circumstances(&self, words: &Words) -> Result<String> {
        let Machine {
            processors,
            architecture,
            class,
            memory,
        } = &self.machine;
        let mut programs = format!("Chromium {}", self.versions.chromium);
        for peer in self.peers() {
            let version = match peer {
                Peer::CPython => &self.versions.cpython,
                Peer::Pyodide => &self.versions.pyodide,
            };
            let _ = write!(programs, ", {} {version}", peer.name());
        }
        let rounds = self.figures.iter().map(|figure| figure.ours.rounds).max();
        let text = with(
            word(words, "measured")?,
            &[
                ("date", &self.date),
                ("processors", &processors.to_string()),
                ("machine", word(words, &format!("machine-{class}"))?),
                ("architecture", architecture),
                ("memory", &memory.to_string()),
                ("programs", &programs),
                ("rounds", &rounds.unwrap_or_default().to_string()),
            ],
        );
        Ok(format!("<p class=\"measured\">{text}</p>\n"))
    }

    /// A sentence for each figure that is worse than a peer; what goes for the whole part is said once.
    fn reasons(&self, name: &str, words: &Words) -> Result<String> {
        let mut reasons = Vec::new();
        for figure in self.figures.iter().filter(|figure| figure.is_worse()) {
            let own = words.get(&format!("reason-{}", figure.name));
            let reason = match (own, words.get(&format!("reason-{name}"))) {
                (Some(own), _) => {
                    let about = word(words, &format!("figure-{}", figure.name))?;
                    format!("<li><strong>{about}</strong>: {own}</li>")
                }
                (None, Some(shared)) => format!("<li>{shared}</li>"),
                (None, None) => bail!("{} is worse than a peer, and no text says why", figure.name),
            };
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
        Ok(if reasons.is_empty() {
            String::new()
        } else {
            format!("<ul>{}</ul>\n", reasons.concat())
        })
    }
}

impl Figure {
    fn label(&self, words: &Words) -> Result<String> {
        let name = word(words, &format!("figure-{}", self.name))?;
        Ok(match self.at {
            Some(size) => format!("{name}: {}", grouped(&size.to_string())),
            None => name.to_owned(),
        })
    }

    /// What ours costs if the peer's costs 1.
    fn cost(&self, beside: &Beside) -> f64 {
        match self.better {
            Better::Less => beside.ratio,
            Better::More => 1.0 / beside.ratio,
        }
    }

    fn costs(&self) -> impl Iterator<Item = (Peer, f64)> {
        let peers = self.peers.iter();
        peers.map(|(peer, beside)| (*peer, self.cost(beside)))
    }

    fn is_worse(&self) -> bool {
        self.costs().any(|(_, cost)| cost > NOISE)
    }
}

impl Summary {
    fn html(&self) -> String {
        let Self {
            median, min, max, ..
        } = self;
        let spread = if min < max {
            format!(" <small>{}–{}</small>", shown(*min), shown(*max))
        } else {
            String::new()
        };
        format!("{}{spread}", shown(*median))
    }
}

/// How many times as much it is.
pub fn times(cost: f64) -> String {
    format!("{}×", shown(cost))
}

/// A number above zero, with the digits that say something.
fn shown(number: f64) -> String {
    match number {
        ..0.1 => format!("{number:.4}"),
        ..10.0 => format!("{number:.2}"),
        ..100.0 => format!("{number:.1}"),
        _ => grouped(&format!("{number:.0}")),
    }
}

fn word<'a>(words: &'a Words, key: &str) -> Result<&'a str> {
    let word = words.get(key).map(String::as_str);
    word.with_context(|| format!("the guide has no words for `{key}`"))
}

/// A text with values in the places of their names.
fn with(text: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(text.to_owned(), |text, (name, value)| {
        text.replace(&format!("{{ ${name} }}"), value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::LANGUAGES;
    use crate::guide;
    use crate::workspace::Workspace;

    #[test]
    fn all_that_was_measured_can_be_shown_with_reasons_for_what_is_worse() {
        let root = Workspace::find().unwrap().root;
        let benchmarks = Benchmarks::read(&root).unwrap();
        for language in LANGUAGES {
            let words = guide::words(&root.join("guide").join(language).with_extension("ftl"));
            let words = words.unwrap();
            benchmarks.overview(&words).unwrap();
            for part in PARTS {
                benchmarks.part(part, &words).unwrap();
            }
        }
    }

    /// Benchmarks with one figure, whose ratio to CPython's is this.
    fn one(better: &str, ratio: f64) -> Benchmarks {
        let value = serde_json::json!({ "start": {
            "date": "2026-01-31",
            "machine": { "processors": 2, "architecture": "x86-64", "class": "server", "memory": 8 },
            "versions": { "chromium": "150.0", "cpython": "3.14.0", "pyodide": "314.0" },
            "figures": [{
                "name": "some",
                "better": better,
                "ours": { "median": ratio * 1200.0, "min": 2, "max": 3, "rounds": 5 },
                "peers": { "cpython": { "median": 1200, "min": 1200, "max": 1200, "rounds": 5, "ratio": ratio } },
            }],
        }});
        serde_json::from_value(value).unwrap()
    }

    fn words() -> Words {
        let words = [
            ("figure-some", "Something"),
            ("column-figure", "What"),
            ("column-cost", "beside { $peer }"),
            ("machine-server", "{ $architecture } server"),
            (
                "measured",
                "{ $date }, { $processors }, { $machine }, { $memory } GB, { $programs }",
            ),
        ];
        words
            .map(|(key, text)| (key.to_owned(), text.to_owned()))
            .into()
    }

    #[test]
    fn a_table_has_the_figures_the_cost_the_date_and_the_machine() {
        let page = "<p>a</p><!-- benchmarks: start --><p>b</p>";
        let page = one("less", 0.5).fill_in(page, &words()).unwrap();
        for part in [
            "<p>a</p>",
            "<th>beside CPython</th>",
            "<th scope=\"row\">Something</th><td>600 <small>2.00–3.00</small></td><td>1,200</td><td>0.50×</td>",
            "2026-01-31, 2, x86-64 server, 8 GB, Chromium 150.0, CPython 3.14.0<",
            "<p>b</p>",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
        assert!(
            one("less", 1.0)
                .fill_in("<!-- benchmarks: end -->", &words())
                .is_err()
        );
    }

    #[test]
    fn what_is_worse_by_more_than_noise_needs_a_reason() {
        let reasons = |better: &str, ratio, reason: Option<&str>| {
            let benchmarks = one(better, ratio);
            let mut words = words();
            words.extend(reason.map(|key| (key.to_owned(), "it is so".to_owned())));
            benchmarks.0["start"].reasons("start", &words).ok()
        };
        assert_eq!(reasons("less", 1.05, None).unwrap(), "");
        assert_eq!(reasons("more", 2.0, None).unwrap(), "");
        assert_eq!(reasons("less", 2.0, None), None);
        assert_eq!(reasons("more", 0.5, None), None);
        let own = reasons("more", 0.5, Some("reason-some")).unwrap();
        assert_eq!(
            own,
            "<ul><li><strong>Something</strong>: it is so</li></ul>\n"
        );
        let shared = reasons("less", 2.0, Some("reason-start")).unwrap();
        assert_eq!(shared, "<ul><li>it is so</li></ul>\n");
    }

    #[test]
    fn numbers_have_few_digits() {
        let numbers = [0.00123, 0.5, 9.876, 54.321, 123.4, 231_400.0].map(shown);
        assert_eq!(
            numbers,
            ["0.0012", "0.50", "9.88", "54.3", "123", "231,400"]
        );
    }
}
