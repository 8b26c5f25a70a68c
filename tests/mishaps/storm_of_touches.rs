//! Somebody plays with the machine: hands all over the panel, a keyboard that was plugged in, a window that changes its size.
//! At every kind of page; and who comes after them is served.

use crate::support::{arrived_as_signed, bench, citizen, no_traces};
use std::time::Duration;
use yici::demo::citizen::Citizen;
use yici::demo::story::{Matter, Place, Story};
use yici::text::Language;
use yici_ui::slint::platform::{Key, PointerEventButton, WindowEvent};
use yici_ui::slint::{ComponentHandle as _, LogicalPosition, PhysicalSize, SharedString};

/// Far longer than any silence that the kiosk waits for.
const GONE: Duration = Duration::from_secs(600);
/// What is done at each page.
const BLOWS: u32 = 1_000;

/// The same numbers for the same seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(self.0 >> 33).expect("31 bits") % sides
    }
}

fn blow(dice: &mut Dice) -> WindowEvent {
    let button = PointerEventButton::Left;
    let position = LogicalPosition::new(dice.roll(1_200) as f32 - 60.0, dice.roll(2_000) as f32 - 40.0);
    let keys = ["a", "你", "👨‍👩‍👧", "\u{202e}", "\u{7}", "1", "\n"];
    let text = SharedString::from(keys[dice.roll(7) as usize]);
    match dice.roll(9) {
        0..=2 => WindowEvent::PointerPressed { position, button },
        3..=4 => WindowEvent::PointerMoved { position },
        5 => WindowEvent::PointerReleased { position, button },
        6 => WindowEvent::PointerScrolled { position, delta_x: 0.0, delta_y: dice.roll(400) as f32 - 200.0 },
        7 => WindowEvent::KeyPressed { text: if dice.roll(2) == 0 { text } else { Key::Escape.into() } },
        _ => WindowEvent::PointerExited,
    }
}

/// Blow after blow; the kiosk deals with what it is told in between, and draws.
fn storm(citizen: &mut Citizen, seed: u64) {
    let mut dice = Dice(seed);
    for number in 0..BLOWS {
        let event = blow(&mut dice);
        let window = citizen.kiosk().screens().app().window();
        window.dispatch_event(event);
        if number % 300 == 299 {
            let (width, height) = [(1_080, 1_920), (800, 1_280), (1_920, 1_080)][dice.roll(3) as usize];
            window.set_size(PhysicalSize::new(width, height));
        }
        if number % 20 == 0 {
            citizen.pause();
        }
    }
    // At last every finger is lifted.
    let window = citizen.kiosk().screens().app().window();
    let position = LogicalPosition::new(1.0, 1.0);
    window.dispatch_event(WindowEvent::PointerReleased { position, button: PointerEventButton::Left });
    window.dispatch_event(WindowEvent::PointerExited);
    citizen.kiosk().screens().app().window().set_size(PhysicalSize::new(1_080, 1_920));
}

#[test]
fn whoever_comes_after_somebody_who_plays_is_served() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    for (seed, place) in (1..).zip([Place::Home, Place::Form, Place::Papers, Place::Sign]) {
        let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
        story.until(place, Language::Chinese).expect("there");
        storm(&mut citizen, seed);
        citizen.skip(GONE);
        citizen.pause();
        citizen.skip(GONE);
        citizen
            .wait_for("点击屏幕任意位置开始")
            .unwrap_or_else(|error| panic!("not at rest after {place:?}: {error}: {}", citizen.reads()));
    }
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.to_the_end(Language::Chinese).expect("to the end");
    arrived_as_signed(&bench, &citizen);
    no_traces(&bench, &citizen);
}
