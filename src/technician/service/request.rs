//! What the screen process may not do itself, asked of a unit of the image by a file.
//!
//! `requests/<what>.ask` holds a line, or four; the unit `yici-request` (started by a path unit, as root) takes it away, does that
//! one thing, and leaves `requests/<what>.answer`: "done" or "failed" on the first line, and what is to be read below. It
//! knows `brightness`, `carry`, `clock`, `image` and `network`, and no others, and believes nothing of the lines but their form.
//!
//! Limits: a minute until it is taken, an hour until it is answered, 8 KiB of an answer.

use crate::session::service::Outcome;
use crate::text::Text;
use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::time::{Duration, Instant};

const TAKEN: Duration = Duration::from_secs(60);
/// How long what is done in a moment, such as setting the clock, may take to be taken.
pub(super) const AT_ONCE: Duration = Duration::from_secs(10);
const ANSWERED: Duration = Duration::from_secs(3_600);
const LOOKS: Duration = Duration::from_millis(100);
const LONGEST: u64 = 8 * 1024;
/// Of an answer.
const MOST_LINES: usize = 30;

/// Asks in this folder, and waits.
pub(crate) fn ask(folder: &Path, what: &str, line: &str) -> Outcome {
    ask_within(folder, what, line, TAKEN)
}

pub(super) fn ask_within(folder: &Path, what: &str, line: &str, taken: Duration) -> Outcome {
    let (question, answer) = (folder.join(format!("{what}.ask")), folder.join(format!("{what}.answer")));
    let nobody = || {
        Outcome::failed(
            "本机没有执行这一步的服务单元（yici-request）：请检查系统镜像",
            "no unit of this machine does that (yici-request); look after the image",
        )
    };
    if !folder.is_dir() {
        return nobody();
    }
    let _ = fs::remove_file(&answer);
    let aside = question.with_extension("new");
    if let Err(error) = fs::write(&aside, format!("{line}\n")).and_then(|()| fs::rename(&aside, &question)) {
        return Outcome::failed(format!("无法提出请求：{error}"), format!("cannot ask: {error}"));
    }
    let began = Instant::now();
    loop {
        if let Some(outcome) = read(&answer) {
            let _ = fs::remove_file(&answer);
            return outcome;
        }
        if question.exists() && began.elapsed() > taken {
            let _ = fs::remove_file(&question);
            return nobody();
        }
        if began.elapsed() > ANSWERED {
            return Outcome::failed(
                "一小时没有完成，请重新启动后再试",
                "not done within an hour; restart and try again",
            );
        }
        std::thread::sleep(LOOKS);
    }
}

fn read(answer: &Path) -> Option<Outcome> {
    let mut text = String::new();
    fs::File::open(answer).ok()?.take(LONGEST).read_to_string(&mut text).ok()?;
    let mut lines = text.lines();
    let done = lines.next()? == "done";
    let lines = lines.take(MOST_LINES).map(|line| Text::new(line, line)).collect();
    Some(Outcome { done, lines })
}
