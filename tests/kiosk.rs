//! What the whole kiosk does: one file per story or mishap. Real frames on pseudo-terminals, a real TLS server, a real
//! SQLite file, a real rendered screen touched at real points.

mod bad_input;
mod mishaps;
mod stories;
mod support;
