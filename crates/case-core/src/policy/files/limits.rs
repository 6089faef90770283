//! T10, A1, A2, C1, C2, C5, Q1: reads limits, contact languages, channels, regions and telephone numbering.

use super::{
    node::{Keys, Node},
    reader::{Reader, require_all},
};
use crate::{
    kinds::Channel,
    policy::{ChannelRule, ContactLanguage, Country, GLOBAL_REGION, Limits, Region, WhenClosed},
};

const LIMITS: Keys = Keys {
    required: &[
        "subject-chars",
        "description-chars",
        "attachments",
        "attachment-bytes",
        "file-name-chars",
        "extension-digits",
        "additional-contacts",
        "quota-requests",
        "draft-days",
    ],
    optional: &[],
};
const CONTACT_LANGUAGE: Keys = Keys {
    required: &["id", "name"],
    optional: &[],
};
const CHANNEL: Keys = Keys {
    required: &["id", "when-closed"],
    optional: &[],
};
const REGION: Keys = Keys {
    required: &["id", "name"],
    optional: &[],
};
const COUNTRY: Keys = Keys {
    required: &["id", "calling-code", "lengths"],
    optional: &["trunk"],
};

/// E.164: the most digits of a number, calling code included.
const MAX_PHONE_DIGITS: usize = 15;

/// A file is whole in memory while it comes and goes.
const MAX_ATTACHMENT_BYTES: u64 = 100 << 20;

/// Ten years.
const MAX_DRAFT_DAYS: u32 = 3_650;

/// Limits on what one may enter.
pub(super) fn read_limits(reader: &Reader<'_>) -> Option<Limits> {
    let table = reader.document.one("limits")?.table(&LIMITS)?;
    let count = |key| table.get(key).and_then(|node| node.integer(1..=u32::MAX));
    let subject_chars = count("subject-chars");
    let description_chars = count("description-chars");
    let attachments = count("attachments");
    let attachment_bytes = table
        .get("attachment-bytes")
        .and_then(|node| node.integer(1..=MAX_ATTACHMENT_BYTES));
    let file_name_chars = count("file-name-chars");
    let extension_digits = count("extension-digits");
    let additional_contacts = count("additional-contacts");
    let quota_requests = count("quota-requests");
    let draft_days = table
        .get("draft-days")
        .and_then(|node| node.integer(1..=MAX_DRAFT_DAYS));
    Some(Limits {
        subject_chars: subject_chars?,
        description_chars: description_chars?,
        attachments: attachments?,
        attachment_bytes: attachment_bytes?,
        file_name_chars: file_name_chars?,
        extension_digits: extension_digits?,
        additional_contacts: additional_contacts?,
        quota_requests: quota_requests?,
        draft_days: draft_days?,
    })
}

/// C1: the languages in which agents answer.
pub(super) fn read_contact_languages(reader: &Reader<'_>) -> Vec<ContactLanguage> {
    reader.some("contact-language", |node| {
        let table = node.table(&CONTACT_LANGUAGE)?;
        let name = reader.text(table.get("name"));
        let id = table.get("id")?.language()?;
        Some(ContactLanguage { id, name: name? })
    })
}

/// C2, C4: what holds for the three channels on every plan.
pub(super) fn read_channels(reader: &Reader<'_>) -> Vec<ChannelRule> {
    let mut channels = reader.each("channel", |node| {
        let table = node.table(&CHANNEL)?;
        let when_closed = table.get("when-closed").and_then(|node| {
            node.word(&[("wait", WhenClosed::Wait), ("refuse", WhenClosed::Refuse)])
        });
        let id: Channel = table.get("id")?.code()?;
        Some(ChannelRule {
            id,
            when_closed: when_closed?,
        })
    });
    require_all(Channel::ALL, reader.document, "channel");
    channels.sort_by_key(|channel| channel.id);
    channels
}

/// Q1: the regions.
pub(super) fn read_regions(reader: &Reader<'_>) -> Vec<Region> {
    reader.some("region", |node| {
        let table = node.table(&REGION)?;
        let name = reader.text(table.get("name"));
        let id_node = table.get("id")?;
        let id = id_node.id()?;
        if id == GLOBAL_REGION {
            return id_node.wrong("another id: this one stands for quotas without regions");
        }
        Some(Region {
            id: id.to_owned(),
            name: name?,
        })
    })
}

/// C5: telephone numbering by country.
pub(super) fn read_numbering(reader: &Reader<'_>) -> Vec<Country> {
    reader.some("country", |node| {
        let table = node.table(&COUNTRY)?;
        let code = table.get("calling-code").and_then(|node| {
            let wanted = "a calling code of 1 to 3 digits in quotes, without + and leading zero";
            node.parse(wanted, |text| {
                digits(text, 3).filter(|code| !code.starts_with('0'))
            })
        });
        let trunk = match table.get("trunk") {
            None => Some(""),
            Some(node) => node.parse("1 to 4 digits in quotes", |text| digits(text, 4)),
        };
        let lengths = table
            .get("lengths")
            .and_then(|node| read_lengths(node, code));
        let id = table
            .get("id")?
            .parse("two capital letters such as DE", country_code)?;
        Some(Country {
            id: id.to_owned(),
            calling_code: code?.to_owned(),
            trunk: trunk?.to_owned(),
            lengths: lengths?,
        })
    })
}

fn country_code(text: &str) -> Option<&str> {
    let capitals = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    capitals.then_some(text)
}

fn digits(text: &str, most: usize) -> Option<&str> {
    let all = text.bytes().all(|byte| byte.is_ascii_digit());
    (all && (1..=most).contains(&text.len())).then_some(text)
}

/// The counts of digits of a national number, ascending.
fn read_lengths(node: Node<'_>, code: Option<&str>) -> Option<Vec<u8>> {
    let most = MAX_PHONE_DIGITS - code.map_or(1, str::len);
    let most = u8::try_from(most).ok()?;
    let elements = node.list()?;
    if elements.is_empty() {
        return node.wrong("at least one count of digits");
    }
    let mut lengths: Vec<u8> = Vec::new();
    for element in elements {
        let Some(length) = element.integer(1..=most) else {
            continue;
        };
        match lengths.last() {
            Some(last) if *last >= length => {
                element.wrong::<()>(format_args!(
                    "more than {last}: counts stand in ascending order"
                ));
            }
            _ => lengths.push(length),
        }
    }
    Some(lengths)
}
