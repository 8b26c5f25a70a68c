//! What an identity card says.
//!
//! What every kind of card has is a field of [`IdCard`]; what only one kind has is in its [`Document`], so a resident's
//! card cannot carry a pass number.

use super::identifiers;
use crate::Personal;

/// The four kinds of card that have the chip of the second-generation identity card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CardKind {
    /// 居民身份证.
    Resident,
    /// 港澳台居民居住证.
    HkMacauTaiwan,
    /// 外国人永久居留身份证 as issued from 2017: a number of 15 characters.
    PermanentResident2017,
    /// 外国人永久居留身份证 as issued from December 2023: a number of 18 characters that begins with 9.
    PermanentResident2023,
}

impl CardKind {
    /// All of them.
    pub const ALL: [Self; 4] =
        [Self::Resident, Self::HkMacauTaiwan, Self::PermanentResident2017, Self::PermanentResident2023];
}

/// What a card says. What can be checked without a clock was checked by [`super::layout::decode`].
///
/// Dates are `yyyyMMdd` as on the chip.
#[derive(Clone, PartialEq, Eq)]
pub struct IdCard {
    /// Its kind, and what only this kind says.
    pub document: Document,
    /// Name, trimmed: in Chinese, or in Latin letters where a foreigner's card has no Chinese one.
    pub name: Personal,
    /// Sex, code of GB/T 2261.1: `1` male, `2` female; on a foreigner's card also `0` unknown, `9` not stated.
    pub sex: Personal,
    /// Nation, code of GB/T 3304: `01` to `56`, `97`, `98`; passed on as the card has it. See [`super::nation::name`].
    /// Only a resident's card has one; empty on the others.
    pub nation: Personal,
    /// Birth date.
    pub birth: Personal,
    /// Address as printed on the card. Empty on a foreigner's card. See [`IdCard::current_address`].
    pub address: Personal,
    /// Address that the police wrote into the chip after the card was printed; `None` when there is none.
    pub newest_address: Option<Personal>,
    /// The number by which this person is known: its form is that of the kind of card.
    pub number: Personal,
    /// Authority that issued the card; a code of four characters on a foreigner's card of 2017, empty on one of 2023.
    pub issuer: Personal,
    /// First day of validity.
    pub valid_from: Personal,
    /// Last day of validity, or `长期`.
    pub valid_to: Personal,
    /// Portrait, 1,024 bytes of WLT. No open decoder exists; see [`super::portrait`].
    pub photo: Personal<Vec<u8>>,
}

/// The kind of a card, with what only this kind says.
#[derive(Clone, PartialEq, Eq)]
pub enum Document {
    /// 居民身份证: nothing more.
    Resident,
    /// 港澳台居民居住证. The number begins with 810000, 820000 or 830000.
    HkMacauTaiwan {
        /// Number of the travel permit (通行证), as the card has it; see [`IdCard::doubt`].
        pass_number: Personal,
        /// How many times the card was issued, two characters; may be empty.
        issues: Personal,
    },
    /// 外国人永久居留身份证 of 2017.
    PermanentResident2017 {
        /// Name in Latin letters.
        latin_name: Personal,
        /// Nationality, three letters of ISO 3166.
        nationality: Personal,
        /// Version of the card, as it has it; may be empty.
        version: Personal,
    },
    /// 外国人永久居留身份证 of 2023. The places of these fields rest on one published implementation.
    PermanentResident2023 {
        /// Name in Latin letters.
        latin_name: Personal,
        /// Nationality, up to three characters of ISO 3166, as the card has them.
        nationality: Personal,
        /// How many times the card was renewed, two characters; may be empty.
        renewals: Personal,
        /// What links it to the holder's earlier card, three characters, as the card has it; may be empty.
        link: Personal,
    },
}

/// Something about a card that does not fit, by a rule whose source is too weak to refuse anybody for it. Show it to a
/// clerk; let the citizen go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The last character of the 15-character number is not what the 7-3-1 rule of travel documents asks for.
    CheckDigit,
    /// The travel permit's number has not the form of one of the region that the card is for.
    PassNumber,
}

impl IdCard {
    /// Which kind of card it is.
    pub fn kind(&self) -> CardKind {
        match self.document {
            Document::Resident => CardKind::Resident,
            Document::HkMacauTaiwan { .. } => CardKind::HkMacauTaiwan,
            Document::PermanentResident2017 { .. } => CardKind::PermanentResident2017,
            Document::PermanentResident2023 { .. } => CardKind::PermanentResident2023,
        }
    }

    /// Where the holder is registered now: the newest address, or the printed one where there is none.
    pub fn current_address(&self) -> &Personal {
        self.newest_address.as_ref().unwrap_or(&self.address)
    }

    /// What does not fit and is no reason to refuse the card.
    pub fn doubt(&self) -> Option<Doubt> {
        let number = self.number.reveal();
        match &self.document {
            Document::HkMacauTaiwan { pass_number, .. } => {
                let region = identifiers::travel_permit_region(pass_number.reveal());
                (region != identifiers::residence_region(number)).then_some(Doubt::PassNumber)
            }
            Document::PermanentResident2017 { .. } => {
                (!identifiers::icao_check_digit_fits(number)).then_some(Doubt::CheckDigit)
            }
            Document::Resident | Document::PermanentResident2023 { .. } => None,
        }
    }
}
