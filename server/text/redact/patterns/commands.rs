//! Secrets at their positions among the arguments of known commands.

use crate::text::redact::patterns::Pattern;
use crate::text::secret::{is_elsewhere, is_placeholder, is_word};

/// An argument in quotes, which may be escaped, or up to the next blank.
const ARGUMENT: &str =
    r#"(?:\\*"(?P<a>[^"\r\n]*?[^"\\\r\n])\\*"|\\*'(?P<b>[^'\r\n]*?[^'\\\r\n])\\*'|(?P<c>[^\s"'`|;&<>()\\]+))"#;

/// The rest of a command up to a position.
const BEFORE: &str = r"[^|;&\r\n]*?";

pub(super) fn patterns() -> Vec<Pattern> {
    let command = |fragments: &'static [&'static str], expression: String| Pattern {
        fragments,
        expression: format!("(?i){expression}"),
        accepts: |_, value| is_written_out(value),
    };
    vec![
        command(&["net ", "net\t", "net.exe", "net1"], format!(r#"\bnet1?(?:\.exe)?[ \t]+user[ \t]+(?:\\*["'][^"'\r\n]+["']|[^\s/"',][^\s"',]*)[ \t]+{ARGUMENT}"#)),
        command(
            &["net ", "net\t", "net.exe", "net1"],
            format!(r#"\bnet1?(?:\.exe)?[ \t]+use[ \t]+(?:[a-z*]:?[ \t]+)?\\*["']?\\\\[^\s"']+\\*["']?[ \t]+{ARGUMENT}"#),
        ),
        command(&["chpasswd"], r"\bchpasswd\b[^\r\n]*?<<<[ \t]*\\*[\x22']?[^\s:]+:(?P<a>[^\s\x22'\\]+)".to_owned()),
        command(
            &["chpasswd"],
            r#"(?:echo|printf)[ \t]+(?:-[a-z]+[ \t]+)?\\*["']?[^\s:"'|]+:(?P<a>[^\s"'|\\]+)[^|\r\n]*\|[ \t]*(?:sudo[ \t]+)?(?:/\S*/)?chpasswd"#
                .to_owned(),
        ),
        // What is piped into a command that reads a password.
        command(
            &["--stdin", "--password-stdin", "sudo -s", "--with-token", "--passphrase-fd", "login", "askpass"],
            format!(
                r"(?:echo|printf)[ \t]+(?:-[a-z]+[ \t]+)?{ARGUMENT}[ \t]*\|[ \t]*(?:sudo[ \t]+)?[^|\r\n]*?(?:--stdin|--password-stdin|sudo[ \t]+-S|--with-token|--passphrase-fd|\bpasswd\b)"
            ),
        ),
        command(&["sudo"], format!(r"\bsudo[ \t]+-S\b[^\r\n|]*?<<<[ \t]*{ARGUMENT}")),
        command(
            &["useradd", "usermod", "adduser"],
            format!(r"\b(?:useradd|usermod|adduser)\b{BEFORE}[ \t](?:-p|--password)[ =][ \t]*{ARGUMENT}"),
        ),
        command(&["sshpass"], format!(r"\bsshpass[ \t]+-p[ \t]*{ARGUMENT}")),
        command(
            &["mysql", "mariadb"],
            format!(r"\b(?:mysql|mariadb)[a-z_-]*\b{BEFORE}[ \t]-p{ARGUMENT}"),
        ),
        command(
            &["login"],
            format!(r"\blogin\b{BEFORE}[ \t](?:-p|--password|-k|--key)(?:[ \t]+|=){ARGUMENT}"),
        ),
        command(
            &["sqlcmd", "osql", "bcp", "isql"],
            format!(r"\b(?:sqlcmd|osql|bcp|isql)\b{BEFORE}[ \t][-/]P[ \t]*{ARGUMENT}"),
        ),
        command(
            &["curl", "wget", "invoke-", "http"],
            format!(
                r#"\b(?:curl|wget|http|https)(?:\.exe)?\b{BEFORE}[ \t](?:-u|--user|--proxy-user|-U|-a|--auth)(?:[ \t]*|=)\\*["']?[^\s:"'\\]*:(?P<a>[^\s"'\\]+)"#
            ),
        ),
        // A user and a password next to each other.
        command(
            &[" -p", "\t-p"],
            format!(r"[ \t](?:-u|-user|--user|--username)(?:[ \t]+|=)\S+[ \t]{BEFORE}-p(?:[ \t]+|=|:){ARGUMENT}"),
        ),
        command(
            &["psexec", "winrs", "schtasks", "winrm", "wmic"],
            format!(r"\b(?:psexec|psexec64|winrs|schtasks|winrm|wmic)(?:\.exe)?\b{BEFORE}[ \t][-/](?:p|rp)(?:[ \t]+|:){ARGUMENT}"),
        ),
        command(&["smb"], format!(r#"\bsmb\w*\b{BEFORE}[ \t](?:-U|--user)(?:[ \t]*|=)\\*["']?[^\s%"']+%(?P<a>[^\s"'\\]+)"#)),
        command(&["redis-cli"], format!(r"\bredis-cli\b{BEFORE}[ \t]-a[ \t]+{ARGUMENT}")),
        command(&["ldap"], format!(r"\bldap\w+\b{BEFORE}[ \t]-w[ \t]+{ARGUMENT}")),
        command(&["htpasswd"], format!(r"\bhtpasswd\b{BEFORE}[ \t]-[a-z]*b[a-z]*[ \t]+\S+[ \t]+\S+[ \t]+{ARGUMENT}")),
        command(&["7z", "rar", "zip"], format!(r"\b(?:7z[arz]?|unrar|rar)(?:\.exe)?\b{BEFORE}[ \t]-h?p{ARGUMENT}")),
        command(&["zip"], format!(r"\b(?:un)?zip\b{BEFORE}[ \t]-P[ \t]*{ARGUMENT}")),
        command(
            &["autologon"],
            format!(r"\bautologon(?:64)?(?:\.exe)?[ \t]+(?:/accepteula[ \t]+)?\S+[ \t]+\S+[ \t]+{ARGUMENT}"),
        ),
        command(&["pass:"], format!(r"\bpass:{ARGUMENT}")),
        // PowerShell.
        command(
            &["convertto-securestring"],
            format!(
                r"\bConvertTo-SecureString(?:[ \t]+-(?:AsPlainText|Force|String|S|F|AsPl\w*)\b:?)*[ \t]+{ARGUMENT}"
            ),
        ),
        command(
            &["convertto-securestring"],
            r#"\\*["'](?P<a>[^"'\r\n]+?)\\*["'][ \t]*\|[ \t]*ConvertTo-SecureString"#.to_owned(),
        ),
        command(
            &["credential"],
            r#"\b(?:PSCredential|NetworkCredential)\b[^;\r\n]*?\\*["'][^"'\r\n]*["'][ \t]*,[ \t]*\(?\\*["'](?P<a>[^"'\r\n]+?)\\*["']"#
                .to_owned(),
        ),
        command(&["setpassword", "invokeset", "setinfo"], r#"\b(?:SetPassword|SetInfo)[ \t]*\([ \t]*\\*["'](?P<a>[^"'\r\n]+?)\\*["']"#.to_owned()),
        command(
            &["mount", "cifs"],
            r"\b(?:password|pass)=(?P<a>[^\s,\x22'\\]+)".to_owned(),
        ),
    ]
}

fn is_written_out(value: &str) -> bool {
    let value = value.trim();
    let is_argument = !value.starts_with(['-', '/', '*']);
    is_argument && value.len() > 1 && !is_elsewhere(value) && !is_word(value) && !is_placeholder(value)
}
