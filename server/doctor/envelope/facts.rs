//! What an error is about: the resource, region, action, scope and policies that it names, and how to find it again.

/// What an error names besides its code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// The ID or name of a resource.
    pub resource: Option<String>,
    pub region: Option<String>,
    /// The action that was not allowed, such as `Microsoft.Compute/images/read`.
    pub action: Option<String>,
    /// The scope of that action.
    pub scope: Option<String>,
    /// The status of the HTTP response.
    pub status: Option<u16>,
    /// The ID to give to support: a correlation, activity or request ID.
    pub correlation: Option<String>,
    /// Policies that denied a request: assignments, definitions and initiatives.
    pub policies: Vec<Policy>,
}

/// A policy that denied a request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy {
    /// The display name, if the error has it.
    pub name: Option<String>,
    pub id: Option<String>,
}

impl Facts {
    /// Takes what is missing from facts of an outer error.
    pub(super) fn complete(&mut self, outer: &Self) {
        let members = [
            (&mut self.resource, &outer.resource),
            (&mut self.region, &outer.region),
            (&mut self.action, &outer.action),
            (&mut self.correlation, &outer.correlation),
            (&mut self.scope, &outer.scope),
        ];
        for (own, outer) in members {
            if own.is_none() {
                own.clone_from(outer);
            }
        }
        self.status = self.status.or(outer.status);
        for policy in &outer.policies {
            self.add_policy(policy.clone());
        }
    }

    pub(super) fn add_policy(&mut self, policy: Policy) {
        let is_empty = policy.name.is_none() && policy.id.is_none();
        if !is_empty && !self.policies.contains(&policy) {
            self.policies.push(policy);
        }
    }
}

/// The longest value that is read.
const MAX_VALUE: usize = 1 << 10;

/// The value after the first of some marks, up to a character that cannot be part of it.
fn value(text: &str, marks: &[&str], is_end: impl Fn(char) -> bool + Copy) -> Option<String> {
    marks.iter().find_map(|mark| {
        let (_, rest) = text.split_once(mark)?;
        let rest = rest.get(..rest.floor_char_boundary(MAX_VALUE))?;
        let end = rest.find(is_end).unwrap_or(rest.len());
        let value = rest.get(..end)?.trim_end_matches(['.', ',', ')']);
        (!value.is_empty()).then(|| value.to_owned())
    })
}

fn quoted(text: &str, marks: &[&str]) -> Option<String> {
    value(text, marks, |c| matches!(c, '\'' | '\n'))
}

fn word(text: &str, marks: &[&str]) -> Option<String> {
    value(text, marks, |c| {
        c.is_whitespace() || matches!(c, '\'' | '"' | ',' | ';' | ')' | '}' | '\\')
    })
}

/// The facts that a sentence names.
pub(super) fn in_text(text: &str) -> Facts {
    Facts {
        resource: resource(text),
        region: quoted(text, &["location '", "region '", "dstImageLocation: '"])
            .or_else(|| word(text, &["dstImageLocation: ", "Location:", "region:{"]))
            .filter(|it| it.len() <= 64 && !it.contains('/')),
        // Of two actions in one message, the one that is not allowed is the last.
        action: last_after(text, "perform action '"),
        scope: quoted(text, &["linked scope(s) '", "over scope '", "on scope '", "at scope '"]),
        status: status(text),
        correlation: word(
            text,
            &[
                "Correlation ID: ",
                "CorrelationId: ",
                "correlation ID: ",
                "orrelationId\":\"",
                "tracking id is '",
                "Activity Id: \"",
                "OperationID : ",
                "RequestId:",
                "x-ms-request-id: ",
            ],
        ),
        policies: Vec::new(),
    }
}

fn last_after(text: &str, mark: &str) -> Option<String> {
    let (_, rest) = text.rsplit_once(mark)?;
    let (value, _) = rest.split_once('\'')?;
    (!value.is_empty() && value.len() <= MAX_VALUE).then(|| value.to_owned())
}

/// The ID of a resource, or else its name in a sentence.
fn resource(text: &str) -> Option<String> {
    let is_end =
        |c: char| c.is_whitespace() || matches!(c, '\'' | '"' | ',' | ';' | ')' | '(' | ']' | '}' | '\\' | '?');
    let id = text
        .find("/subscriptions/")
        .and_then(|at| text.get(at..))
        .and_then(|rest| {
            let rest = rest.get(..rest.floor_char_boundary(MAX_VALUE))?;
            let end = rest.find(is_end).unwrap_or(rest.len());
            rest.get(..end)
        });
    match id {
        Some(id) => Some(id.trim_end_matches(['.', ':']).to_owned()),
        None => quoted(text, &["Resource '", "The resource '", "resource '"]).filter(|it| !it.contains(' ')),
    }
}

/// The status of the response; 200 of a long-running operation says nothing about its end.
fn status(text: &str) -> Option<u16> {
    const MARKS: [&str; 8] = [
        "Status=",
        "StatusCode=",
        "unexpected status ",
        "RESPONSE ",
        "(CODE: ",
        "response status=\"",
        "StatusCode: ",
        "failed with status code ",
    ];
    MARKS.iter().find_map(|mark| {
        let (_, rest) = text.rsplit_once(mark)?;
        number(rest).filter(|it| (300..600).contains(it))
    })
}

fn number(text: &str) -> Option<u16> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.get(..end.min(5))?.parse().ok()
}

/// A status by its number or its name: `403`, `Forbidden`.
pub(super) fn status_of(word: &str) -> Option<u16> {
    let named = match word {
        "BadRequest" => 400,
        "Unauthorized" => 401,
        "Forbidden" => 403,
        "NotFound" => 404,
        "Conflict" => 409,
        "PreconditionFailed" => 412,
        "TooManyRequests" => 429,
        "InternalServerError" => 500,
        "ServiceUnavailable" => 503,
        "GatewayTimeout" => 504,
        _ => return number(word).filter(|it| (300..600).contains(it)),
    };
    Some(named)
}
