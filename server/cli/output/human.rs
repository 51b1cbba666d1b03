//! Findings for people, in the style of rustc: the message, the source, related locations, and fixes.

use std::ops::Range;

use annotate_snippets::renderer::Renderer;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level as Heading, Origin, Snippet};

use crate::cli::output::excerpt::{Excerpt, ShownText, line_of, line_range};
use crate::cli::output::{Subject, Summary};
use crate::locale::{Lang, Message};
use crate::rules::Level;
use crate::rules::engine::finding::Finding;
use crate::rules::engine::labels;
use crate::say;
use crate::text::lines::Lines;
use crate::text::plain::plain;
use crate::text::rope::Encoding;
use crate::text::span::Span;

/// Locations that are further apart are shown separately; of a longer location only the first line is shown.
const MAX_LINES: usize = 30;

/// Renders findings for a terminal.
pub struct Screen {
    renderer: Renderer,
    lang: Lang,
}

/// A location to show, with its label.
struct Mark {
    at: Range<usize>,
    label: Option<String>,
}

impl Screen {
    /// With or without colours.
    pub fn new(coloured: bool, lang: Lang) -> Self {
        let renderer = match coloured {
            true => Renderer::styled(),
            false => Renderer::plain(),
        };
        Self { renderer, lang }
    }

    /// The findings of one file, each followed by an empty line, and how many are not shown.
    pub fn file(&self, subject: &Subject<'_>) -> String {
        if subject.findings.is_empty() {
            return String::new();
        }
        let source = ShownText {
            text: subject.text,
            lines: &Lines::new(subject.text),
            secrets: &subject.secrets(),
        };
        let shown = |it: &Finding| self.finding(&subject.name, source, it) + "\n\n";
        let remark = subject.remark(self.lang);
        let remark = remark.map(|it| format!("{}: {it}\n\n", plain(&subject.name)));
        subject.findings.iter().map(shown).chain(remark).collect()
    }

    /// The summary in one line.
    pub fn summary(&self, counts: &Summary) -> String {
        let levels = counts.levels().into_iter().filter(|it| it.1 > 0);
        let found: Vec<String> = levels.map(|(level, count)| self.amount(level, count)).collect();
        let (files, found) = (counts.files, found.join(", "));
        let words = match (files, found.is_empty()) {
            (0, _) => {
                say! { en: "no image template found", pt_br: "nenhum template de imagem encontrado" }
            }
            (1, true) => {
                say! { en: "1 file checked, nothing found", pt_br: "1 arquivo verificado, nada encontrado" }
            }
            (1, false) => {
                say! { en: "1 file checked: {found}", pt_br: "1 arquivo verificado: {found}" }
            }
            (_, true) => say! {
                en: "{files} files checked, nothing found",
                pt_br: "{files} arquivos verificados, nada encontrado",
            },
            (_, false) => {
                say! { en: "{files} files checked: {found}", pt_br: "{files} arquivos verificados: {found}" }
            }
        };
        words.get(self.lang).to_owned() + "\n"
    }

    fn amount(&self, kind: Level, count: usize) -> String {
        let many = match kind {
            Level::Error => say! { en: "errors", pt_br: "erros" },
            Level::Warning => say! { en: "warnings", pt_br: "avisos" },
            Level::Information => say! { en: "informational findings", pt_br: "informações" },
            Level::Hint => say! { en: "hints", pt_br: "dicas" },
        };
        let one = match kind {
            Level::Information => say! { en: "informational finding", pt_br: "informação" },
            _ => labels::level(kind),
        };
        let noun = if count == 1 { one } else { many };
        format!("{count} {}", noun.get(self.lang))
    }

    fn finding(&self, name: &str, source: ShownText<'_>, it: &Finding) -> String {
        let ShownText { text, lines, .. } = source;
        let heading = match it.level {
            Level::Error => Heading::ERROR,
            Level::Warning => Heading::WARNING,
            Level::Information => Heading::INFO,
            Level::Hint => Heading::NOTE,
        };
        let (word, help) = (labels::level(it.level), say! { en: "help", pt_br: "ajuda" });
        let words = |it: &Message| it.get(self.lang).to_owned();
        let title = heading
            .with_name(words(&word))
            .primary_title(plain(it.message.get(self.lang)))
            .id(it.rule.id);

        let name = plain(name);
        let mut group = Group::with_title(title);
        let mut columns = Vec::new();
        let groups = if is_secret(it) && !source.hides_part_of(it.span) {
            let (line, column) = lines.position(it.span.start, Encoding::Utf32);
            let origin = Origin::path(name.clone()).line(line as usize + 1);
            group = group.element(origin.char_column(column as usize + 1));
            Vec::new()
        } else {
            self.groups(text, lines, it)
        };
        for (at, marks) in groups.iter().enumerate() {
            let excerpt = Excerpt::new(source, marks.iter().map(|it| &it.at));
            columns.extend(marks.first().map(|it| column(&name, &it.at, lines, &excerpt)));
            group = group.element(snippet(&name, excerpt, marks, at == 0));
        }
        for fix in &it.fixes {
            let title = plain(fix.title.get(self.lang));
            group = group.element(Heading::HELP.with_name(words(&help)).message(title));
        }
        let shown = self.renderer.render(&[group]);
        columns.iter().fold(shown, |shown, (cut, whole)| match cut == whole {
            true => shown,
            false => shown.replacen(cut, whole, 1),
        })
    }

    /// The locations of a finding, its own first, grouped by distance.
    fn groups(&self, text: &str, lines: &Lines<'_>, it: &Finding) -> Vec<Vec<Mark>> {
        let own = Mark {
            at: clip(it.span, text, lines),
            label: None,
        };
        let mut groups = vec![vec![own]];
        for related in &it.related {
            let mark = Mark {
                at: clip(related.span, text, lines),
                label: Some(plain(related.message.get(self.lang))),
            };
            match groups.iter_mut().find(|marks| fits(&mark, marks, lines)) {
                Some(marks) => marks.push(mark),
                None => groups.push(vec![mark]),
            }
        }
        groups
    }
}

/// Whether it is about a secret. Where that is not recognized in its lines, they are not shown: terminal output often ends up in a
/// log.
fn is_secret(finding: &Finding) -> bool {
    finding.rule.id.starts_with("secrets/")
}

/// A span as a range within the text that splits no character.
fn clip(span: Span, text: &str, lines: &Lines<'_>) -> Range<usize> {
    let start = text.floor_char_boundary(span.start as usize);
    let end = text.ceil_char_boundary(span.end as usize).max(start);
    let line = line_of(lines, start);
    if line_of(lines, end) - line < MAX_LINES {
        start..end
    } else {
        start..line_range(lines, line).end.max(start)
    }
}

fn fits(mark: &Mark, marks: &[Mark], lines: &Lines<'_>) -> bool {
    marks.iter().all(|it| {
        let first = line_of(lines, it.at.start.min(mark.at.start));
        let last = line_of(lines, it.at.end.max(mark.at.end));
        last - first < MAX_LINES
    })
}

/// A location as the renderer prints it, which counts characters of the truncated line, and as it should be printed.
fn column(name: &str, at: &Range<usize>, lines: &Lines<'_>, cut: &Excerpt) -> (String, String) {
    let line = line_of(lines, at.start) + 1;
    let before = cut.text.get(..cut.mark(at).start).unwrap_or_default();
    let column = before.chars().rev().take_while(|it| *it != '\n').count() + 1;
    let whole = lines.position(at.start as u32, Encoding::Utf32).1 + 1;
    (format!("{name}:{line}:{column}"), format!("{name}:{line}:{whole}"))
}

/// Locations near each other, underlined in their lines.
fn snippet<'f>(name: &str, cut: Excerpt, marks: &'f [Mark], own: bool) -> Snippet<'f, Annotation<'f>> {
    let annotations: Vec<Annotation<'f>> = marks
        .iter()
        .enumerate()
        .map(|(at, mark)| {
            let kind = match own && at == 0 {
                true => AnnotationKind::Primary,
                false => AnnotationKind::Context,
            };
            kind.span(cut.mark(&mark.at)).label(mark.label.as_deref())
        })
        .collect();
    Snippet::source(cut.text)
        .line_start(cut.line)
        .path(name.to_owned())
        .annotations(annotations)
}
