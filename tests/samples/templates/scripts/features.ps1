$ErrorActionPreference = 'Stop'

foreach ($feature in 'Web-Server', 'Web-Asp-Net45') {
    Install-WindowsFeature -Name $feature
}

New-Item -ItemType Directory -Path 'C:\Sites' -Force | Out-Null
Set-Service -Name W3SVC -StartupType Automatic
