//! The report, written by the tool that ran: Markdown, on the disk after every line.
//!
//! A chapter stands as its last run left it, with its own image, commit and date: what was run again replaces its chapter and no
//! other.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

const HEAD: &str = "# Boot report\n\nWritten by `make boot-test`. The machine is emulated instruction by instruction (QEMU, TCG), \
                    and shares its processor with whatever else runs:\nits times are comparable with each other and with nothing \
                    else. A chapter stands as its last run left it.\n";
/// What a chapter begins with.
const MARK: &str = "\n## ";

/// A report on its way.
pub(super) struct Report {
    file: PathBuf,
    image: String,
    /// Heading and text, in the order of the chapters.
    chapters: Vec<(String, String)>,
    /// Which of them is being written.
    now: usize,
}

impl Report {
    /// What earlier runs left in this file, to be gone on with on this image.
    pub(super) fn go_on(file: PathBuf, image: &str, order: &[&str]) -> Self {
        let earlier = fs::read_to_string(&file).unwrap_or_default();
        let earlier = |name: &str| {
            let mut all = earlier.split(MARK).skip(1).filter_map(|chapter| chapter.split_once('\n'));
            all.find(|(heading, _)| *heading == name)
                .map(|(_, text)| format!("{}\n", text.trim_end()))
                .unwrap_or_default()
        };
        let chapters = order.iter().map(|name| ((*name).to_owned(), earlier(name))).collect();
        Self { file, image: image.to_owned(), chapters, now: 0 }
    }

    /// Begins a chapter anew: when, and on what.
    pub(super) fn chapter(&mut self, name: &str) -> anyhow::Result<()> {
        println!("\n== {name}");
        self.now = self.chapters.iter().position(|(heading, _)| heading == name).unwrap_or_default();
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let begun = format!(
            "\nImage {}, test of commit {}, {} UTC, {cores} cores with a load of {}.\n\n| seconds | what was seen |\n|---:|---|\n",
            self.image,
            commit(),
            jiff::Timestamp::now().strftime("%Y-%m-%d %H:%M"),
            load(),
        );
        self.text().replace_range(.., &begun);
        self.keep()
    }

    /// Something that was seen, and how long it took.
    pub(super) fn took(&mut self, time: Duration, what: &str) -> anyhow::Result<()> {
        self.line(&format!("{:.0}", time.as_secs_f64()), what)
    }

    /// Something that was seen.
    pub(super) fn say(&mut self, what: &str) -> anyhow::Result<()> {
        self.line("", what)
    }

    /// What went otherwise than promised.
    pub(super) fn failed(&mut self, error: &anyhow::Error) -> anyhow::Result<()> {
        self.line("", &format!("**FAILED**: {error:#}"))
    }

    /// Says how busy the machine was at the end of a chapter.
    pub(super) fn end(&mut self) -> anyhow::Result<()> {
        let said = format!("\nEnded {} UTC, load {}.\n", jiff::Timestamp::now().strftime("%H:%M"), load());
        self.text().push_str(&said);
        self.keep()
    }

    fn line(&mut self, seconds: &str, what: &str) -> anyhow::Result<()> {
        println!("{seconds:>6}  {what}");
        let what = what.trim().replace('|', "\\|").replace('\n', "<br>");
        let _ = writeln!(self.text(), "| {seconds} | {what} |");
        self.keep()
    }

    fn text(&mut self) -> &mut String {
        &mut self.chapters[self.now].1
    }

    fn keep(&self) -> anyhow::Result<()> {
        let mut whole = HEAD.to_owned();
        for (heading, text) in self.chapters.iter().filter(|(_, text)| !text.is_empty()) {
            let _ = write!(whole, "{MARK}{heading}\n{text}");
        }
        Ok(fs::write(&self.file, whole)?)
    }
}

/// The test's commit. The tree of tools in which this runs knows no git, so the Makefile says it.
fn commit() -> String {
    std::env::var("YICI_COMMIT").unwrap_or_else(|_| "unknown".to_owned())
}

fn load() -> String {
    let load = fs::read_to_string(Path::new("/proc/loadavg")).unwrap_or_default();
    load.split(' ').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chapter_that_is_run_again_replaces_itself_and_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("report.md");
        let run = |chapter: &str, image: &str, seen: &str| {
            let mut report = Report::go_on(file.clone(), image, &["first", "second"]);
            report.chapter(chapter).unwrap();
            report.say(seen).unwrap();
            report.end().unwrap();
        };
        run("second", "a", "it serves");
        run("first", "b", "it starts");
        run("second", "c", "it serves again");
        let told = fs::read_to_string(&file).unwrap();
        assert!(told.starts_with(HEAD) && told.matches("\n## ").count() == 2, "{told}");
        assert!(told.find("## first").unwrap() < told.find("## second").unwrap(), "{told}");
        assert!(told.contains("Image b,") && told.contains("Image c,") && !told.contains("Image a,"), "{told}");
        assert!(told.contains("| it serves again |") && !told.contains("| it serves |"), "{told}");
    }
}
