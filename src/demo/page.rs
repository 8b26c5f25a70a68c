//! The technician's page, followed word by word: what its steps have somebody do before a kiosk without settings.
//!
//! In the page, **bold** is touched, `this` is written, “this” is then on the screen, and a picture is taken of it.

use super::citizen::Citizen;
use crate::setup::Setup;
use anyhow::{Context as _, ensure};

/// The page.
const PAGE: &str = include_str!("../../docs/technician.md");
/// The token that the page shows; the platform's own stands in for it.
const SHOWN: &str = "7Fq2-xW9";
/// The kiosk that the page names.
pub const KIOSK: &str = "village-001";

/// A numbered step: its words, and its acts in their order.
#[derive(Debug)]
pub struct Step {
    /// As they stand there.
    pub words: String,
    /// What is done.
    pub acts: Vec<Act>,
}

/// What a step has somebody do.
#[derive(Debug, PartialEq, Eq)]
pub enum Act {
    /// Touch what bears these words.
    Touch(&'static str),
    /// Write this.
    Write(&'static str),
    /// See this.
    See(&'static str),
    /// Take this picture.
    Picture(&'static str),
}

/// The steps of the section that sets a kiosk up.
///
/// # Errors
/// When the page has no such section any more.
pub fn steps() -> anyhow::Result<Vec<Step>> {
    let section =
        PAGE.split("\n# ").find(|section| section.starts_with("Set a kiosk up")).context("no such section")?;
    let section = section.split("\n## ").next().unwrap_or(section);
    let is_step = |line: &str| line.split_once(". ").is_some_and(|(number, _)| number.parse::<u8>().is_ok());
    let mut steps: Vec<Step> = Vec::new();
    for line in section.lines() {
        if is_step(line) {
            steps.push(Step { words: String::new(), acts: Vec::new() });
        } else if !line.starts_with("   ") {
            continue;
        }
        let Some(step) = steps.last_mut() else { continue };
        step.words.push_str(line);
        step.words.push(' ');
        step.acts.extend(acts_of(line));
    }
    ensure!(!steps.is_empty(), "the section has no steps");
    Ok(steps)
}

fn acts_of(line: &'static str) -> Vec<Act> {
    let mut acts = Vec::new();
    let mut rest = line;
    let marks = [("**", "**"), ("`", "`"), ("“", "”"), ("](pictures/setup-", ".png)")];
    while let Some((at, begin, end)) =
        marks.iter().filter_map(|(begin, end)| Some((rest.find(begin)?, *begin, *end))).min_by_key(|found| found.0)
    {
        let inner = &rest[at + begin.len()..];
        let Some((what, after)) = inner.split_once(end) else { break };
        acts.push(match begin {
            "**" => Act::Touch(what),
            "`" => Act::Write(what),
            "“" => Act::See(what),
            _ => Act::Picture(what),
        });
        rest = after;
    }
    acts
}

impl Step {
    /// Whether a card is to be laid on the reader before the trial, and taken back after the step.
    pub fn lays_a_card(&self) -> bool {
        self.words.contains("lay the identity card on the reader")
    }
}

impl Act {
    /// Whether this begins the trial of a device.
    pub fn tries(&self) -> bool {
        *self == Self::Touch("试一试")
    }

    /// Whether from here on the kiosk's settings may be laid down.
    pub fn confirms(&self) -> bool {
        *self == Self::Touch("打印标签，完成设置")
    }

    /// Does it, with this token in the place of the one that the page shows.
    ///
    /// # Errors
    /// When the screen is not as the page says.
    pub fn follow(&self, technician: &mut Citizen<Setup>, token: &str) -> anyhow::Result<()> {
        let done = match self {
            Self::Touch(what) => technician.touch(what),
            Self::See(what) => technician.wait_for(what),
            Self::Picture(name) => technician.picture(name),
            Self::Write(text) => {
                let text = if *text == SHOWN { token } else { text };
                text.chars().try_for_each(|c| write(technician, c))
            }
        };
        done.with_context(|| format!("{self:?}"))
    }
}

/// Touches a key, and before it whichever of the others shows it.
fn write(technician: &mut Citizen<Setup>, c: char) -> anyhow::Result<()> {
    let key = if c == ' ' { String::from("空格") } else { c.to_string() };
    let others: &[&str] = if c.is_ascii_punctuation() { &["符号"] } else { &["字母", "大写", "小写"] };
    for _ in 0..2 {
        if !technician.can_touch(&key)
            && let Some(other) = others.iter().find(|other| technician.can_touch(other))
        {
            technician.touch(other)?;
        }
    }
    let label = if technician.can_touch(&key) { key } else { c.to_uppercase().to_string() };
    technician.touch(&label)
}
