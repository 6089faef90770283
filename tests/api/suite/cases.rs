//! Creating, listing and viewing cases.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::{
    Target, Test,
    client::{Client, key},
    drafts::with,
};

pub const TESTS: &[Test] = &[
    (
        "cases::t11_each_type_gets_its_ids_and_is_found_again",
        each_type,
    ),
    ("cases::g3_the_same_key_returns_the_same_case", same_key),
    (
        "cases::g3_the_same_key_with_another_body_is_refused",
        other_body,
    ),
    ("cases::g3_a_key_belongs_to_its_user", key_of_another),
    (
        "cases::g3_a_missing_or_malformed_key_is_refused",
        malformed_key,
    ),
    (
        "cases::l7_pages_follow_each_other_without_gap_or_repetition",
        paging,
    ),
    ("cases::l7_a_search_finds_by_words_and_pages", search),
    ("cases::l7_filters_and_orders_are_combined", filters),
    (
        "cases::l7_what_a_list_cannot_be_asked_for_is_refused_by_name",
        wrong_lists,
    ),
    ("cases::x2_who_may_not_create_is_refused", not_permitted),
    ("cases::x3_another_account_sees_nothing", other_account),
    ("cases::r2_secrets_are_not_stored", redacted),
    ("cases::s3_the_clock_of_the_first_response_is_told", clock),
    ("cases::c5_a_number_is_stored_as_e164", phone),
];

fn created(client: &Client, draft: &Value, key: &str) -> Result<Value> {
    Ok(client.submit(draft, key)?.is(201)?["case"].clone())
}

fn text<'v>(value: &'v Value, key: &str) -> Result<&'v str> {
    value[key]
        .as_str()
        .with_context(|| format!("no {key} in {value}"))
}

fn each_type(target: &Target) -> Result<()> {
    let account = &target.accounts.business;
    let client = Client::root(target, account)?;
    for (n, draft) in [
        &target.drafts.billing,
        &target.drafts.technical,
        &target.drafts.quota,
    ]
    .into_iter()
    .enumerate()
    {
        let case = created(
            &client,
            draft,
            &format!("each-type-{n}-{}", std::process::id()),
        )?;
        let id = text(&case, "caseId")?;
        let parts: Vec<_> = id.split('-').collect();
        let [name, number, language, year, random] = parts[..] else {
            anyhow::bail!("{id}")
        };
        ensure!(
            name == "case" && number == account.id && language == "muen",
            "{id}"
        );
        ensure!(
            year.len() == 4 && random.len() == 16 && random.bytes().all(|b| b.is_ascii_hexdigit()),
            "{id}"
        );
        ensure!(
            text(&case, "displayId")?
                .bytes()
                .all(|b| b.is_ascii_digit()),
            "{case}"
        );
        ensure!(
            case["status"] == "unassigned" && case["caseType"] == draft["caseType"],
            "{case}"
        );
        ensure!(
            case["correspondence"][0]["body"] == draft["description"],
            "{case}"
        );
        ensure!(
            client.get(&format!("/api/cases/{id}"))?.is(200)? == case,
            "the view is another"
        );
        let rows = client.get("/api/cases")?.is(200)?;
        let row = rows["cases"]
            .as_array()
            .into_iter()
            .flatten()
            .find(|row| row["caseId"] == id);
        ensure!(
            row.is_some_and(|row| row["subject"] == case["subject"]),
            "not in the list: {id}"
        );
    }
    Ok(())
}

fn same_key(target: &Target) -> Result<()> {
    let client = Client::root(target, &target.accounts.enterprise)?;
    let key = key("same-key", 1);
    let first = created(&client, &target.drafts.billing, &key)?;
    let again = client.submit(&target.drafts.billing, &key)?;
    ensure!(matches!(again.status, 200 | 201), "{again:?}");
    ensure!(
        again.is(again.status)?["case"]["caseId"] == first["caseId"],
        "another case"
    );
    Ok(())
}

fn other_body(target: &Target) -> Result<()> {
    let client = Client::root(target, &target.accounts.enterprise)?;
    let key = key("other-body", 1);
    created(&client, &target.drafts.billing, &key)?;
    let other = with(
        &target.drafts.billing,
        &json!({"subject": "Something else"}),
    );
    client
        .submit(&other, &key)?
        .is_problem(409, "/problems/idempotency-conflict")?;
    Ok(())
}

fn key_of_another(target: &Target) -> Result<()> {
    let key = key("key-of-another", 1);
    let one = created(
        &Client::root(target, &target.accounts.enterprise)?,
        &target.drafts.billing,
        &key,
    )?;
    let two = created(
        &Client::root(target, &target.accounts.business)?,
        &target.drafts.billing,
        &key,
    )?;
    ensure!(one["caseId"] != two["caseId"], "two accounts share a key");
    Ok(())
}

fn malformed_key(target: &Target) -> Result<()> {
    let client = Client::root(target, &target.accounts.enterprise)?;
    client
        .post("/api/cases", &target.drafts.billing)?
        .is_problem(400, "/problems/invalid-parameter")?;
    for key in ["", " ", "a b", "a/b", &"x".repeat(65)] {
        client
            .submit(&target.drafts.billing, key)?
            .is_problem(400, "/problems/invalid-parameter")?;
    }
    Ok(())
}

/// The subjects that a search finds, page by page.
fn found(client: &Client, words: &str) -> Result<Vec<String>> {
    let (mut subjects, mut cursor) = (Vec::new(), String::new());
    for _ in 0..20 {
        let path = format!("/api/cases?limit=2&search={words}{cursor}");
        let answer = client.get(&path)?.is(200)?;
        for row in answer["cases"].as_array().context("no list")? {
            subjects.push(text(row, "subject")?.to_owned());
        }
        let Some(next) = answer["nextCursor"].as_str() else {
            return Ok(subjects);
        };
        cursor = format!("&cursor={next}");
    }
    anyhow::bail!("pages without end: {subjects:?}")
}

fn search(target: &Target) -> Result<()> {
    let client = Client::root(target, &target.accounts.developer)?;
    let subjects = [
        "Quizzical invoice",
        "Quizzical refund",
        "東京都の請求書",
        "東京と京都",
    ];
    for (n, subject) in (0..).zip(subjects) {
        let draft = with(&target.drafts.billing, &json!({"subject": subject}));
        created(&client, &draft, &key("search", n))?;
    }
    // Percent-encoded: 東京都, 東京, 都.
    let tokyo_to = "%E6%9D%B1%E4%BA%AC%E9%83%BD";
    let (tokyo, to) = ("%E6%9D%B1%E4%BA%AC", "%E9%83%BD");
    for (words, places) in [
        ("quizz", &[1, 0][..]),
        ("REFUND+quizzical", &[1]),
        ("quizzical+zebra", &[]),
        (tokyo_to, &[2]),
        (tokyo, &[3, 2]),
        (to, &[3, 2]),
    ] {
        let expected: Vec<_> = places.iter().map(|place| subjects[*place]).collect();
        let found = found(&client, words)?;
        ensure!(found == expected, "{words}: {found:?}");
    }
    let other = Client::root(target, &target.accounts.enterprise)?;
    ensure!(found(&other, "quizzical")?.is_empty(), "another account's");
    for wrong in ["", "%3F%21", &"a".repeat(201)] {
        let problem = client.get(&format!("/api/cases?search={wrong}"))?;
        let problem = problem.is_problem(400, "/problems/invalid-parameter")?;
        ensure!(text(&problem, "detail")?.contains("`search`"), "{problem}");
    }
    Ok(())
}

fn paging(target: &Target) -> Result<()> {
    let client = Client::root(target, &target.accounts.basic)?;
    let subject = |n: u32| json!({"subject": format!("Page {n}")});
    for n in 0..7 {
        created(
            &client,
            &with(&target.drafts.billing, &subject(n)),
            &key("paging", n),
        )?;
    }
    let (mut subjects, mut cursor) = (Vec::new(), String::new());
    for page in 0..20 {
        let answer = client
            .get(&format!("/api/cases?limit=3{cursor}"))?
            .is(200)?;
        let rows = answer["cases"].as_array().context("no list")?;
        ensure!(rows.len() <= 3, "a page of {}", rows.len());
        subjects.extend(
            rows.iter()
                .map(|row| row["subject"].as_str().unwrap_or_default().to_owned()),
        );
        if page == 0 {
            // A case that arrives between two pages neither repeats nor hides another.
            created(
                &client,
                &with(&target.drafts.billing, &subject(99)),
                &key("paging", 99),
            )?;
        }
        match answer["nextCursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    let pages: Vec<_> = subjects
        .iter()
        .filter(|one| one.starts_with("Page"))
        .collect();
    ensure!(
        pages
            == [
                "Page 6", "Page 5", "Page 4", "Page 3", "Page 2", "Page 1", "Page 0"
            ],
        "{pages:?}"
    );
    for wrong in [
        "limit=0",
        "limit=1000",
        "limit=x",
        "cursor=nonsense",
        "colour=red",
    ] {
        client
            .get(&format!("/api/cases?{wrong}"))?
            .is_problem(400, "/problems/invalid-parameter")?;
    }
    Ok(())
}

/// The subjects of a list, page by page, each page of two.
fn listed(client: &Client, query: &str) -> Result<Vec<String>> {
    let (mut subjects, mut cursor) = (Vec::new(), String::new());
    for _ in 0..50 {
        let path = format!("/api/cases?limit=2&{query}{cursor}");
        let answer = client.get(&path)?.is(200)?;
        for row in answer["cases"].as_array().context("no list")? {
            subjects.push(text(row, "subject")?.to_owned());
        }
        let Some(next) = answer["nextCursor"].as_str() else {
            return Ok(subjects);
        };
        cursor = format!("&cursor={next}");
    }
    anyhow::bail!("pages without end: {subjects:?}")
}

fn filters(target: &Target) -> Result<()> {
    let client = Client::root(target, &target.accounts.business)?;
    for (n, draft, severity) in [
        (0, &target.drafts.technical, "high"),
        (1, &target.drafts.billing, "low"),
        (2, &target.drafts.billing, "urgent"),
        (3, &target.drafts.technical, "low"),
    ] {
        let changes = json!({"subject": format!("Ordered {n}"), "severity": severity});
        created(&client, &with(draft, &changes), &key("filters", n))?;
    }
    for (query, wanted) in [
        ("sort=newest", &[3, 2, 1, 0][..]),
        ("sort=oldest", &[0, 1, 2, 3]),
        ("sort=severity", &[2, 0, 3, 1]),
        ("sort=first-response-due", &[2, 0, 1, 3]),
        ("severity=low", &[3, 1]),
        ("severity=low,urgent&sort=oldest", &[1, 2, 3]),
        ("caseType=technical", &[3, 0]),
        ("caseType=technical&severity=high&open=true", &[0]),
        ("status=unassigned,resolved", &[3, 2, 1, 0]),
        ("status=resolved", &[]),
        ("status=resolved&open=true", &[]),
        ("search=ordered&severity=low", &[3, 1]),
        ("search=ordered&caseType=technical&sort=newest", &[3, 0]),
    ] {
        let wanted: Vec<_> = wanted.iter().map(|n| format!("Ordered {n}")).collect();
        let mut found = listed(&client, query)?;
        found.retain(|subject| subject.starts_with("Ordered"));
        ensure!(found == wanted, "{query}: {found:?}");
    }
    Ok(())
}

fn wrong_lists(target: &Target) -> Result<()> {
    let client = Client::root(target, &target.accounts.basic)?;
    for n in 0..2 {
        created(&client, &target.drafts.billing, &key("wrong-lists", n))?;
    }
    let page = client.get("/api/cases?limit=1&sort=oldest")?.is(200)?;
    let cursor = text(&page, "nextCursor")?;
    let of_another_order = format!("sort=severity&cursor={cursor}");
    for (wrong, name, told) in [
        ("status=solved", "`status`", "pending-customer-action"),
        ("status=", "`status`", "unassigned"),
        ("status=opened,", "`status`", "unassigned"),
        ("caseType=billing", "`caseType`", "account-and-billing"),
        ("severity=severe", "`severity`", "critical"),
        ("severity=LOW", "`severity`", "low"),
        ("sort=due", "`sort`", "first-response-due"),
        ("sort=", "`sort`", "oldest"),
        ("open=yes", "`open`", "true"),
        ("search=ordered&sort=severity", "`sort`", "newest"),
        (&of_another_order, "`cursor`", "`sort`"),
    ] {
        let problem = client.get(&format!("/api/cases?{wrong}"))?;
        let problem = problem.is_problem(400, "/problems/invalid-parameter")?;
        let detail = text(&problem, "detail")?;
        ensure!(
            detail.contains(name) && detail.contains(told),
            "{wrong}: {detail}"
        );
    }
    let page = client.get(&format!(
        "/api/cases?sort=oldest&severity=low&cursor={cursor}"
    ))?;
    ensure!(page.is(200)?["cases"].is_array(), "another filter");
    Ok(())
}

fn not_permitted(target: &Target) -> Result<()> {
    let account = &target.accounts.business;
    let reader = Client::user(target, account, account.reader.as_ref())?;
    reader
        .submit(&target.drafts.billing, &key("not-permitted", 1))?
        .is_problem(403, "/problems/not-permitted")?;
    reader.get("/api/cases")?.is(200)?;
    Ok(())
}

fn other_account(target: &Target) -> Result<()> {
    let mine = Client::root(target, &target.accounts.enterprise)?;
    let draft = with(
        &target.drafts.billing,
        &json!({"subject": "Nobody else's business"}),
    );
    let case = created(&mine, &draft, &key("other-account", 1))?;
    let other = Client::root(target, &target.accounts.developer)?;
    other
        .get(&format!("/api/cases/{}", text(&case, "caseId")?))?
        .is_problem(404, "/problems/not-found")?;
    other
        .get(&format!("/api/cases/{}", text(&case, "displayId")?))?
        .is_problem(404, "/problems/not-found")?;
    ensure!(
        !other.get("/api/cases")?.text.contains("Nobody else"),
        "another account's case in the list"
    );
    Ok(())
}

fn redacted(target: &Target) -> Result<()> {
    let client = Client::root(target, &target.accounts.enterprise)?;
    let changes = json!({"subject": "Card 4111 1111 1111 1111", "description": "It was 4111-1111-1111-1111."});
    let case = created(
        &client,
        &with(&target.drafts.billing, &changes),
        &key("redacted", 1),
    )?;
    ensure!(
        case["subject"] == "Card [REDACTED_BY_CASEWORK]-1111",
        "{case}"
    );
    ensure!(
        case["correspondence"][0]["body"] == "It was [REDACTED_BY_CASEWORK]-1111.",
        "{case}"
    );
    let view = client.get(&format!("/api/cases/{}", text(&case, "caseId")?))?;
    ensure!(
        !view.text.contains("4111 1111") && !view.text.contains("4111-1111"),
        "{}",
        view.text
    );
    Ok(())
}

fn clock(target: &Target) -> Result<()> {
    let business = Client::root(target, &target.accounts.business)?;
    let high = with(&target.drafts.technical, &json!({"severity": "high"}));
    let case = created(&business, &high, &key("clock", 1))?;
    ensure!(
        case["response"]["targetMinutes"] == 240 && case["response"]["due"] == case["dueAt"],
        "{case}"
    );
    let basic = Client::root(target, &target.accounts.basic)?;
    let case = created(&basic, &target.drafts.billing, &key("clock", 2))?;
    ensure!(
        case["response"].is_null() && case["dueAt"].is_null(),
        "Basic promises nothing: {case}"
    );
    Ok(())
}

fn phone(target: &Target) -> Result<()> {
    let client = Client::root(target, &target.accounts.business)?;
    let contact = json!({"contact": {"language": "en", "channel": "phone", "country": "JP", "phone": "03-1234-5678"}});
    let case = created(
        &client,
        &with(&target.drafts.billing, &contact),
        &key("phone", 1),
    )?;
    ensure!(case["contact"]["number"] == "+81312345678", "{case}");
    Ok(())
}
