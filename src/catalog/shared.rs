//! The files that matters share: holders and papers, departments, holidays, life stages. Fields are in `field`.

use super::{Field, Paper, Side};
use crate::text::Text;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

/// The holder of a paper that names none.
pub(super) const APPLICANT: &str = "applicant";

/// `fields.toml`
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Fields {
    /// What can be asked of a citizen.
    pub(super) field: Vec<Field>,
}

/// `papers.toml`
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Papers {
    /// Whose papers there are.
    #[serde(default)]
    pub(super) holder: Vec<Holder>,
    /// Papers that several matters ask for.
    #[serde(default)]
    pub(super) paper: Vec<Paper>,
}

/// `departments.toml`
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Departments {
    /// Who decides items.
    pub(super) department: Vec<Named>,
}

/// `holidays.toml`
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Years {
    /// One year each.
    pub(super) year: Vec<Year>,
}

/// `themes.toml`
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Themes {
    /// Matters that elder mode shows first, the commonest before the others; the rest is one touch away.
    #[serde(default)]
    pub(super) elders: Vec<String>,
    /// Life stages, in the order in which they are shown.
    pub(super) theme: Vec<Theme>,
}

/// Whose paper one is, such as the spouse's.
pub type Holder = Named;

/// A key and its name.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: Text,
}

/// The days of one year that break the week's rule.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Year {
    /// The year.
    pub year: i16,
    /// Days off, such as `2026-01-01`.
    #[schemars(with = "Vec<String>")]
    pub off: Vec<Date>,
    /// Saturdays and Sundays that are worked.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub work: Vec<Date>,
    /// Not taken from the State Council's notice.
    #[serde(default)]
    pub demonstration: bool,
}

/// A stage of a life, or of an enterprise's.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Its key.
    pub key: String,
    /// Whose.
    pub side: Side,
    /// Its name.
    pub name: Text,
    /// Words that people search by.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Keys of its matters, in the order in which they are shown.
    pub matters: Vec<String>,
}
