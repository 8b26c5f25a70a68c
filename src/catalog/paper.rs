//! A paper (材料) that items ask for.
//!
//! What a paper is, is its type and whose it is. Two items that ask for the same paper of the same person ask once; the
//! wife's identity card is not the husband's.

use super::shared;
use crate::text::Text;
use schemars::JsonSchema;
use serde::Deserialize;

/// A paper of a matter, or of `papers.toml`. What a matter leaves out, the shared paper fills in.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Paper {
    /// Its key within the matter.
    pub key: String,
    /// Key of the shared paper in papers.toml that this is.
    #[serde(default, rename = "use")]
    pub shared: Option<String>,
    /// Whose it is; a key of a holder in papers.toml.
    #[serde(default = "applicant")]
    pub holder: String,
    /// Its name.
    #[serde(default)]
    pub name: Text,
    /// Original or copy, how many, whether it is kept; in words.
    #[serde(default)]
    pub form: Text,
    /// Original, copy or electronic. Left out: original.
    #[serde(default)]
    pub format: Option<Format>,
    /// How many. Left out: one.
    #[serde(default)]
    pub copies: Option<u32>,
    /// How to lay it under the camera.
    #[serde(default)]
    pub note: Option<Text>,
    /// A sample picture: a file of the folder `samples/`, such as `birth-certificate.png`.
    #[serde(default)]
    pub sample: Option<String>,
    /// The law calls it essential: it may not come later.
    #[serde(default)]
    pub essential: Option<bool>,
    /// The electronic licence that can stand in for it.
    #[serde(default)]
    pub licence: Option<Text>,
    /// What is promised in its place. A paper without this cannot be left out.
    #[serde(default)]
    pub promise: Option<Promise>,
}

/// Key of the shared paper by which one person lets another hand in.
pub(super) const MANDATE: &str = "authorisation";

/// What a paper is: its type, and whose it is.
pub type Identity<'a> = (&'a str, &'a str);

impl Paper {
    /// Type and holder.
    pub fn identity(&self) -> Identity<'_> {
        (self.shared.as_deref().unwrap_or(&self.key), &self.holder)
    }

    /// Whether it lets somebody hand in for the citizen (授权委托书).
    pub fn is_mandate(&self) -> bool {
        self.identity() == (MANDATE, shared::APPLICANT)
    }

    /// Whether the law calls it essential.
    pub fn is_essential(&self) -> bool {
        self.essential == Some(true)
    }

    /// The promise to bring it later, where there is one.
    pub fn deferral(&self) -> Option<&Promise> {
        self.promise.as_ref().filter(|promise| promise.kind == PromiseKind::Defer)
    }

    /// Takes from the shared paper what was left out here.
    pub(super) fn complete(&mut self, shared: &Self, holder: Option<&Text>) {
        if self.name == Text::default() {
            self.name = match holder {
                Some(holder) => Text::new(
                    format!("{}（{}）", shared.name.zh, holder.zh),
                    format!("{} ({})", shared.name.en, holder.en),
                ),
                None => shared.name.clone(),
            };
        }
        if self.form == Text::default() {
            self.form = shared.form.clone();
        }
        self.format = self.format.or(shared.format);
        self.copies = self.copies.or(shared.copies);
        self.essential = self.essential.or(shared.essential);
        self.note = self.note.take().or_else(|| shared.note.clone());
        self.sample = self.sample.take().or_else(|| shared.sample.clone());
        self.licence = self.licence.take().or_else(|| shared.licence.clone());
        // A matter that calls the paper essential takes an inherited deferral away.
        let inherited = shared.promise.clone().filter(|p| !(self.is_essential() && p.kind == PromiseKind::Defer));
        self.promise = self.promise.take().or(inherited);
    }
}

/// What kind of piece is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// 原件
    Original,
    /// 复印件
    Copy,
    /// 电子
    Electronic,
}

/// A promise in the place of a paper.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Promise {
    /// Whether the paper comes later, or the promise takes its place.
    #[serde(default)]
    pub kind: PromiseKind,
    /// The full text that the citizen signs.
    pub text: Text,
    /// Calendar days until the paper is due; for a commitment, until when it may be asked for. From 1 to 365.
    pub days: u32,
}

/// Two kinds of promise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PromiseKind {
    /// 容缺受理: the paper comes later.
    #[default]
    Defer,
    /// 告知承诺: the promise takes the paper's place.
    Commit,
}

fn applicant() -> String {
    super::shared::APPLICANT.to_owned()
}
