//! What is known of the kiosk so far.

use crate::platform::contract::enrolment;
use crate::technician::provision::{self, Kiosk, Row};
use crate::technician::readiness::Thing;
use std::collections::{BTreeMap, BTreeSet};
use toml_edit::{DocumentMut, Item, Table, TableLike};

/// What is written at the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Blank {
    Name,
    Site,
    SiteEnglish,
    Platform,
    Token,
    WifiName,
    Passphrase,
    AccessPoint,
    CardUser,
    CardPassword,
}

impl Blank {
    /// Of the first page, in its order.
    pub(super) const NAMING: [Self; 5] = [Self::Name, Self::Site, Self::SiteEnglish, Self::Platform, Self::Token];
    /// Of Wi-Fi.
    pub(super) const WIFI: [Self; 2] = [Self::WifiName, Self::Passphrase];
    /// Of a SIM card.
    pub(super) const CARD: [Self; 3] = [Self::AccessPoint, Self::CardUser, Self::CardPassword];

    fn of(key: &str) -> Option<Self> {
        Self::NAMING.into_iter().chain(Self::WIFI).chain(Self::CARD).find(|blank| blank.key() == key)
    }

    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Name => "kiosk.name",
            Self::Site => "kiosk.site.zh",
            Self::SiteEnglish => "kiosk.site.en",
            Self::Platform => "platform.url",
            Self::Token => "token",
            Self::WifiName => "wifi.name",
            Self::Passphrase => "wifi.passphrase",
            Self::AccessPoint => "sim.access-point",
            Self::CardUser => "sim.user",
            Self::CardPassword => "sim.password",
        }
    }

    /// Characters that it may have.
    pub(super) fn longest(self) -> usize {
        match self {
            Self::Name => 64,
            Self::Site => 40,
            Self::SiteEnglish => 80,
            Self::Platform => 200,
            Self::Token => 128,
            Self::WifiName => 32,
            Self::Passphrase => 63,
            Self::AccessPoint => 100,
            Self::CardUser | Self::CardPassword => 64,
        }
    }

    /// Whether this can stand there.
    pub(super) fn takes(self, text: &str) -> bool {
        match self {
            Self::Name => provision::is_name(text),
            Self::Token => enrolment::is_token(text),
            Self::Platform => text.strip_prefix("https://").is_some_and(|host| !host.is_empty() && !host.contains(' ')),
            Self::Site | Self::SiteEnglish => !text.trim().is_empty(),
            Self::WifiName => provision::is_network(text),
            Self::Passphrase => provision::is_passphrase(text),
            Self::AccessPoint => provision::is_access_point(text),
            Self::CardUser | Self::CardPassword => provision::is_word(text),
        }
    }
}

/// A drawn card's width on a panel of 32 inches that stands.
const USUAL_CARD: u16 = 215;
/// From a panel of some five metres to one of twelve centimetres.
const CARDS: std::ops::RangeInclusive<u16> = 16..=700;
/// A card's width, in tenths of a millimetre.
const CARD: u32 = 856;

/// What the kiosk takes its line from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Line {
    #[default]
    Cable,
    Wifi,
    Card,
}

impl Line {
    const ALL: [Self; 3] = [Self::Cable, Self::Wifi, Self::Card];

    /// What is written of it.
    pub(super) fn blanks(self) -> &'static [Blank] {
        match self {
            Self::Cable => &[],
            Self::Wifi => &Blank::WIFI,
            Self::Card => &Blank::CARD,
        }
    }
}

/// The draft. Holds a token, so no `Debug`.
#[derive(Default)]
pub(super) struct Draft {
    written: BTreeMap<Blank, String>,
    /// What a code set beside.
    set: Vec<(String, String)>,
    /// The drawn card's width in thousandths of the panel's.
    card: u16,
    /// Somebody has made it as large as a real one. Until then, what was said of the panel before stands.
    measured: bool,
    ports: BTreeMap<&'static str, (Thing, String)>,
    left_out: BTreeSet<&'static str>,
    line: Line,
}

impl Draft {
    pub(super) fn new(common: &DocumentMut) -> Self {
        let mut draft = Self { card: USUAL_CARD, ..Self::default() };
        let wide = common.get("display").and_then(|display| display.get("width-mm")).and_then(Item::as_integer);
        draft.is_said_to_be(wide.and_then(|wide| u32::try_from(wide).ok()));
        if let Some(url) = common.get("platform").and_then(|platform| platform.get("url")).and_then(Item::as_str) {
            draft.written.insert(Blank::Platform, url.to_owned());
        }
        draft
    }

    /// What a code says.
    pub(super) fn take(&mut self, row: Row) {
        self.written.insert(Blank::Name, row.name);
        self.written.insert(Blank::Token, row.token);
        self.set.clear();
        self.line = Line::Cable;
        for (key, value) in row.set {
            let Some(blank) = Blank::of(&key) else {
                self.set.push((key, value));
                continue;
            };
            self.line = Line::ALL.into_iter().find(|line| line.blanks().contains(&blank)).unwrap_or(self.line);
            self.written.insert(blank, value);
        }
        let wide = self.set.iter().find(|(key, _)| key == "display.width-mm");
        self.is_said_to_be(wide.and_then(|(_, wide)| wide.parse().ok()));
    }

    /// How wide the panel is, as somebody said who did not stand before it.
    fn is_said_to_be(&mut self, millimetres: Option<u32>) {
        if let Some(wide) = millimetres.filter(|wide| *wide > 0) {
            self.card =
                u16::try_from((CARD * 100 + wide / 2) / wide).unwrap_or(USUAL_CARD).clamp(*CARDS.start(), *CARDS.end());
        }
    }

    pub(super) fn card(&self) -> u16 {
        self.card
    }

    /// Makes the drawn card larger, or smaller.
    pub(super) fn resize(&mut self, by: i16) {
        self.card = self.card.saturating_add_signed(by).clamp(*CARDS.start(), *CARDS.end());
        self.measured = true;
    }

    pub(super) fn written(&self, blank: Blank) -> &str {
        self.written.get(&blank).map_or("", String::as_str)
    }

    pub(super) fn write(&mut self, blank: Blank, text: String) {
        self.written.insert(blank, text);
    }

    pub(super) fn line(&self) -> Line {
        self.line
    }

    /// The line comes from there.
    pub(super) fn take_line(&mut self, line: Line) {
        self.line = line;
    }

    /// The device hangs on this port, and is there after all.
    pub(super) fn hangs_on(&mut self, thing: Thing, port: &str) {
        if let Some(table) = table(thing) {
            self.left_out.remove(table);
            self.ports.insert(table, (thing, port.to_owned()));
        }
    }

    /// The port that the device hangs on, as far as anybody said.
    pub(super) fn port<'a>(&'a self, thing: Thing, common: Option<&'a DocumentMut>) -> Option<&'a str> {
        let table = table(thing)?;
        if let Some((_, port)) = self.ports.get(table) {
            return Some(port);
        }
        let group = common?.get(table)?.as_table_like()?;
        ["port", "path"].into_iter().find_map(|key| group.get(key).and_then(Item::as_str))
    }

    /// The device is not there.
    pub(super) fn leave_out(&mut self, thing: Thing) {
        self.left_out.extend(table(thing).filter(|_| can_be_left_out(thing)));
    }

    /// How wide and high the panel is, in millimetres.
    pub(super) fn millimetres(&self, pixels: (u32, u32)) -> (u32, u32) {
        let wide = (CARD * 100 + u32::from(self.card) / 2) / u32::from(self.card.max(1));
        (wide, (wide * pixels.1 + pixels.0 / 2) / pixels.0.max(1))
    }

    /// The kiosk, as `yici provision` would make it.
    pub(super) fn kiosk(&self, common: &DocumentMut, pixels: (u32, u32)) -> Result<Kiosk, Vec<String>> {
        let mut common = common.clone();
        for (table, (thing, port)) in &self.ports {
            place(&mut common, table, *thing, port);
        }
        for table in &self.left_out {
            common.remove(table);
        }
        // What was found or measured here counts for more than what a code says.
        let is_known_here = |key: &str| {
            self.measured && ["display.width-mm", "display.height-mm"].contains(&key)
                || key
                    .split_once('.')
                    .is_some_and(|(table, _)| self.ports.contains_key(table) || self.left_out.contains(table))
        };
        let mut set: Vec<_> = self.set.iter().filter(|(key, _)| !is_known_here(key)).cloned().collect();
        for blank in [Blank::Site, Blank::SiteEnglish, Blank::Platform].iter().chain(self.line.blanks()) {
            set.push((blank.key().to_owned(), self.written(*blank).to_owned()));
        }
        let display = common.get("display").and_then(Item::as_table_like);
        let is_said = |key: &str| {
            set.iter().any(|(said, _)| said.strip_prefix("display.") == Some(key))
                || display.is_some_and(|display| display.contains_key(key))
        };
        let (wide, high) = self.millimetres(pixels);
        let sides = [("width-mm", wide), ("height-mm", high)];
        let measured = sides.into_iter().filter(|(key, _)| self.measured || !is_said(key));
        let measured: Vec<_> = measured.map(|(key, side)| (format!("display.{key}"), side.to_string())).collect();
        set.extend(measured);
        let row = Row { name: self.written(Blank::Name).to_owned(), token: self.written(Blank::Token).to_owned(), set };
        provision::kiosk(row, &common)
    }
}

/// Where the settings speak of a device that the wizard can place or leave out.
pub(super) fn table(thing: Thing) -> Option<&'static str> {
    Some(match thing {
        Thing::CardReader => "card-reader",
        Thing::ReceiptPrinter => "receipt-printer",
        Thing::DocumentCamera => "document-camera",
        Thing::FaceCamera => "face-camera",
        Thing::QrScanner => "qr-scanner",
        Thing::SocialCardReader => "social-card-reader",
        Thing::DocumentPrinter => "document-printer",
        Thing::Power => "power",
        Thing::Sensors => "sensors",
        Thing::Temperature => "temperature",
        Thing::SignaturePad => "signature-pad",
        _ => return None,
    })
}

/// Whether a kiosk serves without it.
pub(super) fn can_be_left_out(thing: Thing) -> bool {
    !matches!(thing, Thing::CardReader | Thing::ReceiptPrinter | Thing::DocumentCamera)
}

/// Whether it can hang on this port, and the driver with the key under which its settings name the port.
pub(super) fn driver(thing: Thing, port: &str) -> Option<(&'static str, &'static str)> {
    let is_picture = port.ends_with(".png");
    let is_camera = is_picture || port.contains("v4l") || port.contains("video");
    let is_paper = port.contains("usb/lp");
    match thing {
        Thing::CardReader if !is_camera && !is_paper => Some(("gat467-serial", "port")),
        Thing::ReceiptPrinter if is_paper => Some(("escpos-file", "path")),
        Thing::ReceiptPrinter if !is_camera => Some(("escpos-serial", "port")),
        Thing::QrScanner if !is_camera && !is_paper => Some(("serial", "port")),
        Thing::DocumentCamera | Thing::FaceCamera if is_picture => Some(("picture-file", "path")),
        Thing::DocumentCamera | Thing::FaceCamera if is_camera => Some(("v4l2", "port")),
        _ => None,
    }
}

/// Writes the port down. A device that has this driver already keeps whatever else is said of it.
fn place(common: &mut DocumentMut, table: &str, thing: Thing, port: &str) {
    let Some((driver, key)) = driver(thing, port) else { return };
    let has = |group: &dyn TableLike| group.get("driver").and_then(Item::as_str) == Some(driver);
    if !common.get(table).and_then(Item::as_table_like).is_some_and(has) {
        common.insert(table, Item::Table(Table::from_iter([("driver", driver)])));
    }
    if let Some(group) = common.get_mut(table).and_then(Item::as_table_like_mut) {
        group.insert(key, toml_edit::value(port));
    }
}
