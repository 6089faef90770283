//! `RULES.md` is true: every rule has its row, what a row names exists, and vectors name what they prove.

use std::{
    fs,
    path::{Path, PathBuf},
};

const REGISTER: &str = include_str!("../../RULES.md");

/// The rules that this crate must hold: tables T, S, C, A (1 to 3), Q, R.
const OWN: &[(char, u32)] = &[('T', 12), ('S', 7), ('C', 7), ('A', 3), ('Q', 2), ('R', 2)];

struct Row<'a> {
    number: &'a str,
    places: Vec<&'a str>,
    tests: &'a str,
}

fn rows() -> Vec<Row<'static>> {
    let cells =
        |line: &'static str| -> Vec<&'static str> { line.split('|').map(str::trim).collect() };
    REGISTER
        .lines()
        .filter(|line| line.starts_with('|'))
        .map(cells)
        .filter(|cells| cells.len() == 6 && cells[1] != "no." && !cells[1].starts_with('-'))
        .map(|cells| Row {
            number: cells[1],
            places: quoted(cells[3]),
            tests: cells[4],
        })
        .collect()
}

fn quoted(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The content of every file below `folder` with one of the endings.
fn contents(folder: &Path, endings: &[&str]) -> String {
    let mut all = String::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a readable folder") {
            let path = entry.expect("a readable entry").path();
            let name = path
                .file_name()
                .and_then(|name| name.to_str())
                .unwrap_or_default();
            if path.is_dir() {
                if !matches!(name, "node_modules" | "target" | "results") {
                    folders.push(path);
                }
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                all.push_str(&fs::read_to_string(&path).expect("UTF-8"));
            }
        }
    }
    all
}

#[test]
fn every_rule_has_its_row() {
    let rows = rows();
    for (table, last) in OWN {
        for n in 1..=*last {
            let number = format!("{table}{n}");
            assert_eq!(
                rows.iter().filter(|row| row.number == number).count(),
                1,
                "{number}"
            );
        }
    }
}

#[test]
fn what_a_row_names_exists() {
    let root = root();
    let rust =
        contents(&root.join("crates"), &[".rs"]) + &contents(&root.join("tests/api"), &[".rs"]);
    let browser = contents(&root.join("tests/browser"), &[".ts", ".js", ".mjs"]);
    let vectors = contents(&root.join("crates/case-core/tests/vectors"), &[".json"]);
    let mut wrong = Vec::new();
    for Row {
        number,
        places,
        tests,
    } in rows()
    {
        for place in &places {
            let path = if place.starts_with("crates/") {
                root.join(place)
            } else {
                root.join("crates/case-core/src").join(place)
            };
            if !path.exists() {
                wrong.push(format!("{number}: there is no {place}"));
            }
        }
        let names = quoted(tests);
        for name in names.iter().filter(|name| **name != "tests/browser") {
            // A native test is a function, one of the black-box suite a line of its table.
            if !rust.contains(&format!("fn {name}(")) && !rust.contains(&format!("\"{name}\",")) {
                wrong.push(format!("{number}: there is no test {name}"));
            }
        }
        let by_browser = tests.contains("tests/browser");
        if by_browser && !browser.contains(&format!("{number}:")) {
            wrong.push(format!("{number}: no browser test names it"));
        }
        let by_vectors = tests.starts_with("vectors");
        if by_vectors && !vectors.contains(&format!("\"{number}\"")) {
            wrong.push(format!("{number}: no vector names it"));
        }
        if places.is_empty() || (names.is_empty() && !by_vectors) {
            wrong.push(format!("{number}: the row names no place or no test"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
