//! The steps of a task: a heading before, the duration after, a summary at the close.

use std::time::{Duration, Instant};

use anyhow::Result;

/// Runs steps one after the other and remembers how long each took.
#[derive(Default)]
pub struct Steps {
    done: Vec<Outcome>,
}

struct Outcome {
    heading: String,
    took: Duration,
    succeeded: bool,
}

impl Steps {
    /// Runs one step under its heading.
    pub fn run<T>(&mut self, heading: &str, step: impl FnOnce() -> Result<T>) -> Result<T> {
        println!("\n==> {heading}");
        let start = Instant::now();
        let result = step();
        let took = start.elapsed();
        let succeeded = result.is_ok();
        println!(
            "    {} after {}",
            if succeeded { "done" } else { "FAILED" },
            seconds(took)
        );
        self.done.push(Outcome {
            heading: heading.to_owned(),
            took,
            succeeded,
        });
        result
    }

    /// Prints every step with its duration.
    pub fn summary(&self) {
        println!("\nSummary");
        for Outcome {
            heading,
            took,
            succeeded,
        } in &self.done
        {
            println!(
                "  {:<6} {:>8}  {heading}",
                if *succeeded { "ok" } else { "FAILED" },
                seconds(*took)
            );
        }
        let total = self.done.iter().map(|outcome| outcome.took).sum();
        println!("  {:<6} {:>8}", "total", seconds(total));
    }
}

/// Says something about the step that is running.
pub fn note(text: impl AsRef<str>) {
    println!("    {}", text.as_ref());
}

fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}
