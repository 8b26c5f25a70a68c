//! Where a printer may be.

use yici_hardware::document_printer::{Address, BadAddress};

#[test]
fn an_address_names_a_socket_and_a_path() {
    for (text, uri) in [
        ("ipp://127.0.0.1:8631/ipp/print", "ipp://127.0.0.1:8631/ipp/print"),
        ("http://localhost/printers/a4", "ipp://127.0.0.1:631/printers/a4"),
        ("ipp://[::1]:9000/ipp/print", "ipp://[::1]:9000/ipp/print"),
        ("ipp://[::1]/ipp/print", "ipp://[::1]:631/ipp/print"),
        ("unix:/run/cups/cups.sock#/printers/a4", "ipp://localhost/printers/a4"),
    ] {
        assert_eq!(Address::parse(text).unwrap().uri(), uri);
    }
}

#[test]
fn what_is_no_address_is_refused_with_its_part() {
    for (text, fault) in [
        ("", BadAddress::Scheme),
        ("ipps://127.0.0.1/ipp/print", BadAddress::Scheme),
        ("unix:cups.sock#/printers/a4", BadAddress::Scheme),
        ("ipp://printer.example/ipp/print", BadAddress::Host),
        ("ipp://127.0.0.1:0/ipp/print", BadAddress::Host),
        ("ipp://127.0.0.1:70000/ipp/print", BadAddress::Host),
        ("ipp:///ipp/print", BadAddress::Host),
        ("ipp://127.0.0.1", BadAddress::Path),
        ("unix:/run/cups/cups.sock", BadAddress::Path),
        ("unix:/run/cups/cups.sock#printers", BadAddress::Path),
        ("ipp://127.0.0.1/ipp/print HTTP/1.1\r\nX: y", BadAddress::Path),
    ] {
        assert_eq!(Address::parse(text).unwrap_err(), fault, "{text}");
    }
}
