//! The test vectors: draft and context in, violations or the accepted case out.
//!
//! The files under `vectors/` are plain JSON, so that any other implementation of the rules can be held against them.
//! They run natively and, by `wasm-pack test`, in the browser. A vector's `base` names a draft of `drafts.json`; its
//! `draft` and `context` are merge patches (RFC 7396) on that draft and on `context.json`.

use std::collections::BTreeMap;

use crate::support::{World, base_context, merge, policy};
use case_core::{CaseDraft, ValidCase, Violation, check, validate};
use serde::Deserialize;
use serde_json::{Value, json};

const FILES: &[(&str, &str)] = &[
    ("t.json", include_str!("../vectors/t.json")),
    ("s.json", include_str!("../vectors/s.json")),
    ("c.json", include_str!("../vectors/c.json")),
    ("a.json", include_str!("../vectors/a.json")),
    ("q.json", include_str!("../vectors/q.json")),
    ("r.json", include_str!("../vectors/r.json")),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vector {
    name: String,
    /// The numbers of the rules that it shows.
    rules: Vec<String>,
    base: String,
    #[serde(default)]
    draft: Value,
    #[serde(default)]
    context: Value,
    violations: Vec<Violation>,
    /// Members of the accepted case, where there is more to say than that it is accepted.
    accepts: Option<BTreeMap<String, Value>>,
}

/// The vectors of one file, each run; says every one that fails.
fn run(file: &str, content: &str) -> usize {
    let vectors: Vec<Vector> = serde_json::from_str(content).expect(file);
    let policy = policy();
    let drafts: BTreeMap<String, Value> =
        serde_json::from_str(include_str!("../vectors/drafts.json")).expect("vectors/drafts.json");
    let mut failures = Vec::new();
    for vector in &vectors {
        assert!(
            !vector.rules.is_empty(),
            "{file}: {} names no rule",
            vector.name
        );
        let mut draft = drafts[&vector.base].clone();
        let mut world = base_context();
        for (value, patch) in [(&mut draft, &vector.draft), (&mut world, &vector.context)] {
            if !patch.is_null() {
                merge(value, patch);
            }
        }
        let draft: CaseDraft = serde_json::from_value(draft).expect(&vector.name);
        let world: World = serde_json::from_value(world).expect(&vector.name);
        let ctx = world.context(&policy);
        assert_eq!(
            check(&draft, &ctx),
            validate(&draft, &ctx).err().unwrap_or_default()
        );
        match validate(&draft, &ctx) {
            Err(found) if found == vector.violations => {}
            Ok(case) if vector.violations.is_empty() => {
                for (member, expected) in vector.accepts.iter().flatten() {
                    let actual = member_of(&case, member);
                    if actual != *expected {
                        failures.push(format!(
                            "{}: {member} is {actual}, not {expected}",
                            vector.name
                        ));
                    }
                }
            }
            other => failures.push(format!(
                "{}:\n  found    {}\n  expected {}",
                vector.name,
                json!(other.err().unwrap_or_default()),
                json!(vector.violations)
            )),
        }
    }
    assert!(
        failures.is_empty(),
        "{file}: {} of {} fail\n{}",
        failures.len(),
        vectors.len(),
        failures.join("\n")
    );
    vectors.len()
}

fn member_of(case: &ValidCase, member: &str) -> Value {
    match member {
        "subject" => json!(case.summary().subject),
        "description" => json!(case.description()),
        "fields" => json!(case.fields()),
        "contact" => json!(case.contact()),
        "additionalContacts" => json!(case.additional_contacts()),
        "attachments" => json!(case.attachments().len()),
        "quotaRequests" => json!(case.quota_requests()),
        "copiesTo" => json!(case.copies_to()),
        "targetMinutes" => json!(case.response().map(|clock| clock.target_minutes)),
        "dueAt" => json!(case.response().map(|clock| clock.due)),
        other => panic!("vectors know no member {other}"),
    }
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn every_vector_holds() {
    let run: usize = FILES.iter().map(|(file, content)| run(file, content)).sum();
    assert!(run >= 300, "only {run} vectors");
}

/// A vector's name is how a failure is found again.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn names_are_unique() {
    let mut seen = std::collections::BTreeSet::new();
    for (file, content) in FILES {
        let vectors: Vec<Vector> = serde_json::from_str(content).expect(file);
        for vector in vectors {
            assert!(
                seen.insert(vector.name.clone()),
                "{file}: {} stands twice",
                vector.name
            );
        }
    }
}
