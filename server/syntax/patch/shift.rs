//! A text of several lines at another indentation.

/// The text with `from` at the beginning of its lines replaced by `to`; the first line has no indentation, and blank lines get
/// none.
pub fn shifted(text: &str, from: &str, to: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, line) in text.split_inclusive('\n').enumerate() {
        if at == 0 {
            out.push_str(line);
            continue;
        }
        let rest = line.strip_prefix(from).unwrap_or(line.trim_start_matches([' ', '\t']));
        if !rest.trim().is_empty() {
            out.push_str(to);
        }
        out.push_str(rest);
    }
    out
}
