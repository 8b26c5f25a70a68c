//! From the settings to what a kiosk is made of.

use super::KioskError;
use super::asking::Platform;
use crate::drafts::Drafts;
use crate::outbox::Seal;
use crate::platform::http::receipt_key;
use crate::screens::Writers;
use crate::session::Rules;
use crate::settings::Settings;
use crate::station::Station;
use crate::voice::{self, Speaker};
use crate::writing::{self, Engine, NextWords, Rare, WritingSettings};
use jiff::{SignedDuration, Timestamp};
use std::path::Path;
use yici_strokes::Recogniser;

/// What Chinese is written with. Each part does without the others.
pub(crate) fn writers(settings: &Settings) -> Writers {
    let built = &settings.writing.built;
    let missing = |error: &std::io::Error| tracing::warn!(%error, folder = %built.display(), "run `make pinyin`");
    Writers {
        engine: composer_engine(settings),
        recogniser: recogniser(settings),
        next: NextWords::open(built).inspect_err(missing).unwrap_or_default(),
        rare: Rare::open(built).inspect_err(missing).unwrap_or_default(),
    }
}

/// Pinyin; without it, letters and digits still work.
fn composer_engine(settings: &Settings) -> Option<Engine> {
    let writing = &settings.writing;
    let writing = WritingSettings { shared_data: writing.shared_data.clone(), built: writing.built.clone() };
    Engine::start(&writing).inspect_err(|error| tracing::error!(%error, "letters and digits still work")).ok()
}

/// Handwriting; without it there is pinyin.
fn recogniser(settings: &Settings) -> Option<Recogniser> {
    let recogniser = writing::recogniser(&settings.writing.strokes);
    recogniser.inspect_err(|error| tracing::warn!(%error, "pinyin still works")).ok()
}

/// The voice: recorded where the settings name a folder of prompts, and otherwise by a program; silent without either.
pub(super) fn speaker(settings: &Settings, station: &Station) -> Box<dyn Speaker> {
    let program: Box<dyn Speaker> = match voice::Command::new(&settings.voice.command) {
        Ok(command) => Box::new(command),
        Err(_) => Box::new(voice::Silent),
    };
    let prompts = settings.sound.as_ref().and_then(|sound| sound.prompts.clone());
    match (prompts, station.voice()) {
        (Some(folder), Some(play)) => Box::new(voice::Recorded::new(folder, Box::new(play), program)),
        _ => program,
    }
}

/// Drafts; without them a form that is cut off is lost, and nothing else.
pub(super) fn drafts(settings: &Settings) -> Option<Drafts> {
    let life = SignedDuration::from_hours(settings.drafts.hours.into());
    if life.is_zero() {
        return None;
    }
    let (state, secret) = (&settings.folders.state, settings.drafts_secret());
    let drafts = Drafts::open(state, &secret, life, Timestamp::now());
    drafts.inspect_err(|error| tracing::error!(%error, "a form that is cut off is lost")).ok()
}

/// The platform, as the screen process asks it.
///
/// # Errors
/// When the settings name no key by which it can be known.
pub(super) fn platform(settings: &Settings, seal: Seal) -> Result<Platform, KioskError> {
    let file = &settings.platform.receipt_key;
    let key = receipt_key(&read(file)?).map_err(|_| KioskError::ReceiptKey(file.clone()))?;
    Ok(Platform { kiosk: settings.kiosk.name.clone(), socket: settings.courier_socket(), seal, key })
}

/// What the session must know.
///
/// # Errors
/// When the settings name a key that cannot be used.
pub(super) fn rules(settings: &Settings) -> Result<Rules, KioskError> {
    let identity_key = match &settings.platform.identity_key {
        Some(file) => Some(receipt_key(&read(file)?).map_err(|_| KioskError::IdentityKey(file.clone()))?),
        None => None,
    };
    Ok(Rules {
        identity_key,
        kiosk: settings.kiosk.name.clone(),
        site: settings.kiosk.site.clone(),
        progress_url: settings.kiosk.progress_url.clone(),
        guide_url: settings.kiosk.guide_url.clone(),
        idle: settings.idle.rule(),
        service: settings.service.is_offered(),
        place: settings.place.clone(),
    })
}

/// A key file.
pub(super) fn read(file: &Path) -> Result<String, KioskError> {
    std::fs::read_to_string(file).map_err(|error| KioskError::File(file.into(), error))
}
