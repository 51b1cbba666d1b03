//! A Marketplace image with a purchase plan, in a source without `planInfo`.

use crate::model::source::{self, Part};
use crate::model::template::Template;
use crate::rules::engine::names;
use crate::rules::engine::versions;
use crate::rules::source::source_of;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::tree::{Kind, Node};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "source/plan-missing",
    level: Level::Warning,
    since: Some("2020-02-14"),
    fixable: true,
    page: include_str!("plan_missing.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

/// Publishers and offers whose images are known to have a plan, in lower case. Not all of them:
/// only those for which the service's error is known.
const PUBLISHERS: [&str; 1] = ["center-for-internet-security-inc"];
const OFFERS: [&str; 2] = ["rhel-byos", "cloudera-centos-os"];

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let Some(source) = source_of(template, "PlatformImage") else {
        return;
    };
    let knows_plans = versions::version_from(template, "2020-02-14").is_some() || template.api_version().is_none();
    let has_plan = source
        .children()
        .filter_map(Node::key)
        .any(|it| it.eq_ignore_ascii_case("planInfo"));
    if !knows_plans || has_plan || source.tree().is_broken(source.span()) {
        return;
    }
    let written = |key| source::part(template, key).filter(Part::is_written);
    let by_publisher = written("publisher").filter(|it| PUBLISHERS.contains(&it.text.as_str()));
    let by_offer = || written("offer").filter(|it| OFFERS.contains(&it.text.as_str()));
    let Some(sold) = by_publisher.or_else(by_offer) else {
        return;
    };
    let message = say! {
        en: "This image has a purchase plan; add `planInfo`, or the service answers `PurchasePlanNotProvided`",
        pt_br: "Esta imagem tem um plano; adicione `planInfo`, ou o serviço responde `PurchasePlanNotProvided`",
    };
    let there = say! { en: "This image has a plan", pt_br: "Esta imagem tem um plano" };
    let report = findings
        .report(names::anchor(source), message)
        .about(source.span())
        .related(sold.node.span(), there);
    let text = |key: &str| source.get(key).filter(|it| it.kind() == Kind::String).map(Node::source);
    if let (Some(name), Some(product), Some(publisher)) = (text("sku"), text("offer"), text("publisher")) {
        let plan =
            format!("{{\n  \"planName\": {name},\n  \"planProduct\": {product},\n  \"planPublisher\": {publisher}\n}}");
        report.guess(
            say! { en: "Add a plan with the image's names", pt_br: "Adicionar um plano com os nomes da imagem" },
            [patch::add_member(source, "planInfo", &plan)],
        );
    }
}
