//! A kiosk without a cable: the Wi-Fi, or the SIM card, that it takes instead.
//!
//! - It is no part of the settings, which every process of the kiosk reads: a passphrase is its place's secret. It lies in the file
//!   `network` beside them, for root alone, and the image hands it to NetworkManager.
//! - The file has four lines: `wifi`, the network's name, its passphrase (empty for an open one), and an empty line; or `sim`, the
//!   access point, its user and its password, each empty where the operator wants none. No line can be broken into two.
//!
//! Limits are the standards': a name of 32 bytes (IEEE 802.11), a passphrase of 8 to 63 visible ASCII characters (WPA), an access
//! point of 100 characters (3GPP TS 23.003). An open network's login page is not for a kiosk: nobody is there to touch it.

use std::fmt;

/// What the kiosk takes its line from. Holds a secret: it says only which kind it is.
#[derive(Clone, PartialEq, Eq)]
pub enum Wireless {
    /// A network of the place.
    Wifi {
        /// As the router calls it.
        name: String,
        /// Empty for an open one.
        passphrase: String,
    },
    /// A modem with the operator's card.
    Sim {
        /// The operator's access point (APN); empty for what the network gives.
        access_point: String,
        /// Mostly empty.
        user: String,
        /// Mostly empty.
        password: String,
    },
}

/// What a table, a code or the wizard says of it, beside the keys of the settings.
const KEYS: [&str; 5] = ["wifi.name", "wifi.passphrase", "sim.access-point", "sim.user", "sim.password"];

/// Whether a key speaks of the line and not of the settings.
pub(super) fn is_key(key: &str) -> bool {
    key.starts_with("wifi.") || key.starts_with("sim.")
}

impl Wireless {
    /// From whichever of these keys are there; `None` for a kiosk with a cable.
    ///
    /// # Errors
    /// What is wrong, in a technician's words, without the secret.
    pub fn of(set: &[(String, String)]) -> Result<Option<Self>, String> {
        if let Some((key, _)) = set.iter().find(|(key, _)| is_key(key) && !KEYS.contains(&key.as_str())) {
            return Err(format!("column {key}: there are {}", KEYS.join(", ")));
        }
        let said = |key: &str| set.iter().find(|(said, _)| said == key).map(|(_, value)| value.clone());
        let text = |key: &str| said(key).unwrap_or_default();
        let has = |group: &str| set.iter().any(|(key, _)| key.starts_with(group));
        let wireless = match (has("wifi."), has("sim.")) {
            (false, false) => return Ok(None),
            (true, true) => return Err("Wi-Fi or a SIM card, not both: empty the cells of one".to_owned()),
            (true, false) => Self::Wifi { name: text("wifi.name"), passphrase: text("wifi.passphrase") },
            (false, true) => Self::Sim {
                // For a card that wants no words of its own, the cell says so by this one.
                access_point: said("sim.access-point").filter(|said| said != AUTOMATIC).unwrap_or_default(),
                user: text("sim.user"),
                password: text("sim.password"),
            },
        };
        wireless.check().map(|()| Some(wireless))
    }

    fn check(&self) -> Result<(), String> {
        match self {
            Self::Wifi { name, .. } if !is_name(name) => {
                Err("column wifi.name: the network's name, of 1 to 32 bytes".to_owned())
            }
            Self::Wifi { passphrase, .. } if !is_passphrase(passphrase) => {
                Err("column wifi.passphrase: 8 to 63 letters, digits and marks, or empty for an open network"
                    .to_owned())
            }
            Self::Sim { access_point, .. } if !is_access_point(access_point) => {
                Err(format!("column sim.access-point: letters, digits, `.` and `-`, at most 100, or `{AUTOMATIC}`"))
            }
            Self::Sim { user, password, .. } if !is_word(user) || !is_word(password) => {
                Err("columns sim.user and sim.password: at most 64 letters, digits and marks".to_owned())
            }
            _ => Ok(()),
        }
    }

    /// The file's four lines.
    pub fn lines(&self) -> String {
        match self {
            Self::Wifi { name, passphrase } => format!("wifi\n{name}\n{passphrase}\n\n"),
            Self::Sim { access_point, user, password } => format!("sim\n{access_point}\n{user}\n{password}\n"),
        }
    }
}

impl fmt::Debug for Wireless {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Wifi { .. } => "Wifi",
            Self::Sim { .. } => "Sim",
        })
    }
}

/// Stands in the cell of a card whose network gives the access point itself: an empty cell would say that there is no card.
pub const AUTOMATIC: &str = "auto";

/// Whether a router can call its network so.
pub fn is_name(text: &str) -> bool {
    (1..=32).contains(&text.len()) && !text.chars().any(char::is_control)
}

/// Whether it can open a network; an empty one opens an open network.
pub fn is_passphrase(text: &str) -> bool {
    text.is_empty() || (8..=63).contains(&text.len()) && is_ascii(text)
}

/// Whether an operator can call its access point so; an empty one is the network's own.
pub fn is_access_point(text: &str) -> bool {
    text.len() <= 100 && text.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'.' || c == b'-')
}

/// Whether it can be a card's user or password.
pub fn is_word(text: &str) -> bool {
    text.len() <= 64 && is_ascii(text)
}

fn is_ascii(text: &str) -> bool {
    text.bytes().all(|c| c == b' ' || c.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(set: &[(&str, &str)]) -> Result<Option<Wireless>, String> {
        let set: Vec<_> = set.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        Wireless::of(&set)
    }

    #[test]
    fn a_network_and_a_card_are_four_lines_each() {
        let lines = |set| of(set).ok().flatten().map(|wireless| wireless.lines());
        let wifi = [("wifi.name", "幸福村 2"), ("wifi.passphrase", "p;a#s\\s w\"ord")];
        assert_eq!(lines(&wifi).as_deref(), Some("wifi\n幸福村 2\np;a#s\\s w\"ord\n\n"));
        assert_eq!(lines(&[("wifi.name", "open")]).as_deref(), Some("wifi\nopen\n\n\n"));
        assert_eq!(lines(&[("sim.access-point", "auto")]).as_deref(), Some("sim\n\n\n\n"));
        let card = [("sim.access-point", "gov.example"), ("sim.user", "card"), ("sim.password", "card")];
        assert_eq!(lines(&card).as_deref(), Some("sim\ngov.example\ncard\ncard\n"));
        assert_eq!(of(&[("kiosk.site.zh", "幸福村")]), Ok(None));
    }

    #[test]
    fn what_no_router_and_no_operator_can_mean_is_refused_without_the_secret() {
        let refused: [&[(&str, &str)]; 9] = [
            &[("wifi.passphrase", "sesame-open")],
            &[("wifi.name", "a name of more than thirty-two bytes")],
            &[("wifi.name", "two\nlines")],
            &[("wifi.name", "village"), ("wifi.passphrase", "sesame")],
            &[("wifi.name", "village"), ("wifi.passphrase", "sesame\nopen")],
            &[("wifi.name", "village"), ("wifi.password", "sesame-open")],
            &[("sim.access-point", "gov example")],
            &[("sim.access-point", "auto"), ("sim.user", "two\nlines")],
            &[("wifi.name", "village"), ("sim.access-point", "auto")],
        ];
        for set in refused {
            let said = of(set).expect_err("refused");
            assert!(!said.contains("sesame"), "{said}");
        }
    }
}
