//! Wraps a fragment in a template that has no findings of its own, so that examples stay as small
//! as their idea.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use aib_ls::document::Document;
use aib_ls::model::parameters::ParameterFile;
use aib_ls::model::script_file::{Base, Candidate, Content, ScriptFile, ScriptFiles, UnreadFile};
use aib_ls::project::read::{FileKind, ReadError};
use serde_json::{Value, json};

/// Where a fragment goes, and around what: the words behind `jsonc bad` on a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frame {
    /// `deployment`, `root`, `properties`, `identity`, `source`, `customize`, `distribute`; the whole document
    /// without it.
    pub place: Option<String>,
    /// API version; the template is then a resource of a deployment.
    pub version: Option<String>,
    /// Whether the source is a Windows image.
    pub windows: bool,
    /// Whether the document is plain JSON rather than JSON with comments.
    pub json: bool,
    /// Whether a run over the whole folder had no use for anything that it says; for settings.
    pub unused: bool,
    /// So many letters stand in the place of each `…` of the fragment.
    pub fill: Option<usize>,
    /// Whether the parameter file that it names is not there; for settings.
    pub no_parameters: bool,
    /// The values that a deployment is started with, as JSON.
    pub given: Option<String>,
    /// Names of parameters with their types: `minutes:string,regions:array`.
    pub typed: Option<String>,
    /// The name of a file beside the template, with `SCRIPT` in it.
    pub beside: Option<String>,
    /// The name of a file beside the template that is larger than any script.
    pub unread: Option<String>,
}

/// What is in the file beside a template.
const SCRIPT: &str = "echo ready\n";

const IDENTITY: &str = r#""identity": {
    "type": "UserAssigned",
    "userAssignedIdentities": {
      "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/images/providers/Microsoft.ManagedIdentity/userAssignedIdentities/builder": {}
    }
  }"#;
const LINUX: &str = r#""source": { "type": "PlatformImage", "publisher": "Canonical", "offer": "ubuntu-24_04-lts", "sku": "server", "version": "latest" }"#;
const WINDOWS: &str = r#""source": { "type": "PlatformImage", "publisher": "MicrosoftWindowsServer", "offer": "WindowsServer", "sku": "2022-datacenter-g2", "version": "latest" }"#;
const DISTRIBUTE: &str = r#""distribute": [{ "type": "VHD", "runOutputName": "disk" }]"#;
/// The same for versions that can be told where to put the disk.
const DISTRIBUTE_TO: &str = r#""distribute": [{ "type": "VHD", "runOutputName": "disk", "uri": "https://example.blob.core.windows.net/images" }]"#;

impl Frame {
    /// Reads the words after the name of an example: `in=customize version=2024-02-01 os=windows`.
    pub fn read(words: &str) -> Self {
        let mut frame = Self::default();
        for word in words.split_whitespace() {
            match word.split_once('=') {
                Some(("in", place)) => frame.place = Some(place.to_owned()),
                Some(("version", version)) => frame.version = Some(version.to_owned()),
                Some(("os", "windows")) => frame.windows = true,
                Some(("file", "json")) => frame.json = true,
                Some(("fill", letters)) => frame.fill = letters.parse().ok(),
                Some(("run", "folder")) => frame.unused = true,
                Some(("parameters", "missing")) => frame.no_parameters = true,
                Some(("given", values)) => frame.given = Some(values.to_owned()),
                Some(("typed", names)) => frame.typed = Some(names.to_owned()),
                Some(("unread", name)) => frame.unread = Some(name.to_owned()),
                Some(("beside", name)) => frame.beside = Some(name.to_owned()),
                _ => panic!("unknown word on a page: {word}"),
            }
        }
        frame
    }

    /// The files that a document's addresses name.
    pub fn files(&self, doc: &Document) -> Arc<ScriptFiles> {
        let look = |it: &Candidate| {
            let name = self
                .beside
                .clone()
                .filter(|name| *name == it.path && it.from == Base::Template)?;
            let content = Content::new(SCRIPT.as_bytes().to_vec());
            Some(Arc::new(ScriptFile {
                path: PathBuf::from(&name),
                name,
                content: Some(Arc::new(content)),
            }))
        };
        let unread = doc.addresses().into_iter().filter_map(|address| {
            let name = self.unread.clone().filter(|it| address.ends_with(it))?;
            let why = ReadError::TooLarge(FileKind::Script.max_mib()).predicate();
            Some((address, UnreadFile { name, why }))
        });
        let unread = unread.collect();
        Arc::new(ScriptFiles::find(doc.addresses(), look).with_unread(unread))
    }

    /// The parameter file that the document has beside it.
    pub fn parameters(&self) -> Option<Arc<ParameterFile>> {
        let given = self.given.as_deref()?;
        let values: serde_json::Map<String, Value> = serde_json::from_str(given).expect("an object of values");
        let entries = values
            .into_iter()
            .map(|(name, value)| (name, json!({ "value": value })));
        let file = json!({ "parameters": entries.collect::<serde_json::Map<_, _>>() });
        Some(Arc::new(
            ParameterFile::parse("web.parameters.json", file.to_string()).ok()?,
        ))
    }

    /// The whole document, and how many of its bytes stand before the fragment.
    pub fn wrap(&self, fragment: &str) -> (String, usize) {
        const MARK: &str = "\u{1}";
        let filled = self.fill.map(|it| fragment.replace('…', &"x".repeat(it)));
        let fragment = filled.as_deref().unwrap_or(fragment);
        let Some(place) = self.place.as_deref() else {
            return (fragment.to_owned(), 0);
        };
        let source = if self.windows { WINDOWS } else { LINUX };
        let is_late = |version: &str| version >= "2022-07-01";
        // A fragment of the root may be the version.
        let takes_uri = self.version.as_deref().map_or(place == "root", is_late);
        let distribute = if takes_uri { DISTRIBUTE_TO } else { DISTRIBUTE };
        let properties = match place {
            "source" => format!("{MARK},\n    {distribute}"),
            "distribute" => format!("{source},\n    \"distribute\": [\n{MARK}\n]"),
            "customize" => format!("{source},\n    \"customize\": [\n{MARK}\n],\n    {distribute}"),
            "properties" => format!("{source},\n    {distribute},\n{MARK}"),
            _ => format!("{source},\n    {distribute}"),
        };
        if place == "deployment" {
            return deployment(fragment);
        }
        let identity = if place == "identity" { MARK } else { IDENTITY };
        let more = if place == "root" {
            format!(",\n{MARK}")
        } else {
            String::new()
        };
        let body =
            format!("\"location\": \"westeurope\",\n  {identity},\n  \"properties\": {{\n    {properties}\n  }}{more}");
        let whole = match &self.version {
            None => format!("{{\n  {body}\n}}\n"),
            Some(version) => format!(
                "{{\n\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\",\n\
                 \"contentVersion\": \"1.0.0.0\",\n{}\"resources\": [{{\n  \"type\": \"Microsoft.VirtualMachineImages/imageTemplates\",\n  \
                 \"apiVersion\": \"{version}\",\n  \"name\": \"web\",\n  {body}\n}}]\n}}\n",
                self.declarations(fragment)
            ),
        };
        let before = whole.find(MARK).expect("the frame has a place for the fragment");
        (whole.replacen(MARK, fragment, 1), before)
    }

    /// The sections that declare whatever a fragment names.
    fn declarations(&self, fragment: &str) -> String {
        let types: BTreeMap<&str, &str> = self
            .typed
            .iter()
            .flat_map(|it| it.split(','))
            .filter_map(|it| it.split_once(':'))
            .collect();
        let parameter = |name: &str| match types.get(name) {
            Some(kind) => format!("{{ \"type\": \"{kind}\" }}"),
            None => "{}".to_owned(),
        };
        let section = |function: &str, key: &str, value: &dyn Fn(&str) -> String| {
            let call = format!("{function}('");
            let behind = fragment.split(call.as_str()).skip(1);
            let names: BTreeSet<&str> = behind.filter_map(|it| it.split_once('\'')).map(|it| it.0).collect();
            let members: Vec<String> = names.iter().map(|it| format!("\"{it}\": {}", value(it))).collect();
            match members.is_empty() {
                true => String::new(),
                false => format!("\"{key}\": {{ {} }},\n", members.join(", ")),
            }
        };
        let parameters = section("parameters", "parameters", &parameter);
        let variable = |_: &str| "\"[deployment().name]\"".to_owned();
        format!("{parameters}{}", section("variables", "variables", &variable))
    }
}

/// A deployment with these members beside its one image template.
fn deployment(fragment: &str) -> (String, usize) {
    let head = "{\n\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\",\n\"contentVersion\": \"1.0.0.0\",\n";
    let tail = format!(
        ",\n\"resources\": [{{\n  \"type\": \"Microsoft.VirtualMachineImages/imageTemplates\",\n  \"apiVersion\": \"2024-02-01\",\n  \
         \"name\": \"web\",\n  \"location\": \"westeurope\",\n  {IDENTITY},\n  \"properties\": {{\n    {LINUX},\n    {DISTRIBUTE_TO}\n  }}\n}}]\n}}\n"
    );
    (format!("{head}{fragment}{tail}"), head.len())
}
