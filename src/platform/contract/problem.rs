//! The form of a refusal.

use super::{Digest, MAX_ATTACHMENTS, VERSION};
use serde::Deserialize;

/// A refusal in the platform's own words: `{"version":1,"code":…}`, and for 424 `"missing"`, a list of digests. Beside it a
/// platform that takes pieces says in `"have"` how many bytes of each it has; for 409 to a piece, `"have"` is one number.
///
/// A body of any other form is not the platform's, whatever the status says. Free text beside the code is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// At most 40 of `a-z`, `0-9` and `_`.
    pub code: String,
    /// The attachments that the platform lacks; empty except for 424.
    pub missing: Vec<Missing>,
}

/// An attachment that the platform lacks, in whole or in part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The digest of its sealed bytes.
    pub digest: Digest,
    /// How many of its first bytes the platform has. `None` when the platform does not take pieces, as those of the first
    /// version of this contract do not: it is then sent whole.
    pub have: Option<u64>,
}

#[derive(Deserialize)]
struct Wire {
    version: u32,
    code: String,
    #[serde(default)]
    missing: Vec<String>,
    #[serde(default)]
    have: Option<Vec<u64>>,
}

impl Problem {
    /// Reads the body of an answer. `None` when it is not in the contract's form.
    pub fn parse(body: &[u8]) -> Option<Self> {
        let wire: Wire = serde_json::from_slice(body).ok()?;
        let is_code_char = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'_';
        let is_code = (1..=40).contains(&wire.code.len()) && wire.code.bytes().all(is_code_char);
        if wire.version != VERSION || !is_code || wire.missing.len() > MAX_ATTACHMENTS {
            return None;
        }
        if wire.have.as_ref().is_some_and(|have| have.len() != wire.missing.len()) {
            return None;
        }
        let have = |at: usize| wire.have.as_ref().map(|have| have[at]);
        let missing = wire.missing.iter().enumerate();
        let missing = missing.map(|(at, text)| Some(Missing { digest: text.parse().ok()?, have: have(at) }));
        let missing = missing.collect::<Option<_>>()?;
        Some(Self { code: wire.code, missing })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_and_what_is_missing_are_read() {
        let digest = Digest::of(b"abc");
        let body = format!(r#"{{"version":1,"code":"attachments_missing","missing":["{digest}"],"text":"…"}}"#);
        let problem = Problem::parse(body.as_bytes()).expect("the contract's form");
        let missing = vec![Missing { digest, have: None }];
        assert_eq!(problem, Problem { code: String::from("attachments_missing"), missing });
    }

    /// Platforms that take pieces answer this from 0.2 on. If it fails, undo your change.
    #[test]
    fn what_a_platform_has_of_an_attachment_is_read() {
        let digest = Digest::of(b"abc");
        let body = |have: &str| {
            format!(r#"{{"version":1,"code":"attachments_missing","missing":["{digest}"],"have":{have}}}"#).into_bytes()
        };
        let problem = Problem::parse(&body("[7]")).expect("the contract's form");
        assert_eq!(problem.missing, [Missing { digest, have: Some(7) }]);
        assert_eq!(Problem::parse(&body("[7,8]")), None);
    }

    #[test]
    fn a_body_of_another_form_is_no_refusal() {
        let bodies: [&[u8]; 5] = [
            b"<html>400 Bad Request</html>",
            b"{}",
            br#"{"version":2,"code":"refused"}"#,
            br#"{"version":1,"code":"a citizen's name"}"#,
            br#"{"version":1,"code":"refused","missing":["x"]}"#,
        ];
        assert!(bodies.iter().all(|body| Problem::parse(body).is_none()));
    }
}
