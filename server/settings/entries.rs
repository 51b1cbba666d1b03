//! Every setting once: its key, type, default, values and description.

use crate::locale::Message;
use crate::say;
use crate::settings::KnownNames;

/// One setting as tables and manifests show it.
pub struct Entry {
    /// Key below the section `aib`; in `aib-ls.toml` the same words joined by hyphens.
    pub key: &'static str,
    /// JSON type of the value.
    pub kind: &'static str,
    /// What it is where nobody sets it, as JSON.
    pub default: &'static str,
    /// The only values it may have; empty if any value of the type will do. [`api_versions`] has the others of `apiVersion`.
    pub values: Vec<Choice>,
    pub scope: Scope,
    pub words: Message,
}

/// A value that a setting may have.
#[derive(Debug, Clone)]
pub struct Choice {
    pub value: &'static str,
    /// What an editor shows in place of the value.
    pub label: Option<Message>,
    pub words: Message,
}

/// Who may set something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// A person, and a project for everybody who works on it.
    Anybody,
    /// An editor alone: it is about nothing else.
    Editor,
    /// A person alone: it names what is run on their machine.
    Person,
}

/// All settings, in the order of the tables.
pub fn all() -> Vec<Entry> {
    vec![
        Entry {
            key: "apiVersion",
            kind: "string",
            default: "\"\"",
            values: vec![default(
                say! { en: "None", pt_br: "Nenhuma" },
                say! {
                    en: "No API version is assumed.",
                    pt_br: "Nenhuma versão da API é presumida.",
                },
            )],
            scope: Scope::Anybody,
            words: say! {
                en: "API version assumed for templates that do not specify one, for example `2024-02-01`.",
                pt_br: "Versão da API presumida para templates que não especificam nenhuma, por exemplo `2024-02-01`.",
            },
        },
        Entry {
            key: "parameters",
            kind: "string",
            default: "\"\"",
            values: Vec::new(),
            scope: Scope::Anybody,
            words: say! {
                en: "Parameter file with the values of the deployment: a path relative to the folder of `aib-ls.toml` or to the workspace folder. Default: `web.parameters.json` next to `web.json`.",
                pt_br: "Arquivo de parâmetros com os valores da implantação: um caminho relativo à pasta do `aib-ls.toml` ou à pasta do workspace. Padrão: `web.parameters.json` ao lado de `web.json`.",
            },
        },
        Entry {
            key: "lang",
            kind: "string",
            default: "\"\"",
            values: vec![
                default(
                    say! { en: "Language of the editor", pt_br: "Idioma do editor" },
                    say! {
                        en: "The display language of the editor; on the command line, the language of the terminal.",
                        pt_br: "O idioma de exibição do editor; na linha de comando, o idioma do terminal.",
                    },
                ),
                labelled(
                    "en",
                    say! { en: "English", pt_br: "Inglês" },
                    say! { en: "Messages in English.", pt_br: "Mensagens em inglês." },
                ),
                labelled(
                    "pt-br",
                    say! { en: "Brazilian Portuguese", pt_br: "Português do Brasil" },
                    say! { en: "Messages in Brazilian Portuguese.", pt_br: "Mensagens em português do Brasil." },
                ),
            ],
            scope: Scope::Anybody,
            words: say! {
                en: "Language of messages: `en` or `pt-br`. Default: the language of the editor or the terminal.",
                pt_br: "Idioma das mensagens: `en` ou `pt-br`. Padrão: o idioma do editor ou do terminal.",
            },
        },
        Entry {
            key: "schemaFindings",
            kind: "boolean",
            default: "true",
            values: Vec::new(),
            scope: Scope::Anybody,
            words: say! {
                en: "Report findings that any JSON Schema validator also reports: unknown or missing properties, wrong types, values outside an enumeration or a range. Turn this off if another language server validates the same templates against a schema.",
                pt_br: "Informa também o que qualquer validador de JSON Schema aponta: propriedades desconhecidas ou ausentes, tipos errados, valores fora de uma enumeração ou de um intervalo. Desative se outro servidor de linguagem valida os mesmos templates com um schema.",
            },
        },
        Entry {
            key: "jsonFindings",
            kind: "boolean",
            default: "true",
            values: Vec::new(),
            scope: Scope::Editor,
            words: say! {
                en: "Report findings that a JSON language server also reports: syntax errors, duplicate keys, comments in plain JSON, and everything that `schemaFindings` covers. Turn this off if such a server is active for the same files. Can be set only in the editor, not in `aib-ls.toml`.",
                pt_br: "Informa também o que um servidor de linguagem JSON aponta: erros de sintaxe, chaves duplicadas, comentários em JSON puro e tudo o que `schemaFindings` abrange. Desative se um servidor assim está ativo para os mesmos arquivos. Só pode ser definida no editor, não no `aib-ls.toml`.",
            },
        },
        Entry {
            key: "rules",
            kind: "object",
            default: "{}",
            values: Vec::new(),
            scope: Scope::Anybody,
            words: say! {
                en: "Severity per rule (`timeout/below-minimum`) or family (`timeout`): `error`, `warning`, `information`, `hint` or `off`. A rule takes precedence over its family.",
                pt_br: "Severidade por regra (`timeout/below-minimum`) ou família (`timeout`): `error`, `warning`, `information`, `hint` ou `off`. Uma regra tem precedência sobre a sua família.",
            },
        },
        Entry {
            key: "ignore",
            kind: "array",
            default: "[]",
            values: Vec::new(),
            scope: Scope::Anybody,
            words: say! {
                en: "Accepted findings, one entry each: the `rule` (or family) and the location as `file` (a glob) and `pointer` (a JSON Pointer); `reason` documents why.",
                pt_br: "Problemas aceitos, uma entrada para cada: a `rule` (ou família) e o local em `file` (um glob) e `pointer` (um JSON Pointer); `reason` documenta o motivo.",
            },
        },
        Entry {
            key: "formatting",
            kind: "string",
            default: "\"off\"",
            values: vec![
                choice(
                    "off",
                    say! {
                        en: "Leaves formatting to the other formatters of the editor.",
                        pt_br: "Deixa a formatação para os outros formatadores do editor.",
                    },
                ),
                choice(
                    "on",
                    say! {
                        en: "Formats image templates, whole or in part.",
                        pt_br: "Formata templates de imagem, inteiros ou em parte.",
                    },
                ),
            ],
            scope: Scope::Editor,
            words: say! {
                en: "Formatting of image templates: `on` or `off`. Only whitespace changes, and comments stay in place. Off by default, because an editor with two formatters for a file asks which one to use. Can be set only in the editor, not in `aib-ls.toml`.",
                pt_br: "Formatação dos templates de imagem: `on` ou `off`. Só mudam espaços e quebras de linha, e os comentários ficam no lugar. Desativada por padrão, porque um editor com dois formatadores para um arquivo pergunta qual deles usar. Só pode ser definida no editor, não no `aib-ls.toml`.",
            },
        },
        Entry {
            key: "inlayHints",
            kind: "string",
            default: "\"all\"",
            values: vec![
                choice("all", say! { en: "Values and defaults.", pt_br: "Valores e padrões." }),
                choice(
                    "values",
                    say! {
                        en: "The values of expressions, such as `= Standard_D2s_v5` after `[parameters('size')]`.",
                        pt_br: "Os valores das expressões, como `= Standard_D2s_v5` depois de `[parameters('size')]`.",
                    },
                ),
                choice(
                    "defaults",
                    say! {
                        en: "What the service uses for omitted properties: timeout, VM size, replicas, storage.",
                        pt_br: "O que o serviço usa para propriedades omitidas: timeout, tamanho da VM, réplicas, armazenamento.",
                    },
                ),
                choice("off", say! { en: "No inlay hints.", pt_br: "Nenhuma dica embutida." }),
            ],
            scope: Scope::Editor,
            words: say! {
                en: "Inlay hints: the values of expressions (`values`), the service's defaults for omitted properties (`defaults`), both (`all`) or none (`off`). Can be set only in the editor, not in `aib-ls.toml`.",
                pt_br: "Dicas embutidas: os valores das expressões (`values`), os padrões do serviço para propriedades omitidas (`defaults`), ambos (`all`) ou nenhum (`off`). Só podem ser definidas no editor, não no `aib-ls.toml`.",
            },
        },
        Entry {
            key: "shellcheck",
            kind: "string",
            default: "\"\"",
            values: Vec::new(),
            scope: Scope::Person,
            words: say! {
                en: "ShellCheck command for shell scripts: `shellcheck` or a path. By default, ShellCheck is not run. Can be set only in the editor, not in `aib-ls.toml`.",
                pt_br: "Comando do ShellCheck para os scripts de shell: `shellcheck` ou um caminho. Por padrão, o ShellCheck não é executado. Só pode ser definido no editor, não no `aib-ls.toml`.",
            },
        },
    ]
}

/// The API versions that `apiVersion` may name, newest first.
pub fn api_versions(known: &KnownNames) -> Vec<Choice> {
    let newest = known.versions.last();
    let words = |version: &&'static str| match (Some(version) == newest, version.ends_with("-preview")) {
        (true, _) => say! { en: "Newest version", pt_br: "Versão mais recente" },
        (_, true) => {
            say! { en: "Preview version, deprecated or retired", pt_br: "Versão prévia, obsoleta ou desativada" }
        }
        _ => say! { en: "Stable version", pt_br: "Versão estável" },
    };
    let versions = known.versions.iter().rev();
    versions.map(|version| choice(version, words(version))).collect()
}

fn choice(value: &'static str, words: Message) -> Choice {
    Choice {
        value,
        label: None,
        words,
    }
}

/// The value of a setting that is not set.
fn default(label: Message, words: Message) -> Choice {
    labelled("", label, words)
}

fn labelled(value: &'static str, label: Message, words: Message) -> Choice {
    Choice {
        value,
        label: Some(label),
        words,
    }
}
