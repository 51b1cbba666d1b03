//! How cost grows with size: each kind of `support/pathological` in three sizes, checked by the real program, and the questions of
//! an editor on the largest documents. A kind fails if the program crashes on it, takes too long or too much memory, or grows faster
//! than linear.

mod child;
mod interactive;
mod table;

use std::path::Path;
use std::process::ExitCode;

use crate::growth::child::Cost;
use crate::growth::table::{Row, Table};
use crate::support::pathological::{self, Kind, Location};

/// Three sizes, each twice the one before: what a kind is measured in.
const SIZES: usize = 3;
/// Bytes of the largest size. Where the program has a limit of its own for a kind of file, that is the largest size.
const LARGEST: usize = 1_000_000;
const LARGEST_PARAMETERS: usize = 4_000_000;
const LARGEST_SCRIPT: usize = 16_000_000;
/// How much longer texts are whose times are too short to show how they grow.
const LONGER: usize = 4;
/// So often is measured again what may be noise.
const MAX_TURNS: usize = 4;

/// Prints the table of all kinds whose name or family contains a text; the exit code says whether one fails.
pub fn measure(filter: &str) -> ExitCode {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("growth");
    let start = child::start_time(&folder);
    println!(
        "{:.0} ms of each time are the start of the program, and not counted.",
        start * 1e3
    );
    let mut table = Table::new();
    for (family, kinds) in pathological::families() {
        for kind in kinds {
            let name = format!("{family}: {}{}", kind.name, variant(kind.location));
            if name.contains(filter) {
                table.add(name, rows(&folder, &kind, start));
            }
        }
    }
    interactive::measure(filter, &mut table);
    table.finish()
}

/// Where a construct of a script is, which its name does not say.
fn variant(location: Location) -> &'static str {
    match location {
        Location::Items(_) => ", items",
        Location::Item(_) => ", one item",
        _ => "",
    }
}

/// What a kind costs, in each way to run the program on it.
fn rows(folder: &Path, kind: &Kind, start: f64) -> Vec<Row> {
    let largest = largest(kind.location);
    let row = |way: &child::Way| {
        let row = measured(folder, kind, way, start, largest);
        if row.is_sound() || !row.is_short() || largest > LARGEST {
            return row;
        }
        // So short a time says little about growth: longer texts say more.
        row.growing_as(&measured(folder, kind, way, start, largest * LONGER))
    };
    child::ways(kind.location).iter().map(row).collect()
}

/// What a kind costs in one way, up to a size in bytes.
fn measured(folder: &Path, kind: &Kind, way: &child::Way, start: f64, largest: usize) -> Row {
    let mut measured: Vec<(f64, Cost)> = Vec::new();
    for turn in 0..MAX_TURNS {
        for at in 0..SIZES {
            // Whoever was stopped is not tried with more.
            if measured.iter().any(|it| !it.1.ended) {
                break;
            }
            let files = kind.files(largest >> (SIZES - 1 - at));
            let size = files.iter().map(|it| it.1.len()).sum::<usize>() as f64;
            let cost = child::run(folder, &files, way).without(start);
            match measured.get_mut(at) {
                Some((_, known)) => *known = known.best(&cost),
                None => measured.push((size, cost)),
            }
        }
        let row = Row::new(way.name, largest as f64, &measured);
        // A crash comes again, and what is far off is not noise.
        if row.is_sound() || row.is_certain() || turn + 1 == MAX_TURNS {
            return row;
        }
    }
    Row::new(way.name, largest as f64, &measured)
}

fn largest(location: Location) -> usize {
    match location {
        Location::Parameters => LARGEST_PARAMETERS,
        Location::Script(_) => LARGEST_SCRIPT,
        _ => LARGEST,
    }
}
