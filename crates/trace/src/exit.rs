//! Exit codes as `Process.exitcode` gives them.

/// The name of the signal that a negative exit code stands for, if it has one.
#[must_use]
pub fn signal_name(code: i32) -> Option<&'static str> {
    Some(match code {
        -1 => "SIGHUP",
        -2 => "SIGINT",
        -3 => "SIGQUIT",
        -4 => "SIGILL",
        -6 => "SIGABRT",
        -8 => "SIGFPE",
        -9 => "SIGKILL",
        -10 => "SIGUSR1",
        -11 => "SIGSEGV",
        -12 => "SIGUSR2",
        -13 => "SIGPIPE",
        -14 => "SIGALRM",
        -15 => "SIGTERM",
        _ => return None,
    })
}

/// The exit code for people: `0`, `3`, `−15 (SIGTERM)`.
#[must_use]
pub fn describe(code: i32) -> String {
    let sign = if code < 0 { "\u{2212}" } else { "" };
    let number = code.unsigned_abs();
    match signal_name(code) {
        Some(name) => format!("{sign}{number} ({name})"),
        None => format!("{sign}{number}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_as_people_know_them() {
        assert_eq!(describe(0), "0");
        assert_eq!(describe(3), "3");
        assert_eq!(describe(-15), "−15 (SIGTERM)");
        assert_eq!(describe(-99), "−99");
    }
}
