//! What a citizen does, from the attract page to the receipt: one matter after the other, in either language.
//!
//! A story is a list of steps; tests stop between two of them to let something happen.

mod form;

pub use form::{planted, planted_words};

use super::bench::Bench;
use super::citizen::{Citizen, Words};
use crate::text::Language;
use std::path::PathBuf;

/// The step that a story has reached; each leaves the citizen on the page of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the page of that name")]
pub enum Place {
    Attract,
    Home,
    Guide,
    Questions,
    Choice,
    Identify,
    Form,
    Papers,
    Promises,
    Delivery,
    Review,
    Sign,
    Done,
    Evaluate,
    Thanks,
}

/// Every page at which a citizen can fall silent, in order.
pub const PLACES: [Place; 15] = [
    Place::Attract,
    Place::Home,
    Place::Guide,
    Place::Questions,
    Place::Choice,
    Place::Identify,
    Place::Form,
    Place::Papers,
    Place::Promises,
    Place::Delivery,
    Place::Review,
    Place::Sign,
    Place::Done,
    Place::Evaluate,
    Place::Thanks,
];

/// Which matter, and how much of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matter {
    /// 新生儿出生, all items.
    Newborn,
    /// 新生儿出生, without the social security card.
    PartOfNewborn,
    /// 新生儿出生, all items, of a citizen whose mobile number, spouse's name and household register the platform knows.
    NewbornOfOneKnown,
    /// 员工录用, all items.
    Hiring,
}

const NEXT: Words = ("下一步", "Next");
const TAKEN: Words = ("拿好了", "I have it");

/// A citizen on the way through a matter.
pub struct Story<'a> {
    /// Who.
    pub citizen: &'a mut Citizen,
    /// Where cards are laid down; none where another process does it.
    benches: Vec<&'a Bench>,
    /// What tells that process that the card is wanted.
    card_wanted: Option<PathBuf>,
    matter: Matter,
    at: Place,
}

impl<'a> Story<'a> {
    /// At the attract page, with the devices ready.
    ///
    /// # Errors
    /// When the screen shows something else.
    pub fn begin(citizen: &'a mut Citizen, bench: &'a Bench, matter: Matter) -> anyhow::Result<Self> {
        Self::start_of(citizen, vec![bench], matter)
    }

    /// The same where the bench is in another process, which lays the card on the reader while there is a file of
    /// this name.
    ///
    /// # Errors
    /// When the screen shows something else.
    pub fn begin_with_card_from_elsewhere(
        citizen: &'a mut Citizen,
        matter: Matter,
        wanted: PathBuf,
    ) -> anyhow::Result<Self> {
        Ok(Self { card_wanted: Some(wanted), ..Self::start_of(citizen, Vec::new(), matter)? })
    }

    /// The same on one more bench: of a kiosk that is to do what this one does.
    #[must_use]
    pub fn and_on(mut self, bench: &'a Bench) -> Self {
        self.benches.push(bench);
        self
    }

    fn start_of(citizen: &'a mut Citizen, benches: Vec<&'a Bench>, matter: Matter) -> anyhow::Result<Self> {
        citizen.wait_for("点击屏幕任意位置开始")?;
        citizen.picture("attract")?;
        Ok(Self { citizen, benches, matter, at: Place::Attract, card_wanted: None })
    }

    /// Goes on until the citizen stands before this page.
    ///
    /// # Errors
    /// When something on the way is not where a citizen would look for it.
    pub fn until(&mut self, place: Place, language: Language) -> anyhow::Result<()> {
        while self.at < place {
            self.step(language)?;
        }
        Ok(())
    }

    /// The citizen was recognised otherwise than by the card: the form is there.
    pub fn is_identified(&mut self) {
        self.at = Place::Form;
    }

    /// To the end, and until everything is wiped.
    ///
    /// # Errors
    /// As [`Story::until`].
    pub fn to_the_end(&mut self, language: Language) -> anyhow::Result<()> {
        self.until(Place::Thanks, language)?;
        self.citizen.tap(("结束", "Finish"))?;
        self.citizen.wait_for("点击屏幕任意位置开始")
    }

    fn step(&mut self, language: Language) -> anyhow::Result<()> {
        match self.at {
            Place::Attract => self.start(language)?,
            Place::Home => self.choose_matter()?,
            Place::Guide => self.citizen.tap(("开始办理", "Begin"))?,
            Place::Questions => self.answer()?,
            Place::Choice => self.choose_items()?,
            Place::Identify => self.show_card()?,
            Place::Form => self.fill_in()?,
            Place::Papers => {
                self.photograph()?;
                if self.matter == Matter::NewbornOfOneKnown {
                    self.at = Place::Promises; // nothing is owed, so nothing is promised
                }
            }
            Place::Promises => {
                self.citizen.tap(("我看明白了，同意承诺", "I understand and I promise"))?;
                self.citizen.picture("promises-agreed")?;
                self.citizen.tap(NEXT)?;
            }
            Place::Delivery => {
                self.citizen.tap(("窗口领取", "At the counter"))?;
                self.citizen.tap(NEXT)?;
                self.see_the_fees()?;
            }
            Place::Review => self.citizen.tap(("核对无误", "All correct"))?,
            Place::Sign => {
                self.citizen.sign()?;
                self.citizen.picture("signed")?;
                self.citizen.tap(("确认签名", "Confirm signature"))?;
            }
            Place::Done => {
                self.citizen.look_for(("请取走回执", "Please take your receipt"))?;
                self.citizen.picture("receipt-printed")?;
                self.citizen.tap(NEXT)?;
            }
            Place::Evaluate => {
                self.citizen.tap(("非常满意", "Very satisfied"))?;
                self.citizen.tap(("提交评价", "Send"))?;
            }
            Place::Thanks => {}
        }
        let reached = PLACES.iter().position(|place| *place == self.at).map_or(0, |place| place + 1);
        self.at = PLACES[reached.min(PLACES.len() - 1)];
        self.arrived()
    }

    /// Waits for the page to be there, and looks for its main word: in the largest type it may be further down.
    fn arrived(&mut self) -> anyhow::Result<()> {
        let (name, words): (&str, Words) = match self.at {
            Place::Attract => return Ok(()),
            Place::Home => ("home", ("个人", "People")),
            Place::Guide => ("guide", ("开始办理", "Begin")),
            Place::Questions => ("question", NEXT),
            Place::Choice => ("choice", ("就办这些", "Do these")),
            Place::Identify => ("identify", ("请放身份证", "Lay down your ID card")),
            Place::Form => ("form", ("填好了", "All filled in")),
            Place::Papers => ("papers", ("拍照", "Take picture")),
            Place::Promises => ("promises", ("我看明白了，同意承诺", "I understand and I promise")),
            Place::Delivery => ("delivery", ("窗口领取", "At the counter")),
            Place::Review => ("review", ("核对无误", "All correct")),
            Place::Sign => ("sign", ("签名区", "Signature area")),
            Place::Done => ("done", ("查进度的二维码", "QR code to follow the progress")),
            Place::Evaluate => ("evaluate", ("提交评价", "Send")),
            Place::Thanks => ("thanks", ("结束", "Finish")),
        };
        self.citizen.look_for(words)?;
        self.citizen.picture(name)
    }

    fn start(&mut self, language: Language) -> anyhow::Result<()> {
        self.citizen.touch_anywhere();
        self.citizen.wait_for("您想办什么事？")?;
        if self.citizen.language() != language {
            self.citizen.switch_language()?;
        }
        Ok(())
    }

    fn choose_matter(&mut self) -> anyhow::Result<()> {
        if self.matter == Matter::Hiring {
            self.citizen.tap(("企业", "Enterprises"))?;
            self.citizen.picture("home-enterprises")?;
            self.citizen.tap(("员工录用", "Hiring an employee"))
        } else {
            self.citizen.tap(("新生儿出生", "A newborn child"))
        }
    }

    fn answer(&mut self) -> anyhow::Result<()> {
        let answers: [Words; 2] = match self.matter {
            Matter::Hiring => {
                [("没有，第一次参保", "No, this is the first time"), ("没有，一并申领", "No: apply for one")]
            }
            _ => [("已登记结婚", "Yes, married"), ("参加了", "Yes")],
        };
        for answer in answers {
            self.citizen.tap(answer)?;
            self.citizen.picture("question-answered")?;
            self.citizen.tap(NEXT)?;
        }
        Ok(())
    }

    fn choose_items(&mut self) -> anyhow::Result<()> {
        if self.matter == Matter::PartOfNewborn {
            self.citizen.tap(("社会保障卡申领", "Social security card"))?;
            self.citizen.picture("choice-of-some")?;
        }
        self.citizen.tap(("就办这些", "Do these"))
    }

    fn show_card(&mut self) -> anyhow::Result<()> {
        for bench in &self.benches {
            bench.lay_card()?;
        }
        if let Some(wanted) = &self.card_wanted {
            std::fs::write(wanted, "")?;
        }
        self.citizen.wait_for(self.citizen.say(("请取回身份证", "Take your ID card back")))?;
        self.citizen.picture("take-card")?;
        // The reminder goes by itself once the card is seen to be gone.
        self.citizen.tap(TAKEN)?;
        self.benches.iter().for_each(|bench| bench.reader.lift());
        if let Some(wanted) = &self.card_wanted {
            std::fs::remove_file(wanted)?;
        }
        Ok(())
    }

    /// Where something may cost, the next page says what.
    fn see_the_fees(&mut self) -> anyhow::Result<()> {
        let fees = |citizen: &Citizen| citizen.page() == yici_ui::Page::Fees;
        self.citizen
            .wait_until("what comes after the delivery", |citizen| citizen.page() != yici_ui::Page::Delivery)?;
        if fees(self.citizen) {
            self.citizen.picture("fees")?;
            self.citizen.tap(NEXT)?;
        }
        Ok(())
    }

    /// The first paper is photographed; the second promised, where it is not known.
    fn photograph(&mut self) -> anyhow::Result<()> {
        self.citizen.tap(("拍照", "Take picture"))?;
        self.citizen.wait_for(self.citizen.say(("清楚，用这张", "Clear, use it")))?;
        self.citizen.picture("paper-taken")?;
        self.citizen.tap(("清楚，用这张", "Clear, use it"))?;
        if self.matter != Matter::NewbornOfOneKnown {
            self.citizen.tap(("没带，以后补", "Not with me, later"))?;
        }
        self.citizen.picture("papers-complete")?;
        self.citizen.tap(NEXT)
    }
}
