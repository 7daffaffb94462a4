//! Tells the linker how large the stack is from which threads are entered, each of which has one of its own; that side
//! modules are linked with an instance, sharing its table of functions, which grows, and its stack pointer; and which
//! functions of CPython's are ours.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|target| target == "wasm32") {
        // A declaration of a function that differs from its definition is a warning.
        let options = [
            "-z",
            "stack-size=131072",
            "--fatal-warnings",
            "--export-table",
            "--growable-table",
            "--export=__stack_pointer",
        ];
        for option in options {
            println!("cargo::rustc-link-arg-cdylib={option}");
        }
        let wrapped = std::env::var("DEP_SPAWNPOINT_PYTHON_WRAPPED").unwrap_or_default();
        for function in wrapped.split(' ') {
            println!("cargo::rustc-link-arg-cdylib=--wrap={function}");
        }
    }
}
