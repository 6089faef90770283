//! T7, T8, T9, Q1: a wrong catalogue.

use super::{CATALOGUE, Wrong, check, wrong};

const WRONG_SERVICES: &[Wrong] = &[
    wrong(
        CATALOGUE,
        r#"id = "billing""#,
        r#"id = "Billing & more""#,
        &[
            "catalogue.toml:2: found `Billing & more`, wanted an id of 1 to 60 lower-case letters (a to z), digits and hyphens",
        ],
    ),
    wrong(
        CATALOGUE,
        "id = \"billing\"\n",
        "",
        &["catalogue.toml:1: found no key `id`, wanted all of id, case-type, name"],
    ),
    wrong(
        CATALOGUE,
        r#"case-type = "account-and-billing""#,
        r#"case-type = "billing""#,
        &[
            "catalogue.toml:1: found no `[[service]]` of `account-and-billing`, wanted at least one",
            "catalogue.toml:3: found `billing`, wanted one of account-and-billing, technical, quota-increase",
        ],
    ),
    wrong(
        CATALOGUE,
        r#"case-type = "account-and-billing""#,
        r#"case-type = "technical""#,
        &["catalogue.toml:1: found no `[[service]]` of `account-and-billing`, wanted at least one"],
    ),
    wrong(
        CATALOGUE,
        "id = \"billing\"\ncase-type = \"account-and-billing\"",
        "id = \"compute\"\ncase-type = \"technical\"",
        &[
            "catalogue.toml:1: found no `[[service]]` of `account-and-billing`, wanted at least one",
            "catalogue.toml:12: found the service `technical compute` again, as in catalogue.toml:1, wanted each only once",
        ],
    ),
    wrong(
        CATALOGUE,
        "third-party = true\nprompts",
        "third-party = \"yes\"\nprompts",
        &["catalogue.toml:16: found `yes`, wanted true or false, without quotes"],
    ),
    wrong(
        CATALOGUE,
        "[[service.category]]\nid = \"invoice\"",
        "[[service.kategory]]\nid = \"invoice\"",
        &[
            "catalogue.toml:1: found a service without `category`, wanted at least one `[[service.category]]`, as its type is `account-and-billing`",
            "catalogue.toml:6: found the key `kategory`, wanted one of id, case-type, name, third-party, prompts, category, quota",
        ],
    ),
    wrong(
        CATALOGUE,
        "[[service.category]]\nid = \"invoice\"",
        "[service.category]\nid = \"invoice\"",
        &["catalogue.toml:6: found a table, wanted a list"],
    ),
    wrong(
        CATALOGUE,
        r#"id = "network""#,
        r#"id = "launch""#,
        &[
            "catalogue.toml:25: found the category `launch` again, as in catalogue.toml:19, wanted each only once",
        ],
    ),
    wrong(
        CATALOGUE,
        "name = { en = \"Network\", ja = \"ネットワーク\" }\n",
        "",
        &["catalogue.toml:25: found no key `name`, wanted all of id, name"],
    ),
    wrong(
        CATALOGUE,
        "[[service.category]]\nid = \"network\"\nname",
        "[[service.quota]]\nid = \"network\"\ndefault = 1\nmax = 2\nname",
        &[
            "catalogue.toml:25: found a `[[service.quota]]`, wanted at least one `[[service.category]]`, as its type is `technical`",
        ],
    ),
];

#[test]
fn t7_every_fault_of_a_service_is_named() {
    check(WRONG_SERVICES);
}

const WRONG_REFERENCES: &[Wrong] = &[
    wrong(
        CATALOGUE,
        r#"prompts = ["errors"]"#,
        r#"prompts = ["error", "errors", "errors", 1]"#,
        &[
            "catalogue.toml:17: found `error`, wanted the id of a `[[prompt]]`: one of errors, steps",
            "catalogue.toml:17: found `errors` again, as in catalogue.toml:17, wanted each only once",
            "catalogue.toml:17: found the number 1, wanted the id of a `[[prompt]]`",
        ],
    ),
    wrong(
        CATALOGUE,
        r#"prompts = ["steps"]"#,
        r#"prompts = "steps""#,
        &["catalogue.toml:23: found `steps`, wanted a list"],
    ),
    wrong(
        CATALOGUE,
        r#"solutions = ["find-invoice"]"#,
        r#"solutions = ["find-bill"]"#,
        &[
            "catalogue.toml:10: found `find-bill`, wanted the id of a `[[solution]]`: one of find-invoice",
        ],
    ),
    wrong(
        CATALOGUE,
        r#"{ id = "place" }"#,
        r#"{ id = "plaice" }, { id = "place", required = 1 }, { id = "instances" }, {}"#,
        &[
            "catalogue.toml:22: found the field `instances` again, as in catalogue.toml:22, wanted each only once",
            "catalogue.toml:22: found `plaice`, wanted the id of a `[[field]]`: one of instances, name, place, since, system",
            "catalogue.toml:22: found the number 1, wanted true or false, without quotes",
            "catalogue.toml:22: found no key `id`, wanted all of id",
        ],
    ),
    wrong(
        CATALOGUE,
        r#"fields = [{ id = "instances", required = true }, { id = "place" }]"#,
        r#"fields = ["place"]"#,
        &["catalogue.toml:22: found `place`, wanted a table with the keys id, required"],
    ),
    wrong(
        CATALOGUE,
        r#"fields = [{ id = "instances", required = true }, { id = "place" }]"#,
        r#"fields = "place""#,
        &["catalogue.toml:22: found `place`, wanted a list"],
    ),
];

#[test]
fn t8_t9_every_reference_that_does_not_resolve_is_named() {
    check(WRONG_REFERENCES);
}

const WRONG_QUOTAS: &[Wrong] = &[
    wrong(
        CATALOGUE,
        "default = 32",
        "default = 10001",
        &["catalogue.toml:39: found the number 10000, wanted at least the default of 10001"],
    ),
    wrong(
        CATALOGUE,
        "default = 32",
        "default = -1",
        &[
            "catalogue.toml:38: found the number -1, wanted a whole number from 0 to 18446744073709551615",
        ],
    ),
    wrong(
        CATALOGUE,
        "max = 10000",
        "max = 0",
        &[
            "catalogue.toml:39: found the number 0, wanted a whole number from 1 to 18446744073709551615",
        ],
    ),
    wrong(
        CATALOGUE,
        "max = 10000\n",
        "",
        &["catalogue.toml:34: found no key `max`, wanted all of id, name, default, max"],
    ),
    wrong(
        CATALOGUE,
        r#"regions = ["eu-central-1"]"#,
        r#"regions = ["eu-central-9"]"#,
        &[
            "catalogue.toml:40: found `eu-central-9`, wanted the id of a `[[region]]`: one of ap-northeast-1, eu-central-1",
        ],
    ),
    wrong(
        CATALOGUE,
        r#"regions = ["eu-central-1"]"#,
        "regions = [\"eu-central-1\"]\nglobal = true",
        &[
            "catalogue.toml:40: found `regions` of a global quota, wanted `regions` or `global = true`, not both",
        ],
    ),
    wrong(
        CATALOGUE,
        "global = true",
        r#"global = "yes""#,
        &["catalogue.toml:47: found `yes`, wanted true or false, without quotes"],
    ),
    wrong(
        CATALOGUE,
        r#"id = "roles""#,
        r#"id = "vcpus""#,
        &[
            "catalogue.toml:42: found the quota `vcpus` again, as in catalogue.toml:34, wanted each only once",
        ],
    ),
    wrong(
        CATALOGUE,
        r#"unit = { en = "vCPUs", ja = "vCPU" }"#,
        r#"unit = { en = "vCPUs", ja = " " }"#,
        &["catalogue.toml:37: found an empty text, wanted words for `ja`"],
    ),
    wrong(
        CATALOGUE,
        r#"case-type = "quota-increase""#,
        r#"case-type = "technical""#,
        &[
            "catalogue.toml:1: found no `[[service]]` of `quota-increase`, wanted at least one",
            "catalogue.toml:29: found the service `technical compute` again, as in catalogue.toml:12, wanted each only once",
            "catalogue.toml:34: found a `[[service.quota]]`, wanted at least one `[[service.category]]`, as its type is `technical`",
        ],
    ),
];

#[test]
fn q1_every_fault_of_a_quota_is_named() {
    check(WRONG_QUOTAS);
}
