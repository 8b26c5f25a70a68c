//! For the person with the screwdriver: the self-test and the readiness report of `yici check`, the gate of an
//! update, and what the service mode does.

pub mod health;
pub mod person;
pub mod provision;
pub mod readiness;
pub mod service;
pub mod test_page;
