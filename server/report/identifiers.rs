//! A report for the public: identifiers in it become placeholders, in one place and for all formats.

use crate::report::ReportData;
use crate::report::texts::each_text;
use crate::text::identifiers::Placeholders;

/// Replaces the identifiers of a report with placeholders.
pub fn replace(report: &mut ReportData<'_>) {
    let mut texts: Vec<String> = Vec::new();
    each_text(report, &mut |text| texts.push(text.clone()));
    let placeholders = Placeholders::of(texts.iter().map(String::as_str));
    each_text(report, &mut |text| *text = placeholders.replace(text));
}
