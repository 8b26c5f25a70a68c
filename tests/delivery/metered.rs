use super::bench::{Bench, GENEROUS, submission};
use super::link::{Running, client, start_sparing};
use jiff::{SignedDuration, Timestamp};
use std::num::NonZeroU32;
use std::time::{Duration, Instant};
use yici::application::certificate::Asked;
use yici::courier::link::LinkError;
use yici::courier::{Hours, LineWord, Metered};
use yici::outbox::SubmissionId;
use yici::platform::contract::{QuestionKind, SealedQuestion};
use yici_hardware::Personal;

#[tokio::test]
async fn outside_the_hours_nothing_is_sent_and_inside_everything() {
    let mut bench = Bench::new();
    bench.hand_in("an application");
    // The bench's clock stands at eight in the morning in China.
    let hours = |text: &str| Some(Hours::try_from(text.to_owned()).expect("hours"));
    bench.courier.spare(Metered { hours: hours("09:00-17:00"), ..Metered::default() });
    let round = bench.round().await;
    assert_eq!((round.delivered, round.fault, bench.counts().waiting), (0, None, 1));
    let status = bench.courier.status();
    assert_eq!((status.line, status.why.as_deref()), (LineWord::Down, Some("hours")));
    assert_eq!(bench.later().await.delivered, 1, "two hours later it is ten");
    assert_eq!(bench.courier.status().line, LineWord::Up);
}

#[tokio::test]
async fn a_submission_takes_as_long_as_the_rate_says() {
    let mut bench = Bench::new();
    let handed_in = submission("an application", &[&[7; 300_000]]);
    bench.outbox.commit(&handed_in, &bench.seal(), bench.now()).expect("committed");
    bench.courier.spare(Metered { bytes_per_second: NonZeroU32::new(150_000), ..Metered::default() });
    let begun = Instant::now();
    assert_eq!(bench.round().await.delivered, 1);
    assert!(begun.elapsed() >= Duration::from_secs(2), "300 kB before the last envelope");
}

#[tokio::test]
async fn a_round_that_began_within_the_hours_ends_with_them_and_goes_on_with_the_next() {
    let mut bench = Bench::new();
    // Eight in the morning: two seconds are left, and the first envelope takes one of them.
    bench.set_clock("2025-12-31T23:59:58Z");
    for at in 0..6 {
        bench.hand_in(&format!("application {at}"));
    }
    let bytes_per_second = NonZeroU32::new(700);
    bench
        .courier
        .spare(Metered { bytes_per_second, hours: Some(Hours::try_from("22:00-08:00".to_owned()).expect("hours")) });
    let round = bench.round().await;
    assert!(round.resting && round.delivered > 0 && round.delivered < 6, "{round:?}");
    assert_eq!((round.fault, bench.courier.status().why.as_deref()), (None, Some("hours")));
    let left = bench.counts().waiting;
    // What was not sent is no attempt: it is due as soon as the hours begin.
    bench.courier.spare(Metered::default());
    assert_eq!(bench.round().await.delivered, left);
    assert!(bench.received().iter().all(|one| one.puts == 1));
}

/// A citizen's question, as long as somebody wrote much.
fn question(bench: &Bench) -> SealedQuestion {
    let asked = Asked {
        case: SubmissionId::generate(),
        matter: "certificates".into(),
        name: "王小满".into(),
        number: "990101199001010078".into(),
        items: vec!["fund".into()],
        form: vec![("certificate.use".into(), Personal::new("x".repeat(8_000)))],
        delivery: "print".into(),
    };
    let (id, reply) = (SubmissionId::generate(), bench.seal().reply_key());
    let sealed = bench.seal().close(&asked.bytes(id, &reply.recipient(), 0)).expect("sealed");
    SealedQuestion::new(id, QuestionKind::Certificate, &sealed).expect("below the bound")
}

/// Nobody is kept waiting for an answer that cannot come, and nothing is sent.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn outside_the_hours_a_citizens_question_is_told_so_at_once() {
    let bench = Bench::new();
    let china = Timestamp::now().saturating_add(SignedDuration::from_hours(8)).expect("hours are no calendar units");
    let hour = china.as_second().div_euclid(3_600).rem_euclid(24);
    let hours = format!("{:02}:00-{:02}:00", (hour + 3) % 24, (hour + 4) % 24);
    let hours = Some(Hours::try_from(hours).expect("hours"));
    let Running { socket, stop, task, _dir } = start_sparing(&bench, Metered { hours, ..Metered::default() });
    let question = question(&bench);
    let asked = tokio::task::spawn_blocking(move || {
        let mut client = client(&socket);
        let answer = client.question(question).expect_err("nothing is asked now");
        (answer, client.status().expect("a status"))
    });
    let (answer, status) = asked.await.expect("the screen's side");
    assert!(matches!(&answer, LinkError::Unanswered(why) if why == "hours"), "{answer}");
    assert!(status.line == LineWord::Down, "{status:?}");
    stop.send(()).expect("the courier runs");
    task.await.expect("no panic").expect("no error");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_citizens_question_goes_at_once_and_what_comes_after_it_waits_for_its_bytes() {
    let mut bench = Bench::new();
    let rate = NonZeroU32::new(2_000);
    let metered = Metered { bytes_per_second: rate, ..Metered::default() };
    let Running { socket, stop, task, _dir } = start_sparing(&bench, metered);
    let question = question(&bench);
    let passes_in = Duration::from_millis(u64::try_from(question.bytes().len() / 2).expect("64 bits"));
    let asked = tokio::task::spawn_blocking(move || {
        let mut client = client(&socket);
        let until = Instant::now() + GENEROUS;
        while client.status().expect("a status").line != LineWord::Up {
            assert!(Instant::now() < until, "the line is not up");
        }
        let begun = Instant::now();
        client.question(question).expect("an answer");
        let answered = begun.elapsed();
        bench.hand_in("an application");
        client.nudge().expect("nudged");
        assert!(bench.platform().wait_for(1, GENEROUS), "nothing arrived");
        (answered, begun.elapsed())
    });
    let (answered, delivered) = asked.await.expect("the screen's side");
    assert!(answered < passes_in && passes_in <= delivered, "{answered:?} {passes_in:?} {delivered:?}");
    stop.send(()).expect("the courier runs");
    task.await.expect("no panic").expect("no error");
}
