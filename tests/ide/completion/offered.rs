//! How much of what templates say is offered at its place: of our samples always, of real templates where they are named.

use std::collections::BTreeMap;

use aib_ls::document::{Document, Language};
use aib_ls::ide::completion::completion;
use aib_ls::model::template::Template;
use aib_ls::model::value::is_computed;
use aib_ls::schema::lookup;
use aib_ls::schema::slice::Shape;
use aib_ls::syntax::tree::{Kind, Node};

use crate::support::samples;

/// The kind of a value of which there are catalogues; `None` for the author's own.
fn kind(template: Template<'_>, node: Node<'_>) -> Option<&'static str> {
    let owner = if node.key_span().is_some() {
        node
    } else {
        node.parent()?
    };
    let slot = lookup::slot(template, owner)?;
    let (member, shape) = (slot.member?, slot.shape?);
    Some(match (member.owner, member.property.name) {
        ("ImageTemplatePlatformImageSource", "publisher") => "publisher",
        ("ImageTemplatePlatformImageSource", "offer") => "offer",
        ("ImageTemplatePlatformImageSource", "sku") => "sku",
        ("ImageTemplatePlatformImageSource", "version") if node.as_str()? == "latest" => "version",
        (_, "vmSize" | "proxyVmSize") => "size",
        (_, "location") | ("TargetRegion", "name") => "region",
        (_, "replicationRegions") if node.kind() == Kind::String => "region",
        (_, "apiVersion") => "apiVersion",
        (_, "storageAccountType") => "storage type",
        _ if member.property.discriminator => "type",
        ("ArmResource" | "ImageTemplate", "type") => "type",
        _ if shape == Shape::Boolean => "boolean",
        _ if !member.property.values.is_empty() => "enum",
        _ => return None,
    })
}

#[test]
fn what_templates_say_is_offered_at_its_place() {
    // By kind: how many are offered, and how many there are.
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut missing: BTreeMap<String, usize> = BTreeMap::new();
    for (_, text) in samples::templates() {
        let doc = Document::new(text, Language::Jsonc, None);
        for template in doc.templates() {
            let mut waiting = vec![template.root];
            while let Some(node) = waiting.pop() {
                waiting.extend(node.children());
                let is_value = !matches!(node.kind(), Kind::Object | Kind::Array | Kind::Broken | Kind::Null);
                let Some(kind) = kind(template, node).filter(|_| is_value && !is_computed(node)) else {
                    continue;
                };
                let written = node.as_str().map_or(node.source().to_owned(), Into::into);
                let items = completion(&doc, node.span().start + 1, &Vec::new);
                let is_offered = items.iter().any(|it| it.label == written);
                let count = counts.entry(kind).or_default();
                count.0 += usize::from(is_offered);
                count.1 += 1;
                if !is_offered {
                    *missing.entry(format!("{kind}: {written}")).or_default() += 1;
                }
            }
        }
    }
    for (kind, (offered, all)) in &counts {
        eprintln!("{kind}: {offered} of {all}");
    }
    let (offered, all) = counts.values().fold((0, 0), |sum, it| (sum.0 + it.0, sum.1 + it.1));
    eprintln!(
        "all kinds: {offered} of {all} ({} %); not offered: {missing:?}",
        offered * 100 / all
    );
    assert!(offered * 100 >= all * 85, "{offered} of {all}");
}
