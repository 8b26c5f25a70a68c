//! The same image without Yici: how long the system alone takes.

use super::super::ground::Ground;
use super::super::report::Report;

pub(super) fn run(ground: &Ground, report: &mut Report) -> anyhow::Result<()> {
    let none = "systemd.mask=yici-screen.service systemd.mask=yici-courier.service systemd.mask=yici-provision.service systemd.mask=yici-setup.service \
                systemd.mask=yici-commit.service systemd.mask=yici-fleet.service";
    for (more, what) in [(none, "without Yici's own units"), ("", "as it ships")] {
        let folder = ground.served("bare")?;
        if !more.is_empty() {
            ground.image.say_more(&folder.join("disk.raw"), more)?;
        }
        let mut machine = ground.start(&folder, None)?;
        machine.agent().wait(ground.patience(120))?;
        if more.is_empty() {
            let served = ground.serves(&mut machine)?;
            let first = machine.agent().tell(
                "p() { systemctl show -P ActiveEnterTimestampMonotonic \"$1\"; }; \
                 echo $(( ($(p yici-screen) - $(systemctl show -P KernelTimestampMonotonic)) / 1000000 ))",
            )?;
            report.say(&format!("kernel's start → first frame, {what}: {} s", first.trim()))?;
            report.took(served, "power-on → serving and kept, as it ships")?;
        }
        let said = machine.agent().ask(
            "until systemctl is-active -q multi-user.target; do sleep 1; done; systemd-analyze time | head -1",
            ground.patience(120),
        )?;
        report.took(machine.since.elapsed(), &format!("power-on → multi-user.target, {what}: {}", said.0.trim()))?;
    }
    Ok(())
}
