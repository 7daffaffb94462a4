//! Tells the linker how large the stack is from which threads are entered, each of which has one of its own, and which
//! functions of CPython's are ours.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|target| target == "wasm32") {
        // A declaration of a function that differs from its definition is a warning.
        for option in ["-z", "stack-size=131072", "--fatal-warnings"] {
            println!("cargo::rustc-link-arg-cdylib={option}");
        }
        let wrapped = std::env::var("DEP_SPAWNPOINT_PYTHON_WRAPPED").unwrap_or_default();
        for function in wrapped.split(' ') {
            println!("cargo::rustc-link-arg-cdylib=--wrap={function}");
        }
    }
}
