//! The label that is stuck onto the housing: which kiosk this is, and of which settings.

use crate::session::Moment;
use crate::session::service::Outcome;
use crate::settings::Settings;
use crate::station::drivers;
use crate::technician::provision::Kiosk;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use yici_hardware::{Block, Paper};

/// The label. The kiosk's key is made when it is enrolled, so what can be compared now is the digest of its settings.
pub(super) fn label(kiosk: &Kiosk, settings: &Settings, moment: Moment) -> Paper {
    let (name, version, day) = (&kiosk.row.name, env!("CARGO_PKG_VERSION"), moment.wall.date());
    let digest = digest(&kiosk.settings);
    Paper {
        blocks: vec![
            Block::Title(name.clone()),
            Block::Centred(settings.kiosk.site.zh.clone()),
            Block::Rule,
            Block::Pair("版本 Version".into(), version.into()),
            Block::Pair("设置日期 Set up".into(), day.to_string()),
            Block::Pair("设置摘要 Settings".into(), digest.clone()),
            Block::Qr(format!("YICI-KIOSK:{name} {version} {day} {}", digest.replace(' ', ""))),
        ],
    }
}

/// The first eight bytes of the SHA-256 of a settings file, as `sha256sum` says them.
fn digest(settings: &str) -> String {
    let mut digest = String::new();
    for (place, byte) in Sha256::digest(settings).iter().take(8).enumerate() {
        let gap = if place > 0 && place % 2 == 0 { " " } else { "" };
        let _ = write!(digest, "{gap}{byte:02x}");
    }
    digest
}

/// Prints it.
pub(super) fn print(kiosk: &Kiosk, settings: &Settings, moment: Moment) -> Outcome {
    match drivers::receipt_printer(&settings.receipt_printer).print(&label(kiosk, settings, moment)) {
        Ok(()) => Outcome::done("标签已打印，请贴在机身上", "the label is printed: stick it onto the housing"),
        Err(error) => Outcome::failed(
            format!("标签没有打印，请手写本机名称 {}", kiosk.row.name),
            format!("the label was not printed ({error}); write the name down: {}", kiosk.row.name),
        ),
    }
}
