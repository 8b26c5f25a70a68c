//! The technician's stick: a FAT file system named YICI-SETUP with the settings of one kiosk.

use super::image::{Image, run};
use std::fs;
use std::path::{Path, PathBuf};
use yici_platform::ReferencePlatform;

/// Where an emulated machine reaches the loop-back address of the machine around it.
const OUTSIDE: &str = "10.0.2.2";

/// Writes the stick.
pub(super) fn write(stick: &Path, platform: &ReferencePlatform, image: &Image) -> anyhow::Result<PathBuf> {
    let from = stick.with_extension("d");
    let settings = from.join("yici");
    fs::create_dir_all(settings.join("platform"))?;
    fs::create_dir_all(settings.join("courier"))?;
    let credentials = platform.credentials();
    fs::write(settings.join("platform/ca.pem"), &credentials.ca_pem)?;
    fs::write(settings.join("platform/kiosk.pem"), &credentials.client_cert_pem)?;
    fs::write(settings.join("courier/kiosk.key"), &credentials.client_key_pem)?;
    fs::write(settings.join("platform/receipt.pub"), &credentials.receipt_key)?;
    fs::write(settings.join("platform/seal.pub"), &credentials.seal_recipient)?;
    let url = platform.url().replace("127.0.0.1", OUTSIDE);
    fs::write(settings.join("kiosk.toml"), SETTINGS.replace("@URL@", &url))?;

    fs::File::create(stick)?.set_len(16 << 20)?;
    run(image.tool("mkfs.vfat").args(["-n", "YICI-SETUP"]).arg(stick))?;
    run(image.tool("mcopy").args(["-s", "-i"]).arg(stick).arg(&settings).arg("::"))?;
    Ok(stick.to_owned())
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

[card-reader]
driver = "gat467-serial"
port = "/dev/ttyS1"

[receipt-printer]
driver = "escpos-serial"
port = "/dev/ttyS2"

[document-camera]
driver = "v4l2"
port = "/dev/video0"
width = 640
height = 480

[writing]
built = "/usr/share/yici/rime"
"#;
