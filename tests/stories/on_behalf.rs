//! Somebody comes for another (代办): both are named in what is handed in, and on the receipt.

use crate::support::{PATIENCE, arrived_as_signed, bench, citizen, no_traces};
use yici::demo::story::{Matter, Place, Story};
use yici::text::Language;
use yici_hardware::IdCard;
use yici_hardware::card_reader::simulator::sample_card;

#[test]
fn a_neighbour_reports_a_broken_pipe() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    let principal = IdCard {
        name: "张林".into(),
        number: "990101200006150016".into(),
        birth: "20000615".into(),
        sex: "1".into(),
        ..sample_card()
    };
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.until(Place::Home, Language::Chinese).expect("home");
    let citizen = &mut *story.citizen;
    for label in ["水电气讯", "开始办理", "水", "下一步", "报修", "下一步", "就办这些", "替别人办（代办）"]
    {
        citizen.touch(label).expect(label);
    }
    citizen.picture("whom").expect("a picture");
    citizen.touch("下一步").expect("next");
    citizen.wait_for("请放代办人身份证").expect("the agent's card first");
    citizen.picture("identify-agent").expect("a picture");
    bench.lay_card().expect("laid");
    citizen.wait_for("请取回身份证").expect("read");
    citizen.touch("拿好了").expect("taken back");
    bench.reader.lift();
    citizen.wait_for("请放委托人身份证").expect("then the other's");
    citizen.wait_for("请换上委托人的身份证").expect("once the agent's is seen to be gone");
    citizen.picture("identify-principal").expect("a picture");
    assert!(bench.reader.insert(&principal).is_ok(), "laid");
    citizen.wait_for("请取回身份证").expect("read");
    citizen.touch("拿好了").expect("taken back");
    bench.reader.lift();

    citizen.touch("填好了").expect("the form leads to what is missing");
    citizen.type_keys("13912345678").expect("the number");
    citizen.touch("下一项").expect("next");
    citizen.wait_for("先选省份").expect("an address begins with its province");
    citizen.picture("address-province").expect("a picture");
    for place in ["湖南省", "郴州市", "苏仙区"] {
        citizen.touch(place).expect(place);
    }
    citizen.wait_for("湖南省郴州市苏仙区").expect("it stands in the field");
    citizen.write_pinyin(&[("he", "和"), ("shun", "顺"), ("lu", "路")]).expect("the street");
    citizen.type_keys("8").expect("the door");
    citizen.picture("address-written").expect("a picture");
    citizen.touch("下一项").expect("next");
    citizen.wait_for("用水户号").expect("the account");
    citizen.type_keys("12345").expect("digits");
    citizen.touch("下一项").expect("next");
    citizen.wait_for("表上读数").expect("optional");
    citizen.touch("下一项").expect("next");
    citizen.wait_for("故障情况").expect("what is broken");
    citizen.write_pinyin(&[("shuiguan", "水管")]).expect("in words");
    citizen.touch("下一项").expect("next");
    citizen.wait_for("上门日期").expect("the day");
    citizen.type_keys("20261202").expect("the day");
    citizen.touch("完成").expect("done");
    citizen.picture("form-on-behalf").expect("a picture");
    citizen.touch("填好了").expect("filled in");
    citizen.wait_for("授权委托书").expect("the law's paper for it");
    for label in ["拍照", "清楚，用这张", "下一步"] {
        citizen.touch(label).expect(label);
    }
    for label in ["短信告知", "下一步", "下一步"] {
        citizen.touch(label).expect(label);
    }
    citizen.wait_for("代办人姓名").expect("the review names the agent");
    citizen.picture("review-on-behalf").expect("a picture");
    citizen.touch("核对无误").expect("right");
    citizen.sign().expect("signed");
    citizen.touch("确认签名").expect("signed");
    citizen.wait_for("请取走回执").expect("printed");
    let receipt = bench.printer.wait_for_receipt(1, PATIENCE).expect("a receipt");
    assert!(receipt.text.contains("代办人") && receipt.text.contains("张＊"), "{}", receipt.text);
    let handed_in = citizen.handed_in();
    let submission: serde_json::Value = serde_json::from_slice(handed_in[0].bytes.reveal()).expect("JSON");
    let statement: serde_json::Value =
        serde_json::from_str(submission["statement"].as_str().expect("text")).expect("JSON");
    assert_eq!(statement["version"], 2);
    assert_eq!(statement["agent"]["number"], sample_card().number.reveal().as_str());
    assert_eq!(statement["form"][1]["value"], "990101200006150016");
    assert_eq!(statement["papers"][0]["paper"], "authorisation");
    arrived_as_signed(&bench, citizen);
    no_traces(&bench, citizen);
}
