use super::bench::{Bench, platform, submission};
use std::time::Duration;
use yici::outbox::Outbox;
use yici::platform::Patience;
use yici_platform::{Behaviour, Impostor};

/// Chance that can be repeated: `YICI_SEED` chooses another run, `YICI_STEPS` a longer one.
struct Dice {
    chance: u64,
    /// Faults that are still to come: each comes once before any comes again.
    deck: Vec<u64>,
    dealt: u64,
}

/// How many faults of the line and of the platform there are.
const FAULTS: u64 = 17;

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        // Constants of a linear congruential generator (Knuth, MMIX); the upper bits are the good ones.
        self.chance = self.chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.chance >> 33) % bound
    }

    fn fault(&mut self) -> Behaviour {
        if self.deck.is_empty() {
            self.deck = (0..FAULTS).collect();
        }
        let place = self.below(u64::try_from(self.deck.len()).expect("64 bits"));
        self.dealt += 1;
        match self.deck.swap_remove(usize::try_from(place).expect("64 bits")) {
            0 => Behaviour::Absent,
            1 => Behaviour::Rude,
            2 => Behaviour::LoginPage,
            3 => Behaviour::CutMidBody,
            4 => Behaviour::Forge,
            5 => Behaviour::AnswerBefore,
            6 => Behaviour::CutLine { up: self.below(40_000), down: u64::MAX },
            7 => Behaviour::CutLine { up: u64::MAX, down: self.below(6_000) },
            8 => Behaviour::Redirect(String::from("https://127.0.0.1:1/")),
            9 => Behaviour::CutRequest(usize::try_from(self.below(40_000)).expect("64 bits")),
            10 => Behaviour::Boasts,
            11 => Behaviour::WithoutPieces,
            12 => Behaviour::Trickle(20_000 + self.below(200_000)),
            13 => Behaviour::Trickle(1),
            14 => Behaviour::Impostor(Impostor::OtherAuthority),
            15 => Behaviour::Impostor(Impostor::OtherName),
            _ => Behaviour::Impostor(Impostor::Expired),
        }
    }
}

fn number(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

#[tokio::test]
async fn whatever_goes_wrong_in_whatever_order_once_it_stops_everything_is_delivered_once() {
    let seed = number("YICI_SEED", 20_261_122);
    println!("seed {seed}");
    let mut dice = Dice { chance: seed, deck: Vec::new(), dealt: 0 };
    let (connect, answer) = (Duration::from_secs(3), Duration::from_secs(5));
    let mut bench = Bench::patient(Patience { connect, answer, ..Patience::default() });
    let mut handed_in = Vec::new();
    let (mut step, steps) = (0, number("YICI_STEPS", 60));
    while step < steps || dice.dealt < FAULTS {
        step += 1;
        match dice.below(8) {
            0 => {
                let paper = vec![7; usize::try_from(dice.below(30_000)).expect("64 bits")];
                let text = format!("application {}", handed_in.len());
                let one = submission(&text, &[&paper]);
                bench.outbox.commit(&one, &bench.seal(), bench.now()).expect("committed");
                handed_in.push((one.id, text, paper));
            }
            1 => match dice.below(4) {
                0 => {
                    drop(bench.platform.take());
                    bench.round().await;
                    bench.platform = Some(platform(bench.platform_dir.path()));
                }
                // A clock that was put wrong by ten years, either way, and right again later.
                1 => {
                    let years = jiff::SignedDuration::from_hours(10 * 365 * 24);
                    bench.jump(if dice.below(2) == 0 { years } else { -years });
                }
                2 => bench.behave(Behaviour::Normal),
                _ => bench.outbox = Outbox::open(bench.outbox_dir.path()).expect("opens again"),
            },
            2 | 3 => {
                bench.behave(dice.fault());
                assert_eq!(bench.later().await.quarantined, 0, "none of this is a submission's fault");
            }
            _ => assert_eq!(bench.later().await.quarantined, 0, "none of this is a submission's fault"),
        }
    }
    bench.behave(Behaviour::Normal);
    for _ in 0..4 {
        bench.later().await;
    }
    assert_eq!(bench.counts().waiting, 0, "seed {seed}");
    let received = bench.received();
    assert_eq!(received.len(), handed_in.len(), "once each, seed {seed}");
    for (id, text, paper) in handed_in {
        let one = received.iter().find(|one| one.id == id.to_string()).expect("delivered");
        assert!(one.opened == text.as_bytes() && one.attachments == [paper], "seed {seed}: other bytes");
    }
}
