//! The sentences of `--help`, of usage errors and of manual pages.

use crate::locale::Message;
use crate::say;

/// What a command does; the program itself is `aib-ls`.
pub fn about(command: &str) -> Option<Message> {
    Some(match command {
        "aib-ls" => say! {
            en: "Language server, linter and log doctor for Azure VM Image Builder templates",
            pt_br: "Servidor de linguagem, linter e diagnóstico de logs para templates do Azure VM Image Builder",
        },
        "serve" => say! {
            en: "Start the language server on standard input and output",
            pt_br: "Inicia o servidor de linguagem na entrada e na saída padrão",
        },
        "check" => say! { en: "Check image templates", pt_br: "Verifica templates de imagem" },
        "explain" => say! {
            en: "Explain a rule or a known failure, or list the rules",
            pt_br: "Explica uma regra ou uma falha conhecida, ou lista as regras",
        },
        "doctor" => say! {
            en: "Diagnose a build from its log or from the response of the service",
            pt_br: "Diagnostica um build a partir do log ou da resposta do serviço",
        },
        "permissions" => say! {
            en: "Show the permissions that the identities of a template need",
            pt_br: "Mostra as permissões de que as identidades de um template precisam",
        },
        "rules" => say! { en: "List all rules", pt_br: "Lista todas as regras" },
        "schema" => say! {
            en: "Print the JSON Schema of an API version",
            pt_br: "Imprime o JSON Schema de uma versão da API",
        },
        "completions" => say! {
            en: "Print the completion script of a shell",
            pt_br: "Imprime o script de preenchimento automático de um shell",
        },
        "man" => say! {
            en: "Print the manual page of aib-ls or of one of its commands",
            pt_br: "Imprime a página de manual do aib-ls ou de um de seus comandos",
        },
        "help" => say! {
            en: "Print help for aib-ls or for one of its commands",
            pt_br: "Mostra a ajuda do aib-ls ou de um de seus comandos",
        },
        _ => return None,
    })
}

/// What an argument of a command is for, by the name of its field.
pub fn argument(command: &str, id: &str) -> Option<Message> {
    Some(match (command, id) {
        (_, "help") => say! { en: "Print help", pt_br: "Mostra a ajuda" },
        (_, "version") => say! { en: "Print the version", pt_br: "Mostra a versão" },
        (_, "lang") => say! {
            en: "Language of messages, en or pt-br; by default, the language of the settings or the environment",
            pt_br: "Idioma das mensagens, en ou pt-br; por padrão, o das configurações ou do ambiente",
        },
        (_, "color") => say! { en: "When to use colors", pt_br: "Quando usar cores" },
        (_, "format") => say! { en: "Output format", pt_br: "Formato da saída" },
        (_, "stdio") => say! {
            en: "Communicate over standard input and output, the only transport",
            pt_br: "Comunica-se pela entrada e pela saída padrão, o único transporte",
        },
        ("check", "paths") => say! {
            en: "Files or folders to check, or - for standard input; by default, the current folder",
            pt_br: "Arquivos ou pastas a verificar, ou - para a entrada padrão; por padrão, a pasta atual",
        },
        ("check", "skip_others") => say! {
            en: "Skip named files that contain no image template",
            pt_br: "Ignora arquivos indicados que não contêm um template de imagem",
        },
        ("check", "fix") => say! {
            en: "Apply all safe fixes, then report the remaining findings",
            pt_br: "Aplica todas as correções seguras e relata os problemas restantes",
        },
        ("check", "to_api_version") => say! {
            en: "Migrate image templates to this API version and list the remaining manual steps",
            pt_br: "Migra os templates de imagem para esta versão da API e lista as etapas manuais restantes",
        },
        ("check", "from_api_version") => say! {
            en: "API version to migrate from where a template does not show its own; by default, the oldest that its body fits",
            pt_br: "Versão da API de origem quando o template não mostra a sua; por padrão, a mais antiga em que o corpo cabe",
        },
        ("check", "fail_on") => say! {
            en: "Lowest severity that makes the command exit with code 1",
            pt_br: "Menor gravidade que faz o comando terminar com o código 1",
        },
        ("check", "api_version") => say! {
            en: "API version assumed for templates that do not specify one; overrides aib-ls.toml",
            pt_br: "Versão da API presumida para templates que não a especificam; substitui a do aib-ls.toml",
        },
        ("check" | "permissions", "parameters") => say! {
            en: "Parameter file of the deployment; overrides aib-ls.toml and the file next to the template",
            pt_br: "Arquivo de parâmetros da implantação; substitui o do aib-ls.toml e o que está ao lado do template",
        },
        ("check", "stdin_filename") => say! {
            en: "File name to use for standard input",
            pt_br: "Nome de arquivo a usar para a entrada padrão",
        },
        ("check", "quiet") => say! { en: "Print findings only", pt_br: "Imprime somente os problemas" },
        ("explain", "rule") => say! {
            en: "ID of a rule or a known failure, such as timeout/below-minimum or log/apt-lock",
            pt_br: "ID de uma regra ou de uma falha conhecida, como timeout/below-minimum ou log/apt-lock",
        },
        ("doctor", "logs") => say! {
            en: "customization.log, a response of the service, a pipeline log, or part of one; several of them, or a folder; - for standard input",
            pt_br: "customization.log, uma resposta do serviço, o log de um pipeline ou parte dele; vários deles ou uma pasta; - para a entrada padrão",
        },
        ("doctor", "compare") => say! {
            en: "Compare two builds of a template: the log of the older build, then that of the newer one",
            pt_br: "Compara dois builds de um template: o log do build anterior e, em seguida, o do mais recente",
        },
        ("doctor", "template") => say! {
            en: "Image template of the build; by default, the template in or below the current folder that matches the log",
            pt_br: "Template de imagem do build; por padrão, o template da pasta atual ou abaixo dela que corresponde ao log",
        },
        ("permissions", "template") => say! {
            en: "Image template, or - for standard input",
            pt_br: "Template de imagem, ou - para a entrada padrão",
        },
        ("schema", "api_version") => say! {
            en: "API version; by default, the latest",
            pt_br: "Versão da API; por padrão, a mais recente",
        },
        ("completions", "shell") => say! { en: "Shell", pt_br: "Shell" },
        ("man" | "help", "command") => say! {
            en: "Command, such as check; by default, aib-ls itself",
            pt_br: "Comando, como check; por padrão, o próprio aib-ls",
        },
        _ => return None,
    })
}

/// What a value of `--format` or `--color` means, where its name does not say so.
pub fn value(command: &str, id: &str, value: &str) -> Option<Message> {
    Some(match (command, id, value) {
        (_, "color", "auto") => say! {
            en: "On a terminal, unless NO_COLOR or CLICOLOR=0 is set",
            pt_br: "Em um terminal, a menos que NO_COLOR ou CLICOLOR=0 esteja definido",
        },
        (_, "color", "always") => say! { en: "Always", pt_br: "Sempre" },
        (_, "color", "never") => say! { en: "Never", pt_br: "Nunca" },
        (_, "format", "human") => say! { en: "Human-readable text", pt_br: "Texto legível" },
        ("doctor", "format", "json") => say! {
            en: "One JSON object; for several logs, one on each line",
            pt_br: "Um objeto JSON; para vários logs, um por linha",
        },
        ("doctor", "format", "markdown") => say! {
            en: "Markdown for an issue, a ticket or a job summary, with placeholders for IDs and addresses",
            pt_br: "Markdown para uma issue, um chamado ou o resumo de um trabalho, com espaços reservados para IDs e endereços",
        },
        (_, "format", "json") => say! { en: "One JSON object", pt_br: "Um objeto JSON" },
        ("check", "format", "sarif") => say! {
            en: "SARIF 2.1.0, for code scanning",
            pt_br: "SARIF 2.1.0, para verificação de código",
        },
        ("check", "format", "github") => say! {
            en: "Workflow commands, which GitHub shows as annotations on the changed lines",
            pt_br: "Comandos de fluxo de trabalho, que o GitHub mostra como anotações nas linhas alteradas",
        },
        ("check", "format", "junit") => say! {
            en: "JUnit XML; findings that determine the exit code are failures",
            pt_br: "XML do JUnit; os problemas que determinam o código de saída são falhas",
        },
        ("doctor" | "permissions", "format", "html") => say! {
            en: "A self-contained page for a browser or for printing",
            pt_br: "Uma página autossuficiente para o navegador ou para impressão",
        },
        ("permissions", "format", "markdown") => say! {
            en: "Markdown, for a job summary or a comment on a pull request",
            pt_br: "Markdown, para o resumo de um trabalho ou um comentário em uma pull request",
        },
        ("permissions", "format", "role") => say! {
            en: "A custom role in JSON, for az role definition create",
            pt_br: "Uma função personalizada em JSON, para az role definition create",
        },
        ("permissions", "format", "az") => say! { en: "Azure CLI commands", pt_br: "Comandos da CLI do Azure" },
        ("permissions", "format", "bicep") => say! { en: "A Bicep file", pt_br: "Um arquivo Bicep" },
        _ => return None,
    })
}

/// The heading of the usage line.
pub fn usage() -> Message {
    say! { en: "Usage:", pt_br: "Uso:" }
}

/// The heading of positional arguments.
pub fn arguments() -> Message {
    say! { en: "Arguments", pt_br: "Argumentos" }
}

/// The heading of options.
pub fn options() -> Message {
    say! { en: "Options", pt_br: "Opções" }
}

/// The heading of commands.
pub fn commands() -> Message {
    say! { en: "Commands", pt_br: "Comandos" }
}

/// The placeholder of options in a usage line.
pub fn some_options() -> Message {
    say! { en: "[OPTIONS]", pt_br: "[OPÇÕES]" }
}

/// The placeholder of a command in a usage line.
pub fn command() -> Message {
    say! { en: "COMMAND", pt_br: "COMANDO" }
}

/// The name of a value in usage lines and after an option.
pub fn value_name(name: &str) -> Message {
    match name {
        "PATH" => say! { en: "PATH", pt_br: "CAMINHO" },
        "VERSION" => say! { en: "VERSION", pt_br: "VERSÃO" },
        "FORMAT" => say! { en: "FORMAT", pt_br: "FORMATO" },
        "SEVERITY" => say! { en: "SEVERITY", pt_br: "GRAVIDADE" },
        "FILE" => say! { en: "FILE", pt_br: "ARQUIVO" },
        "NAME" => say! { en: "NAME", pt_br: "NOME" },
        "RULE|ERROR" => say! { en: "RULE|ERROR", pt_br: "REGRA|ERRO" },
        "COMMAND" => command(),
        "LANGUAGE" => say! { en: "LANGUAGE", pt_br: "IDIOMA" },
        "WHEN" => say! { en: "WHEN", pt_br: "QUANDO" },
        other => Message::same(other.to_owned()),
    }
}

/// The default value of an argument.
pub fn default(value: &str) -> Message {
    say! { en: "[default: {value}]", pt_br: "[padrão: {value}]" }
}

/// The values that an argument takes, in one line.
pub fn possible_values(values: &[&str]) -> Message {
    let values = values.join(", ");
    say! { en: "[possible values: {values}]", pt_br: "[valores possíveis: {values}]" }
}

/// The heading of the values that an argument takes, where each has a line.
pub fn possible_values_heading() -> Message {
    say! { en: "Possible values:", pt_br: "Valores possíveis:" }
}
