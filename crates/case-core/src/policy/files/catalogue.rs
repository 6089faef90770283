//! T7, T8, T9, Q1: reads services with their categories and quotas, and what categories refer to.

use super::{
    node::{Keys, Node, Table, report_repeated},
    reader::Reader,
};
use crate::{
    kinds::CaseType,
    policy::{Category, FieldUse, Prompt, Quota, Service, Solution},
};

const SERVICE: Keys = Keys {
    required: &["id", "case-type", "name"],
    optional: &["third-party", "prompts", "category", "quota"],
};
const CATEGORY: Keys = Keys {
    required: &["id", "name"],
    optional: &["third-party", "prompts", "fields", "solutions"],
};
const FIELD_USE: Keys = Keys {
    required: &["id"],
    optional: &["required"],
};
const QUOTA: Keys = Keys {
    required: &["id", "name", "default", "max"],
    optional: &["unit", "global", "regions"],
};
const PROMPT: Keys = Keys {
    required: &["id", "heading", "hint"],
    optional: &[],
};
const SOLUTION: Keys = Keys {
    required: &["id", "title", "answer"],
    optional: &[],
};

/// T7: the services of all case types.
pub(super) fn read_services(reader: &Reader<'_>) -> Vec<Service> {
    let mut listed = Vec::new();
    let services = reader.each("service", |node| {
        let table = node.table(&SERVICE)?;
        let id = table.get("id").and_then(Node::id);
        let name = reader.text(table.get("name"));
        let third_party = flag(&table, "third-party");
        let prompts = reader.references(table.get("prompts"), "prompt");
        let categories = parts(&table, "category", |node| read_category(reader, node));
        let quotas = parts(&table, "quota", |node| read_quota(reader, node));
        let case_type = table.get("case-type")?.code()?;
        listed.push(case_type);
        check_parts(&table, case_type);
        Some(Service {
            id: id?.to_owned(),
            case_type,
            name: name?,
            third_party: third_party?,
            prompts: prompts?,
            categories: categories?,
            quotas: quotas?,
        })
    });
    for case_type in CaseType::ALL.iter().filter(|one| !listed.contains(one)) {
        let anchor = reader.document.anchor("service");
        anchor.missing(
            format_args!("no `[[service]]` of `{case_type}`"),
            "at least one",
        );
    }
    services
}

/// T7, Q1: a quota increase has quotas, the other case types have categories.
fn check_parts(table: &Table<'_>, case_type: CaseType) {
    let (needed, refused) = match case_type {
        CaseType::QuotaIncrease => ("quota", "category"),
        CaseType::AccountAndBilling | CaseType::Technical => ("category", "quota"),
    };
    let wanted = format!("at least one `[[service.{needed}]]`, as its type is `{case_type}`");
    if let Some(node) = table.get(refused) {
        node.place()
            .wrong(format_args!("a `[[service.{refused}]]`"), wanted);
    } else if table.get(needed).is_none() {
        table
            .place
            .missing(format_args!("a service without `{needed}`"), wanted);
    }
}

/// The categories or quotas of a service. No list is an empty one.
fn parts<'d, T>(
    service: &Table<'d>,
    key: &str,
    read: impl FnMut(Node<'d>) -> Option<T>,
) -> Option<Vec<T>> {
    let Some(node) = service.get(key) else {
        return Some(Vec::new());
    };
    let nodes = node.list()?;
    report_repeated(&nodes, key, &["id"]);
    Some(nodes.into_iter().filter_map(read).collect())
}

fn read_category(reader: &Reader<'_>, node: Node<'_>) -> Option<Category> {
    let table = node.table(&CATEGORY)?;
    let id = table.get("id").and_then(Node::id);
    let name = reader.text(table.get("name"));
    let third_party = flag(&table, "third-party");
    let prompts = reader.references(table.get("prompts"), "prompt");
    let solutions = reader.references(table.get("solutions"), "solution");
    let fields = match table.get("fields") {
        None => Some(Vec::new()),
        Some(node) => read_field_uses(reader, node),
    };
    Some(Category {
        id: id?.to_owned(),
        name: name?,
        third_party: third_party?,
        prompts: prompts?,
        fields: fields?,
        solutions: solutions?,
    })
}

/// T8: the fields that a category asks for.
fn read_field_uses(reader: &Reader<'_>, node: Node<'_>) -> Option<Vec<FieldUse>> {
    let known = reader.document.ids("field");
    let nodes = node.list()?;
    report_repeated(&nodes, "field", &["id"]);
    let read = |node: Node<'_>| {
        let table = node.table(&FIELD_USE)?;
        let required = flag(&table, "required");
        let id = table
            .get("id")?
            .reference("the id of a `[[field]]`", known)?;
        Some(FieldUse {
            id: id.to_owned(),
            required: required?,
        })
    };
    Some(nodes.into_iter().filter_map(read).collect())
}

fn read_quota(reader: &Reader<'_>, node: Node<'_>) -> Option<Quota> {
    let table = node.table(&QUOTA)?;
    let id = table.get("id").and_then(Node::id);
    let name = reader.text(table.get("name"));
    let unit = optional_text(reader, &table, "unit");
    let default = table
        .get("default")
        .and_then(|node| node.integer(0..=u64::MAX));
    let max_node = table.get("max");
    let max = max_node.and_then(|node| node.integer(1..=u64::MAX));
    if let (Some(default), Some(max), Some(node)) = (default, max, max_node)
        && default > max
    {
        node.wrong::<()>(format_args!("at least the default of {default}"));
    }
    let global = flag(&table, "global");
    let regions_node = table.get("regions");
    let regions = reader.references(regions_node, "region");
    if let (Some(true), Some(node)) = (global, regions_node) {
        node.place().wrong(
            "`regions` of a global quota",
            "`regions` or `global = true`, not both",
        );
    }
    Some(Quota {
        id: id?.to_owned(),
        name: name?,
        unit: unit?,
        default: default?,
        max: max?,
        global: global?,
        regions: regions?,
    })
}

/// T9: the description prompts.
pub(super) fn read_prompts(reader: &Reader<'_>) -> Vec<Prompt> {
    reader.each("prompt", |node| {
        let table = node.table(&PROMPT)?;
        let id = table.get("id").and_then(Node::id);
        let heading = reader.text(table.get("heading"));
        let hint = reader.text(table.get("hint"));
        Some(Prompt {
            id: id?.to_owned(),
            heading: heading?,
            hint: hint?,
        })
    })
}

/// T8: the recommended solutions.
pub(super) fn read_solutions(reader: &Reader<'_>) -> Vec<Solution> {
    reader.each("solution", |node| {
        let table = node.table(&SOLUTION)?;
        let id = table.get("id").and_then(Node::id);
        let title = reader.text(table.get("title"));
        let answer = reader.text(table.get("answer"));
        Some(Solution {
            id: id?.to_owned(),
            title: title?,
            answer: answer?,
        })
    })
}

/// A yes or no that is no when it is left out.
pub(super) fn flag(table: &Table<'_>, key: &str) -> Option<bool> {
    table.get(key).map_or(Some(false), Node::boolean)
}

/// A text that is empty when it is left out.
pub(super) fn optional_text(reader: &Reader<'_>, table: &Table<'_>, key: &str) -> Option<String> {
    match table.get(key) {
        None => Some(String::new()),
        node => reader.text(node),
    }
}
