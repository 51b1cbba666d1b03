//! The files of a session: what each is called, what it may say, and what people type into it.

/// What a file is to the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Deployment,
    ParameterFile,
    Standalone,
    Shell,
    PowerShell,
    Settings,
    Log,
    Bicep,
    Foreign,
}

/// A file as a session begins.
#[derive(Debug, Clone)]
pub struct Source {
    pub role: Role,
    pub name: &'static str,
    pub language: &'static str,
    pub on_disk: Option<String>,
}

/// The files of a session in which many have to do with each other.
pub const RELATED: [(Role, &str, &str); 16] = [
    (Role::Deployment, "web.json", "json"),
    (Role::ParameterFile, "web.parameters.json", "json"),
    (Role::ParameterFile, "values.json", "json"),
    (Role::Standalone, "images/windows.jsonc", "jsonc"),
    (Role::Shell, "scripts/setup.sh", "shellscript"),
    (Role::PowerShell, "scripts/setup.ps1", "powershell"),
    (Role::Settings, "aib-ls.toml", "toml"),
    (Role::Log, "customization.log", "aib-log"),
    (Role::Log, "images/validation.log", "plaintext"),
    (Role::Foreign, "package.json", "json"),
    (Role::Deployment, "images/azuredeploy.json", "arm-template"),
    (Role::ParameterFile, "images/azuredeploy.parameters.json", "json"),
    (Role::Settings, "images/aib-ls.toml", "toml"),
    (Role::Shell, "images/scripts/setup.sh", "shellscript"),
    (Role::Bicep, "main.bicep", "bicep"),
    (Role::Bicep, "main.bicepparam", "bicep-params"),
];

/// Those that every such session has.
pub const CORE: [&str; 4] = [
    "web.json",
    "web.parameters.json",
    "scripts/setup.sh",
    "customization.log",
];

/// Those of sessions in which none has to do with another.
pub const ALONE: [[(Role, &str, &str); 2]; 3] = [
    [(Role::Deployment, "alone.json", "json"), NOTES],
    [(Role::Standalone, "alone.jsonc", "jsonc"), NOTES],
    [(Role::Log, "alone.log", "aib-log"), NOTES],
];

const NOTES: (Role, &str, &str) = (Role::Foreign, "notes.txt", "plaintext");

/// What a file of a role may say, the first being the most usual.
pub fn texts(role: Role) -> &'static [&'static str] {
    match role {
        Role::Deployment => &[DEPLOYMENT, SMALL_DEPLOYMENT, NESTED],
        Role::ParameterFile => &[PARAMETERS, OTHER_PARAMETERS],
        Role::Standalone => &[STANDALONE, SMALL_STANDALONE],
        Role::Shell => &[SHELL, OTHER_SHELL],
        Role::PowerShell => &[POWERSHELL, OTHER_POWERSHELL],
        Role::Settings => &[SETTINGS, OTHER_SETTINGS, EMPTY_SETTINGS],
        Role::Log => &[FAILED_LOG, BEGUN_LOG, ""],
        Role::Bicep => &[
            BICEP,
            "using './main.bicep'\nparam size = 'Standard_D2s_v5' // é😀\n",
            "",
        ],
        Role::Foreign => &[
            "{ \"name\": \"site\", \"version\": \"1.0.0\" }\n",
            "notes 😀\r\nmore\rlast",
            "",
        ],
    }
}

/// A text that is too large to be read between two messages; `None` for roles whose files are small.
pub fn large(role: Role) -> Option<String> {
    let line = "[8d3b] PACKER OUT     azure-arm: Get:1 http://azure.archive.ubuntu.com/ubuntu jammy InRelease\n";
    match role {
        Role::Deployment => Some(DEPLOYMENT.replacen("é😀", &"é😀 a description that goes on and on. ".repeat(800), 1)),
        Role::Log => Some(FAILED_LOG.replacen('\n', &format!("\n{}", line.repeat(400)), 1)),
        _ => None,
    }
}

/// What is typed or pasted into a file of a role.
pub fn snippets(role: Role) -> &'static [&'static str] {
    match role {
        Role::Deployment | Role::ParameterFile | Role::Standalone | Role::Foreign => &JSON,
        Role::Shell | Role::PowerShell => &SCRIPT,
        Role::Bicep => &BICEP_SNIPPETS,
        Role::Settings => &TOML,
        Role::Log => &LINES,
    }
}

const JSON: [&str; 34] = [
    "\"",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "é",
    "😀",
    "👩‍💻",
    "\\",
    "\\u00e9",
    "'",
    "//",
    "/*",
    "*/",
    "3",
    "null",
    "true",
    "\"buildTimeoutInMinutes\": 3,",
    "\"vmProfile\": { \"vmSize\": \"Standard_D2s_v5\" },",
    "{ \"type\": \"Shell\", \"inline\": [\"apt-get install nginx\"] },\n",
    "{ \"type\": \"PowerShell\", \"name\": \"é😀\", \"runElevated\": true, \"inline\": [\"exit 1\"] },\r\n",
    "{ \"type\": \"Shell\", \"scriptUri\": \"https://example.com/main/scripts/setup.sh\" },",
    "[parameters('size')]",
    "[concat('😀', variables('town'))]",
    "parameters('",
    "// aib-ls: ignore[timeout/below-minimum] 😀\n",
    "\"apiVersion\": \"2020-02-14\",",
];

const SCRIPT: [&str; 14] = [
    "\n",
    "\r\n",
    "\"",
    "'",
    "$(",
    "# é😀\n",
    "apt-get install curl\n",
    "sudo apt-get upgrade\n",
    "if true; then\n",
    "fi\n",
    "exit 3\n",
    "Restart-Computer\n",
    "shutdown -r now\n",
    "😀",
];

const TOML: [&str; 6] = [
    "\n",
    "lang = \"en\"\n",
    "[rules]\n",
    "\"",
    "# 😀\n",
    "timeout = \"off\"\n",
];

const BICEP_SNIPPETS: [&str; 6] = [
    "\n",
    "'",
    "{",
    "// 😀\r\n",
    "param size string\n",
    "resource more 'Microsoft.VirtualMachineImages/imageTemplates@2024-02-01' = {",
];

const BICEP: &str = "resource web 'Microsoft.VirtualMachineImages/imageTemplates@2024-02-01' = {\n  name: 'é😀'\n  location: 'westeurope'\n}\n";

const LINES: [&str; 8] = [
    "[8d3b] PACKER OUT     azure-arm: Setting up nginx (1.24.0)...\n",
    "[8d3b] PACKER OUT     azure-arm: 😀 é\r\n",
    "[8d3b] PACKER ERR 2024/03/04 10:12:00 [INFO] (telemetry) ending shell\n",
    "[8d3b] PACKER ERR 2024/03/04 10:12:01 [INFO] (telemetry) Starting provisioner powershell\n",
    "[8d3b] PACKER OUT ==> azure-arm: E: Unable to locate package nginxx\n",
    "[8d3b] PACKER OUT --> azure-arm: Script exited with non-zero exit status: 100. Allowed exit codes are: [0]\n",
    "[8d3b] PACKER OUT     azure-arm: half a li",
    "\r",
];

const DEPLOYMENT: &str = r#"{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": {
    "size": { "type": "string", "defaultValue": "Standard_D4s_v5", "metadata": { "description": "é😀" } },
    "städte😀": { "type": "string" },
    "minutes": { "type": "int", "minValue": 6 }
  },
  "variables": { "town": "[concat('😀', parameters('städte😀'))]" },
  "resources": [
    {
      "type": "Microsoft.VirtualMachineImages/imageTemplates",
      "apiVersion": "2024-02-01",
      "name": "web",
      "location": "[variables('town')]",
      "tags": { "mood": "é😀" }, "identity": { "type": "UserAssigned" },
      "properties": {
        "buildTimeoutInMinutes": "[parameters('minutes')]",
        "vmProfile": { "vmSize": "[parameters('size')]", "osDiskSizeGB": 12 },
        "source": { "type": "PlatformImage", "publisher": "Canonical", "offer": "ubuntu-24_04-lts", "sku": "server", "version": "latest" },
        "customize": [
          { "type": "Shell", "name": "packages", "inline": ["apt-get update", "apt-get install nginx"] },
          { "type": "Shell", "name": "setup", "scriptUri": "https://example.com/main/scripts/setup.sh", "sha256Checksum": "12" },
          { "type": "File", "sourceUri": "https://example.com/a.txt", "destination": "/tmp/é😀.txt" }
        ],
        "distribute": [
          { "type": "VHD", "runOutputName": "disk" },
          { "type": "SharedImage", "galleryImageId": "[resourceId('Microsoft.Compute/galleries/images', 'g', 'web')]", "runOutputName": "disk" }
        ]
      }
    }
  ]
}
"#;

const SMALL_DEPLOYMENT: &str = r#"{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0", "parameters": { "size": { "type": "string" } },
  "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "2022-07-01", "name": "web",
    "properties": { "vmProfile": { "vmSize": "[parameters('size')]" }, "buildTimeoutInMinutes": 3,
      "customize": [{ "type": "Shell", "name": "packages", "inline": ["apt-get install nginx"] }] } }]
}
"#;

const NESTED: &str = r#"{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "languageVersion": "2.0", "contentVersion": "1.0.0.0",
  "parameters": { "size": { "type": "string", "defaultValue": "Standard_B1s" } },
  "resources": { "inner": {
    "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "inner",
    "properties": { "mode": "Incremental", "expressionEvaluationOptions": { "scope": "inner" },
      "parameters": { "size": { "value": "[parameters('size')]" } },
      "template": { "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0", "parameters": { "size": { "type": "string" } },
        "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "2023-07-01", "name": "web",
          "location": "westeurope", "properties": { "vmProfile": { "vmSize": "[parameters('size')]" },
            "customize": [{ "type": "Shell", "name": "packages", "inline": ["true"] }], "distribute": [] } }] } } } }
}
"#;

const PARAMETERS: &str = r#"{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
  "contentVersion": "1.0.0.0",
  "parameters": {
    "size": { "value": "Standard_A1" },
    "städte😀": { "value": "westeurope" },
    "minutes": { "value": 4 }
  }
}
"#;

const OTHER_PARAMETERS: &str = "{ \"contentVersion\": \"1.0.0.0\",\r\n  \"parameters\": { \"size\": { \"value\": 5 }, \"nobody's\": { \"value\": \"é😀\" } } }\r\n";

const STANDALONE: &str = r#"{
  // A template for Windows, as the service takes it. 😀
  "type": "Microsoft.VirtualMachineImages/imageTemplates",
  "apiVersion": "2024-02-01",
  "location": "westeurope",
  "properties": {
    "buildTimeoutInMinutes": 3, /* é😀 */
    "source": { "type": "PlatformImage", "publisher": "MicrosoftWindowsServer", "offer": "WindowsServer", "sku": "2022-datacenter-g2", "version": "latest" },
    "customize": [
      { "type": "PowerShell", "name": "tools", "inline": ["Install-Module Az", "exit 1"] },
      { "type": "PowerShell", "name": "setup", "scriptUri": "https://example.com/main/scripts/setup.ps1" },
      { "type": "WindowsRestart", "restartTimeout": "5 minutes" },
      { "type": "WindowsUpdate", "searchCriteria": "IsInstalled=0", "filters": ["include:$true"] },
    ],
    "distribute": [{ "type": "ManagedImage", "imageId": "/subscriptions/x", "location": "westeurope", "runOutputName": "image" }]
  }
}
"#;

const SMALL_STANDALONE: &str = "{ \"type\": \"Microsoft.VirtualMachineImages/imageTemplates\",\r\n\"properties\": { \"buildTimeoutInMinutes\": 2000, \"customize\": [\r\n{ \"type\": \"PowerShell\", \"inline\": [\"echo 'é😀'\"] } ] } }";

const SHELL: &str = "#!/bin/bash\nset -e\napt-get update\nsudo apt-get install nginx # é😀\n";

const OTHER_SHELL: &str = "#!/bin/bash\r\nsudo reboot\r\ncat <<END\r\n{ \"type\": \"Shell\" }\r\nEND\r\n";

const POWERSHELL: &str = "$ErrorActionPreference = 'Stop'\nRestart-Computer -Force\nWrite-Output 'é😀'\n";

const OTHER_POWERSHELL: &str = "Install-WindowsFeature Web-Server -Restart\r\nexit 1\r\n";

const SETTINGS: &str = "parameters = \"values.json\"\n\n[rules]\n\"timeout/below-minimum\" = \"hint\"\n";

const OTHER_SETTINGS: &str = "lang = \"pt-br\"\napi-version = \"2022-07-01\"\n\n[rules]\nscript = \"off\"\n";

const EMPTY_SETTINGS: &str = "# é😀\r\n";

const BEGUN_LOG: &str = "\
[8d3b] PACKER ERR 2024/03/04 10:03:00 [INFO] (telemetry) Starting provisioner shell
[8d3b] PACKER OUT     azure-arm: é😀 Reading package lists...
";

const FAILED_LOG: &str = "\
[8d3b] PACKER ERR 2024/03/04 10:02:00 [INFO] (telemetry) Starting provisioner shell
[8d3b] PACKER OUT     azure-arm: Reading package lists...
[8d3b] PACKER ERR 2024/03/04 10:03:00 [INFO] (telemetry) ending shell
[8d3b] PACKER ERR 2024/03/04 10:03:00 [INFO] (telemetry) Starting provisioner shell
[8d3b] PACKER OUT ==> azure-arm: 😀 E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 1842
[8d3b] PACKER OUT ==> azure-arm: Provisioning step had errors: Running the cleanup provisioner, if present...
[8d3b] PACKER ERR 2024/03/04 10:17:20 [INFO] (telemetry) ending shell
[8d3b] PACKER OUT --> azure-arm: Script exited with non-zero exit status: 100. Allowed exit codes are: [0]
";
