//! Bytes and names that are in the field. If one of these fails, undo the change; never touch the bytes.

use yici_hardware::JobName;
use yici_hardware::document_printer::message::{Operation, Request};

#[test]
fn the_name_of_a_document_is_frozen() {
    let name = JobName::new("form", "0192f0c4-7d2e-7a00-8000-000000000001").over(b"%PDF-1.4\n");
    assert_eq!(name, "yici-form-2bde947552709889ff96535ad9293b38");
    assert!(JobName::new("Form/1 表", "x").over(b"").starts_with("yici--orm-1---"));
}

#[test]
fn a_request_is_frozen() {
    let request = Request::new(Operation::PrintJob, "ipp://localhost/printers/a4")
        .name("job-name", "n")
        .integer("limit", 258)
        .mime("document-format", "application/pdf")
        .job_group()
        .keywords("k", &["a", "b"])
        .finish();
    let wanted = b"\x01\x01\x00\x02\x00\x00\x00\x01\
        \x01\x47\x00\x12attributes-charset\x00\x05utf-8\
        \x48\x00\x1battributes-natural-language\x00\x02en\
        \x45\x00\x0bprinter-uri\x00\x1bipp://localhost/printers/a4\
        \x42\x00\x08job-name\x00\x01n\
        \x21\x00\x05limit\x00\x04\x00\x00\x01\x02\
        \x49\x00\x0fdocument-format\x00\x0fapplication/pdf\
        \x02\x44\x00\x01k\x00\x01a\x44\x00\x00\x00\x01b\
        \x03";
    assert_eq!(request.escape_ascii().to_string(), wanted.escape_ascii().to_string());
}
