//! JSON texts as documents.
//!
//! `serde_json` could read them, but brings along how any fraction is read exactly, with a table of all powers of ten that a
//! float can have: two thousand bytes of noise, which no compression helps, for numbers that the contract does not have.

/// How deep a document may nest: far deeper than any of the contract, and far less than the stack can take.
const DEEPEST: u8 = 100;

/// A JSON document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Document {
    Null,
    Bool(bool),
    /// The contract's numbers are whole and not negative: of another it is known only that it is a number.
    Number(Option<u64>),
    Text(String),
    List(Vec<Document>),
    /// Its members in the order of the text.
    Object(Vec<(String, Document)>),
}

impl Document {
    /// Reads a text; none where it is not JSON.
    pub fn read(text: &str) -> Option<Self> {
        let mut reader = Reader { text, place: 0 };
        let document = reader.document(DEEPEST)?;
        reader.pass_space();
        (reader.place == text.len()).then_some(document)
    }
}

/// A text and how far it is read.
struct Reader<'a> {
    text: &'a str,
    place: usize,
}

impl Reader<'_> {
    fn document(&mut self, depth: u8) -> Option<Document> {
        self.pass_space();
        let document = match self.next()? {
            b'n' => self.rest(b"ull", Document::Null)?,
            b't' => self.rest(b"rue", Document::Bool(true))?,
            b'f' => self.rest(b"alse", Document::Bool(false))?,
            b'"' => Document::Text(self.words()?),
            b'[' => {
                let mut list = Vec::new();
                self.parts(b']', |reader| {
                    list.push(reader.document(depth.checked_sub(1)?)?);
                    Some(())
                })?;
                Document::List(list)
            }
            b'{' => {
                let mut members = Vec::new();
                self.parts(b'}', |reader| {
                    reader.pass_space();
                    reader.pass(b'"')?;
                    let name = reader.words()?;
                    reader.pass_space();
                    reader.pass(b':')?;
                    members.push((name, reader.document(depth.checked_sub(1)?)?));
                    Some(())
                })?;
                Document::Object(members)
            }
            b'-' => {
                let digit = self.next()?;
                self.number(digit)?;
                Document::Number(None)
            }
            digit => self.number(digit)?,
        };
        Some(document)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.place).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.place += 1;
        Some(byte)
    }

    /// Passes this byte, or answers none where there is another.
    fn pass(&mut self, byte: u8) -> Option<()> {
        (self.next()? == byte).then_some(())
    }

    fn pass_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.place += 1;
        }
    }

    fn rest(&mut self, word: &[u8], document: Document) -> Option<Document> {
        for byte in word {
            self.pass(*byte)?;
        }
        Some(document)
    }

    /// The parts of a list or object whose first character is passed, up to its last.
    fn parts(&mut self, last: u8, mut part: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.pass_space();
        if self.peek()? == last {
            return self.pass(last);
        }
        loop {
            part(self)?;
            self.pass_space();
            let byte = self.next()?;
            if byte == last {
                return Some(());
            }
            if byte != b',' {
                return None;
            }
        }
    }

    /// A text whose first quotation mark is passed.
    fn words(&mut self) -> Option<String> {
        let mut words = String::new();
        loop {
            let start = self.place;
            let end = loop {
                match self.next()? {
                    end @ (b'"' | b'\\') => break end,
                    0..b' ' => return None,
                    _ => {}
                }
            };
            words.push_str(self.text.get(start..self.place - 1)?);
            if end == b'"' {
                return Some(words);
            }
            words.push(self.escaped()?);
        }
    }

    /// The character that an escape stands for, whose backslash is passed.
    fn escaped(&mut self) -> Option<char> {
        Some(match self.next()? {
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'u' => {
                let unit = self.code_unit()?;
                let code = match unit {
                    0xd800..0xdc00 => {
                        self.pass(b'\\')?;
                        self.pass(b'u')?;
                        let low = self.code_unit()?.checked_sub(0xdc00)?;
                        if low >= 0x400 {
                            return None;
                        }
                        0x1_0000 + ((unit - 0xd800) << 10) + low
                    }
                    _ => unit,
                };
                char::from_u32(code)?
            }
            itself @ (b'"' | b'\\' | b'/') => char::from(itself),
            _ => return None,
        })
    }

    fn code_unit(&mut self) -> Option<u32> {
        let mut unit = 0;
        for _ in 0..4 {
            unit = unit << 4 | char::from(self.next()?).to_digit(16)?;
        }
        Some(unit)
    }

    /// A number whose first digit is passed; none where it is no digit.
    fn number(&mut self, first: u8) -> Option<Document> {
        let mut number = Some(digit(first)?);
        while let Some(digit) = self.peek().and_then(digit) {
            if first == b'0' {
                return None;
            }
            self.place += 1;
            number = number
                .and_then(|number| number.checked_mul(10))
                .and_then(|number| number.checked_add(digit));
        }
        if self.peek() == Some(b'.') {
            self.place += 1;
            self.digits()?;
            number = None;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.place += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.place += 1;
            }
            self.digits()?;
            number = None;
        }
        Some(Document::Number(number))
    }

    /// Passes digits, of which there has to be one.
    fn digits(&mut self) -> Option<()> {
        digit(self.next()?)?;
        while self.peek().and_then(digit).is_some() {
            self.place += 1;
        }
        Some(())
    }
}

fn digit(byte: u8) -> Option<u64> {
    byte.is_ascii_digit().then(|| u64::from(byte - b'0'))
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::Document;

    /// The same as `serde_json` has it, as far as a [`Document`] tells.
    fn of_value(value: &Value) -> Document {
        match value {
            Value::Null => Document::Null,
            Value::Bool(truth) => Document::Bool(*truth),
            Value::Number(number) => Document::Number(number.as_u64()),
            Value::String(text) => Document::Text(text.clone()),
            Value::Array(list) => Document::List(list.iter().map(of_value).collect()),
            Value::Object(object) => Document::Object(
                object
                    .iter()
                    .map(|(name, value)| (name.clone(), of_value(value)))
                    .collect(),
            ),
        }
    }

    /// `serde_json` has the members of an object in the order of their names.
    fn sorted(document: Document) -> Document {
        match document {
            Document::List(list) => Document::List(list.into_iter().map(sorted).collect()),
            Document::Object(members) => {
                let mut by_name = std::collections::BTreeMap::new();
                for (name, value) in members {
                    by_name.insert(name, sorted(value));
                }
                Document::Object(by_name.into_iter().collect())
            }
            other => other,
        }
    }

    fn compare(text: &str) {
        let expected = match serde_json::from_str::<Value>(text) {
            Ok(value) => Some(of_value(&value)),
            // No fault of the text: no float is as large.
            Err(error) if error.to_string().starts_with("number out of range") => return,
            Err(_) => None,
        };
        assert_eq!(Document::read(text).map(sorted), expected, "{text}");
    }

    const TEXTS: [&str; 6] = [
        r#" {"a":1,"b":[true,false,null,"x"],"c":{"d":{},"e":[]},"f":18446744073709551615} "#,
        r#"["\u00e9\ud83d\ude00","\"\\\/\b\f\n\r\t","日本語 😀","\u0000","\uDFFF","\ud83dx","\ud83d\u0041"]"#,
        "[0,-0,10,01,1.5,-1.5e+10,2E-3,1e5,18446744073709551616,123456789012345678901234567890]",
        r#"{"a":1,"a":2}"#,
        "\"\u{7f}\u{1f}\"",
        "nul",
    ];

    #[test]
    fn texts_are_read_as_serde_json_reads_them() {
        for text in TEXTS {
            compare(text);
        }
    }

    #[test]
    fn texts_with_something_else_at_any_place_too() {
        let others = [
            "", "\"", "\\", "{", "}", "[", "]", ",", ":", " ", "\n", "0", "7", "-", "+", ".", "e",
            "E", "u", "d", "n", "t", "\u{1}", "é",
        ];
        for text in TEXTS {
            for (start, old) in text.char_indices() {
                let (before, after) = (&text[..start], &text[start + old.len_utf8()..]);
                for other in others {
                    compare(&[before, other, after].concat());
                    compare(&[before, other, &text[start..]].concat());
                }
                compare(before);
            }
        }
    }

    #[test]
    fn what_nests_too_deep_is_refused() {
        let nested = |depth: usize| ["[".repeat(depth), "]".repeat(depth)].concat();
        assert!(Document::read(&nested(100)).is_some());
        assert!(Document::read(&nested(1_000_000)).is_none());
        let objects = |depth: usize| [&"{\"a\":".repeat(depth), "1", &"}".repeat(depth)].concat();
        assert!(Document::read(&objects(99)).is_some());
        assert!(Document::read(&objects(100_000)).is_none());
    }
}
