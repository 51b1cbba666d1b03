//! Initial values: well-formed, with the members that a new object needs, and placeholders to fill
//! in.

use crate::schema::slice::{Property, Shape, Slice};

/// A value in two spellings.
pub(super) struct Skeleton {
    /// One line, nothing to fill in.
    pub plain: String,
    /// LSP snippet syntax, indented with tabs, which editors turn into their own.
    pub snippet: String,
}

/// Writes skeletons for one API version.
pub(super) struct Writer {
    slice: &'static Slice,
    stop: u32,
}

impl Writer {
    pub fn new(slice: &'static Slice) -> Self {
        Self { slice, stop: 0 }
    }

    fn next(&mut self) -> u32 {
        self.stop += 1;
        self.stop
    }

    /// The value of a member.
    pub fn value(&mut self, property: &Property, depth: usize) -> Skeleton {
        let default = property.default.filter(|it| !it.as_str().is_some_and(str::is_empty));
        match (&property.shape, default) {
            (Shape::Integer | Shape::Boolean, Some(default)) => {
                let (n, plain) = (self.next(), default.to_string());
                Skeleton {
                    snippet: format!("${{{n}:{plain}}}"),
                    plain,
                }
            }
            (shape, _) => self.shape(shape, depth),
        }
    }

    /// A value of a shape.
    pub fn shape(&mut self, shape: &Shape, depth: usize) -> Skeleton {
        let scalar = |plain: &str, snippet: String| Skeleton {
            plain: plain.to_owned(),
            snippet,
        };
        match shape {
            Shape::String | Shape::Any => {
                let n = self.next();
                scalar("\"\"", format!("\"${n}\""))
            }
            Shape::Integer => {
                let n = self.next();
                scalar("0", format!("${{{n}:0}}"))
            }
            Shape::Boolean => {
                let n = self.next();
                scalar("true", format!("${{{n}:true}}"))
            }
            Shape::Array(item) => {
                let inner = self.shape(item, depth + 1);
                let (tabs, end) = ("\t".repeat(depth + 1), "\t".repeat(depth));
                Skeleton {
                    plain: format!("[{}]", inner.plain),
                    snippet: format!("[\n{tabs}{}\n{end}]", inner.snippet),
                }
            }
            Shape::Map(value) => {
                let n = self.next();
                let empty = match **value {
                    Shape::Named(name) => self.slice.properties(name).iter().all(|it| it.read_only),
                    _ => false,
                };
                let inner = if empty {
                    scalar("{}", "{\\}".to_owned())
                } else {
                    self.shape(value, depth + 1)
                };
                let (tabs, end) = ("\t".repeat(depth + 1), "\t".repeat(depth));
                Skeleton {
                    plain: "{}".to_owned(),
                    snippet: format!("{{\n{tabs}\"${n}\": {}\n{end}\\}}", inner.snippet),
                }
            }
            Shape::Named(name) => self.object(name, None, depth),
        }
    }

    /// A new object of a type with the members that it begins with; `choice` is the value of its
    /// discriminator.
    pub fn object(&mut self, name: &str, choice: Option<&str>, depth: usize) -> Skeleton {
        let (tabs, end) = ("\t".repeat(depth + 1), "\t".repeat(depth));
        if let Some((discriminator, _)) = self.slice.union(name) {
            let n = self.next();
            return Skeleton {
                plain: format!("{{ \"{discriminator}\": \"\" }}"),
                snippet: format!("{{\n{tabs}\"{discriminator}\": \"${n}\"\n{end}\\}}"),
            };
        }
        let (mut plain, mut snippet) = (Vec::new(), Vec::new());
        for member in self.slice.start(name) {
            let Some(property) = self.slice.properties(name).iter().find(|it| it.name == *member) else {
                continue;
            };
            let value = match choice.filter(|_| property.discriminator) {
                Some(choice) => Skeleton {
                    plain: format!("\"{choice}\""),
                    snippet: format!("\"{choice}\""),
                },
                None if property.name == "type" && property.values.contains(&"UserAssigned") => Skeleton {
                    plain: "\"UserAssigned\"".to_owned(),
                    snippet: "\"UserAssigned\"".to_owned(),
                },
                None => self.value(property, depth + 1),
            };
            plain.push(format!("\"{member}\": {}", value.plain));
            snippet.push(format!("{tabs}\"{member}\": {}", value.snippet));
        }
        if plain.is_empty() {
            let n = self.next();
            return Skeleton {
                plain: "{}".to_owned(),
                snippet: format!("{{\n{tabs}${n}\n{end}\\}}"),
            };
        }
        Skeleton {
            plain: format!("{{ {} }}", plain.join(", ")),
            snippet: format!("{{\n{}\n{end}\\}}", snippet.join(",\n")),
        }
    }
}
