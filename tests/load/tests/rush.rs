//! A small city, for seconds: what `make load` measures at length holds.

use yici_load::measure::Town;

/// Forty kiosks get their power back at the same moment, before a platform that takes two requests at once.
#[test]
fn a_city_that_comes_back_at_once_is_spread_and_everything_is_delivered_once() {
    let Some(town) = Town::new(2).expect("a platform") else { return };
    town.platform.take_at_once(1);
    let rush = town.power_comes_back(40, 2, 20_000).expect("everything was delivered, once");
    println!("{rush:?}");
    let away: Vec<u32> = rush.seconds.iter().map(|second| second.turned_away).collect();
    assert!(rush.turned_away() > 20, "hardly anybody was asked to wait: {rush:?}");
    // Who is turned away comes again when it was told, and not sooner: a few times each, on average.
    assert!(rush.turned_away() < 5 * 40, "{rush:?}");
    // All of them came together once, because the power did; never again.
    let at_once = away.iter().copied().max().unwrap_or(0);
    let again = away.iter().skip_while(|away| **away < at_once).skip(1).copied().max().unwrap_or(0);
    assert!(again <= 20, "{again} of 40 came again in one second and found no place: {rush:?}");
}
