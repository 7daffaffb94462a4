//! Charts as SVG. They are drawn for the width of a phone, where their text has its size, and take their colours
//! from the guide's styles, since the pages' policy allows no others.

use std::fmt::Write;

use crate::benchmarks::{Peer, times};
use crate::sizes::grouped;

const WIDTH: f64 = 360.0;

/// A scale of powers of ten, on which a cost that is twice as high is always as far away.
struct Scale {
    /// The powers at the ends.
    low: f64,
    high: f64,
    /// The places of the ends.
    from: f64,
    to: f64,
}

impl Scale {
    /// A scale that has room for all values, between two places.
    fn around(values: impl Iterator<Item = f64>, from: f64, to: f64) -> Self {
        let (low, high) = values
            .map(f64::log10)
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), power| {
                (low.min(power.floor()), high.max(power.ceil()))
            });
        Self {
            low,
            high: high.max(low + 1.0),
            from,
            to,
        }
    }

    fn place(&self, value: f64) -> f64 {
        let share = (value.log10() - self.low) / (self.high - self.low);
        self.from + share * (self.to - self.from)
    }

    /// The powers of ten with their places.
    fn ticks(&self) -> impl Iterator<Item = (String, f64)> {
        let powers = std::iter::successors(Some(self.low), |power| Some(power + 1.0));
        powers.take_while(|power| *power <= self.high).map(|power| {
            let value = 10_f64.powf(power);
            let text = if value < 1.0 {
                value.to_string()
            } else {
                grouped(&format!("{value:.0}"))
            };
            (text, self.place(value))
        })
    }
}

/// What each row costs beside its peers: left of the middle line it is better than the peer, right of it worse.
pub fn costs(
    rows: &[(String, Vec<(Peer, f64)>)],
    title: &str,
    better: &str,
    worse: &str,
) -> String {
    const TOP: f64 = 62.0;
    const ROW: f64 = 36.0;
    let all = rows.iter().flat_map(|(_, costs)| costs);
    let scale = Scale::around(all.map(|(_, cost)| *cost).chain([1.0]), 20.0, WIDTH - 24.0);
    let even = scale.place(1.0);
    let mut body = String::new();
    let mut top = TOP;
    for (label, costs) in rows {
        let mut line = top + 21.0;
        let figures: Vec<_> = costs.iter().map(|(_, cost)| times(*cost)).collect();
        let figures = figures.join(" · ");
        for (peer, cost) in costs {
            let place = scale.place(*cost);
            let _ = write!(
                body,
                "<path class=\"{0}\" d=\"M{even:.1} {line}H{place:.1}\"/>{1}",
                class(*peer),
                marker(*peer, place, line)
            );
            line += 7.0;
        }
        let _ = write!(
            body,
            "<text x=\"4\" y=\"{0}\">{label}</text><text class=\"end\" x=\"{WIDTH}\" y=\"{0}\">{figures}</text>",
            top + 11.0
        );
        top += ROW;
    }
    let mut grid = String::new();
    for (text, place) in scale.ticks() {
        let kind = if (place - even).abs() < 0.1 {
            "even"
        } else {
            "grid"
        };
        let _ = write!(
            grid,
            "<path class=\"{kind}\" d=\"M{place:.1} {TOP}V{top}\"/>\
             <text class=\"middle soft\" x=\"{place:.1}\" y=\"{}\">{text}×</text>",
            top + 14.0
        );
    }
    let mut x = 10.0;
    for peer in Peer::ALL {
        let _ = write!(
            grid,
            "{}<text x=\"{}\" y=\"16\">{}</text>",
            marker(peer, x, 12.0),
            x + 10.0,
            peer.name()
        );
        x += 90.0;
    }
    let _ = write!(
        grid,
        "<text class=\"end soft\" x=\"{}\" y=\"46\">← {better}</text>\
         <text class=\"soft\" x=\"{}\" y=\"46\">{worse} →</text>",
        even - 6.0,
        even + 6.0
    );
    svg(top + 22.0, title, &format!("{grid}{body}"))
}

/// How costs grow: ours and the peer's, as points `(size, seconds)`.
pub fn growth(
    series: &[(String, Vec<(f64, f64)>); 2],
    title: &str,
    sizes: &str,
    seconds: &str,
) -> String {
    const TOP: f64 = 58.0;
    const BOTTOM: f64 = 240.0;
    let points = || series.iter().flat_map(|(_, points)| points);
    let across = Scale::around(points().map(|(size, _)| *size), 52.0, WIDTH - 36.0);
    let up = Scale::around(points().map(|(_, cost)| *cost), BOTTOM, TOP);
    let mut body = String::new();
    for (text, x) in across.ticks() {
        let _ = write!(
            body,
            "<path class=\"grid\" d=\"M{x:.1} {TOP}V{BOTTOM}\"/>\
             <text class=\"middle soft\" x=\"{x:.1}\" y=\"{}\">{text}</text>",
            BOTTOM + 16.0
        );
    }
    for (text, y) in up.ticks() {
        let _ = write!(
            body,
            "<path class=\"grid\" d=\"M{} {y:.1}H{}\"/>\
             <text class=\"end soft\" x=\"{}\" y=\"{:.1}\">{text}</text>",
            across.from,
            across.to,
            across.from - 6.0,
            y + 4.0
        );
    }
    let mut x = 10.0;
    for ((label, points), class) in series.iter().zip(["ours", "cpython"]) {
        let places: Vec<_> = points
            .iter()
            .map(|(size, cost)| (across.place(*size), up.place(*cost)))
            .collect();
        let line: Vec<_> = places
            .iter()
            .map(|(x, y)| format!("{x:.1} {y:.1}"))
            .collect();
        let _ = write!(body, "<path class=\"{class}\" d=\"M{}\"/>", line.join("L"));
        for (x, y) in places.into_iter().chain([(x, 12.0)]) {
            let _ = write!(
                body,
                "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\"/>"
            );
        }
        let _ = write!(body, "<text x=\"{}\" y=\"16\">{label}</text>", x + 10.0);
        x += 160.0;
    }
    let _ = write!(
        body,
        "<text class=\"soft\" x=\"4\" y=\"44\">{seconds}</text>\
         <text class=\"middle soft\" x=\"{}\" y=\"{}\">{sizes}</text>",
        f64::midpoint(across.from, across.to),
        BOTTOM + 34.0
    );
    svg(BOTTOM + 40.0, title, &body)
}

fn class(peer: Peer) -> &'static str {
    match peer {
        Peer::CPython => "cpython",
        Peer::Pyodide => "pyodide",
    }
}

/// Peers differ in their shapes as well as in their colours.
fn marker(peer: Peer, x: f64, y: f64) -> String {
    match peer {
        Peer::CPython => format!("<circle class=\"cpython\" cx=\"{x:.1}\" cy=\"{y}\" r=\"5\"/>"),
        Peer::Pyodide => format!(
            "<path class=\"pyodide point\" d=\"M{x:.1} {}l6 6-6 6-6-6z\"/>",
            y - 6.0
        ),
    }
}

fn svg(height: f64, title: &str, body: &str) -> String {
    format!(
        "<svg class=\"chart\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{title}\">{body}</svg>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_goes_from_power_to_power() {
        let scale = Scale::around([0.2, 30.0].into_iter(), 0.0, 300.0);
        let ticks: Vec<_> = scale.ticks().map(|(text, _)| text).collect();
        assert_eq!(ticks, ["0.1", "1", "10", "100"]);
        assert!((scale.place(1.0) - 100.0).abs() < 1e-9);
        assert!((scale.place(100.0) - 300.0).abs() < 1e-9);
        let narrow = Scale::around([1.0].into_iter(), 0.0, 1.0);
        assert_eq!(narrow.ticks().count(), 2);
    }

    #[test]
    fn what_costs_less_is_left_of_the_middle() {
        let row = (
            "Some".to_owned(),
            vec![(Peer::CPython, 0.1), (Peer::Pyodide, 10.0)],
        );
        let svg = costs(&[row], "title", "better", "worse");
        assert!(svg.contains("role=\"img\" aria-label=\"title\""), "{svg}");
        assert!(
            svg.contains("M178.0 83H20.0") && svg.contains("M178.0 90H336.0"),
            "{svg}"
        );
        assert!(svg.contains(">0.10× · 10.0×<"), "{svg}");
    }
}
