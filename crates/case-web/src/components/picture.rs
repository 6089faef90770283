//! A picture that is on this device only, such as a file that somebody attaches.

use std::rc::Rc;

use web_sys::{File, Url};

/// The media types that every browser shows and that hold no script.
const SHOWN: [&str; 4] = ["image/png", "image/jpeg", "image/gif", "image/webp"];

/// A picture by an address of its own, which is there as long as one copy of this is.
#[derive(Clone)]
pub struct Picture(Rc<Address>);

struct Address(String);

impl Picture {
    /// What a file shows, if it is a picture.
    pub fn of(file: &File) -> Option<Self> {
        SHOWN.contains(&file.type_().as_str()).then_some(())?;
        let address = Url::create_object_url_with_blob(file).ok()?;
        Some(Self(Rc::new(Address(address))))
    }

    /// For the attribute `src`.
    pub fn address(&self) -> &str {
        &self.0.0
    }
}

impl Drop for Address {
    fn drop(&mut self) {
        // Fails only for what is no address.
        let _ = Url::revoke_object_url(&self.0);
    }
}
