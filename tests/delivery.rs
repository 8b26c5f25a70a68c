//! What happens between the kiosk and the platform: one file for each mishap.
//!
//! The real outbox, the real courier, real TLS and a real platform; the mishaps happen at the wire. Time is handed in.

mod delivery {
    mod answer_cut;
    mod attachments;
    pub(crate) mod bench;
    mod busy;
    mod carried;
    mod carried_renewal;
    mod certificates;
    mod city;
    mod clock;
    mod commit;
    mod contract;
    mod cut_anywhere;
    mod damage;
    mod dns_lies;
    mod enrolment;
    mod erasing;
    mod fleet;
    mod forged_receipt;
    mod fuzz;
    mod issuing;
    mod line_down;
    mod link;
    mod login_page;
    mod metered;
    mod national_seal;
    mod old_stores;
    mod one_byte_a_second;
    mod other_bytes;
    mod otlp;
    mod outbox_full;
    mod paper;
    mod platform_rude;
    mod platform_slow;
    mod progress;
    mod promises;
    mod provincial;
    mod quarantine;
    mod redirect;
    mod request_cut;
    mod secrecy;
    mod storm;
    mod trail;
    mod village;
    mod wrong_answer;
    mod wrong_ca;
}

mod shelf;
