//! Whole templates for an empty document.

use crate::document::Document;
use crate::ide::completion::{Item, ItemKind};
use crate::locale::Message;
use crate::say;
use crate::schema::slice;
use crate::text::{edit::Edit, span::Span};

/// The skeletons, for a document that contains nothing, or an object with nothing in it.
pub(super) fn items(doc: &Document, at: u32) -> Vec<Item> {
    let Some(hole) = hole(doc.text(), at) else {
        return Vec::new();
    };
    let linux = standalone(LINUX, "Shell", "echo ready");
    let windows = standalone(WINDOWS, "PowerShell", "Write-Host ready");
    let deployment = deployment(&linux);
    let all: [(&str, Message, String); 3] = [
        (
            "image template: Linux",
            say! { en: "Ubuntu to a gallery", pt_br: "Ubuntu para uma galeria" },
            linux,
        ),
        (
            "image template: Windows",
            say! { en: "Windows Server to a gallery", pt_br: "Windows Server para uma galeria" },
            windows,
        ),
        (
            "image template: deployment",
            say! { en: "ARM deployment template", pt_br: "Template de implantação ARM" },
            deployment,
        ),
    ];
    let numbered = all.into_iter().enumerate();
    numbered
        .map(|(n, (label, detail, snippet))| item(n as u32, label, detail, snippet, &hole))
        .collect()
}

/// The position that a skeleton fills.
struct Hole<'t> {
    span: Span,
    /// What it replaces: existing braces, or the beginning of a word.
    written: &'t str,
    /// Whether it is between braces that stay: an edit of a completion is one of a single line.
    inside: bool,
}

fn hole(text: &str, at: u32) -> Option<Hole<'_>> {
    let written = text.trim_start_matches('\u{feff}').trim();
    let span = match written {
        "" => Span::at(at),
        _ => {
            let start = text.find(written)? as u32;
            Span::new(start, start + written.len() as u32)
        }
    };
    if !written.contains(['\n', '\r']) {
        return span.touches(at).then_some(Hole {
            span,
            written,
            inside: false,
        });
    }
    (span.start < at && at < span.end).then_some(Hole {
        span: Span::at(at),
        written: "",
        inside: true,
    })
}

fn item(rank: u32, label: &str, detail: Message, snippet: String, hole: &Hole<'_>) -> Item {
    let snippet = if hole.inside { members(&snippet) } else { snippet };
    Item {
        label: label.to_owned(),
        kind: ItemKind::Skeleton,
        detail: Some(detail),
        words: None,
        // A word that was begun is part of the label.
        filter: if hole.written.starts_with('{') {
            format!("{}{label}", hole.written)
        } else {
            label.to_owned()
        },
        rank,
        edit: Edit::replace(hole.span, plain(&snippet)),
        snippet: Some(snippet),
        narrow: None,
        also: Vec::new(),
        deprecated: false,
        ask_again: false,
    }
}

/// The text between the braces of a skeleton, one level further out.
fn members(snippet: &str) -> String {
    let inner = snippet.strip_prefix("{\n").and_then(|it| it.strip_suffix("\n\\}"));
    let lines = inner.unwrap_or(snippet).lines();
    let out: Vec<_> = lines.map(|it| it.strip_prefix('\t').unwrap_or(it)).collect();
    out.join("\n")
}

const LINUX: &str = r#""publisher": "${2:Canonical}",
			"offer": "${3:ubuntu-24_04-lts}",
			"sku": "${4:server}","#;
const WINDOWS: &str = r#""publisher": "${2:MicrosoftWindowsServer}",
			"offer": "${3:WindowsServer}",
			"sku": "${4:2022-datacenter-g2}","#;

fn standalone(image: &str, step: &str, command: &str) -> String {
    format!(
        r#"{{
	"type": "Microsoft.VirtualMachineImages/imageTemplates",
	"location": "${{1:westeurope}}",
	"identity": {{
		"type": "UserAssigned",
		"userAssignedIdentities": {{
			"/subscriptions/${{5:<subscriptionId>}}/resourceGroups/${{6:<resourceGroup>}}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${{7:<identity>}}": {{\}}
		\}}
	\}},
	"properties": {{
		"buildTimeoutInMinutes": ${{8:240}},
		"source": {{
			"type": "PlatformImage",
			{image}
			"version": "latest"
		\}},
		"customize": [
			{{
				"type": "{step}",
				"name": "${{9:prepare}}",
				"inline": [
					"${{10:{command}}}"
				]
			\}}
		],
		"distribute": [
			{{
				"type": "SharedImage",
				"galleryImageId": "/subscriptions/${{5:<subscriptionId>}}/resourceGroups/${{6:<resourceGroup>}}/providers/Microsoft.Compute/galleries/${{11:<gallery>}}/images/${{12:<image>}}",
				"runOutputName": "${{13:gallery}}",
				"targetRegions": [
					{{
						"name": "${{1:westeurope}}"
					\}}
				]
			\}}
		]
	\}}
\}}"#
    )
}

fn deployment(standalone: &str) -> String {
    let version = slice::newest();
    let named = format!("\t\"apiVersion\": \"{version}\",\n\t\"name\": \"${{14:image}}\",\n\t\"location\"");
    let resource = standalone.replacen("\t\"location\"", &named, 1).replace('\n', "\n\t\t");
    format!(
        "{{\n\t\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\",\n\
         \t\"contentVersion\": \"1.0.0.0\",\n\t\"resources\": [\n\t\t{resource}\n\t]\n\\}}"
    )
    .replacen("\"$schema\"", "\"\\$schema\"", 1)
}

/// A snippet as plain text: each place to fill in with what it suggests.
fn plain(snippet: &str) -> String {
    let mut out = String::with_capacity(snippet.len());
    let mut rest = snippet;
    while let Some(at) = rest.find(['$', '\\']) {
        out.push_str(rest.get(..at).unwrap_or_default());
        let tail = rest.get(at..).unwrap_or_default();
        let placeholder = tail.strip_prefix("${").and_then(|it| it.split_once('}'));
        if let Some((inner, after)) = placeholder {
            out.push_str(inner.split_once(':').map_or("", |(_, it)| it));
            rest = after;
        } else {
            let escaped = tail.chars().nth(1).map_or(0, char::len_utf8);
            out.push_str(tail.get(1..1 + escaped).unwrap_or_default());
            rest = tail.get(1 + escaped..).unwrap_or_default();
        }
    }
    out.push_str(rest);
    out.replace('\t', "  ")
}
