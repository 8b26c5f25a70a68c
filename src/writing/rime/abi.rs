//! How librime's table and structs lie in memory, from its `rime_api.h`, read at 1.8.5 and at later versions.
//!
//! - `rime_get_api()` returns a static table of functions. Its first word, `data_size`, says how long it is; entries are
//!   only ever added at its end. So the table is declared up to the last entry used here; the caller checks its length.
//! - The structs handed in begin with their own size less that of the size field.

use std::ffi::{c_char, c_int, c_void};
use std::mem::offset_of;
use std::ptr;

/// librime's number for a composition; 0 is none.
pub(in crate::writing) type SessionId = usize;

/// What librime wants in `data_size`: the size of what follows it.
pub(super) fn own_size<T>() -> c_int {
    c_int::try_from(size_of::<T>() - size_of::<c_int>()).expect("the structs of this file are some hundred bytes long")
}

#[link(name = "rime")]
unsafe extern "C" {
    pub(super) fn rime_get_api() -> *const Api;
}

/// An entry of the table that is not used here: a pointer, never followed.
type Unused = usize;
type Bool = c_int;

#[repr(C)]
pub(super) struct Api {
    pub(super) data_size: c_int,
    pub(super) setup: unsafe extern "C" fn(*mut Traits),
    _notifications: Unused,
    pub(super) initialize: unsafe extern "C" fn(*mut Traits),
    _deployment: [Unused; 10],
    pub(super) create_session: unsafe extern "C" fn() -> SessionId,
    _find_session: Unused,
    pub(super) destroy_session: unsafe extern "C" fn(SessionId) -> Bool,
    _cleanup: [Unused; 2],
    pub(super) process_key: unsafe extern "C" fn(SessionId, c_int, c_int) -> Bool,
    _commit_composition: Unused,
    pub(super) clear_composition: unsafe extern "C" fn(SessionId),
    pub(super) get_commit: unsafe extern "C" fn(SessionId, *mut Commit) -> Bool,
    pub(super) free_commit: unsafe extern "C" fn(*mut Commit) -> Bool,
    pub(super) get_context: unsafe extern "C" fn(SessionId, *mut Context) -> Bool,
    pub(super) free_context: unsafe extern "C" fn(*mut Context) -> Bool,
    _status_to_schemas: [Unused; 9],
    pub(super) select_schema: unsafe extern "C" fn(SessionId, *const c_char) -> Bool,
    _configuration: [Unused; 34],
    pub(super) get_input: unsafe extern "C" fn(SessionId) -> *const c_char,
    _caret_to_version: [Unused; 4],
    pub(super) select_candidate_on_current_page: unsafe extern "C" fn(SessionId, usize) -> Bool,
}

/// Where the header puts the entries, counted in words from the start of the table.
const _: () = {
    let word = size_of::<Unused>();
    assert!(offset_of!(Api, setup) == word);
    assert!(offset_of!(Api, initialize) == 3 * word);
    assert!(offset_of!(Api, create_session) == 14 * word);
    assert!(offset_of!(Api, destroy_session) == 16 * word);
    assert!(offset_of!(Api, process_key) == 19 * word);
    assert!(offset_of!(Api, clear_composition) == 21 * word);
    assert!(offset_of!(Api, get_context) == 24 * word);
    assert!(offset_of!(Api, select_schema) == 35 * word);
    assert!(offset_of!(Api, get_input) == 70 * word);
    assert!(offset_of!(Api, select_candidate_on_current_page) == 75 * word);
};

#[repr(C)]
pub(super) struct Traits {
    pub(super) data_size: c_int,
    pub(super) shared_data_dir: *const c_char,
    pub(super) user_data_dir: *const c_char,
    pub(super) distribution_name: *const c_char,
    pub(super) distribution_code_name: *const c_char,
    pub(super) distribution_version: *const c_char,
    pub(super) app_name: *const c_char,
    pub(super) modules: *const *const c_char,
    pub(super) min_log_level: c_int,
    pub(super) log_dir: *const c_char,
    pub(super) prebuilt_data_dir: *const c_char,
    pub(super) staging_dir: *const c_char,
}

#[repr(C)]
pub(super) struct Commit {
    pub(super) data_size: c_int,
    pub(super) text: *mut c_char,
}

#[repr(C)]
pub(super) struct Context {
    pub(super) data_size: c_int,
    pub(super) composition: Composition,
    pub(super) menu: Menu,
    pub(super) commit_text_preview: *mut c_char,
    pub(super) select_labels: *mut *mut c_char,
}

#[repr(C)]
pub(super) struct Composition {
    pub(super) length: c_int,
    pub(super) cursor_pos: c_int,
    pub(super) sel_start: c_int,
    pub(super) sel_end: c_int,
    pub(super) preedit: *mut c_char,
}

#[repr(C)]
pub(super) struct Menu {
    pub(super) page_size: c_int,
    pub(super) page_no: c_int,
    pub(super) is_last_page: Bool,
    pub(super) highlighted_candidate_index: c_int,
    pub(super) num_candidates: c_int,
    pub(super) candidates: *mut Candidate,
    pub(super) select_keys: *mut c_char,
}

#[repr(C)]
pub(super) struct Candidate {
    pub(super) text: *mut c_char,
    pub(super) comment: *mut c_char,
    pub(super) reserved: *mut c_void,
}

impl Context {
    pub(super) const EMPTY: Self = Self {
        data_size: 0,
        composition: Composition { length: 0, cursor_pos: 0, sel_start: 0, sel_end: 0, preedit: ptr::null_mut() },
        menu: Menu {
            page_size: 0,
            page_no: 0,
            is_last_page: 0,
            highlighted_candidate_index: 0,
            num_candidates: 0,
            candidates: ptr::null_mut(),
            select_keys: ptr::null_mut(),
        },
        commit_text_preview: ptr::null_mut(),
        select_labels: ptr::null_mut(),
    };
}
