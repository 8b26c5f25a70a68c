//! The signed catalog, and what is done to it on its way: one file for each attack.

mod bad_data;
mod brought;
mod endless;
mod frozen;
mod mixture;
mod power_cut;
mod publisher;
mod rolled_back;
mod samples;
mod shipped;
mod stick;
mod tampered;
mod thresholds;
