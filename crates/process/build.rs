//! How much memory an instance may have.

/// The interpreter tells a program of it at half of this (`limits.rs` there); the rest is for what a program does
/// between two looks, such as a copy of its largest object. In bytes.
const MAX_MEMORY: u64 = 1 << 30;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32") {
        println!("cargo::rustc-link-arg-cdylib=--max-memory={MAX_MEMORY}");
    }
}
