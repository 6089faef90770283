//! What is found by which words: how texts become terms of an index, and what somebody types becomes a query of them.
//!
//! The same code makes the terms for every engine, and engines only compare them, so that all find the same. Terms are
//! letters and digits, and begin with the account's number: an index is then one part for each account, where no other
//! account's cases cost time.
//!
//! Words are found by their beginnings. Scripts that put no spaces between words are indexed by every two neighbouring
//! characters; a longer query is looked up by its pairs and then confirmed in the texts themselves.

use std::borrow::Cow;

use case_core::AccountId;
use unicode_normalization::UnicodeNormalization;

/// Words are indexed up to so many characters; a query's longer words are confirmed in the text.
const WORD_CHARS: usize = 40;

/// So many terms of a query are looked up; what exceeds them is confirmed in the text.
const QUERY_TERMS: usize = 16;

/// What somebody looks for in cases: all of its words, in any order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchQuery {
    /// At least one. Their order is that of the query.
    terms: Vec<Term>,
    /// What the terms cannot tell: has to occur as it stands here in the folded text.
    confirmed: Vec<Confirmed>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Confirmed {
    /// A word begins like this.
    Word(String),
    /// This stands somewhere.
    Text(String),
}

/// A term that is looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Term {
    /// Letters and digits.
    pub text: String,
    /// Whether terms that only begin like this are found too.
    pub prefix: bool,
}

impl SearchQuery {
    /// The query that this text asks; none where it has no letter and no digit to look for.
    pub fn new(text: &str) -> Option<Self> {
        let folded = fold(text);
        let mut query = Self {
            terms: Vec::new(),
            confirmed: Vec::new(),
        };
        for run in runs(&folded) {
            query.add(run);
        }
        (!query.terms.is_empty()).then_some(query)
    }

    fn add(&mut self, run: Run<'_>) {
        let (terms, whole, text) = match run {
            Run::Word(word) => {
                let term = Term {
                    text: first_chars(word, WORD_CHARS).to_owned(),
                    prefix: true,
                };
                let whole = term.text.len() == word.len();
                (vec![term], whole, word)
            }
            Run::Unspaced(text) => {
                let pairs: Vec<Term> = pairs(text)
                    .map(|pair| Term {
                        text: pair.to_owned(),
                        prefix: false,
                    })
                    .collect();
                match pairs.len() {
                    0 => {
                        let one = Term {
                            text: text.to_owned(),
                            prefix: true,
                        };
                        (vec![one], true, text)
                    }
                    1 => (pairs, true, text),
                    _ => (pairs, false, text),
                }
            }
        };
        let mut all_there = true;
        for term in terms {
            if self.terms.contains(&term) {
                continue;
            }
            if self.terms.len() < QUERY_TERMS {
                self.terms.push(term);
            } else {
                all_there = false;
            }
        }
        if !(whole && all_there) {
            self.confirmed.push(match run {
                Run::Word(_) => Confirmed::Word(text.to_owned()),
                Run::Unspaced(_) => Confirmed::Text(text.to_owned()),
            });
        }
    }

    /// The terms, as the index has them for this account.
    pub(crate) fn terms(&self, account: AccountId) -> impl Iterator<Item = Term> + '_ {
        let part = part_of(account);
        self.terms.iter().map(move |term| Term {
            text: [&*part, &term.text].concat(),
            prefix: term.prefix,
        })
    }

    /// Whether a match of the terms is one only when its texts confirm it too.
    pub(crate) const fn needs_texts(&self) -> bool {
        !self.confirmed.is_empty()
    }

    /// Whether what the terms cannot tell occurs in these texts.
    pub(crate) fn is_confirmed_by<T: AsRef<str>>(&self, texts: &[T]) -> bool {
        let mut left = self.unconfirmed();
        texts.iter().any(|text| left.ends_with(text.as_ref()))
    }

    /// What the terms cannot tell, for the texts of a case to confirm.
    pub(crate) fn unconfirmed(&self) -> Unconfirmed<'_> {
        Unconfirmed(self.confirmed.iter().collect())
    }
}

/// What no text of a case has confirmed so far.
pub(crate) struct Unconfirmed<'q>(Vec<&'q Confirmed>);

impl Unconfirmed<'_> {
    /// Looks into the next text of the case; whether everything is confirmed with it.
    pub fn ends_with(&mut self, text: &str) -> bool {
        text.split_inclusive('\n').any(|line| {
            let line = fold_line(line);
            self.0.retain(|wanted| !wanted.occurs_in(&line));
            self.0.is_empty()
        })
    }
}

impl Confirmed {
    fn occurs_in(&self, folded: &str) -> bool {
        let begins =
            |run: Run<'_>, wanted: &str| matches!(run, Run::Word(word) if word.starts_with(wanted));
        match self {
            Self::Word(wanted) => runs(folded).any(|run| begins(run, wanted)),
            Self::Text(wanted) => folded.contains(wanted),
        }
    }
}

/// The terms under which these texts of an account's case are found, each once, parted by spaces.
pub(crate) fn index_terms<T: AsRef<str>>(account: AccountId, texts: &[T]) -> String {
    let folded: Vec<String> = texts.iter().map(|text| fold(text.as_ref())).collect();
    let mut terms = Vec::new();
    for run in folded.iter().flat_map(|text| runs(text)) {
        match run {
            Run::Word(word) => terms.push(first_chars(word, WORD_CHARS)),
            Run::Unspaced(text) => {
                terms.extend(pairs(text));
                // The last character begins no pair, and has to be found by itself.
                let last = text.char_indices().next_back();
                terms.extend(last.map(|(at, _)| &text[at..]));
            }
        }
    }
    terms.sort_unstable();
    terms.dedup();
    let part = part_of(account);
    let mut joined = String::with_capacity(terms.iter().map(|term| 9 + term.len()).sum());
    for term in terms {
        joined.push_str(&part);
        joined.push_str(term);
        joined.push(' ');
    }
    joined.pop();
    joined
}

/// The beginning of an account's terms: its number in eight letters and digits, so that none is the beginning of another.
fn part_of(account: AccountId) -> String {
    let mut number: u64 = account.to_string().parse().unwrap_or_default();
    let mut digits = [b'0'; 8];
    for digit in digits.iter_mut().rev() {
        // 32 digits of 5 bits: 8 of them have room for 12 decimal ones.
        let value = u8::try_from(number % 32).unwrap_or_default();
        *digit = match value {
            0..=9 => b'0' + value,
            _ => b'a' + value - 10,
        };
        number /= 32;
    }
    digits.iter().map(|digit| char::from(*digit)).collect()
}

/// Text as it is compared: without the differences of upper and lower case, of width, and of accents on letters.
///
/// The marks of kana are letters' parts, no accents, and stay.
fn fold(text: &str) -> String {
    text.split_inclusive('\n').map(fold_line).collect()
}

/// A line as it is compared. Nothing in a line changes anything in another, and no word goes on in the next.
fn fold_line(line: &str) -> Cow<'_, str> {
    if !line.chars().all(is_plain) {
        Cow::Owned(folded_chars(line).collect())
    } else if line.bytes().any(|one| one.is_ascii_uppercase()) {
        Cow::Owned(line.to_ascii_lowercase())
    } else {
        Cow::Borrowed(line)
    }
}

/// Whether folding leaves a character as it is, but for ASCII's upper case, where only such characters stand beside it. Of
/// most texts that is all, and normalising them would be most of the work.
fn is_plain(one: char) -> bool {
    matches!(one, '\0'..='\x7f' | '、' | '。' | 'ぁ'..='ゖ' | 'ァ'..='ヶ' | 'ー' | '一'..='鿿')
}

fn folded_chars(text: &str) -> impl Iterator<Item = char> {
    text.nfkd()
        .flat_map(char::to_lowercase)
        .filter(|one| !('\u{300}'..='\u{36f}').contains(one) && !is_ignored(*one))
        .nfc()
}

/// What is not seen, and what chooses between shapes of the same character.
fn is_ignored(one: char) -> bool {
    matches!(
        one,
        '\u{ad}' | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}'
    )
}

/// A part of a text that terms are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Run<'t> {
    /// A word or number.
    Word(&'t str),
    /// Characters of a script that does not part its words.
    Unspaced(&'t str),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    Unspaced,
    Gap,
}

fn runs(text: &str) -> impl Iterator<Item = Run<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let kind = kind_of(rest.chars().next()?);
            let end = rest
                .char_indices()
                .find(|(_, one)| kind_of(*one) != kind)
                .map_or(rest.len(), |(at, _)| at);
            let (run, after) = rest.split_at(end);
            rest = after;
            match kind {
                Kind::Word => return Some(Run::Word(run)),
                Kind::Unspaced => return Some(Run::Unspaced(run)),
                Kind::Gap => {}
            }
        }
    })
}

/// Blocks of scripts that put no spaces between words: Thai and Lao, Burmese, Khmer, kana, Han, Hangul (whose words
/// carry their particles).
const UNSPACED: [(char, char); 9] = [
    ('\u{e00}', '\u{eff}'),
    ('\u{1000}', '\u{109f}'),
    ('\u{1780}', '\u{17ff}'),
    ('\u{3005}', '\u{3007}'),
    ('\u{3040}', '\u{31ff}'),
    ('\u{3400}', '\u{9fff}'),
    ('\u{ac00}', '\u{d7af}'),
    ('\u{f900}', '\u{faff}'),
    ('\u{20000}', '\u{3ffff}'),
];

fn kind_of(one: char) -> Kind {
    if one.is_ascii() {
        return if one.is_ascii_alphanumeric() {
            Kind::Word
        } else {
            Kind::Gap
        };
    }
    let mark = unicode_normalization::char::is_combining_mark(one);
    // The middle dot of katakana parts words.
    if !(one.is_alphanumeric() || mark) || one == '・' {
        Kind::Gap
    } else if UNSPACED
        .iter()
        .any(|&(first, last)| (first..=last).contains(&one))
    {
        Kind::Unspaced
    } else {
        Kind::Word
    }
}

/// Every two neighbouring characters.
fn pairs(text: &str) -> impl Iterator<Item = &str> {
    let ends = text.char_indices().map(|(at, one)| at + one.len_utf8());
    let starts = text.char_indices().map(|(at, _)| at);
    starts
        .zip(ends.skip(1))
        .map(|(start, end)| &text[start..end])
}

fn first_chars(text: &str, count: usize) -> &str {
    match text.char_indices().nth(count) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}

#[cfg(test)]
mod tests;
