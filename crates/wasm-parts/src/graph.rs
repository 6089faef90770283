//! What calls what in a program.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail, ensure};
use walrus::{
    ConstExpr, ElementItems, ElementKind, ExportItem, Function, FunctionId, FunctionKind, Module,
    ir::{Value, Visitor, dfs_in_order},
};

/// A function of a program, by its index there.
pub type Index = usize;

/// The functions of a program and how they are reached.
#[derive(Debug, Default)]
pub struct Graph {
    /// Those with a body, by their names.
    pub names: BTreeMap<Index, String>,
    /// How many instructions their bodies have.
    pub sizes: BTreeMap<Index, u64>,
    /// Whose bodies name a function.
    pub callers: BTreeMap<Index, BTreeSet<Index>>,
    /// The places that functions have in the table, so that anybody may call them.
    pub places: BTreeMap<Index, Vec<u32>>,
    /// What is called from outside.
    pub roots: BTreeSet<Index>,
}

impl Graph {
    pub fn of(bytes: &[u8]) -> Result<Self> {
        let module = Module::from_buffer(bytes)?;
        let mut graph = Self::default();
        for function in module.funcs.iter() {
            let FunctionKind::Local(body) = &function.kind else {
                continue;
            };
            graph.names.insert(function.id().index(), name_of(function));
            graph.sizes.insert(function.id().index(), body.size());
            let mut named = Named::default();
            dfs_in_order(&mut named, body, body.entry_block());
            for callee in named.0 {
                let callers = graph.callers.entry(callee).or_default();
                callers.insert(function.id().index());
            }
        }
        let has_names = graph.names.values().any(|name| !name.is_empty());
        ensure!(has_names, "the program's functions have no names");
        for element in module.elements.iter() {
            graph.add_places(&element.kind, &element.items)?;
        }
        graph.roots.extend(module.start.map(|start| start.index()));
        for export in module.exports.iter() {
            if let ExportItem::Function(function) = export.item {
                graph.roots.insert(function.index());
            }
        }
        Ok(graph)
    }

    /// Each place of the table, in hexadecimal, with its function's name.
    pub fn places_and_names(&self) -> String {
        let names = self.places.iter().flat_map(|(function, places)| {
            let name = self.names.get(function).map_or("", String::as_str);
            places.iter().map(move |place| (*place, name))
        });
        let sorted: BTreeMap<u32, &str> = names.collect();
        let lines = sorted
            .iter()
            .map(|(place, name)| format!("{place:x} {name}"));
        lines.collect::<Vec<_>>().join("\n")
    }

    fn add_places(&mut self, kind: &ElementKind, items: &ElementItems) -> Result<()> {
        let ElementItems::Functions(functions) = items else {
            bail!("a table is filled by expressions, which nothing here knows how to cut");
        };
        let offset = match kind {
            ElementKind::Active {
                offset: ConstExpr::Value(Value::I32(offset)),
                ..
            } => u32::try_from(*offset)?,
            // It only says which functions the bodies may take a reference to.
            ElementKind::Declared => return Ok(()),
            _ => bail!("a table is filled at run time, which nothing here knows how to cut"),
        };
        for (place, function) in (offset..).zip(functions) {
            self.places.entry(function.index()).or_default().push(place);
        }
        Ok(())
    }
}

/// The functions that a body names.
#[derive(Default)]
struct Named(BTreeSet<Index>);

impl Visitor<'_> for Named {
    fn visit_function_id(&mut self, function: &FunctionId) {
        self.0.insert(function.index());
    }
}

/// A function's name as one writes it. What wasm-bindgen adds has none.
fn name_of(function: &Function) -> String {
    function.name.as_deref().map(plain).unwrap_or_default()
}

/// A name without the numbers that tell crates of one name apart.
fn plain(name: &str) -> String {
    let name = format!("{:#}", rustc_demangle::demangle(name));
    let mut plain = String::with_capacity(name.len());
    let mut rest = name.as_str();
    while let Some(start) = rest.find('[') {
        plain.push_str(&rest[..start]);
        rest = &rest[start..];
        let number = rest.find(']').filter(|end| is_number(&rest[1..*end]));
        let taken = number.map_or_else(
            || {
                plain.push('[');
                1
            },
            |end| end + 1,
        );
        rest = &rest[taken..];
    }
    plain.push_str(rest);
    plain
}

/// Whether it is a crate's number, and no type in brackets.
fn is_number(text: &str) -> bool {
    text.len() > 8 && text.chars().all(|c| c.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_name_is_as_one_writes_it() {
        for (name, written) in [
            ("_RNvCsfYlGq3tBFMS_7mycrate3foo", "mycrate::foo"),
            (
                "app[4cfad1e4dcece360]::pages::form::<[u8; 3]>::new",
                "app::pages::form::<[u8; 3]>::new",
            ),
            (
                "<[_]>::to_vec::<alloc[3ca501edff3f0c7c]::Global>",
                "<[_]>::to_vec::<alloc::Global>",
            ),
            ("a[0]::b[", "a[0]::b["),
            ("", ""),
        ] {
            assert_eq!(plain(name), written);
        }
    }
}
