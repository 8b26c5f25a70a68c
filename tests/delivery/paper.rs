use super::bench::Bench;
use yici::outbox::{Outbox, OutboxError, PaperState, SubmissionId};

#[tokio::test]
async fn after_a_crash_the_submissions_without_a_printed_receipt_are_known() {
    let mut bench = Bench::new();
    let ids: Vec<_> = (0..4).map(|_| bench.hand_in("an application")).collect();
    for (id, paper) in ids.iter().zip([PaperState::Printed, PaperState::Unknown, PaperState::Failed]) {
        bench.outbox.set_paper(*id, paper).expect("written down");
    }
    // Being delivered does not print a receipt.
    assert_eq!(bench.round().await.delivered, 4);
    let again = Outbox::open(bench.outbox_dir.path()).expect("opens again");
    let without = again.without_receipt(bench.now()).expect("a list");
    assert_eq!(without.iter().map(|unprinted| unprinted.id).collect::<Vec<_>>(), [ids[3]]);
    assert_eq!((without[0].number.as_str(), without[0].committed_at), ("2026010100000017", bench.now()));
}

#[test]
fn a_submission_that_is_not_there_has_no_paper() {
    let mut bench = Bench::new();
    let refused = bench.outbox.set_paper(SubmissionId::generate(), PaperState::Printed);
    assert!(matches!(refused, Err(OutboxError::Unknown)));
}
