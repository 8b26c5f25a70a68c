//! What belongs to a citizen.
//!
//! A [`Personal`] value cannot be printed by accident and is overwritten with zeros when dropped. Reading it takes a
//! call that can be searched for: [`Personal::reveal`].
//!
//! Limits: a copy made through `reveal` is no longer guarded, and memory that a `Vec` or `String` left behind when it
//! grew was not zeroed; build the value at its full size where that matters.

use zeroize::Zeroize;

/// A citizen's own data.
///
/// It has neither `Debug` nor `Display`, so it cannot reach a log line:
///
/// ```compile_fail
/// let name = yici_hardware::Personal::new(String::from("张三丰"));
/// println!("{name:?}");
/// ```
///
/// ```compile_fail
/// let name = yici_hardware::Personal::new(String::from("张三丰"));
/// println!("{name}");
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Personal<T: Zeroize = String>(T);

impl<T: Zeroize> Personal<T> {
    /// Takes the value in. The caller gives up its own copy.
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// The value itself: for the screen, the paper or the seal; never for a log, an error or an audit event.
    pub fn reveal(&self) -> &T {
        &self.0
    }

    /// The value itself, to be changed in place.
    pub fn reveal_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: Zeroize> Drop for Personal<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<T: Zeroize> Zeroize for Personal<T> {
    fn zeroize(&mut self) {
        self.0.zeroize();
    }
}

impl From<&str> for Personal<String> {
    fn from(value: &str) -> Self {
        Self(value.to_owned())
    }
}
