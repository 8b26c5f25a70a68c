//! The sentences, as data.
//!
//! They are written to be heard once, by a person of eighty: one thing to do, everyday words, nothing to remember.

/// A page or a moment at which something is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Prompt {
    /// Nobody is here.
    Attract,
    /// The list of matters.
    Home,
    /// A matter is looked for by its words.
    Search,
    /// Where do one's cases stand? By card or by the receipt's code.
    Progress,
    /// The receipt's number is written.
    WriteNumber,
    /// The platform is being asked.
    Asked,
    /// The cases, or one of them.
    Cases,
    /// The platform could not be asked.
    AskedInVain,
    /// Papers for an earlier case, photographed one by one.
    TopUp,
    /// What becomes of what is given.
    Privacy,
    /// Everything about one matter on one page (一次告知).
    Guide,
    /// The questions about the citizen's situation (情形).
    Questions,
    /// All items, or some of them.
    Choice,
    /// For oneself, or for somebody else.
    Whom,
    /// The identity card is to be put on the reader.
    Identify,
    /// The agent's card is to be put on the reader.
    IdentifyAgent,
    /// The card of the person for whom it is done.
    IdentifyPrincipal,
    /// The same, or the social-security card is to be put into its slot.
    IdentifyEither,
    /// The card could not be read: lift it and put it down again.
    LiftAndRetry,
    /// The one form.
    Form,
    /// Papers that need not be shown.
    Licences,
    /// The papers, photographed one by one.
    Papers,
    /// What the paper in hand looks like.
    Sample,
    /// The papers that may be handed in later (容缺, 告知承诺).
    Promises,
    /// How the results come to the citizen.
    Delivery,
    /// What it costs.
    Fees,
    /// Everything once more, to be checked.
    Review,
    /// A picture of the face, for whoever agrees to it.
    Face,
    /// The camera above the screen looks.
    LookIntoTheCamera,
    /// No picture is taken; who it is, is looked at later.
    CheckedLater,
    /// The signature on the screen.
    Sign,
    /// The application is being stored.
    HandingIn,
    /// A number in a hall's queue is asked for.
    Ticket,
    /// The number is there, and its slip.
    TakeTicket,
    /// A certificate was asked for, or is being printed.
    Issuing,
    /// The certificate is there.
    TakeCertificate,
    /// The certificate did not come.
    NotIssued,
    /// The application is kept; whether there is a receipt is not known yet.
    Kept,
    /// The receipt is out.
    TakeReceipt,
    /// The citizen is asked how it went.
    Evaluate,
    /// It is done.
    Thanks,
    /// Nothing was touched for a while; soon everything is wiped.
    AreYouThere,
    /// The identity card was read and still lies there.
    TakeCard,
    /// The social-security card was read and is still in its slot.
    TakeSocialCard,
    /// Somebody went and left a card.
    CardLeft,
    /// The receipt lies in its slot.
    ReceiptWaits,
    /// A certificate lies in the A4 printer's tray.
    DocumentWaits,
    /// The button for help was pressed.
    HelpCalled,
    /// The power is out.
    Asleep,
    /// The kiosk is being looked after.
    OutOfService,
    /// It is outside the kiosk's hours.
    Resting,
    /// The button for help was pressed, and nobody of the house is there.
    NobodyComes,
    /// Somebody of the house looks after it at the screen.
    Service,
}

impl Prompt {
    /// Every prompt, in the order in which a citizen meets them.
    pub const ALL: [Self; 53] = [
        Self::Attract,
        Self::Home,
        Self::Search,
        Self::Progress,
        Self::WriteNumber,
        Self::Asked,
        Self::Cases,
        Self::AskedInVain,
        Self::TopUp,
        Self::Privacy,
        Self::Guide,
        Self::Questions,
        Self::Choice,
        Self::Whom,
        Self::Identify,
        Self::IdentifyAgent,
        Self::IdentifyPrincipal,
        Self::IdentifyEither,
        Self::LiftAndRetry,
        Self::Form,
        Self::Licences,
        Self::Papers,
        Self::Sample,
        Self::Promises,
        Self::Delivery,
        Self::Fees,
        Self::Review,
        Self::Face,
        Self::LookIntoTheCamera,
        Self::CheckedLater,
        Self::Sign,
        Self::HandingIn,
        Self::Ticket,
        Self::TakeTicket,
        Self::Issuing,
        Self::TakeCertificate,
        Self::NotIssued,
        Self::Kept,
        Self::TakeReceipt,
        Self::Evaluate,
        Self::Thanks,
        Self::AreYouThere,
        Self::TakeCard,
        Self::TakeSocialCard,
        Self::CardLeft,
        Self::ReceiptWaits,
        Self::DocumentWaits,
        Self::HelpCalled,
        Self::Asleep,
        Self::OutOfService,
        Self::Resting,
        Self::NobodyComes,
        Self::Service,
    ];

    /// The sentence: English for `en` and its regions (`en-GB`), Chinese for every other language.
    pub fn text(self, language: &str) -> &'static str {
        match language.split(['-', '_']).next() {
            Some("en") => self.english(),
            _ => self.chinese(),
        }
    }

    fn chinese(self) -> &'static str {
        match self {
            Self::Attract => "您好，请摸一下屏幕，开始办事。",
            Self::Home => "请选择您要办的事。",
            Self::Search => "请写出您要办的事，写汉字、打拼音都可以。",
            Self::Progress => "请放身份证，或者把回执上的码对准扫码口。",
            Self::WriteNumber => "请写回执上的受理编号，一共十六个数字。",
            Self::Asked => "正在帮您查，请稍等一下。",
            Self::Cases => "您办的事在这里，请看一看。",
            Self::AskedInVain => "现在问不到平台，您交的申请都还在。",
            Self::TopUp => "请把要补交的材料平放在摄像头下面拍照。",
            Self::Privacy => "这一页说明怎样保护您的个人信息。",
            Self::Guide => "请看一看要办什么、要带什么，看好了请按“开始办理”。",
            Self::Questions => "请回答几个小问题，不清楚可以返回。",
            Self::Choice => "可以全部一起办，也可以只办其中几项。",
            Self::Whom => "这件事是给自己办，还是替别人办？",
            Self::Identify => "请把身份证平放在读卡的地方。",
            Self::IdentifyAgent => "请先放代办人，就是您自己的身份证。",
            Self::IdentifyPrincipal => "请再放委托人的身份证；没有带，请按“没带，自己填写”。",
            Self::IdentifyEither => "请把身份证平放在读卡的地方，没带的话，插社会保障卡也可以。",
            Self::LiftAndRetry => "没有读好，请把身份证拿起来，再放一次。",
            Self::Form => "请核对并填写，每一项只要填一次。",
            Self::Licences => "这些材料已经有了，不用再拍；想用纸质的也可以。",
            Self::Papers => "请把材料平放在摄像头下面，一张一张地拍。",
            Self::Sample => "这是样张，您的材料应该和它差不多。",
            Self::Promises => "请看清每一项承诺，同意了再往下走。",
            Self::Delivery => "请选择怎样领取办好的证件。",
            Self::Fees => "请看一看要花多少钱、怎么缴，这台机器不收钱。",
            Self::Review => "请再看一遍，都对了就请按“核对无误”。",
            Self::Face => "要不要拍一张头像，由您决定；不拍也能接着办。",
            Self::LookIntoTheCamera => "请看着屏幕上方的镜头，再按“拍照”。",
            Self::CheckedLater => "这里不用拍照，怎样核对请看屏幕。",
            Self::Sign => "请用手指在方框里签上您的名字。",
            Self::HandingIn => "正在提交，请稍等一下。",
            Self::Ticket => "正在取号，请稍等。",
            Self::TakeTicket => "号取好了，请记住号码，拿走小票。",
            Self::Issuing => "正在开证明，请等一等。",
            Self::TakeCertificate => "证明开好了，请拿好。",
            Self::NotIssued => "证明没有开出来，请看屏幕上的说明。",
            Self::Kept => "已经收下了，请记好受理编号。",
            Self::TakeReceipt => "已经收下了，请拿好您的回执。",
            Self::Evaluate => "您觉得这次办事怎么样？请按一下。",
            Self::Thanks => "谢谢您，请带好您的身份证和随身物品。",
            Self::AreYouThere => "您还在吗？请摸一下屏幕，不然您填的内容就要清除了。",
            Self::TakeCard => "读好了，请取回您的身份证。",
            Self::TakeSocialCard => "读好了，请拔出您的社会保障卡。",
            Self::CardLeft => "有一张卡忘在这里了，请取走，或者交给工作人员。",
            Self::DocumentWaits => "您的证明还在A4打印机出纸口，请取走。",
            Self::ReceiptWaits => "您的回执还在出纸口，请取走。",
            Self::HelpCalled => "已经帮您叫了工作人员，请在这里等一等。",
            Self::Asleep => "停电了，来电以后再来办，已经交的都会办。",
            Self::OutOfService => "这台机器暂停服务，请到别的机器或窗口办理。",
            Self::Resting => "现在不在服务时间，开放时间请看屏幕。",
            Self::NobodyComes => "现在没有工作人员在场，怎么办请看屏幕。",
            Self::Service => "维护中，请工作人员按屏幕提示操作。",
        }
    }

    fn english(self) -> &'static str {
        match self {
            Self::Attract => "Hello. Touch the screen to begin.",
            Self::Home => "Please choose what you came to do.",
            Self::Search => "Please write what you came to do; a word or two is enough.",
            Self::Progress => "Please lay your card down, or hold your receipt's code to the scanner.",
            Self::WriteNumber => "Please write the sixteen digits on your receipt.",
            Self::Asked => "Asking for you. Please wait a moment.",
            Self::Cases => "Here is how your cases stand.",
            Self::AskedInVain => "The platform cannot be asked now. What you handed in is safe.",
            Self::TopUp => "Please lay the paper flat under the camera.",
            Self::Privacy => "This page says how what you give is protected.",
            Self::Guide => "Please read what is done and what you need, then press Begin.",
            Self::Questions => "Please answer a few short questions; you can always go back.",
            Self::Choice => "You can do everything together, or only some of it.",
            Self::Whom => "Is this for yourself, or for somebody else?",
            Self::Identify => "Please lay your identity card flat on the card reader.",
            Self::IdentifyAgent => "Please lay your own identity card on the reader first.",
            Self::IdentifyPrincipal => "Now the card of the person you act for, or touch Not with me.",
            Self::IdentifyEither => {
                "Please lay your identity card flat on the reader, or put your social security card in."
            }
            Self::LiftAndRetry => "The card was not read. Please lift it and put it down again.",
            Self::Form => "Please check and fill in; you write everything only once.",
            Self::Licences => "These papers are there already and need not be shown.",
            Self::Papers => "Please lay each paper flat under the camera, one at a time.",
            Self::Sample => "This is a sample. Yours should look much like it.",
            Self::Promises => "Please read each promise, and agree to it before you go on.",
            Self::Delivery => "Please choose how you want to receive your papers.",
            Self::Fees => "Please see what it costs and how it is paid; this machine takes no money.",
            Self::Review => "Please read it once more; if all is right, press All correct.",
            Self::Face => "May a picture of you be taken? You can go on without one.",
            Self::LookIntoTheCamera => "Please look into the camera above the screen, then touch Take picture.",
            Self::CheckedLater => "No picture is taken here. The screen says how you are checked.",
            Self::Sign => "Please write your name in the box with your finger.",
            Self::HandingIn => "Handing it in. Please wait a moment.",
            Self::Ticket => "One moment: your number is being asked for.",
            Self::TakeTicket => "Here is your number. Please take your slip.",
            Self::Issuing => "Your certificate is being made. Please wait a moment.",
            Self::TakeCertificate => "Your certificate is ready. Please take it.",
            Self::NotIssued => "The certificate did not come. Please read what the screen says.",
            Self::Kept => "We have it. Please note the application number.",
            Self::TakeReceipt => "We have it. Please take your receipt.",
            Self::Evaluate => "How was it today? Please touch one.",
            Self::Thanks => "Thank you. Please take your card and your things with you.",
            Self::AreYouThere => "Are you still there? Touch the screen, or what you wrote will be erased.",
            Self::TakeCard => "Your card has been read. Please take it back.",
            Self::TakeSocialCard => "Your social security card has been read. Please take it out.",
            Self::CardLeft => "Somebody left a card here. Please take it, or give it to a clerk.",
            Self::DocumentWaits => "Your certificate is still in the A4 printer. Please take it.",
            Self::ReceiptWaits => "Your receipt is still in the slot. Please take it.",
            Self::HelpCalled => "A clerk has been called. Please wait here for a moment.",
            Self::Asleep => "The power is out. Please come back later; what was handed in is safe.",
            Self::Resting => "It is outside service hours; the screen says when it opens.",
            Self::NobodyComes => "No clerk is here now; the screen says what else you can do.",
            Self::OutOfService => "This kiosk is out of service. Please use another one, or the counter.",
            Self::Service => "This kiosk is being looked after. Staff, please follow the screen.",
        }
    }
}
