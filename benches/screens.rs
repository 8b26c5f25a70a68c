//! The screens at 1080 x 1920, drawn by the software renderer on one core, as the bare display draws them: into a buffer
//! that is kept, so that only what changed is painted. `make bench`, or `cargo bench --bench screens`.
//!
//! Run as a child of itself for what concerns a whole process: the time from its start to its first frame, its memory with
//! both writing engines, and its memory after many sessions (`SESSIONS`, 10,000).

use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use slint::platform::software_renderer::{MinimalSoftwareWindow, PremultipliedRgbaColor, RepaintBufferType};
use slint::platform::{Platform, PointerEventButton, WindowAdapter, WindowEvent};
use slint::{ComponentHandle, LogicalPosition, PhysicalSize, Rgb8Pixel, SharedPixelBuffer};
use yici::clock::Clock;
use yici::demo::bench::Bench;
use yici::kiosk::Kiosk;
use yici::settings::Settings;
use yici::station::drivers;
use yici_ui::testing;
use yici_ui::{Chrome, Page, PapersAdapter};

const WIDTH: u32 = 1080;
const HEIGHT: u32 = 1920;
const CHILD: &str = "YICI_SCREENS_CHILD";

/// A display of memory, whose time is the real one.
struct Bare {
    window: Rc<MinimalSoftwareWindow>,
    began: Instant,
}

impl Platform for Bare {
    fn create_window_adapter(&self) -> Result<Rc<dyn WindowAdapter>, slint::PlatformError> {
        Ok(Rc::<MinimalSoftwareWindow>::clone(&self.window))
    }

    fn duration_since_start(&self) -> Duration {
        self.began.elapsed()
    }
}

/// A kiosk before which a finger is.
struct Bed {
    kiosk: Kiosk,
    window: Rc<MinimalSoftwareWindow>,
    pixels: Vec<PremultipliedRgbaColor>,
}

impl Bed {
    /// Until nothing changes any more.
    fn open(settings: &Settings) -> Self {
        let mut bed = Self::open_once(settings);
        bed.settle();
        bed
    }

    /// Until the first frame and no longer.
    fn open_once(settings: &Settings) -> Self {
        let window = MinimalSoftwareWindow::new(RepaintBufferType::ReusedBuffer);
        window.set_size(PhysicalSize::new(WIDTH, HEIGHT));
        slint::platform::set_platform(Box::new(Bare { window: window.clone(), began: Instant::now() }))
            .expect("the first platform of this process");
        let kiosk = Kiosk::open_on(drivers::all(settings), settings, Clock::real(), Arc::new(|| {})).expect("a kiosk");
        let pixels = vec![PremultipliedRgbaColor::default(); (WIDTH * HEIGHT) as usize];
        let mut bed = Self { kiosk, window, pixels };
        bed.paint();
        bed
    }

    /// Paints what changed. Gives back whether anything had.
    fn paint(&mut self) -> bool {
        slint::platform::update_timers_and_animations();
        let pixels = &mut self.pixels;
        self.window.draw_if_needed(|renderer| {
            renderer.render(pixels, WIDTH as usize);
        })
    }

    fn settle(&mut self) {
        let start = Instant::now();
        while start.elapsed() < Duration::from_millis(200) {
            self.kiosk.pump();
            self.paint();
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn point(&self, label: &str) -> LogicalPosition {
        let found = testing::find(self.kiosk.screens().app(), label);
        let (x, y) = found
            .unwrap_or_else(|| panic!("no {label} among {:?}", testing::labels(self.kiosk.screens().app())))
            .middle();
        LogicalPosition::new(x, y)
    }

    fn down(&self, position: LogicalPosition) {
        self.window.dispatch_event(WindowEvent::PointerPressed { position, button: PointerEventButton::Left });
    }

    fn up(&self, position: LogicalPosition) {
        self.window.dispatch_event(WindowEvent::PointerReleased { position, button: PointerEventButton::Left });
    }

    fn tap_at(&mut self, position: LogicalPosition) {
        self.down(position);
        // A press inside what scrolls is told from a drag by its length.
        let start = Instant::now();
        while start.elapsed() < Duration::from_millis(110) {
            self.paint();
            std::thread::sleep(Duration::from_millis(2));
        }
        self.up(position);
        self.kiosk.pump();
        self.paint();
    }

    /// Down and up at once: nothing that scrolls lies here.
    fn touch(&mut self, position: LogicalPosition) {
        self.down(position);
        self.up(position);
        self.kiosk.pump();
        self.paint();
    }

    fn page(&self) -> Page {
        self.kiosk.screens().app().global::<Chrome>().get_page()
    }
}

fn main() {
    match std::env::var(CHILD).as_deref() {
        Ok("start") => return child_start(),
        Ok("sessions") => return child_sessions(),
        _ => {}
    }
    let folder = tempfile::tempdir().expect("a folder");
    let bench = Bench::start(folder.path()).expect("a bench");
    let file = bench.settings_file().to_owned();
    println!("screens, {WIDTH} x {HEIGHT}, software renderer, one core");
    starts(&file);
    let settings = bench.settings().expect("settings");
    let mut bed = Bed::open(&settings);
    touches(&mut bed);
    pages(&mut bed);
    scrolls(&mut bed);
    camera(&mut bed);
    idle(&mut bed);
    drop(bed);
    sessions(&file);
}

fn touches(bed: &mut Bed) {
    let point = bed.point("大字");
    let mut times = Vec::new();
    for _ in 0..300 {
        for down in [true, false] {
            std::thread::sleep(Duration::from_millis(1));
            let start = Instant::now();
            if down {
                bed.down(point)
            } else {
                bed.window.dispatch_event(WindowEvent::PointerExited)
            }
            bed.paint();
            times.push(start.elapsed());
            // The colour fades in for a few frames more.
            let fade = Instant::now();
            while fade.elapsed() < Duration::from_millis(100) {
                bed.paint();
                std::thread::sleep(Duration::from_millis(8));
            }
        }
    }
    say("touch -> painted frame", times);
}

fn pages(bed: &mut Bed) {
    if bed.page() == Page::Attract {
        bed.tap_at(LogicalPosition::new(540.0, 1000.0));
        bed.settle();
    }
    let (mut to_search, mut to_home) = (Vec::new(), Vec::new());
    for _ in 0..60 {
        for (label, times) in [("搜一搜", &mut to_search), ("返回", &mut to_home)] {
            let point = bed.point(label);
            bed.down(point);
            bed.paint();
            let start = Instant::now();
            bed.up(point);
            bed.kiosk.pump();
            bed.paint();
            times.push(start.elapsed());
            bed.settle();
        }
    }
    println!("{:>46}  {:?} and {:?}", "the first of each", to_search[0], to_home[0]);
    say("finger up -> the page for searching painted", to_search);
    say("finger up -> the home page painted", to_home);
}

fn scrolls(bed: &mut Bed) {
    let position = LogicalPosition::new(540.0, 1100.0);
    let mut times = Vec::new();
    for step in 0..400 {
        let delta_y = if step / 20 % 2 == 0 { -24.0 } else { 24.0 };
        let start = Instant::now();
        bed.window.dispatch_event(WindowEvent::PointerScrolled { position, delta_x: 0.0, delta_y });
        if bed.paint() {
            times.push(start.elapsed());
        }
    }
    say("a step of scrolling", times);
}

/// The camera's picture changes; the corners and the notice of its use lie over it.
fn camera(bed: &mut Bed) {
    let app = bed.kiosk.screens().app().clone_strong();
    let papers = app.global::<PapersAdapter>();
    let before = bed.page();
    papers.set_camera_open(true);
    app.global::<Chrome>().set_page(Page::Papers);
    bed.paint();
    let mut times = Vec::new();
    for shade in 0..300_u32 {
        let mut picture = SharedPixelBuffer::<Rgb8Pixel>::new(1280, 720);
        let grey = u8::try_from(shade % 256).unwrap_or(0);
        picture.make_mut_slice().fill(Rgb8Pixel { r: grey, g: grey, b: grey });
        let start = Instant::now();
        papers.set_live(slint::Image::from_rgb8(picture));
        bed.paint();
        times.push(start.elapsed());
    }
    let mean = times.iter().sum::<Duration>().as_secs_f64() / 300.0;
    say("a camera frame of 1280 x 720 with overlay", times);
    println!("{:>46}  {:5.2} % of a core at 30 a second", "", mean * 30.0 * 100.0);
    papers.set_camera_open(false);
    app.global::<Chrome>().set_page(before);
}

/// The visit is ended as a citizen ends it: a page that is only set is put back by the next tick.
fn idle(bed: &mut Bed) {
    let leave = bed.point("离开");
    bed.tap_at(leave);
    bed.settle();
    assert_eq!(bed.page(), Page::Attract, "the visit has ended");
    let (before, screen, start) = (processor_time(), thread_time(), Instant::now());
    while start.elapsed() < Duration::from_secs(20) {
        bed.kiosk.pump();
        bed.paint();
        std::thread::sleep(Duration::from_millis(250));
    }
    let share = |spent: Duration| spent.as_secs_f64() / start.elapsed().as_secs_f64() * 100.0;
    let (all, screen) = (share(processor_time() - before), share(thread_time() - screen));
    println!("{:>46}  {screen:5.2} % of a core", "attract page, idle: the screen's own thread");
    println!("{:>46}  {all:5.2} % of a core", "with devices, simulators and the platform");
}

/// Of the screen's thread.
fn thread_time() -> Duration {
    spent(std::path::Path::new("/proc/thread-self")).expect("Linux")
}

/// Of all threads of this process.
fn processor_time() -> Duration {
    let tasks = std::fs::read_dir("/proc/self/task").expect("Linux");
    tasks.flatten().filter_map(|task| spent(&task.path())).sum()
}

fn spent(task: &std::path::Path) -> Option<Duration> {
    let line = std::fs::read_to_string(task.join("schedstat")).ok()?;
    line.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}

/// Resident memory, in MB.
fn resident() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("VmRSS");
    let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse().expect("a number");
    kilobytes / 1024.0
}

fn child(what: &str, file: &std::path::Path) -> String {
    let program = std::env::current_exe().expect("this program");
    let output =
        std::process::Command::new(program).env(CHILD, what).env("YICI_SETTINGS", file).output().expect("a child");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn child_settings() -> Settings {
    let file = std::env::var_os("YICI_SETTINGS").expect("the parent's settings");
    Settings::read(std::path::Path::new(&file)).expect("settings")
}

fn child_start() {
    let bed = Bed::open_once(&child_settings());
    println!("{:.1}", resident());
    drop(bed);
}

/// From the start of the process to the first frame, which takes touches.
fn starts(file: &std::path::Path) {
    let mut memory = Vec::new();
    let times = (0..10).map(|_| {
        let start = Instant::now();
        memory.push(child("start", file));
        start.elapsed()
    });
    say("start of the process -> first frame, and its end", times.collect());
    println!("{:>46}  {} MB", "resident then, with both writing engines", memory.last().expect("ten").trim());
}

fn sessions(file: &std::path::Path) {
    print!("{}", child("sessions", file));
}

/// Citizens who begin, look at a matter, and leave.
fn child_sessions() {
    let sessions: u32 = std::env::var("SESSIONS").ok().and_then(|count| count.parse().ok()).unwrap_or(10_000);
    let mut bed = Bed::open(&child_settings());
    let mut marks = Vec::new();
    let everywhere = LogicalPosition::new(540.0, 1000.0);
    // Where things are is looked for once: it does not change, and takes longer than the session.
    let (mut search, mut leave) = (None, None);
    for session in 1..=sessions {
        bed.touch(everywhere);
        let at = *search.get_or_insert_with(|| bed.point("搜一搜"));
        bed.touch(at);
        assert_eq!(bed.page(), Page::Search, "session {session}");
        let at = *leave.get_or_insert_with(|| bed.point("离开"));
        bed.touch(at);
        assert_eq!(bed.page(), Page::Attract, "session {session} has ended");
        if [sessions / 10, sessions / 2, sessions].contains(&session) {
            marks.push(format!("{session}: {:.1} MB", resident()));
        }
    }
    println!("{:>46}  {}", "resident after so many sessions", marks.join(", "));
}

fn say(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |part: usize| times[(times.len() * part / 100).min(times.len() - 1)].as_secs_f64() * 1e3;
    println!("{what:>46}  p50 {:6.2} ms   p99 {:6.2} ms   of {}", at(50), at(99), times.len());
}
