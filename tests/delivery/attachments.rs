use super::bench::{Bench, submission};
use std::io::{self, Read};
use yici::outbox::{Attachment, Content, Outbox, OutboxError, SubmissionId};
use yici::platform::{Answer, Platform, QueueFault, contract::MAX_PIECE_BYTES};
use yici_platform::Behaviour;

const LARGE: u64 = 3_500_000;

/// Bytes that are nowhere in memory: each follows from its place.
struct Made(u64);

impl Read for Made {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let length = to.len().min(usize::try_from(LARGE - self.0).unwrap_or(usize::MAX));
        for byte in &mut to[..length] {
            *byte = byte_at(self.0);
            self.0 += 1;
        }
        Ok(length)
    }
}

fn byte_at(at: u64) -> u8 {
    (at % 251).to_le_bytes()[0]
}

fn attachment(open: impl Fn() -> io::Result<Box<dyn Read>> + Send + Sync + 'static) -> Attachment {
    Attachment { media_type: String::from("application/pdf"), bytes: Content::Read(Box::new(open)) }
}

fn hand_in_large(bench: &mut Bench) -> SubmissionId {
    let mut large = submission("an application", &[b"a small paper"]);
    large.attachments.push(attachment(|| Ok(Box::new(Made(0)))));
    bench.outbox.commit(&large, &bench.seal(), bench.now()).expect("committed");
    large.id
}

fn assert_arrived(bench: &Bench) {
    let received = bench.received();
    let expected: Vec<u8> = (0..LARGE).map(byte_at).collect();
    assert_eq!(received[0].attachments[0], b"a small paper");
    assert!(received[0].attachments[1] == expected, "byte for byte");
}

/// What the platform says that it has of the large one.
async fn have(bench: &Bench) -> u64 {
    let due = bench.outbox.next_due(bench.now()).expect("the outbox works");
    let due = due.expect("it waits, and its wait is over");
    let answer = bench.http().put_submission(due.id, due.digest, due.envelope).await.expect("an answer");
    let Answer::Missing(missing) = answer else { panic!("the platform has what it cannot have") };
    missing.last().and_then(|last| last.have).expect("it takes pieces")
}

/// The bench measures 200 MB; a sixth of it tells the two apart as well.
#[test]
fn an_attachment_is_never_whole_in_memory_from_the_scanner_to_the_platform() {
    const LENGTH: u64 = 32_000_000;
    const MOST: u64 = 8_000_000;
    let mut bench = Bench::new();
    let (seal, now) = (bench.seal(), bench.now());
    let mut large = submission("an application", &[]);
    large.attachments.push(attachment(|| Ok(Box::new(io::repeat(7).take(LENGTH)))));
    // What this thread holds, on which everything of the kiosk happens; the platform has threads of its own.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let held = allocation_counter::measure(|| {
        bench.outbox.commit(&large, &seal, now).expect("committed");
        let round = runtime.block_on(bench.courier.round(now)).expect("the outbox works");
        assert_eq!((round.delivered, round.fault), (1, None));
    });
    assert!(held.bytes_max < MOST, "{} bytes held for an attachment of {LENGTH}", held.bytes_max);
}

#[tokio::test]
async fn an_attachment_goes_on_from_the_byte_where_the_line_broke() {
    let mut bench = Bench::new();
    let id = hand_in_large(&mut bench);
    let piece = u64::try_from(MAX_PIECE_BYTES).expect("64 bits");
    bench.behave(Behaviour::CutLine { up: 2 * piece, down: u64::MAX });
    assert_eq!(bench.round().await.fault, Some(QueueFault::Unreachable));
    bench.behave(Behaviour::Normal);
    bench.advance();
    let first = have(&bench).await;
    // In the middle of the second piece: all but what was on the way when the line broke.
    assert!(first > piece && first < 2 * piece, "{first} bytes are there");

    bench.behave(Behaviour::CutLine { up: piece / 2, down: u64::MAX });
    assert!(bench.later().await.fault.is_some());
    bench.behave(Behaviour::Normal);
    bench.advance();
    assert!(have(&bench).await > first, "nothing that arrived was sent for nothing");
    assert_eq!(bench.later().await.delivered, 1);
    assert_arrived(&bench);
    assert_eq!(bench.received()[0].id, id.to_string());
}

/// A thousand kills found this: the platform has every byte, and was killed before it compared the digest.
#[tokio::test]
async fn a_platform_that_was_stopped_before_it_closed_an_attachment_closes_it_at_the_next_attempt() {
    let mut bench = Bench::new();
    hand_in_large(&mut bench);
    let due = bench.outbox.next_due(bench.now()).expect("the outbox works").expect("due");
    for (digest, length) in bench.outbox.attachments_of(due.id).expect("the outbox works") {
        let mut at = 0;
        while at < length {
            let piece = bench.outbox.piece(due.id, digest, at).expect("the outbox works");
            at = bench.http().put_piece(due.id, digest, at, length, piece).await.expect("taken");
        }
    }
    let disk = rusqlite::Connection::open(bench.platform_dir.path().join("platform.sqlite")).expect("its store");
    assert_eq!(disk.execute("DELETE FROM whole", []).expect("as it was before"), 2);
    assert_eq!(bench.round().await.delivered, 1);
    assert_arrived(&bench);
}

#[tokio::test]
async fn a_platform_of_the_first_version_gets_attachments_whole() {
    let mut bench = Bench::new();
    bench.behave(Behaviour::WithoutPieces);
    hand_in_large(&mut bench);
    assert_eq!(bench.round().await.delivered, 1);
    assert_arrived(&bench);
}

/// More than there is: nothing is read past an attachment's end, and nothing ends the courier.
#[tokio::test]
async fn a_platform_that_says_it_has_more_than_there_is_is_not_believed() {
    let mut bench = Bench::new();
    hand_in_large(&mut bench);
    bench.behave(Behaviour::Boasts);
    assert!(matches!(bench.round().await.fault, Some(QueueFault::NotThePlatform(_))));
    bench.behave(Behaviour::Normal);
    assert_eq!(bench.later().await.delivered, 1);
    assert_arrived(&bench);
}

#[tokio::test]
async fn two_equal_papers_are_kept_and_sent_once() {
    let mut bench = Bench::new();
    let papers: [&[u8]; 3] = [&[1; 40_000], &[2; 40_000], &[1; 40_000]];
    let handed_in = submission("an application", &papers);
    bench.outbox.commit(&handed_in, &bench.seal(), bench.now()).expect("committed");
    let disk = rusqlite::Connection::open(bench.outbox_dir.path().join("outbox.sqlite")).expect("the store");
    let kept: u64 = disk.query_row("SELECT count(*) FROM piece", [], |row| row.get(0)).expect("counted");
    assert_eq!(kept, 2);
    assert_eq!(bench.round().await.delivered, 1);
    assert_eq!(bench.received()[0].attachments, papers);
}

#[tokio::test]
async fn a_damaged_piece_is_set_aside_and_the_next_submission_goes() {
    let mut bench = Bench::new();
    hand_in_large(&mut bench);
    bench.hand_in("the next");
    let disk = rusqlite::Connection::open(bench.outbox_dir.path().join("outbox.sqlite")).expect("the store");
    let damage = "UPDATE piece SET sealed = CAST(zeroblob(length(sealed)) AS BLOB) WHERE number = 1 AND at > 0";
    assert!(disk.execute(damage, []).expect("damage") > 0);
    let round = bench.round().await;
    assert_eq!((round.delivered, round.quarantined, round.fault), (1, 1, None));
}

#[test]
fn an_attachment_that_cannot_be_read_to_its_end_leaves_nothing_behind() {
    let mut bench = Bench::new();
    let mut handed_in = submission("an application", &[]);
    let broken = || io::Error::other("the scanner was unplugged");
    handed_in.attachments.push(attachment(move || Ok(Box::new(Made(0).take(2_000_000).chain(Fails(broken()))))));
    let refused = bench.outbox.commit(&handed_in, &bench.seal(), bench.now());
    assert!(matches!(refused, Err(OutboxError::Unreadable(_))));
    let again = Outbox::open(bench.outbox_dir.path()).expect("opens again");
    assert_eq!(again.counts().expect("counted").waiting, 0);
    let disk = rusqlite::Connection::open(bench.outbox_dir.path().join("outbox.sqlite")).expect("the store");
    let kept: u64 = disk.query_row("SELECT count(*) FROM piece", [], |row| row.get(0)).expect("counted");
    assert_eq!(kept, 0);
}

struct Fails(io::Error);

impl Read for Fails {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::new(self.0.kind(), self.0.to_string()))
    }
}
