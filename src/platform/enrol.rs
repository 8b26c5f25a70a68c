//! The one call that a kiosk makes as a stranger: with a one-time token, for its first certificate.

use super::{ConnectionError, Patience, QueueFault, answer, caller::Caller};
use crate::platform::contract::enrolment::{self, Enrolled};
use jiff::Timestamp;
use reqwest::Method;
use std::sync::Arc;

/// Why a kiosk was not enrolled. For a technician.
#[derive(Debug, thiserror::Error)]
pub enum NotEnrolled {
    /// The settings make no connection.
    #[error(transparent)]
    Connection(#[from] ConnectionError),
    /// The line or the platform. Asking again is safe: the same key with the same token gets the same certificate.
    #[error("{0}; then run the same again")]
    Line(#[from] QueueFault),
    /// The platform said no.
    #[error("the platform does not enrol this kiosk ({code}): {}", advice(.code))]
    Refused {
        /// Its code.
        code: String,
    },
}

fn advice(code: &str) -> &'static str {
    match code {
        "token_used" => "the token was used with another key; ask the platform's operator for a new one",
        "token_expired" => "the token is too old; ask the platform's operator for a new one",
        "token_unknown" => "compare the token and the kiosk's name in the settings with what the operator wrote down",
        _ => "report this to the platform's operator",
    }
}

/// Asks for a certificate for the key that signed `request` (PKCS#10, PEM), as the kiosk of this name.
///
/// # Errors
/// In a technician's words. The token is used up only when the platform answered with a certificate.
pub async fn enrol(
    base_url: &str,
    ca_pem: &str,
    kiosk: &str,
    token: &str,
    request: &str,
) -> Result<Enrolled, NotEnrolled> {
    let caller = Caller::new(base_url, ca_pem, None, Patience::default(), Arc::new(Timestamp::now))?;
    let call = caller.request(Method::POST, caller.url("/v1/enrolment")).header("content-type", "application/json");
    answer::to_enrolment(&caller.send(call, enrolment::enrolment(kiosk, token, request)).await?)
}

/// Whether the platform is there, before anything is asked of it: a request for no key, for which no platform gives a
/// certificate, so that the token is not used up. What it says of the token, if it says something, is told.
///
/// # Errors
/// As [`enrol`].
pub async fn knock(base_url: &str, ca_pem: &str, kiosk: &str, token: &str) -> Result<(), NotEnrolled> {
    match enrol(base_url, ca_pem, kiosk, token, "").await {
        Ok(_) => Err(QueueFault::NotThePlatform("a certificate for no key").into()),
        Err(NotEnrolled::Refused { code }) if !code.starts_with("token_") => Ok(()),
        Err(error) => Err(error),
    }
}
