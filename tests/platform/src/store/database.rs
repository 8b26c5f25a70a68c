//! What the store needs of a database. The statements are the same for both: SQLite takes `$1` as PostgreSQL does, as long
//! as parameters first appear in their order.

/// A parameter.
#[derive(Clone, Copy)]
pub(crate) enum With<'a> {
    Text(&'a str),
    Bytes(&'a [u8]),
    Number(u64),
}

/// A value of a row.
pub(crate) enum Cell {
    Text(String),
    Bytes(Vec<u8>),
    Number(u64),
}

pub(crate) type Row = Vec<Cell>;

/// A connection, by which one statement is carried out after the other, each of them durable when it returns.
pub(crate) trait Database: Send {
    /// Changes something. Returns how many rows.
    fn execute(&self, statement: &'static str, with: &[With<'_>]) -> anyhow::Result<u64>;

    /// Asks for something.
    fn query(&self, statement: &'static str, with: &[With<'_>]) -> anyhow::Result<Vec<Row>>;

    /// A number that no other case gets, of all instances of this platform.
    fn next_case(&self) -> anyhow::Result<u64>;
}

impl Cell {
    pub(crate) fn text(self) -> anyhow::Result<String> {
        match self {
            Self::Text(text) => Ok(text),
            _ => anyhow::bail!("the store holds no text where text was written"),
        }
    }

    pub(crate) fn bytes(self) -> anyhow::Result<Vec<u8>> {
        match self {
            Self::Bytes(bytes) => Ok(bytes),
            _ => anyhow::bail!("the store holds no bytes where bytes were written"),
        }
    }

    pub(crate) fn number(self) -> anyhow::Result<u64> {
        match self {
            Self::Number(number) => Ok(number),
            _ => anyhow::bail!("the store holds no number where a number was written"),
        }
    }
}
