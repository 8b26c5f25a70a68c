//! Speech by another program, named in the settings.
//!
//! The program gets the sentence on its standard input and speaks until it ends by itself. It is run without a shell. In
//! an argument, `{language}` stands for the language asked for: `["/usr/lib/yici/say", "{language}"]`.
//!
//! Limits: one child speaks at a time; the one before is killed first. A killed child that the system does not let go of
//! (a stuck sound card) is not waited for; when [`MAX_ENDING`] of them hang, the kiosk falls silent until one is gone.
//! A sentence fits the pipe (64 KiB on Linux), so writing it does not wait for the program.

use super::{Prompt, Speaker};
use std::io::Write;
use std::process::{Child, Stdio};

/// How many killed children may still be on their way out.
const MAX_ENDING: usize = 4;

/// Says prompts through a program.
pub struct Command {
    program: String,
    arguments: Vec<String>,
    speaking: Option<Child>,
    ending: Vec<Child>,
}

/// The settings name no program.
#[derive(Debug, thiserror::Error)]
#[error("the voice's command is empty; name a program and its arguments, or leave the command out for silence")]
pub struct NotACommand;

impl Command {
    /// A speaker that runs `command`: the program itself, then its arguments. Nothing is run yet.
    pub fn new(command: &[String]) -> Result<Self, NotACommand> {
        match command.split_first() {
            Some((program, arguments)) if !program.is_empty() => {
                Ok(Self { program: program.clone(), arguments: arguments.to_vec(), speaking: None, ending: Vec::new() })
            }
            _ => Err(NotACommand),
        }
    }

    fn start(&self, text: &str, language: &str) -> std::io::Result<Child> {
        let mut child = std::process::Command::new(&self.program)
            .args(self.arguments.iter().map(|argument| argument.replace("{language}", language)))
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        if let Some(mut input) = child.stdin.take() {
            // A program that does not read, or has ended already, is its own affair: the screen shows the sentence.
            let _ = input.write_all(text.as_bytes());
        }
        Ok(child)
    }

    fn stop(&mut self) {
        if let Some(mut child) = self.speaking.take() {
            // An error means that it has ended already.
            let _ = child.kill();
            self.ending.push(child);
        }
        self.ending.retain_mut(|child| matches!(child.try_wait(), Ok(None)));
    }
}

impl Speaker for Command {
    fn say(&mut self, prompt: Prompt, language: &str) {
        self.stop();
        if self.ending.len() >= MAX_ENDING {
            tracing::warn!(program = self.program, "the voice hangs and cannot be stopped; the kiosk is silent");
            return;
        }
        match self.start(prompt.text(language), language) {
            Ok(child) => self.speaking = Some(child),
            Err(error) => {
                tracing::warn!(program = self.program, %error, "the voice did not start; the kiosk is silent")
            }
        }
    }
}

impl Drop for Command {
    fn drop(&mut self) {
        self.stop();
    }
}
