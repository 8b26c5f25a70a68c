//! What the kiosk puts on paper, as data. Drivers in `yici-hardware` print it.
//!
//! A receipt names its citizen by the first character only: a lost one must not tell a stranger whose it is.

pub mod receipt;
