//! `yici services preview`

use super::read;
use crate::application::{Entry, Form, Origin};
use crate::catalog::{Catalog, Matter};
use crate::clock::Clock;
use crate::paper::forms::FormRenderer;
use crate::plan::{Answers, Situation};
use crate::preview;
use crate::text::{Language, day, either};
use anyhow::{Context as _, bail};
use clap::{Args, ValueEnum};
use std::io::{Write as _, stdout};
use std::path::PathBuf;
use yici_document::Head;
use yici_hardware::Personal;

/// What is shown, and how.
#[derive(Args)]
pub struct Preview {
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
    /// Write it here instead of showing it.
    #[arg(long, value_name = "FILE", required_if_eq("format", "pdf"))]
    out: Option<PathBuf>,
    /// Where guides stand, before the matter's key, for the code on A4 paper: the `guide-url` of a kiosk's settings.
    #[arg(long, value_name = "ADDRESS")]
    guide_url: Option<String>,
    /// The program that sets the PDF; form-render beside this program where none is named.
    #[arg(long, value_name = "FILE")]
    form_render: Option<PathBuf>,
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
    /// The guide as an A4 page, set by form-render.
    Pdf,
}

impl Preview {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let catalog = read(&self.folder)?;
        let matter = find(&catalog, &self.matter)?;
        let language = if self.english { Language::English } else { Language::Chinese };
        let (answers, form) = (answered(matter, &self.answers)?, filled(&catalog, &self.form)?);
        let situation = Situation::new(&answers).with_form(&form);
        let guide = || preview::guide(&catalog, matter, &situation, language);
        let bytes = match self.format {
            Format::Text => preview::text(&guide()).into(),
            Format::Html => preview::html(&guide()).into(),
            Format::Json => (serde_json::to_string_pretty(&guide())? + "\n").into(),
            Format::Svg => preview::chart(&catalog, matter, language).into(),
            Format::Pdf => self.pdf(matter, &guide())?,
        };
        match &self.out {
            None => stdout().write_all(&bytes)?,
            Some(file) => std::fs::write(file, bytes)
                .with_context(|| format!("cannot write {}; name another file", file.display()))?,
        }
        Ok(())
    }

    fn pdf(&self, matter: &Matter, guide: &preview::Guide) -> anyhow::Result<Vec<u8>> {
        let language = if self.english { Language::English } else { Language::Chinese };
        let head = Head {
            site: either(language, "一件事一次办", "One visit, one matter done").into(),
            kiosk: either(language, "（预览）", "(preview)").into(),
            made: day(Clock::real().now().wall.date(), language),
            demonstration: guide.demonstration,
        };
        let address = self.guide_url.as_ref().map(|url| format!("{url}{}", matter.matter.key));
        let renderer = FormRenderer::new(self.form_render.as_deref())?;
        let pdf = renderer
            .pdf(&preview::order(guide, head, address.as_deref()))
            .context("no PDF was made; `--form-render FILE` names the program where it does not lie beside this one")?;
        Ok(pdf.reveal().clone())
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
