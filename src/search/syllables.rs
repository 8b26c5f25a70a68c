//! The syllables of an index, each once, and what a citizen may type for one: the whole, its initial, and what many parts
//! of China do not tell apart (zh and z, n and l, en and eng).

/// A syllable's number in its [`Syllables`].
pub type Id = u16;

/// The syllables that occur, each once: some 400 in Chinese.
#[derive(Debug, Default)]
pub struct Syllables {
    all: Vec<Syllable>,
}

/// One syllable.
#[derive(Debug)]
pub struct Syllable {
    /// As it is written, without its tone.
    pub plain: Box<str>,
    /// As others write it.
    fuzzy: Vec<Box<str>>,
}

impl Syllables {
    /// The number of a syllable, new or known.
    pub fn number(&mut self, plain: &str) -> Id {
        let known = self.all.iter().position(|syllable| &*syllable.plain == plain);
        let place = known.unwrap_or_else(|| {
            self.all.push(Syllable { plain: plain.into(), fuzzy: fuzzy(plain) });
            self.all.len() - 1
        });
        Id::try_from(place).expect("a reading comes from a table of fewer than 2,000")
    }

    /// The syllable with this number.
    pub fn get(&self, id: Id) -> &Syllable {
        &self.all[usize::from(id)]
    }

    /// Every syllable, by its number.
    pub fn iter(&self) -> impl Iterator<Item = &Syllable> {
        self.all.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Bytes that they take.
    pub fn bytes(&self) -> usize {
        let one = |syllable: &Syllable| {
            let fuzzy = syllable.fuzzy.iter().map(|text| text.len() + size_of::<Box<str>>()).sum::<usize>();
            size_of::<Syllable>() + syllable.plain.len() + fuzzy
        };
        self.all.iter().map(one).sum()
    }
}

impl Syllable {
    /// The ways in which typed letters may begin with this syllable: how many letters each takes, and what it costs in
    /// points of a hundred. `letters` is the rest of the word being typed; its end may cut a syllable short.
    pub fn begins<'a>(&'a self, letters: &'a str) -> impl Iterator<Item = (usize, u16)> + 'a {
        let plain = &*self.plain;
        let whole = letters.starts_with(plain).then_some((plain.len(), 4));
        let cut = (plain.len() > letters.len() && plain.starts_with(letters)).then_some((letters.len(), 10));
        let fuzzy = self.fuzzy.iter().filter(|text| letters.starts_with(&***text)).map(|text| (text.len(), 16));
        let two = matches!(plain.as_bytes(), [b'z' | b'c' | b's', b'h', ..]) && letters.starts_with(&plain[..2]);
        let one = letters.as_bytes().first() == plain.as_bytes().first();
        whole.into_iter().chain(cut).chain(fuzzy).chain(two.then_some((2, 16))).chain(one.then_some((1, 18)))
    }
}

/// Every other way to write a syllable, by every mixture of habits.
fn fuzzy(plain: &str) -> Vec<Box<str>> {
    let (initial, rest) = match plain.as_bytes() {
        [b'z' | b'c' | b's', b'h', ..] => plain.split_at(2),
        _ => plain.split_at(1.min(plain.len())),
    };
    let initials: &[&str] = match initial {
        "zh" | "z" => &["zh", "z"],
        "ch" | "c" => &["ch", "c"],
        "sh" | "s" => &["sh", "s"],
        "n" | "l" => &["n", "l"],
        other => &[other],
    };
    let mut rests = vec![rest.to_owned()];
    match rest {
        _ if rest.ends_with("ng") && !rest.ends_with("ong") => rests.push(rest[..rest.len() - 1].to_owned()),
        _ if rest.ends_with(['n']) => rests.push(format!("{rest}g")),
        "v" => rests.extend(["u", "yu"].map(String::from)),
        "ve" => rests.push("ue".to_owned()),
        _ => {}
    }
    let every = initials.iter().flat_map(|initial| rests.iter().map(move |rest| format!("{initial}{rest}")));
    every.filter(|text| text != plain).map(String::into_boxed_str).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ways(syllable: &str, letters: &str) -> Vec<usize> {
        let mut syllables = Syllables::default();
        let id = syllables.number(syllable);
        let mut ways: Vec<usize> = syllables.get(id).begins(letters).map(|(letters, _)| letters).collect();
        ways.sort_unstable();
        ways.dedup();
        ways
    }

    #[test]
    fn a_syllable_may_be_typed_whole_or_by_its_initial() {
        assert_eq!(ways("sheng", "shengyu"), [1, 2, 4, 5]);
        assert_eq!(ways("ren", "renshi"), [1, 3]);
        assert_eq!(ways("ren", "lenshi"), [] as [usize; 0]);
    }

    #[test]
    fn habits_of_speech_are_understood() {
        assert_eq!(ways("zheng", "zengming"), [1, 3, 4]);
        assert_eq!(ways("lan", "nanhua"), [3]);
        assert_eq!(ways("nv", "nuer"), [1, 2]);
    }

    #[test]
    fn the_end_of_what_is_typed_may_cut_a_syllable_short() {
        assert_eq!(ways("sheng", "she"), [1, 2, 3]);
    }
}
