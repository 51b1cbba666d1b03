//! `curl` and `wget` with their own options in Windows PowerShell, where they are other names of `Invoke-WebRequest`.

use crate::model::distribution::{self, Distribution};
use crate::rules::engine::names;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::scripts::{Scripts, StepScript};
use crate::script::web_request;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "script/curl-alias",
    level: Level::Warning,
    fixable: true,
    page: include_str!("curl_alias.md"),
    check: Check::Script(check),
    ..Rule::DEFAULTS
};

fn check(script: &StepScript<'_>, scripts: &Scripts<'_>, findings: &mut Findings<'_>) {
    // The other name may have been taken away.
    if script.source.text.to_ascii_lowercase().contains("alias") {
        return;
    }
    for command in script.parsed.commands.iter().filter(|it| web_request::is_one(it)) {
        let name = web_request::written(command, script);
        if !matches!(name.as_str(), "curl" | "wget") {
            continue;
        }
        let Some(option) = web_request::unknown_option(command) else {
            continue;
        };
        let option = names::short(&option.text);
        let message = say! {
            en: "In Windows PowerShell, `{name}` is `Invoke-WebRequest`, which does not accept `{option}`",
            pt_br: "No Windows PowerShell, `{name}` é o `Invoke-WebRequest`, que não aceita `{option}`",
        };
        let report = findings.report_in(script, command.name_span, message);
        let has_program = name == "curl" && !is_old(scripts) && !command.context.is_nested;
        if let Some(edit) = script.edit(command.name_span, "curl.exe").filter(|_| has_program) {
            report.guess(say! { en: "Call `curl.exe`", pt_br: "Chamar `curl.exe`" }, [edit]);
        }
    }
}

/// Whether the source is a version of Windows without the program.
fn is_old(scripts: &Scripts<'_>) -> bool {
    let image = distribution::distribution(scripts.template).map(|it| it.distribution);
    matches!(image, Some(Distribution::WindowsServer(Some(..=2016))))
}
