use super::*;
use crate::plan::Part;

const FORM: Home = Home::Part(0);
const STEPS: Home = Home::Part(1);
const LIST: Home = Home::Part(2);

/// A program of functions by their names; each calls the functions that stand behind its name.
struct Program(Graph, Vec<&'static str>);

impl Program {
    fn new(calls: &[(&'static str, &[&'static str])]) -> Self {
        let names: Vec<&str> = calls.iter().map(|(name, _)| *name).collect();
        let index = |wanted: &str| names.iter().position(|name| *name == wanted).unwrap();
        let mut graph = Graph::default();
        for (caller, callees) in calls {
            graph.names.insert(index(caller), (*caller).to_owned());
            for callee in *callees {
                let callers = graph.callers.entry(index(callee)).or_default();
                callers.insert(index(caller));
            }
        }
        graph.roots.insert(0);
        Self(graph, names)
    }

    /// Functions that have a place in the table.
    fn with_places(mut self, named: &[&str]) -> Self {
        for (place, name) in (1..).zip(named) {
            let function = self.1.iter().position(|it| it == name).unwrap();
            self.0.places.insert(function, vec![place]);
        }
        self
    }

    fn homes(&self) -> Vec<Home> {
        assign(&self.0, &plan(&[])).unwrap().into_values().collect()
    }
}

fn plan(entries: &[&str]) -> Plan {
    let part = |name: &str, after: Option<&str>, module: &str, entries: &[&str]| Part {
        name: name.to_owned(),
        after: after.map(str::to_owned),
        modules: vec![module.to_owned()],
        entries: entries.iter().map(|&entry| entry.to_owned()).collect(),
    };
    Plan {
        unused_exports: Vec::new(),
        part: vec![
            part("form", None, "form::", entries),
            part("steps", Some("form"), "form::steps::", &[]),
            part("list", None, "list::", &[]),
        ],
    }
}

#[test]
fn what_is_exported_is_in_the_first_part_whatever_its_name() {
    let program = Program::new(&[("form::main", &[])]);
    assert_eq!(program.homes(), [Home::First]);
}

#[test]
fn what_has_a_place_is_where_the_plan_says_the_last_part_before_others() {
    let program = Program::new(&[
        ("main", &[]),
        ("form::view", &[]),
        ("form::steps::view", &[]),
        ("list::view", &[]),
        ("other::view", &[]),
    ])
    .with_places(&[
        "form::view",
        "form::steps::view",
        "list::view",
        "other::view",
    ]);
    let first = Home::First;
    assert_eq!(program.homes(), [first, FORM, STEPS, LIST, first]);
}

#[test]
fn what_the_plan_does_not_name_is_there_whenever_a_caller_is() {
    let program = Program::new(&[
        ("main", &["shared"]),
        ("form::view", &["check", "shared", "between"]),
        ("form::steps::view", &["review", "between", "everywhere"]),
        ("check", &["digits"]),
        ("digits", &["check"]),
        ("shared", &[]),
        ("review", &[]),
        ("between", &[]),
        ("list::view", &["everywhere"]),
        ("everywhere", &[]),
    ])
    .with_places(&["form::view", "form::steps::view", "list::view"]);
    let first = Home::First;
    // What the form and its steps have in common is there whenever one of them is.
    let homes = [
        first, FORM, STEPS, FORM, FORM, first, STEPS, FORM, LIST, first,
    ];
    assert_eq!(program.homes(), homes);
}

#[test]
fn what_is_called_from_elsewhere_is_no_parts_own_and_what_it_calls_neither() {
    let program = Program::new(&[
        ("main", &["form::new"]),
        ("form::view", &["form::new"]),
        ("form::new", &["helper"]),
        ("helper", &[]),
    ])
    .with_places(&["form::view"]);
    let first = Home::First;
    assert_eq!(program.homes(), [first, FORM, first, first]);
}

#[test]
fn an_entry_stays_though_it_is_called_from_elsewhere() {
    let program = Program::new(&[
        ("main", &["form::form"]),
        ("form::form", &["form::new"]),
        ("form::new", &[]),
    ]);
    let homes = assign(&program.0, &plan(&["form::form"])).unwrap();
    assert_eq!(
        homes.into_values().collect::<Vec<_>>(),
        [Home::First, FORM, FORM]
    );
    let error = assign(&program.0, &plan(&["form::gone"])).unwrap_err();
    assert!(error.to_string().contains("form::gone"));
}

#[test]
fn what_the_part_before_calls_by_its_name_is_in_that_one() {
    let program = Program::new(&[
        ("main", &[]),
        ("form::view", &["form::steps::new"]),
        ("form::steps::view", &["form::steps::new"]),
        ("form::steps::new", &["helper"]),
        ("helper", &[]),
    ])
    .with_places(&["form::view", "form::steps::view"]);
    assert_eq!(program.homes(), [Home::First, FORM, STEPS, FORM, FORM]);
}
