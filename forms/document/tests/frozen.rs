//! What kiosk and `form-render` say to each other. They may be updated one after the other: if a test here fails, undo
//! the change or make a new version; never touch the bytes.

use yici_document::Order;

const HEAD: &str =
    r#""version":1,"head":{"site":"示范市","kiosk":"demo-001","made":"2026年11月21日","demonstration":false}"#;

fn stays(document: &str) {
    let order = format!("{{{HEAD},\"document\":{document}}}");
    let read: Order = serde_json::from_str(&order).expect("an order of version 1");
    assert_eq!(serde_json::to_string(&read).expect("JSON"), order);
}

#[test]
fn readiness_v1_is_frozen() {
    stays(concat!(
        r#"{"form":"readiness","program":"0.1.0","level":"内部自检","verdict":"soon","summary":"可以服务","#,
        r#""findings":[{"what":"拍摄台","state":"absent","said":"未配备","detail":"","actor":""}],"#,
        r#""counts":[{"what":"拍摄台","hours":1,"uses":2,"faults":3}]}"#
    ));
}

#[test]
fn guide_v1_is_frozen() {
    stays(concat!(
        r#"{"form":"guide","matter":"一件事","summary":"一句话","limit":"10 个工作日","conditions":["条件"],"#,
        r#""items":[{"name":"事项","department":"部门","limit":"当场","fee":"不收费","result":"证件"}],"#,
        r#""papers":[{"name":"材料","form":"原件","note":"","deferrable":true}],"deliveries":["邮寄"]}"#
    ));
}

#[test]
fn guide_v1_in_english_with_a_code_is_frozen() {
    stays(concat!(
        r#"{"form":"guide","matter":"A matter","summary":"","limit":"at once","conditions":[],"items":[],"papers":[],"#,
        r#""deliveries":[],"english":true,"code":{"text":"Scan","modules":["1"]}}"#
    ));
}

#[test]
fn application_v1_is_frozen() {
    stays(concat!(
        r#"{"form":"application","matter":"一件事","number":"0123","items":["事项"],"#,
        r#""fields":[{"label":"姓名","value":"王安"}],"papers":["材料"],"#,
        r#""promises":[{"text":"承诺","due":"12月5日"}],"delivery":"邮寄","declaration":"声明","#,
        r#""signature":{"width":400,"height":160,"strokes":[[[1,2],[3,4]]]},"signed":"","digest":""}"#
    ));
}

#[test]
fn list_v1_is_frozen() {
    stays(concat!(
        r#"{"form":"list","title":"证明","number":"","paragraphs":["兹证明"],"columns":["列"],"rows":[["值"]],"#,
        r#""issuer":"","issued":"","check":{"text":"扫码","modules":["1"]}}"#
    ));
}

#[test]
fn what_is_not_known_is_refused() {
    let order = format!("{{{HEAD},\"document\":{{\"form\":\"poem\"}}}}");
    assert!(serde_json::from_str::<Order>(&order).is_err());
    let order = format!("{{{HEAD},\"more\":1,\"document\":{{\"form\":\"readiness\"}}}}");
    assert!(serde_json::from_str::<Order>(&order).is_err());
}
