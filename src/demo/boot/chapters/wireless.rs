//! A place without a cable: a kiosk is set up by a stick that names a Wi-Fi, and everything it says goes through the air.
//!
//! The air is the kernel's own (`mac80211_hwsim`). The router is the second of its two cards, in a network namespace of its own,
//! together with the machine's only cable.

use super::super::ground::Ground;
use super::super::machine::Machine;
use super::super::report::Report;
use super::super::stick;
use crate::technician::provision::Wireless;
use anyhow::{Context as _, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::fs;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// What a router is made of that a kiosk has not.
const TOOLS: [&str; 2] = ["/usr/sbin/iw", "/usr/bin/busybox"];
/// As the router calls its network; every mark that some file would take for its own.
const NAME: &str = "Xingfu 2";
const PASSPHRASE: &str = "sesame;open #1\\ \"";

pub(super) fn run(ground: &Ground, report: &mut Report) -> anyhow::Result<()> {
    let folder = ground.flashed("wireless")?;
    let mut machine = ground.start(&folder, None)?;
    machine.agent().wait(ground.patience(120))?;
    bring(ground, &folder, &mut machine)?;
    machine.agent().tell(&format!("{ROUTER}{START}\n{ADDRESSES}")).context("the router")?;

    for (name, passphrase, wanted) in [("Xingfu 3", PASSPHRASE, "找不到"), (NAME, "sesame;open #2", "密码不对")]
    {
        let start = Instant::now();
        let said = ask(&mut machine, &line(name, passphrase))?;
        ensure!(said.contains(wanted), "{said}");
        report.took(start.elapsed(), &format!("“{name}”, “{passphrase}”: {}", said.trim().replace('\n', ": ")))?;
    }

    ground.provision_over(&mut machine, Some(&line(NAME, PASSPHRASE)))?;
    ground.serves(&mut machine)?;
    machine.unplug()?;
    until_line(ground, &mut machine, "up")?;
    let said = machine.agent().tell("awk 'NR > 1 { print $1 }' /proc/net/route | sort -u; ls -l /etc/yici/network")?;
    ensure!(said.lines().next() == Some("wlan0") && said.contains("-rw-------"), "{said}");
    report.took(
        machine.since.elapsed(),
        "power-on → set up by a stick that names the Wi-Fi, serves; the platform is reached through the air, and there is no other way",
    )?;

    machine.agent().tell("systemctl stop air-router")?;
    until_line(ground, &mut machine, "down")?;
    report.say("the router is switched off: the kiosk knows")?;
    machine.agent().tell(&format!("sleep 60; {START}"))?;
    let start = Instant::now();
    until_line(ground, &mut machine, "up")?;
    report.took(start.elapsed(), "it is switched on again after a minute → the platform is reached")?;

    machine
        .agent()
        .tell(&format!("systemctl stop air-router; sed -i s/sesame/simsim/ /run/tools/router.conf; {START}"))?;
    until_line(ground, &mut machine, "down")?;
    let file = folder.join("line.img");
    let from = folder.join("yici");
    fs::create_dir_all(&from)?;
    fs::write(from.join("network"), line(NAME, &PASSPHRASE.replace("sesame", "simsim")))?;
    stick::write(&file, "YICI-LINE", &[&from])?;
    machine.agent().tell("touch /run/yici-service; /usr/lib/yici/storage 1")?;
    let start = Instant::now();
    machine.plug(&file)?;
    until_line(ground, &mut machine, "up")?;
    report.took(
        start.elapsed(),
        "its password was changed: down, until a technician's stick brings the new one → the platform is reached",
    )
}

fn line(name: &str, passphrase: &str) -> String {
    Wireless::Wifi { name: name.to_owned(), passphrase: passphrase.to_owned() }.lines()
}

/// Brings the tools in.
fn bring(ground: &Ground, folder: &Path, machine: &mut Machine) -> anyhow::Result<()> {
    let file = folder.join("tools.img");
    stick::write(&file, "TOOLS", &TOOLS.map(Path::new))?;
    machine.plug(&file)?;
    let wait = "until [ -b /dev/disk/by-label/TOOLS ]; do sleep 1; done";
    let (said, code) = machine.agent().ask(wait, ground.patience(60))?;
    ensure!(code == 0, "the tools are not let in: {said}");
    machine.agent().tell(
        "set -e; mkdir -p /run/air /run/tools; mount -o ro /dev/disk/by-label/TOOLS /run/air; cp /run/air/* /run/tools; \
         umount /run/air; chmod 755 /run/tools/*",
    )?;
    machine.unplug()
}

/// Asks the unit of the image for the line, as the wizard does, and gives back its answer.
fn ask(machine: &mut Machine, lines: &str) -> anyhow::Result<String> {
    machine.agent().tell(&format!(
        "cd /run/yici/requests; rm -f network.answer; base64 -d >network.new <<<{}; mv network.new network.ask; \
         until [ -e network.answer ]; do sleep 1; done; cat network.answer",
        STANDARD.encode(lines)
    ))
}

fn until_line(ground: &Ground, machine: &mut Machine, wanted: &str) -> anyhow::Result<()> {
    let start = Instant::now();
    loop {
        let said = machine.agent().ask("yici health", ground.patience(20))?.0;
        if said.contains(&format!("line: {wanted}")) {
            return Ok(());
        }
        ensure!(start.elapsed() < ground.patience(240), "the line is not {wanted}: {said}");
        sleep(Duration::from_secs(1));
    }
}

/// Switches the router on.
const START: &str = "systemd-run --quiet --unit=air-router -p NetworkNamespacePath=/proc/$(systemctl show -P MainPID air)/ns/net \
                     wpa_supplicant -i wlan1 -c /run/tools/router.conf";

/// Has it give addresses.
const ADDRESSES: &str = "systemd-run --quiet --unit=air-addresses -p NetworkNamespacePath=/proc/$air/ns/net \
                         /run/tools/busybox udhcpd -f /run/tools/addresses.conf";

const ROUTER: &str = r#"set -e
cd /run/tools
modprobe mac80211_hwsim radios=2
until [ -e /sys/class/net/wlan1 ]; do sleep 1; done
cable=$(ls /sys/class/net | grep ^en)
systemd-run --quiet --unit=air -p PrivateNetwork=yes sleep infinity
sleep 1
air=$(systemctl show -P MainPID air)
./iw phy "$(cat /sys/class/net/wlan1/phy80211/name)" set netns "$air"
./busybox ip link set "$cable" netns "$air"
cat >router.conf <<'CONF'
network={
    ssid="Xingfu 2"
    mode=2
    frequency=2437
    key_mgmt=WPA-PSK
    proto=RSN
    pairwise=CCMP
    psk="sesame;open #1\ ""
}
CONF
cat >addresses.conf <<'CONF'
start 192.168.77.10
end 192.168.77.20
interface wlan1
lease_file /run/tools/leases
option subnet 255.255.255.0
option router 192.168.77.1
CONF
touch leases
cat >inside <<SCRIPT
set -e
cd /run/tools
./busybox ip addr add 10.0.2.15/24 dev $cable
./busybox ip link set $cable up
./busybox ip route add default via 10.0.2.2
./busybox ip addr add 192.168.77.1/24 dev wlan1
./busybox ip link set wlan1 up
echo 1 >/proc/sys/net/ipv4/ip_forward
nft add table ip air
nft 'add chain ip air out { type nat hook postrouting priority 100; }'
nft add rule ip air out oifname $cable masquerade
SCRIPT
systemd-run --quiet --wait --pipe -p NetworkNamespacePath=/proc/$air/ns/net bash /run/tools/inside
"#;
