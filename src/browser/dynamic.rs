//! Parts of the browser that only the second module needs, by name: a binding of each method would be part of the first
//! load's script.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::prelude::*;

/// A property; `undefined` where there is none.
pub fn get(target: &JsValue, name: &str) -> JsValue {
    Reflect::get(target, &name.into()).unwrap_or_default()
}

/// A property that is a number; 0 where it is none.
pub fn number(target: &JsValue, name: &str) -> f64 {
    get(target, name).as_f64().unwrap_or_default()
}

/// Set a property; what cannot be set stays as it is.
pub fn set(target: &JsValue, name: &str, value: impl Into<JsValue>) {
    let _ = Reflect::set(target, &name.into(), &value.into());
}

/// Call a method.
///
/// # Errors
/// There is no such method, or what it throws.
pub fn call(target: &JsValue, name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let method = get(target, name).dyn_into::<Function>()?;
    Reflect::apply(&method, target, &list(arguments))
}

/// Make an object of a class of the browser's.
///
/// # Errors
/// There is no such class, or what it throws.
pub fn construct(class: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let class = get(&js_sys::global(), class).dyn_into::<Function>()?;
    Reflect::construct(&class, &list(arguments))
}

/// Three at most: nothing here takes more.
fn list(arguments: &[JsValue]) -> Array {
    match arguments {
        [] => Array::new(),
        [one] => Array::of1(one),
        [one, two] => Array::of2(one, two),
        [one, two, three, ..] => Array::of3(one, two, three),
    }
}
