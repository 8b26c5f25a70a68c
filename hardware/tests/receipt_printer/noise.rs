//! Bytes that nobody meant.

use crate::Bench;
use std::io::Write;

/// A small generator with a seed, so that a failure can be repeated.
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}

#[test]
fn random_bytes_never_bring_the_interpreter_down() {
    // Half of the bytes are such as begin a command, so that the noise gets deep into the parameters.
    const OFTEN: &[u8] = b"\x1b\x1c\x1d\x10\x04\n@adE!&.(kvV0r\x00\x01\x02\x03\x31\x41\x43\x45\x50\x51\xd2\xbb";
    let mut bench = Bench::new();
    let dir = tempfile::tempdir().unwrap();
    let link = dir.path().join("noise");
    for seed in 1..=20 {
        let simulator = yici_hardware::receipt_printer::simulator::ReceiptPrinterSimulator::start(&link).unwrap();
        let mut noise = Noise(0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(seed));
        let bytes: Vec<u8> = (0..4_000)
            .map(|_| {
                let [low, high, ..] = noise.next().to_le_bytes();
                if high & 1 == 0 { OFTEN[usize::from(low) % OFTEN.len()] } else { low }
            })
            .collect();
        let mut port = serialport::new(link.to_str().unwrap(), 115_200).timeout(crate::PATIENCE).open_native().unwrap();
        simulator.stall_after_bytes(bytes.len());
        for chunk in bytes.chunks(200) {
            port.write_all(chunk).unwrap();
        }
        assert!(simulator.wait_until_stalled(crate::PATIENCE), "seed {seed}");
        assert!(!simulator.errors().is_empty());
        simulator.receipts();
    }
    // The suite's own printer is none the wiser.
    assert!(yici_hardware::ReceiptPrinter::status(&mut bench.printer).is_ok());
}
