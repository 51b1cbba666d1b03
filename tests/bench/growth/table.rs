//! The table: a line for each kind, the worst of all, and which fail.

use std::process::ExitCode;

use crate::growth::child::Cost;

/// Seconds for a million bytes, the exponent of time over size, and bytes of memory that are allowed.
const MAX_SECONDS: f64 = 2.0;
const MAX_EXPONENT: f64 = 1.15;
const MAX_MEMORY: u64 = 200_000_000;
/// Bytes of output for a million bytes: more, nobody reads.
const MAX_OUTPUT: u64 = 8_000_000;
/// Seconds below which growth cannot be measured.
const SHORT: f64 = 0.05;
/// Seconds below which longer texts show better how a time grows.
const QUICK: f64 = 0.5;
/// What is further off than this is not noise.
const FAR: f64 = 1.6;

/// What one kind costs in one way to run the program.
pub struct Row {
    way: &'static str,
    seconds: f64,
    exponent: f64,
    memory: u64,
    output: u64,
    ended: bool,
    /// Seconds that are allowed for its size.
    limit: f64,
}

impl Row {
    /// From the costs by size in bytes, the largest last. `largest` is the size whose time is limited.
    pub fn new(way: &'static str, largest: f64, measured: &[(f64, Cost)]) -> Self {
        let points: Vec<(f64, f64)> = measured.iter().map(|(size, cost)| (*size, cost.seconds)).collect();
        let last = measured.last().map(|it| it.1);
        let seconds = last.map_or(0.0, |it| it.seconds);
        Self {
            way,
            seconds,
            exponent: if seconds < SHORT { 1.0 } else { exponent(&points) },
            memory: measured.iter().map(|it| it.1.memory).max().unwrap_or_default(),
            output: last.map_or(0, |it| it.output),
            ended: measured.iter().all(|it| it.1.ended),
            limit: MAX_SECONDS * (largest / 1e6).max(1.0),
        }
    }

    /// Whether it keeps all limits.
    pub fn is_sound(&self) -> bool {
        self.ended
            && self.seconds <= self.limit
            && self.exponent <= MAX_EXPONENT
            && self.memory <= MAX_MEMORY
            && self.output <= MAX_OUTPUT
    }

    /// Whether it takes so little time that the time may be that of the machine.
    pub fn is_short(&self) -> bool {
        self.ended && self.seconds < QUICK
    }

    /// The same cost, growing as that of longer texts.
    pub fn growing_as(self, longer: &Self) -> Self {
        Self {
            exponent: longer.exponent,
            ended: self.ended && longer.ended,
            ..self
        }
    }

    /// Whether measuring again will not change that it fails.
    pub fn is_certain(&self) -> bool {
        !self.ended
            || self.seconds > self.limit * 2.0
            || self.exponent > FAR
            || self.memory > MAX_MEMORY
            || self.output > MAX_OUTPUT
    }
}

/// The slope of the line through the logarithms of sizes and times that is nearest to them all; 1 where there are too few.
fn exponent(points: &[(f64, f64)]) -> f64 {
    // What is too short to measure says nothing about growth.
    let points: Vec<(f64, f64)> = points.iter().map(|(x, y)| (x.ln(), y.max(0.001).ln())).collect();
    let count = points.len() as f64;
    let (x, y) = points.iter().fold((0.0, 0.0), |sum, it| (sum.0 + it.0, sum.1 + it.1));
    let (x, y) = (x / count, y / count);
    let above: f64 = points.iter().map(|it| (it.0 - x) * (it.1 - y)).sum();
    let below: f64 = points.iter().map(|it| (it.0 - x).powi(2)).sum();
    if below > 0.0 { above / below } else { 1.0 }
}

/// All rows so far.
pub struct Table {
    kinds: usize,
    failures: Vec<String>,
    seconds: f64,
    exponent: f64,
    memory: u64,
    output: u64,
}

impl Table {
    /// An empty one, with its heading printed.
    pub fn new() -> Self {
        println!(
            "{:<70} {:>8} {:>8} {:>10} {:>10}  worst way",
            "kind", "seconds", "exponent", "memory", "output"
        );
        Self {
            kinds: 0,
            failures: Vec::new(),
            seconds: 0.0,
            exponent: 0.0,
            memory: 0,
            output: 0,
        }
    }

    /// Adds a kind, and prints the worst of its rows.
    pub fn add(&mut self, name: String, rows: Vec<Row>) {
        let most = |of: fn(&Row) -> f64| rows.iter().map(of).fold(0.0, f64::max);
        let (seconds, exponent) = (most(|it| it.seconds), most(|it| it.exponent));
        let memory = rows.iter().map(|it| it.memory).max().unwrap_or_default();
        let output = rows.iter().map(|it| it.output).max().unwrap_or_default();
        let slowest = rows.iter().max_by(|a, b| a.seconds.total_cmp(&b.seconds));
        let failed: Vec<&str> = rows.iter().filter(|it| !it.is_sound()).map(|it| it.way).collect();
        let mark = if failed.is_empty() { "" } else { "FAILED " };
        let way = match failed.is_empty() {
            true => slowest.map_or("", |it| it.way).to_owned(),
            false => failed.join(", "),
        };
        println!(
            "{name:<70} {seconds:>8.3} {exponent:>8.2} {:>7.1} MB {:>7.2} MB  {mark}{way}",
            memory as f64 / 1e6,
            output as f64 / 1e6
        );
        if !failed.is_empty() {
            self.failures.push(name);
        }
        self.kinds += 1;
        self.seconds = self.seconds.max(seconds);
        self.exponent = self.exponent.max(exponent);
        self.memory = self.memory.max(memory);
        self.output = self.output.max(output);
    }

    /// Prints the worst of each column and how many kinds failed, which the exit code says too.
    pub fn finish(self) -> ExitCode {
        println!(
            "{:<70} {:>8.3} {:>8.2} {:>7.1} MB {:>7.2} MB  {} failed",
            format!("{} kinds, the worst of each", self.kinds),
            self.seconds,
            self.exponent,
            self.memory as f64 / 1e6,
            self.output as f64 / 1e6,
            self.failures.len()
        );
        ExitCode::from(u8::from(!self.failures.is_empty()))
    }
}
