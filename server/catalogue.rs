//! What is known about Azure's names, read from the tables of `schemas/catalogue`: VM sizes, Marketplace images, regions.
//!
//! The tables are of one day and never complete. A name that is missing is unknown, not wrong, and so is an empty cell.

pub mod facts;
pub mod images;
pub mod regions;
pub mod sizes;
mod table;

use crate::locale::Message;
use crate::say;

/// The month of an ISO date in words, such as `November 2026`; the date itself if it is not one.
pub fn month(date: &'static str) -> Message {
    const NAMES: [(&str, &str); 12] = [
        ("January", "janeiro"),
        ("February", "fevereiro"),
        ("March", "março"),
        ("April", "abril"),
        ("May", "maio"),
        ("June", "junho"),
        ("July", "julho"),
        ("August", "agosto"),
        ("September", "setembro"),
        ("October", "outubro"),
        ("November", "novembro"),
        ("December", "dezembro"),
    ];
    let mut parts = date.split('-');
    let year = parts.next().unwrap_or_default();
    let number = parts.next().and_then(|it| it.parse::<usize>().ok());
    match number.and_then(|it| NAMES.get(it.checked_sub(1)?)) {
        Some((en, pt_br)) => say! { en: "{en} {year}", pt_br: "{pt_br} de {year}" },
        None => Message::same(date),
    }
}
