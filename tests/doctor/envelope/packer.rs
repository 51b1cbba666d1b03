//! What Packer, its Azure plugin and the libraries below it print.

use expect_test::expect;

use crate::doctor::envelope::{prefixed, shown};

#[test]
fn printed_block_is_a_chain_and_its_json_is_read() {
    let text = prefixed(
        "[9b] PACKER 2024/05/06 07:08:09 ui error: ==> azure-arm: ",
        r#"ERROR: -> DeploymentFailed : See details.
ERROR:   -> BadRequest
ERROR:   -> DiskWrong : The disk has two faults:
one and two.
ERROR:     -> FaultOne : The first.
ERROR:   -> BadRequest : {
  "error": {
    "code": "TrustMissing",
    "message": "Only with 'trust'."
  }
}

Deleting individual resources ..."#,
    );
    expect![[r#"
        PackerPrint in 0-10
          DeploymentFailed | See details.
            BadRequest | 
              DiskWrong | The disk has two faults:\none and two.
                FaultOne | The first.
          also TrustMissing | Only with 'trust'.
    "#]]
    .assert_eq(&shown(&text));
}

#[test]
fn headline_of_the_next_step_is_not_part_of_a_printed_message() {
    let text = prefixed(
        "==> azure-arm.sig: ",
        "ERROR: -> SnapBroken : The snapshot is invalid.\nPowering off machine ...",
    );
    expect![[r#"
        PackerPrint in 0-0
          SnapBroken | The snapshot is invalid.
    "#]]
    .assert_eq(&shown(&text));
}

#[test]
fn reason_of_a_build_is_read_through_its_frames() {
    let text = r#"Build 'azure-arm' errored after 3 minutes 2 seconds: retry count exhausted. Last err: network.InterfacesClient#UpdateTags: Failure sending request: StatusCode=404 -- Original Error: Code="Failed" Message="The async operation failed." AdditionalInfo=[{"error":{"code":"NoNic","message":"The Resource 'n/nic1' in \u003crg\u003e was not found."}}]

==> Wait completed after 3 minutes
==> Some builds didn't complete successfully and had errors:
--> azure-arm: Script exited with 3"#;
    expect![[r#"
        Packer in 0-0
          Failed | The async operation failed.
            NoNic | The Resource 'n/nic1' in <rg> was not found.
          resource: n/nic1
          status: 404
        Packer in 4-4
          - | Script exited with 3
    "#]]
    .assert_eq(&shown(text));
}

#[test]
fn machine_readable_reason_is_read_and_may_be_cut_off() {
    let text = r#"2024/05/06 07:08:09 machine readable: azure-arm,error []string{"Code=\"NoRoom\" Message=\"Only \\\"one\\\" left.\" Target=\"disk\""}
2024/05/06 07:08:10 machine readable: azure-arm,error []string{"Code=\"NoRoom\" Message=\"Only \\\"one\\\" le"#;
    expect![[r#"
        Packer in 0-0
          NoRoom [disk] | Only "one" left.
          resource: disk
        Packer in 1-1
          NoRoom | Only "one" le
    "#]]
    .assert_eq(&shown(text));
}

#[test]
fn wrapped_and_decoded_autorest_errors_are_read() {
    let text = r#"Original Error: Code="AuthFailed"
  Message="The client does not have
  authorization to perform action 'a/b'." Target="web"])}

Error: Code="PolicyDenied" Message="Denied. Identifiers: '[{"policyAssignment":{"name":"A","id":"/x/y"}}]'.""#;
    expect![[r#"
        Autorest in 0-2
          AuthFailed [web] | The client does not have authorization to perform action 'a/b'.
          resource: web
          action: a/b
        Autorest in 4-4
          PolicyDenied | Denied. Identifiers: '[{"policyAssignment":{"name":"A","id":"/x/y"}}]'.
          policy: A /x/y
    "#]]
    .assert_eq(&shown(text));
}

#[test]
fn body_that_autorest_cannot_parse_is_parsed() {
    let text = r#"autorest/azure: error response cannot be parsed: "{\"code\":\"Odd\",\"message\":\"An odd body.\"}" error: x; Code="Unknown" Message="Unknown service error" Details=[{"HttpResponse.Body":"{\"error\":{\"code\":\"Deep\",\"message\":\"Found.\"}}"}]"#;
    expect![[r#"
        Json in 0-0
          Odd | An odd body.
        Autorest in 0-0
          Unknown | Unknown service error
            Deep | Found.
    "#]]
    .assert_eq(&shown(text));
}

#[test]
fn several_distributions_of_a_prose_chain_are_all_kept() {
    let text = r#"Deployment failed. Correlation ID: 5e1f. Failed in distributing 2 images out of total 2: {[Error 0] [Distribute 0] Error publishing to g/i, Location:westus2. Error: Code="One" Message="First."} {[Error 1] [Distribute 1] Error: Code="Two" Message="Second."}"#;
    expect![[r#"
        Prose in 0-0
          One | First.
          also Two | Second.
          region: westus2
          correlation: 5e1f
    "#]]
    .assert_eq(&shown(text));
}

#[test]
fn requests_of_go_azure_sdk_are_read() {
    let text = "creating x: performing CreateOrUpdate: unexpected status 403 (403 Forbidden) with error: AuthFailed: The client: no.\n\
                \n\
                unexpected status 400 with response: {\"error\":{\"code\":\"Bad1\",\"message\":\"M.\"}}\n\
                \n\
                unexpected status 403 (403 Keys are (not) permitted here.) with KeysOff: Keys are off.\n\
                \n\
                unexpected status 500 (500 Internal Server Error) received with no body\n";
    expect![[r#"
        GoAzureSdk in 0-0
          AuthFailed | The client: no.
        GoAzureSdk in 2-2
          Bad1 | M.
        GoAzureSdk in 4-4
          KeysOff | Keys are off.
        GoAzureSdk in 6-6
          - | unexpected status 500 (500 Internal Server Error) received with no body
          status: 500
    "#]]
    .assert_eq(&shown(text));
}

#[test]
fn long_running_operation_of_go_azure_sdk_is_read_from_its_response() {
    let text = r#"polling after CreateOrUpdate: polling failed: the Azure API returned the following error:

Status: "DeploymentFailed"
Code: "QuotaGone"
Message: "See details.\nNo cores are left."
Activity Id: "a1b2"

---

API Response:

----[start]----
{"status":"Failed","error":{"code":"DeploymentFailed","message":"See details.","details":[
 {"code":"QuotaGone","message":"No cores are left."},{"code":"NameTaken","message":"Taken."}]}}
-----[end]-----
"#;
    expect![[r#"
        GoAzureSdk in 0-14
          DeploymentFailed | See details.
            QuotaGone | No cores are left.
          also NameTaken | Taken.
          correlation: a1b2
    "#]]
    .assert_eq(&shown(text));
    let fields = text
        .split("---")
        .next()
        .unwrap()
        .replace("\n\n", " ")
        .replace('\n', " ");
    expect![[r#"
        GoAzureSdk in 0-0
          DeploymentFailed | See details.
            QuotaGone | No cores are left.
          correlation: a1b2
    "#]]
    .assert_eq(&shown(&fields));
}

#[test]
fn last_of_several_azcore_responses_counts_in_a_reason() {
    let ruler = "-".repeat(80);
    let block = |code: &str| {
        format!(
            "PUT https://management.azure.com/subscriptions/s1/rg/g\n{ruler}\nRESPONSE 403: 403 Forbidden\nERROR CODE: {code}\n\
             {ruler}\n{{\n  \"error\": {{\n    \"code\": \"{code}\",\n    \"message\": \"Not {code}.\"\n  }}\n}}\n{ruler}\n"
        )
    };
    expect![[r#"
        Azcore in 0-11
          First | Not First.
          resource: /subscriptions/s1/rg/g
          status: 403
    "#]]
    .assert_eq(&shown(&block("First")));
    expect![[r#"
        Packer in 0-23
          Second | Not Second.
          resource: /subscriptions/s1/rg/g
          status: 403
    "#]]
    .assert_eq(&shown(&format!("--> azure-arm: {}{}", block("First"), block("Second"))));
    let empty = format!(
        "GET https://h.blob.core.windows.net/a/b?sig=x\n{ruler}\nRESPONSE 404: 404 Not Found\nERROR CODE UNAVAILABLE\n{ruler}\n\
         Response contained no body\n{ruler}\n"
    );
    expect![[r#"
        Azcore in 0-6
          - | 404 Not Found
          resource: /a/b
          status: 404
    "#]]
    .assert_eq(&shown(&empty));
}

#[test]
fn xml_of_storage_gives_the_detail_as_the_innermost_error() {
    let text = "<?xml version=\"1.0\"?><Error><Code>AuthFailed</Code><Message>The signature is &lt;wrong&gt;.\nRequestId:77-88\n\
                Time:2024-05-06</Message><AuthenticationErrorDetail>Expired.</AuthenticationErrorDetail></Error>";
    expect![[r#"
        Xml in 0-2
          AuthFailed | The signature is <wrong>.
            AuthFailed | Expired.
          correlation: 77-88
    "#]]
    .assert_eq(&shown(text));
}

#[test]
fn builds_that_do_not_start_and_crashes_are_errors() {
    let text = "Error: Failed to prepare build: \"azure-arm\"\n\n2 error(s) occurred:\n\n* vm_size is missing\n* name is bad\n\n\
                2024/05/06 07:08:09 [ERR] Error decoding response stream 41: EOF\npanic: nil pointer\n";
    expect![[r#"
        Packer in 0-5
          - | vm_size is missing
          also - | name is bad
        Packer in 7-8
          - | panic: nil pointer
    "#]]
    .assert_eq(&shown(text));
}

#[test]
fn terraform_around_an_error_is_removed() {
    let text = "╷\n│ Error: creating Version (Subscription: \"s\"\n│ Name: \"1.0\"): performing Put: unexpected status 409 (409 Conflict) with error: Busy: Wait.\n│ \n│   with azurerm.x,\n╵";
    expect![[r#"
        GoAzureSdk in 2-2
          Busy | Wait.
    "#]]
    .assert_eq(&shown(text));
}
