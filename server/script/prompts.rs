//! Which commands of a PowerShell script ask someone at the keyboard, and the words that keep them from asking.

use crate::script::Dialect;
use crate::script::command::{Command, Word};
use crate::script::features;
use crate::script::scripts::{Scripts, StepScript};
use crate::script::services::is_rehearsed;
use crate::text::span::Span;

/// What a command asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// An answer that only a person knows.
    Person,
    /// That someone presses a key.
    Key,
    /// Whether it may perform the action.
    Confirm,
    /// Whether an installer may go on, in its window.
    Window,
    /// Whether the terms of a source of packages are accepted.
    Terms,
}

/// A command that asks.
pub struct Question {
    pub ask: Ask,
    /// The words that answer, and the span that they replace.
    pub answer: Option<(Span, String)>,
}

/// What a command asks, where nothing answers it.
pub fn question(script: &StepScript<'_>, scripts: &Scripts<'_>, command: &Command) -> Option<Question> {
    // Functions and blocks may never be called, and what comes in through a pipe may be the answer.
    let is_answered = command.context.is_called || command.has_input() || is_rehearsed(command);
    if command.dialect != Dialect::PowerShell || is_answered || command.words.iter().any(is_splat) {
        return None;
    }
    let before = Before {
        script,
        scripts,
        command,
    };
    match command.name.as_str() {
        "read-host" => Some(plain(Ask::Person)),
        "pause" => command.words.is_empty().then(|| plain(Ask::Key)),
        "get-credential" => {
            let given = command.parameter("Credential", 1).and_then(|it| it.1);
            let given = given.or(command.operands().next());
            // A variable may contain the whole answer.
            (!given.is_some_and(|it| it.is_computed)).then(|| plain(Ask::Person))
        }
        "install-module" | "install-script" | "install-packageprovider" => package(command, &before),
        "choco" | "cinst" | "cup" => choco(command, &before),
        "winget" => winget(command, &before),
        "msiexec" => msiexec(script, command),
        "enable-windowsoptionalfeature" | "dism" => feature(command),
        _ => confirm(command),
    }
}

fn plain(ask: Ask) -> Question {
    Question { ask, answer: None }
}

/// A list of words that a variable contains.
fn is_splat(word: &Word) -> bool {
    word.text.starts_with('@') && word.text.get(1..).is_some_and(|it| it.starts_with(char::is_alphabetic))
}

/// Whether a word is a variable and nothing else, which may contain any option.
fn is_variable(word: &Word) -> bool {
    word.is_computed && word.text.starts_with('$') && !word.text.contains(['.', '\\', '/', '"', '('])
}

/// What was run before a command.
struct Before<'s, 'd> {
    script: &'s StepScript<'d>,
    scripts: &'s Scripts<'d>,
    command: &'s Command,
}

impl Before<'_, '_> {
    /// Whether an earlier command of this script or of an earlier step is one.
    fn any(&self, is_it: fn(&Command) -> bool) -> bool {
        self.scripts
            .any_before(self.script, self.command.name_span.start, is_it)
    }

    /// Whether the script says by a variable that nothing asks.
    fn asks_nothing(&self) -> bool {
        let is_none = |it: &Word| it.text.eq_ignore_ascii_case("none");
        let mut assigned = self.script.parsed.assignments.iter();
        assigned.any(|it| {
            let name = it.name.rsplit(':').next().unwrap_or_default();
            name.eq_ignore_ascii_case("ConfirmPreference") && it.value.as_ref().is_some_and(is_none)
        })
    }
}

/// `-Confirm`, which asks in any command that knows it.
fn confirm(command: &Command) -> Option<Question> {
    let is_cmdlet = command.name.contains('-') && command.name.chars().all(|it| it.is_alphanumeric() || it == '-');
    let at = command
        .words
        .iter()
        .position(|it| it.text.eq_ignore_ascii_case("-confirm"))?;
    let word = command.words.get(at)?;
    // The value of `-Confirm:$false` is a word of its own.
    let has_value = command
        .words
        .get(at + 1)
        .is_some_and(|it| it.span.start == word.span.end + 1 && it.text.starts_with('$'));
    let glued = command
        .words
        .get(at + 1)
        .is_some_and(|it| it.span.start <= word.span.end);
    if !is_cmdlet || has_value || glued || word.span.len() as usize != word.text.len() {
        return None;
    }
    let answer = (!command.context.is_nested).then(|| (Span::at(word.span.end), ":$false".to_owned()));
    Some(Question {
        ask: Ask::Confirm,
        answer,
    })
}

fn package(command: &Command, before: &Before<'_, '_>) -> Option<Question> {
    let is_forced = command.has_switch("Force", 2) || command.has_switch("ForceBootstrap", 6);
    let other = command.parameter("Repository", 3).and_then(|it| it.1);
    let is_other = other.is_some_and(|it| !it.text.eq_ignore_ascii_case("PSGallery"));
    if is_forced || is_other || command.parameter("Confirm", 4).is_some() || before.asks_nothing() {
        return None;
    }
    let trusts = |it: &Command| {
        matches!(
            it.name.as_str(),
            "set-psrepository" | "register-psrepository" | "set-packagesource"
        ) && (it.has(&["Trusted"]) || it.has(&["-Trusted"]))
    };
    // It answers the question for the provider; the one for the repository is another.
    let brings = |it: &Command| {
        let provider = it.name == "install-packageprovider" && it.has_switch("Force", 2);
        provider || (it.name == "get-packageprovider" && it.has_switch("ForceBootstrap", 6))
    };
    if command.name != "install-packageprovider" && before.any(trusts) && before.any(brings) {
        return None;
    }
    let answer = Some((Span::at(command.name_span.end), " -Force".to_owned()));
    Some(Question {
        ask: Ask::Confirm,
        answer,
    })
}

/// A feature that needs a restart: without a switch, the command asks whether to restart now.
fn feature(command: &Command) -> Option<Question> {
    let is_quiet = command.has(&["/quiet", "-quiet"]);
    if !features::needs_restart(command) || features::suppresses_restart(command) || is_quiet {
        return None;
    }
    let answer = match command.name.as_str() {
        "dism" => (Span::at(command.span.end), " /NoRestart".to_owned()),
        _ => (Span::at(command.name_span.end), " -NoRestart".to_owned()),
    };
    Some(Question {
        ask: Ask::Confirm,
        answer: command.wrappers.is_empty().then_some(answer),
    })
}

fn choco(command: &Command, before: &Before<'_, '_>) -> Option<Question> {
    const VERBS: [&str; 4] = ["install", "upgrade", "update", "uninstall"];
    let (end, verb) = match command.name.as_str() {
        "choco" => {
            let verb = command
                .verb()
                .filter(|it| VERBS.contains(&it.text.to_ascii_lowercase().as_str()))?;
            (verb.span.end, verb.span)
        }
        _ => (command.name_span.end, command.name_span),
    };
    let answers = |it: &Word| {
        let name = it.text.trim_start_matches(['-', '/']).to_ascii_lowercase();
        let is_option = it.text.starts_with(['-', '/']);
        let is_cluster = it.text.starts_with('-') && !it.text.starts_with("--") && name.len() <= 3;
        let is_yes = ["y", "yes", "confirm", "noop", "what-if", "whatif", "help", "?"].contains(&name.as_str());
        is_option && (is_yes || (is_cluster && name.contains('y')))
    };
    // The name of the package may come from a variable; any other may contain the options.
    let mut rest = command.words.iter().filter(|it| it.span != verb);
    let first = rest.next();
    let is_known = !rest.any(is_variable);
    if command.words.iter().any(answers) || first.is_none() || !is_known || before.any(answers_all) {
        return None;
    }
    Some(Question {
        ask: Ask::Confirm,
        answer: Some((Span::at(end), " -y".to_owned())),
    })
}

/// `choco feature enable -n allowGlobalConfirmation`, in each way to write the name.
fn answers_all(command: &Command) -> bool {
    let names = |it: &Word| it.text.to_ascii_lowercase().contains("allowglobalconfirmation");
    command.name == "choco" && command.has(&["feature", "features"]) && command.words.iter().any(names)
}

fn winget(command: &Command, before: &Before<'_, '_>) -> Option<Question> {
    let verb = command.verb()?.text.to_ascii_lowercase();
    let installs = matches!(verb.as_str(), "install" | "add" | "import");
    // Alone it only lists what could be brought up to date.
    let upgrades = matches!(verb.as_str(), "upgrade" | "update") && command.words.len() > 1;
    if !(installs || upgrades) || command.words.iter().any(|it| is_variable(it) && is_options(it)) {
        return None;
    }
    let at = command
        .words
        .iter()
        .position(|it| it.text == "-s" || it.text == "--source");
    let source = at.and_then(|at| command.words.get(at + 1));
    let is_plain_source = source.is_some_and(|it| it.text.eq_ignore_ascii_case("winget"));
    // Only the store has terms of its own, and without a source it is asked too. Once is enough.
    let accepts = |it: &Command| it.name == "winget" && it.has_long("accept-source-agreements");
    if is_plain_source || accepts(command) || before.any(accepts) {
        return None;
    }
    let mut answer = String::new();
    for name in ["accept-package-agreements", "accept-source-agreements"] {
        if !command.has_long(name) {
            answer.push_str(" --");
            answer.push_str(name);
        }
    }
    Some(Question {
        ask: Ask::Terms,
        answer: Some((Span::at(command.span.end), answer)),
    })
}

fn is_options(word: &Word) -> bool {
    let lower = word.text.to_ascii_lowercase();
    ["arg", "opt", "param", "flag", "switch"]
        .iter()
        .any(|it| lower.contains(it))
}

fn msiexec(script: &StepScript<'_>, command: &Command) -> Option<Question> {
    let texts = command.words.iter().flat_map(|it| it.text.split([' ', ',']));
    let bare = texts.map(|it| it.trim_matches(['(', ')', '@', '"', '\'']).to_ascii_lowercase());
    let words: Vec<String> = bare
        .map(|it| it.replacen('-', "/", usize::from(it.starts_with('-'))))
        .collect();
    let acts = |it: &String| {
        let is_repair = it.starts_with("/f") && it.len() <= 10;
        let others = [
            "/i",
            "/x",
            "/package",
            "/uninstall",
            "/a",
            "/p",
            "/update",
            "/jm",
            "/ju",
        ];
        is_repair || others.contains(&it.as_str())
    };
    // The full set of windows is the one thing that `/q` does not take away.
    let is_quiet = |it: &String| (it.starts_with("/q") && it != "/qf") || it == "/passive";
    let action = words.iter().position(acts)?;
    // A variable may contain the options, unless it is where the package is named.
    let may_hold = |(at, it): (usize, &String)| it.starts_with('$') && at != action + 1;
    if words.iter().any(is_quiet) || words.iter().enumerate().any(may_hold) {
        return None;
    }
    let is_direct = command.wrappers.is_empty();
    let answer = if is_direct {
        Some((Span::at(command.span.end), " /qn".to_owned()))
    } else {
        in_arguments(script, command)
    };
    Some(Question {
        ask: Ask::Window,
        answer,
    })
}

/// The position for one more argument in `Start-Process msiexec -ArgumentList '…'` or in a list of arguments.
fn in_arguments(script: &StepScript<'_>, command: &Command) -> Option<(Span, String)> {
    let words = &command.words;
    let list = words
        .first()
        .filter(|it| words.iter().all(|other| other.span == it.span))?;
    let is_started = command.is_through(&["start-process"]) && command.wrappers.len() == 1;
    let written = list.span.of(&script.source.text);
    if !is_started || written.starts_with(['@', '(']) {
        return None;
    }
    let mut quotes = written.chars().filter(|it| matches!(it, '"' | '\''));
    let quote = quotes
        .next()
        .filter(|it| written.starts_with(*it) && written.ends_with(*it));
    match quote {
        Some(quote) if quotes.count() == 1 => {
            Some((Span::at(list.span.end - quote.len_utf8() as u32), " /qn".to_owned()))
        }
        _ if written.contains(',') => Some((Span::at(list.span.end), ", '/qn'".to_owned())),
        _ => None,
    }
}
