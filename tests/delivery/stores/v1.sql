-- A store as version 1 of the schema left it. Frozen: kiosks in the field have such stores.
CREATE TABLE submission (
    sequence        INTEGER PRIMARY KEY AUTOINCREMENT,
    id              TEXT NOT NULL UNIQUE,
    kind            TEXT NOT NULL,
    number          TEXT NOT NULL,
    committed_at    INTEGER NOT NULL,
    size            INTEGER NOT NULL,
    digest          TEXT NOT NULL,
    paper           TEXT NOT NULL CHECK (paper IN ('not_printed', 'printed', 'unknown', 'failed')),
    state           TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'quarantined')),
    attempts        INTEGER NOT NULL DEFAULT 0,
    next_attempt_at INTEGER NOT NULL,
    delivered_at    INTEGER,
    receipt         BLOB,
    fault           TEXT
) STRICT;
CREATE INDEX submission_by_state ON submission (state, sequence, next_attempt_at, size);
CREATE INDEX submission_without_paper ON submission (committed_at) WHERE paper = 'not_printed';

CREATE TABLE envelope (
    sequence INTEGER PRIMARY KEY REFERENCES submission (sequence),
    bytes    BLOB NOT NULL
) STRICT;

CREATE TABLE attachment (
    sequence INTEGER NOT NULL REFERENCES submission (sequence),
    digest   TEXT NOT NULL,
    sealed   BLOB NOT NULL,
    PRIMARY KEY (sequence, digest)
) STRICT;

INSERT INTO submission VALUES
  (1, '01890a5d-ac96-774b-bcce-b302099a8057', 'application', '2026010100000017', 1767225600000, 100, '373e0712c83cffe15ff427b60e788b549f82496fe5fd5391f7921832b04c6b20', 'printed', 'delivered', 1, 1767225615000, 1767225601000, x'7b2272656365697074223a2274686520706c6174666f726d207361696420736f227d', NULL),
  (2, '01890a5d-ac96-774b-bcce-b302099a8058', 'application', '2026010100000025', 1767225700000, 200, '15fef5ba81424c7b9400d8e384e208597f1c8f3fb6b9216d03d706d6c407d7ac', 'not_printed', 'waiting', 3, 1767225760000, NULL, NULL, NULL),
  (3, '01890a5d-ac96-774b-bcce-b302099a8059', 'evaluation', '2026010100000033', 1767225800000, 300, '22f08a8353b15013fe3f80df672a64a94867d26bb7e8296619e2b6b4a1f2f986', 'printed', 'quarantined', 1, 1767225815000, NULL, NULL, 'refused 422 refused');
INSERT INTO envelope VALUES (2, x'7b2276657273696f6e223a312c22656e76656c6f7065223a2277616974696e67227d'), (3, x'7b2276657273696f6e223a312c22656e76656c6f7065223a2271756172616e74696e6564227d');
INSERT INTO attachment VALUES (2, '74b012afcb14bdc5d520e5a0abbb5bb0c9ca1d3a6cdc878fe0cf27c7014d02d2', x'7365616c6564207061706572206f6e65'), (2, 'fdeab9acf3710362bd2658cdc9a29e8f9c757fcf9811603a8c447cd1d9151108', x'000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f');
PRAGMA user_version = 1;
