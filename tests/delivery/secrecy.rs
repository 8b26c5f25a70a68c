use super::bench::{Bench, stands_in, submission};
use std::path::Path;

/// A name, an address and a citizen's number, each as UTF-8, UTF-16LE and GB 18030.
pub(super) const PLANTED: [(&str, &[u8]); 3] = [
    ("张三丰", b"\xd5\xc5\xc8\xfd\xb7\xe1"),
    ("幸福路一百号", b"\xd0\xd2\xb8\xa3\xc2\xb7\xd2\xbb\xb0\xd9\xba\xc5"),
    ("11010519491231002X", b"11010519491231002X"),
];

fn assert_nothing_personal(bench: &Bench) {
    assert_nothing_personal_in(bench.outbox_dir.path());
    assert_nothing_personal_in(bench.platform_dir.path());
}

pub(super) fn assert_nothing_personal_in(dir: &Path) {
    for (word, gb18030) in PLANTED {
        let utf16: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for form in [word.as_bytes(), &utf16, gb18030] {
            assert!(!stands_in(dir, form), "a planted word stands on a disk");
        }
    }
}

#[tokio::test]
async fn nothing_that_a_citizen_handed_in_stands_on_any_disk_before_or_after() {
    let mut bench = Bench::new();
    let mut text = String::new();
    let mut papers: Vec<Vec<u8>> = Vec::new();
    for (word, gb18030) in PLANTED {
        text.push_str(word);
        papers.push(word.encode_utf16().flat_map(u16::to_le_bytes).collect());
        papers.push(gb18030.to_vec());
    }
    let papers: Vec<&[u8]> = papers.iter().map(Vec::as_slice).collect();
    let handed_in = submission(&text, &papers);
    bench.outbox.commit(&handed_in, &bench.seal(), bench.now()).expect("committed");
    assert!(stands_in(bench.outbox_dir.path(), handed_in.number.as_bytes()), "the search finds what is there");
    assert_nothing_personal(&bench);

    assert_eq!(bench.round().await.delivered, 1);
    bench.assert_received_once(handed_in.id, &text, 1);
    assert_nothing_personal(&bench);
}
