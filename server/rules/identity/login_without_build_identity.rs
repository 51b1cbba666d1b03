//! A script that signs in with an identity that the build VM does not have.

use crate::model::template::Template;
use crate::model::value;
use crate::rules::engine::versions;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::login;
use crate::script::scripts::Scripts;
use crate::syntax::patch;
use crate::syntax::string;
use crate::syntax::tree::Kind;
use crate::syntax::tree::Node;
use crate::text::edit::Edit;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "identity/login-without-build-identity",
    level: Level::Warning,
    since: Some("2021-10-01"),
    fixable: true,
    page: include_str!("login_without_build_identity.md"),
    check: Check::Scripts(check),
    ..Rule::DEFAULTS
};

fn check(scripts: &Scripts<'_>, findings: &mut Findings<'_>) {
    let template = scripts.template;
    let profile = template.property("vmProfile");
    let given = profile.and_then(|it| it.get("userAssignedIdentities"));
    let may_have = given.is_some_and(|it| it.kind() != Kind::Array || it.children().next().is_some());
    if may_have
        || profile.is_some_and(value::is_computed)
        || versions::version_from(template, "2021-10-01").is_none() && template.api_version().is_some()
    {
        return;
    }
    for script in &scripts.all {
        for sign_in in login::sign_ins(&script.parsed) {
            let message = say! {
                en: "This sign-in fails: the build VM has no identity; list one in `vmProfile.userAssignedIdentities`",
                pt_br: "Este login falha: a VM de build não tem identidade; liste uma em `vmProfile.userAssignedIdentities`",
            };
            let report = findings.report_in(script, sign_in.name_span, message);
            if let Some(edit) = with_identity(template) {
                let title = say! { en: "Assign the template's identity to the build VM", pt_br: "Atribuir a identidade do template à VM de build" };
                report.guess(title, [edit]);
            }
        }
    }
}

/// The template's one identity assigned to the build VM; `None` if there is not exactly one to name.
fn with_identity(template: Template<'_>) -> Option<Edit> {
    let map = template.root.at(&["identity", "userAssignedIdentities"])?;
    let mut keys = map.children().filter_map(Node::key);
    let (Some(key), None) = (keys.next(), keys.next()) else {
        return None;
    };
    let list = format!("[{}]", string::quote(&key));
    let properties = template.root.get("properties").filter(|it| it.is_closed())?;
    match properties.get("vmProfile") {
        None => Some(patch::add_member(
            properties,
            "vmProfile",
            &format!("{{\n  \"userAssignedIdentities\": {list}\n}}"),
        )),
        Some(profile) if profile.kind() == Kind::Object => match profile.get("userAssignedIdentities") {
            None => Some(patch::add_member(profile, "userAssignedIdentities", &list)),
            Some(empty) => Some(patch::replace_value(empty, list)),
        },
        Some(_) => None,
    }
}
