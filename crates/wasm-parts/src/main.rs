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

use std::{env, fs, path::Path};

use anyhow::{Context, Result, bail};

use crate::{graph::Graph, plan::Plan};

/// Where it is written which function has which place in the table, for whoever wonders what called a part too early.
const PLACES: &str = "places.txt";

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
    Ok(())
}
