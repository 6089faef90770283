//! Which part a function belongs to.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use anyhow::{Result, ensure};

use crate::{
    graph::{Graph, Index},
    plan::Plan,
};

/// Where a function is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Home {
    First,
    /// The part with this place in the plan.
    Part(usize),
}

/// Finds each function's home.
///
/// A function that the plan names is where the plan says, unless a function elsewhere calls it by its name: then it is
/// not that part's alone, and it is in what is there whenever either is. One that the plan does not name is in the first if anybody may call it;
/// else it is where all its callers are, or what is there whenever one of them is.
pub fn assign(graph: &Graph, plan: &Plan) -> Result<BTreeMap<Index, Home>> {
    let mut homes: BTreeMap<Index, Option<Home>> = graph
        .names
        .iter()
        .map(|(function, name)| (*function, planned(graph, plan, *function, name)))
        .collect();
    let entries = entries(graph, plan)?;
    let planned = homes.clone();
    loop {
        let mut changed = false;
        for function in graph.names.keys() {
            let now = homes[function];
            let callers = where_callers_are(graph, plan, &homes, *function);
            let stays = graph.places.contains_key(function) || entries.contains(function);
            let next = match (planned[function], now, callers) {
                (Some(_), Some(now), Some(callers)) if !stays => Some(shared(plan, now, callers)),
                (Some(_), ..) => now,
                (None, ..) => callers,
            };
            if next != now {
                homes.insert(*function, next);
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    Ok(homes
        .into_iter()
        .map(|(function, home)| (function, home.unwrap_or(Home::First)))
        .collect())
}

/// What the plan says of a function, or how it is reached; nothing where its callers decide.
fn planned(graph: &Graph, plan: &Plan, function: Index, name: &str) -> Option<Home> {
    if graph.roots.contains(&function) {
        return Some(Home::First);
    }
    let named = plan
        .part
        .iter()
        .rposition(|part| part.modules.iter().any(|module| name.contains(module)));
    match named {
        Some(part) => Some(Home::Part(part)),
        None => graph.places.contains_key(&function).then_some(Home::First),
    }
}

/// The functions that the plan calls entries.
fn entries(graph: &Graph, plan: &Plan) -> Result<Vec<Index>> {
    let paths = plan.part.iter().flat_map(|part| &part.entries);
    paths
        .map(|path| {
            let found = graph.names.iter().find(|(_, name)| *name == path);
            ensure!(found.is_some(), "the program has no function {path:?}");
            Ok(found.map(|(function, _)| *function).unwrap_or_default())
        })
        .collect()
}

/// What is there whenever one of the callers is: their home, or the part that comes before it; nothing where none has a home
/// yet.
fn where_callers_are(
    graph: &Graph,
    plan: &Plan,
    homes: &BTreeMap<Index, Option<Home>>,
    function: Index,
) -> Option<Home> {
    let callers = graph.callers.get(&function).into_iter().flatten();
    let of_callers = callers.filter_map(|caller| homes[caller]);
    of_callers.reduce(|one, other| shared(plan, one, other))
}

/// What is there whenever one of two homes is.
fn shared(plan: &Plan, one: Home, other: Home) -> Home {
    let (Home::Part(one), Home::Part(other)) = (one, other) else {
        return Home::First;
    };
    let mut before = plan.with_those_before(one);
    before
        .find(|part| plan.with_those_before(other).any(|it| it == *part))
        .map_or(Home::First, Home::Part)
}
