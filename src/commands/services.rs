//! `yici services`

mod publish;

use crate::application::{Entry, Form, Origin};
use crate::catalog::{self, Catalog, Matter};
use crate::plan::{Answers, Situation};
use crate::text::Language;
use crate::{preview, shelf};
use anyhow::{Context as _, bail};
use clap::{Subcommand, ValueEnum};
use std::path::{Path, PathBuf};
use yici_hardware::Personal;

/// Look after the matters.
#[derive(Subcommand)]
pub enum Services {
    /// Check a folder of matters; every finding names file, line, key and mend. Ends with 1 if there is one.
    Lint {
        /// The folder.
        #[arg(default_value = "services")]
        folder: PathBuf,
    },
    /// Show a matter as a citizen in one situation meets it: guide, form, papers, timeline; or the whole as a chart.
    Preview {
        /// Key or name of the matter.
        matter: String,
        /// The situation: question=answer, parted by commas.
        #[arg(long, value_delimiter = ',')]
        answers: Vec<String>,
        /// What stands in the form: field=value, parted by commas.
        #[arg(long, value_delimiter = ',')]
        form: Vec<String>,
        /// How it is written down. SVG is the chart of every situation.
        #[arg(long, value_enum, default_value = "text")]
        format: Format,
        /// In English instead of Chinese.
        #[arg(long)]
        english: bool,
        /// The folder of matters.
        #[arg(long, default_value = "services")]
        folder: PathBuf,
    },
    /// The JSON Schema of a file, for editors: matter.toml, fields.toml, papers.toml, departments.toml, …
    Schema {
        /// The file.
        #[arg(default_value = "matter.toml")]
        file: String,
    },
    #[command(flatten)]
    Publish(publish::Publish),
}

/// How a preview is written down.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Plain text.
    Text,
    /// One HTML page.
    Html,
    /// The guide as data.
    Json,
    /// A flow chart of the whole matter.
    Svg,
}

impl Services {
    pub(super) fn run(self) -> anyhow::Result<()> {
        match self {
            Self::Lint { folder } => lint(&folder),
            Self::Publish(publish) => publish.run(),
            Self::Preview { matter, answers, form, format, english, folder } => {
                let catalog = read(&folder)?;
                let matter = find(&catalog, &matter)?;
                let language = if english { Language::English } else { Language::Chinese };
                let situation = Given { answers: answered(matter, &answers)?, form: filled(&catalog, &form)? };
                print!("{}", situation.written(&catalog, matter, format, language)?);
                Ok(())
            }
            Self::Schema { file } => {
                let schema = catalog::schema(&file).with_context(|| {
                    format!("`{file}` is no file of a catalog; try matter.toml or {}", catalog::SHARED.join(", "))
                })?;
                println!("{}", serde_json::to_string_pretty(&schema)?);
                Ok(())
            }
        }
    }
}

fn lint(folder: &Path) -> anyhow::Result<()> {
    let (catalog, findings) = match shelf::read(folder) {
        Ok((sources, catalog)) => {
            let findings = catalog::lint(&catalog, &sources);
            (catalog, findings)
        }
        Err(findings) => (Catalog::default(), findings),
    };
    for finding in &findings {
        println!("{finding}");
    }
    if !findings.is_empty() {
        std::process::exit(1);
    }
    println!("{} matters, {} fields: nothing to mend", catalog.matters.len(), catalog.fields.len());
    Ok(())
}

fn read(folder: &Path) -> anyhow::Result<Catalog> {
    match shelf::read(folder) {
        Ok((_, catalog)) => Ok(catalog),
        Err(findings) => {
            let said: Vec<String> = findings.iter().map(ToString::to_string).collect();
            bail!("the matters cannot be used; mend this first:\n{}", said.join("\n"))
        }
    }
}

fn find<'c>(catalog: &'c Catalog, wanted: &str) -> anyhow::Result<&'c Matter> {
    let matches = |matter: &&Matter| {
        let header = &matter.matter;
        header.key == wanted || header.name.zh == wanted || header.name.en == wanted
    };
    catalog.matters.iter().find(matches).with_context(|| {
        let known: Vec<String> =
            catalog.matters.iter().map(|matter| format!("{} {}", matter.matter.key, matter.matter.name.zh)).collect();
        format!("no matter is called `{wanted}`; there are:\n{}", known.join("\n"))
    })
}

/// The situation that the command line gives.
struct Given {
    answers: Answers,
    form: Form,
}

impl Given {
    fn written(
        &self,
        catalog: &Catalog,
        matter: &Matter,
        format: Format,
        language: Language,
    ) -> anyhow::Result<String> {
        let situation = Situation::new(&self.answers).with_form(&self.form);
        let guide = || preview::guide(catalog, matter, &situation, language);
        Ok(match format {
            Format::Text => preview::text(&guide()),
            Format::Html => preview::html(&guide()),
            Format::Json => serde_json::to_string_pretty(&guide())? + "\n",
            Format::Svg => preview::chart(catalog, matter, language),
        })
    }
}

fn answered(matter: &Matter, pairs: &[String]) -> anyhow::Result<Answers> {
    let mut answers = Answers::new();
    for (question, answer) in pairs.iter().map(|pair| parted(pair)).collect::<anyhow::Result<Vec<_>>>()? {
        let Some(found) = matter.questions.iter().find(|other| other.key == question) else {
            let known: Vec<&str> = matter.questions.iter().map(|question| question.key.as_str()).collect();
            bail!("no question is called `{question}`; there are: {}", known.join(", "));
        };
        if !found.options.iter().any(|option| option.key == answer) {
            let known: Vec<&str> = found.options.iter().map(|option| option.key.as_str()).collect();
            bail!("`{question}` has no answer `{answer}`; it has: {}", known.join(", "));
        }
        answers.insert(question, answer);
    }
    Ok(answers)
}

fn filled(catalog: &Catalog, pairs: &[String]) -> anyhow::Result<Form> {
    let mut form = Form::new();
    for (field, value) in pairs.iter().map(|pair| parted(pair)).collect::<anyhow::Result<Vec<_>>>()? {
        if !catalog.fields.contains_key(&field) {
            bail!("no field of fields.toml is called `{field}`; correct the name");
        }
        form.insert(field, Entry { value: Personal::new(value), origin: Origin::Citizen });
    }
    Ok(form)
}

fn parted(pair: &str) -> anyhow::Result<(String, String)> {
    let (key, value) = pair.split_once('=').with_context(|| format!("`{pair}` has no `=`; write key=value"))?;
    Ok((key.to_owned(), value.to_owned()))
}
