//! The known name that a misspelt one most likely stands for.

/// The name nearest to a misspelt one; `None` if none is near: more than a third of the characters
/// differ, or more than two.
pub(in crate::rules) fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let lower = name.to_ascii_lowercase();
    let bound = (name.chars().count() / 3).clamp(1, 2);
    let distance = |it: &str| strsim::damerau_levenshtein(&lower, &it.to_ascii_lowercase());
    let near = known.map(|it| (distance(it), it)).filter(|(far, _)| *far <= bound);
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
            0
        } else if lower.len() >= BEGINNING && it.starts_with(&lower) {
            1
        } else {
            let away = |it: &str| strsim::damerau_levenshtein(&lower, it);
            away(it).min(away(behind))
        }
    };
    let near = known.iter().map(|it| (far(it), *it)).filter(|it| it.0 <= bound);
    near.min_by_key(|it| it.0).map(|it| it.1)
}
