//! JSON: of Resource Manager, of a template's status, of an activity log, in strings, cut off, and in other notations.

use aib_ls::doctor::envelope;
use expect_test::expect;

use crate::doctor::envelope::shown;

#[test]
fn nested_errors_give_every_innermost_error() {
    let text = r#"{"status":"Failed","error":{"code":"DeploymentFailed","message":"See details.","details":[
        {"code":"SkuGone","target":"vmSize","message":"The size Standard_X9 is gone in location 'northeurope'."},
        {"code":"Conflict","message":"Busy."},
        {"code":"SkuGone","target":"vmSize","message":"The size Standard_X9 is gone in location 'northeurope'."}]}}"#;
    expect![[r#"
        Json in 0-3
          DeploymentFailed | See details.
            SkuGone [vmSize] | The size Standard_X9 is gone in location 'northeurope'.
          also Conflict | Busy.
          resource: vmSize
          region: northeurope
    "#]]
    .assert_eq(&shown(text));
}

#[test]
fn json_in_messages_is_read_at_every_level() {
    let text = r#"{"error":{"code":"DeploymentFailed","message":"See details.","details":[{"code":"Conflict","message":"{\"status\":\"Failed\",\"error\":{\"code\":\"ResourceDeploymentFailure\",\"message\":\"Ended as 'Failed'.\",\"details\":[{\"code\":\"BadRequest\",\"message\":\"{\\r\\n  \\\"error\\\": {\\r\\n    \\\"code\\\": \\\"BootTimedOut\\\",\\r\\n    \\\"message\\\": \\\"'pkrvm1' said \\\\\\\"no\\\\\\\".\\\"\\r\\n  }\\r\\n}\"}]}}"}]}}"#;
    let error = &envelope::read(text)[0].value;
    let codes: Vec<&str> = error.chain.iter().filter_map(|it| it.code.as_deref()).collect();
    let expected = [
        "DeploymentFailed",
        "Conflict",
        "ResourceDeploymentFailure",
        "BadRequest",
        "BootTimedOut",
    ];
    assert_eq!(codes, expected);
    assert_eq!(error.headline(), "BootTimedOut: 'pkrvm1' said \"no\".");
}

#[test]
fn policies_are_named_in_messages_and_in_additional_information() {
    let text = r#"{"error":{"code":"PolicyDenied","target":"stage1","message":"'stage1' is denied. Identifiers: '[{\"policyAssignment\":{\"name\":\"No keys\",\"id\":\"/assign/1\"},\"policyDefinition\":{\"name\":\"Keys\",\"id\":\"/def/1\"}}]'.",
      "additionalInfo":[{"type":"PolicyViolation","info":{"policyAssignmentDisplayName":"Only tags","policyAssignmentId":"/assign/2"}}]}}"#;
    expect![[r#"
        Json in 0-1
          PolicyDenied [stage1] | 'stage1' is denied. Identifiers: '[{"policyAssignment":{"name":"No keys","id":"/assign/1"},"policyDefinition":{"name":"Keys","id":"/def/1"}}]'.
          resource: stage1
          policy: Only tags /assign/2
          policy: No keys /assign/1
          policy: Keys /def/1
    "#]]
    .assert_eq(&shown(text));
}

#[test]
fn flat_error_and_error_cut_off_at_the_end_are_read() {
    expect![[r#"
        Json in 1-2
          FieldWrong | Field 'imageId' has a bad value.
        Json in 6-7
          Outer | It failed.
            Inner | The rest of this is
    "#]]
    .assert_eq(&shown(
        "Remove-Thing:\n{\"code\": \"FieldWrong\",\n  \"message\": \"Field 'imageId' has a bad value.\"}\nmore text\n\n\
         'x' failed with message '{\n  \"error\": {\"code\": \"Outer\", \"message\": \"It failed.\",\n \
         \"details\": [{\"code\": \"Inner\", \"message\": \"The rest of this is",
    ));
}

#[test]
fn status_of_a_template_gives_both_errors() {
    let text = r#"{
  "provisioningState": "Failed",
  "provisioningError": {"provisioningErrorCode": "ServerBroke", "message": "Something broke inside."},
  "lastRunStatus": {
    "runState": "Failed", "runSubState": "Distributing",
    "message": "Deployment failed. Correlation ID: 77aa. Failed in distributing 1 images out of total 1: compute.ImagesClient#Get: Failure responding to request: StatusCode=403 -- Original Error: autorest/azure: Service returned an error. Status=403 Code=\"NotYours\" Message=\"The client 'c' does not have authorization to perform action 'Microsoft.Compute/images/read' over scope '/subscriptions/s1/resourceGroups/rg' or so.\""
  }
}"#;
    expect![[r#"
        Json in 2-2
          ServerBroke | Something broke inside.
        RunStatus in 3-6
          NotYours | The client 'c' does not have authorization to perform action 'Microsoft.Compute/images/read' over scope '/subscriptions/s1/resourceGroups/rg' or so.
          resource: /subscriptions/s1/resourceGroups/rg
          action: Microsoft.Compute/images/read
          scope: /subscriptions/s1/resourceGroups/rg
          correlation: 77aa
          status: 403
    "#]]
    .assert_eq(&shown(text));
    let good = r#"{"lastRunStatus":{"runState":"Succeeded","message":"Done."},"provisioningState":"Succeeded"}"#;
    assert_eq!(shown(good), "");
}

#[test]
fn message_of_a_run_without_an_envelope_is_the_error() {
    let text = r#"{"runState": "Failed", "message": "Deployment failed. Correlation ID: 1-2. Failed in building/customizing image: Failed while waiting for packerizer: Waited too long: 'deadline'"}"#;
    expect![[r#"
        RunStatus in 0-0
          - | Waited too long: 'deadline'
          correlation: 1-2
    "#]]
    .assert_eq(&shown(text));
}

#[test]
fn activity_log_gives_the_error_with_what_was_asked() {
    let text = r#"[{"authorization":{"action":"Microsoft.Storage/storageAccounts/write","scope":"/subscriptions/s9/resourceGroups/IT_x"},
  "correlationId":"c0ffee","operationName":{"value":"Microsoft.Storage/storageAccounts/write"},
  "properties":{"statusCode":"Forbidden","entity":"/subscriptions/s9/resourceGroups/IT_x/stage2",
   "statusMessage":"{\"error\":{\"code\":\"PolicyDenied\",\"message\":\"Denied by policy.\"}}"}},
 {"correlationId":"other","properties":{"statusMessage":"Only words."}}]"#;
    expect![[r#"
        Json in 2-3
          PolicyDenied | Denied by policy.
          resource: /subscriptions/s9/resourceGroups/IT_x/stage2
          action: Microsoft.Storage/storageAccounts/write
          scope: /subscriptions/s9/resourceGroups/IT_x
          correlation: c0ffee
          status: 403
        Json in 4-4
          - | Only words.
          correlation: other
    "#]]
    .assert_eq(&shown(text));
}

#[test]
fn body_of_a_logged_response_is_read() {
    let text = r#"[9b] PACKER ERR 2024/05/06 07:08:09 packer-plugin-azure plugin: Azure response status="409 Conflict" method="PUT" body="{\"error\":{\"code\":\"NameTaken\",\"message\":\"The name \\\"img\\\" is taken.\"}}""#;
    expect![[r#"
        LoggedResponse in 0-0
          NameTaken | The name "img" is taken.
          status: 409
    "#]]
    .assert_eq(&shown(text));
}

#[test]
fn other_languages_print_the_same_error() {
    let ruby = r#"{"error"=>{"code"=>"NoRoom", "message"=>"The disk is full."}}"#;
    let python = r"{u'error': {u'code': u'NoRoom', u'message': u'The disk isn\'t empty.', u'x': None}}";
    let go = r#"azure.ServiceError{Code:"NoRoom", Message:"The disk is full.", Details:[]map[string]interface {}{}}"#;
    expect![[r#"
        Json in 0-0
          NoRoom | The disk is full.
        Json in 1-1
          NoRoom | The disk isn't empty.
        Autorest in 2-2
          NoRoom | The disk is full.
    "#]]
    .assert_eq(&shown(&format!("{ruby}\n{python}\n{go}")));
}

#[test]
fn json_that_reports_no_error_gives_none() {
    for text in [
        r#"{"code":"ProvisioningState/succeeded","level":"Info","displayStatus":"Ready","message":"Agent is running."}"#,
        r#"{"name":"web","properties":{"source":{"type":"PlatformImage"},"error":null}}"#,
        r#"{"code":"x"}"#,
        r#"function f() { "code": }"#,
    ] {
        assert_eq!(shown(text), "", "{text}");
    }
}
