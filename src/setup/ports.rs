//! Which ports there are, and what answers on them.
//!
//! A port is asked only in words that a reader or a printer understands and that print and move nothing: GA/T 467 "are you
//! there", and DLE EOT. What does not answer is offered all the same, for a person to say what hangs on it.

use super::Ground;
use crate::settings::{CardReader, ReceiptPrinter, Settings};
use crate::station::drivers;
use crate::technician::readiness::Thing;
use std::collections::BTreeSet;
use std::fs;

/// The most ports that are looked at.
const MOST: usize = 24;

/// A port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Port {
    /// Its path, as the settings take it.
    pub path: String,
    /// What answered on it.
    pub answers: Option<Thing>,
}

/// Looks at every port. What the settings say already is asked first and, where it answers, not looked for.
pub(super) fn probe(ground: &Ground, settings: &Settings) -> Vec<Port> {
    let mut settings = settings.clone();
    let reader_port = match &settings.card_reader {
        CardReader::Gat467Serial { port, .. } => Some(port.clone()),
        CardReader::Gat467Usb { .. } => None,
    };
    let has_reader = drivers::card_reader(&settings.card_reader).check().is_ok();
    let printer_port = match &settings.receipt_printer {
        ReceiptPrinter::EscposSerial { port, .. } => Some(port.clone()),
        ReceiptPrinter::EscposFile { path, .. } => Some(path.display().to_string()),
        ReceiptPrinter::EscposUsb { .. } => None,
    };
    let has_printer = drivers::receipt_printer(&settings.receipt_printer).status().is_ok();
    let (mut reader, mut printer) = (has_reader, has_printer);
    let ask = |path: String| {
        let answers = if has_reader && reader_port.as_ref() == Some(&path) {
            Some(Thing::CardReader)
        } else if has_printer && printer_port.as_ref() == Some(&path) {
            Some(Thing::ReceiptPrinter)
        } else if is_serial(&path) && !reader && answers_as_reader(&mut settings, &path) {
            reader = true;
            Some(Thing::CardReader)
        } else if is_serial(&path) && !printer && answers_as_printer(&mut settings, &path) {
            printer = true;
            Some(Thing::ReceiptPrinter)
        } else {
            None
        };
        Port { path, answers }
    };
    found(ground).into_iter().map(ask).collect()
}

fn is_serial(path: &str) -> bool {
    !path.ends_with(".png") && !path.contains("v4l") && !path.contains("usb/lp")
}

fn answers_as_reader(settings: &mut Settings, path: &str) -> bool {
    settings.card_reader = CardReader::Gat467Serial { port: path.to_owned(), baud: 115_200 };
    drivers::card_reader(&settings.card_reader).check().is_ok()
}

fn answers_as_printer(settings: &mut Settings, path: &str) -> bool {
    settings.receipt_printer =
        ReceiptPrinter::EscposSerial { port: path.to_owned(), baud: 115_200, font: None, presenter: false };
    drivers::receipt_printer(&settings.receipt_printer).status().is_ok()
}

/// The ports that there are, each once, by the first of its names.
fn found(ground: &Ground) -> Vec<String> {
    let (mut paths, mut seen) = (Vec::new(), BTreeSet::new());
    for (folder, begins) in &ground.ports {
        let mut names: Vec<_> = fs::read_dir(folder)
            .into_iter()
            .flatten()
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| begins.iter().any(|begin| name.starts_with(begin)))
            // A camera of the kernel's has a second file for what is beside its picture.
            .filter(|name| !name.contains("video-index") || name.ends_with("video-index0"))
            .collect();
        names.sort();
        for path in names.iter().map(|name| folder.join(name)) {
            if seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())) {
                paths.extend(path.to_str().map(str::to_owned));
            }
        }
    }
    paths.truncate(MOST);
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_of_several_names_is_offered_once_by_the_one_that_stays() {
        let root = tempfile::tempdir().expect("a folder");
        let at = |name: &str| root.path().join(name);
        fs::create_dir(at("yici")).expect("made");
        for name in ["ttyUSB0", "ttyUSB1", "sda"] {
            fs::write(at(name), "").expect("written");
        }
        std::os::unix::fs::symlink(at("ttyUSB1"), at("yici/reader")).expect("linked");
        std::os::unix::fs::symlink(at("gone"), at("yici/printer")).expect("linked");
        let ground = Ground {
            ports: vec![(at("yici"), vec!["reader", "printer"]), (root.path().into(), vec!["ttyUSB"])],
            ..Ground::of_the_image()
        };
        let wanted = ["yici/printer", "yici/reader", "ttyUSB0"].map(|name| at(name).display().to_string());
        assert_eq!(found(&ground), wanted);
    }
}
