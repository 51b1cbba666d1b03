//! Where secrets are planted: one scene for each place, with every kind in it, mostly on a line that also has a finding.

mod files;

use serde_json::{Value, json};

use crate::secrets::kinds::Kind;

/// Files with secrets.
pub struct Scene {
    pub name: &'static str,
    /// Names and texts. The first is the one that questions are about.
    pub files: Vec<(String, String)>,
    /// Words next to the secrets that a terminal has to show; empty where no line is certain to be shown.
    pub public: Vec<String>,
    /// All that is planted.
    pub secrets: Vec<String>,
}

impl Scene {
    /// The name and the text of the template; `None` where there is a log alone.
    pub fn template(&self) -> Option<&(String, String)> {
        let is_template = |it: &&(String, String)| it.0.starts_with("web.json");
        self.files.iter().find(is_template)
    }
}

const SOURCE: &str = r#"{ "type": "PlatformImage", "publisher": "Canonical", "offer": "ubuntu-24_04-lts", "sku": "server", "version": "latest" }"#;
const WINDOWS: &str = r#"{ "type": "PlatformImage", "publisher": "MicrosoftWindowsServer", "offer": "WindowsServer", "sku": "2022-datacenter-g2", "version": "latest" }"#;

/// The word in front of a secret. It is public.
fn word(number: usize) -> String {
    format!("seen{number}x")
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// One line for each kind.
fn lines(kinds: &[Kind], line: impl Fn(usize, &Kind) -> String) -> String {
    let lines: Vec<String> = kinds
        .iter()
        .enumerate()
        .map(|(number, kind)| line(number, kind))
        .collect();
    lines.join(",\n")
}

/// A template with some members of `properties` and some of the root.
fn template(root: &str, source: &str, properties: &str) -> String {
    format!(
        r#"{{
  "type": "Microsoft.VirtualMachineImages/imageTemplates",
  "apiVersion": "2024-02-01",
  "location": "westeurope",
  {root}
  "properties": {{
    "source": {source},
    {properties}
    "distribute": [{{ "type": "VHD", "runOutputName": "disk" }}]
  }}
}}
"#
    )
}

/// A template with a list of steps or of their items.
fn steps(list: &str, source: &str, steps: &str) -> String {
    let is_list = list == "customize";
    match is_list {
        true => template("", source, &format!("\"customize\": [\n{steps}\n],")),
        false => template(
            "",
            source,
            &format!("\"validate\": {{ \"inVMValidations\": [\n{steps}\n] }},"),
        ),
    }
}

/// A deployment with sections in front of a template, whose script has these items.
fn deployment(sections: &str, items: &str) -> String {
    format!(
        r#"{{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  {sections}
  "resources": [{{
    "type": "Microsoft.VirtualMachineImages/imageTemplates",
    "apiVersion": "2024-02-01",
    "name": "web",
    "location": "westeurope",
    "properties": {{
      "source": {SOURCE},
      "customize": [{{ "type": "Shell", "name": "all", "inline": [
{items}
      ] }}],
      "distribute": [{{ "type": "VHD", "runOutputName": "disk" }}]
    }}
  }}]
}}
"#
    )
}

/// A parameter file with these members.
fn parameter_file(members: &str) -> String {
    format!(
        r#"{{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
  "contentVersion": "1.0.0.0",
  "parameters": {{
{members}
  }}
}}
"#
    )
}

fn use_all(kinds: &[Kind], symbol: &str) -> String {
    lines(kinds, |number, _| {
        let word = word(number);
        format!("        \"[concat('apt-get install {word} ', {symbol}('p{number}'))]\"")
    })
}

/// An item of a shell script: a command that asks for confirmation, and a secret.
fn shell(number: usize, kind: &Kind) -> String {
    quoted(&format!("apt-get install {} && {}", word(number), kind.text))
}

/// A rule that does not exist: a short secret, since names are compared with those of all rules.
fn as_rule(kind: &Kind) -> String {
    let name = if kind.text.len() < 50 { &kind.text } else { kind.name };
    format!("no/{name}")
}

fn script(kind: &str, items: &str) -> String {
    format!("{{ \"type\": \"{kind}\", \"name\": \"s\", \"inline\": [\n{items}\n] }}")
}

/// All scenes.
pub fn all(kinds: &[Kind]) -> Vec<Scene> {
    let mut scenes = Vec::new();
    let mut add = |name: &'static str, files: Vec<(&str, String)>, is_shown: bool| {
        let files = files.into_iter().map(|(file, text)| (file.to_owned(), text)).collect();
        let public = match is_shown {
            true => (0..kinds.len()).map(word).collect(),
            false => Vec::new(),
        };
        let secrets = kinds.iter().map(|it| it.secret.clone()).collect();
        scenes.push(Scene {
            name,
            files,
            public,
            secrets,
        });
    };
    let one = |text: String| vec![("web.json", text)];

    // Scripts in the template.
    let items = lines(kinds, shell);
    add(
        "inline of Shell",
        one(steps("customize", SOURCE, &script("Shell", &items))),
        true,
    );
    add(
        "validation",
        one(steps("validate", SOURCE, &script("Shell", &items))),
        true,
    );
    let items = lines(kinds, |number, kind| {
        quoted(&format!("curl http://{} -o x; {}", word(number), kind.text))
    });
    add(
        "inline of PowerShell",
        one(steps("customize", WINDOWS, &script("PowerShell", &items))),
        false,
    );
    let each = lines(kinds, |number, kind| {
        let text = quoted(&format!("shutdown /r /c {} ; {}", word(number), kind.text));
        format!(
            "{{ \"type\": \"WindowsRestart\", \"restartCommand\": {text}, \"restartCheckCommand\": {text}, \"restartTimeout\": {text} }}"
        )
    });
    add("restart", one(steps("customize", WINDOWS, &each)), false);

    // Addresses and other values of steps.
    for (name, field) in [
        ("script address", "scriptUri"),
        ("source address", "sourceUri"),
        ("destination", "destination"),
    ] {
        let kind_of_step = if field == "scriptUri" { "Shell" } else { "File" };
        let each = lines(kinds, |number, kind| {
            let text = quoted(&kind.text);
            format!(
                "{{ \"type\": \"{kind_of_step}\", \"name\": \"{}\", \"wrong\": 1, \"{field}\": {text} }}",
                word(number)
            )
        });
        add(name, one(steps("customize", SOURCE, &each)), false);
    }
    let each = lines(kinds, |_, kind| {
        let text = quoted(&kind.text);
        format!(
            "{{ \"type\": \"Shell\", \"name\": {text}, \"sha256Checksum\": {text}, \"inline\": [\"apt-get install x\"] }}"
        )
    });
    add("names and checksums", one(steps("customize", SOURCE, &each)), false);
    let each = lines(kinds, |_, kind| {
        let text = quoted(&kind.text);
        format!(
            "{{ \"type\": {text}, \"name\": 1, \"runAsSystem\": {text}, \"validExitCodes\": [{text}], \"inline\": {text} }}"
        )
    });
    add("wrong values", one(steps("customize", WINDOWS, &each)), false);
    let each = lines(kinds, |_, kind| {
        format!(
            "{{ \"type\": \"Shell\", {}: 1, \"inline\": [\"ls\"] }}",
            quoted(&kind.text)
        )
    });
    add("unknown names", one(steps("customize", SOURCE, &each)), false);
    let each = lines(kinds, |_, kind| {
        format!(
            "{{ \"type\": \"Shell\", \"extra\": {{ \"a\": [{}] }}, \"inline\": [\"ls\"] }}",
            quoted(&kind.text)
        )
    });
    add("unknown values", one(steps("customize", SOURCE, &each)), false);
    let values = lines(kinds, |number, kind| format!("\"t{number}\": {}", quoted(&kind.text)));
    let names = lines(kinds, |_, kind| format!("{}: 1", quoted(&kind.text)));
    for (name, tags) in [("tags", values), ("names of tags", names)] {
        let tags = format!("\"tags\": {{\n{tags}\n}},");
        add(name, one(template(&tags, SOURCE, "")), false);
    }
    let identities = lines(kinds, |_, kind| format!("{}: {{}}", quoted(&kind.text)));
    let identity =
        format!("\"identity\": {{ \"type\": \"UserAssigned\", \"userAssignedIdentities\": {{\n{identities}\n}} }},");
    add("identities", one(template(&identity, SOURCE, "")), false);
    let targets = lines(kinds, |_, kind| {
        let text = quoted(&kind.text);
        format!(
            "{{ \"type\": \"SharedImage\", \"runOutputName\": {text}, \"galleryImageId\": {text}, \"targetRegions\": [{{ \"name\": {text} }}] }}"
        )
    });
    let size = quoted(&kinds[0].text);
    let properties = format!("\"vmProfile\": {{ \"vmSize\": {size} }}, \"distribute\": [\n{targets}\n],");
    add("targets", one(template("", SOURCE, &properties)), false);

    // What is not a value.
    let comments: Vec<String> = kinds.iter().map(|it| format!("// {}\n", it.text)).collect();
    let commented = |comments: &str| {
        steps(
            "customize",
            SOURCE,
            &format!("{comments}{}", script("Shell", "\"apt-get install x\"")),
        )
    };
    add("comments", vec![("web.jsonc", commented(&comments.concat()))], false);
    let ignored: Vec<String> = kinds
        .iter()
        .map(|it| format!("// aib-ls: ignore[{}] {}\n", as_rule(it), it.text))
        .collect();
    add("suppressions", vec![("web.jsonc", commented(&ignored.concat()))], false);
    let items = lines(kinds, |_, kind| {
        format!("'{} {}", kind.text, quoted(&kind.text).trim_end_matches('"'))
    });
    add(
        "broken text",
        one(steps("customize", SOURCE, &script("Shell", &items))),
        false,
    );
    let cut = steps("customize", SOURCE, &script("Shell", &lines(kinds, shell)));
    add("cut text", one(cut[..cut.len() * 9 / 10].to_owned()), false);

    // Deployments.
    let declared = |kind_of_value: &str| {
        lines(kinds, |number, kind| {
            let default = quoted(&kind.text);
            format!("\"p{number}\": {{ \"type\": \"{kind_of_value}\", \"defaultValue\": {default} }}")
        })
    };
    let parameters = |members: &str| format!("\"parameters\": {{\n{members}\n}},");
    let uses = use_all(kinds, "parameters");
    add(
        "defaults",
        one(deployment(&parameters(&declared("string")), &uses)),
        false,
    );
    let secure = lines(kinds, |number, kind| {
        format!(
            "\"p{number}\": {{ \"type\": \"secureString\", \"defaultValue\": {} }}",
            quoted(&kind.secret)
        )
    });
    add("secure defaults", one(deployment(&parameters(&secure), &uses)), false);
    let secure = lines(kinds, |number, kind| {
        let value = json!({ "type": "secureObject", "defaultValue": { "a": [{ "b": kind.secret }] } });
        format!("\"p{number}\": {value}")
    });
    let leaves = lines(kinds, |number, _| {
        format!("\"[concat('apt-get install ', parameters('p{number}').a[0].b)]\"")
    });
    add("secure objects", one(deployment(&parameters(&secure), &leaves)), false);
    let variables = lines(kinds, |number, kind| format!("\"p{number}\": {}", quoted(&kind.text)));
    add(
        "variables",
        one(deployment(
            &format!("\"variables\": {{\n{variables}\n}},"),
            &use_all(kinds, "variables"),
        )),
        false,
    );
    let joined = lines(kinds, |number, kind| {
        format!(
            "\"p{number}\": {}",
            quoted(&format!("[concat('{}', '')]", kind.text.replace('\'', "''")))
        )
    });
    add(
        "expressions",
        one(deployment(
            &format!("\"variables\": {{\n{joined}\n}},"),
            &use_all(kinds, "variables"),
        )),
        false,
    );
    let named = lines(kinds, |number, kind| {
        format!("\"p{number}\": {{ \"adminPassword\": {} }}", quoted(&kind.secret))
    });
    let members = lines(kinds, |number, _| {
        format!("\"[concat('apt-get install ', variables('p{number}').adminPassword)]\"")
    });
    add(
        "passwords",
        one(deployment(&format!("\"variables\": {{\n{named}\n}},"), &members)),
        false,
    );
    for (name, kind_of_value) in [("parameter file", "string"), ("secure parameter file", "secureString")] {
        let declared = lines(kinds, |number, _| {
            format!("\"p{number}\": {{ \"type\": \"{kind_of_value}\" }}")
        });
        let given = lines(kinds, |number, kind| {
            let value = if kind_of_value == "string" {
                &kind.text
            } else {
                &kind.secret
            };
            format!("\"p{number}\": {{ \"value\": {} }}", quoted(value))
        });
        let files = vec![
            ("web.json", deployment(&parameters(&declared), &uses)),
            ("web.parameters.json", parameter_file(&given)),
        ];
        add(name, files, false);
    }
    let given = lines(kinds, |_, kind| {
        format!("{}: {{ \"value\": {} }}", quoted(&kind.text), quoted(&kind.text))
    });
    let files = vec![
        ("web.parameters.json", parameter_file(&given)),
        (
            "web.json",
            deployment(&parameters("\"a\": { \"type\": \"int\" }"), "\"ls\""),
        ),
    ];
    add("unknown parameters", files, false);
    let inner = deployment(&parameters(&declared("int")), &uses);
    let passed = lines(kinds, |number, kind| {
        format!("\"p{number}\": {{ \"value\": {} }}", quoted(&kind.text))
    });
    let nested = format!(
        r#"{{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [{{
    "type": "Microsoft.Resources/deployments",
    "apiVersion": "2022-09-01",
    "name": "inner",
    "properties": {{ "mode": "Incremental", "expressionEvaluationOptions": {{ "scope": "inner" }}, "parameters": {{
{passed}
    }}, "template": {inner} }}
  }}]
}}"#
    );
    add("nested deployment", one(nested), false);
    let names = lines(kinds, |_, kind| format!("{}: 1", quoted(&kind.text)));
    let names = format!("\"variables\": {{\n{names}\n}},");
    let unknown = lines(kinds, |_, kind| {
        quoted(&format!("[variables('{}')]", kind.text.replace('\'', "''")))
    });
    add("names of variables", one(deployment(&names, &unknown)), false);

    files::add_all(kinds, &mut add);
    scenes
}
