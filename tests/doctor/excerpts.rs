//! Real excerpts of logs and answers: what each shows.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use expect_test::expect;

use crate::doctor::shown;
use crate::support::{outside, samples};

/// What each log of a folder shows, in the order of their names.
fn all_shown(folder: &Path) -> String {
    let mut out = String::new();
    for path in outside::files_below(folder, "log") {
        let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
        writeln!(out, "{}", path.file_stem().unwrap().to_string_lossy()).unwrap();
        for line in shown(&text).lines() {
            writeln!(out, "  {line}").unwrap();
        }
    }
    out
}

#[test]
fn every_sample_is_understood() {
    expect![[r#"
        deployment-failed
          with it submit/terminal-state-failed 5-6
          root submit/validation-bad-value 10-10
        last-run-timeout
          root build/timeout 3-3
        linux-apt-lock-again
          build failed
            connect SSH 0-1 72 s
            customize shell 2-9 8 s
            clean-up 10-17 0 s
          root log/apt-lock 6-7
          with it log/script-nonzero-exit 12-15
        linux-apt-lock
          build failed
            connect SSH 0-1 72 s
            customize shell 2-8 8 s
            clean-up 9-16 0 s
          root log/apt-lock 5-6
          with it log/script-nonzero-exit 11-14
        linux-site-failed
          build failed
            deploy 1-5 0 s
            connect SSH 6-8 163 s
            customize shell 9-13 146 s
            customize file 14-16 3 s
            customize shell 17-22 8 s
            clean-up 23-31 24 s
          root log/script-nonzero-exit 25-28
        linux-success
          build succeeded
            deploy 1-4 0 s
            connect SSH 5-7 159 s
            customize shell 8-18 218 s
            customize file 19-21 3 s
            customize shell 22-25 9 s
            customize shell 26-39 31 s
          benign log/image-creation-skipped 32-32
          benign log/no-artifacts-benign 34-34
        powershell-exit
          build failed
            connect WinRM 0-1 290 s
            customize file 2-4 7 s
            customize powershell 5-13 166 s
          root log/script-nonzero-exit 11-12
        windows-sysprep
          build failed
            connect WinRM 0-1 331 s
            customize powershell 2-5 27 s
            deprovision powershell 6-28 14044 s
            clean-up 29-30 0 s
          root log/sysprep-undeployable 11-26
          with it log/context-canceled 27-27
        windows-updates
          build succeeded
            connect WinRM 0-2 279 s
            customize powershell 3-8 252 s
            customize windows-restart 9-14 155 s
            customize windows-update 15-26 2443 s
            customize windows-restart 27-30 101 s
            deprovision powershell 31-45 283 s
          benign log/image-creation-skipped 41-41
          benign log/no-artifacts-benign 42-42
    "#]]
    .assert_eq(&all_shown(Path::new(samples::LOGS)));
}

#[test]
fn every_real_excerpt_is_understood() {
    let Some(corpus) = outside::outside("AIB_LS_CORPUS") else {
        return;
    };
    expect![[r#"
        azure-compute-docs__no-artifacts-2023
          build succeeded
          benign log/no-artifacts-benign 0-0
        azure-compute-docs__validation-failed-2020
          root submit/validation-bad-value 2-2
        azvmimagebuilder__devops-task-parameters
          benign devops/find-the-log 5-7
        azvmimagebuilder__file-customizer-slow
          build unknown
          root log/slow-file-download 1-8
        azvmimagebuilder__lastrunstatus-nic-404
          root build/resource-not-found 5-5
        azvmimagebuilder__lastrunstatus-packerizer
          root build/packer-exit 5-5
        azvmimagebuilder__lastrunstatus-timeout
          root build/timeout 0-0
        azvmimagebuilder__provisioning-error
          root submit/generic-internal 1-2
        azvmimagebuilder__stage-cleanup
          build unknown
            clean-up 0-0 0 s
        azvmimagebuilder__stage-connect-ssh
          build unknown
            connect SSH 0-3
        azvmimagebuilder__stage-connect-winrm
          build unknown
            connect WinRM 0-3 0 s
        azvmimagebuilder__stage-deploy-status
          build unknown
            deploy 0-0 0 s
        azvmimagebuilder__stage-deploy
          build unknown
            deploy 0-4
        azvmimagebuilder__stage-deprovision
          build unknown
            deprovision powershell 0-2 0 s
        azvmimagebuilder__stage-telemetry
          build unknown
            customize windows-update 0-1
            customize powershell 2-3
            customize file 4-5
            customize windows-restart 6-10
        azvmimagebuilder__submission-conflict
          root submit/update-not-supported 0-0
        azvmimagebuilder__submission-deployment-failed
          root submit/terminal-state-failed 3-4
        azvmimagebuilder__submission-internal-error
          root submit/terminal-state-failed 3-4
        azvmimagebuilder__submission-managed-image-403
          root submit/managed-image-403 0-0
        azvmimagebuilder__sysprep-missing-service
          build unknown
        azvmimagebuilder__sysprep-timing
          build failed
            clean-up 48-50 0 s
          root log/sysprep-undeployable 23-42
          with it log/context-canceled 43-43
        azvmimagebuilder__windows-update-low-resources
          build failed
          root log/update-crash 39-39
        issue__azvmimagebuilder-11
          build failed
          with it build/packer-exit 0-0
          root submit/policy-violation 2-2
        issue__azvmimagebuilder-14
          build failed
          root log/winrm-timeout 0-0
    "#]]
    .assert_eq(&all_shown(&corpus.join("logs")));
}
