//! R1: secrets in what one types are shown at the field, and taken out on request before anything is sent. R2: what one decides
//! to keep is not told of again, only how it will be stored.

use std::ops::Range;

use case_core::secrets::{self, Finding, REDACTED, SecretKind};
use leptos::prelude::*;

use super::{entry::Entry, form::CaseForm};
use crate::{
    components::{Button, Tone, alert_box},
    dom,
    html::{El, div, li, p, span, switch, ul, when},
    locales::{Text, text},
};

/// A secret as it is told: what it is, and where.
#[derive(Clone, PartialEq)]
struct Found {
    kind: SecretKind,
    range: Range<usize>,
    /// The secret itself. It stays the same one when the text before it changes.
    secret: String,
    /// From 1.
    line: usize,
    /// From 1, in the line.
    character: usize,
}

/// The secrets in the answer of `entry`, as it is `typed`; nothing while there are none.
pub fn secret_notice(form: CaseForm, entry: Entry, typed: Memo<String>) -> El {
    let kept = form.kept_secrets();
    let found = Memo::new(move |_| typed.with(|typed| places(typed, secrets::find(typed))));
    let open = Memo::new(move |_| {
        let is_open = |one: &&Found| kept.with(|kept| !kept.contains(&one.secret));
        found.with(|found| found.iter().filter(is_open).cloned().collect::<Vec<_>>())
    });
    let decide = Callback::new(move |(one, decision): (Found, Decision)| {
        match decision {
            Decision::Remove => {
                let rest = typed.with_untracked(|typed| without(typed, &one.range));
                form.enter(&entry, rest);
                form.say(text::form::SECRET_REMOVED.get().to_owned());
            }
            Decision::Keep => kept.update(|kept| kept.push(one.secret)),
        }
        dom::focus(&entry.id());
    });
    let notice = move || {
        let lines = switch(
            move || open.get(),
            move |open: &Vec<Found>| open.iter().map(|one| line(one, decide)).collect::<Vec<_>>(),
        );
        let list = ul().class("secrets").child(lines);
        let words = p().child(|| text::form::secret_text(REDACTED));
        alert_box(Tone::Warning, (list, words))
    };
    let is_kept = move || found.with(Vec::len) > open.with(Vec::len);
    let note = || {
        p().class("field-hint")
            .child(|| text::form::secret_kept(REDACTED))
    };
    div()
        .attr("aria-live", "polite")
        .child(when(move || !open.with(Vec::is_empty), notice))
        .child(when(is_kept, note))
}

/// What one does with a secret.
#[derive(Clone, Copy)]
enum Decision {
    Remove,
    Keep,
}

fn line(secret: &Found, decide: Callback<(Found, Decision)>) -> El {
    let (line, character) = (secret.line, secret.character);
    let place = move || text::form::secret_place(&line.to_string(), &character.to_string());
    let told = span()
        .child(name(secret.kind))
        .child(" (")
        .child(place)
        .child(")");
    let button = |words: Text, decision: Decision| {
        let secret = secret.clone();
        let press = Callback::new(move |()| decide.run((secret.clone(), decision)));
        Button::new(words).on_press(press)
    };
    let decisions = span()
        .class("actions")
        .child(button(text::form::SECRET_REMOVE, Decision::Remove))
        .child(button(text::form::SECRET_KEEP, Decision::Keep));
    li().child(told).child(decisions)
}

const fn name(kind: SecretKind) -> Text {
    match kind {
        SecretKind::SecretAccessKey => text::form::SECRET_ACCESS_KEY,
        SecretKind::PrivateKey => text::form::SECRET_PRIVATE_KEY,
        SecretKind::CardNumber => text::form::SECRET_CARD_NUMBER,
    }
}

fn places(typed: &str, findings: Vec<Finding>) -> Vec<Found> {
    let place = |Finding { range, kind }| {
        let before = &typed[..range.start];
        let in_line = before.rsplit('\n').next().unwrap_or(before);
        Found {
            kind,
            line: before.matches('\n').count() + 1,
            character: in_line.chars().count() + 1,
            secret: typed[range.clone()].to_owned(),
            range,
        }
    };
    findings.into_iter().map(place).collect()
}

/// The text without the secret at `range`. A list that was shown a moment too long must not cut elsewhere.
fn without(typed: &str, range: &Range<usize>) -> String {
    match (typed.get(..range.start), typed.get(range.end..)) {
        (Some(before), Some(after)) => [before, after].concat(),
        _ => typed.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r1_a_secret_is_told_with_its_line_and_character() {
        let typed = "Card:\nfür 4111 1111 1111 1111 bitte";
        let found = places(typed, secrets::find(typed));
        let told: Vec<_> = found
            .iter()
            .map(|one| (one.kind, one.line, one.character))
            .collect();
        assert_eq!(told, [(SecretKind::CardNumber, 2, 5)]);
        assert_eq!(without(typed, &found[0].range), "Card:\nfür  bitte");
    }

    #[test]
    fn r1_what_is_no_place_in_the_text_takes_nothing_out() {
        assert_eq!(without("für", &(2..3)), "für");
        assert_eq!(without("abc", &(2..9)), "abc");
    }
}
