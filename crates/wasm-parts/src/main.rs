//! Cuts a WebAssembly program into a first part and others that are loaded when they are needed.
//!
//! `wasm-parts PROGRAM PLAN FOLDER` reads what wasm-bindgen has written, with the names of its functions, and a plan that
//! says by module paths which functions belong to which part. It writes `FOLDER/first.wasm` and one file for each part.
//!
//! All parts share memory, globals and the table of functions. Where the first part calls or stores a function of another,
//! it has an import in its place: module: the part's name; name: the function's place in the table, in hexadecimal. A part
//! puts its functions into their places when it is instantiated, so that what is called by way of the table finds it
//! there. Whoever calls an import before that is expected to instantiate the part and call the place again: which function
//! is in which part decides what is loaded when, never what happens. That matters, because the compiler merges functions
//! of the same body and keeps the name of one.

mod assign;
mod cut;
mod graph;
mod plan;

use std::{cmp::Reverse, collections::BTreeMap, env, fs, path::Path};

use anyhow::{Context, Result, bail};

use crate::{
    assign::Home,
    graph::{Graph, Index},
    plan::{FIRST, Plan},
};

/// Where it is written which function has which place in the table, for whoever wonders what called a part too early.
const PLACES: &str = "places.txt";

/// Which function is where, and how many instructions it has, for whoever plans the parts.
const SIZES: &str = "sizes.txt";

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [program, plan, folder] = arguments.as_slice() else {
        bail!("usage: wasm-parts PROGRAM PLAN FOLDER");
    };
    let bytes = fs::read(program).with_context(|| format!("cannot read {program}"))?;
    let plan = Plan::read(Path::new(plan))?;
    let graph = Graph::of(&bytes)?;
    let homes = assign::assign(&graph, &plan)?;
    fs::create_dir_all(folder)?;
    for (name, part) in cut::cut(&bytes, &graph, &homes, &plan)? {
        let file = Path::new(folder).join(name).with_extension("wasm");
        fs::write(&file, part).with_context(|| format!("cannot write {}", file.display()))?;
    }
    fs::write(Path::new(folder).join(PLACES), graph.places_and_names())?;
    fs::write(Path::new(folder).join(SIZES), sizes(&graph, &homes, &plan))?;
    Ok(())
}

fn sizes(graph: &Graph, homes: &BTreeMap<Index, Home>, plan: &Plan) -> String {
    let mut functions: Vec<(&str, Reverse<u64>, &str)> = homes
        .iter()
        .map(|(function, home)| {
            let part = match home {
                Home::First => FIRST,
                Home::Part(part) => &plan.part[*part].name,
            };
            (
                part,
                Reverse(graph.sizes[function]),
                &*graph.names[function],
            )
        })
        .collect();
    functions.sort_unstable();
    let lines = functions
        .into_iter()
        .map(|(part, size, name)| format!("{part} {} {name}", size.0));
    lines.collect::<Vec<_>>().join("\n")
}
