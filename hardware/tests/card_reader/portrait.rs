//! The portrait, through programs that behave and programs that do not.

use crate::bench::GENEROUS;
use std::io::Read;
use std::time::Instant;
use tempfile::TempDir;
use yici_hardware::card_reader::portrait::{PATIENCE, PortraitDecoder, PortraitFault};
use yici_hardware::card_reader::simulator::sample_card;
use yici_hardware::{Frame, Personal};

/// A folder for what a program is given to work with, and the program: a line of shell.
struct Site(TempDir);

impl Site {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    fn file(&self, name: &str, bytes: &[u8]) -> String {
        std::fs::write(self.path(name), bytes).unwrap();
        self.path(name)
    }
}

fn decoder(words: &[&str]) -> PortraitDecoder {
    let words: Vec<String> = words.iter().map(|word| String::from(*word)).collect();
    PortraitDecoder::new(&words).unwrap()
}

fn shell(line: &str) -> PortraitDecoder {
    decoder(&["/bin/sh", "-c", line])
}

fn decode(decoder: &PortraitDecoder) -> Result<Frame, PortraitFault> {
    decoder.decode(&sample_card().photo)
}

/// The head of a right BMP.
fn head() -> Vec<u8> {
    let words = [38_862_u32, 0, 54, 40, 102, 126, 1 | 24 << 16, 0, 0, 0, 0, 0, 0];
    b"BM".iter().copied().chain(words.into_iter().flat_map(u32::to_le_bytes)).collect()
}

fn bmp() -> Vec<u8> {
    [head(), vec![0x40; 126 * 308]].concat()
}

#[test]
fn without_a_command_there_is_no_decoder() {
    assert!(PortraitDecoder::new(&[]).is_none());
}

#[test]
fn the_program_is_given_the_portrait_and_its_picture_is_read() {
    let site = Site::new();
    let head = site.file("head", &head());
    // The portrait's own bytes are the first pixels: the bottom row, blue first.
    let line = format!("/bin/cat '{head}'; /bin/cat; /usr/bin/head -c {} /dev/zero", 126 * 308 - 1_024);
    let frame = decode(&shell(&line)).unwrap_or_else(|fault| panic!("{fault}"));
    let rgb = frame.rgb.reveal();
    assert_eq!((frame.width, frame.height, rgb.len()), (102, 126, 102 * 126 * 3));
    let photo = sample_card().photo;
    let bottom = &rgb[125 * 306..];
    for (pixel, bytes) in bottom.chunks_exact(3).zip(photo.reveal().chunks_exact(3)) {
        assert!(pixel == [bytes[2], bytes[1], bytes[0]]);
    }
    assert!(rgb[..120 * 306].iter().all(|byte| *byte == 0));
}

#[test]
fn a_picture_that_stands_from_the_top_is_turned() {
    let site = Site::new();
    let mut bytes = bmp();
    bytes[22..26].copy_from_slice(&(-126_i32).to_le_bytes());
    bytes[54..57].copy_from_slice(&[1, 2, 3]);
    let frame = decode(&decoder(&["/bin/cat", &site.file("bmp", &bytes)])).ok().unwrap();
    assert!(frame.rgb.reveal().starts_with(&[3, 2, 1]));
}

#[test]
fn a_program_that_is_not_there_is_named() {
    let site = Site::new();
    let no_program = site.file("no-program", b"");
    for name in ["/no/such/decoder", "cat", "--help", &no_program] {
        let fault = decode(&decoder(&[name])).err().unwrap();
        assert!(matches!(&fault, PortraitFault::NotThere(named, _) if named == name), "{fault}");
        assert!(fault.to_string().contains(name));
    }
}

#[test]
fn a_program_that_writes_nothing_or_anything_else_has_no_picture() {
    for line in ["exit 0", "exit 3", "echo sorry", "echo licence >&2", "/bin/cat", "kill -9 $$"] {
        assert!(matches!(decode(&shell(line)), Err(PortraitFault::NoPicture)), "{line}");
    }
}

#[test]
fn a_picture_of_another_size_or_form_is_none() {
    let site = Site::new();
    for (place, byte) in
        [(0, b'X'), (10, 0xFF), (13, 0xFF), (14, 12), (18, 103), (22, 125), (25, 0x80), (28, 32), (30, 1)]
    {
        let mut bytes = bmp();
        bytes[place] = byte;
        let cat = decoder(&["/bin/cat", &site.file("bmp", &bytes)]);
        assert!(matches!(decode(&cat), Err(PortraitFault::NoPicture)), "byte {place}");
    }
    let cut = decoder(&["/bin/cat", &site.file("bmp", &bmp()[..38_861])]);
    assert!(matches!(decode(&cut), Err(PortraitFault::NoPicture)));
}

#[test]
fn a_program_that_hangs_is_stopped_with_all_that_it_started() {
    let site = Site::new();
    let alive = site.path("alive");
    assert!(std::process::Command::new("mkfifo").arg(&alive).status().unwrap().success());
    std::thread::scope(|scope| {
        // A pipe ends when everybody who holds it open has ended.
        let grave = scope.spawn(|| std::fs::File::open(&alive).unwrap().read_to_end(&mut Vec::new()));
        let started = Instant::now();
        let outcome = decode(&shell(&format!("exec 3>'{alive}'; /bin/sleep 600 & /bin/sleep 600")));
        assert!(matches!(outcome, Err(PortraitFault::TooSlow)));
        assert!(started.elapsed() < PATIENCE + GENEROUS);
        assert_eq!(grave.join().unwrap().unwrap(), 0);
    });
}

#[test]
fn a_program_that_leaves_a_helper_with_the_pipe_open_is_stopped() {
    assert!(matches!(decode(&shell("/bin/sleep 600 & exit 0")), Err(PortraitFault::TooSlow)));
}

#[test]
fn a_program_that_writes_without_end_is_stopped() {
    assert!(matches!(decode(&decoder(&["/bin/cat", "/dev/zero"])), Err(PortraitFault::TooMuch)));
}

#[test]
fn a_program_cannot_keep_the_portrait_in_a_file() {
    let site = Site::new();
    let kept = site.path("kept");
    // Neither by itself nor through what it starts.
    for line in [format!("exec /bin/cat > '{kept}'"), format!("/bin/cat > '{kept}'; exit 0")] {
        assert!(matches!(decode(&shell(&line)), Err(PortraitFault::NoPicture)));
        assert!(std::fs::read(&kept).is_ok_and(|bytes| bytes.is_empty()), "{line}");
    }
}

#[test]
fn a_program_sees_nothing_of_the_kiosks_environment() {
    let site = Site::new();
    let bmp = site.file("bmp", &bmp());
    // CARGO_MANIFEST_DIR is set in every test.
    let line =
        format!("test -z \"$CARGO_MANIFEST_DIR\" && test \"$LC_ALL\" = C && test \"$PWD\" = / && /bin/cat '{bmp}'");
    assert!(decode(&shell(&line)).is_ok());
}

#[test]
fn words_of_the_command_are_never_read_by_a_shell() {
    let site = Site::new();
    let name = site.file("a name; with $(words)", &bmp());
    assert!(decode(&decoder(&["/bin/cat", &name])).is_ok());
}

#[test]
fn a_portrait_of_another_length_is_no_trouble() {
    let site = Site::new();
    let cat = decoder(&["/bin/cat", &site.file("bmp", &bmp())]);
    for length in [0, 1, 1_023, 1_025, 1 << 20] {
        assert!(cat.decode(&Personal::new(vec![7; length])).is_ok());
    }
}
