//! A locale that nobody wrote: English as it would look in a language with other letters and longer words.
//!
//! A text of the page without marks was not translated; one whose end is missing does not fit.

/// Stand before and after each text.
const BEFORE: &str = "⟦";
const AFTER: &str = "⟧";

/// The locale file made from the English one. Names of placeholders stay as they are.
pub fn from_english(english: &str) -> String {
    let mut locale = String::new();
    for line in english.lines() {
        match line.split_once(" = ").filter(|_| !line.starts_with('#')) {
            Some((key, value)) => {
                let (quote, text) = (&value[..1], &value[1..value.len() - 1]);
                let translated = translated(text);
                locale.push_str(&[key, " = ", quote, BEFORE, &translated, AFTER, quote].concat());
            }
            None => locale.push_str(line),
        }
        locale.push('\n');
    }
    locale
}

/// With an accent on each letter that can have one, and each vowel twice: some 40 % longer.
fn translated(text: &str) -> String {
    let mut translated = String::new();
    let mut is_name = false;
    for letter in text.chars() {
        is_name = letter == '{' || is_name && letter != '}';
        translated.push_str(match letter {
            'a' if !is_name => "áà",
            'c' if !is_name => "ç",
            'e' if !is_name => "éè",
            'i' if !is_name => "íì",
            'n' if !is_name => "ñ",
            'o' if !is_name => "óò",
            's' if !is_name => "š",
            'u' if !is_name => "úù",
            'y' if !is_name => "ý",
            'z' if !is_name => "ž",
            _ => {
                translated.push(letter);
                continue;
            }
        });
    }
    translated
}
