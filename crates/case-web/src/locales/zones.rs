//! Time zones, as the browser's own `Intl` knows them.

use js_sys::{Array, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The names of all zones that one may choose; none where the browser cannot tell.
pub fn all() -> Vec<String> {
    let listed = || {
        let list = member("supportedValuesOf")?;
        let zones = list.call1(&JsValue::UNDEFINED, &"timeZone".into()).ok()?;
        let zones: Array = zones.dyn_into().ok()?;
        Some(zones.iter().filter_map(|zone| zone.as_string()).collect())
    };
    listed().unwrap_or_default()
}

/// The zone of this device.
pub fn of_device() -> Option<String> {
    let format = Intl::DateTimeFormat::new(&Array::new(), &Object::new());
    let zone = Reflect::get(&format.resolved_options(), &"timeZone".into());
    zone.ok()?.as_string()
}

/// Whether this browser can tell the time in the zone.
pub fn is_known(zone: &str) -> bool {
    let options = Object::new();
    // Setting a member of a fresh plain object does not fail.
    let _ = Reflect::set(&options, &"timeZone".into(), &zone.into());
    let tried = || {
        let format = member("DateTimeFormat")?;
        format
            .call2(&JsValue::UNDEFINED, &"en".into(), &options)
            .ok()
    };
    tried().is_some()
}

/// A function of `Intl`.
fn member(name: &str) -> Option<Function> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    Reflect::get(&intl, &name.into()).ok()?.dyn_into().ok()
}
