//! What command-line tools and pipelines print.

use expect_test::expect;

use crate::doctor::envelope::{prefixed, shown};

#[test]
fn azure_cli_prints_an_error_with_details() {
    let text = "ERROR: (DeploymentFailed) See details.\nMore.\nCode: DeploymentFailed\nMessage: See details.\nMore.\nTarget: /subscriptions/s1/d\n\
                Exception Details:\t(NetFailed) The net failed.\n\tCode: NetFailed\n\tMessage: The net failed.\n\
                \tException Details:\t(SubnetGone) No subnet:\n\t\tbuild.\n\t\tCode: SubnetGone\n\t\tMessage: No subnet:\n\t\tbuild.\
                \t(NicGone) No nic.\n\tCode: NicGone\n\tMessage: No nic.";
    expect![[r#"
        AzureCli in 0-15
          DeploymentFailed [/subscriptions/s1/d] | See details.\nMore.
            NetFailed | The net failed.
              SubnetGone | No subnet:\nbuild.
          also NicGone | No nic.
          resource: /subscriptions/s1/d
    "#]]
    .assert_eq(&shown(text));
}

#[test]
fn azure_cli_prints_short_old_and_json_errors() {
    let text = "ERROR: (NotAllowed) It runs.\n\n\
                Code: Bare\nMessage: Without a bracket.\n\n\
                Azure Error: OldOuter\nMessage: Look below.\nTarget: None\nException Details:\n\tError Code: OldInner\n\tMessage: It was old.\n\tTarget: vm1\n\n\
                ERROR: {\"error\":{\"code\":\"InJson\",\"message\":\"Braces.\"}}\n\n\
                Operation failed with status: 'Conflict'. Details: An update is not supported\n\n\
                azure.core.exceptions.HttpResponseError: An identity is required\n\n\
                azure.core.exceptions.ResourceNotFoundError: (GroupGone) No group.\n";
    expect![[r#"
        AzureCli in 0-0
          NotAllowed | It runs.
        AzureCli in 2-3
          Bare | Without a bracket.
        AzureCli in 5-11
          OldOuter | Look below.
            OldInner [vm1] | It was old.
          resource: vm1
        Json in 13-13
          InJson | Braces.
        AzureCli in 15-15
          Conflict | An update is not supported
        AzureCli in 17-17
          - | An identity is required
        AzureCli in 19-19
          GroupGone | No group.
    "#]]
    .assert_eq(&shown(text));
}

#[test]
fn powershell_prints_a_deployment() {
    let text = "New-AzResourceGroupDeployment: 19:04:30 - The deployment 'tpl' failed with error(s). Showing 2 out of 2 error(s).\n\
                Status Message: The resource ended as 'Failed'. (Code: ResourceDeploymentFailure)\n - The size (Code: none) is gone. (Code:SizeGone, Target: vmSize)\n\
                CorrelationId: 1111-2222\n";
    expect![[r#"
        PowerShell in 0-3
          ResourceDeploymentFailure | The resource ended as 'Failed'.
            SizeGone [vmSize] | The size (Code: none) is gone.
          resource: vmSize
          correlation: 1111-2222
    "#]]
    .assert_eq(&shown(text));
}

#[test]
fn powershell_prints_fields_records_and_lists() {
    let text = "ErrorCode: ImageGone\nErrorMessage: The image is gone.\nErrorTarget: imageReference\nStatusCode: 404\nReasonPhrase: Not Found\n\n\
                12:00:01 - Error: Code=Broken; Message=It broke; twice.\n\n\
                Remove-AzImage : The image is in use.\nAt C:\\build.ps1:3 char:5\n+     Remove-AzImage -Name x\n    + CategoryInfo : CloseError\n    + FullyQualifiedErrorId : InUse,Azure.Commands\n\n\
                Start-AzBuild_Run: /w/run.ps1:12\nLine |\n  12 |  Start-AzBuild -Name x\n     |  ~~~~~~~~\n     | The build is running.\n\n\
                LastRunStatusMessage                    : Failed while waiting for packerizer: Code=\"Late\"\n                                          Message=\"Too late.\"\n\n\
                ProvisioningErrorMessage               : The source is missing.\nProvisioningErrorProvisioningErrorCode : BadSource\n";
    expect![[r#"
        PowerShell in 0-1
          ImageGone [imageReference] | The image is gone.
          resource: imageReference
        PowerShell in 6-6
          Broken | It broke; twice.
        PowerShell in 8-12
          InUse | The image is in use.
        PowerShell in 14-18
          - | The build is running.
        RunStatus in 20-21
          Late | Too late.
        PowerShell in 23-24
          BadSource | The source is missing.
    "#]]
    .assert_eq(&shown(text));
}

#[test]
fn pipelines_print_what_the_service_answers() {
    let text = prefixed(
        "2024-05-06T07:08:09.1234567Z ",
        "##[error]Error: post template call failed for template t_1 with error: The gateway got nothing: wait. (CODE: 504)\n\
         ##[error]Error: put template call failed for template t_1 with error: NotAllowed - The template runs. (CODE: 409)\n\
         Submit template call failed for template t_2 with error: {\"error\":{\"code\":\"Bad2\",\"message\":\"M.\"}}\n\
         ✘ Build failed: Something else.\n\
         ##[error]Bash exited with code '1'.",
    );
    expect![[r#"
        Pipeline in 0-0
          - | The gateway got nothing: wait.
          status: 504
        Pipeline in 1-1
          NotAllowed | The template runs.
          status: 409
        Pipeline in 2-2
          Bad2 | M.
        Pipeline in 3-3
          - | Something else.
    "#]]
    .assert_eq(&shown(&text));
}
