//! A technician sets a kiosk up at its own screen, word by word as `docs/technician.md` says, and it serves.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;
use yici::courier::identity;
use yici::demo::bench::Bench;
use yici::demo::citizen::Citizen;
use yici::demo::page::{Act, KIOSK, steps};
use yici::settings::Settings;
use yici::setup::{Ground, Setup};
use yici_hardware::qr_scanner::camera_scanner;
use yici_hardware::qr_scanner::simulator::Suffix;
use yici_hardware::{Frame, Personal};
use yici_platform::Behaviour;

/// A bench whose kiosk has no settings: what is the same for a fleet lies in `fleet`, and of the ports the settings know
/// nothing.
struct New {
    bench: Bench,
    folder: TempDir,
}

impl New {
    fn kiosk() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let bench = Bench::start(&folder.path().join("bench")).expect("a bench");
        let fleet = folder.path().join("fleet");
        fs::create_dir(&fleet).expect("made");
        for name in ["ca.pem", "receipt.pub", "seal.pub", "identity.pub"] {
            fs::copy(bench.folder().join("platform").join(name), fleet.join(name)).expect("the platform's files");
        }
        let at = bench.folder().display();
        let common = fs::read_to_string(bench.settings_file()).expect("the bench's settings");
        let common = common
            .replace(&format!("{at}/ports/card-reader"), "/dev/yici/reader")
            .replace(&format!("{at}/ports/receipt-printer"), "/dev/yici/printer")
            .replace("\"ports/", &format!("\"{at}/ports/"));
        fs::write(fleet.join("common.toml"), common).expect("written");
        Self { bench, folder }
    }

    fn ground(&self) -> Ground {
        let at = self.folder.path();
        Ground {
            fleet: at.join("fleet"),
            out: at.join("run/setup"),
            said: at.join("run/setup.said"),
            settings: at.join("etc/kiosk.toml"),
            ports: vec![(self.bench.folder().join("ports"), vec!["card-reader", "receipt", "qr", "camera", "face"])],
            net: at.join("net"),
            requests: at.join("run/requests"),
        }
    }

    fn technician(&self) -> Citizen<Setup> {
        let technician = Citizen::before_a_new_kiosk(self.ground()).expect("a screen");
        match std::env::var_os("YICI_PICTURES") {
            Some(folder) => technician.with_pictures(folder.as_ref()),
            None => technician,
        }
    }

    /// At the page of the line, which is down.
    fn technician_without_a_line(&self, token: &str) -> Citizen<Setup> {
        let mut technician = self.technician();
        let steps = steps().expect("the page's steps");
        self.bench.platform.behave(Behaviour::Absent);
        // But for the trials of the devices, steps 8 and 9.
        for act in steps[..7].iter().flat_map(|step| &step.acts) {
            act.follow(&mut technician, token).expect("as the page says");
        }
        technician.touch("下一步").expect("past the devices");
        technician.wait_for("平台连不上：先查网线").expect("whose job it is");
        technician
    }

    /// As the image's script does: the folder is the kiosk's settings from now on.
    fn install(&self) -> PathBuf {
        let etc = self.folder.path().join("etc");
        fs::rename(self.ground().out, &etc).expect("taken");
        etc.join("kiosk.toml")
    }

    /// What the kiosk does next: it is enrolled, and serves.
    fn serves_as(&self, name: &str) {
        let file = self.install();
        let settings = Settings::read(&file).expect("the settings");
        assert_eq!(settings.kiosk.name, name);
        let token = fs::read_to_string(file.with_file_name("courier").join("token")).expect("the token");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(identity::enrol(&settings, &token)).expect("the platform enrols it");
        let mut citizen = Citizen::arrive_at(&file).expect("the kiosk opens");
        citizen.wait_for("点击屏幕任意位置开始").expect("it serves");
    }
}

#[test]
fn the_page_for_the_technician_is_followed_word_by_word_and_the_kiosk_serves() {
    let new = New::kiosk();
    let token = new.bench.platform.invite(KIOSK).expect("a token");
    let steps = steps().expect("the page's steps");
    assert_eq!(steps.len(), 13, "the page's steps: {steps:?}");
    let mut technician = new.technician();
    let (last, before) = steps.split_last().expect("steps");
    let mut confirmed = false;
    for step in before {
        for act in &step.acts {
            if step.lays_a_card() && act.tries() {
                new.bench.lay_card().expect("a card");
            }
            act.follow(&mut technician, &token).expect("as the page says");
            assert!(!new.ground().settings.exists(), "nothing writes the settings but who has the right to");
            confirmed |= act.confirms();
            assert!(confirmed || !new.ground().out.exists(), "nothing is laid down before the last touch");
        }
        if step.lays_a_card() {
            new.bench.reader.lift();
        }
    }
    let label = new.bench.printer.receipts().pop().expect("a label").text;
    assert!(label.contains(KIOSK) && label.contains("幸福村"), "{label}");
    drop(technician);
    assert_eq!(last.acts, [Act::See("点击屏幕任意位置开始")]);
    new.serves_as(KIOSK);
    let settings = Settings::read(&new.folder.path().join("etc/kiosk.toml")).expect("the settings");
    assert_eq!(settings.kiosk.site.en, "Xingfu Village");
    assert_eq!(
        (settings.display.width_mm, settings.display.height_mm),
        (Some(398), Some(708)),
        "a touch larger and one smaller"
    );
}

#[test]
fn a_printed_code_held_to_the_scanner_fills_everything_in() {
    let new = New::kiosk();
    let token = new.bench.platform.invite("village-002").expect("a token");
    let out = new.folder.path().join("sticks");
    let code = printed_code(&new, &token, &out);
    let mut technician = new.technician();
    technician.touch("用设置码").expect("the way");
    technician.wait_for("对准扫码窗口").expect("it is asked for");
    assert!(new.bench.scanner.present(b"https://platform.example/p/1", Suffix::CrLf));
    technician.wait_for("这不是设置码").expect("another code is told");
    assert!(new.bench.scanner.present(code.as_bytes(), Suffix::CrLf));
    technician.wait_for("和平村").expect("read");
    technician.touch("填好了").expect("looked over");
    technician.touch("一样大了").expect("the card");
    technician.wait_for("打勾的应答正常").expect("the devices");
    technician.touch("下一步").expect("on");
    technician.wait_for("平台应答正常").expect("the line");
    technician.touch("下一步").expect("on");
    technician.touch("打印标签，完成设置").expect("the end");
    technician.wait_for("设置完成").expect("laid down");
    drop(technician);
    new.serves_as("village-002");
}

/// What `yici provision --codes` prints, read back from the paper.
fn printed_code(new: &New, token: &str, out: &Path) -> String {
    let fleet = new.folder.path().join("fleet");
    let table = new.folder.path().join("kiosks.csv");
    let mut written = fs::File::create(&table).expect("a table");
    writeln!(written, "name,token,kiosk.site.zh,kiosk.site.en\nvillage-002,{token},和平村,Heping Village")
        .expect("written");
    let mut run = Command::new(env!("CARGO_BIN_EXE_yici"));
    run.arg("provision").arg(&table).arg("--settings").arg(fleet.join("common.toml"));
    let ran = run.arg("--platform").arg(&fleet).arg("--out").arg(out).arg("--codes").output().expect("it runs");
    assert!(ran.status.success(), "{ran:?}");
    let sheet = fs::read_to_string(out.join("codes.html")).expect("the sheet");
    assert!(sheet.contains("village-002") && sheet.contains("和平村") && sheet.contains("等同于钥匙"));
    read_from_paper(&sheet)
}

/// What a scanner reads of the page: its code is drawn and looked for as in a camera's picture.
fn read_from_paper(sheet: &str) -> String {
    const EACH: usize = 4;
    let between = |begin: &str, end: char| sheet.split_once(begin).and_then(|(_, rest)| Some(rest.split_once(end)?.0));
    let side: usize = between("viewBox=\"0 0 ", ' ').and_then(|side| side.parse().ok()).expect("its size");
    let width = side * EACH;
    let mut rgb = vec![255; width * width * 3];
    for module in between("d=\"M", '"').expect("its dark modules").split('M') {
        let (x, rest) = module.split_once(' ').expect("a place");
        let y = rest.split_once('h').expect("a place").0;
        let (x, y): (usize, usize) = (x.parse().expect("a number"), y.parse().expect("a number"));
        for line in y * EACH..(y + 1) * EACH {
            let at = (line * width + x * EACH) * 3;
            rgb[at..at + EACH * 3].fill(0);
        }
    }
    let pixels = u32::try_from(width).expect("a page");
    let frame = Frame { width: pixels, height: pixels, rgb: Personal::new(rgb) };
    let scan = camera_scanner::find(&frame).expect("a code");
    String::from_utf8(scan.bytes().reveal().clone()).expect("ASCII")
}

#[test]
fn a_platform_that_does_not_answer_is_somebodys_job_and_a_token_is_not_used_up() {
    let new = New::kiosk();
    let token = new.bench.platform.invite(KIOSK).expect("a token");
    let mut technician = new.technician_without_a_line(&token);
    new.bench.platform.behave(Behaviour::Normal);
    technician.touch("再试一次").expect("the button");
    technician.wait_for("平台应答正常").expect("it answers");
    assert!(!technician.can_touch("再试一次"), "there is nothing to try again");
}

#[test]
fn a_place_without_a_cable_has_its_wifi_written_at_the_screen() {
    let new = New::kiosk();
    let token = new.bench.platform.invite(KIOSK).expect("a token");
    let requests = new.ground().requests;
    fs::create_dir_all(&requests).expect("made");
    let mut technician = new.technician_without_a_line(&token);
    technician.picture("line").expect("a picture");
    technician.touch("无线网络").expect("the way");
    technician.touch("无线网络名称").expect("its name");
    let write = |technician: &mut Citizen<Setup>, text| Act::Write(text).follow(technician, &token).expect("written");
    write(&mut technician, "Xingfu-2");
    technician.touch("下一项").expect("on");
    write(&mut technician, "Sesame;open \\#1\"");
    technician.picture("marks").expect("a picture");
    technician.touch("完成").expect("done");
    technician.picture("wifi").expect("a picture");

    for (answer, seen) in [("failed\n密码不对：请向场地方核对\n", "密码不对"), ("done\n", "平台应答正常")]
    {
        let asked = asked(&requests, answer);
        if seen == "平台应答正常" {
            new.bench.platform.behave(Behaviour::Normal);
            technician.touch("再试一次").expect("the button");
        } else {
            technician.touch("连接").expect("the button");
        }
        technician.wait_for(seen).expect("what came of it");
        assert_eq!(asked.join().expect("asked"), "wifi\nXingfu-2\nSesame;open \\#1\"\n\n\n");
    }
    technician.touch("下一步").expect("on");
    technician.touch("打印标签，完成设置").expect("the end");
    technician.wait_for("设置完成").expect("laid down");
    let laid = new.ground().out;
    assert_eq!(fs::read_to_string(laid.join("network")).expect("the line"), "wifi\nXingfu-2\nSesame;open \\#1\"\n\n");
    let settings = fs::read_to_string(laid.join("kiosk.toml")).expect("the settings");
    assert!(!settings.contains("Sesame"), "every process of the kiosk reads the settings");
}

/// In the place of the image's unit, which takes lines up: answers the next question, and says what it was.
fn asked(requests: &Path, answer: &'static str) -> std::thread::JoinHandle<String> {
    let (question, folder) = (requests.join("network.ask"), requests.to_owned());
    std::thread::spawn(move || {
        let start = std::time::Instant::now();
        while !question.exists() {
            assert!(start.elapsed().as_secs() < 120, "nothing was asked");
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        let asked = fs::read_to_string(&question).expect("the question");
        fs::remove_file(&question).expect("taken away");
        let aside = folder.join("answer");
        fs::write(&aside, answer).expect("written");
        fs::rename(aside, folder.join("network.answer")).expect("answered");
        asked
    })
}
