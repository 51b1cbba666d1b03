//! The sizes of virtual machines, and the series that they belong to.

use std::sync::LazyLock;

use crate::catalogue::table::{compare, date, given, rows};

const SIZES: &str = include_str!("../../schemas/catalogue/sizes.tsv");
const SERIES: &str = include_str!("../../schemas/catalogue/series.tsv");

/// Where a series is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Current,
    /// Newer series replace it; nothing is announced.
    Previous,
    /// The day of its retirement is announced.
    Announced,
    /// It was retired by the day of the table.
    Retired,
}

/// A series of sizes, such as Dsv5.
#[derive(Debug, PartialEq, Eq)]
pub struct Series {
    pub name: &'static str,
    pub status: Status,
    /// The day of its retirement, as an ISO date; `None` if none is known.
    pub date: Option<&'static str>,
    /// Whether it gets no new sizes, so that a size that is not in the table does not exist.
    pub is_complete: bool,
    /// What Microsoft recommends instead, best first, separated by commas.
    replacements: Option<&'static str>,
}

/// One size. What is `None` is unknown.
#[derive(Debug, PartialEq)]
pub struct Size {
    /// As Azure writes it.
    pub name: &'static str,
    pub series: Option<&'static Series>,
    /// Cores that can be used.
    pub cores: Option<u32>,
    /// Memory in GiB.
    pub memory: Option<f32>,
    /// The generations of images that it starts.
    pub generations: Option<&'static [u8]>,
    pub is_arm64: Option<bool>,
    /// The temporary disk in GiB; 0 if it has none.
    pub local_disk: Option<u32>,
    pub has_premium_storage: Option<bool>,
    pub gpus: Option<u32>,
}

static ALL_SERIES: LazyLock<Vec<Series>> = LazyLock::new(|| {
    let read = |[name, status, date, complete, replacements]: [&'static str; 5]| Series {
        name,
        status: match status {
            "previous" => Status::Previous,
            "announced" => Status::Announced,
            "retired" => Status::Retired,
            _ => Status::Current,
        },
        date: given(date),
        is_complete: complete == "yes",
        replacements: given(replacements),
    };
    rows(SERIES).map(read).collect()
});

static ALL: LazyLock<Vec<Size>> = LazyLock::new(|| rows(SIZES).map(read).collect());

fn read(cells: [&'static str; 9]) -> Size {
    let [
        name,
        in_series,
        cores,
        memory,
        generations,
        architecture,
        disk,
        premium,
        gpus,
    ] = cells;
    Size {
        name,
        series: series(in_series),
        cores: cores.parse().ok(),
        memory: memory.parse().ok(),
        generations: match generations {
            "1" => Some(&[1]),
            "2" => Some(&[2]),
            "1,2" => Some(&[1, 2]),
            _ => None,
        },
        is_arm64: given(architecture).map(|it| it == "arm64"),
        local_disk: disk.parse().ok(),
        has_premium_storage: given(premium).map(|it| it == "yes"),
        gpus: gpus.parse().ok(),
    }
}

/// Every size, sorted by name.
pub fn all() -> &'static [Size] {
    &ALL
}

/// Every series, sorted by name.
pub fn all_series() -> &'static [Series] {
    &ALL_SERIES
}

/// The day that the tables describe, as an ISO date.
pub fn table_date() -> &'static str {
    date(SIZES)
}

/// A size by its name, in any case.
pub fn find(name: &str) -> Option<&'static Size> {
    let at = ALL.binary_search_by(|it| compare(it.name, name)).ok()?;
    ALL.get(at)
}

/// A series by its name, in any case.
pub fn series(name: &str) -> Option<&'static Series> {
    let at = ALL_SERIES.binary_search_by(|it| compare(it.name, name)).ok()?;
    ALL_SERIES.get(at)
}

impl Series {
    /// The series that Microsoft recommends instead, best first.
    pub fn replacements(&self) -> impl Iterator<Item = &'static Series> {
        let names = self.replacements.into_iter().flat_map(|it| it.split(','));
        names.filter_map(series)
    }

    /// Its sizes, sorted by name.
    pub fn sizes(&self) -> impl Iterator<Item = &'static Size> {
        let is_own = |it: &&Size| it.series.is_some_and(|it| it.name == self.name);
        ALL.iter().filter(is_own)
    }
}

impl Size {
    /// The smallest size of a recommended series that is not smaller in cores or memory, has the same architecture and storage, and starts
    /// the same generations; `None` if there is none, or too little is known.
    pub fn replacement(&self) -> Option<&'static Size> {
        let (cores, memory, generations) = (self.cores?, self.memory?, self.generations?);
        let fits = |it: &&Size| {
            it.cores >= Some(cores)
                && it.memory >= Some(memory)
                && it.is_arm64 == self.is_arm64
                && it.has_premium_storage >= self.has_premium_storage
                && it
                    .generations
                    .is_some_and(|has| generations.iter().all(|one| has.contains(one)))
        };
        let smallest = |series: &'static Series| {
            let fitting = series.sizes().filter(fits);
            fitting.min_by(|one, other| {
                (one.cores, one.memory)
                    .partial_cmp(&(other.cores, other.memory))
                    .unwrap_or(one.name.cmp(other.name))
            })
        };
        self.series?.replacements().find_map(smallest)
    }
}
