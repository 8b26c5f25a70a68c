//! Technicians' sticks: FAT file systems whose names say what they are for.

use super::image::run;
use std::fs;
use std::path::Path;
use std::process::Command;
use yici_platform::{Fleet, ReferencePlatform};

/// Where an emulated machine reaches the loop-back address of the machine around it.
pub(super) const OUTSIDE: &str = "10.0.2.2";

/// Writes a stick with one kiosk's first settings; its updates come from `fleet`, and its line, if it has no cable, is `network`.
pub(super) fn setup(
    stick: &Path,
    platform: &ReferencePlatform,
    fleet: &Fleet,
    network: Option<&str>,
) -> anyhow::Result<()> {
    let credentials = platform.credentials();
    let settings = settings(platform, fleet);
    let files = [
        ("yici/kiosk.toml", settings.as_bytes()),
        ("yici/platform/ca.pem", credentials.ca_pem.as_bytes()),
        ("yici/platform/kiosk.pem", credentials.client_cert_pem.as_bytes()),
        ("yici/platform/receipt.pub", credentials.receipt_key.as_bytes()),
        ("yici/platform/seal.pub", credentials.seal_recipient.as_bytes()),
        ("yici/platform/updates-ca.pem", credentials.ca_pem.as_bytes()),
        ("yici/courier/kiosk.key", credentials.client_key_pem.as_bytes()),
    ];
    let from = stick.with_extension("d");
    let network = network.map(|network| ("yici/network", network.as_bytes()));
    let _ = fs::remove_dir_all(&from);
    for (name, bytes) in files.into_iter().chain(network) {
        let file = from.join(name);
        fs::create_dir_all(file.parent().unwrap_or(&from))?;
        fs::write(file, bytes)?;
    }
    write(stick, "YICI-SETUP", &[&from.join("yici")])
}

/// A kiosk's settings.
pub(super) fn settings(platform: &ReferencePlatform, fleet: &Fleet) -> String {
    SETTINGS.replace("@URL@", &outside(&platform.url())).replace("@FLEET@", &outside(&fleet.host()))
}

/// Writes a stick with this name and these files.
pub(super) fn write(stick: &Path, name: &str, files: &[&Path]) -> anyhow::Result<()> {
    let size: u64 = files.iter().filter_map(|file| fs::metadata(file).ok()).map(|file| file.len()).sum();
    let _ = fs::remove_file(stick);
    fs::File::create(stick)?.set_len((size + size / 50).next_multiple_of(1 << 20) + (16 << 20))?;
    run(Command::new("mkfs.vfat").args(["-n", name]).arg(stick))?;
    run(Command::new("mcopy").args(["-s", "-i"]).arg(stick).args(files).arg("::")).map(drop)
}

fn outside(url: &str) -> String {
    url.replace("127.0.0.1", OUTSIDE)
}

const SETTINGS: &str = r#"[kiosk]
name = "demo-001"
site = { zh = "示范市政务服务中心", en = "Demonstration Service Centre" }
progress-url = "https://platform.example/p/"

[folders]
services = "/usr/share/yici/services"
state = "/var/lib/yici"
run = "/run/yici"

# The image's own matters.
[catalog]
unsigned = true

[platform]
url = "@URL@"
authority = "/etc/yici/platform/ca.pem"
certificate = "/etc/yici/platform/kiosk.pem"
key = "/etc/yici/courier/kiosk.key"
receipt-key = "/etc/yici/platform/receipt.pub"
seal-key = "/etc/yici/platform/seal.pub"

# An emulated machine is slow; nobody is in a hurry.
[idle]
quiet-seconds = 600
warning-seconds = 60

# All hours but one are quiet, so that nobody waits for the night.
[update]
quiet-hours = "04:00-03:00"

[update.server]
host = "@FLEET@"

[card-reader]
driver = "gat467-serial"
port = "/dev/yici/reader"

[receipt-printer]
driver = "escpos-serial"
port = "/dev/yici/printer"

[document-camera]
driver = "v4l2"
port = "/dev/video0"
width = 640
height = 480

[writing]
built = "/usr/share/yici/rime"
"#;
