//! Every known failure, family by family, each with its page.

use std::sync::LazyLock;

use crate::doctor::case::Case;

/// The pages, in the order of the lists.
pub const PAGES: [&str; 69] = [
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
    include_str!("cases/gallery/version_exists.md"),
    include_str!("cases/devops/operation_canceled.md"),
    include_str!("cases/devops/put_template_failed.md"),
    include_str!("cases/devops/post_template_failed.md"),
    include_str!("cases/devops/find_the_log.md"),
    include_str!("cases/devops/unsupported_feature.md"),
    include_str!("cases/vm/slow_first_logon.md"),
    include_str!("cases/vm/not_created.md"),
];

static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| PAGES.into_iter().filter_map(|it| Case::read(it).ok()).collect());

/// Every known failure. A test holds that each page is read.
pub fn all() -> &'static [Case] {
    &CASES
}

/// A known failure by its id.
pub fn find(id: &str) -> Option<&'static Case> {
    all().iter().find(|it| it.id == id)
}
