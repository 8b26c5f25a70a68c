//! The settings of `rauc-hawkbit-updater`, the fleet's update client, written anew at each of its starts.
//!
//! It speaks hawkBit's device interface (DDI): asks, downloads, hands the bundle to RAUC, reports. What the fleet's server sees
//! of this machine are its attributes: the version that really runs, and the one that fell back last. A roll-out in groups that
//! stops at the first kiosks that fall back is the server's to define, on these.

use super::{Memory, Server, Version};
use std::fmt::Write as _;
use std::io;
use std::path::Path;

/// The client's settings.
pub struct Client<'a> {
    /// The server.
    pub server: &'a Server,
    /// This kiosk's name, which is the server's name for it too.
    pub kiosk: &'a str,
    /// This kiosk's certificate (PEM).
    pub certificate: &'a Path,
    /// Its key, where the client can read it.
    pub key: &'a Path,
    /// Where a bundle is put while it is downloaded.
    pub bundle: &'a Path,
}

impl Client<'_> {
    /// As its file has them.
    ///
    /// # Errors
    /// The system's, when the memory cannot be read.
    pub fn file(&self, runs: Option<&Version>, memory: &Memory) -> io::Result<String> {
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
            self.key.display(),
            self.certificate.display(),
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

    #[test]
    fn the_fleets_server_is_told_what_runs_and_what_fell_back() {
        let folder = tempfile::tempdir().unwrap();
        let memory = Memory::new(folder.path());
        let server = Server { host: "updates.example:8443".into(), tenant: "DEFAULT".into() };
        let client = Client {
            server: &server,
            kiosk: "site-001\n[device]",
            certificate: Path::new("/etc/yici/platform/kiosk.pem"),
            key: Path::new("/run/credentials/yici-fleet.service/kiosk.key"),
            bundle: Path::new("/data/download/bundle.raucb"),
        };
        let runs: Version = "v1".parse().unwrap();
        let text = client.file(Some(&runs), &memory).unwrap();
        assert!(text.contains("\nversion = v1\n") && !text.contains("fell_back"), "{text}");
        assert_eq!(text.matches("\n[device]\n").count(), 1, "a name cannot open a section: {text}");
        memory.fell(&"v2".parse().unwrap(), "the courier does not answer").unwrap();
        let text = client.file(Some(&runs), &memory).unwrap();
        assert!(text.contains("\nfell_back_from = v2\nfell_back_because = the courier does not answer\n"), "{text}");
    }
}
