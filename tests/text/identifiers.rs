//! Identifiers of a text become placeholders that keep it readable, and nothing else changes.

use aib_ls::text::identifiers::Placeholders;
use expect_test::{Expect, expect};

fn check(texts: &[&str], expected: Expect) {
    let placeholders = Placeholders::of(texts.iter().copied());
    let replaced: Vec<String> = texts.iter().map(|it| placeholders.replace(it)).collect();
    expected.assert_eq(&(replaced.join("\n") + "\n"));
}

#[test]
fn the_context_names_the_placeholder() {
    check(
        &[
            "The client '6b0f3a1e-7c25-4d98-a0e4-15f2c9d7b836' with object id '7a0c2b44-59e3-4f0d-9d1e-0b6a3f8c2e11' does not have authorization",
            "over scope '/subscriptions/6c1fd2b5-2f1e-4a51-9d0a-0d6c4d1a7f11/resourceGroups/rg-images'",
            "tenant_id=1d7c04be-6a53-4f0e-9a28-5e3b7f90c1d2, https://login.microsoftonline.com/1D7C04BE-6A53-4F0E-9A28-5E3B7F90C1D2/oauth2",
            "CorrelationId: 88e0b3a1-42dd-4c6f-b1f5-0c97d26e4a3b; x-ms-request-id: c93a6e14-70bf-4d25-9e81-2a4f5b0d8c67",
            "Directory contoso.onmicrosoft.com, user jane_doe@contoso.com, IT_rg_web_0be5c7d2-1f64-47a9-8c03-d6a2e9f15b70",
        ],
        expect![[r#"
            The client '<client-1>' with object id '<object-1>' does not have authorization
            over scope '/subscriptions/<subscription-1>/resourceGroups/rg-images'
            tenant_id=<tenant-1>, https://login.microsoftonline.com/<tenant-1>/oauth2
            CorrelationId: <correlation-1>; x-ms-request-id: <correlation-2>
            Directory <tenant-2>, user <email-1>, IT_rg_web_<guid-1>
        "#]],
    );
}

#[test]
fn an_identifier_has_one_placeholder_in_all_texts() {
    check(
        &[
            "6c1fd2b5-2f1e-4a51-9d0a-0d6c4d1a7f11 and f2471d0c-9b3e-4e8a-a6d7-31c0589be7f4",
            "/subscriptions/f2471d0c-9b3e-4e8a-a6d7-31c0589be7f4/resourcegroups/a",
            "%2fsubscriptions%2f6C1FD2B5-2F1E-4A51-9D0A-0D6C4D1A7F11%2fresourceGroups, 6c1fd2b52f1e4a519d0a0d6c4d1a7f11",
            "/subscriptions/0/resourceGroups/rg and 0 others",
            "a line that ends within 6c1fd2b5-2f1e-4a5…",
        ],
        expect![[r#"
            <subscription-1> and <subscription-2>
            /subscriptions/<subscription-2>/resourcegroups/a
            %2fsubscriptions%2f<subscription-1>%2fresourceGroups, <subscription-1>
            /subscriptions/<subscription-3>/resourceGroups/rg and 0 others
            a line that ends within <guid-1>…
        "#]],
    );
}

#[test]
fn addresses_signatures_and_home_folders_are_replaced() {
    check(
        &[
            "https://acct.blob.core.windows.net/c/a.zip?sv=2022-11-02&sig=***&se=2026-01-01 (20.50.2.7)",
            "Connected to 20.50.2.7:22, not to 20.50.2.70. [2603:1020:201:10::10f]",
            r"C:\Users\Jane Doe\logs\customization.log, C:/Users/jane/a.log, /home/jane/a.log, /Users/jane/a.log",
        ],
        expect![[r#"
            https://acct.blob.core.windows.net/c/a.zip?<sas-1> (<ip-1>)
            Connected to <ip-1>:22, not to <ip-2>. [<ip-3>]
            C:\Users\<user-1>\logs\customization.log, C:/Users/<user-2>/a.log, /home/<user-2>/a.log, /Users/<user-2>/a.log
        "#]],
    );
}

#[test]
fn other_text_stays_as_it_is() {
    let texts = [
        "Microsoft.Resources/subscriptions/resourceGroups/read and `/subscriptions/<subscription>/providers`",
        "10.0.0.4, 192.168.1.1:443, 127.0.0.1, 168.63.129.16, 169.254.169.254, 0.0.0.0, ::1, fe80::1, 2001:db8::1",
        "version 4.8.4.1, nginx-1.24.0.2, Fabrikam.Sketch_1.0.4.0_neutral, 10.0.20348.2402, v1.2.3.4, 1.2.3.4.5",
        "2024/06/02 21:14:00, 00:01:02.345, step 1 (shell), web.json:26:11",
        "00000000-0000-0000-0000-000000000000, cf32a0cc-373c-47c9-9156-0db11f6a6dfc",
        "git@github.com:contoso/images.git, npm i left-pad@1.3.0, @types/node",
        r"/home/packer/script.sh, C:\Users\packer\AppData\Local\Temp\a.ps1, c:\Users\Public\Desktop",
        "4f1c2d3e5a6b7c8d9e0f1a2b3c4d5e6f7a8b9c0d",
        "E: Could not get lock /var/lib/dpkg/lock-frontend",
        "",
    ];
    let placeholders = Placeholders::of(texts);
    for text in texts {
        assert_eq!(placeholders.replace(text), text);
    }
}
