//! A factory wipe, asked for by a technician's stick: refused for another kiosk, real for this one.

use super::super::ground::Ground;
use super::super::report::Report;
use super::super::stick;
use anyhow::ensure;
use std::thread::sleep;
use std::time::Duration;

pub(super) fn run(ground: &Ground, report: &mut Report) -> anyhow::Result<()> {
    let folder = ground.served("wipe")?;
    let mut machine = ground.start(&folder, None)?;
    ground.serves(&mut machine)?;
    let identity = "blkid -o value -s UUID /dev/disk/by-partlabel/data; sha256sum /efi/data.key | cut -c1-16; ls /etc/yici | wc -l";
    let before = machine.agent().tell(identity)?;
    machine.agent().tell("touch /run/yici-service")?;
    for (name, meant) in [("another-kiosk", false), ("demo-001", true)] {
        let file = ground.folder.join("wipe.img");
        let order = ground.folder.join("wipe.txt");
        std::fs::write(&order, format!("{name}\n"))?;
        stick::write(&file, "YICI-WIPE", &[&order])?;
        machine.plug(&file)?;
        if !meant {
            sleep(ground.patience(5));
            let said = machine.agent().tell(
                r"journalctl -b -u 'yici-stick@YICI\x2dWIPE.service' -o cat --no-pager | tail -9; test ! -e /efi/wipe",
            )?;
            ensure!(said.contains("this kiosk is demo-001"), "{said}");
            report.say("a stick that names another kiosk does nothing")?;
            machine.unplug()?;
        }
    }
    let start = std::time::Instant::now();
    sleep(Duration::from_secs(15));
    machine.agent().wait(ground.patience(180))?;
    let after = machine.agent().tell(identity)?;
    let settings = machine.agent().tell("test -e /etc/yici/kiosk.toml && echo there || echo gone")?;
    ensure!(before != after && settings.trim() == "gone", "{before} → {after}, settings {settings}");
    report.took(
        start.elapsed(),
        &format!(
            "wiped: volume and key {} → {}; settings gone; the kiosk waits for a technician's stick",
            before.trim().replace('\n', " "),
            after.trim().replace('\n', " ")
        ),
    )
}
