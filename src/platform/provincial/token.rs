//! The client's token (OAuth2, RFC 6749, client credentials).

use crate::platform::{QueueFault, caller::Caller};
use reqwest::{Method, Url};
use serde::Deserialize;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;
use yici_hardware::Personal;
use zeroize::Zeroizing;

/// Before its end a token is not used any more.
const MARGIN: u64 = 60;
/// Longer than this no token is believed in.
const LONGEST: u64 = 24 * 60 * 60;

/// Who this kiosk's vendor is at the platform. Holds a secret, so it has no `Debug`.
#[derive(Clone)]
pub struct ClientCredentials {
    /// The client's id.
    pub id: String,
    /// Its secret.
    pub secret: Personal,
}

/// The token in use.
pub(super) struct Tokens {
    client: ClientCredentials,
    current: Mutex<Option<(Personal, Instant)>>,
}

#[derive(Deserialize)]
struct Answer {
    access_token: String,
    token_type: String,
    expires_in: u64,
}

impl Tokens {
    pub(super) fn new(client: ClientCredentials) -> Self {
        Self { client, current: Mutex::new(None) }
    }

    /// A token. Calls that come together ask for one once.
    pub(super) async fn get(&self, caller: &Caller) -> Result<Personal, QueueFault> {
        let mut current = self.current.lock().await;
        match &*current {
            Some((token, until)) if Instant::now() < *until => Ok(token.clone()),
            _ => self.ask(caller, &mut current).await,
        }
    }

    /// Another one than that which was not taken, unless somebody has asked for it already.
    pub(super) async fn renew(&self, caller: &Caller, refused: &Personal) -> Result<Personal, QueueFault> {
        let mut current = self.current.lock().await;
        match &*current {
            Some((token, _)) if token != refused => Ok(token.clone()),
            _ => self.ask(caller, &mut current).await,
        }
    }

    async fn ask(&self, caller: &Caller, current: &mut Option<(Personal, Instant)>) -> Result<Personal, QueueFault> {
        *current = None;
        let request = caller
            .request(Method::POST, caller.url("/oauth2/token"))
            .header("content-type", "application/x-www-form-urlencoded");
        let reply = caller.send(request, form(&self.client)).await?;
        let body = Zeroizing::new(reply.body);
        let answer: Answer = match reply.status {
            // RFC 6749, 5.2: a client that is not known, or not any more.
            400 | 401 => return Err(QueueFault::Auth(reply.status)),
            200 => serde_json::from_slice(&body)
                .map_err(|_| QueueFault::NotThePlatform("no token, perhaps a login page"))?,
            status => return Err(super::form::fault_of_status(status)),
        };
        let token = Personal::new(answer.access_token);
        let is_token =
            (1..=4096).contains(&token.reveal().len()) && token.reveal().bytes().all(|c| c.is_ascii_graphic());
        if !answer.token_type.eq_ignore_ascii_case("bearer") || !is_token {
            return Err(QueueFault::NotThePlatform("a token of another kind"));
        }
        let lasts = Duration::from_secs(answer.expires_in.min(LONGEST).saturating_sub(MARGIN));
        *current = Some((token.clone(), Instant::now() + lasts));
        Ok(token)
    }
}

fn form(client: &ClientCredentials) -> Vec<u8> {
    let mut form = Url::parse("form:").expect("an address of nothing");
    form.query_pairs_mut()
        .append_pair("grant_type", "client_credentials")
        .append_pair("client_id", &client.id)
        .append_pair("client_secret", client.secret.reveal());
    form.query().unwrap_or_default().as_bytes().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Kiosks send this from 0.2 on. If it fails, undo your change.
    #[test]
    fn the_question_for_a_token_is_frozen() {
        let client = ClientCredentials { id: String::from("kiosk-01"), secret: "a&b=c d".into() };
        let golden = "grant_type=client_credentials&client_id=kiosk-01&client_secret=a%26b%3Dc+d";
        assert_eq!(String::from_utf8_lossy(&form(&client)), golden);
    }
}
