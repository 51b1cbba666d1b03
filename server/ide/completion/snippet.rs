//! Snippets: JSON in which places are to be filled in.
//!
//! Patterns are JSON in which `‹text›` is to be filled in and suggests that text. Where `‹name=text›` has the same name as one before it, both are
//! filled in together.

/// The numbers of the positions to fill in, in the order of the text.
#[derive(Default)]
pub(super) struct Stops {
    /// The name of each; empty without one.
    names: Vec<String>,
}

impl Stops {
    /// The next position, which suggests JSON that is the same in a snippet, in LSP's syntax.
    pub fn next(&mut self, suggested: &str) -> String {
        self.named("", suggested)
    }

    fn named(&mut self, name: &str, suggested: &str) -> String {
        let known = self.names.iter().position(|it| !name.is_empty() && it == name);
        let number = known.unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() - 1
        });
        match suggested {
            "" => format!("${}", number + 1),
            text => format!("${{{}:{}}}", number + 1, escaped(text)),
        }
    }

    /// A pattern in LSP's syntax, two blanks of indentation as a tab.
    pub fn snippet(&mut self, pattern: &str) -> String {
        let line = |line: &str| {
            let text = line.trim_start_matches(' ');
            let mut out = "\t".repeat((line.len() - text.len()) / 2);
            let mut rest = text;
            while let Some((before, after)) = rest.split_once('‹') {
                let (inner, after) = after.split_once('›').unwrap_or((after, ""));
                let (name, suggested) = inner.split_once('=').unwrap_or(("", inner));
                out.push_str(&escaped(before));
                out.push_str(&self.named(name, suggested));
                rest = after;
            }
            out.push_str(&escaped(rest));
            out
        };
        pattern.lines().map(line).collect::<Vec<_>>().join("\n")
    }
}

/// Text in which nothing is to be filled in.
pub(super) fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}")
}

/// A snippet as plain text: what each position suggests, and two blanks for a tab.
pub(super) fn expanded(snippet: &str) -> String {
    let mut out = String::with_capacity(snippet.len());
    let mut chars = snippet.chars().peekable();
    let mut is_in_stop = false;
    while let Some(character) = chars.next() {
        match character {
            '\\' => out.extend(chars.next()),
            '\t' => out.push_str("  "),
            '}' if is_in_stop => is_in_stop = false,
            '$' => {
                is_in_stop = chars.next_if_eq(&'{').is_some();
                while chars.next_if(char::is_ascii_digit).is_some() {}
                chars.next_if(|it| is_in_stop && *it == ':');
            }
            other => out.push(other),
        }
    }
    out
}
