//! How long one check of a full draft takes: what every keystroke in the form costs before anything is painted.
//!
//! Natively and in WebAssembly on node, by `cargo xtask bench check`. Prints one line with nanoseconds.

#![cfg_attr(
    not(target_arch = "wasm32"),
    expect(clippy::print_stdout, reason = "its output is its purpose")
)]

use std::hint::black_box;

use case_core::{
    AccountFacts, Actor, AttachmentDraft, CaseDraft, Context, Plan, Policy, check,
    policy::files::{embedded, load},
};

/// Checks that are timed together: one alone is too short for any clock.
const BATCH: u32 = 500;
/// The median of so many batches is told.
const BATCHES: usize = 31;

#[cfg(not(target_arch = "wasm32"))]
fn now_ns() -> f64 {
    use std::{sync::OnceLock, time::Instant};
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed().as_secs_f64() * 1e9
}

#[cfg(target_arch = "wasm32")]
fn now_ns() -> f64 {
    use wasm_bindgen::prelude::*;
    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_namespace = performance)]
        fn now() -> f64;
    }
    now() * 1e6
}

/// A technical case with every answer given and a description at half its limit.
fn full_draft(policy: &Policy) -> CaseDraft {
    let service = policy
        .services
        .iter()
        .find(|one| one.case_type == case_core::CaseType::Technical)
        .expect("the policy has technical services");
    let mut draft = CaseDraft {
        case_type: "technical".to_owned(),
        service: service.id.clone(),
        category: service.categories[0].id.clone(),
        severity: "high".to_owned(),
        subject: "The instance does not answer since this morning".to_owned(),
        description: "It stopped at 09:14. Restarting changed nothing.\n".repeat(80),
        attachments: vec![AttachmentDraft {
            name: "system.log".to_owned(),
            size: 40_000,
            id: "1".to_owned(),
        }],
        additional_contacts: (0..5).map(|n| format!("on-call-{n}@example.com")).collect(),
        ..CaseDraft::default()
    };
    draft.contact.language = "en".to_owned();
    draft.contact.channel = "phone".to_owned();
    draft.contact.country = "JP".to_owned();
    draft.contact.phone = "03-1234-5678".to_owned();
    draft
}

fn main() {
    let set = load(&embedded(), &|_| true).expect("the embedded policy loads");
    let policy = set.policy(case_core::Lang::EN);
    let account = AccountFacts {
        plan: Plan::Enterprise,
        closed: false,
        resold: false,
        operations_contact: None,
        quotas: Vec::new(),
    };
    let context = Context {
        policy,
        account: &account,
        actor: &Actor::Root,
        business_hours: &[],
        channel_hours: &[],
        uploads: None,
        now: "2026-11-20T12:00:00Z".parse().expect("an instant"),
    };
    let draft = full_draft(policy);
    let mut batches: Vec<f64> = (0..BATCHES)
        .map(|_| {
            let start = now_ns();
            for _ in 0..BATCH {
                black_box(check(black_box(&draft), black_box(&context)));
            }
            (now_ns() - start) / f64::from(BATCH)
        })
        .collect();
    batches.sort_by(f64::total_cmp);
    let line = format!("{:.0}", batches[BATCHES / 2]);
    tell(&line);
}

#[cfg(not(target_arch = "wasm32"))]
fn tell(line: &str) {
    println!("{line}");
}

#[cfg(target_arch = "wasm32")]
fn tell(line: &str) {
    use wasm_bindgen::prelude::*;
    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_namespace = console)]
        fn log(text: &str);
    }
    log(line);
}
