//! The A4 printer: the real driver against CUPS's own `ippeveprinter`, and against listeners that misbehave.

#[path = "document_printer/aborted.rs"]
mod aborted;
#[path = "document_printer/address.rs"]
mod address;
#[path = "document_printer/answers.rs"]
mod answers;
#[path = "document_printer/bench.rs"]
mod bench;
#[path = "document_printer/contract.rs"]
mod contract;
#[path = "document_printer/cups.rs"]
mod cups;
#[path = "document_printer/frozen.rs"]
mod frozen;
#[path = "document_printer/garbage.rs"]
mod garbage;
#[path = "document_printer/gone.rs"]
mod gone;
#[path = "document_printer/paper_out.rs"]
mod paper_out;
#[path = "document_printer/reasons.rs"]
mod reasons;
#[path = "document_printer/retry.rs"]
mod retry;
#[path = "document_printer/silent.rs"]
mod silent;
#[path = "document_printer/unix_socket.rs"]
mod unix_socket;
#[path = "document_printer/withdrawn.rs"]
mod withdrawn;
