//! What devices say, in Chinese, for the A4 report. Their English is their own `Display`.

use yici_hardware::camera::still::{Advice, FaceAdvice};
use yici_hardware::{
    Actor, CameraFault, DocumentError, DocumentPrinterStatus, Fault, PowerFault, PowerState, PrintError, PrinterStatus,
};

/// Who must act; empty for nobody.
pub(super) fn actor(actor: Actor) -> &'static str {
    match actor {
        Actor::Nobody => "",
        Actor::Citizen => "办事人",
        Actor::Clerk => "现场人员",
        Actor::Technician => "技术人员",
    }
}

pub(super) fn fault(fault: &Fault) -> &'static str {
    match fault {
        Fault::NotThere { .. } => "未连接：请插好设备；仍不行，核对设置文件中的端口",
        Fault::Unplugged(_) => "连接中断：请重新插好数据线",
        Fault::Silent(_) => "没有应答：请检查设备电源和数据线",
        Fault::Garbled(_) => "应答无法识别：请核对波特率，检查数据线",
        Fault::Broken(_) => "设备自报故障：请维修或更换",
    }
}

pub(super) fn camera(fault: &CameraFault) -> &'static str {
    match fault {
        CameraFault::Gone(_) => "未连接：请插好摄像头；仍不行，核对设置文件中的端口",
        CameraFault::Stalled(_) => "没有图像：如不能自行恢复，请重新插拔",
        CameraFault::Unusable(_) => "图像无法使用：请检查数据线和图像模式",
    }
}

pub(super) fn advice(advice: Advice) -> &'static str {
    match advice {
        Advice::Good => "图像清晰，四角完整",
        Advice::HoldStill => "图像模糊：请检查镜头对焦和支架是否松动",
        Advice::TooDark => "光线太暗：请检查补光灯",
        Advice::Glare => "纸面反光：请调整补光灯角度或遮挡强光",
        Advice::CornerOutside => "纸张超出画面：请调整摄像头位置",
        Advice::NoPaper => "画面中找不到纸张：请检查镜头和台面",
    }
}

pub(super) fn face(advice: FaceAdvice) -> &'static str {
    match advice {
        FaceAdvice::Good => "人像清晰，光线合适",
        FaceAdvice::NoFace => "画面中找不到人脸：请检查镜头方向和高度",
        FaceAdvice::SecondFace => "画面中不止一人：请只留一人再试",
        FaceAdvice::ComeCloser | FaceAdvice::StepBack => "人像过小或过大：请检查镜头视角和站位",
        FaceAdvice::ToTheMiddle => "人像偏在一边：请调整镜头方向",
        FaceAdvice::TooDark => "光线太暗：请检查补光灯",
        FaceAdvice::Glare => "面部过亮：请遮挡强光或调整镜头",
        FaceAdvice::HoldStill => "图像模糊：请检查镜头对焦和支架是否松动",
    }
}

pub(super) fn receipt_printer(status: PrinterStatus) -> &'static str {
    match status {
        PrinterStatus::Ready => "正常",
        PrinterStatus::PaperLow => "纸卷即将用完：请备好纸卷",
        PrinterStatus::PaperOut => "缺纸：请装入纸卷",
        PrinterStatus::CoverOpen => "机盖未关：请关好机盖",
        PrinterStatus::CutterJammed => "切刀卡住：请清理后重新开机",
        PrinterStatus::Broken => "打印机报错：请重新开机",
    }
}

pub(super) fn receipt(error: &PrintError) -> &'static str {
    match error {
        PrintError::Refused(status) => receipt_printer(*status),
        PrintError::Unreachable(broken) => fault(broken),
        PrintError::Unknown(_) => "打印是否完整无法确认：请查看出纸口",
    }
}

pub(super) fn document_printer(status: DocumentPrinterStatus) -> &'static str {
    match status {
        DocumentPrinterStatus::Offline => "打印机离线：请开机并检查数据线",
        DocumentPrinterStatus::CoverOpen => "机盖未关：请关好机盖",
        DocumentPrinterStatus::Jam => "卡纸：请打开打印机取出卡纸",
        DocumentPrinterStatus::TrayMissing => "纸盒未装好：请装好纸盒",
        DocumentPrinterStatus::PaperOut => "缺纸：请装入 A4 纸",
        DocumentPrinterStatus::TonerOut => "墨粉用完：请更换墨粉盒",
        DocumentPrinterStatus::OutputFull => "出纸盒已满：请取走纸张",
        DocumentPrinterStatus::Broken => "打印机报错：请查看打印机面板",
        DocumentPrinterStatus::Paused => "打印机已暂停：请在面板或打印服务中恢复",
        DocumentPrinterStatus::PaperLow => "纸张即将用完：请补充 A4 纸",
        DocumentPrinterStatus::TonerLow => "墨粉即将用完：请备好墨粉盒",
        DocumentPrinterStatus::Busy => "正在打印",
        DocumentPrinterStatus::Ready => "正常",
    }
}

pub(super) fn document(error: &DocumentError) -> &'static str {
    match error {
        DocumentError::NotADocument(_) => "程序生成的文件有误：请报告给开发单位",
        DocumentError::Refused(status) | DocumentError::Withdrawn(status) => document_printer(*status),
        DocumentError::Unreachable(broken) => fault(broken),
        DocumentError::Rejected(_) => "打印机不接受文件：请确认它支持直接打印 PDF",
        DocumentError::Ended(_) => "打印任务被中止：请取走残页后重新打印",
        DocumentError::Unknown(_) => "打印是否完成无法确认：请查看出纸盒",
    }
}

pub(super) fn power(state: PowerState) -> &'static str {
    match state {
        PowerState::OnLine => "市电供电",
        PowerState::OnBattery { .. } => "正由电池供电：请检查市电",
        PowerState::LowBattery => "电池即将耗尽：请立即恢复市电",
        PowerState::Unknown => "电源状态不明：请查看不间断电源面板",
    }
}

pub(super) fn power_fault(fault: &PowerFault) -> &'static str {
    match fault {
        PowerFault::NoServer { .. } => "电源服务未运行：请启动 nut-server，或核对设置文件中的地址",
        PowerFault::HungUp(_) => "电源服务断开：稍后会自动重试",
        PowerFault::Silent(_) => "电源服务没有应答：请重新启动 nut-server",
        PowerFault::NoSuchUps(_) => "电源服务中没有这台电源：请核对 ups.conf 和设置文件",
        PowerFault::UpsLost(_) => "与不间断电源的连接中断：请重新插好数据线",
        PowerFault::Refused(_) => "电源服务拒绝访问：请核对 upsd.users 和设置文件",
        PowerFault::Garbled(_) => "电源服务应答无法识别：请核对设置文件中的地址",
        PowerFault::BadName(_) => "电源名称有误：请核对设置文件",
    }
}
