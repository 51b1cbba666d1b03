//! Markdown for windows that show it letter by letter: what is written for the eye is taken out,
//! the words and the code stay.

/// The text without its marks.
pub fn strip(markdown: &str) -> String {
    let mut out = Vec::new();
    // The backticks of the fence that is open.
    let mut fence = 0;
    for line in markdown.lines() {
        let ticks = backticks(line.trim_start());
        if ticks >= 3 && fence == 0 {
            fence = ticks;
        } else if fence > 0 && ticks >= fence && line.trim().len() == ticks {
            fence = 0;
        } else if fence > 0 {
            out.push(line.to_owned());
        } else {
            out.push(inline(heading(line)));
        }
    }
    out.join("\n").trim().to_owned()
}

/// A heading without its signs.
fn heading(line: &str) -> &str {
    let words = line.trim_start_matches('#');
    if words.len() < line.len() && words.starts_with(' ') {
        words.trim_start()
    } else {
        line
    }
}

/// A line without code ticks, stars and link syntax.
fn inline(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(mark) = rest.find(['`', '*', '[', '\\']) {
        let (before, from) = rest.split_at_checked(mark).unwrap_or_default();
        out.push_str(before);
        let (words, later) = code(from)
            .or_else(|| strong(from))
            .or_else(|| link(from))
            .or_else(|| escaped(from))
            .unwrap_or_else(|| literal(from));
        out.push_str(&words);
        rest = later;
    }
    out.push_str(rest);
    out
}

/// What a mark stands for, and the text behind it.
type Read<'t> = (String, &'t str);

/// A code span ends with as many backticks as it begins with; a blank beside both keeps those of the code apart.
fn code(text: &str) -> Option<Read<'_>> {
    let ticks = backticks(text);
    let inside = text.get(ticks..).filter(|_| ticks > 0)?;
    let mut at = 0;
    while let Some(found) = inside.get(at..)?.find('`') {
        let start = at + found;
        let run = backticks(inside.get(start..)?);
        if run == ticks {
            let (code, rest) = (inside.get(..start)?, inside.get(start + run..)?);
            let unpadded = code.strip_prefix(' ').and_then(|it| it.strip_suffix(' '));
            return Some((
                unpadded.filter(|it| !it.trim().is_empty()).unwrap_or(code).to_owned(),
                rest,
            ));
        }
        at = start + run;
    }
    None
}

/// The backticks that a text begins with.
fn backticks(text: &str) -> usize {
    text.len() - text.trim_start_matches('`').len()
}

fn strong(text: &str) -> Option<Read<'_>> {
    let mark = if text.starts_with("**") { "**" } else { "*" };
    let (inside, rest) = text.strip_prefix(mark)?.split_once(mark)?;
    let tight = !inside.is_empty() && inside.trim() == inside;
    tight.then(|| (inline(inside), rest))
}

fn link(text: &str) -> Option<Read<'_>> {
    let (words, rest) = text.strip_prefix('[')?.split_once("](")?;
    let (address, rest) = rest.split_once(')')?;
    let words = inline(words);
    let plain = if words == address {
        words
    } else {
        format!("{words} ({address})")
    };
    Some((plain, rest))
}

fn escaped(text: &str) -> Option<Read<'_>> {
    let rest = text.strip_prefix('\\')?;
    let sign = rest.chars().next().filter(char::is_ascii_punctuation)?;
    Some((sign.to_string(), rest.get(1..)?))
}

fn literal(text: &str) -> Read<'_> {
    let mut chars = text.chars();
    (chars.next().map(String::from).unwrap_or_default(), chars.as_str())
}
