use super::bench::{Bench, GENEROUS, client_credentials, connection, directory};
use std::{
    io::{BufRead, BufReader, Write},
    os::unix::net::UnixStream,
    path::{Path, PathBuf},
    time::Instant,
};
use tempfile::TempDir;
use tokio::{sync::oneshot, task::JoinHandle};
use yici::courier::{
    LineWord, Metered, ServeError, Settings,
    link::{Client, MAX_QUESTION},
    serve,
};

pub struct Running {
    pub _dir: TempDir,
    pub socket: PathBuf,
    pub stop: oneshot::Sender<()>,
    pub task: JoinHandle<Result<(), ServeError>>,
}

/// The courier as its own process runs it, on this test's runtime.
pub fn start(bench: &Bench) -> Running {
    start_sparing(bench, Metered::default())
}

/// The same on a line that costs.
pub fn start_sparing(bench: &Bench, metered: Metered) -> Running {
    let dir = directory();
    let socket = dir.path().join("courier.socket");
    let settings = Settings {
        kiosk: String::from("site-001"),
        metrics: dir.path().join("metrics.prom"),
        gateway: None,
        collector: None,
        command_line: "/proc/cmdline".into(),
        thermometer: None,
        catalog_root: None,
        outbox: bench.outbox_dir.path().to_owned(),
        connection: connection(bench.platform()),
        client: client_credentials(bench.platform()),
        identity: yici::courier::identity::Files {
            certificate: bench.platform_dir.path().join("kiosk.pem"),
            key: bench.platform_dir.path().join("kiosk.key"),
        },
        metered,
        socket: socket.clone(),
    };
    let (stop, stopped) = oneshot::channel::<()>();
    let task = tokio::spawn(serve(settings, async move {
        let _stopped = stopped.await;
    }));
    Running { _dir: dir, socket, stop, task }
}

pub fn client(socket: &Path) -> Client {
    let until = Instant::now() + GENEROUS;
    loop {
        match Client::connect(socket) {
            Ok(client) => return client,
            Err(error) => assert!(Instant::now() < until, "the courier did not start: {error}"),
        }
        std::thread::yield_now();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_nudge_from_the_screen_brings_a_submission_to_the_platform() {
    let mut bench = Bench::new();
    let Running { socket, stop, task, _dir } = start(&bench);
    let bench = tokio::task::spawn_blocking(move || {
        let mut client = client(&socket);
        client.status().expect("a status before");
        bench.hand_in("an application");
        client.nudge().expect("an answer");
        assert!(bench.platform().wait_for(1, GENEROUS), "nothing arrived");
        let until = Instant::now() + GENEROUS;
        // The receipt is on its way back: ask until it is stored.
        while client.status().expect("a status").delivered == 0 {
            assert!(Instant::now() < until, "the receipt was not stored");
        }
        let status = client.status().expect("a status after");
        assert_eq!((status.line, status.waiting, status.delivered), (LineWord::Up, 0, 1));
        (bench, client)
    });
    let (bench, mut client) = bench.await.expect("the screen's side");
    stop.send(()).expect("the courier runs");
    task.await.expect("no panic").expect("no error");
    assert_eq!(bench.counts().delivered, 1);
    let after = tokio::task::spawn_blocking(move || client.status());
    assert!(after.await.expect("no panic").is_err(), "a courier that ended says nothing any more");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_that_is_too_long_or_of_another_version_is_refused() {
    let bench = Bench::new();
    let Running { socket, stop, task, _dir } = start(&bench);
    let asked = tokio::task::spawn_blocking(move || {
        drop(client(&socket));
        let mut stream = UnixStream::connect(&socket).expect("the courier's socket");
        stream.set_read_timeout(Some(GENEROUS)).expect("a time-out");
        let mut answers = BufReader::new(stream.try_clone().expect("the same socket"));
        let mut ask = |question: &str| {
            stream.write_all(question.as_bytes()).expect("sent");
            let mut answer = String::new();
            answers.read_line(&mut answer).expect("answered");
            answer
        };
        assert_eq!(ask("{\"version\":2,\"ask\":\"status\"}\n"), "{\"version\":1,\"refused\":\"version\"}\n");
        assert_eq!(ask("what?\n"), "{\"version\":1,\"refused\":\"form\"}\n");
        assert_eq!(ask(&"x".repeat(MAX_QUESTION)), "{\"version\":1,\"refused\":\"length\"}\n");
    });
    asked.await.expect("the screen's side");
    stop.send(()).expect("the courier runs");
    task.await.expect("no panic").expect("no error");
}
