//! What the service mode does, task by task. Each says what a person is to do about what it found.

use super::request;
use crate::audit::{self, Audit};
use crate::clock::Clock;
use crate::courier::LineWord;
use crate::courier::link::Client;
use crate::outbox::Outbox;
use crate::session::service::Outcome;
use crate::settings::Settings;
use crate::shelf::stick as shelf_stick;
use crate::technician::readiness;
use crate::text::Text;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::Path;

/// What is inside the machine, as `yici check` sees it; the devices have a page of their own.
pub(super) fn readiness(settings: &Settings) -> Outcome {
    Outcome { done: true, lines: readiness::inside(settings).iter().map(readiness::Finding::line).collect() }
}

/// How many, since when and why. Never what.
pub(super) fn outbox(settings: &Settings, now: Timestamp) -> Outcome {
    match Outbox::open(&settings.folders.state).and_then(|outbox| outbox.overview()) {
        Ok(overview) => {
            let mut lines = vec![Text::new(
                format!(
                    "待发 {}，已送达 {}，搁置 {}",
                    overview.counts.waiting, overview.counts.delivered, overview.counts.quarantined
                ),
                format!(
                    "{} waiting, {} delivered, {} set aside",
                    overview.counts.waiting, overview.counts.delivered, overview.counts.quarantined
                ),
            )];
            if let Some(oldest) = overview.oldest {
                let hours = now.duration_since(oldest).as_hours().max(0);
                lines.push(Text::new(
                    format!("最早一件已等待 {hours} 小时"),
                    format!("the oldest has waited for {hours} hours"),
                ));
            }
            for (reason, count) in overview.reasons {
                lines
                    .push(Text::new(format!("搁置原因 {reason}：{count} 件"), format!("set aside, {reason}: {count}")));
            }
            Outcome { done: true, lines }
        }
        Err(error) => Outcome::failed(format!("无法打开：请勿删除。{error}"), error.to_string()),
    }
}

/// How the line is, and whose job it is.
pub(super) fn network(settings: &Settings) -> Outcome {
    let mut lines = interfaces(Path::new("/sys/class/net"));
    let status = Client::connect(&settings.courier_socket()).and_then(|mut courier| courier.status());
    let (done, zh, en) = match status {
        Err(error) => (false, "发送程序没有应答：稍候自动重启；如不恢复，请联系技术人员".to_owned(), error.to_string()),
        Ok(status) => {
            let (zh, en) = whose(status.line, status.why.as_deref().unwrap_or_default());
            (status.line == LineWord::Up, zh.to_owned(), en.to_owned())
        }
    };
    lines.push(Text::new(zh, en));
    Outcome { done, lines }
}

/// What a courier's word means, and who must act.
pub(crate) fn whose(line: LineWord, why: &str) -> (&'static str, &'static str) {
    match (line, why) {
        (LineWord::Up, _) => ("平台应答正常", "the platform answers"),
        (_, "untried") => ("尚未试过，请稍后再看", "not tried yet; look again in a moment"),
        (_, "hours") => ("不在发送时段内，到时自动发送", "outside the hours of the line; it sends when they begin"),
        (_, "unreachable") => (
            "平台连不上：先查网线、路由器或流量卡（现场人员），再找网络运营商",
            "the platform cannot be reached: cable, router or SIM card first (clerk), then the line's operator",
        ),
        (_, "slow") => {
            ("平台应答太慢：请网络运营商检查线路", "answers come too late: have the operator look at the line")
        }
        (_, "tls") => (
            "证书不被接受：先校准时钟，再请平台运维核对本机证书",
            "certificates are not accepted: set the clock first, then ask the platform's operator",
        ),
        (_, "auth") => {
            ("平台不认本机：请平台运维核对登记", "the platform does not let this kiosk in: ask its operator")
        }
        (_, "not_the_platform") => (
            "应答的不是平台，可能是商场网络的登录页：请场地方为本机放行",
            "what answers is not the platform, perhaps a login page: ask whoever runs the place's network",
        ),
        (_, "server") => ("平台故障，不需处理，恢复后自动发送", "the platform is out of order: nothing to do here"),
        (_, "busy") => ("平台繁忙，不需处理，稍后自动发送", "the platform is busy: nothing to do here"),
        _ => ("原因不明：请联系技术人员", "not known: ask a technician"),
    }
}

/// The machine's network interfaces, as the kernel tells them.
pub(crate) fn interfaces(folder: &Path) -> Vec<Text> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name != "lo")
        .collect();
    names.sort();
    let line = |name: &String| {
        let up = fs::read_to_string(folder.join(name).join("operstate")).is_ok_and(|state| state.trim() == "up");
        let (zh, en) = if up { ("已连接", "connected") } else { ("未连接", "not connected") };
        Text::new(format!("网卡 {name}：{zh}"), format!("interface {name}: {en}"))
    };
    names.iter().take(8).map(line).collect()
}

/// The audit trail goes onto the stick, row by row, and "saved" is said once it is there.
pub(super) fn logs(settings: &Settings) -> Outcome {
    let stick = settings.stick();
    if !stick.is_dir() {
        return no_stick();
    }
    let file = stick.join(format!("yici-{}-trail.jsonl", settings.kiosk.name));
    match save_trail(settings, &file) {
        Ok(rows) => Outcome::done(
            format!("已保存审计日志 {rows} 行，可以拔出U盘"),
            format!("saved: {rows} rows of the audit trail; the stick can be pulled out"),
        ),
        Err(error) => Outcome::failed(
            format!("没有保存：请换一个U盘，或腾出空间。{error}"),
            format!("not saved: take another stick, or make room. {error}"),
        ),
    }
}

/// Under another name until it is whole and synced: a stick that is pulled out holds no half of a trail.
fn save_trail(settings: &Settings, file: &Path) -> Result<u64, audit::AuditError> {
    let trail = Audit::open(&settings.folders.state)?;
    let aside = file.with_extension("part");
    let mut to = BufWriter::new(File::create(&aside)?);
    let rows = audit::export(&trail, &settings.kiosk.name, &mut to)?;
    to.flush()?;
    to.get_ref().sync_all()?;
    fs::rename(&aside, file)?;
    File::open(file.parent().unwrap_or(Path::new(".")))?.sync_all()?;
    Ok(rows)
}

/// Newer matters from the stick, judged as the courier judges those of the line.
pub(super) fn catalog(settings: &Settings) -> Outcome {
    let repository = settings.stick().join("catalog");
    if !repository.is_dir() {
        return no_stick();
    }
    match shelf_stick::apply(&repository, settings) {
        Ok(applied) => Outcome::done(
            format!("已启用第 {} 版，共 {} 件事，下一位起生效", applied.signed.versions.targets, applied.matters),
            format!(
                "version {} with {} matters serves from the next citizen on",
                applied.signed.versions.targets, applied.matters
            ),
        ),
        Err(error) => Outcome::failed(format!("没有更新：{error}"), format!("not taken: {error}")),
    }
}

fn no_stick() -> Outcome {
    Outcome::failed("没有找到U盘，或U盘上没有需要的文件", "no stick is there, or not the files that are needed")
}

/// Sets the clock, but never to before what the platform has said for certain.
pub(super) fn set_clock(settings: &Settings, clock: &Clock, to: DateTime) -> Outcome {
    let zone = TimeZone::fixed(Offset::constant(8));
    let wanted = to.to_zoned(zone.clone()).map(|zoned| zoned.timestamp());
    let certain = Audit::open(&settings.folders.state).and_then(|trail| trail.sealed());
    let certain = certain.ok().flatten().map(|(_, time)| time);
    if let (Ok(wanted), Some(certain)) = (&wanted, certain)
        && *wanted < certain
    {
        let certain = certain.to_zoned(zone).strftime("%Y-%m-%d %H:%M").to_string();
        return Outcome::failed(
            format!("不能早于平台确认过的时间 {certain}"),
            format!("not before {certain}, which the platform has said for certain"),
        );
    }
    let from = clock.now().wall;
    let line = to.strftime("%Y-%m-%dT%H:%M:00").to_string();
    let outcome = request::ask_within(&settings.requests(), "clock", &line, request::AT_ONCE);
    if !outcome.done {
        return outcome;
    }
    let event = audit::Event::ClockSet { from: from.to_string(), to: to.to_string() };
    if let Err(error) =
        Audit::open(&settings.folders.state).and_then(|mut trail| trail.record(&clock.now().stamp(), &event))
    {
        tracing::error!(%error, "audit");
    }
    Outcome::done("时钟已校准", "the clock is set")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_of_the_courier_has_somebody_who_acts() {
        for why in ["unreachable", "slow", "tls", "auth", "not_the_platform", "server", "busy", "hours", "untried"] {
            let (zh, en) = whose(LineWord::Paused, why);
            assert!(!zh.contains("原因不明") && en.is_ascii(), "{why}: {zh} {en}");
        }
        assert!(whose(LineWord::Down, "something new").0.contains("技术人员"));
    }

    #[test]
    fn interfaces_are_told_as_the_kernel_has_them() {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, state) in [("lo", "unknown"), ("eth0", "up"), ("wlan0", "down")] {
            fs::create_dir(folder.path().join(name)).expect("made");
            fs::write(folder.path().join(name).join("operstate"), format!("{state}\n")).expect("written");
        }
        let told: Vec<_> = interfaces(folder.path()).into_iter().map(|line| line.en).collect();
        assert_eq!(told, ["interface eth0: connected", "interface wlan0: not connected"]);
    }
}
