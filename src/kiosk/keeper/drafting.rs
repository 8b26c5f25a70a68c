//! The drafts of the visit under way. What goes wrong with them is said, and costs nothing else.

use crate::application::draft::Draft;
use crate::drafts::{Bearer, CardKey, Drafts, DraftsError};
use crate::outbox::Outbox;
use crate::platform::contract::SubmissionId;
use jiff::Timestamp;
use yici_hardware::Personal;

pub(super) struct Drafting {
    drafts: Option<Drafts>,
    visit: Option<Visit>,
}

/// The visit whose card was read. The key is overwritten when it is dropped.
struct Visit {
    id: SubmissionId,
    key: CardKey,
    matter: String,
    version: String,
    place: Option<i64>,
}

impl Drafting {
    pub(super) fn new(drafts: Option<Drafts>) -> Self {
        Self { drafts, visit: None }
    }

    /// What the card was cut off from, unless it was handed in after all.
    pub(super) fn find(
        &mut self,
        id: SubmissionId,
        bearer: &Bearer,
        matter: String,
        version: String,
        outbox: &Outbox,
    ) -> Option<Draft> {
        let drafts = self.drafts.as_mut()?;
        let key = drafts.key(bearer);
        let found = drafts.find(&key, &matter, &version, Timestamp::now());
        let found = found.unwrap_or_else(|error| said(&error));
        let place = found.as_ref().map(|found| found.place);
        self.visit = Some(Visit { id, key, matter, version, place });
        let draft = Draft::read(&found?.content).filter(|draft| matches!(outbox.digest_of(draft.id), Ok(None)));
        if draft.is_none() {
            self.erase(id);
        }
        draft
    }

    pub(super) fn keep(&mut self, id: SubmissionId, content: &Personal<Vec<u8>>) {
        let Some(drafts) = &mut self.drafts else { return };
        let Some(visit) = self.visit.as_mut().filter(|visit| visit.id == id) else { return };
        match drafts.keep(visit.place, &visit.key, &visit.matter, &visit.version, content, Timestamp::now()) {
            Ok(place) => visit.place = Some(place),
            Err(error) => said(&error),
        }
    }

    /// Erases what was kept of the visit, or found for it.
    pub(super) fn erase(&mut self, id: SubmissionId) {
        let Some(drafts) = &mut self.drafts else { return };
        let Some(visit) = self.visit.as_mut().filter(|visit| visit.id == id) else { return };
        if let Some(place) = visit.place.take()
            && let Err(error) = drafts.erase(place)
        {
            said(&error)
        }
    }

    pub(super) fn forget(&mut self, id: SubmissionId) {
        self.visit.take_if(|visit| visit.id == id);
    }

    pub(super) fn erase_old(&mut self) {
        if let Some(drafts) = &mut self.drafts
            && let Err(error) = drafts.erase_old(Timestamp::now())
        {
            said(&error)
        }
    }
}

fn said<T: Default>(error: &DraftsError) -> T {
    tracing::error!(%error, "a draft");
    T::default()
}
