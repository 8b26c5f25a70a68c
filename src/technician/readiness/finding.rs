//! One thing that was looked at, and how it is.

use crate::text::Text;
use serde::Serialize;
use std::fmt::Display;
use yici_document::State;
use yici_hardware::Actor;

/// What was looked at. The names in the JSON report are these, in kebab-case: they may be added to, not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Thing {
    /// The matters' files.
    Matters,
    /// The key that everything is sealed to.
    SealingKey,
    /// The outbox.
    Outbox,
    /// The pinyin engine.
    Pinyin,
    /// The typesetter of A4 paper.
    Forms,
    /// The identity-card reader.
    CardReader,
    /// The receipt printer.
    ReceiptPrinter,
    /// The document camera.
    DocumentCamera,
    /// The camera that looks at the citizen.
    FaceCamera,
    /// The QR scanner.
    QrScanner,
    /// The social-security card reader.
    SocialCardReader,
    /// The A4 printer.
    DocumentPrinter,
    /// The UPS.
    Power,
    /// The signature pad.
    SignaturePad,
    /// Door, button for help, presence.
    Sensors,
    /// The guide lamps and the lock.
    Lamps,
    /// The thermometer inside.
    Temperature,
    /// The sound card.
    Sound,
    /// A test receipt.
    ReceiptTestPage,
    /// A test page of A4.
    A4TestPage,
    /// The test receipt, as a person saw it.
    ReceiptSeen,
    /// The A4 test page, as a person saw it.
    A4Seen,
    /// A card that a person laid down.
    CardRead,
    /// A paper that a person laid under the camera.
    PaperSeen,
    /// A face, as a person showed it.
    FaceSeen,
    /// A code that a person held up.
    CodeRead,
    /// The spoken prompts, as a person heard them.
    VoiceHeard,
}

impl Thing {
    /// Its name.
    pub fn name(self) -> Text {
        let (zh, en) = match self {
            Self::Matters => ("事项目录", "matters"),
            Self::SealingKey => ("加密公钥", "sealing key"),
            Self::Outbox => ("待发申请", "outbox"),
            Self::Pinyin => ("拼音输入", "pinyin"),
            Self::Forms => ("A4 排版程序", "A4 typesetter"),
            Self::CardReader => ("身份证读卡器", "card reader"),
            Self::ReceiptPrinter => ("回执打印机", "receipt printer"),
            Self::DocumentCamera => ("拍摄台", "document camera"),
            Self::FaceCamera => ("人像摄像头", "face camera"),
            Self::QrScanner => ("二维码扫描器", "QR scanner"),
            Self::SocialCardReader => ("社保卡读卡器", "social-security card reader"),
            Self::DocumentPrinter => ("A4 打印机", "A4 printer"),
            Self::Power => ("不间断电源", "power"),
            Self::SignaturePad => ("签名板", "signature pad"),
            Self::Sensors => ("传感器", "sensors"),
            Self::Lamps => ("指示灯和门锁", "lamps and lock"),
            Self::Temperature => ("机内温度", "temperature"),
            Self::Sound => ("声卡", "sound"),
            Self::ReceiptTestPage => ("回执打印测试", "receipt test page"),
            Self::A4TestPage => ("A4 打印测试", "A4 test page"),
            Self::ReceiptSeen => ("回执样张核看", "test receipt, as seen"),
            Self::A4Seen => ("A4 样张核看", "A4 test page, as seen"),
            Self::CardRead => ("身份证试读", "card, as laid down"),
            Self::PaperSeen => ("材料试拍", "paper, as laid down"),
            Self::FaceSeen => ("人像试拍", "face, as shown"),
            Self::CodeRead => ("二维码试扫", "code, as held up"),
            Self::VoiceHeard => ("语音播报试听", "voice, as heard"),
        };
        Text { zh: zh.into(), en: en.into() }
    }
}

/// How a thing is, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The thing.
    pub thing: Thing,
    /// How it is.
    pub state: State,
    /// What was found, and what to do about it.
    pub said: Text,
    /// Who must act.
    pub actor: Actor,
}

impl Finding {
    /// Whether there is anything to look at.
    pub fn is_fitted(&self) -> bool {
        self.state != State::Absent
    }

    /// All of it in a line, for a screen.
    pub fn line(&self) -> Text {
        let (zh, en) = match self.state {
            State::Ready => ("正常", "ok"),
            State::Soon => ("请尽快处理", "soon"),
            State::Mend => ("需要处理", "mend"),
            State::Absent => ("未配备", "not fitted"),
        };
        let name = self.thing.name();
        if self.state == State::Absent {
            return Text::new(format!("{}：{zh}", name.zh), format!("{}: {en}", name.en));
        }
        let said = crate::audit::event::short(&self.said.en);
        Text::new(format!("{}：{zh}，{}", name.zh, self.said.zh), format!("{}: {en}, {said}", name.en))
    }

    /// It works.
    pub(super) fn ready(thing: Thing, zh: impl Into<String>, en: impl Display) -> Self {
        Self::new(thing, State::Ready, Actor::Nobody, zh, en)
    }

    /// It works, and somebody should look after it soon.
    pub(super) fn soon(thing: Thing, actor: Actor, zh: impl Into<String>, en: impl Display) -> Self {
        Self::new(thing, State::Soon, actor, zh, en)
    }

    /// It does not work until somebody acts.
    pub(super) fn mend(thing: Thing, actor: Actor, zh: impl Into<String>, en: impl Display) -> Self {
        Self::new(thing, State::Mend, actor, zh, en)
    }

    /// It is not there, and need not be.
    pub(super) fn not_fitted(thing: Thing) -> Self {
        Self::new(thing, State::Absent, Actor::Nobody, "未配备", "not fitted")
    }

    /// A person left it out.
    pub(super) fn left_out(thing: Thing) -> Self {
        Self::new(thing, State::Absent, Actor::Nobody, "本次未检查", "left out this time")
    }

    fn new(thing: Thing, state: State, actor: Actor, zh: impl Into<String>, en: impl Display) -> Self {
        Self { thing, state, said: Text { zh: zh.into(), en: en.to_string() }, actor }
    }
}
