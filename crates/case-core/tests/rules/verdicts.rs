//! A million random drafts, checked natively and in the browser, folded into one hash each: the two must agree to the
//! last bit, because the browser's answer at a keystroke and the server's at submission are one promise.
//!
//! Both runs are held against `verdicts/hash.txt`. A change of a rule changes it: run the native test, read the new
//! hash from its failure, and write it there.

use crate::support::{World, base_context, policy};
use case_core::{
    AccountFacts, Actor, AppliedQuota, AttachmentDraft, CaseDraft, CaseType, ContactDraft, Plan,
    Policy, QuotaRequestDraft, Severity, Upload, check, validate,
};
use chrono::TimeDelta;

const DRAFTS: u32 = 1_000_000;
const SEED: u64 = 0x0ca5_e3e2;
const EXPECTED: &str = include_str!("../verdicts/hash.txt");

/// The generator `SplitMix64`: small, fast, and the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n as u64).expect("n fits")
    }

    /// True `percent` times in a hundred.
    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

/// FNV-1a, 64 bits.
struct Hash(u64);

impl std::fmt::Write for Hash {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        for byte in text.bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        Ok(())
    }
}

/// Mostly answers that fit, so that drafts get past the first checks; now and then anything at all.
fn draft(random: &mut Random, policy: &Policy) -> CaseDraft {
    let case_type = CaseType::ALL[random.below(3)];
    let services: Vec<_> = policy.services_of(case_type).collect();
    let service = services[random.below(services.len())];
    let category = match service.categories.len() {
        0 => "",
        n => &service.categories[random.below(n)].id,
    };
    let mut draft = CaseDraft {
        case_type: case_type.to_string(),
        service: service.id.clone(),
        category: category.to_owned(),
        // Low is the only one that every plan allows.
        severity: Severity::ALL[random.below(5) * random.below(2)].to_string(),
        subject: text(random, 250),
        description: text(random, 8000),
        contact: contact(random),
        ..CaseDraft::default()
    };
    for (code, percent) in [
        (&mut draft.case_type, 3),
        (&mut draft.service, 4),
        (&mut draft.category, 4),
        (&mut draft.severity, 4),
    ] {
        if random.chance(percent) {
            random
                .pick(&[
                    "",
                    "nope",
                    "billing",
                    "compute",
                    "general-inquiry",
                    "Low",
                    "\u{0}",
                ])
                .clone_into(code);
        }
    }
    let asked = policy
        .service(case_type, &draft.service)
        .and_then(|one| one.category(&draft.category));
    for field in asked.iter().flat_map(|category| &category.fields) {
        draft
            .fields
            .insert(field.id.clone(), field_value(random).to_owned());
    }
    if random.chance(4) {
        draft.fields.insert(
            random.pick(&["invoice", "colour", "a/b~c"]).to_owned(),
            "x".to_owned(),
        );
    }
    if random.chance(10) {
        draft.attachments = (0..random.below(5)).map(|_| attachment(random)).collect();
    }
    if case_type == CaseType::QuotaIncrease || random.chance(2) {
        draft.quota_requests = (0..random.below(4))
            .map(|_| quota_request(random))
            .collect();
    }
    if random.chance(10) {
        draft.additional_contacts = (0..random.below(12)).map(|n| address(random, n)).collect();
    }
    draft
}

/// A text whose length is short, at the limit, or around it; with secrets and odd characters in some.
fn text(random: &mut Random, limit: usize) -> String {
    const PARTS: &[&str] = &[
        "It does not start. ",
        "接続できません。",
        "🙂",
        "e\u{301}",
        "\r\n",
        "\t",
        " ",
        "4111 1111 1111 1111 ",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY ",
        "-----BEGIN PRIVATE KEY-----\nMIIEpAIBAAKCAQEAx3Exampl3NotAKey1234567890abcdef\n-----END PRIVATE KEY-----\n",
        "order 4111 1111 1111 1112 ",
        "\u{202e}",
        "\u{7}",
        "مرحبا",
    ];
    let mut text = String::new();
    // The last parts are rare: most texts must pass, or little else would be looked at.
    for _ in 0..random.below(6) {
        let among = if random.chance(90) { 4 } else { PARTS.len() };
        text.push_str(PARTS[random.below(among)]);
    }
    if text.is_empty() && random.chance(80) {
        text.push('x');
    }
    if random.chance(1) {
        let missing = (limit + 2).saturating_sub(text.chars().count() + random.below(4));
        text.extend(std::iter::repeat_n('x', missing));
    }
    text
}

fn field_value<'a>(random: &mut Random) -> &'a str {
    random.pick(&[
        "2026-11-01",
        "2026-02-29",
        "2027-01-01",
        "i-1 i-2",
        "i-1,vol-2",
        "eu-central-1",
        "mars-1",
        "cli",
        "console",
        "INV-77",
        "",
        "  ",
        "a\u{0}b",
        "i-1 i-2 i-3 i-4",
    ])
}

fn attachment(random: &mut Random) -> AttachmentDraft {
    let sizes = [0, 1, 4_096, 5_242_880, 5_242_881, u64::MAX];
    AttachmentDraft {
        name: random
            .pick(&[
                "a.log",
                "画面.png",
                "",
                "..",
                "a/b",
                "a\nb",
                "x\u{202e}y",
                "résumé.pdf",
            ])
            .to_owned(),
        size: sizes[random.below(sizes.len())],
        id: random.pick(&["", "up-1", "up-1", "up-2"]).to_owned(),
    }
}

/// What was sent before, where the check is one of the server.
fn uploads(random: &mut Random) -> Option<Vec<Upload>> {
    let upload = |id: &str, name: &str, size| Upload {
        id: id.to_owned(),
        name: name.to_owned(),
        size,
    };
    let all = vec![
        upload("up-1", "a.log", 1),
        upload("up-2", "画面.png", 4_096),
    ];
    random.chance(50).then_some(all)
}

fn quota_request(random: &mut Random) -> QuotaRequestDraft {
    QuotaRequestDraft {
        region: random
            .pick(&["us-east-1", "eu-central-1", "global", "mars-1", ""])
            .to_owned(),
        quota: random
            .pick(&["on-demand", "spot", "images", "key-pairs", "buckets", ""])
            .to_owned(),
        new_value: random
            .pick(&[
                "64",
                "5",
                "6",
                "100",
                "101",
                "5001",
                "10001",
                "-1",
                "1.5",
                "",
                "99999999999999999999",
                "６",
            ])
            .to_owned(),
    }
}

fn address(random: &mut Random, n: usize) -> String {
    match random.below(12) {
        0 => String::new(),
        1 => "no address".to_owned(),
        2 => "ops@example.com".to_owned(),
        3 => " OPS@example.com".to_owned(),
        _ => format!("p{n}@example.com"),
    }
}

fn contact(random: &mut Random) -> ContactDraft {
    ContactDraft {
        language: random
            .pick(&["en", "en", "en", "ja", "ja", "", "fr"])
            .to_owned(),
        channel: random
            .pick(&[
                "web", "web", "web", "chat", "chat", "phone", "phone", "", "fax",
            ])
            .to_owned(),
        country: random
            .pick(&["US", "US", "JP", "GB", "IT", "", "XX"])
            .to_owned(),
        phone: random
            .pick(&[
                "206 555 0100",
                "+1 206 555 0100",
                "090-1234-5678",
                "+81 (0)3 1234 5678",
                "０３ー１２３４ー５６７８",
                "020 7946 0958",
                "",
                "call me",
                "+",
                "12345",
            ])
            .to_owned(),
        extension: random
            .pick(&["", "", "42", "1234567890", "12345678901", "x"])
            .to_owned(),
    }
}

/// Another account, actor and moment within what the base context's hours cover.
fn change_world(random: &mut Random, world: &mut World, base: &World) {
    world.account = AccountFacts {
        plan: Plan::ALL[random.below(5)],
        closed: random.chance(5),
        resold: random.chance(5),
        operations_contact: random
            .chance(50)
            .then(|| "operations@example.com".to_owned()),
        quotas: Vec::new(),
    };
    if random.chance(30) {
        world.account.quotas.push(AppliedQuota {
            service: "compute".to_owned(),
            quota: "on-demand".to_owned(),
            region: "us-east-1".to_owned(),
            value: 80,
        });
    }
    world.actor = match random.below(3) {
        0 => Actor::Root,
        1 => Actor::User {
            email: Some("ops@example.com".to_owned()),
        },
        _ => Actor::User { email: None },
    };
    world.uploads = uploads(random);
    let seconds = i64::try_from(random.below(5 * 86_400)).expect("fits");
    world.now = base.now + TimeDelta::seconds(seconds);
}

fn world() -> World {
    serde_json::from_value(base_context()).expect("vectors/context.json")
}

/// Tells what a run found, so that both runs can be laid side by side. `println!` would be kept back from a test that
/// passes.
#[cfg(not(target_arch = "wasm32"))]
fn tell(line: &str) {
    use std::io::Write;

    writeln!(std::io::stdout(), "{line}").expect("stdout takes a line");
}

/// The same, in the browser's console.
#[cfg(target_arch = "wasm32")]
fn tell(line: &str) {
    wasm_bindgen_test::console_log!("{line}");
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn a_million_verdicts_are_the_same_everywhere() {
    use std::fmt::Write;

    let policy = policy();
    let (base, mut world) = (world(), world());
    let mut random = Random(SEED);
    let mut hash = Hash(0xcbf2_9ce4_8422_2325);
    let mut accepted = 0_u32;
    for place in 0..DRAFTS {
        // One account writes several drafts, as in life.
        if place % 8 == 0 {
            change_world(&mut random, &mut world, &base);
        }
        let draft = draft(&mut random, &policy);
        let verdict = validate(&draft, &world.context(&policy));
        accepted += u32::from(verdict.is_ok());
        write!(hash, "{verdict:?}").expect("a hash takes everything");
    }
    // Both kinds must be there in numbers, or the hash would prove little.
    assert!(
        accepted > DRAFTS / 100,
        "only {accepted} of {DRAFTS} drafts were accepted"
    );
    assert!(
        accepted < DRAFTS / 2,
        "{accepted} of {DRAFTS} drafts were accepted"
    );
    let line = format!("{DRAFTS} drafts, {accepted} accepted, hash {:016x}", hash.0);
    tell(&line);
    assert_eq!(
        line,
        EXPECTED.trim(),
        "the verdicts are not those of verdicts/hash.txt"
    );
}

/// Asking twice is asking once: `check` and `validate` are one function.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn check_and_validate_agree() {
    let policy = policy();
    let world = world();
    let mut random = Random(SEED ^ 1);
    for _ in 0..10_000 {
        let draft = draft(&mut random, &policy);
        let context = world.context(&policy);
        assert_eq!(
            check(&draft, &context),
            validate(&draft, &context).err().unwrap_or_default()
        );
        let json = serde_json::to_string(&draft).expect("a draft is JSON");
        assert_eq!(
            serde_json::from_str::<CaseDraft>(&json).expect("its own JSON"),
            draft
        );
    }
}
