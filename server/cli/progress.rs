//! A progress bar on standard error, where that is a terminal and a run takes long enough.

use std::env;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::locale::Lang;
use crate::say;

/// A run that is shorter than this shows nothing.
const DELAY: Duration = Duration::from_secs(1);

/// What a bar counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Files,
    Bytes,
}

/// Counts the work that is done.
pub struct Progress {
    bar: ProgressBar,
    /// Whether the bar may still appear.
    is_waiting: AtomicBool,
}

impl Progress {
    /// A bar for so many units, or for an unknown number of them.
    fn new(unit: Unit, total: Option<u64>, is_hidden: bool, lang: Lang) -> Self {
        let bar = total.map_or_else(ProgressBar::no_length, ProgressBar::new);
        bar.set_draw_target(ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template(&template(unit, total.is_some(), lang));
        debug_assert!(style.is_ok(), "the template is well-formed");
        let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
        bar.set_style(style.progress_chars("█░"));
        Self {
            bar,
            is_waiting: AtomicBool::new(!is_hidden),
        }
    }

    /// Counts more units. The bar appears once the run has taken a while.
    pub fn add(&self, units: u64) {
        if self.is_waiting.load(Ordering::Relaxed)
            && self.bar.elapsed() >= DELAY
            && self.is_waiting.swap(false, Ordering::Relaxed)
        {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(units);
    }
}

/// Does some work and shows its progress until it ends. Nothing is shown if standard error is not a terminal.
pub fn with_bar<R>(unit: Unit, total: Option<u64>, is_quiet: bool, lang: Lang, work: impl FnOnce(&Progress) -> R) -> R {
    let is_dumb = env::var("TERM").is_ok_and(|it| it == "dumb");
    let progress = Progress::new(unit, total, is_quiet || is_dumb, lang);
    let result = work(&progress);
    progress.bar.finish_and_clear();
    result
}

/// The line as a template of `indicatif`.
pub fn template(unit: Unit, has_total: bool, lang: Lang) -> String {
    let counted = match (unit, has_total) {
        (Unit::Files, true) => {
            say! { en: "{{pos}} of {{len}} files checked", pt_br: "{{pos}} de {{len}} arquivos verificados" }
        }
        (Unit::Files, false) => say! { en: "{{pos}} files checked", pt_br: "{{pos}} arquivos verificados" },
        (Unit::Bytes, true) => {
            say! { en: "{{bytes}} of {{total_bytes}} read", pt_br: "{{bytes}} de {{total_bytes}} lidos" }
        }
        (Unit::Bytes, false) => say! { en: "{{bytes}} read", pt_br: "{{bytes}} lidos" },
    };
    let bar = if has_total { "{bar:24} {percent:>3} %  " } else { "" };
    format!("{bar}{}", counted.get(lang))
}
