//! Documents that repeat one construct as often as their size wants: what made some program slow, or big, or fall over. A kind is
//! data; `bench/growth.rs` measures each in three sizes, `growth.rs` tries each once.

mod escapes;
mod expressions;
mod files;
mod findings;
mod json;
mod keys;
mod logs;
mod powershell;
mod shell;
mod skeleton;
mod suppressions;
mod templates;

use crate::support::pathological::skeleton::Slot;

/// A construct that is repeated, and where.
#[derive(Clone, Copy)]
pub struct Kind {
    pub name: &'static str,
    pub location: Location,
    /// What is repeated: `{n}` is the number of the repetition, `{p}` that of the one before.
    unit: &'static str,
    /// What is between two units.
    between: &'static str,
    /// What follows all units, once for each of them: their closing brackets.
    end: &'static str,
    /// What comes first and last, once.
    frame: (&'static str, &'static str),
}

/// Where the construct is repeated.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Location {
    /// In a file of nothing else.
    Text,
    /// In a template or a deployment, behind other members or items of the same container.
    In(Slot),
    /// In `inline` of a step: an item for each unit.
    Items(Dialect),
    /// In one item of `inline`, with line ends in between.
    Item(Dialect),
    /// In a script file that a step runs.
    Script(Dialect),
    /// In a build log.
    Log,
    /// In `aib-ls.toml`.
    Settings,
    /// In the parameter file of a deployment.
    Parameters,
    /// Each unit is the name of a template in a folder.
    Folder,
}

/// The language of a script.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dialect {
    Bash,
    PowerShell,
}

/// Bytes of a script, and brackets in each other, that are surely read: with more the program gives up.
const SCRIPT_LEN: usize = 40_000;
const DEPTH: usize = 60;

/// A file of a kind, with its name.
pub type File = (String, Vec<u8>);

/// A unit that is repeated with nothing in between in a text, with a comma elsewhere in JSON, with a line end in scripts and logs.
const fn kind(name: &'static str, location: Location, unit: &'static str) -> Kind {
    let between = match location {
        Location::Text => "",
        Location::In(_) => ",\n",
        _ => "\n",
    };
    Kind {
        name,
        location,
        unit,
        between,
        end: "",
        frame: ("", ""),
    }
}

impl Kind {
    const fn joined_by(self, between: &'static str) -> Self {
        Self { between, ..self }
    }

    const fn closed_by(self, end: &'static str) -> Self {
        Self { end, ..self }
    }

    const fn framed_by(self, first: &'static str, last: &'static str) -> Self {
        Self {
            frame: (first, last),
            ..self
        }
    }

    const fn at(self, location: Location) -> Self {
        Self { location, ..self }
    }

    /// The units of so many bytes, with everything around them that belongs to the construct.
    fn body(&self, size: usize) -> String {
        let mut text = self.frame.0.to_owned();
        let mut count = 0;
        while text.len() + count * self.end.len() < size {
            if count > 0 {
                text.push_str(self.between);
            }
            text.push_str(&self.unit_at(count));
            count += 1;
        }
        text.push_str(&self.end.repeat(count));
        text + self.frame.1
    }

    /// Scripts of a total size in bytes, each as long as the longest that is analyzed, and nested as deeply as is analyzed.
    fn scripts(&self, size: usize) -> Vec<String> {
        let part = size.clamp(1, SCRIPT_LEN);
        let script = |_| match self.end.is_empty() {
            true => self.body(part),
            false => {
                let opening: String = (0..DEPTH).map(|it| self.unit_at(it)).collect();
                let line = format!("{}{opening}{}{}", self.frame.0, self.end.repeat(DEPTH), self.frame.1);
                vec![line.as_str(); (part / line.len()).max(1)].join("\n")
            }
        };
        (0..size.div_ceil(SCRIPT_LEN)).map(script).collect()
    }

    fn unit_at(&self, number: usize) -> String {
        let before = number.saturating_sub(1).to_string();
        self.unit.replace("{n}", &number.to_string()).replace("{p}", &before)
    }

    /// The files of about so many bytes, the one that is repeated in first.
    pub fn files(&self, size: usize) -> Vec<File> {
        let file = |name: &str, text: String| (name.to_owned(), text.into_bytes());
        match self.location {
            Location::Text => {
                let text = format!("{}{}", skeleton::MARK, self.body(size));
                vec![("template.json".to_owned(), escapes::with_broken_utf8(&text))]
            }
            Location::In(slot) => {
                // A construct without commas says itself what comes before it.
                let is_listed = self.between.contains(',') || !matches!(self.frame.0.get(..1), None | Some(","));
                let separator = if is_listed { ",\n" } else { "" };
                vec![file(
                    "template.json",
                    skeleton::around(slot, separator, &self.body(size)),
                )]
            }
            Location::Items(dialect) => {
                let items = |it: &String| it.split('\n').map(escapes::quoted).collect::<Vec<_>>().join(",\n");
                let scripts: Vec<String> = self.scripts(size).iter().map(items).collect();
                vec![file("template.json", skeleton::steps(dialect, &scripts))]
            }
            Location::Item(dialect) => {
                let scripts: Vec<String> = self.scripts(size).iter().map(|it| escapes::quoted(it)).collect();
                vec![file("template.json", skeleton::steps(dialect, &scripts))]
            }
            Location::Script(dialect) => {
                let (template, script) = skeleton::with_script(dialect);
                vec![file(script, self.body(size)), file("template.json", template)]
            }
            Location::Log => vec![file("customization.log", self.body(size))],
            Location::Settings => vec![
                file("aib-ls.toml", self.body(size)),
                file("template.json", skeleton::template()),
            ],
            Location::Parameters => vec![
                file("template.parameters.json", skeleton::parameters(&self.body(size))),
                file("template.json", skeleton::deployment()),
            ],
            Location::Folder => {
                let template = skeleton::template();
                let count = (size / 200).max(1);
                (0..count).map(|it| file(&self.unit_at(it), template.clone())).collect()
            }
        }
    }
}

/// A template with nothing repeated in it.
pub fn ordinary() -> Vec<File> {
    vec![("template.json".to_owned(), skeleton::template().into_bytes())]
}

/// Every kind, family by family.
pub fn families() -> Vec<(&'static str, Vec<Kind>)> {
    vec![
        ("json", json::KINDS.to_vec()),
        ("keys", keys::KINDS.to_vec()),
        ("templates", templates::KINDS.to_vec()),
        ("expressions", expressions::KINDS.to_vec()),
        ("shell", in_scripts(&shell::KINDS, Dialect::Bash)),
        ("powershell", in_scripts(&powershell::KINDS, Dialect::PowerShell)),
        ("suppressions", suppressions::KINDS.to_vec()),
        ("findings", findings::KINDS.to_vec()),
        ("logs", logs::KINDS.to_vec()),
        ("files", files::KINDS.to_vec()),
    ]
}

/// Each construct of a script as many items and as one.
fn in_scripts(kinds: &[Kind], dialect: Dialect) -> Vec<Kind> {
    let both = |it: &Kind| [it.at(Location::Items(dialect)), it.at(Location::Item(dialect))];
    kinds.iter().flat_map(both).collect()
}
