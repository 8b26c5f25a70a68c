//! The social-security card: the conversation against a simulated card, and the real driver through a real `pcscd`.

#[path = "social_card/bench.rs"]
mod bench;
#[path = "social_card/contract.rs"]
mod contract;
#[path = "social_card/conversation.rs"]
mod conversation;
#[path = "social_card/gone.rs"]
mod gone;
#[path = "social_card/recorded.rs"]
mod recorded;
#[path = "social_card/records.rs"]
mod records;
#[path = "social_card/taken_mid_read.rs"]
mod taken_mid_read;
#[path = "social_card/wrong_card.rs"]
mod wrong_card;
