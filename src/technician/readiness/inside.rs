//! What is inside the machine: files, keys, programs.

use super::finding::{Finding, Thing};
use super::matters;
use crate::outbox::{Outbox, Seal};
use crate::paper::forms::FormRenderer;
use crate::settings::Settings;
use crate::technician::test_page;
use crate::writing::{Engine, WritingSettings};
use yici_hardware::Actor;

const TECHNICIAN: Actor = Actor::Technician;

/// What is inside the machine, without a device.
pub fn look(settings: &Settings) -> Vec<Finding> {
    vec![matters::look(settings), seal(settings), outbox(settings), pinyin(settings), forms(settings)]
}

fn seal(settings: &Settings) -> Finding {
    let file = &settings.platform.seal_key;
    let key = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()));
    match key.and_then(|key| Seal::to(&key).map_err(|error| error.to_string())) {
        Ok(seal) => {
            let (name, audited) = (seal.suite().name(), seal.suite().audited());
            Finding::ready(Thing::SealingKey, format!("可用（{name}）"), format_args!("usable; {name}: {audited}"))
        }
        Err(error) => Finding::mend(Thing::SealingKey, TECHNICIAN, "公钥无法使用：请核对公钥文件", error),
    }
}

fn outbox(settings: &Settings) -> Finding {
    let counts = Outbox::open(&settings.folders.state).and_then(|outbox| outbox.check().and_then(|()| outbox.counts()));
    let counts = match counts {
        Ok(counts) => counts,
        Err(error) => return Finding::mend(Thing::Outbox, TECHNICIAN, "无法打开：请勿删除，按下列提示处理", error),
    };
    let zh = format!("待发 {} 件，已送达 {} 件，搁置 {} 件", counts.waiting, counts.delivered, counts.quarantined);
    let en = format!("{} waiting, {} delivered, {} set aside", counts.waiting, counts.delivered, counts.quarantined);
    if counts.quarantined == 0 {
        return Finding::ready(Thing::Outbox, zh, en);
    }
    let en = en + "; ask the platform's operator about those set aside";
    Finding::mend(Thing::Outbox, TECHNICIAN, zh + "：请联系平台运维处理搁置件", en)
}

fn pinyin(settings: &Settings) -> Finding {
    let writing = &settings.writing;
    let writing = WritingSettings { shared_data: writing.shared_data.clone(), built: writing.built.clone() };
    match Engine::start(&writing) {
        Ok(_) => Finding::ready(Thing::Pinyin, "可用", "usable"),
        Err(error) => Finding::mend(Thing::Pinyin, TECHNICIAN, "无法启动：请核对拼音词典的安装", error),
    }
}

/// Typesets a page, and throws it away. Without an A4 printer nobody needs one.
fn forms(settings: &Settings) -> Finding {
    if settings.document_printer.is_none() {
        return Finding::not_fitted(Thing::Forms);
    }
    let page = FormRenderer::new(settings.forms.program.as_deref())
        .and_then(|renderer| renderer.pdf(&test_page::a4(settings, "")));
    match page {
        Ok(_) => Finding::ready(Thing::Forms, "可用", "usable"),
        Err(error) => Finding::mend(Thing::Forms, TECHNICIAN, "无法排版：请核对 form-render 和字体的安装", error),
    }
}
