//! Matches a command that `set -x` prints, with its expansions done, to the lines of a script.

use crate::doctor::script_line::source::Source;

/// Whether the script itself turns tracing on: other traces are those of scripts that it starts.
pub(super) fn is_on(source: &Source<'_>) -> bool {
    let turns_on = |text: &str| {
        let mut words = text.split(|c: char| c.is_whitespace() || c == ';' || c == '&');
        let is_set = text.starts_with("#!") || words.any(|it| it == "set");
        let is_option = |it: &str| {
            it == "xtrace"
                || it
                    .strip_prefix('-')
                    .is_some_and(|it| it.contains('x') && it.chars().all(char::is_alphabetic))
        };
        is_set && text.split(|c: char| c.is_whitespace() || c == ';').any(is_option)
    };
    source.lines.iter().any(|it| turns_on(it.text.trim()))
}

/// Whether the command turns tracing off, so that what follows is not traced.
pub(super) fn turns_off(command: &str) -> bool {
    let mut words = command.split_whitespace();
    words.next() == Some("set") && words.any(|it| it.starts_with('+') && it.contains('x') || it == "+o")
}

/// A line that a command can come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TraceHit {
    pub line: usize,
    /// Whether nothing in it is expanded.
    pub is_literal: bool,
}

/// The lines that a traced command can come from.
pub(super) fn hits(command: &str, source: &Source<'_>) -> Vec<TraceHit> {
    let traced: Vec<String> = plain(command).split_whitespace().map(str::to_owned).collect();
    let mut found: Vec<TraceHit> = Vec::new();
    if traced.is_empty() {
        return found;
    }
    for (line, text) in statements(source) {
        let of_segment = |it: &Segment| {
            let bare = it.without_settings();
            let is_hit = matches(&it.0, &traced) || (bare.len() < it.0.len() && matches(bare, &traced));
            let literal = || it.0.iter().all(|word| !word.is_open);
            is_hit.then(|| TraceHit {
                line,
                is_literal: literal(),
            })
        };
        let segments = segments(&text);
        let best = segments.iter().filter_map(of_segment).max_by_key(|it| it.is_literal);
        let is_inside = || {
            is_in(&plain(&text), &traced.join(" ")).then_some(TraceHit {
                line,
                is_literal: false,
            })
        };
        found.extend(best.or_else(is_inside));
    }
    found
}

/// Whether words occur in a text, not within longer words.
fn is_in(text: &str, words: &str) -> bool {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/');
    text.match_indices(words).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        let behind = text.get(at + words.len()..).unwrap_or_default();
        !before.ends_with(joins) && !behind.starts_with(joins)
    })
}

/// Each statement on one line, with the index of its first line.
fn statements(source: &Source<'_>) -> Vec<(usize, String)> {
    let mut statements: Vec<(usize, usize, String)> = Vec::new();
    for (index, line) in source.commands() {
        match statements.last_mut().filter(|it| it.1 == line.statement) {
            Some((_, _, text)) => {
                let joined = text.trim_end().trim_end_matches('\\').len();
                text.truncate(joined);
                text.push(' ');
                text.push_str(&line.text);
            }
            None => statements.push((index, line.statement, line.text.clone())),
        }
    }
    statements.into_iter().map(|(index, _, text)| (index, text)).collect()
}

fn plain(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '\'' | '"' | '\\')).collect()
}

/// A word of a command.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Word {
    /// Its text up to the first expansion, without quotes.
    text: String,
    /// Whether an expansion follows.
    is_open: bool,
}

/// A simple command.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Segment(Vec<Word>);

impl Segment {
    /// The words after `NAME=value`.
    fn without_settings(&self) -> &[Word] {
        let is_setting = |it: &Word| {
            let name = it.text.split_once('=').map(|it| it.0);
            name.is_some_and(|it| !it.is_empty() && it.chars().all(|c| c.is_alphanumeric() || c == '_'))
        };
        let count = self.0.iter().take_while(|it| is_setting(it)).count();
        self.0.get(count..).unwrap_or_default()
    }

    fn push(&mut self, word: Word) {
        const KEYWORDS: [&str; 10] = ["if", "then", "elif", "else", "while", "until", "do", "!", "{", "time"];
        let is_keyword = self.0.is_empty() && !word.is_open && KEYWORDS.contains(&word.text.as_str());
        if is_keyword || (word.text.is_empty() && !word.is_open) {
            return;
        }
        // Blanks inside of quotes separate words in a trace, too.
        let mut pieces = word.text.split_whitespace().map(str::to_owned).peekable();
        if pieces.peek().is_none() {
            self.0.push(word);
            return;
        }
        while let Some(text) = pieces.next() {
            let is_open = word.is_open && pieces.peek().is_none();
            self.0.push(Word { text, is_open });
        }
    }
}

/// Adds a letter to a word, unless an expansion is before it.
fn add(word: &mut Option<Word>, letter: Option<char>) {
    let word = word.get_or_insert_default();
    if !word.is_open {
        word.text.extend(letter);
    }
}

/// Ends a word, which belongs to the command unless it is the target of a redirection.
fn end(word: &mut Option<Word>, segment: Option<&mut Segment>, is_target: &mut bool) {
    let Some(word) = word.take() else { return };
    match segment.filter(|_| !*is_target) {
        Some(segment) => segment.push(word),
        None => *is_target = false,
    }
}

/// The simple commands of a statement, without redirections and comments.
fn segments(text: &str) -> Vec<Segment> {
    let mut segments = vec![Segment::default()];
    let mut word: Option<Word> = None;
    let mut is_target = false;
    let mut quote: Option<char> = None;
    let mut depth = 0_usize;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if depth > 0 {
            // Inside of `$(…)`.
            depth = match letter {
                '(' => depth + 1,
                ')' => depth - 1,
                _ => depth,
            };
            continue;
        }
        match (letter, quote) {
            (_, Some(open)) if letter == open => quote = None,
            ('\\', None | Some('"')) => add(&mut word, letters.next()),
            ('$', None | Some('"')) => {
                word.get_or_insert_default().is_open = true;
                if letters.next_if_eq(&'(').is_some() {
                    depth = 1;
                }
            }
            ('`', None | Some('"')) => {
                word.get_or_insert_default().is_open = true;
                let _ = letters.by_ref().find(|it| *it == '`');
            }
            (_, Some(_)) => add(&mut word, Some(letter)),
            ('\'' | '"', None) => {
                word.get_or_insert_default();
                quote = Some(letter);
            }
            ('*' | '?' | '~' | '{', None) if letter != '{' || word.is_some() => {
                word.get_or_insert_default().is_open = true;
            }
            ('#', None) if word.is_none() => break,
            (';' | '|' | '&' | '(' | ')', None) => {
                end(&mut word, segments.last_mut(), &mut is_target);
                segments.push(Segment::default());
            }
            ('>' | '<', None) => {
                let is_number = |it: &Word| it.text.bytes().all(|byte| byte.is_ascii_digit());
                if word.as_ref().is_some_and(is_number) {
                    word = None;
                }
                end(&mut word, segments.last_mut(), &mut is_target);
                while letters.next_if(|it| matches!(it, '>' | '<' | '&' | '-')).is_some() {}
                is_target = true;
            }
            (_, None) if letter.is_whitespace() => end(&mut word, segments.last_mut(), &mut is_target),
            (_, None) => add(&mut word, Some(letter)),
        }
    }
    end(&mut word, segments.last_mut(), &mut is_target);
    segments.retain(|it| it.0.first().is_some_and(|it| !it.text.is_empty()));
    segments
}

/// Whether words match a traced command, if those with an expansion can become any number of words.
fn matches(words: &[Word], traced: &[String]) -> bool {
    // The lengths of the beginnings of the command that the words so far match.
    let mut reached = vec![0];
    for word in words {
        let mut next: Vec<usize> = Vec::new();
        for at in reached {
            let starts = |it: &String| it.starts_with(&word.text);
            match traced.get(at) {
                Some(it) if !word.is_open && *it == word.text => next.push(at + 1),
                Some(it) if word.is_open && !word.text.is_empty() && starts(it) => next.extend(at + 1..=traced.len()),
                _ if word.is_open && word.text.is_empty() => next.extend(at..=traced.len()),
                _ => {}
            }
        }
        next.sort_unstable();
        next.dedup();
        reached = next;
    }
    !words.is_empty() && reached.contains(&traced.len())
}
