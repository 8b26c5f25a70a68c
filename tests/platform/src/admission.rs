//! How much the platform takes on at once, and what came of whom, second by second.
//!
//! - A request that comes while all places are taken is turned away with 503 before anything of it is read, and told in
//!   `Retry-After` when to come again: the later, the more were turned away of late and the slower the work goes, so that who
//!   comes again finds a place. A kiosk waits that long and, by chance, up to as long again, so that they do not come together.
//! - One for all instances: their load balancer shares requests out evenly.
//!
//! Limits: 64 places an instance; nobody is told to wait longer than ten minutes; an hour of seconds and 100,000 durations are
//! remembered.

use crate::{
    desk::refusal,
    server::{Context, answer},
};
use axum::{
    extract::{Request, State},
    http::header::RETRY_AFTER,
    middleware::Next,
    response::Response,
};
use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// An instance's places.
pub(crate) const PLACES: usize = 64;

/// What is looked back on to say how long to wait.
const OF_LATE: usize = 10;

/// How many of the last requests say how quickly the work goes, and how quickly it never does.
const LAST: usize = 100;
const QUICKEST: Duration = Duration::from_millis(5);

/// Who comes again comes with so many requests: a heartbeat, and an application with a paper.
const REQUESTS: u32 = 4;

const LONGEST: u32 = 600;
const SECONDS: usize = 3_600;
const DURATIONS: usize = 100_000;

/// What happened in one second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Second {
    /// Requests that came.
    pub arrived: u32,
    /// Requests that were answered with what they asked for, or with why not.
    pub served: u32,
    /// Requests that found no place.
    pub turned_away: u32,
}

/// Who is in, and the book of who came.
pub(crate) struct Admission(Mutex<Book>);

struct Book {
    begun: Instant,
    places: usize,
    taken: usize,
    /// The last is now.
    seconds: VecDeque<Second>,
    /// Seconds that were forgotten.
    forgotten: usize,
    durations: Vec<Duration>,
    /// How long the last ones took.
    last: VecDeque<Duration>,
}

/// A place that is taken until this is dropped.
struct Place<'a>(&'a Admission, Instant);

impl Admission {
    pub(crate) fn new(places: usize) -> Self {
        let (seconds, durations, last) = (VecDeque::new(), Vec::new(), VecDeque::new());
        Self(Mutex::new(Book { begun: Instant::now(), places, taken: 0, seconds, forgotten: 0, durations, last }))
    }

    /// From now on, so many places.
    pub(crate) fn places(&self, places: usize) {
        self.book().places = places;
    }

    /// Every second since the platform began, of the last hour.
    pub(crate) fn seconds(&self) -> Vec<Second> {
        let mut book = self.book();
        book.now();
        book.seconds.iter().copied().collect()
    }

    pub(crate) fn forget_durations(&self) {
        self.book().durations.clear();
    }

    /// So much of what was served took no longer.
    pub(crate) fn duration(&self, part: f64) -> Option<Duration> {
        let mut durations = self.book().durations.clone();
        durations.sort_unstable();
        let last = durations.len().checked_sub(1)?;
        // The nearest of them, which is there.
        durations.iter().enumerate().rfind(|(at, _)| (*at as f64) <= part * last as f64).map(|(_, duration)| *duration)
    }

    /// A place, or for how many seconds there will be none.
    fn enter(&self) -> Result<Place<'_>, u32> {
        let mut book = self.book();
        book.now().arrived += 1;
        if book.taken < book.places {
            book.taken += 1;
            return Ok(Place(self, Instant::now()));
        }
        book.now().turned_away += 1;
        Err(book.wait())
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Book {
    fn now(&mut self) -> &mut Second {
        let second = usize::try_from(self.begun.elapsed().as_secs()).unwrap_or(usize::MAX);
        while self.forgotten + self.seconds.len() <= second {
            self.seconds.push_back(Second::default());
            if self.seconds.len() > SECONDS {
                self.seconds.pop_front();
                self.forgotten += 1;
            }
        }
        self.seconds.back_mut().expect("at least the second that was just put there")
    }

    /// As long as these places take to serve those who were turned away of late, by how long the last ones took.
    fn wait(&self) -> u32 {
        let away: u32 = self.seconds.iter().rev().take(OF_LATE).map(|second| second.turned_away).sum();
        let each = self.last.iter().sum::<Duration>() / u32::try_from(self.last.len()).unwrap_or(1).max(1);
        let each = each.max(QUICKEST).as_secs_f64();
        let seconds =
            f64::from(away) * f64::from(REQUESTS) * each / f64::from(u32::try_from(self.places).unwrap_or(1).max(1));
        Duration::from_secs_f64(seconds.min(f64::from(LONGEST))).as_secs().try_into().unwrap_or(LONGEST).max(1)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let mut book = self.0.book();
        book.taken = book.taken.saturating_sub(1);
        book.now().served += 1;
        let took = self.1.elapsed();
        if book.durations.len() < DURATIONS {
            book.durations.push(took);
        }
        book.last.push_back(took);
        if book.last.len() > LAST {
            book.last.pop_front();
        }
    }
}

/// Lets in who finds a place.
pub(crate) async fn admit(State(context): State<Context>, request: Request, next: Next) -> Response {
    match context.admission.enter() {
        Ok(_place) => next.run(request).await,
        Err(seconds) => {
            let mut away = answer(refusal(503, "busy"));
            away.headers_mut().insert(RETRY_AFTER, seconds.into());
            away
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_finds_no_place_is_told_to_wait_the_longer_the_more_were_turned_away() {
        let admission = Admission::new(1);
        let place = admission.enter().expect("the first");
        let waits: Vec<u32> = (0..500).map(|_| admission.enter().err().expect("no place")).collect();
        assert!(waits[0] == 1 && waits[499] == 10 && waits.is_sorted(), "{waits:?}");
        drop(place);
        assert!(admission.enter().is_ok());
        let second = admission.seconds().into_iter().fold(Second::default(), |sum, second| Second {
            arrived: sum.arrived + second.arrived,
            served: sum.served + second.served,
            turned_away: sum.turned_away + second.turned_away,
        });
        assert_eq!(second, Second { arrived: 502, served: 2, turned_away: 500 });
    }
}
