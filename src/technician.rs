//! For the person with the screwdriver. So far: the readiness report of `yici check`.

pub mod readiness;
