//! What a pop-up says of a file that takes the place of the last step.

use aib_ls::ide::hover;
use aib_ls::locale::Lang;
use expect_test::expect;

use crate::ide::Scene;
use crate::ide::hover::{check, check_in};

#[test]
fn a_destination_says_that_it_overrides_the_last_step() {
    check_in(
        &Lang::ALL,
        "in=customize os=windows version=2024-02-01",
        r#"{ "type": "File", "destination": "C:\\Deprovisioning$0Script.ps1" }"#,
        expect![[r#"
            on C:\\DeprovisioningScript.ps1
            **Overrides the last step of the build**, which generalizes the VM: the service runs `c:\DeprovisioningScript.…
            ---
            **`destination`** · string
            Full path on the build VM, file name included. On Linux only paths below `/tmp` can be written, so move the fi…
            **Substitui a última etapa do build**, que generaliza a VM: o serviço executa `c:\DeprovisioningScript.ps1`, e…
            ---
            **`destination`** · string
            Caminho completo na VM de build, incluindo o nome do arquivo. No Linux só é possível gravar em `/tmp`, então m…
        "#]],
    );
    check(
        "in=customize version=2024-02-01",
        r#"{ "type": "File", "destination": "/tmp/Deprovisioning$0Script.sh" }"#,
        expect![[r#"
            on /tmp/DeprovisioningScript.sh
            **Overrides the last step of the build**, which generalizes the VM: the service runs `/tmp/DeprovisioningScrip…
            ---
            **`destination`** · string
            Full path on the build VM, file name included. On Linux only paths below `/tmp` can be written, so move the fi…
        "#]],
    );
    check(
        "in=customize version=2024-02-01",
        r#"{ "type": "File", "destination": "/tmp/deprovisioning$0script.sh" }"#,
        expect![[r#"
            on "/tmp/deprovisioningscript.sh"
            **`destination`** · string
            Full path on the build VM, file name included. On Linux only paths below `/tmp` can be written, so move the fi…
        "#]],
    );
}

#[test]
fn the_path_in_a_command_says_that_it_overrides_the_last_step() {
    for (step, path) in [
        (
            r#"{ "type": "Shell", "inline": ["cat > '/tmp/Deprovisioning$0Script.sh' << EOF"] }"#,
            "/tmp/DeprovisioningScript.sh",
        ),
        (
            r#"{ "type": "Shell", "inline": ["chmod +x /tmp/Deprovisioning$0Script.sh;echo"] }"#,
            "/tmp/DeprovisioningScript.sh",
        ),
        (
            r#"{ "type": "PowerShell", "inline": ["'a' | Set-Content -Path \"C:\\Deprov$0isioningScript.ps1\""] }"#,
            r"C:\\DeprovisioningScript.ps1",
        ),
        (
            r#"{ "type": "PowerShell", "inline": ["Get-Content c:/DeprovisioningScript.ps1$0"] }"#,
            "c:/DeprovisioningScript.ps1",
        ),
        (
            r#"{ "type": "Shell", "inline": ["SCRIPT\nchmod +x /tmp/Deprovisioning$0Script.sh\nsync"] }"#,
            "/tmp/DeprovisioningScript.sh",
        ),
    ] {
        let scene = Scene::new("in=customize version=2024-02-01", step);
        let hover = hover::hover(&scene.doc, scene.cursors.0).unwrap();
        assert_eq!(hover.span.of(scene.doc.text()), path);
        assert!(hover.words.en.starts_with("**Overrides"), "{step}");
    }
    for step in [
        r#"{ "type": "Shell", "inline": ["cat$0 /tmp/DeprovisioningScript.sh"] }"#,
        r#"{ "type": "Shell", "inline": ["cat /tmp/Deprovisioning$0Script.sh.old"] }"#,
        r#"{ "type": "Shell", "inline": ["$0"] }"#,
    ] {
        let scene = Scene::new("in=customize version=2024-02-01", step);
        let hover = hover::hover(&scene.doc, scene.cursors.0).unwrap();
        assert!(!hover.words.en.contains("**Overrides"), "{step}");
    }
}
