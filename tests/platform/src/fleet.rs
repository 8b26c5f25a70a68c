//! A stand-in for Eclipse hawkBit: its device interface, as its published "Direct Device Integration API" has it, in as much as
//! an update client uses. It is not hawkBit: it has no operator's side, no store, one bundle at a time, and forgets everything
//! when it is dropped.
//!
//! - A roll-out goes from group to group. The next one begins when every kiosk of the one before reported success; one that
//!   reported failure pauses it, and so does [`Fleet::pause`].
//! - TLS 1.3, and only a kiosk whose certificate the platform's authority signed is answered.
//!
//! Limits: 4 KiB of attributes, 64 KiB a report, 1,000 reports are kept.

use crate::identity::Identity;
use anyhow::Context as _;
use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Json, Response};
use axum::routing::{get, post, put};
use axum_server::tls_rustls::RustlsConfig;
use serde_json::{Value, json};
use sha1::{Digest as _, Sha1};
use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path as FilePath;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use tokio::sync::oneshot;

/// How often a kiosk asks.
const POLLING: &str = "00:00:10";
const MOST_REPORTS: usize = 1_000;

/// A running server. Dropping it stops it.
pub struct Fleet {
    address: SocketAddr,
    state: Arc<Mutex<Knowledge>>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// What a kiosk reported of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The kiosk's name.
    pub kiosk: String,
    /// The action, from 1.
    pub action: u64,
    /// `proceeding`, `closed` and so on.
    pub execution: String,
    /// `success`, `failure` or `none`.
    pub finished: String,
    /// In the client's words.
    pub details: Vec<String>,
}

#[derive(Default)]
struct Knowledge {
    rollout: Option<Rollout>,
    actions: u64,
    paused: bool,
    attributes: BTreeMap<String, BTreeMap<String, String>>,
    reports: Vec<Report>,
    asked: BTreeMap<String, u64>,
}

struct Rollout {
    action: u64,
    version: String,
    bundle: Arc<Vec<u8>>,
    sha1: String,
    groups: Vec<Vec<String>>,
}

impl Fleet {
    /// Starts on the loop-back address, with the certificates of a reference platform's directory. The port is kept in it.
    ///
    /// # Errors
    /// When there is no port, or the directory is no platform's.
    pub fn start(dir: &FilePath) -> anyhow::Result<Self> {
        let identity = Identity::load_or_make(dir, Ipv4Addr::LOCALHOST.into(), 2020..2096)?;
        let tls = RustlsConfig::from_config(identity.server_config(None)?);
        let kept = dir.join("fleet-port");
        let port = std::fs::read_to_string(&kept).ok().and_then(|port| port.trim().parse().ok()).unwrap_or(0);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        std::fs::write(&kept, address.port().to_string())?;
        let state = Arc::new(Mutex::new(Knowledge::default()));
        let app = router(Desk { state: Arc::clone(&state), base: format!("https://{address}") });
        let (stop, stopped) = oneshot::channel::<()>();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let thread = std::thread::Builder::new().name("fleet".into()).spawn(move || {
            runtime.block_on(async move {
                let serve = async { axum_server::from_tcp_rustls(listener, tls)?.serve(app.into_make_service()).await };
                tokio::select! {
                    ended = serve => if let Err(error) = ended { tracing::error!(%error, "the fleet's server ended") },
                    _ = stopped => {}
                }
            });
        })?;
        Ok(Self { address, state, stop: Some(stop), thread: Some(thread) })
    }

    /// Host and port.
    pub fn host(&self) -> String {
        self.address.to_string()
    }

    /// Rolls a bundle out, group after group. Ends the roll-out before.
    ///
    /// # Errors
    /// When the bundle cannot be read.
    pub fn roll_out(&self, version: &str, bundle: &FilePath, groups: &[&[&str]]) -> anyhow::Result<u64> {
        let bundle = std::fs::read(bundle).with_context(|| format!("{}", bundle.display()))?;
        let sha1 = Sha1::digest(&bundle).iter().map(|byte| format!("{byte:02x}")).collect();
        let groups = groups.iter().map(|group| group.iter().map(ToString::to_string).collect()).collect();
        let mut known = self.known();
        known.actions += 1;
        let action = known.actions;
        known.paused = false;
        known.rollout = Some(Rollout { action, version: version.into(), bundle: Arc::new(bundle), sha1, groups });
        Ok(action)
    }

    /// Nobody begins any more.
    pub fn pause(&self) {
        self.known().paused = true;
    }

    /// Whoever is next begins.
    pub fn resume(&self) {
        self.known().paused = false;
    }

    /// Whether the roll-out stands still, by [`Fleet::pause`] or after a failure.
    pub fn is_paused(&self) -> bool {
        self.known().paused
    }

    /// What was reported, in order.
    pub fn reports(&self) -> Vec<Report> {
        self.known().reports.clone()
    }

    /// What a kiosk says of itself.
    pub fn attributes(&self, kiosk: &str) -> BTreeMap<String, String> {
        self.known().attributes.get(kiosk).cloned().unwrap_or_default()
    }

    /// How often a kiosk has asked.
    pub fn asked(&self, kiosk: &str) -> u64 {
        self.known().asked.get(kiosk).copied().unwrap_or_default()
    }

    fn known(&self) -> MutexGuard<'_, Knowledge> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Fleet {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Knowledge {
    fn closed(&self, kiosk: &str, action: u64) -> Option<&str> {
        let of_it = |report: &&Report| report.kiosk == kiosk && report.action == action && report.execution == "closed";
        self.reports.iter().find(of_it).map(|report| report.finished.as_str())
    }

    /// What this kiosk is to install now.
    fn due(&self, kiosk: &str) -> Option<&Rollout> {
        let rollout = self.rollout.as_ref().filter(|_| !self.paused)?;
        for group in &rollout.groups {
            if group.iter().any(|name| name == kiosk) {
                return self.closed(kiosk, rollout.action).is_none().then_some(rollout);
            }
            if group.iter().any(|name| self.closed(name, rollout.action) != Some("success")) {
                return None;
            }
        }
        None
    }
}

#[derive(Clone)]
struct Desk {
    state: Arc<Mutex<Knowledge>>,
    base: String,
}

impl Desk {
    fn known(&self) -> MutexGuard<'_, Knowledge> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn router(desk: Desk) -> Router {
    Router::new()
        .route("/{tenant}/controller/v1/{kiosk}", get(poll))
        .route("/{tenant}/controller/v1/{kiosk}/configData", put(attributes))
        .route("/{tenant}/controller/v1/{kiosk}/deploymentBase/{action}", get(deployment))
        .route("/{tenant}/controller/v1/{kiosk}/deploymentBase/{action}/feedback", post(feedback))
        .route("/{tenant}/controller/v1/{kiosk}/softwaremodules/{module}/artifacts/{file}", get(artifact))
        .layer(DefaultBodyLimit::max(64 * 1024))
        .with_state(desk)
}

/// Links name the host that the client asked, which is not this one's own name for itself where an emulated machine asks.
fn base(desk: &Desk, headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    host.map_or_else(|| desk.base.clone(), |host| format!("https://{host}"))
}

async fn poll(
    State(desk): State<Desk>,
    Path((tenant, kiosk)): Path<(String, String)>,
    headers: HeaderMap,
) -> Json<Value> {
    let root = format!("{}/{tenant}/controller/v1/{kiosk}", base(&desk, &headers));
    let mut known = desk.known();
    *known.asked.entry(kiosk.clone()).or_default() += 1;
    let mut links = serde_json::Map::new();
    if !known.attributes.contains_key(&kiosk) || known.asked[&kiosk] % 3 == 1 {
        links.insert("configData".into(), json!({ "href": format!("{root}/configData") }));
    }
    if let Some(rollout) = known.due(&kiosk) {
        let href = format!("{root}/deploymentBase/{}?c=1", rollout.action);
        links.insert("deploymentBase".into(), json!({ "href": href }));
    }
    Json(json!({ "config": { "polling": { "sleep": POLLING } }, "_links": links }))
}

async fn attributes(
    State(desk): State<Desk>,
    Path((_, kiosk)): Path<(String, String)>,
    Json(body): Json<Value>,
) -> StatusCode {
    let Some(data) = body["data"].as_object().filter(|data| data.len() <= 64) else { return StatusCode::BAD_REQUEST };
    let text = |(key, value): (&String, &Value)| Some((key.clone(), value.as_str()?.chars().take(512).collect()));
    let told = data.iter().filter_map(text).collect();
    desk.known().attributes.insert(kiosk, told);
    StatusCode::OK
}

async fn deployment(
    State(desk): State<Desk>,
    Path((tenant, kiosk, action)): Path<(String, String, u64)>,
    headers: HeaderMap,
) -> Response {
    let known = desk.known();
    let Some(rollout) = known.rollout.as_ref().filter(|rollout| rollout.action == action) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let file = format!("yici-{}.raucb", rollout.version);
    let root = format!("{}/{tenant}/controller/v1/{kiosk}/softwaremodules/1/artifacts/{file}", base(&desk, &headers));
    Json(json!({
        "id": action.to_string(),
        "deployment": { "download": "forced", "update": "forced", "chunks": [ {
            "part": "os", "version": rollout.version, "name": "yici",
            "artifacts": [ {
                "filename": file, "size": rollout.bundle.len(), "hashes": { "sha1": rollout.sha1 },
                "_links": { "download": { "href": root }, "download-http": { "href": root } }
            } ]
        } ] }
    }))
    .into_response()
}

async fn feedback(
    State(desk): State<Desk>,
    Path((_, kiosk, action)): Path<(String, String, u64)>,
    Json(body): Json<Value>,
) -> StatusCode {
    let status = &body["status"];
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let details = status["details"].as_array().into_iter().flatten().map(word).take(64).collect();
    let (execution, finished) = (word(&status["execution"]), word(&status["result"]["finished"]));
    let mut known = desk.known();
    if execution == "closed" && finished == "failure" {
        known.paused = true;
    }
    if known.reports.len() < MOST_REPORTS {
        known.reports.push(Report { kiosk, action, execution, finished, details });
    }
    StatusCode::OK
}

/// Whole, or from a byte on: a client goes on where the line broke.
async fn artifact(State(desk): State<Desk>, headers: HeaderMap) -> Response {
    let Some(bundle) = desk.known().rollout.as_ref().map(|rollout| Arc::clone(&rollout.bundle)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let from =
        headers.get(header::RANGE).and_then(|range| range.to_str().ok()?.strip_prefix("bytes=")?.strip_suffix('-'));
    let from = from.and_then(|from| from.parse::<usize>().ok()).unwrap_or(0);
    let Some(rest) = bundle.get(from..) else { return StatusCode::RANGE_NOT_SATISFIABLE.into_response() };
    let status = if from == 0 { StatusCode::OK } else { StatusCode::PARTIAL_CONTENT };
    let range = format!("bytes {from}-{}/{}", bundle.len().saturating_sub(1), bundle.len());
    (status, [(header::CONTENT_RANGE, range)], Body::from(rest.to_vec())).into_response()
}
