//! T8, T9: wrong extra fields, prompts and solutions.

use super::{CATALOGUE, Wrong, check, wrong};

const WRONG_FIELDS: &[Wrong] = &[
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
        &["catalogue.toml:57: found no key `kind`, wanted all of id, label, kind"],
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
        &["catalogue.toml:68: found no key `max-chars`, wanted all of id, label, kind, max-chars"],
    ),
    wrong(
        CATALOGUE,
        "max-chars = 80\n",
        "max-chars = 0\n",
        &["catalogue.toml:72: found the number 0, wanted a whole number from 1 to 4294967295"],
    ),
    wrong(
        CATALOGUE,
        "max-chars = 80\n",
        "max-chars = 80\nmax = 20\n",
        &["catalogue.toml:73: found the key `max`, wanted one of id, label, kind, max-chars, hint"],
    ),
    wrong(
        CATALOGUE,
        "prefix = \"i-\"\nmax = 20\n",
        "",
        &["catalogue.toml:49: found no key `max`, wanted all of id, label, kind, max"],
    ),
    wrong(
        CATALOGUE,
        "options = [",
        "choices = [",
        &[
            "catalogue.toml:74: found no key `options`, wanted all of id, label, kind, options",
            "catalogue.toml:78: found the key `choices`, wanted one of id, label, kind, options, hint",
        ],
    ),
    wrong(
        CATALOGUE,
        "past = true",
        "past = 1",
        &["catalogue.toml:66: found the number 1, wanted true or false, without quotes"],
    ),
    wrong(
        CATALOGUE,
        "past = true",
        "past = true\noptions = []",
        &["catalogue.toml:67: found the key `options`, wanted one of id, label, kind, hint, past"],
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
        &["catalogue.toml:55: found the number 0, wanted a whole number from 1 to 4294967295"],
    ),
    wrong(
        CATALOGUE,
        r#"kind = "region""#,
        "kind = \"region\"\nprefix = \"eu-\"",
        &["catalogue.toml:61: found the key `prefix`, wanted one of id, label, kind, hint"],
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
        &["catalogue.toml:80: found an empty text, wanted a value that can be seen"],
    ),
    wrong(
        CATALOGUE,
        r#"value = "windows""#,
        "value = 11",
        &["catalogue.toml:80: found the number 11, wanted a value that can be seen"],
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
        &["catalogue.toml:78: found an empty list, wanted at least one option"],
    ),
    wrong(
        CATALOGUE,
        r#"label = { en = "Name", ja = "名前" }"#,
        r#"label = { en = "Name", ja = "名前", de = "Name" }"#,
        &["catalogue.toml:70: found a text for `de`, wanted one of en, ja"],
    ),
    wrong(
        CATALOGUE,
        r#"hint = { en = "Up to 20.", ja = "20個まで。" }"#,
        r#"hint = { en = "", ja = "20個まで。" }"#,
        &["catalogue.toml:52: found an empty text, wanted words for `en`"],
    ),
];

#[test]
fn t8_every_fault_of_an_extra_field_is_named() {
    check(WRONG_FIELDS);
}

const WRONG_PROMPTS: &[Wrong] = &[
    wrong(
        CATALOGUE,
        "hint = { en = \"Word for word.\", ja = \"そのまま。\" }\n",
        "",
        &["catalogue.toml:83: found no key `hint`, wanted all of id, heading, hint"],
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
        &["catalogue.toml:93: found no key `answer`, wanted all of id, title, answer"],
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
];

#[test]
fn t8_t9_every_fault_of_a_prompt_or_solution_is_named() {
    check(WRONG_PROMPTS);
}
