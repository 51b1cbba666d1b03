//! One program for all targets. `AIB_LS_FUZZ_TARGET` names the one that libFuzzer runs, `AIB_LS_FUZZ_SEEDS` the folder that
//! mutations take pieces of JSON from.

#![no_main]

mod hold;
mod input;
mod mutate;
mod targets;

use std::panic;
use std::sync::OnceLock;

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

use crate::mutate::Pool;
use crate::targets::Target;

static TARGET: OnceLock<&Target> = OnceLock::new();

static POOL: OnceLock<Pool> = OnceLock::new();

fn target() -> &'static Target {
    TARGET.get_or_init(|| {
        let name = std::env::var("AIB_LS_FUZZ_TARGET").unwrap_or_default();
        let names = || targets::ALL.map(|it| it.name).join(", ");
        targets::find(&name).unwrap_or_else(|| panic!("AIB_LS_FUZZ_TARGET must be one of {}", names()))
    })
}

/// A panic is a fault, but for those of the library whose panics the program survives on purpose (`server/script/mistake.rs`).
fn survive_library_panics() {
    let abort = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let is_survived = info.location().is_some_and(|it| it.file().contains("/shuck-"));
        if !is_survived {
            abort(info);
        }
    }));
}

fuzz_target!(init: survive_library_panics(), |data: &[u8]| {
    (target().run)(data);
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let pool = POOL.get_or_init(Pool::load);
    let mutated = target().mutator.and_then(|it| it(&data[..size], pool, seed));
    match mutated.filter(|it| it.len() <= max_size) {
        Some(bytes) => {
            data[..bytes.len()].copy_from_slice(&bytes);
            bytes.len()
        }
        None => fuzzer_mutate(data, size, max_size),
    }
});
