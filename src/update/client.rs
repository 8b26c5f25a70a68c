//! What `rauc-hawkbit-updater`, the fleet's update client, is started with: its settings and this kiosk's identity, laid down anew at
//! each of its starts. The courier makes its key anew from time to time, and may be the only one that can read it.
//!
//! It speaks hawkBit's device interface (DDI): asks, downloads, hands the bundle to RAUC, reports. What the fleet's server sees
//! of this machine are its attributes: the version that really runs, and the one that fell back last. A roll-out in groups that
//! stops at the first kiosks that fall back is the server's to define, on these.

use super::{Memory, Server, Version};
use anyhow::Context as _;
use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

/// The client's settings.
pub struct Client<'a> {
    /// The server.
    pub server: &'a Server,
    /// This kiosk's name, which is the server's name for it too.
    pub kiosk: &'a str,
    /// This kiosk's certificate (PEM).
    pub certificate: &'a Path,
    /// Its key.
    pub key: &'a Path,
    /// Where a bundle is put while it is downloaded.
    pub bundle: &'a Path,
}

impl Client<'_> {
    /// Lays them into the client's folder, for its owner alone.
    ///
    /// # Errors
    /// When this kiosk has no certificate yet, or the folder cannot be written.
    pub fn lay_into(&self, folder: &Path, runs: Option<&Version>, memory: &Memory) -> anyhow::Result<()> {
        let read = |file: &Path| fs::read(file).with_context(|| format!("cannot read {}", file.display()));
        let files = [
            ("kiosk.pem", read(self.certificate)?),
            ("kiosk.key", read(self.key)?),
            ("client.conf", self.file(folder, runs, memory)?.into_bytes()),
        ];
        for (name, bytes) in files {
            let file = folder.join(name);
            let opened = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&file);
            let written = opened.and_then(|mut opened| opened.write_all(&bytes));
            written.with_context(|| format!("cannot write {}", file.display()))?;
        }
        Ok(())
    }

    /// The settings as their file has them.
    fn file(&self, folder: &Path, runs: Option<&Version>, memory: &Memory) -> io::Result<String> {
        let one_line = |text: &str| text.replace(char::is_control, " ");
        let mut text = format!(
            "# Written by `yici update client` from the kiosk's own settings.\n\
             [client]\n\
             hawkbit_server = {}\n\
             ssl = true\n\
             ssl_verify = true\n\
             tenant_id = {}\n\
             target_name = {}\n\
             ssl_key = {}\n\
             ssl_cert = {}\n\
             bundle_download_location = {}\n\
             retry_wait = 300\n\
             connect_timeout = 20\n\
             timeout = 60\n\
             low_speed_time = 120\n\
             low_speed_rate = 100\n\
             post_update_reboot = false\n\
             log_level = message\n\
             \n\
             [device]\n\
             product = Yici\n",
            one_line(&self.server.host),
            one_line(&self.server.tenant),
            one_line(self.kiosk),
            folder.join("kiosk.key").display(),
            folder.join("kiosk.pem").display(),
            self.bundle.display(),
        );
        if let Some(runs) = runs {
            let _ = writeln!(text, "version = {runs}");
        }
        if let Some((version, why)) = memory.bad()?.last() {
            let _ = writeln!(text, "fell_back_from = {version}\nfell_back_because = {}", one_line(why));
        }
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn the_fleets_server_is_told_what_runs_and_what_fell_back() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("client")).unwrap();
        let memory = Memory::new(folder.path());
        let server = Server { host: "updates.example:8443".into(), tenant: "DEFAULT".into() };
        let client = Client {
            server: &server,
            kiosk: "site-001\n[device]",
            certificate: &at("courier.pem"),
            key: &at("courier.key"),
            bundle: Path::new("/data/download/bundle.raucb"),
        };
        let runs: Version = "v1".parse().unwrap();
        let lay = || client.lay_into(&at("client"), Some(&runs), &memory);
        let error = lay().expect_err("nobody has enrolled it yet");
        assert!(format!("{error:#}").contains("courier.pem") && !at("client/client.conf").exists(), "{error:#}");

        fs::write(at("courier.pem"), "certificate").unwrap();
        fs::write(at("courier.key"), "key").unwrap();
        lay().unwrap();
        let text = fs::read_to_string(at("client/client.conf")).unwrap();
        assert!(text.contains("\nversion = v1\n") && !text.contains("fell_back"), "{text}");
        assert!(text.contains(&format!("\nssl_key = {}\n", at("client/kiosk.key").display())), "{text}");
        assert_eq!(text.matches("\n[device]\n").count(), 1, "a name cannot open a section: {text}");
        memory.fell(&"v2".parse().unwrap(), "the courier does not answer").unwrap();
        fs::write(at("courier.key"), "the key after the next renewal").unwrap();
        lay().unwrap();
        let text = fs::read_to_string(at("client/client.conf")).unwrap();
        assert!(text.contains("\nfell_back_from = v2\nfell_back_because = the courier does not answer\n"), "{text}");
        assert_eq!(fs::read_to_string(at("client/kiosk.key")).unwrap(), "the key after the next renewal");
        let mode = fs::metadata(at("client/kiosk.key")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
