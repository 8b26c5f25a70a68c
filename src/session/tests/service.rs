//! The service mode: who is let in and who is not, what each role may do, and how it ends.

use super::*;
use crate::audit::{Closing, Role, ServiceState, Way};
use crate::session::service::{News, Order, Outcome, Refusal, ServiceStage, StickFault, Task};
use yici_hardware::power::Supply;
use yici_hardware::{Edge, Input, Output, Personal};

const ROLES: [Role; 2] = [Role::Clerk, Role::Technician];

impl Bench {
    fn input(&mut self, input: Input, active: bool) -> Vec<Effect> {
        self.on(Event::Sensor(Edge { input, active }))
    }

    fn news(&mut self, news: News) -> Vec<Effect> {
        self.on(Event::Service(news))
    }

    fn stage(&self) -> Option<ServiceStage> {
        match self.view().page {
            PageView::Service(page) => Some(page.stage),
            _ => None,
        }
    }

    fn lines(&self) -> String {
        match self.view().page {
            PageView::Service(page) => page.lines.join("\n"),
            _ => String::new(),
        }
    }

    /// Through the open door, with a PIN that is somebody's.
    fn enter(&mut self, role: Role) -> Vec<Effect> {
        self.input(Input::DoorOpen, true);
        self.touch(Touch::Service);
        self.write_pin("482915");
        self.touch(Touch::Next);
        self.news(News::Judged(Ok(role), 0))
    }

    fn write_pin(&mut self, pin: &str) {
        for digit in pin.chars() {
            self.touch(Touch::Write(Personal::new(digit.to_string())));
        }
    }
}

fn steps(effects: &[Effect]) -> Vec<ServiceState> {
    let step = |effect: &Effect| match effect {
        Effect::Record(audit::Event::Service { state, .. }) => Some(*state),
        _ => None,
    };
    effects.iter().filter_map(step).collect()
}

fn ended(effects: &[Effect]) -> Option<Closing> {
    effects.iter().find_map(|effect| match effect {
        Effect::Record(audit::Event::Service { state: ServiceState::Inactive, ended, .. }) => *ended,
        _ => None,
    })
}

fn refused(effects: &[Effect]) -> Option<(Way, String)> {
    effects.iter().find_map(|effect| match effect {
        Effect::Record(audit::Event::ServiceRefused { way, why, .. }) => Some((*way, why.clone())),
        _ => None,
    })
}

fn is_done_or_asked(effects: &[Effect]) -> bool {
    let asks = |effect: &Effect| {
        matches!(
            effect,
            Effect::Service(_)
                | Effect::Restart
                | Effect::SwitchOff
                | Effect::ReleaseDoor
                | Effect::Record(audit::Event::ServiceDone { .. })
        )
    };
    effects.iter().any(asks)
}

#[test]
fn the_handshake_is_written_down_step_by_step() {
    let mut bench = Bench::new();
    bench.input(Input::DoorOpen, true);
    bench.touch(Touch::Service);
    assert_eq!(bench.stage(), Some(ServiceStage::Asking));
    bench.write_pin("482915");
    let asked = bench.touch(Touch::Next);
    assert_eq!(steps(&asked), [ServiceState::EnterPending]);
    assert!(
        asked.iter().any(|effect| matches!(effect, Effect::Service(Order::Judge(pin, _)) if pin.reveal() == "482915"))
    );
    assert_eq!(steps(&bench.news(News::Judged(Ok(Role::Clerk), 0))), [ServiceState::Active]);
    let left = bench.touch(Touch::Leave);
    assert_eq!((steps(&left), ended(&left)), (vec![ServiceState::Inactive], Some(Closing::Left)));
    assert_eq!(bench.closed(), Some(Closure::OutOfService), "the door is still open");
}

#[test]
fn without_an_open_door_or_the_key_for_help_nobody_is_asked_for_a_pin() {
    let mut bench = Bench::new();
    bench.touch(Touch::Service);
    assert_eq!((bench.stage(), bench.view().chrome.offers_service), (None, false));
    bench.touch(Touch::Help);
    assert!(
        bench.view().chrome.help_called && !bench.view().chrome.offers_service,
        "the screen's own call is anybody's"
    );
    bench.touch(Touch::Service);
    assert_eq!(bench.stage(), None);
    bench.input(Input::Help, true);
    assert!(bench.view().chrome.offers_service);
    bench.touch(Touch::Service);
    assert_eq!(bench.stage(), Some(ServiceStage::Asking));
    assert!(!bench.view().chrome.help_called, "somebody has come");
}

#[test]
fn sticks_are_let_in_by_an_open_door_and_by_the_service_mode_and_by_no_citizen() {
    let mut bench = Bench::new();
    bench.input(Input::Help, true);
    bench.touch(Touch::Service);
    assert!(!bench.session.lets_sticks_in(), "the key for help is anybody's");
    bench.write_pin("482915");
    bench.touch(Touch::Next);
    assert!(!bench.session.lets_sticks_in());
    bench.news(News::Judged(Ok(Role::Clerk), 0));
    assert!(bench.session.lets_sticks_in());
    bench.touch(Touch::Leave);
    assert!(!bench.session.lets_sticks_in());
    bench.input(Input::DoorOpen, true);
    assert!(bench.session.lets_sticks_in());
    bench.input(Input::DoorOpen, false);
    bench.touch(Touch::Start);
    assert!(!bench.session.lets_sticks_in(), "a citizen is at work");
    bench.input(Input::DoorOpen, true);
    assert!(!bench.session.busy() && bench.session.lets_sticks_in(), "an open door sends everybody away");
}

#[test]
fn where_the_settings_let_nobody_in_nobody_is_asked() {
    let mut bench = Bench::new();
    bench.session.shared.rules.service = false;
    bench.input(Input::DoorOpen, true);
    bench.touch(Touch::Service);
    assert_eq!((bench.stage(), bench.session.lets_sticks_in()), (None, false));
}

#[test]
fn nobody_is_let_in_past_a_citizen_at_any_page() {
    let mut bench = Bench::new();
    bench.touch(Touch::Start);
    bench.input(Input::Help, true);
    for touch in [Touch::Choose("newborn".into()), Touch::Next, Touch::Choose("yes".into()), Touch::Next] {
        bench.touch(Touch::Service);
        assert_eq!((bench.stage(), bench.view().chrome.offers_service), (None, false));
        let refusal = refused(&bench.news(News::StickIn(Ok(Role::Technician))));
        assert_eq!(refusal, Some((Way::Stick, "busy".into())));
        assert_eq!(bench.stage(), None);
        bench.news(News::StickOut);
        bench.touch(touch);
    }
    bench.touch(Touch::Leave);
    bench.touch(Touch::LeaveConfirmed);
    bench.news(News::StickIn(Ok(Role::Technician)));
    assert_eq!(bench.stage(), Some(ServiceStage::Menu), "once the citizen is gone");
}

#[test]
fn a_wrong_pin_and_a_forged_stick_are_refused_and_written_down() {
    let mut bench = Bench::new();
    bench.input(Input::DoorOpen, true);
    bench.touch(Touch::Service);
    bench.write_pin("111222");
    bench.touch(Touch::Next);
    let wrong = bench.news(News::Judged(Err(Refusal::Wrong), 1));
    assert_eq!((refused(&wrong), bench.stage()), (Some((Way::Pin, "wrong".into())), Some(ServiceStage::Asking)));
    let locked = {
        bench.write_pin("111222");
        bench.touch(Touch::Next);
        bench.news(News::Judged(Err(Refusal::Locked(Duration::from_secs(61))), 4))
    };
    assert_eq!(refused(&locked), Some((Way::Pin, "locked".into())));
    let PageView::Service(page) = bench.view().page else { panic!("the page with the PIN") };
    assert!(page.note.contains("2 分钟") && page.entered.is_empty(), "{}", page.note);
    for fault in [StickFault::Form, StickFault::Signature, StickFault::Kiosk, StickFault::Expired] {
        let forged = bench.news(News::StickIn(Err(fault)));
        assert_eq!(refused(&forged), Some((Way::Stick, fault.key().into())));
        assert_eq!(bench.stage(), Some(ServiceStage::Asking));
    }
}

#[test]
fn too_few_digits_are_not_even_looked_at() {
    let mut bench = Bench::new();
    bench.input(Input::DoorOpen, true);
    bench.touch(Touch::Service);
    bench.write_pin("12345");
    assert!(!is_done_or_asked(&bench.touch(Touch::Next)));
    bench.write_pin("678901234567890");
    let asked = bench.touch(Touch::Next);
    assert!(
        asked.iter().any(|effect| matches!(effect, Effect::Service(Order::Judge(pin, _)) if pin.reveal().len() == 12))
    );
}

#[test]
fn each_role_does_what_it_may_and_nothing_else() {
    for role in ROLES {
        for task in Task::ALL {
            let mut bench = Bench::new();
            bench.enter(role);
            let PageView::Service(menu) = bench.view().page else { panic!("the menu") };
            let offered = menu.tasks.iter().any(|pick| pick.key == task.key());
            assert_eq!(offered, task.is_for(role), "{role:?} {task:?}");
            let mut effects = bench.touch(Touch::Choose(task.key().into()));
            if task.is_asked_twice() && offered {
                assert!(!is_done_or_asked(&effects), "{task:?} is asked twice");
                assert_eq!(bench.stage(), Some(ServiceStage::Sure));
                effects = bench.touch(Touch::Next);
            }
            let does = is_done_or_asked(&effects) || bench.stage() == Some(ServiceStage::Clock);
            assert_eq!(does, offered, "{role:?} {task:?}");
            if !offered {
                assert_eq!(bench.stage(), Some(ServiceStage::Menu), "{role:?} {task:?}");
            }
        }
    }
}

#[test]
fn what_a_clerk_may_do_is_three_things() {
    let allowed: Vec<_> = Task::ALL.into_iter().filter(|task| task.is_for(Role::Clerk)).collect();
    assert_eq!(allowed, [Task::Devices, Task::Paper, Task::Restart]);
    assert!(Task::ALL.into_iter().all(|task| task.is_for(Role::Technician)));
}

#[test]
fn silence_ends_it_after_a_warning() {
    let mut bench = Bench::new();
    bench.enter(Role::Technician);
    bench.skip(61);
    assert!(bench.view().chrome.idle.is_some());
    bench.touch(Touch::Stay);
    assert!(bench.view().chrome.idle.is_none());
    bench.skip(61);
    assert_eq!(ended(&bench.skip(30)), Some(Closing::Silence));
    assert_eq!(bench.stage(), None);
}

#[test]
fn what_is_under_way_comes_to_its_end_before_it_is_left() {
    let mut bench = Bench::new();
    bench.news(News::StickIn(Ok(Role::Technician)));
    bench.touch(Touch::Choose("logs".into()));
    assert_eq!(bench.stage(), Some(ServiceStage::Busy));
    bench.skip(3_000);
    assert_eq!(bench.stage(), Some(ServiceStage::Busy), "silence means nothing while it works");
    assert_eq!(steps(&bench.news(News::StickOut)), [ServiceState::ExitPending]);
    let told = bench.news(News::Told(Task::Logs, Outcome::failed("没有保存", "not saved")));
    assert_eq!(ended(&told), Some(Closing::StickGone));
    assert!(told.iter().any(|effect| matches!(effect, Effect::Record(audit::Event::ServiceDone { done: false, .. }))));
}

#[test]
fn a_pulled_stick_ends_what_it_began_and_nothing_else() {
    let mut bench = Bench::new();
    bench.news(News::StickIn(Ok(Role::Technician)));
    assert_eq!(ended(&bench.news(News::StickOut)), Some(Closing::StickGone));
    bench.enter(Role::Technician);
    assert_eq!(ended(&bench.news(News::StickOut)), None, "a PIN needs no stick");
}

#[test]
fn a_failing_battery_ends_it_at_once() {
    let mut bench = Bench::new();
    bench.enter(Role::Technician);
    bench.touch(Touch::Choose("logs".into()));
    let effects = bench.on(Event::Power(Supply::LastMinutes));
    assert_eq!(ended(&effects), Some(Closing::PowerFailed));
    assert_eq!(bench.closed(), Some(Closure::SwitchingOff));
}

#[test]
fn devices_that_come_and_go_let_nobody_in_and_throw_nobody_out() {
    let mut bench = Bench::new();
    for state in [DeviceState::Gone(yici_hardware::Actor::Clerk), DeviceState::Ready] {
        bench.devices(state);
        bench.touch(Touch::Service);
        assert_eq!(bench.stage(), None);
    }
    bench.on(Event::SensorsGone);
    bench.touch(Touch::Service);
    assert_eq!(bench.stage(), None, "inputs that are pulled are no open door");
    bench.enter(Role::Technician);
    bench.devices(DeviceState::Gone(yici_hardware::Actor::Clerk));
    bench.touch(Touch::Choose("devices".into()));
    assert!(bench.lines().contains("连接中断"), "{}", bench.lines());
}

#[test]
fn the_clock_is_set_before_anybody_is_let_in() {
    let mut bench = Bench::new();
    bench.input(Input::DoorOpen, true);
    bench.touch(Touch::Service);
    bench.touch(Touch::Choose("clock".into()));
    assert_eq!(bench.stage(), Some(ServiceStage::Clock));
    bench.write_pin("20261331");
    assert!(!is_done_or_asked(&bench.touch(Touch::Next)), "no such month");
    bench.touch(Touch::EraseAll);
    bench.write_pin("202611211003");
    let effects = bench.touch(Touch::Next);
    let set = effects.iter().find_map(|effect| match effect {
        Effect::Service(Order::SetClock(time)) => Some(time.to_string()),
        _ => None,
    });
    assert_eq!(set.as_deref(), Some("2026-11-21T10:03:00"));
    bench.news(News::Told(Task::Clock, Outcome::done("时钟已校准", "the clock is set")));
    bench.touch(Touch::Back);
    assert_eq!(bench.stage(), Some(ServiceStage::Asking), "and still nobody is in");
}

#[test]
fn the_lamps_are_lit_while_somebody_looks() {
    let mut bench = Bench::new();
    bench.enter(Role::Technician);
    let lit = bench.touch(Touch::Choose("lamps".into()));
    assert!(lit.iter().any(|effect| matches!(effect, Effect::Lamps(lamps) if lamps.contains(&Output::ReceiptLight))));
    let out = bench.touch(Touch::Next);
    assert!(out.iter().any(|effect| matches!(effect, Effect::Lamps(lamps) if lamps.is_empty())));
}

/// Twenty fingers, for a long time: whatever is touched, in whatever order, with devices and help coming and going, nobody is
/// let in who was not let in from outside.
#[test]
fn twenty_fingers_let_nobody_in() {
    for seed in 0..40 {
        let mut state = 0x2026_1122_u64 + seed;
        let mut below = move |most: u64| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state % most
        };
        let mut bench = Bench::new();
        for _ in 0..2_000 {
            match below(12) {
                0 => {
                    let open = below(2) == 0;
                    bench.input(Input::DoorOpen, open);
                }
                1 => drop(bench.input(Input::Help, true)),
                2 => {
                    let seconds = below(100);
                    bench.skip(seconds);
                }
                3 => {
                    let task = Task::ALL[usize::try_from(below(15)).expect("small")];
                    bench.touch(Touch::Choose(task.key().into()));
                }
                4 => {
                    let asked = bench.touch(Touch::Next);
                    // The PIN is nobody's.
                    if asked.iter().any(|effect| matches!(effect, Effect::Service(Order::Judge(..)))) {
                        bench.news(News::Judged(Err(Refusal::Wrong), 1));
                    }
                    assert!(!asked.iter().any(|effect| matches!(effect, Effect::Service(Order::Do(_)))));
                }
                5 => {
                    let digit = below(10).to_string();
                    bench.touch(Touch::Write(Personal::new(digit)));
                }
                6 => drop(bench.news(News::StickIn(Err(StickFault::Signature)))),
                7 => drop(bench.touch(Touch::Back)),
                8 => drop(bench.touch(Touch::Leave)),
                9 => drop(bench.touch(Touch::Start)),
                _ => drop(bench.touch(Touch::Service)),
            }
            let inside = matches!(bench.stage(), Some(ServiceStage::Menu | ServiceStage::Sure | ServiceStage::Told));
            assert!(!inside, "let in by touches alone, seed {seed}");
        }
    }
}
