//! How the results are to come.

use super::form::Filling;
use super::promises::Promising;
use super::state::State;
use super::view::PickView;
use super::visit::Visit;
use super::{Event, Shared, Touch};

/// One of the matter's deliveries.
pub struct Delivering {
    pub(super) visit: Box<Visit>,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct DeliveryView {
    /// The ways.
    pub options: Vec<PickView>,
    /// Whether one is chosen.
    pub chosen: bool,
}

impl Delivering {
    pub(super) fn on(mut self, event: Event, shared: &mut Shared) -> State {
        match event {
            Event::Touch(Touch::Choose(key)) => {
                if self.visit.matter().deliveries.iter().any(|delivery| delivery.key == key) {
                    self.visit.delivery = Some(key);
                }
                State::Delivering(self)
            }
            Event::Touch(Touch::Next) if self.visit.delivery.is_some() => Filling::finish(self.visit, shared),
            Event::Touch(Touch::Back) => Promising::again(self.visit, shared),
            _ => State::Delivering(self),
        }
    }

    pub(super) fn view(&self, shared: &Shared) -> DeliveryView {
        let options = self.visit.matter().deliveries.iter().map(|delivery| PickView {
            key: delivery.key.clone(),
            label: shared.text(&delivery.name),
            detail: shared.text(&delivery.detail),
            selected: self.visit.delivery.as_ref() == Some(&delivery.key),
        });
        DeliveryView { options: options.collect(), chosen: self.visit.delivery.is_some() }
    }
}
