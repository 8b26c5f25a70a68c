//! Does what the wizard orders, on a thread of its own: a port that says nothing must not freeze the screen.

use super::ground::Ground;
use super::{News, Order, label, ports};
use crate::courier::LineWord;
use crate::platform::{self, NotEnrolled};
use crate::session::service::Outcome;
use crate::settings::Settings;
use crate::station::drivers;
use crate::technician::provision::{self, Kiosk, Public};
use crate::technician::readiness;
use crate::technician::service::request;
use crate::technician::service::tasks::{interfaces, whose};
use crate::text::Text;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;
use yici_hardware::qr_scanner::Scan;
use yici_hardware::qr_scanner::camera_scanner;
use yici_hardware::{Camera, Fault, QrScanner};

/// Between two looks at a scanner that fails.
const LOOKS: Duration = Duration::from_millis(500);

/// The thread's other end.
pub(super) struct Desk {
    orders: Sender<Order>,
}

impl Desk {
    /// With what is the same for a fleet: the platform's files, and the settings, which say how a code is read before anything
    /// else is known.
    pub(super) fn start(
        ground: Ground,
        public: Option<Public>,
        common: Option<Settings>,
        report: impl Fn(News) + Send + 'static,
    ) -> Self {
        let (orders, receiver) = channel();
        let work = Work { ground, public, common, report };
        std::thread::spawn(move || work.run(&receiver));
        Self { orders }
    }

    pub(super) fn order(&self, order: Order) {
        let _ = self.orders.send(order);
    }
}

/// What reads a code.
enum Scanner {
    Own(Box<dyn QrScanner>),
    Camera(Box<dyn Camera>),
}

impl Scanner {
    fn scan(&mut self) -> Result<Option<Scan>, Fault> {
        match self {
            Self::Own(scanner) => scanner.scan(),
            Self::Camera(camera) => Ok(camera_scanner::find(&camera.frame()?)),
        }
    }
}

struct Work<R> {
    ground: Ground,
    public: Option<Public>,
    common: Option<Settings>,
    report: R,
}

impl<R: Fn(News)> Work<R> {
    fn run(self, orders: &Receiver<Order>) {
        let mut scanner: Option<Scanner> = None;
        loop {
            let order = match &mut scanner {
                None => orders.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(listening) => {
                    let wait = self.listen(listening);
                    orders.recv_timeout(wait)
                }
            };
            match order {
                Ok(Order::Listen(true)) => scanner = self.scanner(),
                Ok(Order::Listen(false)) => scanner = None,
                Ok(order) => self.work(order),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// The scanner that the fleet's settings name, and otherwise the document camera.
    fn scanner(&self) -> Option<Scanner> {
        let common = self.common.as_ref()?;
        Some(match &common.qr_scanner {
            Some(scanner) => Scanner::Own(drivers::qr_scanner(scanner)),
            None => Scanner::Camera(drivers::camera(&common.document_camera)),
        })
    }

    /// Looks once; says how long to wait before the next look.
    fn listen(&self, scanner: &mut Scanner) -> Duration {
        match scanner.scan() {
            Ok(Some(scan)) => {
                (self.report)(News::Code(provision::read_code(scan.bytes().reveal())));
                Duration::ZERO
            }
            Ok(None) => Duration::ZERO,
            Err(_) => LOOKS,
        }
    }

    fn work(&self, order: Order) {
        let news = match order {
            Order::Listen(_) => return,
            Order::Probe(settings) => News::Probed(ports::probe(&self.ground, &settings)),
            Order::TryAll(settings) => News::Tried(readiness::devices(&settings)),
            Order::Try(thing, settings) => News::Tried(vec![readiness::device(&settings, thing)]),
            Order::TryByHand(thing, settings) => News::TriedByHand(thing, readiness::by_hand(&settings, thing)),
            Order::Line(kiosk, settings) => News::Line(self.line(&kiosk, &settings)),
            Order::Label(kiosk, settings, moment) => News::Labelled(label::print(&kiosk, &settings, moment)),
            Order::LayDown(kiosk) => News::LaidDown(self.lay_down(&kiosk).map_err(|error| format!("{error:#}"))),
        };
        (self.report)(news);
    }

    fn lay_down(&self, kiosk: &Kiosk) -> anyhow::Result<()> {
        let public = self.public.as_ref().ok_or_else(|| anyhow::anyhow!("this image has no platform's files"))?;
        provision::lay_down(&self.ground.out, kiosk, public)
    }

    /// The interfaces, and in the last line how the platform is and whose job it is.
    fn line(&self, kiosk: &Kiosk, settings: &Settings) -> Outcome {
        let taken_up =
            kiosk.wireless.as_ref().map(|line| request::ask(&self.ground.requests, "network", &line.lines()));
        let mut lines = interfaces(&self.ground.net);
        if let Some(outcome) = taken_up.filter(|outcome| !outcome.done) {
            lines.extend(outcome.lines);
            return Outcome { done: false, lines };
        }
        let authority = self.public.as_ref().map(Public::authority).unwrap_or_default();
        let row = &kiosk.row;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let knocked = match runtime {
            Ok(runtime) => runtime.block_on(platform::knock(&settings.platform.url, &authority, &row.name, &row.token)),
            Err(error) => {
                lines.push(Text::new(format!("程序错误，请报告：{error}"), error.to_string()));
                return Outcome { done: false, lines };
            }
        };
        let (done, said) = match knocked {
            Ok(()) => (true, words(whose(LineWord::Up, ""))),
            Err(NotEnrolled::Line(fault)) => (false, words(whose(LineWord::Down, fault.code()))),
            Err(NotEnrolled::Connection(error)) => (
                false,
                Text::new(
                    format!("平台地址或系统里的平台证书有误：请核对平台地址，再联系制作系统的单位。{error}"),
                    error.to_string(),
                ),
            ),
            Err(error @ NotEnrolled::Refused { .. }) => (
                false,
                Text::new("平台不认本机名称或口令：请与平台运维单位核对，返回更正".to_owned(), error.to_string()),
            ),
        };
        lines.push(said);
        Outcome { done, lines }
    }
}

fn words((zh, en): (&str, &str)) -> Text {
    Text::new(zh, en)
}
