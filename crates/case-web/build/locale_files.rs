//! Reading, checking and compiling the locale files. Used by the build script, and by its tests in the crate.

use std::{collections::BTreeMap, fmt::Write};

/// The language whose keys and placeholders the others must have.
const REFERENCE: &str = "en";

/// Parts the texts in the compiled table; no text may hold it.
const SEPARATOR: char = '\0';

/// A language's texts by section and key.
#[derive(Debug)]
pub struct Locale {
    /// ISO 639-1.
    pub code: String,
    texts: BTreeMap<(String, String), String>,
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
    let mut texts = BTreeMap::new();
    let mut faults = Vec::new();
    for (section, entries) in table {
        let Some(entries) = entries.as_table() else {
            faults.push(format!(
                "{file}: `{section}` must be a section, `[{section}]`"
            ));
            continue;
        };
        for (key, value) in entries {
            match value.as_str() {
                Some(text) if !text.is_empty() && !text.contains(SEPARATOR) => {
                    texts.insert((section.clone(), key.clone()), text.to_owned());
                }
                _ => faults.push(format!(
                    "{file}: `{section}.{key}` must be a text that is not empty"
                )),
            }
        }
    }
    if faults.is_empty() {
        Ok(Locale {
            code: code.to_owned(),
            texts,
        })
    } else {
        Err(faults)
    }
}

/// What `other` lacks, has too much, or fills in differently.
fn differences(reference: &Locale, other: &Locale) -> Vec<String> {
    let file = format!("locales/{}.toml", other.code);
    let mut faults = Vec::new();
    for ((section, key), text) in &reference.texts {
        let name = format!("{section}.{key}");
        match other.texts.get(&(section.clone(), key.clone())) {
            None => faults.push(format!(
                "{file}: `{name}` is missing; in English it is \"{text}\""
            )),
            Some(translated) => {
                let (mut wanted, mut found) = (placeholders(text), placeholders(translated));
                wanted.sort_unstable();
                found.sort_unstable();
                if wanted != found {
                    faults.push(format!(
                        "{file}: `{name}` has the placeholders {found:?}, English has {wanted:?}"
                    ));
                }
            }
        }
    }
    let extra = other
        .texts
        .keys()
        .filter(|key| !reference.texts.contains_key(*key));
    faults.extend(extra.map(|(section, key)| {
        format!("{file}: `{section}.{key}` is not in locales/{REFERENCE}.toml")
    }));
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
    /// Every text in the order of the keys, parted by [`SEPARATOR`].
    pub fn joined(&self) -> String {
        let texts: Vec<&str> = self.texts.values().map(String::as_str).collect();
        texts.join(&SEPARATOR.to_string())
    }
}

/// The Rust source of the tables: a constant for every plain text, a function for every one with placeholders.
pub fn rust(locales: &[Locale]) -> String {
    let mut code = format!("pub static LANGUAGES: [Language; {}] = [\n", locales.len());
    for locale in locales {
        let name = locale
            .texts
            .get(&("language".to_owned(), "name".to_owned()))
            .map_or("", String::as_str);
        let _ = writeln!(
            code,
            "    Language {{ code: {:?}, name: {name:?}, texts: include_str!(concat!(env!(\"OUT_DIR\"), \"/{}.texts\")) }},",
            locale.code, locale.code,
        );
    }
    code.push_str("];\n");
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
