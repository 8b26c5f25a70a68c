//! A kiosk's outbox and courier, and the platform at the other end of the line.

use jiff::{SignedDuration, Timestamp};
use std::{fs, path::Path, time::Duration};
use tempfile::TempDir;
use yici::{
    courier::{Courier, Round},
    outbox::{Attachment, Counts, Kind, Outbox, Seal, Submission, SubmissionId},
    platform::{Adapter, Connection, Patience, provincial::ClientCredentials},
};
use yici_hardware::Personal;
use yici_platform::{Behaviour, City, Credentials, Received, ReferencePlatform, cluster};

/// Longer than anything here takes on a busy machine.
pub const GENEROUS: Duration = Duration::from_secs(30);

pub struct Bench {
    pub platform: Option<ReferencePlatform>,
    pub platform_dir: TempDir,
    pub outbox_dir: TempDir,
    pub outbox: Outbox,
    pub courier: Courier<Adapter>,
    now: Timestamp,
}

impl Bench {
    pub fn new() -> Self {
        Self::patient(Patience::default())
    }

    /// Its line was seen to work: what is handed in is sent without a look at it before.
    pub async fn working() -> Self {
        let mut bench = Self::new();
        assert_eq!(bench.round().await, Round::default());
        bench
    }

    pub fn patient(patience: Patience) -> Self {
        let platform_dir = directory();
        Self::with(platform(platform_dir.path()), platform_dir, patience)
    }

    /// Before this platform, in its directory.
    pub fn before(platform: ReferencePlatform, platform_dir: TempDir) -> Self {
        Self::with(platform, platform_dir, Patience::default())
    }

    fn with(platform: ReferencePlatform, platform_dir: TempDir, patience: Patience) -> Self {
        let outbox_dir = directory();
        let client = client_credentials(&platform);
        let http = Adapter::with_patience(&connection(&platform), client.as_ref(), patience).expect("an adapter");
        Self {
            outbox: Outbox::open(outbox_dir.path()).expect("the screen's outbox"),
            courier: Courier::new(outbox_dir.path(), http).expect("the courier's outbox"),
            platform: Some(platform),
            platform_dir,
            outbox_dir,
            now: "2026-01-01T00:00:00Z".parse().expect("a time"),
        }
    }

    pub fn platform(&self) -> &ReferencePlatform {
        self.platform.as_ref().expect("the platform is on")
    }

    pub fn http(&self) -> Adapter {
        adapter(self.platform())
    }

    pub fn behave(&self, behaviour: Behaviour) {
        self.platform().behave(behaviour);
    }

    pub fn seal(&self) -> Seal {
        Seal::to(&self.platform().credentials().seal_recipient).expect("a recipient")
    }

    /// Hands an application in, as the screen process does.
    pub fn hand_in(&mut self, text: &str) -> SubmissionId {
        let submission = submission(text, &[]);
        let seal = self.seal();
        self.outbox.commit(&submission, &seal, self.now).expect("committed");
        submission.id
    }

    /// The courier's process is started anew.
    pub fn start_again(&mut self) {
        self.courier = Courier::new(self.outbox_dir.path(), self.http()).expect("the courier's outbox");
    }

    /// One round, now.
    pub async fn round(&mut self) -> Round {
        self.courier.round(self.now).await.expect("the outbox works")
    }

    /// One round two hours later: longer than any wait.
    pub async fn later(&mut self) -> Round {
        self.advance();
        self.round().await
    }

    /// Two hours pass.
    pub fn advance(&mut self) {
        self.now = self.now.saturating_add(SignedDuration::from_hours(2)).expect("hours are no calendar units");
    }

    /// Somebody sets the clock.
    pub fn jump(&mut self, by: SignedDuration) {
        self.now = self.now.saturating_add(by).expect("hours are no calendar units");
    }

    /// It is so late.
    pub fn set_clock(&mut self, now: &str) {
        self.now = now.parse().expect("a time");
    }

    pub fn now(&self) -> Timestamp {
        self.now
    }

    pub fn counts(&self) -> Counts {
        self.outbox.counts().expect("counts")
    }

    pub fn received(&self) -> Vec<Received> {
        self.platform().received().expect("what was received opens")
    }

    /// Asserts that exactly this one application was received, and was handed in whole so many times.
    pub fn assert_received_once(&self, id: SubmissionId, text: &str, puts: u32) {
        let received = self.received();
        assert_eq!(received.len(), 1, "delivered once, as the platform counts");
        let only = &received[0];
        assert_eq!(
            (only.id.as_str(), only.opened.as_slice(), only.puts),
            (id.to_string().as_str(), text.as_bytes(), puts)
        );
        assert_eq!(self.counts(), Counts { waiting: 0, delivered: 1, quarantined: 0 });
    }
}

/// The adapter that these tests are for: the reference contract's, or, where `YICI_ADAPTER` says so, the provincial one.
pub fn adapter(platform: &ReferencePlatform) -> Adapter {
    Adapter::new(&connection(platform), client_credentials(platform).as_ref()).expect("an adapter")
}

pub fn client_credentials(platform: &ReferencePlatform) -> Option<ClientCredentials> {
    is_provincial().then(|| {
        let (id, secret) = platform.client();
        ClientCredentials { id, secret: Personal::new(secret) }
    })
}

pub fn is_provincial() -> bool {
    std::env::var(ADAPTER).is_ok_and(|name| name == "provincial")
}

/// A refusal as it stands in the outbox: the contract's word, or the province's number.
pub fn refused(status: u16, code: &str, number: &str) -> String {
    format!("refused {status} {}", if is_provincial() { number } else { code })
}

/// Names the adapter to the tests.
pub const ADAPTER: &str = "YICI_ADAPTER";

/// A platform in this directory, or the one that was there before: on SQLite, or, where `YICI_CLUSTER` names a PostgreSQL
/// cluster's folder, three instances of it over a database of their own.
pub fn platform(dir: &Path) -> ReferencePlatform {
    let Some(cluster) = std::env::var_os(cluster::NAME) else {
        return ReferencePlatform::start(dir).expect("a platform");
    };
    let name = dir.file_name().expect("a folder's name").to_string_lossy().replace(|c: char| !c.is_alphanumeric(), "_");
    let database = cluster::database(Path::new(&cluster), &name.to_lowercase());
    ReferencePlatform::start_city(dir, &City { database: &database, instances: 3 }).expect("a city's platform")
}

pub fn directory() -> TempDir {
    tempfile::tempdir().expect("a directory")
}

pub fn connection(platform: &ReferencePlatform) -> Connection {
    let Credentials { ca_pem, client_cert_pem, client_key_pem, receipt_key, .. } = platform.credentials();
    Connection { base_url: platform.url(), ca_pem, client_cert_pem, client_key_pem, receipt_key }
}

pub fn submission(text: &str, attachments: &[&[u8]]) -> Submission {
    let attachment = |bytes: &&[u8]| Attachment {
        media_type: String::from("image/jpeg"),
        bytes: Personal::new(bytes.to_vec()).into(),
    };
    Submission {
        id: SubmissionId::generate(),
        kind: Kind::Application,
        number: String::from("2026010100000017"),
        bytes: Personal::new(text.as_bytes().to_vec()),
        attachments: attachments.iter().map(attachment).collect(),
    }
}

/// Whether the bytes stand in any file of the directory.
pub fn stands_in(dir: &Path, wanted: &[u8]) -> bool {
    fs::read_dir(dir).expect("the directory").any(|entry| {
        let bytes = fs::read(entry.expect("an entry").path()).expect("a file");
        bytes.windows(wanted.len()).any(|window| window == wanted)
    })
}
