//! The readiness report of a kiosk.

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// What works and what does not, with who must act.
#[derive(Clone, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Readiness {
    /// The version of the kiosk's program.
    pub program: String,
    /// How deep it was looked, in words.
    pub level: String,
    /// The worst of all findings.
    pub verdict: State,
    /// The verdict in one sentence.
    pub summary: String,
    /// What was looked at.
    pub findings: Vec<Finding>,
    /// What the devices have done so far.
    pub counts: Vec<Count>,
}

/// How a thing is. In order: the worst comes last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Zeroize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It is not there, and need not be; or was left out.
    Absent,
    /// It works.
    Ready,
    /// It works, and somebody should look after it soon.
    Soon,
    /// It does not work until somebody acts.
    Mend,
}

/// One thing that was looked at.
#[derive(Clone, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Finding {
    /// The thing.
    pub what: String,
    /// How it is.
    pub state: State,
    /// What was found, and what to do.
    pub said: String,
    /// The same in the words of the device or the system; empty when they add nothing.
    pub detail: String,
    /// Who must act; empty for nobody.
    pub actor: String,
}

/// What a device has done since it was fitted.
#[derive(Clone, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Count {
    /// The device.
    pub what: String,
    /// Hours in which it worked.
    pub hours: u64,
    /// Cards read, receipts printed, papers photographed.
    pub uses: u64,
    /// Times that it stopped working.
    pub faults: u64,
}
