//! The matters: what is on the shelf, how old it is, and whether the clock can be believed.

use super::finding::{Finding, Thing};
use crate::settings::Settings;
use crate::shelf::age::{self, Doubt};
use crate::shelf::{Freshness, Seen, ShelfError, Signed, Taken};
use jiff::Timestamp;
use std::time::Duration;
use yici_hardware::Actor;

pub(super) fn look(settings: &Settings) -> Finding {
    let seen = Seen::load(&settings.folders.state);
    let taken = match settings.shelf().look(&seen.versions) {
        Ok(taken) => taken,
        Err(ShelfError::NothingGood(findings)) => {
            let said = findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
            return Finding::mend(Thing::Matters, Actor::Technician, "事项文件有误：请按下列位置更正", said);
        }
    };
    let wrong = taken.findings.iter().chain(&taken.catalog.flaws);
    let mut mend: Vec<String> = wrong.map(ToString::to_string).collect();
    let mut said = format!("{} matters", taken.catalog.matters.len());
    if let Some(signed) = &taken.signed {
        said += &format!(
            ", version {}, said to be the newest on {}, old from {}, closed from {}",
            signed.versions.targets, signed.made, signed.old_from, signed.closes
        );
        mend.extend(age_of(signed, &seen));
    } else {
        said += ", unsigned";
    }
    finding(&taken, said, &mend)
}

fn finding(taken: &Taken, said: String, mend: &[String]) -> Finding {
    let count = taken.catalog.matters.len();
    if mend.is_empty() {
        return Finding::ready(Thing::Matters, format!("可办 {count} 个事项"), said);
    }
    let zh = format!("可办 {count} 个事项；事项目录或时钟需要处理，见下列说明");
    Finding::mend(Thing::Matters, Actor::Technician, zh, format!("{said}; {}", mend.join("; ")))
}

/// What the age of a signed catalog asks of a technician.
fn age_of(signed: &Signed, seen: &Seen) -> Vec<String> {
    let ran = if signed.made == seen.made { seen.ran() } else { Duration::ZERO };
    let now = age::now(Timestamp::now(), signed.made, ran);
    let doubt = now.doubt.map(|doubt| match doubt {
        Doubt::Ahead => "the clock is more than a year ahead of what is certain; set it".into(),
        Doubt::Behind => "the clock says a time that has passed for certain; set it".into(),
    });
    let age = match signed.freshness(now.time) {
        Freshness::Fresh => None,
        Freshness::Old { days } => {
            Some(format!("not renewed for {days} days: check the line, or `yici services apply` from a stick"))
        }
        Freshness::Closed => Some("past its limit, the matters are closed: bring a newer one".into()),
    };
    doubt.into_iter().chain(age).collect()
}
