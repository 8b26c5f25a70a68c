//! What only a person can tell: whether a page is whole, a card is read, a paper is seen, a voice is heard.
//!
//! Waits at most [`PATIENCE`] for a card or a code. Whatever a person leaves out is "not looked at", which is not a fault.

use super::devices::{broken, device};
use super::finding::{Finding, Thing};
use super::{printed, words};
use crate::application::mask::mask;
use crate::catalog::FieldKind;
use crate::settings::Settings;
use crate::station::drivers;
use crate::technician::person::{Answer, Person};
use crate::voice::{Command, Prompt, Speaker as _};
use std::time::{Duration, Instant};
use yici_hardware::camera::still::{self, Advice, FaceAdvice};
use yici_hardware::{Actor, Fault, Look};

/// How long a card or a code is waited for.
const PATIENCE: Duration = Duration::from_secs(30);
/// Between two looks; GA/T 467 asks for more than 300 ms.
const LOOKS: Duration = Duration::from_millis(350);

pub(super) fn look(settings: &Settings, person: &mut dyn Person) -> Vec<Finding> {
    let receipt = "Take the test receipt: is every line whole, the code readable and the paper cut?";
    let mut findings = vec![seen(Thing::ReceiptSeen, person, receipt, "样张不完整或不清晰：请检查打印头、纸卷和切刀")];
    if settings.document_printer.is_some() {
        let page = "Take the A4 page: is it whole, straight and clear?";
        findings.push(seen(Thing::A4Seen, person, page, "样张不完整或不清晰：请检查墨粉和进纸"));
    }
    findings.push(card(settings, person));
    findings.push(paper(settings, person));
    if settings.face_camera.is_some() {
        findings.push(face(settings, person));
    }
    if settings.qr_scanner.is_some() {
        findings.push(code(settings, person));
    }
    if !settings.voice.command.is_empty() {
        findings.push(voice(settings, person));
    }
    findings
}

/// One device with a person's help, who was asked for it and has given it; what needs none is asked once.
pub fn one(settings: &Settings, thing: Thing) -> Finding {
    struct Helping;
    impl Person for Helping {
        fn tell(&mut self, _: &str) {}

        fn ask(&mut self, _: &str) -> Answer {
            Answer::Yes
        }
    }
    match thing {
        Thing::CardReader => card(settings, &mut Helping),
        Thing::DocumentCamera => paper(settings, &mut Helping),
        Thing::FaceCamera => face(settings, &mut Helping),
        Thing::QrScanner => code(settings, &mut Helping),
        Thing::ReceiptPrinter => printed::receipt(settings),
        other => device(settings, other),
    }
}

/// What a person says of something.
fn seen(thing: Thing, person: &mut dyn Person, question: &str, zh: &str) -> Finding {
    match person.ask(question) {
        Answer::Yes => Finding::ready(thing, "经人工核看，正常", "seen to be good"),
        Answer::No => Finding::mend(thing, Actor::Technician, zh, "seen to be bad; look at the device and try again"),
        Answer::LeftOut => Finding::left_out(thing),
    }
}

/// Asks again and again until there is something or the person's time is over.
fn wait<T>(mut look: impl FnMut() -> Result<Option<T>, Fault>) -> Result<Option<T>, Fault> {
    let start = Instant::now();
    loop {
        match look()? {
            Some(found) => return Ok(Some(found)),
            None if start.elapsed() >= PATIENCE => return Ok(None),
            None => std::thread::sleep(LOOKS),
        }
    }
}

fn card(settings: &Settings, person: &mut dyn Person) -> Finding {
    let thing = Thing::CardRead;
    if person.ask("Lay an identity card on the reader. Does it lie there?") != Answer::Yes {
        return Finding::left_out(thing);
    }
    let mut reader = drivers::card_reader(&settings.card_reader);
    let card = wait(|| match reader.look()? {
        Look::Card(card) => Ok(Some(card)),
        Look::NoCard | Look::Unreadable(_) => Ok(None),
    });
    match card {
        Err(fault) => broken(thing, &fault),
        Ok(None) => Finding::mend(
            thing,
            Actor::Technician,
            "放好的证件读不出：请清洁读卡面后换一张再试",
            "the card was not read; clean the reader and try another one",
        ),
        Ok(Some(card)) => {
            person.tell(&format!("Read: {}. Take the card back.", mask(FieldKind::Name, card.name.reveal())));
            Finding::ready(thing, "试读成功", "read")
        }
    }
}

fn paper(settings: &Settings, person: &mut dyn Person) -> Finding {
    let thing = Thing::PaperSeen;
    if person.ask("Lay a sheet of paper under the document camera. Does it lie there?") != Answer::Yes {
        return Finding::left_out(thing);
    }
    match drivers::camera(&settings.document_camera).frame() {
        Err(fault) => Finding::mend(thing, fault.actor(), words::camera(&fault), fault),
        Ok(frame) => match still::look(&frame).advice {
            Advice::Good => Finding::ready(thing, words::advice(Advice::Good), "sharp, with all four corners"),
            advice => Finding::mend(
                thing,
                Actor::Technician,
                words::advice(advice),
                format_args!("not good enough ({advice:?}); set camera and lamp right and try again"),
            ),
        },
    }
}

/// Of the person who tests; the picture is looked at and dropped.
fn face(settings: &Settings, person: &mut dyn Person) -> Finding {
    let thing = Thing::FaceSeen;
    let Some(camera) = &settings.face_camera else {
        return Finding::not_fitted(thing);
    };
    if person.ask("Stand before the screen and look into the camera; nothing is kept. Do you?") != Answer::Yes {
        return Finding::left_out(thing);
    }
    match drivers::camera(camera).frame() {
        Err(fault) => Finding::mend(thing, fault.actor(), words::camera(&fault), fault),
        Ok(frame) => match still::face(&frame).0 {
            FaceAdvice::Good => Finding::ready(thing, words::face(FaceAdvice::Good), "one face, sharp and well lit"),
            advice => Finding::mend(
                thing,
                Actor::Technician,
                words::face(advice),
                format_args!("not good enough ({advice:?}); set camera and lamp right and try again"),
            ),
        },
    }
}

fn code(settings: &Settings, person: &mut dyn Person) -> Finding {
    let thing = Thing::CodeRead;
    let Some(scanner) = &settings.qr_scanner else {
        return Finding::not_fitted(thing);
    };
    let mut scanner = drivers::qr_scanner(scanner);
    if let Err(fault) = scanner.forget() {
        return broken(thing, &fault);
    }
    if person.ask("Hold a code to the scanner, such as the test receipt's. Is it there?") != Answer::Yes {
        return Finding::left_out(thing);
    }
    match wait(|| scanner.scan()) {
        Err(fault) => broken(thing, &fault),
        Ok(Some(_)) => Finding::ready(thing, "试扫成功", "read"),
        Ok(None) => Finding::mend(
            thing,
            Actor::Technician,
            "放好的二维码读不出：请清洁扫描窗后再试",
            "the code was not read; clean the scanner's window and try again",
        ),
    }
}

fn voice(settings: &Settings, person: &mut dyn Person) -> Finding {
    let thing = Thing::VoiceHeard;
    match Command::new(&settings.voice.command) {
        Err(error) => Finding::mend(thing, Actor::Technician, "语音命令有误：请更正设置文件", error),
        Ok(mut voice) => {
            voice.say(Prompt::TakeReceipt, "zh");
            seen(
                thing,
                person,
                "A sentence is being spoken. Is it heard and understood?",
                "听不到或听不清：请检查音箱和音量",
            )
        }
    }
}
