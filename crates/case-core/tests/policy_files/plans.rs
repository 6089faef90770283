//! T3, S1, S2, C3: wrong plans and severities.

use super::{PLANS, Wrong, check, wrong};

const WRONG_PLANS: &[Wrong] = &[
    wrong(
        PLANS,
        r#"technical = "none""#,
        "colour = \"red\"\ntechnical = \"none\"",
        &[
            "plans.toml:5: found the key `colour`, wanted one of id, name, summary, technical, hours, additional-contacts, operations-copies, severities, channels",
        ],
    ),
    wrong(
        PLANS,
        "hours = \"all\"\n",
        "",
        &[
            "plans.toml:1: found no key `hours`, wanted all of id, name, summary, technical, hours, additional-contacts, operations-copies, severities, channels",
        ],
    ),
    wrong(
        PLANS,
        "additional-contacts = false",
        r#"additional-contacts = "no""#,
        &["plans.toml:7: found `no`, wanted true or false, without quotes"],
    ),
    wrong(
        PLANS,
        r#"technical = "none""#,
        r#"technical = "everyone""#,
        &["plans.toml:5: found `everyone`, wanted one of none, root, users"],
    ),
    wrong(
        PLANS,
        r#"hours = "business""#,
        "hours = 24",
        &["plans.toml:17: found the number 24, wanted one of business, all"],
    ),
    wrong(
        PLANS,
        "id = \"enterprise\"\n",
        "id = \"gold\"\n",
        &[
            "plans.toml:1: found no `[[plan]]` for `enterprise`, wanted one for each of basic, developer, business, enterprise-on-ramp, enterprise",
            "plans.toml:46: found `gold`, wanted one of basic, developer, business, enterprise-on-ramp, enterprise",
        ],
    ),
    wrong(
        PLANS,
        "id = \"business\"\n",
        "id = \"developer\"\n",
        &[
            "plans.toml:1: found no `[[plan]]` for `business`, wanted one for each of basic, developer, business, enterprise-on-ramp, enterprise",
            "plans.toml:23: found the plan `developer` again, as in plans.toml:12, wanted each only once",
        ],
    ),
    wrong(
        PLANS,
        "id = \"basic\"\n",
        "",
        &[
            "plans.toml:1: found no key `id`, wanted all of id, name, summary, technical, hours, additional-contacts, operations-copies, severities, channels",
            "plans.toml:1: found no `[[plan]]` for `basic`, wanted one for each of basic, developer, business, enterprise-on-ramp, enterprise",
        ],
    ),
    wrong(
        PLANS,
        "operations-copies = []",
        r#"operations-copies = ["billing", "technical", "technical"]"#,
        &[
            "plans.toml:8: found `billing`, wanted one of account-and-billing, technical, quota-increase",
            "plans.toml:8: found `technical` again, as in plans.toml:8, wanted each only once",
        ],
    ),
    wrong(
        PLANS,
        "operations-copies = []",
        r#"operations-copies = "technical""#,
        &["plans.toml:8: found `technical`, wanted a list"],
    ),
];

#[test]
fn t3_every_fault_of_a_plan_is_named() {
    check(WRONG_PLANS);
}

const WRONG_TARGETS: &[Wrong] = &[
    wrong(
        PLANS,
        r#"target = "24h""#,
        r#"target = "24""#,
        &["plans.toml:20: found `24`, wanted a length of time such as 15m or 24h"],
    ),
    wrong(
        PLANS,
        r#"target = "24h""#,
        r#"target = "0h""#,
        &["plans.toml:20: found `0h`, wanted a length of time such as 15m or 24h"],
    ),
    wrong(
        PLANS,
        r#"target = "24h""#,
        r#"target = "1.5h""#,
        &["plans.toml:20: found `1.5h`, wanted a length of time such as 15m or 24h"],
    ),
    wrong(
        PLANS,
        r#"target = "24h""#,
        r#"target = "+24h""#,
        &["plans.toml:20: found `+24h`, wanted a length of time such as 15m or 24h"],
    ),
    wrong(
        PLANS,
        r#"target = "24h""#,
        r#"target = "h""#,
        &["plans.toml:20: found `h`, wanted a length of time such as 15m or 24h"],
    ),
    wrong(
        PLANS,
        r#"target = "24h""#,
        r#"target = "71582789h""#,
        &["plans.toml:20: found `71582789h`, wanted a length of time such as 15m or 24h"],
    ),
    wrong(
        PLANS,
        r#"target = "24h""#,
        "target = 24",
        &["plans.toml:20: found the number 24, wanted a length of time such as 15m or 24h"],
    ),
    wrong(
        PLANS,
        r#"target = "24h""#,
        r#"target = "1d""#,
        &["plans.toml:20: found `1d`, wanted a length of time such as 15m or 24h"],
    ),
    wrong(
        PLANS,
        r#"id = "critical", target = "30m""#,
        r#"id = "critical", target = "1441m""#,
        &[
            "plans.toml:42: found a target of 1441 minutes for `critical`, wanted at most the 1440 minutes of `low`",
        ],
    ),
    wrong(
        PLANS,
        r#"id = "high", target = "90m""#,
        r#"id = "high""#,
        &["plans.toml:31: found no target for `high`, wanted one, as the lesser `low` has one"],
    ),
    wrong(
        PLANS,
        r#"[{ id = "low" }]"#,
        "[]",
        &[
            r#"plans.toml:9: found an empty list, wanted at least one severity such as { id = "low" }"#,
        ],
    ),
    wrong(
        PLANS,
        r#"[{ id = "low" }]"#,
        r#"["low"]"#,
        &["plans.toml:9: found `low`, wanted a table with the keys id, target"],
    ),
    wrong(
        PLANS,
        r#"[{ id = "low" }]"#,
        r#""low""#,
        &["plans.toml:9: found `low`, wanted a list"],
    ),
    wrong(
        PLANS,
        r#"[{ id = "low" }]"#,
        r#"[{ id = "hihg" }, { target = "1h" }, { id = "low", within = "1h" }]"#,
        &[
            "plans.toml:9: found `hihg`, wanted one of low, normal, high, urgent, critical",
            "plans.toml:9: found no key `id`, wanted all of id",
            "plans.toml:9: found the key `within`, wanted one of id, target",
        ],
    ),
    wrong(
        PLANS,
        r#"[{ id = "low" }]"#,
        r#"[{ id = "low" }, { id = "low" }]"#,
        &["plans.toml:9: found `low` again, as in plans.toml:9, wanted each only once"],
    ),
    wrong(
        PLANS,
        "[[severity]]\nid = \"urgent\"\n",
        "[[severity]]\nid = \"high\"\n",
        &[
            "plans.toml:56: found no `[[severity]]` for `urgent`, wanted one for each of low, normal, high, urgent, critical",
            "plans.toml:71: found the severity `high` again, as in plans.toml:66, wanted each only once",
        ],
    ),
    wrong(
        PLANS,
        "[[severity]]\nid = \"urgent\"\n",
        "[[severity]]\nid = \"worst\"\n",
        &[
            "plans.toml:56: found no `[[severity]]` for `urgent`, wanted one for each of low, normal, high, urgent, critical",
            "plans.toml:72: found `worst`, wanted one of low, normal, high, urgent, critical",
        ],
    ),
];

#[test]
fn s1_s2_every_fault_of_severities_and_targets_is_named() {
    check(WRONG_TARGETS);
}

const WRONG_CHANNELS: &[Wrong] = &[
    wrong(
        PLANS,
        r#", quota-increase = ["web"] }"#,
        " }",
        &[
            "plans.toml:10: found no key `quota-increase`, wanted all of account-and-billing, technical, quota-increase",
        ],
    ),
    wrong(
        PLANS,
        r#"quota-increase = ["web"]"#,
        r#"quota-increase = ["web"], other = []"#,
        &[
            "plans.toml:10: found the key `other`, wanted one of account-and-billing, technical, quota-increase",
        ],
    ),
    wrong(
        PLANS,
        r#"account-and-billing = ["web", "phone"]"#,
        r#"account-and-billing = ["mail", "phone", "fax"]"#,
        &[
            "plans.toml:10: found `mail`, wanted one of web, chat, phone",
            "plans.toml:10: found `fax`, wanted one of web, chat, phone",
        ],
    ),
    wrong(
        PLANS,
        r#"account-and-billing = ["web", "phone"]"#,
        r#"account-and-billing = ["web", "web"]"#,
        &["plans.toml:10: found `web` again, as in plans.toml:10, wanted each only once"],
    ),
    wrong(
        PLANS,
        r#"account-and-billing = ["web", "phone"]"#,
        "account-and-billing = []",
        &[
            "plans.toml:10: found an empty list, wanted at least one channel, as cases of this type can be opened",
        ],
    ),
    wrong(
        PLANS,
        r#"technical = ["web"]"#,
        "technical = []",
        &[
            "plans.toml:21: found an empty list, wanted at least one channel, as cases of this type can be opened",
        ],
    ),
    wrong(
        PLANS,
        "technical = []",
        r#"technical = ["web"]"#,
        &[
            "plans.toml:10: found a list, wanted an empty list, as nobody opens technical cases on this plan",
        ],
    ),
    wrong(
        PLANS,
        r#"channels = { account-and-billing = ["web", "phone"], technical = [], quota-increase = ["web"] }"#,
        r#"channels = { account-and-billing = ["phone"], technical = [], quota-increase = ["chat"] }"#,
        &["plans.toml:10: found channels without `web`, wanted `web` for at least one case type"],
    ),
    wrong(
        PLANS,
        r#"channels = { account-and-billing = ["web", "phone"], technical = [], quota-increase = ["web"] }"#,
        r#"channels = ["web"]"#,
        &[
            "plans.toml:10: found a list, wanted a table with the keys account-and-billing, technical, quota-increase",
        ],
    ),
];

#[test]
fn c3_every_fault_of_the_channel_matrix_is_named() {
    check(WRONG_CHANNELS);
}
