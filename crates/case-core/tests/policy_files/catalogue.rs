//! T7, T8, T9, Q1: a wrong catalogue.

use super::{CATALOGUE, check, wrong};

#[test]
fn t7_every_fault_of_a_service_is_named() {
    check(&[
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
            &[
                "catalogue.toml:1: found no key `id`, wanted all of id, case-type, name",
            ],
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
            &[
                "catalogue.toml:1: found no `[[service]]` of `account-and-billing`, wanted at least one",
            ],
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
            &[
                "catalogue.toml:16: found `yes`, wanted true or false, without quotes",
            ],
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
            &[
                "catalogue.toml:6: found a table, wanted a list",
            ],
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
            &[
                "catalogue.toml:25: found no key `name`, wanted all of id, name",
            ],
        ),
        wrong(
            CATALOGUE,
            "[[service.category]]\nid = \"network\"\nname",
            "[[service.quota]]\nid = \"network\"\ndefault = 1\nmax = 2\nname",
            &[
                "catalogue.toml:25: found a `[[service.quota]]`, wanted at least one `[[service.category]]`, as its type is `technical`",
            ],
        ),
    ]);
}

#[test]
fn t8_t9_every_reference_that_does_not_resolve_is_named() {
    check(&[
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
            &[
                "catalogue.toml:23: found `steps`, wanted a list",
            ],
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
            &[
                "catalogue.toml:22: found `place`, wanted a table with the keys id, required",
            ],
        ),
        wrong(
            CATALOGUE,
            r#"fields = [{ id = "instances", required = true }, { id = "place" }]"#,
            r#"fields = "place""#,
            &[
                "catalogue.toml:22: found `place`, wanted a list",
            ],
        ),
    ]);
}

#[test]
fn q1_every_fault_of_a_quota_is_named() {
    check(&[
        wrong(
            CATALOGUE,
            "default = 32",
            "default = 10001",
            &[
                "catalogue.toml:39: found the number 10000, wanted at least the default of 10001",
            ],
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
            &[
                "catalogue.toml:34: found no key `max`, wanted all of id, name, default, max",
            ],
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
            &[
                "catalogue.toml:47: found `yes`, wanted true or false, without quotes",
            ],
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
            &[
                "catalogue.toml:37: found an empty text, wanted words for `ja`",
            ],
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
    ]);
}

#[test]
fn t8_every_fault_of_an_extra_field_is_named() {
    check(&[
        wrong(
            CATALOGUE,
            r#"kind = "region""#,
            r#"kind = "regions""#,
            &[
                "catalogue.toml:60: found `regions`, wanted one of text, choice, date, region, resource-ids",
            ],
        ),
        wrong(
            CATALOGUE,
            "kind = \"region\"\n",
            "",
            &[
                "catalogue.toml:57: found no key `kind`, wanted all of id, label, kind",
            ],
        ),
        wrong(
            CATALOGUE,
            r#"kind = "region""#,
            "kind = 1\ncolour = 1",
            &[
                "catalogue.toml:60: found the number 1, wanted one of text, choice, date, region, resource-ids",
                "catalogue.toml:61: found the key `colour`, wanted one of id, label, kind, hint, max-chars, options, past, prefix, max",
            ],
        ),
        wrong(
            CATALOGUE,
            "max-chars = 80\n",
            "",
            &[
                "catalogue.toml:68: found no key `max-chars`, wanted all of id, label, kind, max-chars",
            ],
        ),
        wrong(
            CATALOGUE,
            "max-chars = 80\n",
            "max-chars = 0\n",
            &[
                "catalogue.toml:72: found the number 0, wanted a whole number from 1 to 4294967295",
            ],
        ),
        wrong(
            CATALOGUE,
            "max-chars = 80\n",
            "max-chars = 80\nmax = 20\n",
            &[
                "catalogue.toml:73: found the key `max`, wanted one of id, label, kind, max-chars, hint",
            ],
        ),
        wrong(
            CATALOGUE,
            "past = true",
            "past = 1",
            &[
                "catalogue.toml:66: found the number 1, wanted true or false, without quotes",
            ],
        ),
        wrong(
            CATALOGUE,
            "past = true",
            "past = true\noptions = []",
            &[
                "catalogue.toml:67: found the key `options`, wanted one of id, label, kind, hint, past",
            ],
        ),
        wrong(
            CATALOGUE,
            r#"prefix = "i-""#,
            r#"prefix = """#,
            &[
                "catalogue.toml:54: found an empty text, wanted the beginning of an id such as i-, without white space and commas",
            ],
        ),
        wrong(
            CATALOGUE,
            r#"prefix = "i-""#,
            r#"prefix = "i,""#,
            &[
                "catalogue.toml:54: found `i,`, wanted the beginning of an id such as i-, without white space and commas",
            ],
        ),
        wrong(
            CATALOGUE,
            r#"prefix = "i-""#,
            r#"prefix = "i ""#,
            &[
                "catalogue.toml:54: found `i `, wanted the beginning of an id such as i-, without white space and commas",
            ],
        ),
        wrong(
            CATALOGUE,
            "max = 20",
            "max = 0",
            &[
                "catalogue.toml:55: found the number 0, wanted a whole number from 1 to 4294967295",
            ],
        ),
        wrong(
            CATALOGUE,
            r#"kind = "region""#,
            "kind = \"region\"\nprefix = \"eu-\"",
            &[
                "catalogue.toml:61: found the key `prefix`, wanted one of id, label, kind, hint",
            ],
        ),
        wrong(
            CATALOGUE,
            "id = \"place\"\nlabel",
            "id = \"instances\"\nlabel",
            &[
                "catalogue.toml:22: found `place`, wanted the id of a `[[field]]`: one of instances, name, since, system",
                "catalogue.toml:57: found the field `instances` again, as in catalogue.toml:49, wanted each only once",
            ],
        ),
        wrong(
            CATALOGUE,
            r#"value = "windows""#,
            r#"value = "linux""#,
            &[
                "catalogue.toml:80: found the option `linux` again, as in catalogue.toml:79, wanted each only once",
            ],
        ),
        wrong(
            CATALOGUE,
            r#"value = "windows""#,
            r#"value = " ""#,
            &[
                "catalogue.toml:80: found an empty text, wanted a value that can be seen",
            ],
        ),
        wrong(
            CATALOGUE,
            r#"value = "windows""#,
            "value = 11",
            &[
                "catalogue.toml:80: found the number 11, wanted a value that can be seen",
            ],
        ),
        wrong(
            CATALOGUE,
            r#"value = "windows", "#,
            r#"wert = "windows", "#,
            &[
                "catalogue.toml:80: found the key `wert`, wanted one of value, label",
                "catalogue.toml:80: found no key `value`, wanted all of value, label",
            ],
        ),
        wrong(
            CATALOGUE,
            "options = [\n  { value = \"linux\", label = { en = \"Linux\", ja = \"Linux\" } },\n  { value = \"windows\", label = { en = \"Windows\", ja = \"Windows\" } },\n]",
            "options = []",
            &[
                "catalogue.toml:78: found an empty list, wanted at least one option",
            ],
        ),
        wrong(
            CATALOGUE,
            r#"label = { en = "Name", ja = "名前" }"#,
            r#"label = { en = "Name", ja = "名前", de = "Name" }"#,
            &[
                "catalogue.toml:70: found a text for `de`, wanted one of en, ja",
            ],
        ),
        wrong(
            CATALOGUE,
            r#"hint = { en = "Up to 20.", ja = "20個まで。" }"#,
            r#"hint = { en = "", ja = "20個まで。" }"#,
            &[
                "catalogue.toml:52: found an empty text, wanted words for `en`",
            ],
        ),
    ]);
}

#[test]
fn t8_t9_every_fault_of_a_prompt_or_solution_is_named() {
    check(&[
        wrong(
            CATALOGUE,
            "hint = { en = \"Word for word.\", ja = \"そのまま。\" }\n",
            "",
            &[
                "catalogue.toml:83: found no key `hint`, wanted all of id, heading, hint",
            ],
        ),
        wrong(
            CATALOGUE,
            r#"id = "steps""#,
            r#"id = "errors""#,
            &[
                "catalogue.toml:23: found `steps`, wanted the id of a `[[prompt]]`: one of errors",
                "catalogue.toml:88: found the prompt `errors` again, as in catalogue.toml:83, wanted each only once",
            ],
        ),
        wrong(
            CATALOGUE,
            "id = \"steps\"\nheading",
            "id = \"st eps\"\nheading",
            &[
                "catalogue.toml:23: found `steps`, wanted the id of a `[[prompt]]`: one of errors, st eps",
                "catalogue.toml:89: found `st eps`, wanted an id of 1 to 60 lower-case letters (a to z), digits and hyphens",
            ],
        ),
        wrong(
            CATALOGUE,
            "answer = { en = \"On the page of bills.\", ja = \"請求ページにあります。\" }\n",
            "",
            &[
                "catalogue.toml:93: found no key `answer`, wanted all of id, title, answer",
            ],
        ),
        wrong(
            CATALOGUE,
            r#"title = { en = "Where is my invoice?""#,
            r#"titel = { en = "Where is my invoice?""#,
            &[
                "catalogue.toml:93: found no key `title`, wanted all of id, title, answer",
                "catalogue.toml:95: found the key `titel`, wanted one of id, title, answer",
            ],
        ),
    ]);
}
