//! IPP answers, written here as a printer writes them, and read.

use yici_hardware::document_printer::answer::{Answer, MAX_ANSWER, MAX_VALUES, Malformed};
use yici_hardware::document_printer::job::{Job, JobState};

/// An answer as it goes on the wire.
#[derive(Clone)]
pub struct Written(pub Vec<u8>);

impl Written {
    pub fn new(status: u16) -> Self {
        let [high, low] = status.to_be_bytes();
        Self(vec![1, 1, high, low, 0, 0, 0, 1])
    }

    pub fn group(mut self, tag: u8) -> Self {
        self.0.push(tag);
        self
    }

    pub fn value(mut self, tag: u8, name: &str, value: &[u8]) -> Self {
        self.0.push(tag);
        for part in [name.as_bytes(), value] {
            self.0.extend(u16::try_from(part.len()).unwrap().to_be_bytes());
            self.0.extend(part);
        }
        self
    }

    pub fn number(self, name: &str, value: i32) -> Self {
        self.value(0x23, name, &value.to_be_bytes())
    }

    pub fn truth(self, name: &str, value: bool) -> Self {
        self.value(0x22, name, &[u8::from(value)])
    }

    pub fn keywords(mut self, name: &str, values: &[&str]) -> Self {
        for (index, value) in values.iter().enumerate() {
            self = self.value(0x44, if index == 0 { name } else { "" }, value.as_bytes());
        }
        self
    }

    pub fn read(mut self) -> Result<Answer, Malformed> {
        self.0.push(3);
        Answer::decode(&self.0)
    }

    fn job(self, id: i32, name: &str, state: i32) -> Self {
        self.group(2).number("job-id", id).value(0x42, "job-name", name.as_bytes()).number("job-state", state)
    }
}

#[test]
fn a_collection_is_passed_over_however_deep() {
    let mut deep = Written::new(0).group(4).value(0x34, "media-col-ready", b"");
    for _ in 0..2_000 {
        deep = deep.value(0x4A, "", b"member").value(0x34, "", b"");
    }
    for _ in 0..2_001 {
        deep = deep.value(0x37, "", b"");
    }
    let answer = deep.number("printer-state", 3).read().unwrap();
    assert_eq!(answer.groups[0].numbers("printer-state").collect::<Vec<_>>(), [3]);
    assert_eq!(answer.groups[0].numbers("media-col-ready").count(), 0);
}

#[test]
fn what_breaks_a_rule_is_refused() {
    let start = || Written::new(0).group(4);
    let too_many = vec!["x"; MAX_VALUES + 1];
    for (wrong, why) in [
        (Written::new(0).number("a", 1), "an attribute outside of a group"),
        (start().number("", 1), "a further value without a first"),
        (start().value(0x21, "a", b"123"), "a number of another size"),
        (start().value(0x22, "a", b"\x02"), "neither true nor false"),
        (start().value(0x37, "a", b""), "a collection's stray end"),
        (start().value(0x34, "a", b"").group(2), "a group within a collection"),
        (start().value(0x44, &"n".repeat(300), b"x"), "too long a name"),
        (start().keywords("a", &too_many), "too many values"),
        (start().value(0x34, "a", b""), "a group within a collection"),
    ] {
        assert_eq!(wrong.read().unwrap_err().0, why);
    }
    assert_eq!(Answer::decode(&vec![0; MAX_ANSWER + 1]).unwrap_err().0, "too long");
    assert_eq!(Answer::decode(b"\x09\x01").unwrap_err().0, "of another version");
    assert_eq!(Answer::decode(b"\x01\x01\0\0\0\0\0\x02\x03").unwrap_err().0, "to another request");
}

#[test]
fn an_answer_that_is_cut_is_refused() {
    let whole = Written::new(0).group(4).number("printer-state", 3).keywords("printer-state-reasons", &["none", "b"]);
    for length in 0..whole.0.len() {
        assert!(Answer::decode(&whole.0[..length]).is_err(), "{length}");
    }
}

#[test]
fn a_job_is_found_by_its_name_and_a_completed_one_before_any_other() {
    let jobs = Written::new(0).job(1, "x", 8).job(2, "y", 9).job(3, "x", 5).job(4, "x", 9).job(5, "x", 7);
    let jobs = jobs.read().unwrap();
    assert_eq!(Job::named(&jobs, "x").unwrap(), Job { id: 4, state: JobState::Completed, reasons: String::new() });
    assert_eq!(Job::named(&jobs, "z"), None);
    let jobs = Written::new(0).job(1, "x", 8).job(3, "x", 4).read().unwrap();
    assert_eq!(Job::named(&jobs, "x").unwrap().id, 3);
    let nameless = Written::new(0).group(2).number("job-id", 1).number("job-state", 9).read().unwrap();
    assert_eq!(Job::named(&nameless, ""), None);
}

#[test]
fn the_reasons_of_a_job_are_cut_and_cleaned() {
    let reason = "aborted-by-system\n\u{1b}[2J".repeat(40);
    let job = Written::new(0).job(1, "x", 8).keywords("job-state-reasons", &[&reason, "b"]).read().unwrap();
    let job = Job::first(&job).unwrap();
    assert_eq!((job.state, job.reasons.len()), (JobState::Aborted, 200));
    assert!(job.reasons.starts_with("aborted-by-system2Jaborted"));
}
