//! What the identity of a template needs to be allowed to do, scope by scope, and how to grant it.

use crate::document::Document;
use crate::insight::permissions::access::Grant;
use crate::insight::permissions::scope::Scope;
use crate::insight::permissions::{self, Need, Permissions, az, bicep, role, words};
use crate::locale::{Lang, Say};
use crate::page::{self, Links, Page, Target, escaped, linked};
use crate::say;
use crate::text::lines::Lines;
use crate::text::plain::plain;

/// The page about the image templates of a document called `name`; `None` where it has none.
pub fn page(doc: &Document, name: &str, links: &Links<'_>, lang: Lang) -> Option<Page> {
    let all = permissions::of_document(doc);
    if all.is_empty() {
        return None;
    }
    let answer = Answer {
        lines: &Lines::new(doc.text()),
        links,
        lang,
    };
    let mut body: String = all.iter().map(|it| answer.identity(it)).collect();
    body += &answer.grants(&all);
    let kind = say! { en: "Permissions", pt_br: "Permissões" };
    Some(page::page(&kind, plain(name), &body, lang))
}

struct Answer<'a> {
    lines: &'a Lines<'a>,
    links: &'a Links<'a>,
    lang: Lang,
}

impl Answer<'_> {
    fn say(&self, say: &Say) -> String {
        escaped(&plain(say.get(self.lang)))
    }

    /// A resource by its ID, else what is known of it.
    fn scope(&self, scope: Option<&Scope>, words: &Say) -> String {
        let words = self.say(words);
        match scope.and_then(Scope::id) {
            Some(_) => format!("<code>{words}</code>"),
            None => words,
        }
    }

    /// What one identity needs.
    fn identity(&self, permissions: &Permissions<'_>) -> String {
        let headline = self.say(&words::headline(&permissions.label()));
        let word = self.say(&say! { en: "Identity", pt_br: "Identidade" });
        let identity = self.scope(permissions.identity.as_ref(), &words::identity(permissions));
        let mut out = format!("<section>\n<h2>{headline}</h2>\n<p>{word}: {identity}</p>\n");
        if permissions.needs.is_empty() {
            out += &format!("<p>{}</p>\n", self.say(&words::nothing()));
        }
        out += &permissions.needs.iter().map(|it| self.need(it)).collect::<String>();
        let limits = permissions.limits.iter();
        let limits: String = limits.map(|it| format!("<li>{}</li>\n", self.say(it))).collect();
        let cannot = self.say(&words::limits());
        out += &format!("<p class=\"note\">{cannot}</p>\n<ul class=\"plain note\">\n{limits}</ul>\n");
        out + "</section>\n"
    }

    /// One access on one scope, and the values that ask for it.
    fn need(&self, need: &Need<'_>) -> String {
        let granted = match need.access.grant() {
            Grant::Actions(actions) => actions.iter().map(|it| format!("<code>{it}</code>")).collect(),
            Grant::Role(built_in) => vec![self.say(&words::role(built_in))],
        };
        let whose = self.say(&words::whose(need.access));
        let reason = self.say(&need.access.reason());
        let because = need.because.iter().map(|it| {
            let place = linked(
                &self.say(&words::place(self.lines, *it)),
                Target::Value(it.node),
                self.links,
            );
            format!("<li>{place}: {reason}</li>\n")
        });
        let scope = self.scope(Some(&need.scope), &need.scope.words());
        let because = because.collect::<String>();
        let word = self.say(&say! { en: "Scope", pt_br: "Escopo" });
        format!(
            "<h3>{word}: {scope}{whose}</h3>\n<p>{}</p>\n<ul class=\"plain\">\n{because}</ul>\n",
            granted.join("<br>")
        )
    }

    /// The ways to grant it, each ready to be copied.
    fn grants(&self, all: &[Permissions<'_>]) -> String {
        let role = role::role(all, self.lang);
        let role = role.json.map(|it| {
            let title = say! { en: "Custom role (JSON)", pt_br: "Função personalizada (JSON)" };
            (title, it)
        });
        let az = (Say::same("Azure CLI"), az::commands(all, self.lines, self.lang));
        let bicep = (Say::same("Bicep"), bicep::file(all, self.lines, self.lang));
        let title = self.say(&say! { en: "How to grant it", pt_br: "Como conceder" });
        let shapes = [az, bicep].into_iter().chain(role);
        let shapes = shapes.map(|(title, text)| {
            let (title, text) = (self.say(&title), escaped(&text));
            format!("<details><summary>{title}</summary><pre>{text}</pre></details>\n")
        });
        format!(
            "<section>\n<h2>{title}</h2>\n{}</section>\n",
            shapes.collect::<String>()
        )
    }
}
