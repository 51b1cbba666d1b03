//! Random sessions. The same seed gives the same session; any of its steps can be left out, and what remains is a valid session.

use serde_json::{Value, json};

use super::client::Profile;
use super::material::{self, ALONE, CORE, RELATED, Role, Source};
use super::model::Edit;
use super::requests::{REQUESTS, Request};
use super::ruler::Encoding;

/// What happens in one session.
#[derive(Debug, Clone)]
pub struct Session {
    pub seed: u64,
    pub files: Vec<Source>,
    /// The editor's settings at first.
    pub settings: usize,
    pub steps: Vec<Step>,
}

/// One thing that a client or a disk does. A step that means nothing where it stands, as a change of a closed document does, is
/// passed over.
#[derive(Debug, Clone)]
pub enum Step {
    Open {
        file: usize,
        restarts: bool,
    },
    Change {
        file: usize,
        edits: Vec<Edit>,
    },
    Close {
        file: usize,
    },
    Save {
        file: usize,
    },
    /// A file on the disk says something else.
    Write {
        file: usize,
        text: String,
    },
    /// A file on the disk grows.
    Grow {
        file: usize,
        text: String,
    },
    Delete {
        file: usize,
    },
    /// A file on the disk has another name, that of another file of the session.
    Rename {
        file: usize,
        to: usize,
    },
    /// A folder is deleted with all that is in it, and only that is reported.
    DeleteFolder,
    /// The workspace has other folders.
    Folders(usize),
    /// What a server may pass over.
    Optional(usize),
    /// What comes next is sent in one piece, until something is waited for.
    Together,
    /// The next message is sent in two pieces.
    Split,
    /// The editor's settings are others.
    Settings(usize),
    /// A request whose answer nobody waits for.
    Request {
        file: usize,
        request: Request,
    },
    /// The last request is taken back.
    Cancel,
    /// A request is taken back that was answered, or was never sent.
    CancelNothing(i64),
    /// Bytes that are no message.
    Garbage(usize),
    /// Everything is compared with a fresh server, and these requests are.
    Compare(Vec<(usize, Request)>),
}

/// What is no message, each with its own way of being none, and whether it has a frame: several without one in a row are one
/// stretch of bytes, which is refused once.
pub const GARBAGE: [(&[u8], bool); 5] = [
    (b"Content-Length: 2\r\n\r\n{]", true),
    (b"Content-Length: 4\r\n\r\nnull", true),
    (b"Content-Length: nine\r\n\r\n", false),
    (b"X-Other: here\r\n\r\n", false),
    (b"Content-Length: 25\r\n\r\n{\"jsonrpc\":\"2.0\",\"id\":{}}", true),
];

/// Notifications that mean nothing to a server, and that it has to pass over.
pub fn optional(number: usize) -> (&'static str, Value) {
    match number {
        0 => ("$/setTrace", json!({ "value": "verbose" })),
        1 => ("$/setTrace", json!({ "value": "off" })),
        2 => ("$/progress", json!({ "token": "x", "value": { "kind": "end" } })),
        3 => ("aib-ls/unheard-of", json!({})),
        _ => (
            "textDocument/didChange",
            json!({ "textDocument": { "uri": "file:///nowhere/x.json", "version": 1 }, "contentChanges": [] }),
        ),
    }
}

const OPTIONAL: usize = 5;

/// The folders of a workspace that a session chooses from, below its own.
pub fn folders(number: usize) -> &'static [&'static str] {
    match number {
        0 => &[""],
        1 => &["", "images"],
        2 => &["images"],
        _ => &[],
    }
}

const FOLDERS: usize = 4;

/// Numbers that are the same for the same seed.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below a limit.
    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).unwrap()
    }

    fn is_one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn pick<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())].clone()
    }
}

/// The client of a process that holds several sessions. All encodings and both ways of getting diagnostics take turns.
pub fn profile(group: u64) -> Profile {
    let mut dice = Dice::new(group ^ 0xc11e);
    Profile {
        encoding: [Encoding::Utf16, Encoding::Utf8, Encoding::Utf32][usize::try_from(group % 3).unwrap()],
        pull: group % 2 == 1,
        versions: dice.below(4) > 0,
        configuration: dice.is_one_in(2),
        dynamic: dice.below(3) > 0,
        modern: dice.is_one_in(2),
        publishes: group.is_multiple_of(2) || dice.below(3) > 0,
        trusted: dice.below(6) > 0,
    }
}

/// Editor settings that a session chooses from.
pub fn settings(number: usize) -> Value {
    match number {
        0 => json!({ "lang": "en", "formatting": "on" }),
        1 => json!({ "lang": "pt-br", "inlayHints": "off" }),
        2 => json!({ "rules": { "timeout": "off", "script": "warning" }, "formatting": "on" }),
        3 => json!({ "parameters": "values.json", "apiVersion": "2021-10-01" }),
        4 => json!({ "schemaFindings": false, "inlayHints": "values", "ignore": [{ "rule": "permissions" }] }),
        // A program that is not there is tried once and reported.
        _ => json!({ "jsonFindings": false, "inlayHints": "defaults", "shellcheck": "/nowhere/shellcheck" }),
    }
}

const SETTINGS: usize = 6;

/// The session of a seed.
pub fn session(seed: u64) -> Session {
    let mut dice = Dice::new(seed);
    let is_related = dice.below(3) > 0;
    let sources = match is_related {
        true => RELATED.as_slice(),
        false => ALONE[dice.below(ALONE.len())].as_slice(),
    };
    // Few sessions have all files, so that each is sometimes missing.
    let chosen = sources
        .iter()
        .filter(|it| !is_related || CORE.contains(&it.1) || dice.below(3) > 0);
    let chosen: Vec<_> = chosen.collect();
    let files: Vec<Source> = chosen.into_iter().map(|it| source(&mut dice, it)).collect();
    let settings = dice.below(SETTINGS);
    let mut writer = Writer {
        dice,
        files: &files,
        steps: Vec::new(),
    };
    writer.write();
    Session {
        seed,
        settings,
        steps: writer.steps,
        files,
    }
}

fn source(dice: &mut Dice, &(role, name, language): &(Role, &'static str, &'static str)) -> Source {
    let on_disk = (dice.below(5) > 0).then(|| text(dice, role));
    Source {
        role,
        name,
        language,
        on_disk,
    }
}

/// A whole text, with line endings of either kind.
fn text(dice: &mut Dice, role: Role) -> String {
    if dice.is_one_in(25)
        && let Some(large) = material::large(role)
    {
        return large;
    }
    let all = material::texts(role);
    let index = if dice.is_one_in(2) { 0 } else { dice.below(all.len()) };
    match dice.is_one_in(4) {
        true => all[index].replace("\r\n", "\n").replace('\n', "\r\n"),
        false => all[index].to_owned(),
    }
}

struct Writer<'f> {
    dice: Dice,
    files: &'f [Source],
    steps: Vec<Step>,
}

impl Writer<'_> {
    fn write(&mut self) {
        for _ in 0..1 + self.dice.below(4) {
            self.open();
        }
        for _ in 0..1 + self.dice.below(3) {
            for _ in 0..3 + self.dice.below(9) {
                self.step();
            }
            self.compare();
        }
    }

    fn file(&mut self) -> usize {
        self.dice.below(self.files.len())
    }

    fn open(&mut self) {
        let (file, restarts) = (self.file(), self.dice.is_one_in(2));
        self.steps.push(Step::Open { file, restarts });
    }

    /// Closes a document; some are opened again at once.
    fn close(&mut self, file: usize) {
        self.steps.push(Step::Close { file });
        if self.dice.is_one_in(2) {
            let restarts = self.dice.is_one_in(2);
            self.steps.push(Step::Open { file, restarts });
        }
    }

    fn step(&mut self) {
        let file = self.file();
        let role = self.files[file].role;
        match self.dice.below(48) {
            0..=4 => self.open(),
            5..=17 => self.change(file),
            18 | 19 => self.close(file),
            20 => self.steps.push(Step::Save { file }),
            21 | 22 => {
                let text = text(&mut self.dice, role);
                self.steps.push(Step::Write { file, text });
            }
            23 | 24 => {
                let log = self.files.iter().position(|it| it.role == Role::Log).unwrap_or(file);
                let text = self.dice.pick(material::snippets(self.files[log].role)).to_owned();
                self.steps.push(Step::Grow { file: log, text });
            }
            25 => self.steps.push(Step::Delete { file }),
            26 => {
                let number = self.dice.below(SETTINGS);
                self.steps.push(Step::Settings(number));
            }
            27 => {
                let kind = self.dice.below(GARBAGE.len());
                self.steps.push(Step::Garbage(kind));
            }
            28 => {
                let to = self.file();
                self.steps.push(Step::Rename { file, to });
            }
            29 if self.dice.is_one_in(3) => self.steps.push(Step::DeleteFolder),
            29 => {
                let number = self.dice.below(FOLDERS);
                self.steps.push(Step::Folders(number));
            }
            30 => {
                let number = self.dice.below(OPTIONAL);
                self.steps.push(Step::Optional(number));
            }
            31 | 32 => self.steps.push(Step::Together),
            33 => self.steps.push(Step::Split),
            34 => {
                let id = [1, 1 << 40][self.dice.below(2)];
                self.steps.push(Step::CancelNothing(id));
            }
            _ => self.send_request(file),
        }
    }

    /// Sends a request; a change often follows at once, and some are cancelled.
    fn send_request(&mut self, file: usize) {
        let request = self.request();
        self.steps.push(Step::Request { file, request });
        if self.dice.is_one_in(2) {
            self.change(file);
        }
        if self.dice.is_one_in(6) {
            self.steps.push(Step::Cancel);
        }
    }

    fn request(&mut self) -> Request {
        Request {
            kind: self.dice.below(REQUESTS.len()),
            at: self.dice.below(1 << 16),
            length: self.dice.below(200),
            is_outside: self.dice.is_one_in(12),
        }
    }

    fn compare(&mut self) {
        let count = 6 + self.dice.below(10);
        let requests = (0..count).map(|_| (self.file(), self.request()));
        let requests = requests.collect();
        self.steps.push(Step::Compare(requests));
    }

    fn change(&mut self, file: usize) {
        let role = self.files[file].role;
        let count = 1 + self.dice.below(3);
        let mut edits = Vec::new();
        for _ in 0..count {
            match self.dice.below(12) {
                0 => edits.push(Edit::Full(text(&mut self.dice, role))),
                1 => edits.push(Edit::Everything(text(&mut self.dice, role))),
                2 | 3 => edits.push(Edit::Append(self.snippet(role))),
                4 => {
                    // Typed letter by letter.
                    let (at, typed) = (self.dice.below(1 << 16), self.snippet(role));
                    edits.extend(typed.char_indices().map(|(index, letter)| Edit::Ranged {
                        at: at + index,
                        length: 0,
                        text: letter.to_string(),
                    }));
                }
                5 | 6 => {
                    let (at, length) = (self.dice.below(1 << 16), 1 + self.dice.below(120));
                    let text = String::new();
                    edits.push(Edit::Ranged { at, length, text });
                }
                _ => {
                    let (at, length) = (self.dice.below(1 << 16), self.dice.below(4));
                    let text = self.snippet(role);
                    edits.push(Edit::Ranged { at, length, text });
                }
            }
        }
        self.steps.push(Step::Change { file, edits });
    }

    fn snippet(&mut self, role: Role) -> String {
        self.dice.pick(material::snippets(role)).to_owned()
    }
}
