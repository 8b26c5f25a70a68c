//! A4 paper, typeset for real and read back with poppler.

#[path = "forms/bounds.rs"]
mod bounds;
#[path = "forms/memory.rs"]
mod memory;
#[path = "forms/poppler.rs"]
mod poppler;
#[path = "forms/program.rs"]
mod program;
#[path = "forms/samples.rs"]
mod samples;
#[path = "forms/tagged.rs"]
mod tagged;
#[path = "forms/text.rs"]
mod text;
