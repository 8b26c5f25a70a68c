//! What answers is no NUT server, or a strange one.

use crate::power_bench::{bench, kind};
use std::net::{Ipv4Addr, SocketAddr};
use yici_hardware::power::PowerState;
use yici_hardware::power::nut::{NutPowerSource, NutSettings};
use yici_hardware::{Actor, PowerSource};

#[test]
fn an_answer_that_makes_no_sense_is_garbled_and_the_next_call_is_well() {
    let endless = vec![b'x'; 5_000];
    let answers: [&[u8]; 9] = [
        b"HTTP/1.1 400 Bad Request\r\n",
        b"\n",
        b"VAR other ups.status \"OL\"\n",
        b"VAR kiosk battery.charge \"100\"\n",
        b"VAR kiosk ups.status OL\n",
        b"VAR kiosk ups.status \"OL\n",
        b"VAR kiosk ups.status \"\xff\"\n",
        b"VAR kiosk ups.status \"OL\"\nVAR kiosk ups.status \"OB\"\n",
        &endless,
    ];
    for answer in answers {
        let (hand, mut source) = bench();
        hand.answer_next_with(answer);
        assert_eq!(kind(source.state()), "garbled", "{}", String::from_utf8_lossy(answer));
        assert_eq!(source.state().unwrap(), PowerState::OnLine);
    }
}

#[test]
fn a_status_that_names_neither_line_nor_battery_is_unknown() {
    let (hand, mut source) = bench();
    for status in ["", "OFF", "WAIT", "ALARM RB", "OLX"] {
        hand.say(status, None, None);
        assert_eq!(source.state().unwrap(), PowerState::Unknown, "{status}");
    }
}

#[test]
fn a_ups_that_tells_no_figures_is_still_on_battery() {
    let (hand, mut source) = bench();
    hand.say("OB", None, None);
    assert_eq!(source.state().unwrap(), PowerState::OnBattery { charge: None, runtime: None });
}

#[test]
fn a_ups_that_is_not_configured_and_a_server_that_refuses_are_the_technicians() {
    let (hand, _) = bench();
    let mut stranger = NutPowerSource::new(NutSettings { address: hand.address(), ups: "other".into() }).unwrap();
    assert_eq!(kind(stranger.state()), "no such ups");
    hand.fail(Some("ACCESS-DENIED"));
    let fault = stranger.state().unwrap_err();
    assert_eq!(fault.actor(), Actor::Technician);
    assert!(fault.to_string().contains("ACCESS-DENIED"));
}

#[test]
fn a_name_that_would_break_the_line_is_refused_before_anything_is_sent() {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 3_493));
    for ups in ["", "a b", "a\nLOGOUT", "\u{7535}", &"x".repeat(65)] {
        assert!(NutPowerSource::new(NutSettings { address, ups: ups.into() }).is_err(), "{ups:?}");
    }
}
