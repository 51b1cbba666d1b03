//! The known name that a misspelt one most likely stands for.

use std::cmp::Reverse;

/// Names that a misspelt one is compared with at most. A template may declare 256 parameters and as many variables. Source:
/// "Best practices for templates", limits of a template, in the documentation of Azure Resource Manager.
const MAX_KNOWN: usize = 1024;

/// How far two names are apart; `None` if that is further than a bound. What the letters alone rule out costs next to nothing.
fn distance(one: &str, other: &str, bound: usize) -> Option<usize> {
    // A change of one character changes so many bytes at most.
    let width = if one.is_ascii() && other.is_ascii() { 1 } else { 4 };
    let may_be_near = one.len().abs_diff(other.len()) <= bound * width && letters_apart(one, other) <= bound * width;
    let far = may_be_near.then(|| strsim::damerau_levenshtein(one, other))?;
    (far <= bound).then_some(far)
}

/// How many bytes of one text are not in the other one, wherever they are.
fn letters_apart(one: &str, other: &str) -> usize {
    let mut counts = [0_i32; 256];
    for byte in one.bytes() {
        if let Some(count) = counts.get_mut(usize::from(byte)) {
            *count += 1;
        }
    }
    for byte in other.bytes() {
        if let Some(count) = counts.get_mut(usize::from(byte)) {
            *count -= 1;
        }
    }
    let more: i32 = counts.iter().filter(|it| **it > 0).sum();
    let fewer: i32 = counts.iter().filter(|it| **it < 0).sum();
    more.max(-fewer).unsigned_abs() as usize
}

/// The name nearest to a misspelt one; `None` if none is near: more than a third of the characters
/// differ, or more than two.
pub(in crate::rules) fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let lower = name.to_ascii_lowercase();
    let bound = (name.chars().count() / 3).clamp(1, 2);
    let near = known
        .take(MAX_KNOWN)
        .filter_map(|it| Some((distance(&lower, &it.to_ascii_lowercase(), bound)?, it)));
    near.min_by_key(|(far, _)| *far).map(|(_, it)| it)
}

/// The name that was most likely meant by another: the same name in another case, the part after a slash, one that
/// begins like it, or the nearest, with at most a third of the characters different.
pub(in crate::rules) fn meant<'n>(written: &str, known: &[&'n str]) -> Option<&'n str> {
    /// Fewer characters match too many names.
    const BEGINNING: usize = 3;
    let lower = written.to_ascii_lowercase();
    let bound = (lower.chars().count() / 3).max(1);
    let far = |it: &str| {
        let behind = it.split_once('/').map_or(it, |(_, name)| name);
        if it == lower || behind == lower {
            Some(0)
        } else if lower.len() >= BEGINNING && it.starts_with(&lower) {
            Some(1)
        } else {
            let away = [it, behind].into_iter().filter_map(|it| distance(&lower, it, bound));
            away.min()
        }
    };
    let near = known.iter().filter_map(|it| Some((far(it)?, *it)));
    near.min_by_key(|it| it.0).map(|it| it.1)
}

/// The name that a text differs from in one character, or in the order of two; of several, one that has the same letters and
/// digits, or the same digits, or the longest beginning in common.
pub(in crate::rules) fn mistyped<'n>(text: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let digits = |it: &str| it.chars().filter(char::is_ascii_digit).collect::<String>();
    let lower = text.to_ascii_lowercase();
    let near = known
        .filter(|it| it.len().abs_diff(lower.len()) <= 1 && distance(&lower, &it.to_ascii_lowercase(), 1).is_some());
    let shared = |it: &str| {
        it.to_ascii_lowercase()
            .bytes()
            .zip(lower.bytes())
            .take_while(|(one, other)| one == other)
            .count()
    };
    near.min_by_key(|it| (!is_same_name(it, text), digits(it) != digits(text), Reverse(shared(it))))
}

/// Whether two names are the same but for case and the characters between their words. Short ones are not: of `7_9` and
/// `7.9` both may exist.
pub(in crate::rules) fn is_same_name(one: &str, other: &str) -> bool {
    const SHORT: usize = 7;
    let plain = |it: &str| it.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let (one, other) = (plain(one), plain(other));
    one.len() >= SHORT && one.eq_ignore_ascii_case(&other)
}

/// The known name that a text is a slip for: other characters between the words, or one long word that is misspelt. Names that
/// differ in a number or by a word are different names, and so are those of which one is the other and an `n`, as editions of
/// Windows without media features are called.
pub(in crate::rules) fn variant<'n>(text: &str, known: impl Iterator<Item = &'n str> + Clone) -> Option<&'n str> {
    let mut same = known.clone();
    if let Some(meant) = same.find(|it| is_same_name(it, text)) {
        return (!meant.eq_ignore_ascii_case(text)).then_some(meant);
    }
    let mut slips = known.filter(|it| is_slip(text, it));
    slips.next()
}

/// Whether two names differ in one long word, by a misspelling.
fn is_slip(text: &str, known: &str) -> bool {
    /// Shorter words are too often different words.
    const LONG: usize = 6;
    let words = |it: &str| -> Vec<String> {
        let lower = it.to_ascii_lowercase();
        lower
            .split(|c: char| !c.is_ascii_alphanumeric())
            .map(str::to_owned)
            .collect()
    };
    let (own, other) = (words(text), words(known));
    let mut different = own.iter().zip(&other).filter(|(one, other)| one != other);
    let (Some((one, other)), None, true) = (different.next(), different.next(), own.len() == other.len()) else {
        return false;
    };
    let digits = |it: &str| it.chars().filter(char::is_ascii_digit).collect::<String>();
    let is_edition = one.strip_suffix('n') == Some(other) || other.strip_suffix('n') == Some(one);
    let is_long = one.len().min(other.len()) >= LONG;
    is_long && !is_edition && digits(one) == digits(other) && strsim::damerau_levenshtein(one, other) <= 2
}
