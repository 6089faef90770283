//! T8: reads the extra fields that categories ask for.

use super::{
    catalogue::{flag, optional_text},
    node::{Keys, Node, Table, report_repeated},
    reader::{Reader, one_line},
};
use crate::policy::{FieldKind, FieldOption, FieldSpec};

/// What a field of an unknown kind may have.
const ANY: Keys = Keys {
    required: &["id", "label", "kind"],
    optional: &["hint", "max-chars", "options", "past", "prefix", "max"],
};
const TEXT: Keys = Keys {
    required: &["id", "label", "kind", "max-chars"],
    optional: &["hint"],
};
const CHOICE: Keys = Keys {
    required: &["id", "label", "kind", "options"],
    optional: &["hint"],
};
const DATE: Keys = Keys {
    required: &["id", "label", "kind"],
    optional: &["hint", "past"],
};
const REGION: Keys = Keys {
    required: &["id", "label", "kind"],
    optional: &["hint"],
};
const RESOURCE_IDS: Keys = Keys {
    required: &["id", "label", "kind", "max"],
    optional: &["hint", "prefix"],
};
const OPTION: Keys = Keys {
    required: &["value", "label"],
    optional: &[],
};

/// T8: the extra fields.
pub(super) fn read_fields(reader: &Reader<'_>) -> Vec<FieldSpec> {
    reader.each("field", |node| {
        let keys = match node.member("kind") {
            Some("text") => &TEXT,
            Some("choice") => &CHOICE,
            Some("date") => &DATE,
            Some("region") => &REGION,
            Some("resource-ids") => &RESOURCE_IDS,
            _ => &ANY,
        };
        let table = node.table(keys)?;
        let id = table.get("id").and_then(Node::id);
        let label = reader.text(table.get("label"));
        let hint = optional_text(reader, &table, "hint");
        let kind = read_kind(reader, &table);
        Some(FieldSpec {
            id: id?.to_owned(),
            label: label?,
            hint: hint?,
            kind: kind?,
        })
    })
}

fn read_kind(reader: &Reader<'_>, table: &Table<'_>) -> Option<FieldKind> {
    let count = |key| {
        table
            .get(key)
            .and_then(|node: Node<'_>| node.integer(1..=u32::MAX))
    };
    match table.get("kind")?.string(KINDS)? {
        "text" => Some(FieldKind::Text {
            max_chars: count("max-chars")?,
        }),
        "choice" => Some(FieldKind::Choice {
            options: read_options(reader, table.get("options")?)?,
        }),
        "date" => Some(FieldKind::Date {
            past: flag(table, "past")?,
        }),
        "region" => Some(FieldKind::Region),
        "resource-ids" => {
            let prefix = match table.get("prefix") {
                None => Some(""),
                Some(node) => node.parse(PREFIX, resource_prefix),
            };
            let max = count("max");
            Some(FieldKind::ResourceIds {
                prefix: prefix?.to_owned(),
                max: max?,
            })
        }
        _ => table.get("kind")?.wrong(KINDS),
    }
}

const KINDS: &str = "one of text, choice, date, region, resource-ids";
const PREFIX: &str = "the beginning of an id such as i-, without white space and commas";

/// A prefix that can begin an id of a list that is parted by commas or white space.
fn resource_prefix(text: &str) -> Option<&str> {
    let parts = |c: char| c.is_whitespace() || c.is_control() || c == ',';
    (!text.is_empty() && !text.contains(parts)).then_some(text)
}

fn read_options(reader: &Reader<'_>, node: Node<'_>) -> Option<Vec<FieldOption>> {
    let nodes = node.list()?;
    if nodes.is_empty() {
        return node.wrong("at least one option");
    }
    report_repeated(&nodes, "option", &["value"]);
    let read = |node: Node<'_>| {
        let table = node.table(&OPTION)?;
        let label = reader.text(table.get("label"));
        let value = one_line(table.get("value")?, "a value that can be seen")?;
        Some(FieldOption {
            value: value.to_owned(),
            label: label?,
        })
    };
    Some(nodes.into_iter().filter_map(read).collect())
}
