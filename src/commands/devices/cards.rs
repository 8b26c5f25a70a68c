//! Cards read by hand, and shown masked.

use super::wait;
use crate::application::mask::mask;
use crate::catalog::FieldKind;
use crate::settings::Portrait;
use clap::ValueEnum;
use yici_hardware::card_reader::portrait::PortraitDecoder;
use yici_hardware::{CardReader, Look, Personal, SocialCardReader, SocialLook};

/// What a reader is to do.
#[derive(Clone, Copy, ValueEnum)]
pub enum Act {
    /// Wait for a card and read it.
    Read,
    /// Say whether a card lies there.
    Media,
}

pub fn identity(reader: &mut dyn CardReader, what: Act, portrait: &Portrait) -> anyhow::Result<()> {
    if let Act::Media = what {
        println!("{:?}", reader.media()?);
        return Ok(());
    }
    let card = wait("lay a card on the reader", || match reader.look()? {
        Look::NoCard => Ok(None),
        Look::Unreadable(fault) => {
            println!("not read: {fault:?}; lift it and lay it down again");
            Ok(None)
        }
        Look::Card(card) => Ok(Some(card)),
    })?;
    show(&format!("{:?}", card.kind()), &card.name, &card.number);
    if let Some(decoder) = PortraitDecoder::new(&portrait.command) {
        match decoder.decode(&card.photo) {
            Ok(picture) => println!("portrait: decoded, {} x {}", picture.width, picture.height),
            Err(fault) => println!("portrait: {fault}"),
        }
    }
    Ok(())
}

pub fn social_security(reader: &mut dyn SocialCardReader, what: Act) -> anyhow::Result<()> {
    if let Act::Media = what {
        println!("{:?}", reader.media()?);
        return Ok(());
    }
    let card = wait("put a social-security card in", || match reader.look()? {
        SocialLook::NoCard => Ok(None),
        SocialLook::Unreadable(fault) => {
            println!("not read: {fault:?}; take it out and put it in again");
            Ok(None)
        }
        SocialLook::Card(card) => Ok(Some(card)),
    })?;
    show("social-security card", &card.name, &card.number);
    Ok(())
}

fn show(kind: &str, name: &Personal, number: &Personal) {
    let (name, number) = (mask(FieldKind::Name, name.reveal()), mask(FieldKind::CitizenNumber, number.reveal()));
    println!("read: {kind}, {name}, {number}");
}
