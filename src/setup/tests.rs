//! Claims about the wizard, without a device, a screen or a wait.

use super::*;
use crate::clock::Clock;
use crate::session::view::{PageView, View};
use crate::technician::provision;
use yici_hardware::Actor;

const COMMON: &str = include_str!("../../docs/kiosk.toml");

struct Hand {
    wizard: Wizard,
    clock: Clock,
}

impl Hand {
    fn new() -> Self {
        let clock = Clock::by_hand();
        Self { wizard: Wizard::new(COMMON.parse().ok(), (1080, 1920), clock.now()), clock }
    }

    fn on(&mut self, event: Event) -> Vec<Order> {
        self.wizard.on(event, self.clock.now())
    }

    fn touch(&mut self, touch: Touch) -> Vec<Order> {
        self.on(Event::Touch(touch))
    }

    fn choose(&mut self, key: &str) -> Vec<Order> {
        self.touch(Touch::Choose(key.into()))
    }

    fn view(&self) -> SetupView {
        let View { page: PageView::Setup(page), .. } = self.wizard.view() else { panic!("a page of the wizard's") };
        page
    }

    fn write(&mut self, key: &str, text: &str) {
        self.touch(Touch::Edit(key.into()));
        self.touch(Touch::EraseAll);
        self.touch(Touch::Write(text.into()));
        self.touch(Touch::CloseSheet);
    }

    fn fill_in(&mut self) {
        self.choose("hand");
        self.write("kiosk.name", "village-001");
        self.write("kiosk.site.zh", "幸福村");
        self.write("kiosk.site.en", "Xingfu Village");
        self.write("token", "7Fq2-xW9");
        self.touch(Touch::Next);
    }

    /// From the panel's page on; gives back what is ordered there.
    fn reach_the_line(&mut self) -> Vec<Order> {
        self.touch(Touch::Next);
        self.on(Event::News(News::Probed(Vec::new())));
        self.on(Event::News(News::Tried(vec![well(Thing::CardReader)])));
        self.touch(Touch::Next)
    }

    /// To the report; every device answers, as far as this test's finding says.
    fn reach_the_report(&mut self) {
        self.fill_in();
        self.reach_the_line();
        self.on(Event::News(News::Line(Outcome::done("平台应答正常", "the platform answers"))));
        self.touch(Touch::Next);
        self.on(Event::News(News::Tried(vec![well(Thing::CardReader)])));
    }
}

fn well(thing: Thing) -> Finding {
    Finding {
        thing, state: yici_document::State::Ready, said: Text::new("应答正常", "answers"), actor: Actor::Nobody
    }
}

fn laid_down(orders: &[Order]) -> Option<&Kiosk> {
    orders.iter().find_map(|order| match order {
        Order::LayDown(kiosk) => Some(&**kiosk),
        _ => None,
    })
}

#[test]
fn by_hand_the_outcome_is_what_a_table_of_one_row_makes() {
    let mut hand = Hand::new();
    hand.reach_the_report();
    assert!(matches!(hand.touch(Touch::Next)[..], [Order::Label(..)]), "the label comes first");
    let orders = hand.on(Event::News(News::Labelled(Outcome::done("已打印", "printed"))));
    let made = laid_down(&orders).expect("laid down");
    let table = "name,token,kiosk.site.zh,kiosk.site.en,platform.url,display.width-mm,display.height-mm\n\
                 village-001,7Fq2-xW9,幸福村,Xingfu Village,https://platform.example,398,708\n";
    let row = provision::kiosks(table.as_bytes(), COMMON).unwrap_or_default();
    assert_eq!(made.settings, row[0].settings);
    assert_eq!(made.row.token, "7Fq2-xW9");
}

#[test]
fn nothing_is_laid_down_before_the_last_page_and_then_once() {
    let mut hand = Hand::new();
    hand.reach_the_report();
    assert!(hand.view().main.contains("完成设置"));
    hand.touch(Touch::Next);
    assert!(hand.touch(Touch::Next).is_empty(), "touched twice");
    let printed = || Event::News(News::Labelled(Outcome::done("已打印", "printed")));
    assert_eq!(hand.on(printed()).len(), 1);
    assert!(hand.on(printed()).is_empty());
    hand.on(Event::News(News::LaidDown(Ok(()))));
    assert!(hand.view().title.contains("设置完成") && hand.view().main.is_empty());
    for touch in [Touch::Next, Touch::Back, Touch::Choose("hand".into())] {
        assert!(hand.touch(touch).is_empty(), "it is over");
    }
}

#[test]
fn what_was_not_written_or_not_taken_is_said_and_tried_again() {
    let mut hand = Hand::new();
    hand.reach_the_report();
    hand.touch(Touch::Next);
    hand.on(Event::News(News::Labelled(Outcome::failed("没有打印", "not printed"))));
    hand.on(Event::News(News::LaidDown(Ok(()))));
    hand.on(Event::News(News::Stick("no room".into())));
    assert!(hand.view().trouble && hand.view().note.contains("no room"));
    assert!(matches!(hand.touch(Touch::Next)[..], [Order::Label(..)]));
}

#[test]
fn a_blank_that_is_wrong_is_opened_with_what_is_wanted() {
    let mut hand = Hand::new();
    hand.choose("hand");
    hand.write("kiosk.name", "village 1");
    hand.touch(Touch::Next);
    let (sheet, exact) = hand.view().sheet.expect("opened");
    assert!(exact && sheet.key == "kiosk.name" && sheet.complaint.contains("字母、数字"), "{}", sheet.complaint);
    hand.touch(Touch::CloseSheet);
    hand.write("kiosk.name", "village-001");
    hand.touch(Touch::Next);
    let (sheet, exact) = hand.view().sheet.expect("the next one");
    assert!(!exact && sheet.key == "kiosk.site.zh", "Chinese by pinyin");
}

#[test]
fn a_code_fills_everything_in_and_the_rest_is_looked_at_as_by_hand() {
    let mut hand = Hand::new();
    assert!(matches!(hand.choose("code")[..], [Order::Listen(true)]));
    hand.on(Event::News(News::Code(Err(NotACode::Garbled))));
    assert!(hand.view().trouble && hand.view().note.contains("没有读完整"));
    let set = [
        ("kiosk.site.zh", "和平村"),
        ("kiosk.site.en", "Heping"),
        ("display.reach-mm", "850"),
        ("display.width-mm", "701"),
        ("display.height-mm", "394"),
    ];
    let set = set.map(|(key, value)| (key.to_owned(), value.to_owned())).to_vec();
    let row = Row { name: "village-002".into(), token: "k3Lm-0Zr".into(), set };
    assert!(matches!(hand.on(Event::News(News::Code(Ok(row))))[..], [Order::Listen(false)]));
    assert_eq!(hand.view().fields[1].value.reveal(), "和平村");
    hand.touch(Touch::Next);
    let orders = hand.touch(Touch::Next);
    let [Order::Probe(settings)] = &orders[..] else { panic!("it goes on") };
    assert_eq!((settings.kiosk.name.as_str(), settings.display.reach_mm), ("village-002", 850));
    let said = (settings.display.width_mm, settings.display.height_mm);
    assert_eq!(said, (Some(701), Some(394)), "nobody has measured anything else");
}

#[test]
fn a_card_of_the_right_size_measures_the_panel() {
    let mut hand = Hand::new();
    hand.fill_in();
    assert!(hand.view().note.contains("398 × 708 mm"), "{}", hand.view().note);
    for _ in 0..20 {
        hand.choose("20");
    }
    hand.choose("2");
    assert!(hand.view().note.contains("139 × 247 mm"), "a panel of eleven inches: {}", hand.view().note);
    for _ in 0..100 {
        hand.choose("-20");
    }
    assert_eq!(hand.view().card, Some(16), "a bound below");
}

#[test]
fn what_answers_on_a_port_is_written_down_and_what_is_not_there_left_out() {
    let common = format!("{COMMON}\n[qr-scanner]\ndriver = \"serial\"\nport = \"/dev/yici/scanner\"\n");
    let mut hand = Hand::new();
    hand.wizard = Wizard::new(common.parse().ok(), (1080, 1920), hand.clock.now());
    hand.fill_in();
    hand.touch(Touch::Next);
    let port = |path: &str, answers| Port { path: path.into(), answers };
    let ports =
        vec![port("/dev/ttyS0", None), port("/dev/ttyUSB3", Some(Thing::CardReader)), port("/dev/usb/lp0", None)];
    hand.on(Event::News(News::Probed(ports)));
    let scanner = Finding { state: yici_document::State::Mend, ..well(Thing::QrScanner) };
    hand.on(Event::News(News::Tried(vec![well(Thing::CardReader), well(Thing::ReceiptPrinter), scanner])));

    hand.choose("receipt-printer");
    let offered: Vec<_> = hand.view().picks.into_iter().map(|pick| pick.key).collect();
    assert_eq!(offered, ["/dev/ttyS0", "/dev/ttyUSB3", "/dev/usb/lp0"], "it cannot be left out");
    let orders = hand.choose("/dev/usb/lp0");
    let [Order::Try(Thing::ReceiptPrinter, settings)] = &orders[..] else { panic!("it is tried") };
    assert!(matches!(&settings.receipt_printer,
        crate::settings::ReceiptPrinter::EscposFile { path, .. } if path.ends_with("lp0")));
    assert!(matches!(&settings.card_reader,
        crate::settings::CardReader::Gat467Serial { port, .. } if port == "/dev/ttyUSB3"));
    assert!(hand.view().busy && hand.touch(Touch::Back).is_empty(), "one thing at a time");
    hand.on(Event::News(News::Tried(vec![well(Thing::ReceiptPrinter)])));
    hand.touch(Touch::Back);

    hand.choose("qr-scanner");
    let orders = hand.choose("-");
    let [Order::Try(Thing::QrScanner, settings)] = &orders[..] else { panic!("it is asked for") };
    assert!(settings.qr_scanner.is_none());
}

#[test]
fn a_line_that_is_down_says_whose_job_it_is_and_may_come_later() {
    let mut hand = Hand::new();
    hand.fill_in();
    hand.touch(Touch::Next);
    hand.on(Event::News(News::Probed(Vec::new())));
    hand.on(Event::News(News::Tried(Vec::new())));
    assert!(matches!(hand.touch(Touch::Next)[..], [Order::Line(..)]));
    hand.on(Event::News(News::Line(Outcome::failed("先查网线（现场人员）", "the cable first (clerk)"))));
    assert!(hand.view().trouble && hand.view().note.contains("现场人员"));
    assert!(matches!(hand.touch(Touch::Next)[..], [Order::Line(..)]), "tried again");
    hand.on(Event::News(News::Line(Outcome::failed("先查网线（现场人员）", "the cable first (clerk)"))));
    assert!(matches!(hand.choose("later")[..], [Order::TryAll(_)]));
    hand.on(Event::News(News::Tried(vec![well(Thing::CardReader)])));
    assert!(hand.view().note.contains("还没有网络") && !hand.view().main.is_empty());
}

#[test]
fn an_image_of_no_fleet_offers_a_stick_and_nothing_else() {
    let mut hand = Hand::new();
    hand.wizard = Wizard::new(None, (1080, 1920), hand.clock.now());
    assert_eq!(hand.view().picks.len(), 1);
    assert!(hand.choose("hand").is_empty() && hand.choose("code").is_empty());
    assert_eq!(hand.view().picks.len(), 1, "still at the first page");
    hand.choose("stick");
    hand.on(Event::News(News::Stick("U盘里缺少 yici/kiosk.toml".into())));
    assert!(hand.view().trouble && hand.view().note.contains("kiosk.toml"));
    hand.on(Event::News(News::Stick(String::new())));
    assert!(!hand.view().trouble, "another one was put in");
}

#[test]
fn every_port_that_is_offered_may_be_opened_by_the_units_that_are_to_open_it() {
    for unit in ["yici-setup", "yici-screen"] {
        let file = format!("{}/systemd/{unit}.service", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(file).expect("a unit");
        for (folder, begins) in Ground::of_the_image().ports {
            // As /proc/devices calls them. The names that stay are links to these.
            let groups = match folder.to_str() {
                Some("/dev/usb") => vec!["usb"],
                Some("/dev/v4l/by-id") => vec!["video4linux"],
                Some("/dev") => begins,
                _ => continue,
            };
            for group in groups {
                assert!(text.contains(&format!("\nDeviceAllow=char-{group} rw\n")), "{unit} cannot open {group}");
            }
        }
    }
}

#[test]
fn a_kiosk_without_a_cable_is_given_wifi_where_the_line_failed() {
    let mut hand = Hand::new();
    hand.fill_in();
    let asked = hand.reach_the_line();
    assert!(matches!(&asked[..], [Order::Line(kiosk, _)] if kiosk.wireless.is_none()), "the cable first");
    hand.on(Event::News(News::Line(Outcome::failed("平台连不上", "the platform cannot be reached"))));
    let picks: Vec<_> = hand.view().picks.iter().map(|pick| (pick.key.clone(), pick.selected)).collect();
    assert_eq!(
        picks,
        [("cable", true), ("wifi", false), ("card", false), ("later", false)].map(|(k, s)| (k.into(), s))
    );

    assert!(hand.choose("wifi").is_empty());
    assert!(hand.touch(Touch::Next).is_empty(), "a network has a name");
    let (sheet, exact) = hand.view().sheet.expect("the name is asked for");
    assert!(exact && sheet.key == "wifi.name" && !sheet.complaint.is_empty());
    hand.touch(Touch::Write("Xingfu-2".into()));
    hand.touch(Touch::NextField);
    hand.touch(Touch::Write("sesame".into()));
    hand.touch(Touch::CloseSheet);
    assert!(hand.touch(Touch::Next).is_empty(), "too short a password");
    hand.write("wifi.passphrase", "sesame;open #1");
    let asked = hand.touch(Touch::Next);
    let [Order::Line(kiosk, _)] = &asked[..] else { panic!("the line is tried") };
    let lines = kiosk.wireless.as_ref().map(provision::Wireless::lines);
    assert_eq!(lines.as_deref(), Some("wifi\nXingfu-2\nsesame;open #1\n\n"));
    assert!(!kiosk.settings.contains("sesame"));

    hand.on(Event::News(News::Line(Outcome::failed("密码不对", "wrong password"))));
    assert!(hand.view().picks.iter().any(|pick| pick.key == "wifi" && pick.selected));
    assert!(
        matches!(&hand.choose("cable")[..], [Order::Line(kiosk, _)] if kiosk.wireless.is_none()),
        "back to the cable"
    );
}

#[test]
fn a_card_may_need_no_words_and_a_code_may_bring_the_line() {
    let mut hand = Hand::new();
    hand.choose("code");
    let row = Row {
        name: "village-001".into(),
        token: "7Fq2-xW9".into(),
        set: [("kiosk.site.zh", "幸福村"), ("kiosk.site.en", "Xingfu"), ("sim.access-point", "auto")]
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .to_vec(),
    };
    hand.on(Event::News(News::Code(Ok(row))));
    hand.touch(Touch::Next);
    let asked = hand.reach_the_line();
    let [Order::Line(kiosk, _)] = &asked[..] else { panic!("the line is tried") };
    assert_eq!(kiosk.wireless.as_ref().map(provision::Wireless::lines).as_deref(), Some("sim\n\n\n\n"));
    hand.on(Event::News(News::Line(Outcome::failed("没有信号", "no signal"))));
    hand.choose("card");
    hand.write("sim.access-point", "");
    let asked = hand.touch(Touch::Next);
    let [Order::Line(kiosk, _)] = &asked[..] else { panic!("the line is tried again") };
    assert_eq!(
        kiosk.wireless.as_ref().map(provision::Wireless::lines).as_deref(),
        Some("sim\n\n\n\n"),
        "what the network gives"
    );
}
