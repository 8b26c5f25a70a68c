//! A matter as a citizen would meet it, for a clerk who checks it without a kiosk.
//!
//! [`guide`] is plain data in one language; [`text`] and [`html`] write it down, [`order`] has it set as
//! an A4 page. [`chart`] draws the whole matter, every situation at once.
//!
//! Pure: no I/O, no clock. Nothing of a citizen is in it.

mod chart;
mod guide;
mod html;
mod order;
mod text;

pub use chart::chart;
pub use guide::{Guide, GuideField, GuideGroup, GuideItem, GuidePaper, guide};
pub use html::html;
pub use order::order;
pub use text::text;

/// Text as it may stand in HTML and SVG.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod situations;
#[cfg(test)]
mod tests;
