//! Provinces, cities and counties (GB/T 2260): an address is picked step by step, and one that was written is compared.
//!
//! The names are Chinese in every language: an address is written so. The list is that of 2023; a place that was made
//! later is written by hand. Streets and doors always are.

/// Every division, by its code; `setup/areas` makes it.
const LIST: &str = include_str!("areas.tsv");

/// A province, a city or a county.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// Six digits.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
}

fn all() -> impl Iterator<Item = Area> {
    LIST.lines().filter_map(|line| line.split_once('\t')).map(|(code, name)| Area { code, name })
}

/// The provinces.
pub fn provinces() -> Vec<Area> {
    all().filter(|area| area.code.ends_with("0000")).collect()
}

/// What lies directly below an area, in the order of the codes. Nothing below a county, nor below the few cities that have
/// none.
pub fn below(area: Area) -> Vec<Area> {
    let inside = |prefix: &'static str| all().filter(move |one| one.code.starts_with(prefix) && *one != area);
    let (province, city) = (&area.code[..2], &area.code[..4]);
    if area.code.ends_with("0000") {
        // Counties of a municipality, and a few of a province, stand under no city.
        let cities: Vec<&str> = inside(province).map(|one| one.code).filter(|code| code.ends_with("00")).collect();
        let under_a_city = |one: &Area| cities.iter().any(|city| city[..4] == one.code[..4] && *city != one.code);
        inside(province).filter(|one| !under_a_city(one)).collect()
    } else if area.code.ends_with("00") {
        inside(city).collect()
    } else {
        Vec::new()
    }
}

/// The area of a code.
pub fn of_code(code: &str) -> Option<Area> {
    all().find(|area| area.code == code)
}

/// What a written address begins with, the widest first, and what is left of it behind. A level that is left out, as the city
/// often is before its district, is looked through; so is a name without its last word (长沙 for 长沙市).
pub fn begun(address: &str) -> (Vec<Area>, &str) {
    let mut rest = address.trim_start();
    let mut found: Vec<Area> = Vec::new();
    let mut open = provinces();
    while !open.is_empty() {
        let deeper = || open.iter().flat_map(|area| below(*area)).filter(|_| !found.is_empty()).collect::<Vec<_>>();
        let Some((area, behind)) = longest(&open, rest).or_else(|| longest(&deeper(), rest)) else { break };
        found.push(area);
        rest = behind;
        open = below(area);
    }
    (found, rest)
}

/// The area whose name `text` begins with, the longest one if several do, and the text behind the name.
fn longest<'a>(areas: &[Area], text: &'a str) -> Option<(Area, &'a str)> {
    let behind = |area: &Area| text.strip_prefix(area.name).or_else(|| text.strip_prefix(area.short()?));
    let fitting = areas.iter().filter_map(|area| Some((*area, behind(area)?)));
    fitting.min_by_key(|(_, behind)| behind.len())
}

impl Area {
    /// The name without the word for its kind, as people write it: at least two characters.
    fn short(self) -> Option<&'static str> {
        const KINDS: [&str; 11] = [
            "壮族自治区",
            "回族自治区",
            "维吾尔自治区",
            "特别行政区",
            "自治区",
            "自治州",
            "地区",
            "省",
            "市",
            "县",
            "区",
        ];
        let short = KINDS.iter().find_map(|kind| self.name.strip_suffix(kind))?;
        (short.chars().count() >= 2).then_some(short)
    }
}

/// The way to a place: what was picked so far, the widest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path(Vec<Area>);

impl Path {
    /// What can be picked next; nothing at the end of the way.
    pub fn next(&self) -> Vec<Area> {
        self.0.last().map_or_else(provinces, |area| below(*area))
    }

    /// Goes on to one of [`Path::next`].
    pub fn go(&mut self, place: usize) {
        self.0.extend(self.next().get(place));
    }

    /// Takes the last step back.
    pub fn back(&mut self) {
        self.0.pop();
    }

    /// Whether nothing was picked yet.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether there is nothing further to pick.
    pub fn is_whole(&self) -> bool {
        !self.is_empty() && self.next().is_empty()
    }

    /// The names, as an address begins.
    pub fn words(&self) -> String {
        self.0.iter().map(|area| area.name).collect()
    }

    /// The code of the place; empty before the first step.
    pub fn code(&self) -> &'static str {
        self.0.last().map_or("", |area| area.code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn pick(path: &mut Path, name: &str) {
        let place = path.next().iter().position(|area| area.name == name);
        path.go(place.unwrap_or_else(|| panic!("{name} is not below {}", path.words())));
    }

    #[test]
    fn every_code_is_there_once_and_can_be_reached_from_its_province() {
        let codes: Vec<&str> = all().map(|area| area.code).collect();
        assert_eq!(codes.len(), 3210);
        assert!(codes.iter().all(|code| code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit())));
        let mut reached = BTreeSet::new();
        let mut open = provinces();
        assert_eq!(open.len(), 34);
        while let Some(area) = open.pop() {
            assert!(reached.insert(area.code), "{} is reached twice", area.code);
            open.extend(below(area));
        }
        assert_eq!(reached, codes.into_iter().collect());
    }

    #[test]
    fn an_address_begins_with_province_city_and_county() {
        let mut path = Path::default();
        for name in ["湖南省", "郴州市", "苏仙区"] {
            assert!(!path.is_whole());
            pick(&mut path, name);
        }
        assert_eq!((path.words().as_str(), path.code(), path.is_whole()), ("湖南省郴州市苏仙区", "431003", true));
        path.back();
        assert_eq!(path.code(), "431000");
    }

    #[test]
    fn a_municipality_and_a_county_of_the_province_have_no_city_between() {
        let mut path = Path::default();
        pick(&mut path, "重庆市");
        pick(&mut path, "垫江县");
        assert_eq!((path.words().as_str(), path.is_whole()), ("重庆市垫江县", true));
        let mut path = Path::default();
        pick(&mut path, "湖北省");
        pick(&mut path, "仙桃市");
        assert_eq!((path.code(), path.is_whole()), ("429004", true));
    }

    #[test]
    fn a_written_address_is_found_with_short_names_and_without_its_city() {
        let names = |address| begun(address).0.iter().map(|area| area.name).collect::<Vec<_>>();
        assert_eq!(names("湖南省郴州市苏仙区苏仙北路1号"), ["湖南省", "郴州市", "苏仙区"]);
        assert_eq!(begun("湖南省郴州市苏仙区苏仙北路1号").1, "苏仙北路1号");
        assert_eq!(names("湖南郴州苏仙区"), ["湖南省", "郴州市", "苏仙区"]);
        assert_eq!(names("湖南省苏仙区"), ["湖南省", "苏仙区"]);
        assert_eq!(names("广西南宁市青秀区"), ["广西壮族自治区", "南宁市", "青秀区"]);
        assert_eq!(names("重庆市垫江县"), ["重庆市", "垫江县"]);
        assert_eq!(names("重庆市南海区"), ["重庆市"]);
        assert!(names("苏仙区苏仙北路").is_empty());
    }

    #[test]
    fn the_short_name_of_every_province_is_told_from_the_others() {
        for province in provinces() {
            let short = province.short().expect("every province has a word for its kind");
            assert_eq!(begun(short).0, [province]);
        }
    }

    #[test]
    fn a_step_that_is_not_offered_goes_nowhere() {
        let mut path = Path::default();
        path.go(999);
        path.back();
        assert!(path.is_empty() && !path.is_whole());
    }
}
