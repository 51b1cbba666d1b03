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

/// The examples that make the point: the first that is reported, the same after its fix, and one that is not reported.
pub fn main_examples(page: &'static str) -> Vec<Example> {
    let all = examples(page);
    let bad = all.iter().position(|it| it.kind == Kind::Bad);
    let fixed = bad.and_then(|bad| all.get(bad + 1)).filter(|it| it.kind == Kind::Fixed);
    let good = all.iter().find(|it| it.kind == Kind::Good);
    [bad.and_then(|bad| all.get(bad)), fixed, good]
        .into_iter()
        .flatten()
        .cloned()
        .collect()
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
