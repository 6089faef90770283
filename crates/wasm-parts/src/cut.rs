//! Makes the parts.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use walrus::{
    ConstExpr, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId, FunctionKind,
    GlobalKind, ImportId, ImportKind, ImportedFunction, LocalId, Module, ModuleConfig, TableId,
    ir::Value, passes,
};

use crate::{
    assign::Home,
    graph::{Graph, Index},
    plan::{FIRST, Plan},
};

/// The module that the parts import from: the first part.
const FROM_FIRST: &str = "first";

/// The name by which the first part exports the table of functions.
const TABLE: &str = "functions";

/// The parts by their names, the first among them.
pub fn cut(
    bytes: &[u8],
    graph: &Graph,
    homes: &BTreeMap<Index, Home>,
    plan: &Plan,
) -> Result<Vec<(String, Vec<u8>)>> {
    let program = parse(bytes)?;
    let table = table_of_functions(&program)?;
    let places = Places::of(graph, homes, program.tables.get(table).initial)?;
    let mut shared = Shared::default();
    let mut parts = Vec::new();
    for (place, part) in plan.part.iter().enumerate() {
        let cut = part_of(bytes, homes, Home::Part(place), &places, &mut shared)?;
        parts.push((part.name.clone(), cut));
    }
    let first = first(program, homes, plan, &places, shared)?;
    parts.push((FIRST.to_owned(), first));
    Ok(parts)
}

fn parse(bytes: &[u8]) -> Result<Module> {
    let mut config = ModuleConfig::new();
    config
        .generate_name_section(false)
        .generate_producers_section(false);
    config.parse(bytes)
}

/// The one table that has functions.
fn table_of_functions(module: &Module) -> Result<TableId> {
    let mut tables = module.elements.iter().filter_map(|element| {
        let ElementKind::Active { table, .. } = element.kind else {
            return None;
        };
        Some(table)
    });
    let table = tables.next().context("the program has no table")?;
    if tables.any(|other| other != table) {
        bail!("the program has functions in several tables");
    }
    Ok(table)
}

/// Where in the table each function of a later part is that the first part, or anybody, may call.
struct Places {
    of: BTreeMap<Index, Vec<u32>>,
    /// How many places the program's own table has, and how many there are then.
    start: u32,
    end: u32,
}

impl Places {
    fn of(graph: &Graph, homes: &BTreeMap<Index, Home>, size: u64) -> Result<Self> {
        let start = u32::try_from(size)?;
        let mut end = start;
        let mut places = BTreeMap::new();
        for (function, home) in homes {
            if *home == Home::First {
                continue;
            }
            let callers = graph.callers.get(function).into_iter().flatten();
            let is_called_elsewhere = callers.into_iter().any(|caller| homes[caller] != *home);
            if let Some(its) = graph.places.get(function) {
                places.insert(*function, its.clone());
            } else if is_called_elsewhere {
                places.insert(*function, vec![end]);
                end += 1;
            }
        }
        Ok(Self {
            of: places,
            start,
            end,
        })
    }

    fn widen(&self, module: &mut Module, table: TableId) {
        let table = module.tables.get_mut(table);
        let end = u64::from(self.end);
        table.initial = table.initial.max(end);
        table.maximum = table.maximum.map(|most| most.max(end));
    }

    /// The functions of a part in runs of neighbouring places.
    fn runs(&self, homes: &BTreeMap<Index, Home>, home: Home) -> Vec<(u32, Vec<Index>)> {
        let mut placed: Vec<(u32, Index)> = self
            .of
            .iter()
            .filter(|(function, _)| homes[*function] == home)
            .flat_map(|(function, places)| places.iter().map(|place| (*place, *function)))
            .collect();
        placed.sort_unstable();
        let mut runs: Vec<(u32, Vec<Index>)> = Vec::new();
        for (place, function) in placed {
            match runs.last_mut() {
                Some((start, run)) if *start as usize + run.len() == place as usize => {
                    run.push(function);
                }
                _ => runs.push((place, vec![function])),
            }
        }
        runs
    }
}

/// What the first part exports for the others.
#[derive(Default)]
struct Shared(BTreeMap<Item, usize>);

/// A thing of the program by its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Item {
    Function(Index),
    Global(usize),
    Memory(usize),
    Table(usize),
}

impl Shared {
    /// The name that the thing is exported by: its number. What the program itself exports begins with a letter.
    fn name_of(&mut self, item: Item) -> String {
        let next = self.0.len();
        self.0.entry(item).or_insert(next).to_string()
    }
}

/// A part: its functions, and the places that they have in the table. All else it imports.
fn part_of(
    bytes: &[u8],
    homes: &BTreeMap<Index, Home>,
    home: Home,
    places: &Places,
    shared: &mut Shared,
) -> Result<Vec<u8>> {
    let mut part = parse(bytes)?;
    let table = table_of_functions(&part)?;
    part.start = None;
    for export in ids(part.exports.iter(), walrus::Export::id) {
        part.exports.delete(export);
    }
    for data in ids(part.data.iter(), walrus::Data::id) {
        part.data.delete(data);
    }
    for element in ids(part.elements.iter(), walrus::Element::id) {
        part.elements.delete(element);
    }
    places.widen(&mut part, table);
    for function in ids(part.funcs.iter(), walrus::Function::id) {
        match homes.get(&function.index()) {
            Some(its) if *its == home => {}
            Some(Home::Part(_)) => call_by_place(&mut part, table, function, places)?,
            // The first part's, or what that imports itself.
            Some(Home::First) | None => import(&mut part, function),
        }
    }
    import_the_rest(&mut part);
    let functions: BTreeMap<Index, FunctionId> = part
        .funcs
        .iter()
        .map(|function| (function.id().index(), function.id()))
        .collect();
    for (start, run) in places.runs(homes, home) {
        let offset = ConstExpr::Value(Value::I32(i32::try_from(start)?));
        let run = run.iter().map(|function| functions[function]).collect();
        let kind = ElementKind::Active { table, offset };
        let element = part.elements.add(kind, ElementItems::Functions(run));
        part.tables.get_mut(table).elem_segments.insert(element);
    }
    passes::gc::run(&mut part);
    for import in part.imports.iter_mut() {
        import.name = shared.name_of(match import.kind {
            ImportKind::Function(function) => Item::Function(function.index()),
            ImportKind::Global(global) => Item::Global(global.index()),
            ImportKind::Memory(memory) => Item::Memory(memory.index()),
            ImportKind::Table(table) => Item::Table(table.index()),
            ImportKind::Tag(_) => bail!("nothing here knows how to share an exception's tag"),
        });
        import.module = FROM_FIRST.to_owned();
    }
    Ok(part.emit_wasm())
}

fn ids<T, I>(things: impl Iterator<Item = T>, id: impl Fn(T) -> I) -> Vec<I> {
    things.map(id).collect()
}

/// A function of the first part is imported, by a name that it gets later.
fn import(part: &mut Module, function: FunctionId) {
    let is_import = matches!(part.funcs.get(function).kind, FunctionKind::Import(_));
    if !is_import {
        let import = part.imports.add("", "", function);
        become_import(part, function, import);
    }
}

/// A function of another part is called by way of its place in the table, where it is when its part is there.
fn call_by_place(
    part: &mut Module,
    table: TableId,
    function: FunctionId,
    places: &Places,
) -> Result<()> {
    // What nobody else calls has no place, and goes.
    let Some(place) = places.of.get(&function.index()) else {
        return Ok(());
    };
    let ty = part.funcs.get(function).ty();
    let (values, results) = part.types.params_results(ty);
    let (values, results) = (values.to_vec(), results.to_vec());
    let mut call = FunctionBuilder::new(&mut part.types, &values, &results);
    let locals: Vec<LocalId> = values.iter().map(|ty| part.locals.add(*ty)).collect();
    let mut body = call.func_body();
    for local in &locals {
        body.local_get(*local);
    }
    body.i32_const(i32::try_from(place[0])?)
        .call_indirect(ty, table);
    part.funcs.get_mut(function).kind = FunctionKind::Local(call.local_func(locals));
    Ok(())
}

fn become_import(module: &mut Module, function: FunctionId, import: ImportId) {
    let function = module.funcs.get_mut(function);
    let ty = function.ty();
    function.kind = FunctionKind::Import(ImportedFunction { import, ty });
}

/// Globals, memory and tables are the first part's, and what is in them by then.
fn import_the_rest(part: &mut Module) {
    for global in ids(part.globals.iter(), walrus::Global::id) {
        let import = part.imports.add("", "", global);
        part.globals.get_mut(global).kind = GlobalKind::Import(import);
    }
    for memory in ids(part.memories.iter(), walrus::Memory::id) {
        let import = part.imports.add("", "", memory);
        let memory = part.memories.get_mut(memory);
        memory.import = Some(import);
        memory.data_segments.clear();
    }
    for table in ids(part.tables.iter(), walrus::Table::id) {
        let import = part.imports.add("", "", table);
        let table = part.tables.get_mut(table);
        table.import = Some(import);
        table.elem_segments.clear();
    }
}

/// The first part: the program with an import in place of each function of another part, and exports for what they need.
fn first(
    mut program: Module,
    homes: &BTreeMap<Index, Home>,
    plan: &Plan,
    places: &Places,
    shared: Shared,
) -> Result<Vec<u8>> {
    let table = table_of_functions(&program)?;
    places.widen(&mut program, table);
    for export in ids(program.exports.iter(), walrus::Export::id) {
        let name = &program.exports.get(export).name;
        let is_unused = plan.unused_exports.iter().any(|it| name.starts_with(it));
        if is_unused {
            program.exports.delete(export);
        }
    }
    let items = Items::of(&program);
    fill_new_places(&mut program, table, &items, places)?;
    for (function, places) in &places.of {
        let Home::Part(part) = homes[function] else {
            continue;
        };
        let id = items.functions[function];
        // Each of its places comes to have the same function.
        let (part, place) = (&plan.part[part].name, format!("{:x}", places[0]));
        let import = program.imports.add(part, &place, id);
        become_import(&mut program, id, import);
    }
    program.exports.add(TABLE, table);
    for (item, name) in shared.0 {
        program.exports.add(&name.to_string(), items.get(item));
    }
    passes::gc::run(&mut program);
    Ok(program.emit_wasm())
}

/// The places beyond the program's own have their functions too: whoever calls one before its part is there calls what stands
/// in for it.
fn fill_new_places(
    program: &mut Module,
    table: TableId,
    items: &Items,
    places: &Places,
) -> Result<()> {
    let mut added: Vec<(u32, FunctionId)> = places
        .of
        .iter()
        .filter(|(_, its)| its[0] >= places.start)
        .map(|(function, its)| (its[0], items.functions[function]))
        .collect();
    if added.is_empty() {
        return Ok(());
    }
    added.sort_unstable();
    let offset = ConstExpr::Value(Value::I32(i32::try_from(places.start)?));
    let functions = added.into_iter().map(|(_, function)| function).collect();
    let kind = ElementKind::Active { table, offset };
    let element = program
        .elements
        .add(kind, ElementItems::Functions(functions));
    program.tables.get_mut(table).elem_segments.insert(element);
    Ok(())
}

/// The things of a program by their indices.
struct Items {
    functions: BTreeMap<Index, FunctionId>,
    all: BTreeMap<Item, ExportItem>,
}

impl Items {
    fn of(program: &Module) -> Self {
        let functions = ids(program.funcs.iter(), walrus::Function::id);
        let globals = ids(program.globals.iter(), walrus::Global::id);
        let memories = ids(program.memories.iter(), walrus::Memory::id);
        let tables = ids(program.tables.iter(), walrus::Table::id);
        let all = functions
            .iter()
            .map(|id| (Item::Function(id.index()), (*id).into()))
            .chain(
                globals
                    .iter()
                    .map(|id| (Item::Global(id.index()), (*id).into())),
            )
            .chain(
                memories
                    .iter()
                    .map(|id| (Item::Memory(id.index()), (*id).into())),
            )
            .chain(
                tables
                    .iter()
                    .map(|id| (Item::Table(id.index()), (*id).into())),
            )
            .collect();
        Self {
            functions: functions.into_iter().map(|id| (id.index(), id)).collect(),
            all,
        }
    }

    fn get(&self, item: Item) -> ExportItem {
        self.all[&item]
    }
}
