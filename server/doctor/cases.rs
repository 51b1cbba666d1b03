//! The known failures. Each has a page, which is what people read and what the failure is recognized by.

use std::sync::LazyLock;

use crate::doctor::pattern::{self, Bound, Pattern};
use crate::locale::Lang;
use crate::text::page;

/// The pages, in the order of the lists.
pub const PAGES: [&str; 142] = [
    include_str!("cases/submit/update_not_supported.md"),
    include_str!("cases/submit/identity_cannot_be_used.md"),
    include_str!("cases/submit/not_authorized_resource.md"),
    include_str!("cases/submit/terminal_state_failed.md"),
    include_str!("cases/submit/managed_image_403.md"),
    include_str!("cases/submit/image_version_404.md"),
    include_str!("cases/submit/external_file_download.md"),
    include_str!("cases/submit/disk_write_unauthorized.md"),
    include_str!("cases/submit/validation_bad_value.md"),
    include_str!("cases/submit/validation_missing_field.md"),
    include_str!("cases/submit/unknown_field.md"),
    include_str!("cases/submit/purchase_plan_missing.md"),
    include_str!("cases/submit/distribute_target_removed.md"),
    include_str!("cases/submit/provisioning_error_code.md"),
    include_str!("cases/submit/generic_internal.md"),
    include_str!("cases/submit/no_registered_provider.md"),
    include_str!("cases/submit/policy_violation.md"),
    include_str!("cases/submit/trigger_refused.md"),
    include_str!("cases/submit/arm_expression.md"),
    include_str!("cases/build/packer_exit.md"),
    include_str!("cases/build/timeout.md"),
    include_str!("cases/build/gallery_wait_timeout.md"),
    include_str!("cases/build/distribute_internal.md"),
    include_str!("cases/build/resource_not_found.md"),
    include_str!("cases/build/aci_not_registered.md"),
    include_str!("cases/build/aci_quota.md"),
    include_str!("cases/build/aci_throttled.md"),
    include_str!("cases/build/isolated_image_builds.md"),
    include_str!("cases/build/jwt_expiry.md"),
    include_str!("cases/log/script_nonzero_exit.md"),
    include_str!("cases/log/exit_16001.md"),
    include_str!("cases/log/script_disconnected.md"),
    include_str!("cases/log/context_canceled.md"),
    include_str!("cases/log/slow_file_download.md"),
    include_str!("cases/log/restart_timeout.md"),
    include_str!("cases/log/update_crash.md"),
    include_str!("cases/log/no_artifacts_timeout.md"),
    include_str!("cases/log/no_artifacts_benign.md"),
    include_str!("cases/log/image_creation_skipped.md"),
    include_str!("cases/log/resource_delete_retry.md"),
    include_str!("cases/log/nic_in_use.md"),
    include_str!("cases/log/sysprep_undeployable.md"),
    include_str!("cases/log/sysprep_stuck_complete.md"),
    include_str!("cases/log/sysprep_appx.md"),
    include_str!("cases/log/deprovision_script_missing.md"),
    include_str!("cases/log/waagent_not_found.md"),
    include_str!("cases/log/wu_80240016.md"),
    include_str!("cases/log/winrm_timeout.md"),
    include_str!("cases/log/ssh_timeout.md"),
    include_str!("cases/log/elevated_hang.md"),
    include_str!("cases/log/hypervisor_generation.md"),
    include_str!("cases/log/gallery_generation.md"),
    include_str!("cases/log/disk_too_small.md"),
    include_str!("cases/log/allocation.md"),
    include_str!("cases/log/apt_lock.md"),
    include_str!("cases/log/permission_denied.md"),
    include_str!("cases/log/upload_permission_denied.md"),
    include_str!("cases/log/noexec_tmp.md"),
    include_str!("cases/log/bashism.md"),
    include_str!("cases/log/private_link_policies.md"),
    include_str!("cases/log/language_pack.md"),
    include_str!("cases/log/wu_service_unreachable.md"),
    include_str!("cases/log/wu_policy.md"),
    include_str!("cases/log/wu_update_failed.md"),
    include_str!("cases/log/wu_access_denied.md"),
    include_str!("cases/log/wu_invalid_state.md"),
    include_str!("cases/log/wu_search_criteria.md"),
    include_str!("cases/log/wu_wrong_state.md"),
    include_str!("cases/log/sysprep_bitlocker.md"),
    include_str!("cases/log/sysprep_defender.md"),
    include_str!("cases/log/sysprep_provider_missing.md"),
    include_str!("cases/log/sysprep_updates_pending.md"),
    include_str!("cases/log/sysprep_failed.md"),
    include_str!("cases/log/winrm_401.md"),
    include_str!("cases/log/winrm_connection_lost.md"),
    include_str!("cases/log/ssh_key_refused.md"),
    include_str!("cases/log/exit_267014.md"),
    include_str!("cases/log/exit_4294770688.md"),
    include_str!("cases/log/exit_restart_required.md"),
    include_str!("cases/log/tls12.md"),
    include_str!("cases/log/internet_explorer_engine.md"),
    include_str!("cases/log/powershell_command_not_found.md"),
    include_str!("cases/log/powershell_syntax.md"),
    include_str!("cases/log/powershell_execution_policy.md"),
    include_str!("cases/log/access_denied.md"),
    include_str!("cases/log/installer_failed.md"),
    include_str!("cases/log/installer_busy.md"),
    include_str!("cases/log/installer_package.md"),
    include_str!("cases/log/choco.md"),
    include_str!("cases/log/winget.md"),
    include_str!("cases/log/dism_source.md"),
    include_str!("cases/log/command_not_found.md"),
    include_str!("cases/log/line_endings.md"),
    include_str!("cases/log/shell_syntax.md"),
    include_str!("cases/log/unset_variable.md"),
    include_str!("cases/log/file_not_found.md"),
    include_str!("cases/log/exec_format.md"),
    include_str!("cases/log/out_of_memory.md"),
    include_str!("cases/log/sudo_password.md"),
    include_str!("cases/log/disk_full.md"),
    include_str!("cases/log/dns.md"),
    include_str!("cases/log/connection_failed.md"),
    include_str!("cases/log/tls_certificate.md"),
    include_str!("cases/log/sas_refused.md"),
    include_str!("cases/log/http_error.md"),
    include_str!("cases/log/download_is_page.md"),
    include_str!("cases/log/checksum.md"),
    include_str!("cases/log/apt_package_unknown.md"),
    include_str!("cases/log/apt_fetch.md"),
    include_str!("cases/log/apt_repository.md"),
    include_str!("cases/log/apt_dependencies.md"),
    include_str!("cases/log/dpkg_failed.md"),
    include_str!("cases/log/dnf_package_unknown.md"),
    include_str!("cases/log/dnf_repository.md"),
    include_str!("cases/log/rhui.md"),
    include_str!("cases/log/dnf_transaction.md"),
    include_str!("cases/log/package_manager_locked.md"),
    include_str!("cases/log/pip.md"),
    include_str!("cases/log/npm.md"),
    include_str!("cases/log/git_authentication.md"),
    include_str!("cases/log/git_failed.md"),
    include_str!("cases/log/systemd_unit.md"),
    include_str!("cases/log/account_exists.md"),
    include_str!("cases/log/docker.md"),
    include_str!("cases/log/build_vm_identity.md"),
    include_str!("cases/log/azcopy_failed.md"),
    include_str!("cases/log/azure_cli.md"),
    include_str!("cases/log/cloud_init_error.md"),
    include_str!("cases/log/restart_pending.md"),
    include_str!("cases/log/ansible_failed.md"),
    include_str!("cases/log/powershell_error.md"),
    include_str!("cases/log/waiting_for_answer.md"),
    include_str!("cases/log/restart_command_failed.md"),
    include_str!("cases/log/update_connection_lost.md"),
    include_str!("cases/gallery/version_exists.md"),
    include_str!("cases/devops/operation_canceled.md"),
    include_str!("cases/devops/put_template_failed.md"),
    include_str!("cases/devops/post_template_failed.md"),
    include_str!("cases/devops/find_the_log.md"),
    include_str!("cases/devops/unsupported_feature.md"),
    include_str!("cases/vm/slow_first_logon.md"),
    include_str!("cases/vm/not_created.md"),
];

static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| PAGES.into_iter().filter_map(|it| Case::parse(it).ok()).collect());

/// Every known failure. A test checks that each page is valid.
pub fn all() -> &'static [Case] {
    &CASES
}

/// The known failure with an ID.
pub fn find(id: &str) -> Option<&'static Case> {
    all().iter().find(|it| it.id == id)
}

/// A known failure.
#[derive(Debug)]
pub struct Case {
    /// `family/name`; never reused.
    pub id: &'static str,
    page: &'static str,
    /// Whether its fragments count in messages of the service, Packer or a pipeline.
    pub in_service: bool,
    /// Whether they count in the output of scripts on the build VM.
    pub in_output: bool,
    pub fragments: Vec<Fragment>,
    pub kind: CaseKind,
    /// IDs of cases that are more specific about the same line.
    pub yields: Vec<&'static str>,
    /// IDs of the rules that detect it in the template.
    pub rules: Vec<&'static str>,
    /// How to find the cause in a template, best first; `attribution/locators.rs` reads them.
    pub locators: Vec<&'static str>,
}

/// What a case says about a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseKind {
    /// What went wrong.
    Specific,
    /// What went wrong, and worth a warning even in a build that succeeded.
    Warning,
    /// How the build ended, but not why: something in the step before it may be more specific.
    Vague,
    /// That something failed: any other case is more specific.
    Generic,
    /// It looks like a failure but is not.
    Benign,
}

/// A fragment of a message that identifies a case.
#[derive(Debug)]
pub struct Fragment {
    /// In the notation of the page.
    pub text: &'static str,
    pub weight: Weight,
    pub condition: Option<Condition>,
    pub pattern: Pattern,
}

/// How much a fragment counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// It identifies the case.
    Sufficient,
    /// It identifies the case only in the reason of a failed build.
    Reason,
    /// It adds a value or a line to a case that another fragment has identified.
    Supports,
    /// A match before it in the same stage did not matter in the end: a retry succeeded.
    Overcomes,
}

/// A further condition for a fragment to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// A supporting fragment matches in the same message, on the next lines, or in the same stage.
    WithSupport,
    /// The exit code is not harmless, and no further step starts.
    LastExit,
    /// The build has not been cancelled yet.
    BeforeCancel,
    /// It is near the end of the step that failed.
    FailedStep,
    /// It is among the last lines of the step that failed.
    LastLines,
    /// Nothing else follows until the build is cancelled or the log ends.
    Hangs,
    /// The state is repeated and no other follows.
    Stays,
    /// The transfer is large or slow, or the log ends during it.
    Slow,
}

impl CaseKind {
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "warning" => Self::Warning,
            "vague" => Self::Vague,
            "generic" => Self::Generic,
            "benign" => Self::Benign,
            _ => return None,
        })
    }
}

impl Condition {
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "with-support" => Self::WithSupport,
            "last-exit" => Self::LastExit,
            "before-cancel" => Self::BeforeCancel,
            "failed-step" => Self::FailedStep,
            "last-lines" => Self::LastLines,
            "hangs" => Self::Hangs,
            "stays" => Self::Stays,
            "slow" => Self::Slow,
            _ => return None,
        })
    }
}

impl Case {
    /// Parses a page; the error is the invalid line. A test parses every page.
    pub fn parse(page: &'static str) -> Result<Self, &'static str> {
        let mut lines = page.lines();
        let id = lines.next().and_then(|it| it.strip_prefix("# ")).ok_or(page)?;
        let mut case = Self {
            id,
            page,
            in_service: false,
            in_output: false,
            fragments: Vec::new(),
            kind: CaseKind::Specific,
            yields: Vec::new(),
            rules: Vec::new(),
            locators: Vec::new(),
        };
        for line in lines.take_while(|it| !it.starts_with("## ")) {
            let (key, value) = line.split_once(": ").ok_or(line)?;
            match (key, value) {
                ("in", "service") => case.in_service = true,
                ("in", "output") => case.in_output = true,
                ("in", "service, output") => (case.in_service, case.in_output) = (true, true),
                ("kind", word) => case.kind = CaseKind::parse(word).ok_or(line)?,
                ("yields", ids) => case.yields = ids.split(", ").collect(),
                ("rules", ids) => case.rules = ids.split(", ").collect(),
                ("locators", locators) => case.locators = locators.split(", ").collect(),
                _ => case.fragments.push(Fragment::parse(key, value).ok_or(line)?),
            }
        }
        Ok(case)
    }

    /// Whether it looks like a failure but is not.
    pub fn is_benign(&self) -> bool {
        self.kind == CaseKind::Benign
    }

    /// The text of the page as Markdown: the cause, then what to do.
    pub fn text(&self, lang: Lang) -> &'static str {
        page::words(self.page, lang)
    }

    /// The cause in one sentence.
    pub fn summary(&self, lang: Lang) -> &'static str {
        page::first_sentence(self.text(lang))
    }

    /// The cause.
    pub fn cause(&self, lang: Lang) -> &'static str {
        self.paragraphs(lang).next().unwrap_or_default()
    }

    /// What to do.
    pub fn solution(&self, lang: Lang) -> &'static str {
        self.paragraphs(lang).nth(1).unwrap_or_default()
    }

    /// Further notes, such as similar failures.
    pub fn remarks(&self, lang: Lang) -> impl Iterator<Item = &'static str> {
        self.paragraphs(lang).skip(2)
    }

    fn paragraphs(&self, lang: Lang) -> impl Iterator<Item = &'static str> {
        self.text(lang).split("\n\n").map(str::trim).filter(|it| !it.is_empty())
    }

    /// The sample logs of the page, each recognized as this case and as no other.
    pub fn samples(&self) -> impl Iterator<Item = &'static str> {
        let blocks = self.page.split("\n```log\n").skip(1);
        blocks.map(|it| it.split_once("\n```").map_or(it, |(log, _)| log))
    }
}

impl Fragment {
    fn parse(key: &str, value: &'static str) -> Option<Self> {
        let (weight, bound) = match key {
            "match" => (Weight::Sufficient, Bound::Anywhere),
            "line" => (Weight::Sufficient, Bound::Whole),
            "start" => (Weight::Sufficient, Bound::Start),
            "reason" => (Weight::Reason, Bound::Anywhere),
            "supports" => (Weight::Supports, Bound::Anywhere),
            "overcome" => (Weight::Overcomes, Bound::Anywhere),
            _ => return None,
        };
        let ticks = value.chars().take_while(|c| *c == '`').count();
        let fence = value.get(..ticks).filter(|it| !it.is_empty())?;
        let (text, behind) = value.get(ticks..)?.split_once(fence)?;
        // Double fences have a blank on either side.
        let text = if ticks > 1 { text.trim() } else { text };
        let condition = match behind {
            "" => None,
            _ => Some(Condition::parse(behind.strip_prefix(" when ")?)?),
        };
        Some(Self {
            text,
            weight,
            condition,
            pattern: pattern::compile(text, bound)?,
        })
    }
}
