//! With real children: small programs that every system has.

use super::*;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

fn words(parts: &[&str]) -> Vec<String> {
    parts.iter().map(|&part| part.to_owned()).collect()
}

/// A named pipe: opening and reading it waits for the program at its other end, so that no test waits for time.
fn pipe(folder: &Path, name: &str) -> PathBuf {
    let path = folder.join(name);
    assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
    path
}

#[test]
fn the_program_gets_the_sentence_on_its_standard_input() {
    let folder = tempfile::tempdir().unwrap();
    let heard = pipe(folder.path(), "heard");
    let mut speaker = Command::new(&words(&["tee", heard.to_str().unwrap()])).unwrap();
    for language in ["zh", "en"] {
        speaker.say(Prompt::Identify, language);
        assert_eq!(fs::read_to_string(&heard).unwrap(), Prompt::Identify.text(language));
    }
}

#[test]
fn the_language_stands_where_the_argument_asks_for_it_and_no_shell_reads_it() {
    let folder = tempfile::tempdir().unwrap();
    let heard = pipe(folder.path(), "heard-en; $(id)");
    let argument = folder.path().join("heard-{language}; $(id)");
    let mut speaker = Command::new(&words(&["tee", argument.to_str().unwrap()])).unwrap();
    speaker.say(Prompt::Home, "en");
    assert_eq!(fs::read_to_string(&heard).unwrap(), Prompt::Home.text("en"));
}

#[test]
fn a_new_sentence_stops_the_one_before_and_the_end_of_the_speaker_stops_the_last() {
    let folder = tempfile::tempdir().unwrap();
    let alive = pipe(folder.path(), "alive");
    // Says that it began, then speaks for ever: only being stopped closes the pipe.
    let script = r#"exec >"$0"; echo "$$"; exec sleep 1000"#;
    let mut speaker = Command::new(&words(&["sh", "-c", script, alive.to_str().unwrap()])).unwrap();

    speaker.say(Prompt::Home, "zh");
    let mut first = BufReader::new(fs::File::open(&alive).unwrap());
    first.read_line(&mut String::new()).unwrap();

    let second_pipe = pipe(folder.path(), "second");
    fs::rename(&second_pipe, &alive).unwrap();
    speaker.say(Prompt::Guide, "zh");
    assert_eq!(first.read_to_end(&mut Vec::new()).unwrap(), 0, "the first one has ended");

    let mut second = BufReader::new(fs::File::open(&alive).unwrap());
    second.read_line(&mut String::new()).unwrap();
    drop(speaker);
    assert_eq!(second.read_to_end(&mut Vec::new()).unwrap(), 0, "the second one has ended");
}

#[test]
fn a_program_that_is_not_there_or_does_not_listen_leaves_the_kiosk_silent() {
    Command::new(&words(&["/nowhere/voice"])).unwrap().say(Prompt::Thanks, "zh");
    let mut deaf = Command::new(&words(&["true"])).unwrap();
    for prompt in Prompt::ALL {
        deaf.say(prompt, "zh");
    }
}

#[test]
fn an_empty_command_is_refused() {
    assert!(Command::new(&[]).is_err());
    assert!(Command::new(&words(&[""])).is_err());
}

#[test]
fn every_prompt_is_one_short_sentence_in_each_language() {
    for prompt in Prompt::ALL {
        let (chinese, english) = (prompt.text("zh-CN"), prompt.text("en-GB"));
        assert!(chinese.chars().count() <= 30 && !chinese.is_ascii(), "{chinese}");
        assert!(english.split(' ').count() <= 16 && english.is_ascii(), "{english}");
        assert_eq!(prompt.text("zh"), chinese);
        assert_eq!(prompt.text("mn"), chinese, "Chinese for a language that has no text");
        assert_eq!(prompt.text("en"), english);
    }
}

#[test]
fn no_two_prompts_say_the_same() {
    for language in ["zh", "en"] {
        let texts: std::collections::HashSet<_> = Prompt::ALL.iter().map(|prompt| prompt.text(language)).collect();
        assert_eq!(texts.len(), Prompt::ALL.len());
    }
}

#[test]
fn silence_runs_nothing() {
    Silent.say(Prompt::Home, "zh");
}
