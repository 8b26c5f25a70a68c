//! The only unsafe code of the house: librime's C interface, declared by hand and made safe.
//!
//! Facts from librime's `rime_api.h`; how its structs lie in memory stands in [`abi`]:
//! - Strings are UTF-8, ended by a zero byte. `get_context` and `get_commit` allocate; their `free_…` frees.
//! - A call with a session that does not exist does nothing and returns 0 or null.
//! - Nothing is safe to call from two threads at once: every method takes `&mut self`, and there is one [`Rime`].
#![allow(unsafe_code, reason = "librime is a C++ library with a C interface")]

mod abi;

pub(super) use abi::SessionId;
use abi::{Api, Commit, Context, Traits, own_size};
use std::ffi::{CStr, CString, OsStr, c_char, c_int};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::ptr;

/// librime, set up. There is at most one in a process.
pub(super) struct Rime {
    api: &'static Api,
}

/// A key as librime counts them: X11 key symbols.
#[derive(Clone, Copy)]
pub(super) struct Key(c_int);

/// What a composition shows.
#[derive(Default)]
pub(super) struct View {
    pub(super) composing: String,
    pub(super) candidates: Vec<String>,
    pub(super) more: bool,
    /// From 0.
    pub(super) page: usize,
}

impl Key {
    pub(super) const BACKSPACE: Self = Self(0xff08);
    pub(super) const PAGE_UP: Self = Self(0xff55);
    pub(super) const PAGE_DOWN: Self = Self(0xff56);

    /// The key of a lower-case letter or of `'`; none for any other character.
    pub(super) fn letter(letter: char) -> Option<Self> {
        let byte = u8::try_from(letter).ok().filter(|byte| matches!(byte, b'a'..=b'z' | b'\''))?;
        Some(Self(byte.into()))
    }
}

impl Rime {
    /// Sets librime up on a built dictionary. `None` if the library lacks a call.
    ///
    /// The caller sees to it that this happens once in a process: a second time would end it. Both paths exist or are at
    /// least free of zero bytes.
    pub(super) fn start(shared: &Path, built: &Path) -> Option<Self> {
        // SAFETY: takes nothing; returns the library's static table.
        let table = unsafe { abi::rime_get_api() };
        if table.is_null() {
            return None;
        }
        // SAFETY: every version of the table begins with this word.
        let length = usize::try_from(unsafe { *table.cast::<c_int>() }).ok()? + size_of::<c_int>();
        if length < size_of::<Api>() {
            return None;
        }
        // SAFETY: the table is static, never written again, and long enough; librime fills every entry used here.
        let api = unsafe { &*table };

        let shared = c_path(shared.as_os_str());
        let built = c_path(built.as_os_str());
        let modules = [c"core".as_ptr(), c"dict".as_ptr(), c"gears".as_ptr(), ptr::null()];
        let mut traits = Traits {
            data_size: own_size::<Traits>(),
            shared_data_dir: shared.as_ptr(),
            // Nobody can make a folder here, so nothing can be learned, whatever a configuration says.
            user_data_dir: c"/dev/null/rime".as_ptr(),
            distribution_name: c"Yici".as_ptr(),
            distribution_code_name: c"yici".as_ptr(),
            distribution_version: c"1".as_ptr(),
            app_name: c"rime.yici".as_ptr(),
            modules: modules.as_ptr(),
            // Only what ends the process is said, and on standard error: librime's log must hold no citizen's words.
            min_log_level: 3,
            log_dir: c"".as_ptr(),
            prebuilt_data_dir: built.as_ptr(),
            staging_dir: built.as_ptr(),
        };
        // SAFETY: the struct and all it points to outlive both calls, and librime copies the strings it keeps.
        unsafe {
            (api.setup)(&raw mut traits);
            (api.initialize)(&raw mut traits);
        }
        Some(Self { api })
    }

    /// Begins a composition in this schema. 0 when librime refuses; every other call then does nothing.
    pub(super) fn open(&mut self, schema: &CStr) -> SessionId {
        // SAFETY: takes nothing; then a session that does not exist is ignored, and the name is copied.
        unsafe {
            let session = (self.api.create_session)();
            (self.api.select_schema)(session, schema.as_ptr());
            session
        }
    }

    /// Ends a composition and frees what it held.
    pub(super) fn close(&mut self, session: SessionId) {
        // SAFETY: a session that does not exist is ignored.
        unsafe { (self.api.destroy_session)(session) };
    }

    /// Presses a key. Returns whether librime took it.
    pub(super) fn press(&mut self, session: SessionId, Key(key): Key) -> bool {
        // SAFETY: plain numbers; a session that does not exist is ignored.
        unsafe { (self.api.process_key)(session, key, 0) != 0 }
    }

    /// Picks a candidate of the current page. Returns whether there was one.
    pub(super) fn select(&mut self, session: SessionId, index: usize) -> bool {
        // SAFETY: plain numbers; librime checks the index against the page.
        unsafe { (self.api.select_candidate_on_current_page)(session, index) != 0 }
    }

    /// Throws the composition away.
    pub(super) fn clear(&mut self, session: SessionId) {
        // SAFETY: a session that does not exist is ignored.
        unsafe { (self.api.clear_composition)(session) };
    }

    /// How many letters the composition holds, those already picked included.
    pub(super) fn typed(&mut self, session: SessionId) -> usize {
        // SAFETY: null or a string that is valid until the next call, which `&mut self` keeps away.
        unsafe {
            let input = (self.api.get_input)(session);
            if input.is_null() { 0 } else { CStr::from_ptr(input).count_bytes() }
        }
    }

    /// The text that the last pick settled, once.
    pub(super) fn committed(&mut self, session: SessionId) -> Option<String> {
        let mut commit = Commit { data_size: own_size::<Commit>(), text: ptr::null_mut() };
        // SAFETY: the struct says its size; what librime allocated for it is copied, then freed, and not used again.
        unsafe {
            if (self.api.get_commit)(session, &raw mut commit) == 0 {
                return None;
            }
            let text = copied(commit.text);
            (self.api.free_commit)(&raw mut commit);
            Some(text)
        }
    }

    /// What the composition shows now.
    pub(super) fn view(&mut self, session: SessionId) -> View {
        let mut context = Context { data_size: own_size::<Context>(), ..Context::EMPTY };
        // SAFETY: the struct says its size; `candidates` points to `num_candidates` entries; all is copied, then freed.
        unsafe {
            if (self.api.get_context)(session, &raw mut context) == 0 {
                return View::default();
            }
            let count = usize::try_from(context.menu.num_candidates).unwrap_or(0);
            let candidates = match context.menu.candidates.is_null() {
                true => Vec::new(),
                false => (0..count).map(|at| copied((*context.menu.candidates.add(at)).text)).collect(),
            };
            let view = View {
                composing: copied(context.composition.preedit),
                more: !candidates.is_empty() && context.menu.is_last_page == 0,
                page: usize::try_from(context.menu.page_no).unwrap_or(0),
                candidates,
            };
            (self.api.free_context)(&raw mut context);
            view
        }
    }
}

/// A path without zero bytes as C wants it; one with a zero byte names no file and becomes empty.
fn c_path(path: &OsStr) -> CString {
    CString::new(path.as_bytes()).unwrap_or_default()
}

/// # Safety
/// `text` is null or a string ended by a zero byte.
unsafe fn copied(text: *const c_char) -> String {
    if text.is_null() {
        return String::new();
    }
    // SAFETY: the caller's promise.
    unsafe { CStr::from_ptr(text) }.to_string_lossy().into_owned()
}
