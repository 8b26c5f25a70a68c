//! Devices and catalogs come and go.

use super::*;

#[test]
fn a_device_that_goes_closes_its_matters_and_ends_no_visit() {
    let mut bench = Bench::new();
    bench.touch(Touch::Start);
    bench.devices(DeviceState::Gone(yici_hardware::Actor::Clerk));
    let PageView::Home(home) = bench.view().page else { panic!("home") };
    assert!(home.matters.iter().all(|tile| tile.closed.is_some()));
    bench.touch(Touch::Choose("newborn".into()));
    assert!(matches!(bench.view().page, PageView::Home(_)), "a closed matter does not open");

    bench.devices(DeviceState::Ready);
    bench.touch(Touch::Choose("newborn".into()));
    assert!(matches!(bench.view().page, PageView::Guide(_)));
    bench.devices(DeviceState::Gone(yici_hardware::Actor::Clerk));
    assert!(matches!(bench.view().page, PageView::Guide(_)), "a citizen at work stays");
}

#[test]
fn a_new_catalog_waits_for_the_citizen_to_finish() {
    let mut bench = Bench::new();
    bench.touch(Touch::Start);
    bench.on(Event::Catalog(Arc::new(Catalog::default())));
    let PageView::Home(home) = bench.view().page else { panic!("home") };
    assert!(!home.matters.is_empty(), "the citizen at work keeps the old one");
    bench.touch(Touch::Leave);
    bench.touch(Touch::Start);
    let PageView::Home(home) = bench.view().page else { panic!("home") };
    assert!(home.matters.is_empty(), "the next one has the new one");
}

#[test]
fn a_card_read_when_nobody_asked_changes_nothing() {
    let mut bench = Bench::new();
    bench.touch(Touch::Start);
    bench.lay_card();
    bench.on(Event::CardUnreadable(bench.visit(), ReadFault::LiftedTooSoon));
    assert!(matches!(bench.view().page, PageView::Home(_)));
}

#[test]
fn the_reader_looks_for_cards_only_while_a_card_is_wanted() {
    let mut bench = Bench::new();
    for touch in [
        Touch::Start,
        Touch::ChooseSide(Side::Enterprise),
        Touch::Choose("hiring".into()),
        Touch::Next,
        Touch::Choose("yes".into()),
        Touch::Next,
    ] {
        assert!(!bench.touch(touch).iter().any(|effect| matches!(effect, Effect::Reader(Some(_)))));
    }
    assert!(bench.touch(Touch::Next).iter().any(|effect| matches!(effect, Effect::Reader(Some(_)))));
    let effects = bench.lay_card();
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Reader(None))));
}

#[test]
fn what_was_read_for_a_citizen_who_has_gone_is_dropped() {
    let mut bench = Bench::new();
    bench.reach_the_reader();
    let gone = bench.visit();
    bench.skip(90);
    bench.reach_the_reader();
    bench.on(Event::Card(gone, Box::new(sample_card())));
    assert!(
        matches!(bench.view().page, PageView::Identify(_)),
        "the last citizen's card does not open this one's form"
    );
    bench.lay_card();
    assert!(matches!(bench.view().page, PageView::Form(_)));
}

#[test]
fn a_card_of_a_kind_that_the_matter_does_not_take_is_named_and_leads_nowhere() {
    use yici_hardware::card_reader::CardKind;
    use yici_hardware::card_reader::simulator::sample_of;
    for kind in CardKind::ALL {
        let mut bench = Bench::new();
        bench.reach_the_reader();
        bench.on(Event::Card(bench.visit(), Box::new(sample_of(kind))));
        assert_eq!(matches!(bench.view().page, PageView::Form(_)), kind == CardKind::Resident, "{kind:?}");
    }
}

/// From one page to the next.
type GoOn = fn(&mut Bench);

/// Through every page there is: every device goes and comes back at each.
#[test]
fn any_device_may_go_and_come_back_at_any_page_and_the_citizen_stays() {
    let pages: [(&str, GoOn); 20] = [
        ("attract", |_| {}),
        ("home", |bench| drop(bench.touch(Touch::Start))),
        ("guide", |bench| drop(bench.touch(Touch::Choose("newborn".into())))),
        ("questions", |bench| drop(bench.touch(Touch::Next))),
        ("choice", |bench| {
            for _ in 0..2 {
                bench.touch(Touch::Choose("yes".into()));
                bench.touch(Touch::Next);
            }
        }),
        ("identify", |bench| drop(bench.touch(Touch::Next))),
        ("form", |bench| drop(bench.lay_card())),
        ("papers", |bench| {
            bench.fill_in();
            bench.touch(Touch::Next);
        }),
        ("promises", |bench| {
            bench.touch(Touch::TakePicture);
            bench.picture();
            [Touch::Keep, Touch::Defer, Touch::Next].into_iter().for_each(|touch| drop(bench.touch(touch)));
        }),
        ("delivery", |bench| {
            [Touch::Choose("household-register".into()), Touch::Next]
                .into_iter()
                .for_each(|touch| drop(bench.touch(touch)));
        }),
        ("fees", |bench| {
            [Touch::Choose("window".into()), Touch::Next].into_iter().for_each(|touch| drop(bench.touch(touch)));
        }),
        ("review", |bench| drop(bench.touch(Touch::Next))),
        ("sign", |bench| drop(bench.touch(Touch::Next))),
        ("handing in", |bench| {
            bench.sign();
            bench.touch(Touch::Next);
        }),
        ("done", |bench| drop(bench.on(Event::Committed(bench.visit())))),
        ("evaluate", |bench| {
            let State::Done(done) = &bench.session.state else { panic!("done") };
            let id = done.id();
            bench.on(Event::Receipt(id, ReceiptOutcome::Printed));
            bench.touch(Touch::Next);
        }),
        ("thanks", |bench| drop(bench.touch(Touch::Skip))),
        ("search", |bench| {
            [Touch::Next, Touch::Start, Touch::Search].into_iter().for_each(|touch| drop(bench.touch(touch)));
        }),
        ("closed", |bench| {
            bench.touch(Touch::Leave);
            bench.on(Event::Sensor(yici_hardware::Edge { input: yici_hardware::Input::DoorOpen, active: true }));
        }),
        ("attract", |bench| {
            bench.on(Event::Sensor(yici_hardware::Edge { input: yici_hardware::Input::DoorOpen, active: false }));
        }),
    ];
    let mut bench = Bench::new();
    for (name, go_on) in pages {
        go_on(&mut bench);
        assert_eq!(input::name(&bench.view().page), name);
        pull_and_plug_in(&mut bench);
    }
}

/// The same at the pages that lie beside the way of a whole matter.
#[test]
fn any_device_may_go_and_come_back_at_the_pages_beside_the_way() {
    let beside: [(&str, &[Touch]); 4] = [
        ("privacy", &[Touch::Start, Touch::Privacy]),
        (
            "whom",
            &[
                Touch::Start,
                Touch::Choose("utilities".into()),
                Touch::Next,
                Touch::Choose("water".into()),
                Touch::Next,
                Touch::Choose("repair".into()),
                Touch::Next,
                Touch::Next,
            ],
        ),
        (
            "ticket",
            &[
                Touch::Start,
                Touch::Choose("queue".into()),
                Touch::Next,
                Touch::Choose("today".into()),
                Touch::Next,
                Touch::Next,
            ],
        ),
        ("service", &[Touch::Service]),
    ];
    for (name, touches) in beside {
        let mut bench = Bench::new();
        bench.on(Event::Line(Line::Up));
        if name == "service" {
            bench.on(Event::Sensor(yici_hardware::Edge { input: yici_hardware::Input::DoorOpen, active: true }));
        }
        touches.iter().for_each(|touch| drop(bench.touch(touch.clone())));
        if name == "ticket" {
            bench.lay_card();
            for (field, option) in [("queue.hall", "city"), ("queue.topic", "any")] {
                [Touch::Edit(field.into()), Touch::Pick(option.into()), Touch::CloseSheet]
                    .into_iter()
                    .for_each(|touch| drop(bench.touch(touch)));
            }
            bench.touch(Touch::Next);
        }
        assert_eq!(input::name(&bench.view().page), name);
        pull_and_plug_in(&mut bench);
    }
}

/// Every device goes, starts and is back, one after the other: the page stays, and nothing is asked of the world anew.
fn pull_and_plug_in(bench: &mut Bench) {
    let mut readiness = Readiness::default();
    for device in Device::ALL {
        readiness.set(device, DeviceState::Ready);
    }
    let page = input::name(&bench.view().page);
    for device in Device::ALL {
        for state in [DeviceState::Gone(yici_hardware::Actor::Clerk), DeviceState::Starting, DeviceState::Ready] {
            let mut changed = readiness.clone();
            changed.set(device, state.clone());
            let effects = bench.on(Event::Readiness(changed));
            assert_eq!(input::name(&bench.view().page), page, "{device:?} {state:?}");
            assert!(effects.is_empty(), "{device:?} {state:?} at {page}: nothing is asked of the world anew");
        }
    }
}
