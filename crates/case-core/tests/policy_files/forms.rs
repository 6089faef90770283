//! T10, A1, C1, C5, Q1: wrong texts, languages, limits, regions and countries.

use super::{CATALOGUE, POLICY, Wrong, check, wrong};

const WRONG_TEXTS: &[Wrong] = &[
    wrong(
        POLICY,
        r#"name = { en = "English", ja = "英語" }"#,
        r#"name = { en = "English" }"#,
        &["policy.toml:15: found no text for `ja`, wanted a text for each of en, ja"],
    ),
    wrong(
        POLICY,
        r#"name = { en = "English", ja = "英語" }"#,
        r#"name = { en = "English", fr = "anglais", JA = "英語" }"#,
        &[
            "policy.toml:15: found a text for `JA`, wanted one of en, ja",
            "policy.toml:15: found a text for `fr`, wanted one of en, ja",
            "policy.toml:15: found no text for `ja`, wanted a text for each of en, ja",
        ],
    ),
    wrong(
        POLICY,
        r#"ja = "英語""#,
        r#"ja = """#,
        &["policy.toml:15: found an empty text, wanted words for `ja`"],
    ),
    wrong(
        POLICY,
        r#"ja = "英語""#,
        r#"ja = "\u200B ""#,
        &["policy.toml:15: found an empty text, wanted words for `ja`"],
    ),
    wrong(
        POLICY,
        r#"ja = "英語""#,
        r#"ja = "英\u0007語""#,
        &[
            "policy.toml:15: found the control character U+0007 as character 2, wanted a line of text without control characters",
        ],
    ),
    wrong(
        POLICY,
        r#"ja = "英語""#,
        r#"ja = "英\n語""#,
        &[
            "policy.toml:15: found the control character U+000A as character 2, wanted a line of text without control characters",
        ],
    ),
    wrong(
        POLICY,
        r#"ja = "英語""#,
        "ja = 1",
        &["policy.toml:15: found the number 1, wanted words for `ja`"],
    ),
    wrong(
        POLICY,
        r#"name = { en = "English", ja = "英語" }"#,
        r#"name = "English""#,
        &["policy.toml:15: found `English`, wanted a table of texts by language"],
    ),
    wrong(
        POLICY,
        "name = { en = \"English\", ja = \"英語\" }\n",
        "",
        &["policy.toml:13: found no key `name`, wanted all of id, name"],
    ),
];

#[test]
fn every_fault_of_a_text_is_named() {
    check(WRONG_TEXTS);
}

const WRONG_LANGUAGES: &[Wrong] = &[
    wrong(
        POLICY,
        r#"languages = ["en", "ja"]"#,
        r#"languages = ["english", "JA"]"#,
        &[
            "policy.toml:1: found `english`, wanted two lower-case letters such as en",
            "policy.toml:1: found `JA`, wanted two lower-case letters such as en",
        ],
    ),
    wrong(
        POLICY,
        r#"languages = ["en", "ja"]"#,
        r#"languages = ["en", "en"]"#,
        &["policy.toml:1: found `en` again, as in policy.toml:1, wanted each only once"],
    ),
    wrong(
        POLICY,
        r#"languages = ["en", "ja"]"#,
        "languages = []",
        &["policy.toml:1: found an empty list, wanted at least one language such as en"],
    ),
    wrong(
        POLICY,
        r#"languages = ["en", "ja"]"#,
        r#"languages = "en""#,
        &["policy.toml:1: found `en`, wanted a list"],
    ),
    wrong(
        POLICY,
        r#"languages = ["en", "ja"]"#,
        "",
        &["policy.toml:1: found no `languages`, wanted it in one of the files"],
    ),
    wrong(
        POLICY,
        "[[contact-language]]\nid = \"en\"",
        "[[contact-language]]\nid = \"EN\"",
        &[
            "hours.toml:1: found no `[[business-hours]]` for `EN`, wanted one for each of EN",
            "hours.toml:2: found `en`, wanted the id of a `[[contact-language]]`: one of EN",
            "hours.toml:19: found `en`, wanted the id of a `[[contact-language]]`: one of EN",
            "policy.toml:14: found `EN`, wanted two lower-case letters such as en",
        ],
    ),
    wrong(
        POLICY,
        "[[region]]",
        "[[contact-language]]\nid = \"en\"\nname = { en = \"English\", ja = \"英語\" }\n\n[[region]]",
        &[
            "policy.toml:17: found the contact-language `en` again, as in policy.toml:13, wanted each only once",
        ],
    ),
];

#[test]
fn c1_every_fault_of_languages_is_named() {
    check(WRONG_LANGUAGES);
}

const WRONG_LIMITS: &[Wrong] = &[
    wrong(
        POLICY,
        "subject-chars = 250",
        "subject-chars = 0",
        &["policy.toml:4: found the number 0, wanted a whole number from 1 to 4294967295"],
    ),
    wrong(
        POLICY,
        "subject-chars = 250",
        "subject-chars = -250",
        &["policy.toml:4: found the number -250, wanted a whole number from 1 to 4294967295"],
    ),
    wrong(
        POLICY,
        "subject-chars = 250",
        "subject-chars = 4294967296",
        &["policy.toml:4: found the number 4294967296, wanted a whole number from 1 to 4294967295"],
    ),
    wrong(
        POLICY,
        "subject-chars = 250",
        "subject-chars = 2.5",
        &["policy.toml:4: found the number 2.5, wanted a whole number from 1 to 4294967295"],
    ),
    wrong(
        POLICY,
        "subject-chars = 250",
        r#"subject-chars = "250""#,
        &["policy.toml:4: found `250`, wanted a whole number from 1 to 4294967295"],
    ),
    wrong(
        POLICY,
        "attachment-bytes = 5242880",
        "attachment-bytes = 0",
        &["policy.toml:7: found the number 0, wanted a whole number from 1 to 104857600"],
    ),
    wrong(
        POLICY,
        "attachments = 3\n",
        "",
        &[
            "policy.toml:3: found no key `attachments`, wanted all of subject-chars, description-chars, attachments, attachment-bytes, file-name-chars, extension-digits, additional-contacts, quota-requests, draft-days",
        ],
    ),
    wrong(
        POLICY,
        "attachments = 3\n",
        "attachments = 3\nattachment-kilobytes = 5\n",
        &[
            "policy.toml:7: found the key `attachment-kilobytes`, wanted one of subject-chars, description-chars, attachments, attachment-bytes, file-name-chars, extension-digits, additional-contacts, quota-requests, draft-days",
        ],
    ),
    wrong(
        POLICY,
        "[limits]",
        "[[limits]]",
        &[
            "policy.toml:3: found a list, wanted a table with the keys subject-chars, description-chars, attachments, attachment-bytes, file-name-chars, extension-digits, additional-contacts, quota-requests, draft-days",
        ],
    ),
    wrong(
        CATALOGUE,
        "[[service]]",
        "[limits]\n\n[[service]]",
        &[
            "catalogue.toml:1: found no key `subject-chars`, wanted all of subject-chars, description-chars, attachments, attachment-bytes, file-name-chars, extension-digits, additional-contacts, quota-requests, draft-days",
            "catalogue.toml:1: found no key `description-chars`, wanted all of subject-chars, description-chars, attachments, attachment-bytes, file-name-chars, extension-digits, additional-contacts, quota-requests, draft-days",
            "catalogue.toml:1: found no key `attachments`, wanted all of subject-chars, description-chars, attachments, attachment-bytes, file-name-chars, extension-digits, additional-contacts, quota-requests, draft-days",
            "catalogue.toml:1: found no key `attachment-bytes`, wanted all of subject-chars, description-chars, attachments, attachment-bytes, file-name-chars, extension-digits, additional-contacts, quota-requests, draft-days",
            "catalogue.toml:1: found no key `file-name-chars`, wanted all of subject-chars, description-chars, attachments, attachment-bytes, file-name-chars, extension-digits, additional-contacts, quota-requests, draft-days",
            "catalogue.toml:1: found no key `extension-digits`, wanted all of subject-chars, description-chars, attachments, attachment-bytes, file-name-chars, extension-digits, additional-contacts, quota-requests, draft-days",
            "catalogue.toml:1: found no key `additional-contacts`, wanted all of subject-chars, description-chars, attachments, attachment-bytes, file-name-chars, extension-digits, additional-contacts, quota-requests, draft-days",
            "catalogue.toml:1: found no key `quota-requests`, wanted all of subject-chars, description-chars, attachments, attachment-bytes, file-name-chars, extension-digits, additional-contacts, quota-requests, draft-days",
            "catalogue.toml:1: found no key `draft-days`, wanted all of subject-chars, description-chars, attachments, attachment-bytes, file-name-chars, extension-digits, additional-contacts, quota-requests, draft-days",
            "policy.toml:3: found `limits` again, as in catalogue.toml:1, wanted each only once",
        ],
    ),
];

#[test]
fn t10_a1_every_fault_of_the_limits_is_named() {
    check(WRONG_LIMITS);
}

const WRONG_REGIONS: &[Wrong] = &[
    wrong(
        POLICY,
        r#"id = "ap-northeast-1""#,
        r#"id = "eu-central-1""#,
        &[
            "policy.toml:21: found the region `eu-central-1` again, as in policy.toml:17, wanted each only once",
        ],
    ),
    wrong(
        POLICY,
        r#"id = "ap-northeast-1""#,
        r#"id = "global""#,
        &[
            "policy.toml:22: found `global`, wanted another id: this one stands for quotas without regions",
        ],
    ),
    wrong(
        POLICY,
        r#"id = "ap-northeast-1""#,
        r#"id = "Tokyo""#,
        &[
            "policy.toml:22: found `Tokyo`, wanted an id of 1 to 60 lower-case letters (a to z), digits and hyphens",
        ],
    ),
    wrong(
        POLICY,
        r#"id = "ap-northeast-1""#,
        r#"id = """#,
        &[
            "policy.toml:22: found an empty text, wanted an id of 1 to 60 lower-case letters (a to z), digits and hyphens",
        ],
    ),
    wrong(
        POLICY,
        r#"id = "ap-northeast-1""#,
        r#"id = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa""#,
        &[
            "policy.toml:22: found `aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…`, wanted an id of 1 to 60 lower-case letters (a to z), digits and hyphens",
        ],
    ),
    wrong(
        POLICY,
        r#"id = "ap-northeast-1""#,
        "id = 1",
        &[
            "policy.toml:22: found the number 1, wanted an id of 1 to 60 lower-case letters (a to z), digits and hyphens",
        ],
    ),
];

#[test]
fn q1_every_fault_of_a_region_is_named() {
    check(WRONG_REGIONS);
}

const WRONG_COUNTRIES: &[Wrong] = &[
    wrong(
        POLICY,
        r#"id = "EG""#,
        r#"id = "JP""#,
        &[
            "hours.toml:36: found `EG`, wanted the id of a `[[country]]`: one of JP",
            "policy.toml:31: found the country `JP` again, as in policy.toml:25, wanted each only once",
        ],
    ),
    wrong(
        POLICY,
        r#"id = "JP""#,
        r#"id = "jp""#,
        &[
            "hours.toml:27: found `JP`, wanted the id of a `[[country]]`: one of EG, jp",
            "policy.toml:26: found `jp`, wanted two capital letters such as DE",
        ],
    ),
    wrong(
        POLICY,
        r#"id = "JP""#,
        r#"id = "JPN""#,
        &[
            "hours.toml:27: found `JP`, wanted the id of a `[[country]]`: one of EG, JPN",
            "policy.toml:26: found `JPN`, wanted two capital letters such as DE",
        ],
    ),
    wrong(
        POLICY,
        r#"calling-code = "81""#,
        r#"calling-code = "+81""#,
        &[
            "policy.toml:27: found `+81`, wanted a calling code of 1 to 3 digits in quotes, without + and leading zero",
        ],
    ),
    wrong(
        POLICY,
        r#"calling-code = "81""#,
        r#"calling-code = "081""#,
        &[
            "policy.toml:27: found `081`, wanted a calling code of 1 to 3 digits in quotes, without + and leading zero",
        ],
    ),
    wrong(
        POLICY,
        r#"calling-code = "81""#,
        r#"calling-code = "8181""#,
        &[
            "policy.toml:27: found `8181`, wanted a calling code of 1 to 3 digits in quotes, without + and leading zero",
        ],
    ),
    wrong(
        POLICY,
        r#"calling-code = "81""#,
        "calling-code = 81",
        &[
            "policy.toml:27: found the number 81, wanted a calling code of 1 to 3 digits in quotes, without + and leading zero",
        ],
    ),
    wrong(
        POLICY,
        r#"trunk = "0""#,
        r#"trunk = """#,
        &["policy.toml:28: found an empty text, wanted 1 to 4 digits in quotes"],
    ),
    wrong(
        POLICY,
        r#"trunk = "0""#,
        r#"trunk = "00000""#,
        &["policy.toml:28: found `00000`, wanted 1 to 4 digits in quotes"],
    ),
    wrong(
        POLICY,
        r#"trunk = "0""#,
        r#"trunk = "x""#,
        &["policy.toml:28: found `x`, wanted 1 to 4 digits in quotes"],
    ),
    wrong(
        POLICY,
        "lengths = [9, 10]",
        "lengths = []",
        &["policy.toml:29: found an empty list, wanted at least one count of digits"],
    ),
    wrong(
        POLICY,
        "lengths = [9, 10]",
        r#"lengths = [0, 14, "9"]"#,
        &[
            "policy.toml:29: found the number 0, wanted a whole number from 1 to 13",
            "policy.toml:29: found the number 14, wanted a whole number from 1 to 13",
            "policy.toml:29: found `9`, wanted a whole number from 1 to 13",
        ],
    ),
    wrong(
        POLICY,
        "lengths = [9, 10]",
        "lengths = [10, 9, 10, 11]",
        &[
            "policy.toml:29: found the number 9, wanted more than 10: counts stand in ascending order",
            "policy.toml:29: found the number 10, wanted more than 10: counts stand in ascending order",
        ],
    ),
    wrong(
        POLICY,
        "lengths = [9, 10]",
        "lengths = 9",
        &["policy.toml:29: found the number 9, wanted a list"],
    ),
    wrong(
        POLICY,
        "calling-code = \"81\"\n",
        "calling-code = \"x\"\n",
        &[
            "policy.toml:27: found `x`, wanted a calling code of 1 to 3 digits in quotes, without + and leading zero",
        ],
    ),
];

#[test]
fn c5_every_fault_of_a_country_is_named() {
    check(WRONG_COUNTRIES);
}
