//! Reading, checking and compiling the locale files. Used by the build script, and by its tests in the crate.

use std::fmt::Write;

use super::fingerprint::fingerprint;

/// The language whose keys and placeholders the others must have.
const REFERENCE: &str = "en";

/// Parts the texts in the compiled table; a text is one line.
const SEPARATOR: &str = "\n";

/// A language's texts.
#[derive(Debug)]
pub struct Locale {
    /// ISO 639-1.
    pub code: String,
    /// By section and key, in the order of the file.
    texts: Vec<((String, String), String)>,
    /// Changes with the content of the file.
    version: u64,
}

/// Reads `(language code, content of its file)` pairs; the reference language comes first in the answer.
pub fn read(files: &[(String, String)]) -> Result<Vec<Locale>, Vec<String>> {
    let mut faults = Vec::new();
    let mut locales = Vec::new();
    for (code, content) in files {
        match parse(code, content) {
            Ok(locale) => locales.push(locale),
            Err(found) => faults.extend(found),
        }
    }
    locales.sort_by_key(|locale| (locale.code != REFERENCE, locale.code.clone()));
    match locales.split_first() {
        Some((reference, others)) if reference.code == REFERENCE => {
            faults.extend(others.iter().flat_map(|other| differences(reference, other)));
        }
        _ => faults.push(format!("locales/{REFERENCE}.toml is missing or wrong; every other language is checked against it")),
    }
    if faults.is_empty() {
        Ok(locales)
    } else {
        Err(faults)
    }
}

fn parse(code: &str, content: &str) -> Result<Locale, Vec<String>> {
    let file = format!("locales/{code}.toml");
    let table: toml::Table = content
        .parse()
        .map_err(|error| vec![format!("{file}: {error}")])?;
    let mut faults = Vec::new();
    let mut texts = Vec::new();
    for ((section, key), raw) in lines(content) {
        let value = table.get(section).and_then(|entries| entries.get(key));
        match value.and_then(toml::Value::as_str) {
            // The SPA reads the file without a parser of TOML.
            Some(text) if text != raw => faults.push(format!(
                "{file}: `{section}.{key}` must be one line without escapes, `{key} = \"…\"` or `{key} = '…'`"
            )),
            Some(text) if !text.is_empty() => {
                texts.push(((section.to_owned(), key.to_owned()), text.to_owned()));
            }
            _ => faults.push(format!(
                "{file}: `{section}.{key}` must be a text that is not empty, in a section"
            )),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(Locale {
        code: code.to_owned(),
        texts,
        version: fingerprint(content),
    })
}

/// Section, key, and what stands between the first and the last character of the value, of each entry.
fn lines(content: &str) -> impl Iterator<Item = ((&str, &str), &str)> {
    let mut section = "";
    content.lines().filter_map(move |line| {
        if let Some(name) = line.strip_prefix('[') {
            section = name.trim_end().trim_end_matches(']');
        }
        let (key, value) = line.split_once(" = ").filter(|_| !line.starts_with('#'))?;
        let mut inside = value.chars();
        inside.next();
        inside.next_back();
        Some(((section, key), inside.as_str()))
    })
}

/// What `other` lacks, has too much, has elsewhere, or fills in differently.
fn differences(reference: &Locale, other: &Locale) -> Vec<String> {
    let file = format!("locales/{}.toml", other.code);
    let mut faults = Vec::new();
    for (name, text) in &reference.texts {
        let called = format!("{}.{}", name.0, name.1);
        let Some((_, translated)) = other.texts.iter().find(|one| one.0 == *name) else {
            faults.push(format!(
                "{file}: `{called}` is missing; in English it is \"{text}\""
            ));
            continue;
        };
        let (mut wanted, mut found) = (placeholders(text), placeholders(translated));
        wanted.sort_unstable();
        found.sort_unstable();
        if wanted != found {
            faults.push(format!(
                "{file}: `{called}` has the placeholders {found:?}, English has {wanted:?}"
            ));
        }
    }
    for ((section, key), _) in &other.texts {
        let known = |one: &((String, String), String)| one.0.0 == *section && one.0.1 == *key;
        if !reference.texts.iter().any(known) {
            faults.push(format!(
                "{file}: `{section}.{key}` is not in locales/{REFERENCE}.toml"
            ));
        }
    }
    let moved = other
        .texts
        .iter()
        .zip(&reference.texts)
        .find(|(one, english)| one.0 != english.0);
    // Where texts are missing, all after them stand elsewhere.
    if let (true, Some((((section, key), _), _))) = (faults.is_empty(), moved) {
        faults.push(format!(
            "{file}: `{section}.{key}` stands at another place than in locales/{REFERENCE}.toml"
        ));
    }
    faults
}

/// The names in `{name}` of a text, each once, in the order of first appearance.
fn placeholders(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for part in text.split('{').skip(1) {
        let name = part.split('}').next().unwrap_or(part);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

impl Locale {
    /// Every text in the order of the file, parted by [`SEPARATOR`].
    fn joined(&self) -> String {
        let texts: Vec<&str> = self.texts.iter().map(|(_, text)| text.as_str()).collect();
        texts.join(SEPARATOR)
    }

    /// The language's name in itself.
    fn name(&self) -> &str {
        let of_name =
            |one: &&((String, String), String)| one.0.0 == "language" && one.0.1 == "name";
        self.texts.iter().find(of_name).map_or("", |(_, text)| text)
    }
}

/// The Rust source of the tables: the languages, the reference language's texts, a constant for every plain text, a
/// function for every one with placeholders.
pub fn rust(locales: &[Locale]) -> String {
    let mut code = format!("pub static LANGUAGES: [Language; {}] = [\n", locales.len());
    for (place, locale) in locales.iter().enumerate() {
        // The reference language comes with the program.
        let file =
            (place > 0).then(|| format!("/locales/{}.toml?v={:x}", locale.code, locale.version));
        let _ = writeln!(
            code,
            "    Language {{ code: {:?}, name: {:?}, file: {file:?}, version: {} }},",
            locale.code,
            locale.name(),
            hexadecimal(locale.version),
        );
    }
    let _ = writeln!(
        code,
        "];\npub static COMPILED: &str = {:?};",
        locales[0].joined()
    );
    let reference = &locales[0];
    let mut section = "";
    for (place, ((in_section, key), text)) in reference.texts.iter().enumerate() {
        if in_section == "language" {
            continue;
        }
        if section != in_section {
            code.push_str(if section.is_empty() { "" } else { "}\n" });
            section = in_section;
            let _ = writeln!(code, "pub mod {} {{", section.replace('-', "_"));
        }
        let _ = writeln!(code, "    /// {}", text.replace('\n', " "));
        code.push_str(&item(key, place, &placeholders(text)));
    }
    code.push_str("}\n");
    code
}

/// A number as Rust's readers want it: `0x4a8f_a48c_a4c6_07f6`.
fn hexadecimal(number: u64) -> String {
    let groups = [48, 32, 16, 0].map(|shift| format!("{:04x}", number >> shift & 0xffff));
    format!("0x{}", groups.join("_"))
}

fn item(key: &str, place: usize, names: &[&str]) -> String {
    let name = key.replace('-', "_");
    if names.is_empty() {
        return format!(
            "    pub const {}: super::Text = super::Text({place});\n",
            name.to_uppercase()
        );
    }
    let parameters: Vec<String> = names.iter().map(|name| format!("{name}: &str")).collect();
    let values: Vec<String> = names
        .iter()
        .map(|name| format!("(\"{name}\", {name})"))
        .collect();
    format!(
        "    pub fn {name}({}) -> String {{\n        super::fill(super::Text({place}), &[{}])\n    }}\n",
        parameters.join(", "),
        values.join(", "),
    )
}
