//! What the kiosk puts on paper, as data: receipts and guides, which drivers in `yici-hardware` print, and A4 documents, which
//! `form-render` typesets.
//!
//! A receipt names its citizen by the first character only: a lost one must not tell a stranger whose it is.

pub mod forms;
pub mod guide;
pub mod job;
pub mod receipt;
pub mod slip;
pub mod ticket;
