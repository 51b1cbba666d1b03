//! Settings that are put over others.

use aib_ls::settings::{Settings, Severity};

use super::read;

#[test]
fn a_rule_that_differs_from_its_family_keeps_its_severity() {
    let project = read("rules = { timeout = 'off', 'timeout/below-minimum' = 'hint' }");
    let both = read("lang = 'en'").over(project.clone());
    assert_eq!(both.severity("timeout/below-minimum"), Some(Severity::Hint));
    assert_eq!(both.severity("timeout/out-of-range"), Some(Severity::Off));
    assert_eq!(Settings::default().over(project.clone()), project);
}
