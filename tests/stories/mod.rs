//! A citizen does a whole matter and leaves with a receipt.

mod a4_paper;
mod certificates;
mod check;
mod devices;
mod ease;
mod enterprise;
mod keypad;
mod line_down;
mod new_version;
mod newborn;
mod nothing_twice;
mod on_behalf;
mod pad;
mod phone_code;
mod progress;
mod queue;
mod samples;
mod scanner;
mod search;
mod service;
mod signed_matters;
mod social_card;
mod take_away;
mod traces;
mod two_processes;
mod writing;
