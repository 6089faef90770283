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
/// not that part's alone, and it is in the first. One that the plan does not name is in the first if anybody may call it;
/// else it is where its only callers are.
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
            let callers = where_callers_are(graph, &homes, *function);
            let next = match planned[function] {
                Some(home @ Home::Part(_)) if now == Some(home) => match callers {
                    Some(of_callers)
                        if of_callers != home
                            && !graph.places.contains_key(function)
                            && !entries.contains(function) =>
                    {
                        Some(Home::First)
                    }
                    _ => now,
                },
                Some(_) => now,
                None => callers,
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

/// The home of all callers; the first part where they have several, nothing where none has one yet.
fn where_callers_are(
    graph: &Graph,
    homes: &BTreeMap<Index, Option<Home>>,
    function: Index,
) -> Option<Home> {
    let callers = graph.callers.get(&function).into_iter().flatten();
    let mut of_callers = callers.filter_map(|caller| homes[caller]);
    let first = of_callers.next()?;
    if of_callers.all(|home| home == first) {
        Some(first)
    } else {
        Some(Home::First)
    }
}
