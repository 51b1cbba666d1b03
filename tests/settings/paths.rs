//! Paths in settings: from where they lead, and how a file is seen from there.

use aib_ls::settings::Settings;
use aib_ls::settings::file::path_from;
use expect_test::expect;

use crate::settings::{check, read};

#[test]
fn a_parameter_file_is_looked_for_from_the_folder_of_the_settings() {
    let named = |path: &str, folder: &str| read(&format!("parameters = '{path}'")).from_folder(folder.as_ref());
    let path = |settings: Settings| settings.parameters.unwrap().to_string_lossy().replace('\\', "/");
    assert_eq!(path(named("params/web.json", "/ws")), "/ws/params/web.json");
    assert_eq!(path(named("./../web.json", "/ws/images")), "/ws/web.json");
    assert_eq!(path(named("/etc/web.json", "/ws")), "/etc/web.json");
    let both = named("a.json", "/ws/images").over(named("b.json", "/ws"));
    assert_eq!(path(both), "/ws/images/a.json");
    check(
        "parameters = ['a.json']",
        expect![[r#"
            1:14 /parameters warning settings/bad-value: `parameters` must be a string in quotes, not an array
        "#]],
    );
}

#[test]
fn a_path_leads_down_from_its_folder() {
    let path = |folder: &str, file: &str| path_from(folder.as_ref(), file.as_ref());
    assert_eq!(path("/ws", "/ws/images/web.json").as_deref(), Some("images/web.json"));
    assert_eq!(path("/ws", "/other/web.json"), None);
}
