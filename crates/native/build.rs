//! Has functions of CPython's come to ours first.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let wrapped = std::env::var("DEP_SPAWNPOINT_PYTHON_WRAPPED").unwrap_or_default();
    for function in wrapped.split(' ') {
        println!("cargo::rustc-link-arg=-Wl,--wrap={function}");
    }
}
