//! A template and its parameter file, with a cursor in one of them.

use aib_ls::document::{Document, Language};
use aib_ls::ide::name::{From, RenameContext};
use aib_ls::model::parameters::ParameterFile;

/// Both texts.
pub struct Pair {
    pub doc: Document,
    pub file: Option<ParameterFile>,
    from: From,
}

impl Pair {
    /// `$0` stands in one of the two. An image template is among the resources of every deployment.
    pub fn new(template: &str, file: Option<&str>) -> Self {
        let mark = "$0";
        let place = |text: &str| text.find(mark).map(|it| it as u32);
        let in_file = || file.and_then(place).map(From::ParameterFile);
        let from = place(template).map(From::Document).or_else(in_file);
        let read = |it: &str| ParameterFile::parse("web.parameters.json", it.replace(mark, "")).unwrap();
        Self {
            doc: Document::new(template.replace(mark, ""), Language::Jsonc, None),
            file: file.map(read),
            from: from.expect("there is a cursor"),
        }
    }

    pub fn asked(&self) -> RenameContext<'_> {
        RenameContext {
            doc: &self.doc,
            file: self.file.as_ref(),
            from: self.from,
        }
    }
}

/// A deployment with names of every kind, the cursor before the one on `line`, from 1, that is written after `before`.
pub fn deployment(line: usize, before: &str) -> String {
    let mut lines: Vec<String> = DEPLOYMENT.lines().map(str::to_owned).collect();
    let text = &mut lines[line - 1];
    let at = text.find(before).expect("the line has it") + before.len();
    text.insert_str(at, "$0");
    lines.join("\n")
}

const DEPLOYMENT: &str = r#"{
  "parameters": { "size": { "type": "string" }, "it's \u00e9": { "type": "string" } },
  "variables": { "stem": "[toLower(parameters('SIZE'))]", "copy": [{ "name": "disks", "count": 2, "input": "[copyIndex('disks')]" }] },
  "functions": [{ "namespace": "contoso", "members": { "named": {
    "parameters": [{ "name": "size", "type": "string" }], "output": { "type": "string", "value": "[parameters('size')]" } } } }],
  "resources": [
    { "type": "Microsoft.VirtualMachineImages/imageTemplates", "name": "[Contoso.Named(variables('stem'))]",
      "tags": { "[parameters('size')]": "[concat(parameters('it''s é'), variables('DISKS')[0])]" } },
    { "type": "Microsoft.Resources/deployments", "properties": {
      "expressionEvaluationOptions": { "scope": "inner" },
      "parameters": { "size": { "value": "[parameters('size')]" } },
      "template": { "parameters": { "Size": { "type": "string" } }, "resources": [{ "x": "[parameters('size')]" }] } } }
  ]
}"#;

/// A file with values for both parameters.
pub const FILE: &str = r#"{ "parameters": { "SIZE": { "value": "a" }, "it's é": { "value": "b" } } }"#;
