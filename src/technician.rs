//! For the person with the screwdriver: the self-test and the readiness report of `yici check`, and the gate of an update.

pub mod health;
pub mod person;
pub mod readiness;
pub mod test_page;
