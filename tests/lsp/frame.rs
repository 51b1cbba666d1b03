//! Cutting a stream into messages, whatever the stream holds.

use aib_ls::lsp::frame::{Frame, FrameReader};
use expect_test::{Expect, expect};
use proptest::prelude::*;

/// Reads a stream to its end; a message is shown as its body, garbage as `BAD`.
fn check(stream: impl AsRef<[u8]>, expected: Expect) {
    expected.assert_eq(&frames(stream.as_ref()).join(" "));
}

fn frames(stream: &[u8]) -> Vec<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let mut reader = FrameReader::new(stream);
        let mut out = Vec::new();
        loop {
            match reader.next().await {
                Frame::Body(body) => out.push(String::from_utf8_lossy(&body).into_owned()),
                Frame::Bad => out.push("BAD".to_owned()),
                Frame::TooLong => out.push("TOO LONG".to_owned()),
                Frame::Skipped(beginning, end) => {
                    let [beginning, end] = [&beginning, &end].map(|it| String::from_utf8_lossy(it).into_owned());
                    out.push(format!("<{beginning:?}…{end:?}>"));
                }
                Frame::End => return out,
            }
        }
    })
}

#[test]
fn messages_follow_each_other() {
    check(
        "Content-Length: 3\r\n\r\noneContent-Length: 5\r\n\r\nthree",
        expect!["one three"],
    );
    check("Content-Length: 0\r\n\r\nContent-Length: 1\r\n\r\nx", expect![" x"]);
}

#[test]
fn headers_may_be_written_freely() {
    check("content-length:3\r\n\r\none", expect!["one"]);
    check("CONTENT-LENGTH :  3\r\n\r\none", expect!["one"]);
    check("Content-Length: 3\nX-Other: 1\n\none", expect!["one"]);
    let kind = "Content-Type: application/vscode-jsonrpc\r\n";
    check(
        format!("{kind}Content-Length: 3\r\nX-Third: yes\r\n\r\none"),
        expect!["one"],
    );
    // Empty lines between messages hurt nobody.
    check(
        "\r\nContent-Length: 3\r\n\r\none\r\n\r\nContent-Length: 3\r\n\r\ntwo",
        expect!["one two"],
    );
}

#[test]
fn a_bad_header_costs_one_error_and_the_next_message_is_read() {
    let next = "Content-Length: 4\r\n\r\nnext";
    for bad in [
        "no header at all\r\n",
        "no header at all",
        "X-Only: 1\r\n\r\n{\"lost\": true}",
        "Content-Length: many\r\n\r\n{\"lost\": true}",
        "Content-Length:\r\n\r\n{\"lost\": true}",
        "Content-Length: -5\r\n\r\n{\"lost\": true}",
        "Content-Length: 99999999999999999999999999\r\n\r\n{\"lost\": true}",
        "garbage\r\nmore garbage\r\n\r\nand more",
    ] {
        assert_eq!(
            frames(format!("{bad}{next}{next}").as_bytes()),
            ["BAD", "next", "next"],
            "{bad:?}"
        );
    }
}

#[test]
fn a_message_that_is_too_long_is_skipped_and_its_ends_are_kept() {
    let long = |text: &str| {
        let length = 64 * 1024 * 1024 + 1;
        format!(
            "Content-Length: {length}\r\n\r\n<{text}{}>",
            "a".repeat(length - text.len() - 2)
        )
    };
    let found = frames(format!("{}Content-Length: 4\r\n\r\nnext", long("b")).as_bytes());
    let ends: Vec<String> = found
        .iter()
        .map(|it| format!("{:.4}{}", it, &it[it.len() - 3..]))
        .collect();
    assert_eq!(ends, ["TOO ONG", "<\"<b>\">", "nextext"]);
    assert!(found[1].len() < 100_000);
    // Inside it, a length that is not at the end of a line is text.
    let found = frames(format!("{}Content-Length: 4\r\n\r\nnext", long("Content-Length: 2")).as_bytes());
    assert_eq!(found.len(), 3);
}

#[test]
fn a_message_that_is_shorter_than_it_says_ends_at_the_next_header() {
    check(
        "Content-Length: 99999999999\r\n\r\n{\"lost\": true}Content-Length: 4\r\n\r\nnextContent-Length: 1\r\n\r\nx",
        expect![[
            r#"TOO LONG <"{\"lost\": true}Content-Length: 4\r\n"…"{\"lost\": true}Content-Length: 4\r\n"> next x"#
        ]],
    );
    check("Content-Length: 99999999999\r\n\r\n{}", expect!["TOO LONG"]);
}

#[test]
fn a_length_that_is_too_small_loses_one_message() {
    let stream = "Content-Length: 5\r\n\r\n{\"jsonrpc\":\"2.0\"}Content-Length: 4\r\n\r\nnext";
    check(stream, expect![[r#"{"jso BAD next"#]]);
}

#[test]
fn an_endless_line_is_no_header_and_is_not_kept() {
    let long = "x".repeat(9000);
    check(format!("{long}Content-Length: 4\r\n\r\nnext"), expect!["BAD next"]);
    check(
        format!("X-Long: {long}\r\nContent-Length: 4\r\n\r\nnext"),
        expect!["BAD next"],
    );
}

#[test]
fn bytes_that_are_no_text_are_garbage_too() {
    let mut stream = vec![0xff, 0xfe, 0x00, b'\n'];
    stream.extend_from_slice(b"Content-Length: 4\r\n\r\nnext");
    check(stream, expect!["BAD next"]);
}

#[test]
fn a_message_that_is_cut_off_is_the_end() {
    check("Content-Length: 10\r\n\r\nshort", expect![""]);
    check("Content-Len", expect![""]);
    check("", expect![""]);
}

proptest! {
    #[test]
    fn no_garbage_hides_the_next_message(garbage in prop::collection::vec(any::<u8>(), 0..300)) {
        let mut stream = garbage;
        stream.extend_from_slice(b"\r\nContent-Length: 4\r\n\r\nnext");
        let found = frames(&stream);
        prop_assert_eq!(found.last().map(String::as_str), Some("next"));
        prop_assert!(found.len() <= 2);
    }
}
