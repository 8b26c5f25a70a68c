//! What goes wrong, one file each, and what the kiosk then does.

mod camera_gone;
mod card_left;
mod card_lifted_mid_read;
mod devices_pulled_at_every_page;
mod door_opened;
mod help_called;
mod idle_everywhere;
mod killed_between_commit_and_receipt;
mod killed_mid_form;
mod login_page;
mod paper_out_before_the_receipt;
mod paper_out_during_the_receipt;
mod power_cut;
mod power_cut_while_set_up;
mod receipt_left;
mod storm_of_touches;
