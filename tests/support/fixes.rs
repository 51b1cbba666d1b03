//! Applies every fix of a text, each alone, and tells what it does that a fix must not do.

use std::collections::HashMap;

use aib_ls::rules::Level;
use aib_ls::rules::engine::finding::{Finding, Fix};
use aib_ls::text::edit;

/// What is found in a text.
pub struct State {
    pub findings: Vec<Finding>,
    /// How many mistakes its grammar has.
    pub mistakes: usize,
}

impl State {
    /// How many findings say the same.
    fn count(&self, like: &Finding) -> usize {
        let same = |it: &&Finding| it.rule.id == like.rule.id && it.message == like.message;
        self.findings.iter().filter(same).count()
    }

    /// How many say the same but for the numbers: one of ten placeholders less is no new finding.
    fn count_alike(&self, like: &Finding) -> usize {
        let words = |it: &Finding| it.message.en.replace(|c: char| c.is_ascii_digit(), "");
        let wanted = words(like);
        let same = |it: &&Finding| it.rule.id == like.rule.id && words(it) == wanted;
        self.findings.iter().filter(same).count()
    }
}

/// What the fixes do wrong: the text has to parse at least as well as before, the finding has to be gone, and no warning
/// and no error may come up that was not there.
pub fn faults(name: &str, text: &str, look: impl Fn(String) -> State) -> Vec<String> {
    let before = look(text.to_owned());
    // Several findings may offer the same change.
    let mut seen: HashMap<String, State> = HashMap::new();
    let mut faults = Vec::new();
    for finding in &before.findings {
        for fix in &finding.fixes {
            let fixed = edit::apply(text, &fix.edits);
            let after = seen.entry(fixed.clone()).or_insert_with_key(|it| look(it.clone()));
            for fault in faults_of(finding, fix, &before, after) {
                let (id, title) = (finding.rule.id, &fix.title.en);
                faults.push(format!("{name}: {id} `{title}` {fault}"));
            }
        }
    }
    faults
}

fn faults_of(finding: &Finding, fix: &Fix, before: &State, after: &State) -> Vec<String> {
    let mut faults = Vec::new();
    if after.count(finding) >= before.count(finding) {
        faults.push("leaves its finding".to_owned());
    }
    if after.mistakes > before.mistakes {
        faults.push("breaks the text".to_owned());
    }
    let is_new = |it: &&Finding| after.count_alike(it) > before.count_alike(it);
    let new = after.findings.iter().filter(is_new);
    for it in new.filter(|it| it.level <= Level::Warning && !is_meant(it, finding, fix)) {
        faults.push(format!("brings {} {}", it.rule.id, it.message.en));
    }
    faults
}

/// What comes up by intention.
fn is_meant(new: &Finding, finding: &Finding, fix: &Fix) -> bool {
    let lacks = ["schema/missing-required", "source/platform-incomplete"];
    let is_hidden = match finding.rule.id {
        // Behind broken grammar rules are silent; that no mistake is added is asked for by itself.
        id if id.starts_with("syntax/") => true,
        // Another version judges by its own measure.
        id if id.starts_with("api-version/") => !fix.safe,
        // What has no known name or kind is not looked into.
        "schema/discriminator-case" | "schema/field-case" => true,
        // What an object lacks is told once it says what it is.
        "schema/unknown-type-value" | "schema/missing-required" => lacks.contains(&new.rule.id),
        _ => false,
    };
    // A skeleton is there to be filled in.
    is_hidden || (new.rule.id == "schema/placeholder-left" && !fix.safe)
}
