//! A picture of the face: asked for in words of its own, taken by the camera above the screen, handed in sealed, and needed by
//! nobody. One line in a matter's file offers it.

use crate::support::{arrived_as_signed, citizen, no_traces, recorded};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use yici::demo::bench::Bench;
use yici::demo::citizen::Citizen;
use yici::demo::story::{Matter, Place, Story};
use yici::text::Language;
use yici_hardware::camera::sample::sample_faces;

const OFFER: &str = r#"
[matter.face]
purpose = { zh = "由登记机关与您的身份证比对。", en = "The registry compares it with your ID card." }
otherwise = { zh = "照样能办：领证时由窗口当面核对。", en = "It is done all the same: show your ID card when you fetch the papers." }

[[question]]"#;

/// A bench whose matter of a newborn child offers it.
fn bench() -> (Bench, TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut bench = Bench::start(folder.path()).expect("a bench");
    let services = bench.folder().join("services");
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("services");
    copy(&shipped, &services);
    let matter = services.join("newborn/matter.toml");
    let text = fs::read_to_string(&matter).expect("the matter");
    fs::write(&matter, text.replacen("\n[[question]]", OFFER, 1)).expect("offered");
    let settings = fs::read_to_string(bench.settings_file()).expect("settings");
    let (shipped, services) = (shipped.display().to_string(), services.display().to_string());
    fs::write(bench.settings_file(), settings.replace(&shipped, &services)).expect("settings");
    bench.start_courier().expect("a courier");
    (bench, folder)
}

fn copy(from: &PathBuf, to: &PathBuf) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            copy(&source, &target);
        } else {
            fs::copy(source, target).expect("copied");
        }
    }
}

/// To the page that asks.
fn asked(citizen: &mut Citizen, bench: &Bench) {
    let mut story = Story::begin(citizen, bench, Matter::Newborn).expect("attract");
    story.until(Place::Review, Language::Chinese).expect("review");
    citizen.touch("核对无误").expect("all correct");
    citizen.wait_for("可以拍一张您的头像吗？").expect("asked");
    citizen.picture("face-asked").expect("a picture");
}

/// Signs, and hands in.
fn hand_in(citizen: &mut Citizen, bench: &Bench) {
    citizen.wait_for("确认签名").expect("the pad");
    citizen.sign().expect("signed");
    citizen.touch("确认签名").expect("handed in");
    citizen.wait_for("请取走回执").expect("the receipt");
    arrived_as_signed(bench, citizen);
}

#[test]
fn whoever_agrees_hands_in_one_picture_and_nothing_of_whoever_stands_beside() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    asked(&mut citizen, &bench);
    let two = sample_faces(&[(0.42, (0.42, 0.46)), (0.40, (0.68, 0.46))], 1_280, 720);
    bench.face.place(&two).expect("two people");
    citizen.touch("同意拍照").expect("agreed");
    citizen.wait_for("镜头正在使用").expect("the page says that the camera looks");
    citizen.touch("拍照").expect("taken");
    citizen.wait_for("画面里还有别人，没有保存。请让旁边的人让开一点").expect("not kept");
    citizen.picture("face-two").expect("a picture");
    bench.face.place(&sample_faces(&[(0.42, (0.5, 0.46))], 1_280, 720)).expect("one");
    citizen.touch("拍照").expect("taken again");
    citizen.wait_for("用这张照片吗？").expect("to be looked at");
    citizen.picture("face-taken").expect("a picture");
    citizen.touch("就用这张").expect("kept");
    hand_in(&mut citizen, &bench);
    assert_eq!(recorded(&bench, r#""event":"face-asked","agreed":true"#), 1);
    no_traces(&bench, &citizen);
}

#[test]
fn whoever_says_no_hands_in_all_the_same() {
    let (bench, _folder) = bench();
    // Even a camera that is out of order keeps nobody from it.
    bench.face.unplug().expect("unplugged");
    let mut citizen = citizen(&bench);
    asked(&mut citizen, &bench);
    citizen.touch("不同意，用别的方式").expect("another way");
    hand_in(&mut citizen, &bench);
    assert_eq!(recorded(&bench, r#""event":"face-asked","agreed":false"#), 1);
    no_traces(&bench, &citizen);
}
