//! A time axis with round numbers, and durations as text.

/// A round step (1, 2 or 5 times a power of ten) that cuts `span` microseconds into at most `most`
/// parts.
#[must_use]
pub fn step(span: u64, most: u32) -> u64 {
    let least = span.div_ceil(u64::from(most.max(1))).max(1);
    let mut power: u64 = 1;
    loop {
        for factor in [1, 2, 5] {
            let step = power.saturating_mul(factor);
            if step >= least {
                return step;
            }
        }
        power = power.saturating_mul(10);
    }
}

/// The multiples of `step` from 0 to `end`.
pub fn ticks(end: u64, step: u64) -> impl Iterator<Item = u64> {
    let step = step.max(1);
    (0..=end / step).map(move |n| n * step)
}

/// The end of an axis that a growing run is drawn on: above `micros`, at least a second, and changing
/// in few, not too large jumps, so that what is drawn does not creep.
#[must_use]
pub fn growing_end(micros: u64) -> u64 {
    let mut power: u64 = 1_000_000;
    loop {
        for tenths in [10, 15, 20, 30, 40, 50, 60, 80] {
            let end = (power / 10).saturating_mul(tenths);
            if end > micros || end == u64::MAX {
                return end;
            }
        }
        power = power.saturating_mul(10);
    }
}

/// The label of a tick at `micros` on an axis with this `step`: `0`, `50 ms`, `1.5 s`, `2:30`.
#[must_use]
pub fn tick_label(micros: u64, step: u64) -> String {
    if micros == 0 {
        return "0".to_owned();
    }
    if step < 1_000 {
        return format!("{} ms", decimal(micros, 1_000, digits(step, 1_000)));
    }
    if micros < 1_000_000 && step < 100_000 {
        return format!("{} ms", micros / 1_000);
    }
    if step >= 10_000_000 && micros >= 60_000_000 {
        let seconds = micros / 1_000_000;
        return format!("{}:{:02}", seconds / 60, seconds % 60);
    }
    format!("{} s", decimal(micros, 1_000_000, digits(step, 1_000_000)))
}

/// A duration to three significant digits or so: `0 ms`, `0.25 ms`, `12 ms`, `1.25 s`, `2 min 5 s`.
#[must_use]
pub fn duration(micros: u64) -> String {
    match micros {
        0 => "0 ms".to_owned(),
        1..1_000 => format!("{} ms", decimal(micros, 1_000, 2)),
        1_000..10_000 => format!("{} ms", decimal(micros, 1_000, 1)),
        10_000..999_500 => format!("{} ms", (micros + 500) / 1_000),
        999_500..9_995_000 => format!("{} s", decimal(micros, 1_000_000, 2)),
        9_995_000..59_950_000 => format!("{} s", decimal(micros, 1_000_000, 1)),
        _ => {
            let seconds = micros.saturating_add(500_000) / 1_000_000;
            format!("{} min {} s", seconds / 60, seconds % 60)
        }
    }
}

/// A duration that was asked for rather than measured, so without digits that say nothing: `1 s`.
#[must_use]
pub fn given_duration(micros: u64) -> String {
    let text = duration(micros);
    match text.split_once(' ') {
        Some((number, unit)) if number.contains('.') => {
            format!(
                "{} {unit}",
                number.trim_end_matches('0').trim_end_matches('.')
            )
        }
        _ => text.strip_suffix(" 0 s").unwrap_or(&text).to_owned(),
    }
}

/// Digits after the point that multiples of `step` need in units of `unit`.
fn digits(step: u64, unit: u64) -> u32 {
    let (mut digits, mut scale) = (0, unit);
    while scale > 1 && !step.is_multiple_of(scale) {
        scale /= 10;
        digits += 1;
    }
    digits
}

/// `value / unit` rounded to this many digits after the point.
fn decimal(value: u64, unit: u64, digits: u32) -> String {
    let scale = 10_u64.pow(digits);
    let scaled = (u128::from(value) * u128::from(scale) + u128::from(unit) / 2) / u128::from(unit);
    let (whole, rest) = (scaled / u128::from(scale), scaled % u128::from(scale));
    match digits {
        0 => whole.to_string(),
        _ => format!("{whole}.{rest:0width$}", width = digits as usize),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round_and_not_too_many() {
        assert_eq!(step(1_000_000, 10), 100_000);
        assert_eq!(step(1_000_001, 10), 200_000);
        assert_eq!(step(3_000_000, 8), 500_000);
        assert_eq!(step(0, 8), 1);
        for span in [1, 17, 999, 123_456, 98_765_432, 86_400_000_000] {
            for most in [1, 2, 5, 12] {
                assert!(ticks(span, step(span, most)).count() <= most as usize + 1);
            }
        }
    }

    #[test]
    fn ticks_include_both_ends() {
        assert_eq!(ticks(10, 5).collect::<Vec<_>>(), [0, 5, 10]);
        assert_eq!(ticks(9, 5).collect::<Vec<_>>(), [0, 5]);
    }

    #[test]
    fn a_growing_axis_ends_above_what_it_holds() {
        assert_eq!(growing_end(0), 1_000_000);
        assert_eq!(growing_end(1_000_000), 1_500_000);
        assert_eq!(growing_end(7_000_000), 8_000_000);
        assert_eq!(growing_end(8_000_000), 10_000_000);
        for micros in (0..200_000_000).step_by(333_333) {
            assert!(growing_end(micros) > micros);
        }
    }

    #[test]
    fn tick_labels_are_short() {
        assert_eq!(tick_label(0, 1), "0");
        assert_eq!(tick_label(50_000, 10_000), "50 ms");
        assert_eq!(tick_label(500_000, 100_000), "0.5 s");
        assert_eq!(tick_label(1_500_000, 500_000), "1.5 s");
        assert_eq!(tick_label(2_000_000, 1_000_000), "2 s");
        assert_eq!(tick_label(1_500, 500), "1.5 ms");
        assert_eq!(tick_label(150_000_000, 10_000_000), "2:30");
    }

    #[test]
    fn durations_have_few_digits() {
        assert_eq!(duration(0), "0 ms");
        assert_eq!(duration(250), "0.25 ms");
        assert_eq!(duration(1_240), "1.2 ms");
        assert_eq!(duration(12_400), "12 ms");
        assert_eq!(duration(999_600), "1.00 s");
        assert_eq!(duration(1_254_000), "1.25 s");
        assert_eq!(duration(12_340_000), "12.3 s");
        assert_eq!(duration(125_000_000), "2 min 5 s");
        assert!(duration(u64::MAX).starts_with("307445734561 min"));
        assert_eq!(given_duration(1_000_000), "1 s");
        assert_eq!(given_duration(1_500_000), "1.5 s");
        assert_eq!(given_duration(10_000), "10 ms");
        assert_eq!(given_duration(90_000_000), "1 min 30 s");
        assert_eq!(given_duration(0), "0 ms");
        assert_eq!(given_duration(120_000_000), "2 min");
    }
}
