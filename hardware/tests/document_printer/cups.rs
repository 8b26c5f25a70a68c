//! The whole way of a kiosk: CUPS on a Unix socket, and the printer behind it.

use crate::bench::{Bench, Hand, PATIENCE, form, pdf, print, program, wait_for_file};
use std::fs;
use std::ops::ControlFlow;
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;
use yici_hardware::document_printer::{Address, IppPrinter};
use yici_hardware::{DocumentPrinter, DocumentPrinterStatus, JobOutcome};

/// A `cupsd` of the test's own, with one queue that leads to the bench's printer.
struct Cups {
    server: Child,
    dir: TempDir,
}

impl Cups {
    fn start(printer: &Bench) -> Option<Self> {
        let backend = "/usr/lib/cups/backend/ipp";
        let Some(cupsd) = program("cupsd").filter(|_| fs::exists(backend).unwrap()) else {
            eprintln!("skipped: there is no `cupsd`, or no {backend}; install the Debian package cups-daemon");
            return None;
        };
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name).display().to_string();
        for folder in ["root", "spool", "cache", "state", "log", "tmp"] {
            fs::create_dir(at(folder)).unwrap();
        }
        let settings = format!(
            "Listen {}\nBrowsing No\nWebInterface No\nDefaultAuthType None\nPreserveJobHistory Yes\nPreserveJobFiles No\n\
             <Location />\nOrder allow,deny\nAllow all\n</Location>\n<Policy default>\nJobPrivateAccess default\n\
             JobPrivateValues default\n<Limit All>\nOrder deny,allow\n</Limit>\n</Policy>\n",
            at("cups.sock")
        );
        fs::write(at("cupsd.conf"), settings).unwrap();
        let files = format!(
            "ServerRoot {}\nRequestRoot {}\nCacheDir {}\nStateDir {}\nTempDir {}\nErrorLog {}\nAccessLog {}\nPageLog {}\n\
             Sandboxing relaxed\n",
            at("root"),
            at("spool"),
            at("cache"),
            at("state"),
            at("tmp"),
            at("log/error"),
            at("log/access"),
            at("log/page")
        );
        fs::write(at("cups-files.conf"), files).unwrap();
        let queue = format!(
            "<DefaultPrinter a4>\nDeviceURI ipp://localhost:{}/ipp/print\nState Idle\nAccepting Yes\nShared No\n\
             </DefaultPrinter>\n",
            printer.port()
        );
        fs::write(at("root/printers.conf"), queue).unwrap();
        let server = Command::new(cupsd)
            .args(["-f", "-c", &at("cupsd.conf"), "-s", &at("cups-files.conf")])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let cups = Self { server, dir };
        wait_for_file(&cups.dir.path().join("cups.sock"));
        Some(cups)
    }

    fn driver(&self) -> IppPrinter {
        let address = format!("unix:{}#/printers/a4", self.dir.path().join("cups.sock").display());
        IppPrinter::new(Address::parse(&address).unwrap(), PATIENCE)
    }
}

impl Drop for Cups {
    fn drop(&mut self) {
        // Asked to end, it ends its backends too.
        let _ = Command::new("kill").arg(self.server.id().to_string()).status();
        let _ = self.server.wait();
    }
}

#[test]
fn a_document_goes_through_cups_to_the_printer_and_not_twice() {
    let Some(bench) = Bench::start(Hand::Prompt) else { return };
    let Some(cups) = Cups::start(&bench) else { return };
    assert_eq!(cups.driver().status().unwrap(), DocumentPrinterStatus::Ready);
    assert_eq!(print(&mut cups.driver(), &pdf("one"), &form()).unwrap(), JobOutcome::Printed);
    assert_eq!(print(&mut cups.driver(), &pdf("one"), &form()).unwrap(), JobOutcome::AlreadyPrinted);
    assert!(bench.arrived() == [pdf("one").reveal().clone()]);
}

#[test]
fn paper_that_runs_out_behind_cups_is_heard_of() {
    let Some(bench) = Bench::start(Hand::Ordered) else { return };
    let Some(cups) = Cups::start(&bench) else { return };
    let mut orders = None;
    let mut seen = Vec::new();
    let outcome = cups.driver().print(&pdf("one"), &form(), &mut |status| {
        let orders = orders.get_or_insert_with(|| {
            let mut orders = bench.orders();
            orders.give("+media-empty");
            orders
        });
        if status == DocumentPrinterStatus::PaperOut && !seen.contains(&status) {
            orders.give("-media-empty");
            orders.give("print");
        }
        seen.push(status);
        ControlFlow::Continue(())
    });
    assert_eq!(outcome.unwrap(), JobOutcome::Printed, "{seen:?}");
    assert!(seen.contains(&DocumentPrinterStatus::PaperOut), "{seen:?}");
}
