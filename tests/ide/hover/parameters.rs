//! What a pop-up says of values that come from a parameter file.

use std::sync::Arc;

use aib_ls::document::{Document, Language};
use aib_ls::ide::hover;
use aib_ls::locale::Lang;
use aib_ls::model::parameters::ParameterFile;
use expect_test::{Expect, expect};

const TEXT: &str = r#"{
  "parameters": {
    "version": { "defaultValue": "2024-02-01" }, "publisher": {}, "size": {}, "minutes": { "defaultValue": 60 }
  },
  "resources": [{
    "type": "Microsoft.VirtualMachineImages/imageTemplates",
    "apiVersion": "[parameters('version')]",
    "properties": {
      "buildTimeoutInMinutes": "[parameters('minutes')]",
      "vmProfile": { "vmSize": "[parameters('size')]" },
      "source": { "publisher": "[parameters('publisher')]" }
    }
  }]
}"#;

const VALUES: &str = r#"{ "parameters": {
  "version": { "value": "2022-07-01" }, "publisher": { "value": "Canonical" },
  "size": { "value": "Standard_D4s_v3" }, "minutes": { "value": 90 }
} }"#;

/// The lines of the pop-up on a key that name the file, in every language.
fn check(key: &str, expected: Expect) {
    let values = ParameterFile::parse("web.parameters.json", VALUES.to_owned()).unwrap();
    let doc = Document::new(TEXT.to_owned(), Language::Json, None).with_parameters(Some(Arc::new(values)));
    let at = TEXT.find(&format!("\"{key}\"")).unwrap() as u32 + 1;
    let hover = hover::hover(&doc, at).unwrap();
    let lines = Lang::ALL.iter().flat_map(|it| hover.words.get(*it).lines());
    let named = lines.filter(|it| it.contains("web.parameters.json"));
    expected.assert_eq(&named.map(|it| it.to_owned() + "\n").collect::<String>());
}

#[test]
fn a_value_of_the_parameter_file_is_said_to_come_from_there() {
    check(
        "apiVersion",
        expect![[r#"
            Evaluates to `2022-07-01`, from `version` in `web.parameters.json`.
            Resulta em `2022-07-01`, a partir de `version` em `web.parameters.json`.
        "#]],
    );
    check(
        "buildTimeoutInMinutes",
        expect![[r#"
            Evaluates to `90`, from `minutes` in `web.parameters.json`.
            Effective: 90 minutes, from the parameter file `web.parameters.json`.
            Resulta em `90`, a partir de `minutes` em `web.parameters.json`.
            Valor efetivo: 90 minutos, a partir do arquivo de parâmetros `web.parameters.json`.
        "#]],
    );
    check(
        "vmSize",
        expect![[r#"
            Evaluates to `Standard_D4s_v3`, from `size` in `web.parameters.json`.
            Linux, because `publisher` evaluates to `Canonical`, from the parameter file `web.parameters.json`.
            Resulta em `Standard_D4s_v3`, a partir de `size` em `web.parameters.json`.
            Linux, porque `publisher` resulta em `Canonical`, a partir do arquivo de parâmetros `web.parameters.json`.
        "#]],
    );
    check(
        "source",
        expect![[r#"
        Linux, because `publisher` evaluates to `Canonical`, from the parameter file `web.parameters.json`.
        Linux, porque `publisher` resulta em `Canonical`, a partir do arquivo de parâmetros `web.parameters.json`.
    "#]],
    );
}
