//! Any code and message in any envelope, in envelopes around envelopes, and behind any prefix, is read whole.

use std::fmt::Write;

use aib_ls::doctor::envelope;
use proptest::prelude::*;
use serde_json::{Value, json};

/// An error that is being wrapped.
#[derive(Debug, Clone)]
pub struct Error {
    pub code: String,
    pub message: String,
}

/// A string as Go prints it with quotes.
fn go(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '<' | '>' => write!(out, "\\u{:04x}", c as u32).unwrap(),
            _ => out.push(c),
        }
    }
    out + "\""
}

fn escaped_for_xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn body(error: &Error) -> Value {
    json!({"code": error.code, "message": error.message})
}

/// An envelope: the text that wraps an error, and whether the message may contain line breaks.
pub struct Writer {
    pub name: &'static str,
    pub write: fn(&Error) -> String,
    has_lines: bool,
}

const fn strict(name: &'static str, write: fn(&Error) -> String) -> Writer {
    Writer {
        name,
        write,
        has_lines: true,
    }
}

/// An envelope without quotes: only one line of any log is certainly the message.
const fn loose(name: &'static str, write: fn(&Error) -> String) -> Writer {
    Writer {
        name,
        write,
        has_lines: false,
    }
}

/// Every envelope with an error of Azure as its content.
pub const WRITERS: &[Writer] = &[
    strict("E1", |it| json!({"status": "Failed", "error": body(it)}).to_string()),
    strict("E1 indented", |it| {
        serde_json::to_string_pretty(&json!({"error": body(it)})).unwrap()
    }),
    strict("E1 details", |it| {
        json!({"error": {"code": "DeploymentFailed", "message": "See details.", "details": [body(it)]}}).to_string()
    }),
    strict("E1 inner", |it| {
        json!({"error": {"code": "Outer", "message": "O.", "innererror": body(it)}}).to_string()
    }),
    strict("E2", |it| body(it).to_string()),
    strict("E2 provisioning", |it| {
        json!({"provisioningError": {"provisioningErrorCode": it.code, "message": it.message}}).to_string()
    }),
    strict("E3", |it| {
        let message = json!({"error": body(it)}).to_string();
        json!({"authorization": {"action": "a/b"}, "properties": {"statusCode": "Conflict", "statusMessage": message}})
            .to_string()
    }),
    strict("E4", |it| {
        format!(
            "compute.ImagesClient#Get: Failure responding to request: StatusCode=403 -- Original Error: autorest/azure: Service \
             returned an error. Status=403 Code={} Message={} Target=\"t\"",
            go(&it.code),
            go(&it.message)
        )
    }),
    strict("E4 details", |it| {
        format!(
            "Code=\"DeploymentFailed\" Message=\"See details.\" Details={}",
            json!([body(it)])
        )
    }),
    strict("E5", |it| format!("Code={} Message={}", go(&it.code), go(&it.message))),
    strict("E5 raw body", |it| {
        format!(
            "Code=\"Failed\" Message=\"The async operation failed.\" AdditionalInfo={}",
            json!([{"error": body(it)}])
        )
    }),
    strict("E5 unknown", |it| {
        let response = json!({"error": body(it)}).to_string();
        format!(
            "Code=\"Unknown\" Message=\"Unknown service error\" Details={}",
            json!([{"HttpResponse.Body": response}])
        )
    }),
    strict("E5 unparsed", |it| {
        let response = json!({"error": body(it)}).to_string();
        format!(
            "autorest/azure: error response cannot be parsed: {} error: EOF",
            go(&response)
        )
    }),
    loose("E6", |it| format!("ERROR: -> {} : {}", it.code, it.message)),
    loose("E6 details", |it| {
        format!(
            "ERROR: -> DeploymentFailed : See.\nERROR:   -> BadRequest\nERROR:   -> {} : {}",
            it.code, it.message
        )
    }),
    loose("E7", |it| {
        format!(
            "performing Put: unexpected status 403 (403 Forbidden) with error: {}: {}",
            it.code, it.message
        )
    }),
    loose("E8", |it| {
        format!(
            "unexpected status 409 (409 Not (here).) with {}: {}",
            it.code, it.message
        )
    }),
    strict("E9", |it| {
        let response = json!({"error": {"code": "DeploymentFailed", "message": "See.", "details": [body(it)]}});
        let message = go(&format!("See.\n{}", it.message));
        format!(
            "polling failed: the Azure API returned the following error:\n\nStatus: \"DeploymentFailed\"\nCode: {}\nMessage: {message}\n\
             Activity Id: \"\"\n\n---\n\nAPI Response:\n\n----[start]----\n{response}\n-----[end]-----\n",
            go(&it.code)
        )
    }),
    strict("E9 fields", |it| {
        let message = go(&format!("See.\n{}", it.message));
        format!(
            "polling failed: the Azure API returned the following error: Status: \"DeploymentFailed\" Code: {} Message: {message}",
            go(&it.code)
        )
    }),
    strict("E10", |it| {
        let ruler = "-".repeat(80);
        let response = serde_json::to_string_pretty(&json!({"error": body(it)})).unwrap();
        format!(
            "PUT https://management.azure.com/subscriptions/s/x\n{ruler}\nRESPONSE 403: 403 Forbidden\nERROR CODE: {}\n{ruler}\n{response}\n{ruler}\n",
            it.code
        )
    }),
    loose("E11", |it| {
        let Error { code, message } = it;
        format!("ERROR: ({code}) {message}\nCode: {code}\nMessage: {message}\nTarget: None")
    }),
    loose("E11 details", |it| {
        let Error { code, message } = it;
        format!(
            "ERROR: (Outer) O.\nCode: Outer\nMessage: O.\nException Details:\t({code}) {message}\n\tCode: {code}\n\tMessage: {message}"
        )
    }),
    loose("E11 old", |it| {
        format!("Azure Error: {}\nMessage: {}\nTarget: None", it.code, it.message)
    }),
    loose("E12", |it| {
        format!(
            "Status Message: It ended. (Code: ResourceDeploymentFailure)\n - {} (Code:{}, Target: vm1)\nCorrelationId: 1-2",
            it.message, it.code
        )
    }),
    loose("E13", |it| {
        format!(
            "ErrorCode: {}\nErrorMessage: {}\nErrorTarget: x\nStatusCode: 404",
            it.code, it.message
        )
    }),
    loose("E13 short", |it| {
        format!("12:00:01 - Error: Code={}; Message={}", it.code, it.message)
    }),
    strict("E13 resource", |it| {
        format!("Resource a/b 'c' failed with message '{}'", json!({"error": body(it)}))
    }),
    strict("E14", |it| format!("Remove-AzResource: {}", body(it))),
    strict("E15", |it| {
        format!(
            "##[error]Error: put template call failed for template t with error: {} (CODE: 409)",
            body(it)
        )
    }),
    strict("E17", |it| {
        format!(
            "Submit template call failed for template t with error: {}",
            json!({"error": body(it)})
        )
    }),
    strict("E18", |it| {
        let reason = format!("Code={} Message={}", go(&it.code), go(&it.message));
        format!("Build 'azure-arm' errored after 2 minutes: retry count exhausted. Last err: {reason}")
    }),
    strict("E18 machine", |it| {
        let reason = format!("Code={} Message={}", go(&it.code), go(&it.message));
        format!("machine readable: azure-arm,error []string{{{}}}", go(&reason))
    }),
    strict("E23", |it| body(it).to_string().replacen("\":", "\"=>", 1)),
    strict("E24", |it| {
        let message = escaped_for_xml(&it.message);
        format!(
            "<Error><Code>{}</Code><Message>{message}\nRequestId:1\nTime:2</Message></Error>",
            it.code
        )
    }),
    strict("run status", |it| {
        let message = format!(
            "Failed while waiting for packerizer: Code={} Message={}",
            go(&it.code),
            go(&it.message)
        );
        json!({"lastRunStatus": {"runState": "Failed", "message": message}}).to_string()
    }),
];

/// Envelopes whose message is the text of another envelope.
const AROUND: &[fn(&str) -> String] = &[
    |it| json!({"error": {"code": "DeploymentFailed", "message": it}}).to_string(),
    |it| {
        json!({"error": {"code": "Outer", "message": "See.", "details": [{"code": "Conflict", "message": it}]}})
            .to_string()
    },
    |it| json!({"properties": {"statusMessage": it}}).to_string(),
    |it| {
        json!({"lastRunStatus": {"runState": "Failed", "message": format!("Microservice has failed: {it}")}})
            .to_string()
    },
    |it| format!("Code=\"ResourceDeploymentFailure\" Message={}", go(it)),
    |it| {
        format!(
            "Azure response status=\"400 Bad Request\" method=\"PUT\" body={}",
            go(&json!({"error": {"code": "Outer", "message": it}}).to_string())
        )
    },
];

pub fn any_code() -> impl Strategy<Value = String> {
    "[A-Z][a-z]{2,6}[A-Z][a-z]{1,8}[A-Za-z0-9]{0,10}".prop_filter("a code of its own", |it| {
        !["BadRequest", "NotFound"].contains(&it.as_str())
    })
}

/// Any printable text; the pieces are what envelopes are made of.
fn any_message() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        3 => "[ -~]{1,12}",
        2 => "\\PC{1,6}",
        2 => prop::sample::select(&["\"", "'", "\\", "\\n", "{", "}", "[", "]", ": ", " - ", "()", "é😀", "<a>", "&amp;", "\\u0041", "/subscriptions/s"][..]).prop_map(str::to_owned),
        1 => Just("\n".to_owned()),
    ];
    // A message without blanks at its ends; nobody could know whose they are.
    prop::collection::vec(pieces, 1..8).prop_map(|it| format!("M{}.", it.concat()))
}

/// Prefixes of lines, with which a text is one or several lines of a log.
const PREFIXES: [&str; 6] = [
    "",
    "[3b1f6c52] PACKER OUT ",
    "[3b1f6c52] PACKER 2024/05/06 07:08:09 ui error: ",
    "2024-05-06T07:08:09.1234567Z ",
    "> ",
    "2024/05/06 07:08:09 packer-plugin-azure plugin: ",
];

fn innermost(text: &str) -> Vec<(Option<String>, String)> {
    let found = envelope::read(text);
    let inner = found.iter().map(|it| it.value.innermost());
    inner.map(|it| (it.code.clone(), it.message.clone())).collect()
}

#[track_caller]
fn check(text: &str, error: &Error, name: &str) -> Result<(), TestCaseError> {
    let expected = (Some(error.code.clone()), error.message.clone());
    let found = innermost(text);
    prop_assert!(
        found.contains(&expected),
        "{name}: {expected:?} is not in {found:?}\nin {text}"
    );
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn innermost_error_is_whole_in_every_envelope(
        code in any_code(),
        message in any_message(),
        writer in 0..WRITERS.len(),
        prefix in 0..PREFIXES.len(),
    ) {
        let writer = &WRITERS[writer];
        let message = if writer.has_lines { message } else { message.replace('\n', " ") };
        let error = Error { code, message };
        let text = (writer.write)(&error);
        check(&text, &error, writer.name)?;
        // XML contains a message with its line breaks.
        let text = if writer.name == "E24" { text.replace('\n', " ") } else { text };
        let error = if writer.name == "E24" { Error { message: error.message.replace('\n', " "), ..error } } else { error };
        let log: String = text.split('\n').map(|it| format!("{}{it}\n", PREFIXES[prefix])).collect();
        check(&log, &error, writer.name)?;
    }

    #[test]
    fn innermost_error_is_whole_in_envelopes_around_envelopes(
        code in any_code(),
        message in any_message(),
        writer in 0..WRITERS.len(),
        around in prop::collection::vec(0..AROUND.len(), 1..4),
        prefix in 0..PREFIXES.len(),
    ) {
        let writer = &WRITERS[writer];
        let message = if writer.has_lines { message } else { message.replace('\n', " ") };
        let error = Error { code, message };
        let mut text = (writer.write)(&error);
        for around in around {
            text = AROUND[around](&text);
        }
        check(&text, &error, writer.name)?;
        check(&format!("{}{text}\n", PREFIXES[prefix]), &error, writer.name)?;
    }

    #[test]
    fn cut_off_text_gives_the_beginning_of_the_message(
        code in any_code(),
        message in "[ -!#-Z^-~]{20,60}",
        around in prop::collection::vec(0..2usize, 0..3),
        cut in 1..10usize,
    ) {
        let error = Error { code, message: format!("M{message}.") };
        let mut text = json!({"error": body(&error)}).to_string();
        let levels = around.len();
        for around in around {
            text = AROUND[around](&text);
        }
        let at = text.find(&error.message).unwrap() + cut;
        let found = innermost(&text[..at]);
        let inner = found.first().cloned().unwrap_or_default();
        prop_assert_eq!(inner.0.as_ref(), Some(&error.code), "{} levels of {}", levels, &text[..at]);
        prop_assert_eq!(inner.1.trim_end(), error.message[..cut].trim_end());
    }
}

#[test]
fn every_envelope_is_written_once() {
    let error = Error {
        code: "TestCode".to_owned(),
        message: "A message: with 'quotes', \"quotes\", {braces} and \\.".to_owned(),
    };
    for writer in WRITERS {
        let text = (writer.write)(&error);
        check(&text, &error, writer.name).unwrap();
    }
}
