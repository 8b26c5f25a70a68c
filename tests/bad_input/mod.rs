//! Bad input gets a clear error and loses nothing.

mod catalog;
mod form;
mod settings;
