//! A citizen does a whole matter and leaves with a receipt.

mod check;
mod devices;
mod enterprise;
mod line_down;
mod newborn;
mod traces;
mod two_processes;
