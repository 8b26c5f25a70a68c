//! `yici services`: from a folder of matters to every kiosk. `docs/signing.md` says who does what.

use crate::settings::Settings;
use crate::shelf::author::{self, Pack, Roles};
use crate::shelf::{self, Signed, Versions, stick, store};
use anyhow::Context as _;
use clap::{Args, Subcommand};
use jiff::{SignedDuration, Timestamp};
use std::path::PathBuf;

/// The way of a catalog, in the order in which it is gone.
#[derive(Subcommand)]
pub enum Publish {
    /// Make a key: the private half in a file, the public half beside it.
    NewKey {
        /// The file.
        file: PathBuf,
    },
    /// Say who may sign. Makes the next root, unsigned; the root keys of the one before sign it too.
    NewRoot(NewRoot),
    /// Pack a folder of matters as the repository's next catalog, unsigned.
    Pack {
        /// The matters.
        #[arg(long, default_value = "services")]
        services: PathBuf,
        /// The repository.
        repository: PathBuf,
        /// Days until a kiosk that hears nothing newer calls it old.
        #[arg(long, default_value_t = 14)]
        fresh_days: u32,
        /// Days until it closes the matters.
        #[arg(long, default_value_t = 180)]
        valid_days: u32,
    },
    /// Say anew that nothing newer exists; sign it afterwards.
    Stamp {
        /// The repository.
        repository: PathBuf,
        /// Days for which that holds.
        #[arg(long, default_value_t = 14)]
        fresh_days: u32,
    },
    /// Sign everything newest that this key may sign.
    Sign {
        /// The repository.
        repository: PathBuf,
        /// The private half.
        #[arg(long)]
        key: PathBuf,
    },
    /// Judge a repository as a kiosk does that has seen nothing yet.
    Verify {
        /// The repository.
        repository: PathBuf,
        /// The root that kiosks are given.
        #[arg(long)]
        root: PathBuf,
    },
    /// Put a repository, such as one on a stick, on this kiosk's shelf. The next citizen is served from it.
    Apply {
        /// The repository.
        repository: PathBuf,
        /// The settings file.
        #[arg(long, default_value = "/etc/yici/kiosk.toml")]
        settings: PathBuf,
    },
}

/// Whose signatures count.
#[derive(Args)]
pub struct NewRoot {
    /// The repository.
    repository: PathBuf,
    /// A public key that may say who may sign; several times.
    #[arg(long, required = true)]
    root_key: Vec<PathBuf>,
    /// How many of them must sign.
    #[arg(long)]
    root_threshold: u32,
    /// A public key that may say what the matters are; several times.
    #[arg(long, required = true)]
    matter_key: Vec<PathBuf>,
    /// How many of them must sign.
    #[arg(long)]
    matter_threshold: u32,
    /// A public key that may say what is newest; several times, any one of them suffices.
    #[arg(long, required = true)]
    newest_key: Vec<PathBuf>,
    /// Days until the root expires.
    #[arg(long, default_value_t = 1_825)]
    days: u32,
}

impl Publish {
    pub(super) fn run(self) -> anyhow::Result<()> {
        match self {
            Self::NewKey { file } => {
                let public = author::make_key(&file)?;
                println!("{}: keep it where only you can read it; {}: give it away", file.display(), public.display());
            }
            Self::NewRoot(new) => {
                let file = new.run()?;
                println!("{}: now every holder of a root key signs it with `yici services sign`", file.display());
            }
            Self::Pack { services, repository, fresh_days, valid_days } => {
                let version = author::pack(&services, &repository, &Pack { made: now(), fresh_days, valid_days })?;
                println!("version {version} is packed; now those who may sign it do, with `yici services sign`");
            }
            Self::Stamp { repository, fresh_days } => {
                author::stamp(&repository, &Pack { made: now(), fresh_days, valid_days: 0 })?;
                println!("stamped; now the key for what is newest signs it, with `yici services sign`");
            }
            Self::Sign { repository, key } => println!("signed: {}", author::sign(&repository, &key)?.join(", ")),
            Self::Verify { repository, root } => {
                let root = shelf::root(&root)?;
                let verified = store::from_folder(&repository, &root, Versions::default(), Some(now()))?;
                let matters = stick::in_order(&verified)?;
                println!("{matters} matters, {}: a kiosk takes it", said(&verified.signed));
            }
            Self::Apply { repository, settings } => {
                let applied = stick::apply(&repository, &Settings::read(&settings)?)?;
                let said = said(&applied.signed);
                println!("{} matters, {said}: on the shelf, the next citizen is served from it", applied.matters);
            }
        }
        Ok(())
    }
}

impl NewRoot {
    fn run(&self) -> anyhow::Result<PathBuf> {
        let keys = |files: &[PathBuf]| files.iter().map(|file| author::read_public(file)).collect::<Result<_, _>>();
        let roles = Roles {
            root: keys(&self.root_key)?,
            root_threshold: self.root_threshold,
            matters: keys(&self.matter_key)?,
            matters_threshold: self.matter_threshold,
            newest: keys(&self.newest_key)?,
        };
        let expires = now().checked_add(SignedDuration::from_hours(i64::from(self.days) * 24)).context("fewer days")?;
        Ok(author::new_root(&self.repository, &roles, expires)?)
    }
}

fn said(signed: &Signed) -> String {
    let Signed { versions, made, old_from, closes } = signed;
    format!("version {}, said to be the newest on {made}, old from {old_from}, closed from {closes}", versions.targets)
}

/// In whole seconds, as metadata writes it.
fn now() -> Timestamp {
    Timestamp::from_second(Timestamp::now().as_second()).expect("a second of now is a time")
}
