//! Names of the nations, by their codes on the card.
//!
//! Source: GB/T 3304 for `01` to `56`; `97` and `98` as the card has them.

/// `01` to `56`, in the order of their codes, parted by blanks.
const NATIONS: &str = "
    汉族 蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族
    布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族
    哈萨克族 傣族 黎族 傈僳族 佤族 畲族 高山族 拉祜族
    水族 东乡族 纳西族 景颇族 柯尔克孜族 土族 达斡尔族 仫佬族
    羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯族 阿昌族 普米族
    塔吉克族 怒族 乌孜别克族 俄罗斯族 鄂温克族 德昂族 保安族 裕固族
    京族 塔塔尔族 独龙族 鄂伦春族 赫哲族 门巴族 珞巴族 基诺族
";

/// The name of a nation by its two-digit code; `None` for a code that is not in the list.
///
/// ```
/// use yici_hardware::card_reader::nation;
///
/// assert_eq!(nation::name("01"), Some("汉族"));
/// assert_eq!(nation::name("57"), None);
/// ```
pub fn name(code: &str) -> Option<&'static str> {
    match code {
        "97" => Some("其他"),
        "98" => Some("入籍"),
        _ if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_digit()) => {
            let number: usize = code.parse().ok()?;
            NATIONS.split_whitespace().nth(number.checked_sub(1)?)
        }
        _ => None,
    }
}
