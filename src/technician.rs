//! For the person with the screwdriver: the self-test and the readiness report of `yici check`.

pub mod person;
pub mod readiness;
pub mod test_page;
