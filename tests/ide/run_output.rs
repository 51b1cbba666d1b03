//! Names of run outputs: from an ID to its target, every position that names one, and other names.

use aib_ls::ide::name::{From, RenameContext};
use aib_ls::ide::{definition, references, rename};
use aib_ls::syntax;
use aib_ls::text::edit::{self, Edit};
use expect_test::{Expect, expect};

use super::name::Pair;

/// A deployment with an image template of two targets, and outputs of this text; `$0` is the cursor.
fn deployment(outputs: &str) -> String {
    let text = r#"{
  "parameters": { "template": { "type": "string" }, "output": { "type": "string" } },
  "variables": { "template": "[concat(parameters('template'), '-x')]", "output": "win11" },
  "resources": [
    { "type": "Microsoft.VirtualMachineImages/imageTemplates", "name": "[variables('template')]", "properties": { "distribute": [
      { "type": "VHD", "runOutputName": "win11" },
      { "type": "SharedImage", "runOutputName": "[parameters('output')]" }
    ] } },
    { "type": "Microsoft.VirtualMachineImages/imageTemplates", "name": "other", "properties": { "distribute": [
      { "type": "VHD", "runOutputName": "win11" }
    ] } }
  ],
  "outputs": {
OUTPUTS
  }
}"#;
    let lines = outputs
        .lines()
        .enumerate()
        .map(|(at, it)| format!("    \"o{at}\": {{ \"type\": \"string\", \"value\": \"[{it}]\" }}"));
    text.replace("OUTPUTS", &lines.collect::<Vec<_>>().join(",\n"))
}

const USES: &str = "reference(resourceId('Microsoft.VirtualMachineImages/imageTemplates/runOutputs', variables('template'), 'win$011')).artifactId
resourceId('microsoft.virtualmachineimages/imageTemplates/runoutputs', concat(parameters('template'), '-x'), 'WIN11')
concat(resourceId('Microsoft.VirtualMachineImages/imageTemplates', variables('template')), '/runOutputs/win11')
format('{0}/runOutputs/{1}', resourceId('Microsoft.VirtualMachineImages/imageTemplates', variables('template')), 'win11')
resourceId('Microsoft.VirtualMachineImages/imageTemplates/runOutputs', 'other', 'win11')
resourceId('Microsoft.VirtualMachineImages/imageTemplates/runOutputs', variables('template'), parameters('output'))
concat('win11', 'win11/runOutputs')";

/// Every position that names it, between `‹` and `›`, and the line of each declaration.
fn check(text: &str, expected: Expect) {
    let pair = Pair::new(text, None);
    let text = pair.doc.text();
    let found = references::references(pair.asked(), true).unwrap_or_default().here;
    let mark = |it| Edit::replace(it, format!("‹{}›", it.of(text)));
    let marked = edit::apply(text, &found.iter().copied().map(mark).collect::<Vec<_>>());
    let lines = marked.lines().filter(|it| it.contains('‹'));
    let mut out: String = lines.map(|it| format!("{}\n", it.trim_start())).collect();
    for it in definition::definition(pair.asked()) {
        out += &format!("declared: {}\n", it.whole.of(text));
    }
    expected.assert_eq(&out);
    let From::Document(at) = pair.asked().from else { return };
    let highlighted = references::highlights(&pair.doc, at).into_iter().map(|it| it.span);
    assert_eq!(highlighted.collect::<Vec<_>>(), found);
}

/// The lines that change, as they are after it; or why nothing does.
fn check_rename(text: &str, new: &str, expected: Expect) {
    let pair = Pair::new(text, None);
    let asked: RenameContext<'_> = pair.asked();
    let out = match rename::rename(asked, None, new) {
        None => "nothing".to_owned(),
        Some(Err(why)) => format!("{}\n{}\n", why.en, why.pt_br),
        Some(Ok(changes)) => {
            assert!(rename::prepare(asked).is_some());
            let after = edit::apply(pair.doc.text(), &changes.here);
            assert_eq!(syntax::parse(after.clone()).errors(), []);
            let pairs = pair.doc.text().lines().zip(after.lines());
            let changed = pairs.filter(|(before, after)| before != after);
            changed.map(|(_, it)| format!("{}\n", it.trim_start())).collect()
        }
    };
    expected.assert_eq(&out);
}

#[test]
fn ids_of_every_form_name_the_target() {
    check(
        &deployment(USES),
        expect![[r#"
        { "type": "VHD", "runOutputName": "‹win11›" },
        "o0": { "type": "string", "value": "[reference(resourceId('Microsoft.VirtualMachineImages/imageTemplates/runOutputs', variables('template'), '‹win11›')).artifactId]" },
        "o1": { "type": "string", "value": "[resourceId('microsoft.virtualmachineimages/imageTemplates/runoutputs', concat(parameters('template'), '-x'), '‹WIN11›')]" },
        "o2": { "type": "string", "value": "[concat(resourceId('Microsoft.VirtualMachineImages/imageTemplates', variables('template')), '/runOutputs/‹win11›')]" },
        "o3": { "type": "string", "value": "[format('{0}/runOutputs/{1}', resourceId('Microsoft.VirtualMachineImages/imageTemplates', variables('template')), '‹win11›')]" },
        declared: "runOutputName": "win11"
    "#]],
    );
}

#[test]
fn the_target_leads_to_its_uses_and_the_same_name_of_another_template_is_another() {
    let at_target = deployment(&USES.replace("$0", ""));
    check(
        &at_target.replacen(
            "\"win11\" },\n      { \"type\": \"Sh",
            "\"$0win11\" },\n      { \"type\": \"Sh",
            1,
        ),
        expect![[r#"
        { "type": "VHD", "runOutputName": "‹win11›" },
        "o0": { "type": "string", "value": "[reference(resourceId('Microsoft.VirtualMachineImages/imageTemplates/runOutputs', variables('template'), '‹win11›')).artifactId]" },
        "o1": { "type": "string", "value": "[resourceId('microsoft.virtualmachineimages/imageTemplates/runoutputs', concat(parameters('template'), '-x'), '‹WIN11›')]" },
        "o2": { "type": "string", "value": "[concat(resourceId('Microsoft.VirtualMachineImages/imageTemplates', variables('template')), '/runOutputs/‹win11›')]" },
        "o3": { "type": "string", "value": "[format('{0}/runOutputs/{1}', resourceId('Microsoft.VirtualMachineImages/imageTemplates', variables('template')), '‹win11›')]" },
        declared: "runOutputName": "win11"
    "#]],
    );
    let of_other = USES.replace("$0", "").replace("'other', 'win11", "'other', 'win11$0");
    check(
        &deployment(&of_other),
        expect![[r#"
        { "type": "VHD", "runOutputName": "‹win11›" }
        "o4": { "type": "string", "value": "[resourceId('Microsoft.VirtualMachineImages/imageTemplates/runOutputs', 'other', '‹win11›')]" },
        declared: "runOutputName": "win11"
    "#]],
    );
}

#[test]
fn a_rename_changes_the_target_and_each_id() {
    check_rename(
        &deployment(USES),
        "windows-11",
        expect![[r#"
            { "type": "VHD", "runOutputName": "windows-11" },
            "o0": { "type": "string", "value": "[reference(resourceId('Microsoft.VirtualMachineImages/imageTemplates/runOutputs', variables('template'), 'windows-11')).artifactId]" },
            "o1": { "type": "string", "value": "[resourceId('microsoft.virtualmachineimages/imageTemplates/runoutputs', concat(parameters('template'), '-x'), 'windows-11')]" },
            "o2": { "type": "string", "value": "[concat(resourceId('Microsoft.VirtualMachineImages/imageTemplates', variables('template')), '/runOutputs/windows-11')]" },
            "o3": { "type": "string", "value": "[format('{0}/runOutputs/{1}', resourceId('Microsoft.VirtualMachineImages/imageTemplates', variables('template')), 'windows-11')]" },
        "#]],
    );
}

#[test]
fn child_resources_and_plain_ids_are_followed() {
    let text = r#"{
  "languageVersion": "2.0",
  "resources": {
    "template": { "type": "Microsoft.VirtualMachineImages/imageTemplates", "name": "web", "properties": { "distribute": [
      { "type": "VHD", "runOutputName": "$0image" } ] } },
    "a": { "existing": true, "type": "Microsoft.VirtualMachineImages/imageTemplates/runOutputs", "name": "web/image" },
    "b": { "existing": true, "type": "Microsoft.VirtualMachineImages/imageTemplates/runOutputs", "name": "[format('{0}/{1}', 'web', 'image')]" },
    "c": { "existing": true, "type": "Microsoft.VirtualMachineImages/imageTemplates/runOutputs", "name": "web/image2" },
    "d": { "type": "Microsoft.Resources/deployments", "dependsOn": ["[resourceId('Microsoft.VirtualMachineImages/imageTemplates/runOutputs', 'web', 'image')]"] }
  }
}"#;
    check(
        text,
        expect![[r#"
        { "type": "VHD", "runOutputName": "‹image›" } ] } },
        "a": { "existing": true, "type": "Microsoft.VirtualMachineImages/imageTemplates/runOutputs", "name": "web/‹image›" },
        "b": { "existing": true, "type": "Microsoft.VirtualMachineImages/imageTemplates/runOutputs", "name": "[format('{0}/{1}', 'web', '‹image›')]" },
        "d": { "type": "Microsoft.Resources/deployments", "dependsOn": ["[resourceId('Microsoft.VirtualMachineImages/imageTemplates/runOutputs', 'web', '‹image›')]"] }
        declared: "runOutputName": "image"
    "#]],
    );
}

#[test]
fn the_target_of_a_standalone_template_can_be_renamed() {
    let text = r#"{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "properties": { "distribute": [
  { "type": "VHD", "runOutputName": "one$0" }, { "type": "VHD", "runOutputName": "two" } ] } }"#;
    check_rename(
        text,
        "vhd",
        expect![[r#"
        { "type": "VHD", "runOutputName": "vhd" }, { "type": "VHD", "runOutputName": "two" } ] } }
    "#]],
    );
    check_rename(
        text,
        "TWO",
        expect![[r#"
        Another target already has the run output name `TWO`
        Outro destino já tem o nome de saída `TWO`
    "#]],
    );
    check_rename(
        text,
        "a b",
        expect![[r#"
        `a b` is not a valid run output name: use 1 to 64 of a–z, A–Z, 0–9, `-`, `_` and `.`
        `a b` não é um nome de saída válido: use de 1 a 64 caracteres entre a–z, A–Z, 0–9, `-`, `_` e `.`
    "#]],
    );
    check_rename(&text.replace("one", "[concat('a', 'b')]"), "c", expect!["nothing"]);
}

#[test]
fn a_name_that_cannot_be_followed_is_not_renamed() {
    let first =
        "resourceId('Microsoft.VirtualMachineImages/imageTemplates/runOutputs', variables('template'), 'win11$0')\n";
    let rename = |second: &str, expected| check_rename(&deployment(&format!("{first}{second}")), "new", expected);
    rename(
        "resourceId('Microsoft.VirtualMachineImages/imageTemplates/runOutputs', variables('template'), variables('output'))",
        expect![[r#"
            The value at `/outputs/o1/value` computes this name; write it there as a literal first
            O valor em `/outputs/o1/value` calcula este nome; escreva-o ali como literal primeiro
        "#]],
    );
    rename(
        "resourceId('Microsoft.VirtualMachineImages/imageTemplates/runOutputs', parameters('template'), 'win11')",
        expect![[r#"
            Whether the value at `/outputs/o1/value` refers to this run output is known only at deployment time
            Se o valor em `/outputs/o1/value` se refere a esta saída só é conhecido na implantação
        "#]],
    );
    rename(
        "resourceId(parameters('template'), 'Microsoft.VirtualMachineImages/imageTemplates/runOutputs', variables('template'), 'win11')",
        expect![[r#"
            Whether the value at `/outputs/o1/value` refers to this run output is known only at deployment time
            Se o valor em `/outputs/o1/value` se refere a esta saída só é conhecido na implantação
        "#]],
    );
    rename(
        "resourceId('Microsoft.VirtualMachineImages/imageTemplates/runOutputs', variables('template'), concat(parameters('template'), '-'))",
        expect![[r#"
            Whether the value at `/outputs/o1/value` refers to this run output is known only at deployment time
            Se o valor em `/outputs/o1/value` se refere a esta saída só é conhecido na implantação
        "#]],
    );
}
