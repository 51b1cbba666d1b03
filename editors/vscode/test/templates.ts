// What stands in the folder that the suites inside the extension host open.
import type { Files } from "./editor.ts";

/** A template without findings, with lines put into its properties. */
export function template(...lines: string[]): string {
  return `{
  "type": "Microsoft.VirtualMachineImages/imageTemplates",
  "apiVersion": "2024-02-01",
  "location": "westeurope",
  "identity": {
    "type": "UserAssigned",
    "userAssignedIdentities": {
      "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/images/providers/Microsoft.ManagedIdentity/userAssignedIdentities/builder": {}
    }
  },
  "properties": {
${lines.map((it) => `    ${it}\n`).join("")}    "source": {
      "type": "PlatformImage",
      "publisher": "Canonical",
      "offer": "ubuntu-24_04-lts",
      "sku": "server",
      "version": "latest"
    },
    "customize": [
      {
        "type": "Shell",
        "name": "motd",
        "inline": ["echo hello"]
      }
    ],
    "distribute": [
      {
        "type": "SharedImage",
        "runOutputName": "web",
        "galleryImageId": "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/images/providers/Microsoft.Compute/galleries/images/images/web"
      }
    ]
  }
}
`;
}

/** A deployment of that template, whose name a parameter says. */
const DEPLOYMENT = `{
  "parameters": { "stem": { "type": "string", "defaultValue": "web" }, "owner": { "type": "string" } },
  "resources": [
${template()
  .trimEnd()
  .replace('"location"', '"name": "[concat(parameters(\'stem\'), \'-image\')]",\n  "tags": { "owner": "[parameters(\'owner\')]" },\n  "location"')}
  ]
}
`;

/** The schema of parameter files, by which they are told. */
const SCHEMA = '"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#"';

/** The log of a build that failed in its only step. */
export const LOG = `[8d3b] PACKER ERR 2024/03/04 10:03:00 [INFO] (telemetry) Starting provisioner shell
[8d3b] PACKER OUT ==> azure-arm: E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 1842
[8d3b] PACKER OUT ==> azure-arm: Provisioning step had errors: Running the cleanup provisioner, if present...
[8d3b] PACKER ERR 2024/03/04 10:17:20 [INFO] (telemetry) ending shell
[8d3b] PACKER OUT --> azure-arm: Script exited with non-zero exit status: 100. Allowed exit codes are: [0]
`;

/** The log of a build that failed in the last of its three steps. */
export const FAILED_LOG = `[8d3b17c0] PACKER ERR 2024/03/04 09:52:10 packer-plugin-azure plugin: 2024/03/04 09:52:10 Azure request method="POST" request="https://management.azure.com/subscriptions/0000/resourceGroups/IT_images_web_8d3b17c0/providers/Microsoft.Resources/deployments"
[8d3b17c0] PACKER OUT ==> azure-arm: Deploying deployment template ...
[8d3b17c0] PACKER ERR 2024/03/04 09:55:42 packer-plugin-azure plugin: 2024/03/04 09:55:42 [INFO] Waiting for SSH, up to timeout: 20m0s
[8d3b17c0] PACKER OUT ==> azure-arm: Waiting for SSH to become available...
[8d3b17c0] PACKER OUT ==> azure-arm: Connected to SSH!
[8d3b17c0] PACKER ERR 2024/03/04 09:57:05 [INFO] (telemetry) Starting provisioner shell
[8d3b17c0] PACKER OUT     azure-arm: motd written
[8d3b17c0] PACKER ERR 2024/03/04 09:58:31 [INFO] (telemetry) ending shell
[8d3b17c0] PACKER ERR 2024/03/04 09:58:31 [INFO] (telemetry) Starting provisioner file
[8d3b17c0] PACKER OUT ==> azure-arm: Uploading site.conf => /tmp/site.conf
[8d3b17c0] PACKER ERR 2024/03/04 09:58:40 [INFO] (telemetry) ending file
[8d3b17c0] PACKER ERR 2024/03/04 09:58:40 [INFO] (telemetry) Starting provisioner shell
[8d3b17c0] PACKER OUT     azure-arm: Reading package lists...
[8d3b17c0] PACKER OUT ==> azure-arm: E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 1842 (unattended-upgr)
[8d3b17c0] PACKER OUT ==> azure-arm: Provisioning step had errors: Running the cleanup provisioner, if present...
[8d3b17c0] PACKER ERR 2024/03/04 09:59:12 [INFO] (telemetry) ending shell
[8d3b17c0] PACKER OUT ==> azure-arm: Deleting individual resources ...
[8d3b17c0] PACKER OUT --> azure-arm: Script exited with non-zero exit status: 100. Allowed exit codes are: [0]
[8d3b17c0] PACKER ERR 2024/03/04 10:02:50 [INFO] (telemetry) Finalizing.
`;

/** Folders with templates and other JSON. */
export const FILES: Files = {
  "one/ordinary.json": '{ "name": "ordinary", "version": 3 }\n',
  "one/tsconfig.jsonc": "{}\n",
  "one/web.json": template('"buildTimeoutInMinutes": 3,'),
  "one/rockets.json": template('"vmProfile": { "vmSize": "🚀🚀", "osDiskSizeGB": "🚀" },'),
  "one/comment.json": `// A comment.\n${template()}`,
  "one/schema.json": template('"buildTimeoutInMinutes": "3",'),
  "one/dull.json": "{}\n",
  "one/closed.json": template('"buildTimeoutInMinutes": 3,'),
  "two/linux.json": template('"buildTimeoutInMinutes": 3,'),
  "two/deployment.json": DEPLOYMENT,
  "two/deployment.parameters.json": `{ ${SCHEMA}, "parameters": { "stem": { "value": "app" }, "owner": { "value": 3 } } }\n`,
  "two/monday.txt": LOG,
  "three/customization.log": LOG,
  "three/project.json": template('"buildTimeoutInMinutes": 3,', '"vmProfile": { "osDiskSizeGB": "127" },'),
  "three/aib-ls.toml": '[rules]\ntimeout = "off"\ntimeuot = "off"\n',
  "all.code-workspace": JSON.stringify({
    folders: [{ path: "one" }, { path: "two" }, { path: "three" }],
    // A workspace names no program.
    settings: { "aib.shellcheck": "/nowhere/shellcheck", "aib.server.path": "/nowhere/aib-ls" },
  }),
  // Of this folder's own; what a folder nobody trusts says does not count.
  ".vscode/settings.json": JSON.stringify({ "aib.lang": "pt-br", "aib.apiVersion": "2025-10-01" }),
};

/** An extension that has the language `arm-template`, as the one for deployment templates does. */
export const ARM_LANGUAGE: Files = {
  "arm/package.json": JSON.stringify({
    name: "arm",
    publisher: "test",
    version: "0.0.1",
    engines: { vscode: "^1.93.0" },
    contributes: { languages: [{ id: "arm-template" }] },
  }),
};
