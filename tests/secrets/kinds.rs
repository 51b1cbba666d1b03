//! Secrets in the forms that people write them in. Each is made of letters that occur nowhere else.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// A secret in its usual surroundings, which show what it is.
pub struct Kind {
    pub name: &'static str,
    pub text: String,
    /// What no output may show. It is a part of `text`.
    pub secret: String,
}

const LETTERS: &str = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
const BASE_32: &str = "abcdefghijklmnopqrstuvwxyz234567";
const HEX: &str = "0123456789abcdef";
const UPPER: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Letters that are the same in every run and differ from kind to kind.
fn random(seed: usize, length: usize, alphabet: &str) -> String {
    let alphabet: Vec<char> = alphabet.chars().collect();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(seed as u64 + 1);
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        alphabet[(state >> 33) as usize % alphabet.len()]
    };
    (0..length).map(|_| next()).collect()
}

/// A form with `§` in the place of the secret, which consists of so many letters of an alphabet.
const FORMS: [(&str, &str, usize, &str); 54] = [
    (
        "signature",
        "https://acct.blob.core.windows.net/c/a.sh?sv=2022-11-02&sp=r&se=2031-01-01&sig=§%3D",
        43,
        LETTERS,
    ),
    (
        "signature first",
        "https://acct.blob.core.windows.net/c/a.sh?sig=§&se=2031-01-01",
        43,
        LETTERS,
    ),
    (
        "encoded signature",
        "curl https://proxy.example/?u=https%3A%2F%2Facct.blob.core.windows.net%2Fa%3Fsig%3D§",
        43,
        LETTERS,
    ),
    (
        "account key",
        "DefaultEndpointsProtocol=https;AccountName=acct;AccountKey=§==;EndpointSuffix=core.windows.net",
        86,
        LETTERS,
    ),
    (
        "bare account key",
        "az storage blob list --account-key §==",
        86,
        LETTERS,
    ),
    (
        "shared access key",
        "Endpoint=sb://ns.servicebus.windows.net/;SharedAccessKeyName=root;SharedAccessKey=§=",
        43,
        LETTERS,
    ),
    (
        "bearer",
        "curl -H 'Authorization: Bearer §' https://api.example",
        40,
        LETTERS,
    ),
    (
        "token header",
        "curl -H \"Authorization: token §\" https://api.example",
        40,
        LETTERS,
    ),
    (
        "web token",
        "echo eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.§",
        43,
        LETTERS,
    ),
    ("github", "git clone https://ghp_§@github.com/o/r.git", 36, LETTERS),
    ("github fine-grained", "gh auth login github_pat_§", 60, LETTERS),
    (
        "gitlab",
        "curl --header \"PRIVATE-TOKEN: glpat-§\" https://gitlab.example",
        20,
        LETTERS,
    ),
    (
        "devops in address",
        "git clone https://me:§@dev.azure.com/org/p/_git/r",
        52,
        BASE_32,
    ),
    ("devops for curl", "curl -u :§ https://dev.azure.com/org", 52, BASE_32),
    (
        "devops option",
        "./config.sh --unattended --auth pat --token § --url https://dev.azure.com/org",
        52,
        BASE_32,
    ),
    (
        "client secret",
        "az login --service-principal -u app -p abc8Q~§ --tenant t",
        34,
        LETTERS,
    ),
    ("npm", "echo //registry.example/:_authToken=npm_§", 36, LETTERS),
    (
        "pypi",
        "twine upload -u __token__ -p pypi-AgEIcHlwaS5vcmc§ dist/*",
        60,
        LETTERS,
    ),
    ("slack", "slack post xoxb-1234567890-§", 24, LETTERS),
    (
        "slack webhook",
        "curl https://hooks.slack.com/services/T0001/B0002/§",
        24,
        LETTERS,
    ),
    ("aws id", "aws configure set aws_access_key_id AKIA§", 16, UPPER),
    ("aws secret", "export AWS_SECRET_ACCESS_KEY=§", 40, LETTERS),
    ("google", "curl 'https://maps.example/api?key=AIza§'", 35, LETTERS),
    ("docker hub", "docker login -u me -p dckr_pat_§", 27, LETTERS),
    ("terraform", "export TF_TOKEN_app=abcdefgh123456.atlasv1.§", 60, LETTERS),
    ("databricks", "databricks configure --token dapi§", 32, HEX),
    ("vault", "vault login hvs.§", 24, LETTERS),
    (
        "private key",
        "echo '-----BEGIN RSA PRIVATE KEY-----§-----END RSA PRIVATE KEY-----'",
        64,
        LETTERS,
    ),
    (
        "private key of lines",
        "printf '-----BEGIN OPENSSH PRIVATE KEY-----\\n§\\n-----END OPENSSH PRIVATE KEY-----\\n' > k",
        64,
        LETTERS,
    ),
    (
        "password in address",
        "wget ftp://deploy:§@files.example/a.zip",
        16,
        LETTERS,
    ),
    ("option", "./install.sh --admin-password § --quiet", 16, LETTERS),
    (
        "option with sign",
        "./install.sh --db-password='§' --quiet",
        16,
        LETTERS,
    ),
    ("net user", "net user builder § /add", 16, LETTERS),
    ("chpasswd", "echo 'builder:§' | sudo chpasswd", 16, LETTERS),
    ("passwd", "echo § | passwd --stdin builder", 16, LETTERS),
    ("sshpass", "sshpass -p § ssh me@host", 16, LETTERS),
    ("curl user", "curl -u bob:§ https://files.example/a", 16, LETTERS),
    ("az login", "az login -u me@example.com -p §", 16, LETTERS),
    ("mysql", "mysql -u root -p§ -e 'show tables'", 16, LETTERS),
    ("sqlcmd", "sqlcmd -S db.example -U sa -P § -Q 'select 1'", 16, LETTERS),
    (
        "secure string",
        "$p = ConvertTo-SecureString '§' -AsPlainText -Force",
        16,
        LETTERS,
    ),
    (
        "local user",
        "New-LocalUser me -Password (ConvertTo-SecureString -AsPlainText -Force -String \"§\")",
        16,
        LETTERS,
    ),
    (
        "credential",
        "$c = New-Object System.Management.Automation.PSCredential('me', ('§' | ConvertTo-SecureString -AsPlainText -Force))",
        16,
        LETTERS,
    ),
    (
        "network credential",
        "$c = [System.Net.NetworkCredential]::new('me', '§')",
        16,
        LETTERS,
    ),
    ("cmdkey", "cmdkey /add:files /user:me /pass:§", 16, LETTERS),
    ("setx", "setx DEPLOY_PASSWORD § /M", 16, LETTERS),
    ("export", "export DEPLOY_PASSWORD=§", 16, LETTERS),
    (
        "environment",
        "[Environment]::SetEnvironmentVariable('API_TOKEN', '§', 'Machine')",
        16,
        LETTERS,
    ),
    (
        "registry",
        "reg add HKLM\\SOFTWARE\\Winlogon /v DefaultPassword /t REG_SZ /d § /f",
        16,
        LETTERS,
    ),
    (
        "xml",
        "echo '<AdministratorPassword><Value>§</Value></AdministratorPassword>' > unattend.xml",
        16,
        LETTERS,
    ),
    ("yaml", "echo 'password: §' > c.yml", 16, LETTERS),
    (
        "json",
        "echo '{\"user\": \"me\", \"password\": \"§\"}' > c.json",
        16,
        LETTERS,
    ),
    (
        "escaped json",
        "echo \"{\\\"clientSecret\\\": \\\"§\\\"}\" > c.json",
        20,
        LETTERS,
    ),
    (
        "functions key",
        "curl -H 'x-functions-key: §==' https://f.azurewebsites.net",
        40,
        LETTERS,
    ),
];

/// All kinds.
pub fn all() -> Vec<Kind> {
    let forms = FORMS.iter().enumerate().map(|(seed, (name, form, length, alphabet))| {
        let secret = random(seed, *length, alphabet);
        Kind {
            name,
            text: form.replace('§', &secret),
            secret,
        }
    });
    let mut kinds: Vec<Kind> = forms.collect();
    let password = |seed| random(seed, 24, LETTERS);
    let basic = STANDARD.encode(format!("deploy:{}", password(101)));
    let text = format!("curl -H 'Authorization: Basic {basic}' https://files.example/a");
    kinds.push(encoded("basic header", text, &basic));
    let command = format!("net user builder {} /add", password(102));
    let wide: Vec<u8> = command.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let wide = STANDARD.encode(wide);
    kinds.push(encoded(
        "encoded command",
        format!("powershell -EncodedCommand {wide}"),
        &wide,
    ));
    let file = STANDARD.encode(format!("DB_PASSWORD={}\n", password(103)));
    kinds.push(encoded("base64 file", format!("echo {file} | base64 -d > .env"), &file));
    kinds
}

/// A secret of which no letter may be shown in its encoded form.
fn encoded(name: &'static str, text: String, encoded: &str) -> Kind {
    let secret = encoded.get(8..encoded.len() - 4).unwrap().to_owned();
    Kind { name, text, secret }
}
