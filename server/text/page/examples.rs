//! The examples of the page of a rule, as people read them: without the lines that announce findings.

/// An example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    pub kind: Kind,
    /// The language of its block: `jsonc` or `toml`.
    pub language: &'static str,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Is reported.
    Bad,
    /// The bad example before it, fixed.
    Fixed,
    /// Is not reported.
    Good,
}

/// Lines of an example that can be taken in at a glance.
const MAX_LINES: usize = 15;

/// The examples that make the point: the first that is reported, the same after its fix, and another that is not reported.
/// Where the first is long, a shorter one comes in its place.
pub fn main_examples(page: &'static str) -> Vec<Example> {
    let all = examples(page);
    let bad = shortest(all.iter().enumerate().filter(|(_, it)| it.kind == Kind::Bad));
    let fixed = bad
        .and_then(|(at, _)| all.get(at + 1))
        .filter(|it| it.kind == Kind::Fixed);
    let is_other = |it: &Example| fixed.is_none_or(|fixed| fixed.text != it.text);
    let good = all.iter().enumerate();
    let good = shortest(good.filter(|(_, it)| it.kind == Kind::Good && is_other(it)));
    let shown = [bad.map(|(_, it)| it), fixed, good.map(|(_, it)| it)];
    shown.into_iter().flatten().cloned().collect()
}

/// The first example that is short, or else the shortest.
fn shortest<'e>(examples: impl Iterator<Item = (usize, &'e Example)>) -> Option<(usize, &'e Example)> {
    examples.min_by_key(|(_, it)| it.text.lines().count().max(MAX_LINES))
}

/// Every example of a page, in order.
fn examples(page: &'static str) -> Vec<Example> {
    let mut found = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some((language, words)) = line.strip_prefix("```").and_then(|info| info.split_once(' ')) else {
            continue;
        };
        let kind = match words.split(' ').next() {
            Some("bad") => Kind::Bad,
            Some("fixed") => Kind::Fixed,
            Some("good") => Kind::Good,
            _ => continue,
        };
        let body = lines.by_ref().take_while(|line| *line != "```");
        let body: Vec<&str> = body.filter(|line| !announces(line)).collect();
        found.push(Example {
            kind,
            language,
            text: body.join("\n"),
        });
    }
    found
}

/// Whether a line has carets under the finding of the line above.
fn announces(line: &str) -> bool {
    let rest = line.strip_prefix("//").or_else(|| line.strip_prefix('#'));
    rest.is_some_and(|rest| rest.trim_start().starts_with('^'))
}
