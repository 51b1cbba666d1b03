//! Secrets in the files around a template: scripts, settings and logs.

use serde_json::{Value, json};

use crate::secrets::kinds::Kind;
use crate::secrets::places::{SOURCE, WINDOWS, as_rule, lines, quoted, script, shell, steps, word};

/// Adds a scene: its name, its files, and whether a terminal has to show their lines.
pub type Add<'a> = dyn FnMut(&'static str, Vec<(&str, String)>, bool) + 'a;

pub fn add_all(kinds: &[Kind], add: &mut Add<'_>) {
    // Files next to a template.
    for (name, file, kind_of_step, source, finding) in [
        ("script file", "scripts/setup.sh", "Shell", SOURCE, "apt-get install"),
        (
            "PowerShell file",
            "scripts/setup.ps1",
            "PowerShell",
            WINDOWS,
            "Install-Module",
        ),
    ] {
        let all: Vec<String> = kinds
            .iter()
            .enumerate()
            .map(|(number, kind)| format!("{finding} {}; {}\n", word(number), kind.text))
            .collect();
        let address = format!("https://raw.githubusercontent.com/o/r/main/{file}");
        let step = format!(
            "{{ \"type\": \"{kind_of_step}\", \"name\": \"s\", \"scriptUri\": {} }}",
            quoted(&address)
        );
        add(
            name,
            vec![("web.json", steps("customize", source, &step)), (file, all.concat())],
            false,
        );
    }
    let settings: Vec<String> = kinds
        .iter()
        .map(|it| {
            format!(
                "[[ignore]]\nrule = {}\nfile = {}\n",
                quoted(&as_rule(it)),
                quoted(&it.text)
            )
        })
        .collect();
    let settings = format!("api-version = {}\n{}", quoted(&kinds[3].text), settings.concat());
    let files = vec![
        ("aib-ls.toml", settings),
        ("web.json", steps("customize", SOURCE, &script("Shell", "\"ls\""))),
    ];
    add("settings", files, false);

    // Logs.
    let log = |line: &dyn Fn(&Kind) -> String| {
        let body: Vec<String> = kinds.iter().map(line).collect();
        format!(
            "[8d3b] PACKER ERR 2024/03/04 10:03:00 [INFO] (telemetry) Starting provisioner shell\n{}\
             [8d3b] PACKER OUT ==> azure-arm: E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 1842\n\
             [8d3b] PACKER OUT ==> azure-arm: Provisioning step had errors: Running the cleanup provisioner, if present...\n\
             [8d3b] PACKER ERR 2024/03/04 10:17:20 [INFO] (telemetry) ending shell\n",
            body.concat()
        )
    };
    let out = log(&|it| {
        format!(
            "[8d3b] PACKER OUT ==> azure-arm: + {} failed with exit code 100\n",
            it.text
        )
    });
    add("output in a log", vec![("customization.log", out)], false);
    let error = log(&|it| {
        format!(
            "[8d3b] PACKER OUT ==> azure-arm: /tmp/script.sh: line 3: {}: command not found\n",
            it.text
        )
    });
    let template = steps("customize", SOURCE, &script("Shell", &lines(kinds, shell)));
    add(
        "log of a template",
        vec![("customization.log", error), ("web.json", template)],
        false,
    );
    let last: Vec<String> = kinds
        .iter()
        .map(|it| format!("[8d3b] PACKER ERR 2024/03/04 10:04:00 ui error: Error: {}\n", it.text))
        .collect();
    add(
        "errors in a log",
        vec![("customization.log", log(&|_| String::new()) + &last.concat())],
        false,
    );
    let details: Vec<Value> = kinds
        .iter()
        .map(|it| json!({ "code": it.text, "message": it.text, "target": it.text }))
        .collect();
    let response = json!({ "status": "Failed", "error": { "code": "ValidationFailed", "message": kinds[0].text, "details": details } });
    add("response", vec![("response.json", format!("{response:#}\n"))], false);
    let reason: Vec<String> = kinds.iter().map(|it| it.text.clone()).collect();
    let envelope = format!(
        "ERROR: (ImageTemplateBuildFailed) Build failed: {}\nCode: ImageTemplateBuildFailed\nMessage: {}\n",
        reason.join(" "),
        reason.join("\n")
    );
    add("envelope", vec![("az.log", envelope)], false);
}
