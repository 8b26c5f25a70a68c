//! A machine with a TPM: the key of the data partition is made in it, never lies on the disk, and the disk alone opens nothing.

use super::super::ground::Ground;
use super::super::machine::TPM;
use super::super::report::Report;
use anyhow::ensure;
use std::fs;
use std::thread::sleep;

pub(super) fn run(ground: &Ground, report: &mut Report) -> anyhow::Result<()> {
    let folder = ground.flashed("tpm")?;
    let chip = folder.join(TPM);
    fs::create_dir(&chip)?;
    let mut machine = ground.start(&folder, None)?;
    ground.provision(&mut machine)?;
    let served = ground.serves(&mut machine)?;
    let kept = "cryptsetup luksDump /dev/disk/by-partlabel/data | grep -c 'systemd-tpm2'; test -e /efi/data.key && echo key || echo none";
    let said = machine.agent().tell(kept)?;
    ensure!(said.split_whitespace().eq(["1", "none"]), "token and key file: {said}");
    report.took(served, "power-on → the version was kept; the data partition's key is in the TPM, and in no file")?;
    machine.agent().send("systemctl poweroff")?;
    machine.wait_for_off(ground.patience(120))?;
    drop(machine);

    let mut machine = ground.start(&folder, None)?;
    let served = ground.serves(&mut machine)?;
    report.took(served, "the second start: opened by the same TPM, serves")?;
    drop(machine);

    fs::rename(&chip, folder.join("tpm-away"))?;
    let mut machine = ground.start(&folder, None)?;
    machine.agent().wait(ground.patience(120))?;
    sleep(ground.patience(30));
    let said = machine.agent().tell(
        "test -e /dev/mapper/data && echo opened || echo closed; systemctl is-active yici-screen yici-courier || true; \
         journalctl -b -u yici-data -o cat --no-pager | tail -3",
    )?;
    ensure!(said.starts_with("closed") && !said.lines().any(|line| line == "active"), "{said}");
    report.say(&format!("the same disk in a machine without that TPM: not opened; {}", said.trim()))
}
