#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = spawnpoint_promises::kernel(bytes);
});
