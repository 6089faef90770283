//! The JSON form of violations: `faults.json` has one of each code.

use serde_json::{Value, json};

use super::{Code, Violation, ViolationForm};

/// Each fault as others see it.
const EACH: &str = include_str!("faults.json");

fn each() -> Vec<Value> {
    serde_json::from_str(EACH).unwrap()
}

#[test]
fn every_fault_has_its_violation_in_the_file() {
    let codes = each().into_iter().map(|violation| {
        let form: ViolationForm = serde_json::from_value(violation).unwrap();
        form.code
    });
    assert_eq!(codes.collect::<Vec<_>>(), Code::ALL);
}

#[test]
fn every_fault_reads_back_from_json() {
    for json in each() {
        let violation: Violation = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(serde_json::to_value(&violation).unwrap(), json);
    }
}

#[test]
fn members_are_read_in_any_order() {
    let [first, last] = [
        r#"{"path": "/subject", "code": "too-long", "params": {"max": 250, "actual": 300}}"#,
        r#"{"params": {"actual": 300, "max": 250}, "code": "too-long", "path": "/subject"}"#,
    ]
    .map(|json| serde_json::from_str::<Violation>(json).unwrap());
    assert_eq!(first, last);
}

#[test]
fn a_missing_parameter_is_refused_by_name() {
    for json in each() {
        let Some(params) = json.get("params").and_then(Value::as_object) else {
            continue;
        };
        // C4: the one parameter that a fault can do without.
        for name in params.keys().filter(|name| *name != "opens") {
            let mut without = json.clone();
            without["params"].as_object_mut().unwrap().remove(name);
            let error = serde_json::from_value::<Violation>(without).unwrap_err();
            let snake_case = name.replace("Type", "_type").replace("Code", "_code");
            assert!(
                error.to_string().contains(&format!("`{snake_case}`")),
                "{error}"
            );
        }
        let mut without = json.clone();
        without.as_object_mut().unwrap().remove("params");
        let read = serde_json::from_value::<Violation>(without);
        assert_eq!(read.is_ok(), params.contains_key("opens"), "{json}");
    }
}

#[test]
fn a_parameter_of_another_kind_is_refused() {
    for params in [
        json!({"max": 250, "actual": -1}),
        json!({"max": 250, "actual": 4_294_967_296_u64}),
        json!({"max": 250, "actual": "300"}),
        json!({"max": 250, "actual": null}),
    ] {
        let json = json!({"path": "/subject", "code": "too-long", "params": params});
        assert!(
            serde_json::from_value::<Violation>(json).is_err(),
            "{params}"
        );
    }
    for allowed in [json!(["9", "x"]), json!([256]), json!([true]), json!(9)] {
        let params = json!({"country": "JP", "allowed": allowed, "actual": 3});
        let json = json!({"path": "/contact/phone", "code": "phone-length", "params": params});
        assert!(
            serde_json::from_value::<Violation>(json).is_err(),
            "{allowed}"
        );
    }
}

#[test]
fn an_unknown_code_is_refused() {
    let json = json!({"path": "/subject", "code": "ugly"});
    let error = serde_json::from_value::<Violation>(json).unwrap_err();
    assert!(
        error.to_string().contains("unknown variant `ugly`"),
        "{error}"
    );
}

#[test]
fn an_entry_of_another_kind_is_told_what_it_must_be() {
    let json = json!({"path": "/severity", "code": "unknown", "params": {"value": "x", "allowed": [true]}});
    let error = serde_json::from_value::<Violation>(json).unwrap_err();
    let told = "expected a text or a whole number";
    assert!(error.to_string().contains(told), "{error}");
}
