//! The ports that scripts open.

use aib_ls::script::Dialect;
use aib_ls::script::analysis;
use aib_ls::script::ports;

fn opened(dialect: Dialect, text: &str) -> String {
    let parsed = analysis::analyze(text, dialect);
    let all = parsed.commands.iter().flat_map(ports::opened);
    all.collect::<Vec<_>>().join(" ")
}

#[test]
fn ports_that_a_shell_opens() {
    for (text, ports) in [
        ("sudo ufw allow 80/tcp", "80/tcp"),
        ("ufw allow in 8080", "8080"),
        ("ufw limit OpenSSH && ufw enable", "OpenSSH"),
        ("ufw allow from 10.0.0.0/8 to any port 22", "22"),
        (
            "firewall-cmd --permanent --add-port=443/tcp --add-service=http",
            "443/tcp http",
        ),
        ("iptables -A INPUT -p tcp --dport 3000 -j ACCEPT", "3000"),
        ("ufw allow out 53", ""),
        ("ufw deny 80", ""),
        ("ufw allow from 10.0.0.0/8", ""),
        ("ufw allow $PORT", ""),
        ("ufw --dry-run allow 80", ""),
        ("iptables -A OUTPUT -p tcp --dport 3000 -j ACCEPT", ""),
        ("iptables -A INPUT -p tcp --dport 3000 -j DROP", ""),
        ("ufw", ""),
        ("echo ufw allow 80", ""),
    ] {
        assert_eq!(opened(Dialect::Shell, text), ports, "{text}");
    }
}

#[test]
fn ports_that_windows_opens() {
    for (text, ports) in [
        (
            "New-NetFirewallRule -DisplayName web -Direction Inbound -LocalPort 80 -Protocol TCP -Action Allow",
            "80",
        ),
        (
            "New-NetFirewallRule -DisplayName web -LocalPort 80,443 -Protocol TCP",
            "80,443",
        ),
        (
            "netsh advfirewall firewall add rule name=web dir=in action=allow protocol=TCP localport=8080",
            "8080",
        ),
        ("New-NetFirewallRule -DisplayName web -LocalPort 80 -Action Block", ""),
        (
            "New-NetFirewallRule -DisplayName web -LocalPort 80 -Direction Outbound",
            "",
        ),
        ("New-NetFirewallRule -DisplayName web -LocalPort $port", ""),
        (
            "netsh advfirewall firewall add rule name=web dir=out action=allow localport=8080",
            "",
        ),
    ] {
        assert_eq!(opened(Dialect::PowerShell, text).replace(' ', ","), ports, "{text}");
    }
}
