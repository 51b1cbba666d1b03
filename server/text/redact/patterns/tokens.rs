//! Secrets that a service makes, which are recognized by themselves, by a header or by a parameter of an address.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};

use crate::text::redact::patterns::Pattern;
use crate::text::secret::{Secret, has_variety, is_elsewhere, is_placeholder, is_word, looks_random};

/// Tokens that begin with a sign of their service: the beginning, what its characters are, and how many follow at least.
const PREFIXED: [(&[&str], &str, usize); 41] = [
    (&["ghp_", "gho_", "ghu_", "ghs_", "ghr_"], "[A-Za-z0-9_]", 12),
    (&["github_pat_"], "[A-Za-z0-9_]", 12),
    (
        &[
            "glpat-", "gldt-", "glrt-", "glcbt-", "glptt-", "glsoat-", "glft-", "glimt-", "glagent-",
        ],
        "[A-Za-z0-9_.-]",
        12,
    ),
    (
        &[
            "xoxa-", "xoxb-", "xoxe-", "xoxe.", "xoxo-", "xoxp-", "xoxr-", "xoxs-", "xapp-",
        ],
        "[A-Za-z0-9.-]",
        10,
    ),
    (&["AKIA", "ASIA"], "[A-Z0-9]", 12),
    (&["dckr_pat_", "dckr_oat_"], "[A-Za-z0-9_-]", 12),
    (&["npm_"], "[A-Za-z0-9]", 20),
    (&["pypi-"], "[A-Za-z0-9_-]", 40),
    (&["dapi"], "[a-f0-9-]", 30),
    (&["AIza"], "[A-Za-z0-9_-]", 30),
    (&["ya29."], "[A-Za-z0-9_.-]", 20),
    (&["GOCSPX-"], "[A-Za-z0-9_-]", 20),
    (
        &["sk_live_", "rk_live_", "sk_test_", "rk_test_", "whsec_"],
        "[A-Za-z0-9]",
        16,
    ),
    (&["sk-proj-", "sk-ant-", "sk-svcacct-", "sk-or-"], "[A-Za-z0-9_-]", 16),
    (&["hvs.", "hvb.", "hvr."], "[A-Za-z0-9_-]", 20),
    (&["SG."], "[A-Za-z0-9_.-]", 40),
    (&["shpat_", "shpss_", "shpca_", "shppa_"], "[A-Fa-f0-9]", 20),
    (&["dop_v1_", "doo_v1_", "dor_v1_"], "[a-f0-9]", 30),
    (&["hf_", "api_org_"], "[A-Za-z]", 30),
    (&["rubygems_"], "[a-f0-9]", 30),
    (&["glsa_", "glc_"], "[A-Za-z0-9_+/=]", 30),
    (&["oy2"], "[a-z0-9]", 43),
    (&["pul-"], "[a-f0-9]", 40),
    (&["lin_api_"], "[A-Za-z0-9]", 30),
    (&["figd_"], "[A-Za-z0-9_-]", 30),
    (&["ATATT3", "ATBB", "ATCTT3"], "[A-Za-z0-9_=-]", 20),
    (&["dp.pt.", "dp.st.", "dp.ct."], "[A-Za-z0-9._-]", 30),
    (&["sq0atp-", "sq0csp-"], "[A-Za-z0-9_-]", 22),
    (&["AGE-SECRET-KEY-1"], "[A-Z0-9]", 50),
    (&["tskey-"], "[A-Za-z0-9-]", 16),
    (&["nvapi-"], "[A-Za-z0-9_-]", 40),
    (&["snyk_"], "[A-Za-z0-9_.-]", 30),
    (&["sonar_", "sqp_", "squ_", "sqa_"], "[a-f0-9]", 30),
    (&["NRAK-", "NRJS-"], "[A-Za-z0-9]", 19),
    (&["CFPAT-"], "[A-Za-z0-9_-]", 30),
    (&["PMAK-"], "[A-Fa-f0-9-]", 40),
    (&["AKCp"], "[A-Za-z0-9]", 30),
    (&["cmVmd"], "[A-Za-z0-9]", 50),
    (&["ops_"], "[A-Za-z0-9+/=_-]", 80),
    (&["fo1_", "fm2_", "FlyV1 "], "[A-Za-z0-9_+/=,-]", 30),
    (&["sbp_"], "[a-f0-9]", 30),
];

/// Parameters of addresses and of connection strings whose value is a secret.
const PARAMETERS: &str = "sig|signature|access_?token|refresh_?token|id_?token|client_?secret|client_?assertion|\
    accountkey|sharedaccesskey|sharedaccesssignature|sharedsecretvalue|sharedkey|\
    x-amz-signature|x-amz-security-token|x-goog-signature|x-functions-key";

/// Headers whose value is a secret.
const HEADERS: &str = "private-token|job-token|deploy-token|x-functions-key|x-api-key|api-key|apikey|\
    ocp-apim-subscription-key|x-jfrog-art-api|x-octopus-apikey|x-vault-token|x-auth-token|x-nuget-apikey|\
    x-ms-token[a-z-]*|x-aws-ec2-metadata-token|x-amz-security-token|x-tfs-fedauthredirect|aeg-sas-key|x-gitlab-token|\
    x-github-token|x-auth-key|x-consul-token|proxy-authorization|cookie|set-cookie";

pub(super) fn patterns() -> Vec<Pattern> {
    let mut patterns = vec![
        Pattern::certain(
            &[
                "sig=", "sig%", r"sig\u003d", "signature", "token", "secret", "assertion", "accountkey", "accesskey", "sharedkey",
                "functions-key",
            ],
            format!(
                r#"(?i)(?:[?&;]|%3f|%26|\\u0026|&amp;|\b)(?:{PARAMETERS})(?:=|%3d|%253d|\\u003d)(?P<secret>[^&\s"'`<>;,\\)\]}}]+)"#
            ),
        ),
        Pattern {
            fragments: &["sig=", "sig\"", "sig'", "signature", "code="],
            expression: r#"(?i)(?:[?&]|\b)\\*["']?(?:sig|signature|code)\\*["']?\s*[:=]\s*\\*["']?(?P<secret>[^&\s"'`<>;,\\)\]}]+)"#
                .into(),
            accepts: |_, value| value.len() >= 30 && looks_random(value),
        },
        // Headers.
        Pattern::certain(
            &["authorization"],
            r#"(?i)\bauthorization(?:(?:\\*["'])?\]?\s*[:=]\s*|\\*["']\s*,\s*)\\*["']?(?:[a-z]+\s+)?(?P<secret>[a-z0-9][a-z0-9._~+/=:-]{7,})"#,
        ),
        Pattern::certain(
            &["bearer"],
            r"(?i)\bbearer(?:\s+|%20|\+)(?P<secret>[a-z0-9][a-z0-9._~+/=-]{19,})",
        ),
        Pattern {
            fragments: &["basic"],
            expression: r"(?i)\bbasic(?:\s+|%20|\+)(?P<secret>[a-z0-9+/_-]{8,}={0,2})".into(),
            accepts: |_, value| is_pair(value),
        },
        Pattern {
            fragments: &["-key", "apikey", "api-", "token", "cookie", "redirect", "authorization"],
            expression: format!(
                r#"(?i)\b(?:{HEADERS})(?:(?:\\*["'])?\]?\s*[:=]\s*|\\*["']\s*,\s*)\\*["']?(?P<secret>[^\s"',;\\`)\]}}]{{4,}})"#
            ),
            accepts: |_, value| !is_elsewhere(value) && !is_placeholder(value) && !is_word(value),
        },
        // JSON Web Tokens; each begins with `{"` in Base64.
        Pattern::certain(
            &["eyJ"],
            r"\b(?P<secret>eyJ[A-Za-z0-9_-]{8,}(?:\.|%2[eE])[A-Za-z0-9_-]{4,}(?:(?:\.|%2[eE])[A-Za-z0-9_-]+)*)",
        ),
        // Client secrets of Microsoft Entra ID.
        Pattern::certain(
            &["q~"],
            r"(?P<secret>[A-Za-z0-9_~.-]{3}[0-9][Qq]~[A-Za-z0-9_~.-]{16,})",
        ),
        // Personal access tokens of Azure DevOps, in the newer and in the older form.
        Pattern::certain(&["azdo"], r"\b(?P<secret>[A-Za-z0-9]{20,}AZDO[A-Za-z0-9]{4})\b"),
        Pattern {
            fragments: &["dev.azure.com", "visualstudio.com", "azure_devops", "azp_", "--auth", "_pat", "pat ", "pat=", "pat:", "pat\""],
            expression: r"\b(?P<secret>[a-z2-7]{52})\b".into(),
            accepts: |_, value| has_variety(value),
        },
        // Keys of Azure services: 64 bytes in Base64.
        Pattern {
            fragments: &["=="],
            expression: r"(?:^|[^A-Za-z0-9+/])(?P<secret>[A-Za-z0-9+/]{86}==)".into(),
            accepts: |_, value| has_variety(value),
        },
        // Terraform Cloud.
        Pattern::certain(&[".atlasv1."], r"\b(?P<secret>[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{16,})"),
        // Addresses that are secrets.
        Pattern::certain(
            &["hooks.slack.com", "discord", "webhook.office.com"],
            r"(?i)\b(?:hooks\.slack\.com/(?:services|workflows|triggers)|discord(?:app)?\.com/api/webhooks|webhook\.office\.com/webhookb2)/(?P<secret>[A-Za-z0-9_@/-]{16,})",
        ),
        // `https://user:password@host`, `https://token@host`.
        Pattern {
            fragments: &["@", "%40"],
            expression: r#"(?i)\b[a-z][a-z0-9+.-]*:(?://|%2f%2f|\\/\\/)[^/\s:@"'`<>\\]*(?::|%3a)(?P<secret>[^/\s@"'`<>\\]+)(?:@|%40)"#
                .into(),
            accepts: |_, value| !value.starts_with(['$', '{', '<']),
        },
        Pattern {
            fragments: &["@"],
            expression: r"(?i)\b[a-z][a-z0-9+.-]*://(?P<secret>[a-z0-9_.~-]{16,})@".into(),
            accepts: |_, value| looks_random(value) || value.len() >= 40,
        },
    ];
    patterns.extend(PREFIXED.iter().map(|(beginnings, letters, shortest)| {
        let beginnings_or: Vec<String> = beginnings.iter().map(|it| regex::escape(it)).collect();
        let beginning = beginnings_or.join("|");
        Pattern {
            fragments: beginnings,
            expression: format!(r"(?:^|[^A-Za-z0-9_])(?P<secret>(?:{beginning}){letters}{{{shortest},}})"),
            accepts: |_, value| has_variety(value) && !is_placeholder(value),
        }
    }));
    patterns
}

/// Whether a text is a name and a password in Base64.
fn is_pair(text: &str) -> bool {
    let bytes = STANDARD.decode(text).or_else(|_| STANDARD_NO_PAD.decode(text));
    let pair = bytes.ok().and_then(|it| String::from_utf8(it).ok());
    let is_secret = |it: &str| Secret::Password.may_be(it);
    let is_pair = pair.is_some_and(|it| it.split_once(':').is_some_and(|(_, password)| is_secret(password)));
    is_pair || Secret::Key.may_be(text)
}
