//! The part that SQLite calls: a VFS in front of the system's own (<https://sqlite.org/vfs.html>).
#![allow(unsafe_code, reason = "SQLite's VFS is a table of C functions; there is no safe way to be one")]

use super::{Op, State, Verdict, watch_of};
use rusqlite::ffi::{
    SQLITE_FULL, SQLITE_IOERR_READ, SQLITE_OK, sqlite3_file, sqlite3_filename, sqlite3_int64, sqlite3_io_methods,
    sqlite3_vfs, sqlite3_vfs_find, sqlite3_vfs_register,
};
use std::ffi::{CStr, OsStr, c_char, c_int, c_void};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// One open file: our head, and behind it the system's own, in the room that `szOsFile` asked SQLite for.
#[repr(C)]
struct File {
    base: sqlite3_file,
    /// From `Box::into_raw`; null for a file that nobody watches.
    watch: *mut Watch,
}

struct Watch {
    state: Arc<State>,
    name: String,
}

/// The system's own VFS. SQLite never frees it, so that its address may be kept as a number, which threads may share.
static SYSTEM: OnceLock<usize> = OnceLock::new();

static METHODS: sqlite3_io_methods = sqlite3_io_methods {
    iVersion: 2, // without memory-mapped reading, which would pass us by
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

/// Puts this VFS before the system's own for every database that the process opens from now on. Once.
pub(super) fn install() {
    SYSTEM.get_or_init(|| {
        // SAFETY: a null name asks for the default VFS, which SQLite has on every system it was built for.
        let system = unsafe { sqlite3_vfs_find(std::ptr::null()) };
        assert!(!system.is_null(), "SQLite has no VFS");
        // SAFETY: not null, and SQLite keeps it for the life of the process.
        let mut ours = unsafe { *system };
        ours.szOsFile += c_int::try_from(size_of::<File>()).expect("a few bytes");
        ours.zName = c"yici-crash".as_ptr();
        ours.pNext = std::ptr::null_mut();
        ours.xOpen = Some(open);
        ours.xDelete = Some(delete);
        let ours = Box::leak(Box::new(ours));
        // SAFETY: leaked, so it outlives SQLite's use of it. What was copied takes no notice of which VFS it is called
        // with, but for xOpen and xDelete, which are ours and hand the system's own on.
        let registered = unsafe { sqlite3_vfs_register(ours, 1) };
        assert_eq!(registered, SQLITE_OK, "SQLite did not take the VFS");
        system.expose_provenance()
    });
}

fn system() -> *mut sqlite3_vfs {
    std::ptr::with_exposed_provenance_mut(*SYSTEM.get().expect("SQLite calls what was installed"))
}

/// The system's own part of the file.
///
/// # Safety
/// `file` was made by [`open`].
unsafe fn inner(file: *mut sqlite3_file) -> *mut sqlite3_file {
    // SAFETY: SQLite gave `szOsFile` bytes, which are our head and then the system's file; both are aligned to pointers.
    unsafe { file.byte_add(size_of::<File>()) }
}

/// # Safety
/// `file` was made by [`open`] and is not closed; the borrow ends with the call.
unsafe fn watch<'a>(file: *mut sqlite3_file) -> Option<&'a Watch> {
    // SAFETY: our own head lies there, and its pointer is null or from `Box::into_raw`.
    unsafe { (*file.cast::<File>()).watch.as_ref() }
}

/// Hands a call on to the system's own method.
macro_rules! hand_on {
    ($file:expr, $method:ident $(, $argument:expr)*) => {{
        // SAFETY: SQLite calls methods of open files only, with arguments that it made for them; the system's file has
        // the same methods, since ours are no newer than version 2, which every system's has.
        unsafe {
            let file = inner($file);
            let method = (*(*file).pMethods).$method.expect("the system's VFS has the method");
            method(file $(, $argument)*)
        }
    }};
}

unsafe extern "C" fn open(
    _: *mut sqlite3_vfs,
    name: sqlite3_filename,
    file: *mut sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: SQLite gives `szOsFile` bytes for the file, and a name that is null or ends with a zero; the system's own
    // xOpen fills in the part behind our head.
    unsafe {
        let ours = file.cast::<File>();
        (*ours).base.pMethods = std::ptr::null();
        (*ours).watch = std::ptr::null_mut();
        let opened = (*system()).xOpen.expect("every VFS opens")(system(), name, inner(file), flags, out);
        if opened == SQLITE_OK {
            if let Some((state, name)) = path(name).and_then(watch_of) {
                (*ours).watch = Box::into_raw(Box::new(Watch { state, name }));
            }
            (*ours).base.pMethods = &raw const METHODS;
        }
        opened
    }
}

unsafe extern "C" fn delete(_: *mut sqlite3_vfs, name: *const c_char, sync_dir: c_int) -> c_int {
    // SAFETY: the name is SQLite's, and ends with a zero.
    let deleted = unsafe { (*system()).xDelete.expect("every VFS deletes")(system(), name, sync_dir) };
    if deleted == SQLITE_OK {
        // SAFETY: the same name.
        let path = unsafe { path(name) };
        if let Some((state, name)) = path.and_then(watch_of) {
            state.note(Op::Delete(name, sync_dir != 0));
        }
    }
    deleted
}

/// # Safety
/// `name` is null or ends with a zero; the borrow ends with the call.
unsafe fn path<'a>(name: *const c_char) -> Option<&'a Path> {
    // SAFETY: as promised.
    (!name.is_null()).then(|| Path::new(OsStr::from_bytes(unsafe { CStr::from_ptr(name) }.to_bytes())))
}

unsafe extern "C" fn close(file: *mut sqlite3_file) -> c_int {
    let closed = hand_on!(file, xClose);
    // SAFETY: SQLite closes once; the pointer is null or from `Box::into_raw`.
    unsafe {
        let watch = std::mem::replace(&mut (*file.cast::<File>()).watch, std::ptr::null_mut());
        if !watch.is_null() {
            drop(Box::from_raw(watch));
        }
    }
    closed
}

unsafe extern "C" fn read(file: *mut sqlite3_file, to: *mut c_void, length: c_int, at: sqlite3_int64) -> c_int {
    // SAFETY: an open file of ours.
    if let Some(watch) = unsafe { watch(file) }
        && watch.state.before_read() == Verdict::Unreadable
    {
        return SQLITE_IOERR_READ;
    }
    hand_on!(file, xRead, to, length, at)
}

unsafe extern "C" fn write(file: *mut sqlite3_file, from: *const c_void, length: c_int, at: sqlite3_int64) -> c_int {
    // SAFETY: an open file of ours.
    let Some(watch) = (unsafe { watch(file) }) else {
        return hand_on!(file, xWrite, from, length, at);
    };
    if watch.state.before_write() == Verdict::Full {
        return SQLITE_FULL;
    }
    let written = hand_on!(file, xWrite, from, length, at);
    if written == SQLITE_OK {
        let length = usize::try_from(length).expect("SQLite writes no negative length");
        // SAFETY: SQLite gave so many bytes to be written.
        let bytes = unsafe { std::slice::from_raw_parts(from.cast::<u8>(), length) }.to_vec();
        let at = u64::try_from(at).expect("SQLite writes at no negative offset");
        watch.state.note(Op::Write(watch.name.clone(), at, bytes));
    }
    written
}

unsafe extern "C" fn truncate(file: *mut sqlite3_file, length: sqlite3_int64) -> c_int {
    let truncated = hand_on!(file, xTruncate, length);
    // SAFETY: an open file of ours.
    if let Some(watch) = unsafe { watch(file) } {
        watch.state.note(Op::Truncate(watch.name.clone(), u64::try_from(length).expect("no negative length")));
    }
    truncated
}

unsafe extern "C" fn sync(file: *mut sqlite3_file, flags: c_int) -> c_int {
    let synced = hand_on!(file, xSync, flags);
    // SAFETY: an open file of ours.
    if let Some(watch) = unsafe { watch(file) }
        && synced == SQLITE_OK
    {
        watch.state.note(Op::Sync(watch.name.clone()));
    }
    synced
}

unsafe extern "C" fn file_size(file: *mut sqlite3_file, size: *mut sqlite3_int64) -> c_int {
    hand_on!(file, xFileSize, size)
}

unsafe extern "C" fn lock(file: *mut sqlite3_file, level: c_int) -> c_int {
    hand_on!(file, xLock, level)
}

unsafe extern "C" fn unlock(file: *mut sqlite3_file, level: c_int) -> c_int {
    hand_on!(file, xUnlock, level)
}

unsafe extern "C" fn check_reserved_lock(file: *mut sqlite3_file, is_held: *mut c_int) -> c_int {
    hand_on!(file, xCheckReservedLock, is_held)
}

unsafe extern "C" fn file_control(file: *mut sqlite3_file, what: c_int, argument: *mut c_void) -> c_int {
    hand_on!(file, xFileControl, what, argument)
}

unsafe extern "C" fn sector_size(file: *mut sqlite3_file) -> c_int {
    hand_on!(file, xSectorSize)
}

unsafe extern "C" fn device_characteristics(file: *mut sqlite3_file) -> c_int {
    hand_on!(file, xDeviceCharacteristics)
}

unsafe extern "C" fn shm_map(
    file: *mut sqlite3_file,
    page: c_int,
    size: c_int,
    extend: c_int,
    to: *mut *mut c_void,
) -> c_int {
    hand_on!(file, xShmMap, page, size, extend, to)
}

unsafe extern "C" fn shm_lock(file: *mut sqlite3_file, offset: c_int, count: c_int, flags: c_int) -> c_int {
    hand_on!(file, xShmLock, offset, count, flags)
}

unsafe extern "C" fn shm_barrier(file: *mut sqlite3_file) {
    hand_on!(file, xShmBarrier);
}

unsafe extern "C" fn shm_unmap(file: *mut sqlite3_file, delete: c_int) -> c_int {
    hand_on!(file, xShmUnmap, delete)
}
