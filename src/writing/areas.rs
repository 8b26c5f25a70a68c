//! Provinces, cities and counties (GB/T 2260), so that an address can be picked step by step.
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
    fn a_step_that_is_not_offered_goes_nowhere() {
        let mut path = Path::default();
        path.go(999);
        path.back();
        assert!(path.is_empty() && !path.is_whole());
    }
}
