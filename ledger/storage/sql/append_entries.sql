-- A template: the columns that a block of entries fills. Absent values among others arrive as empty texts, for handing over
-- NULL from Python takes several times as long.
INSERT INTO entries (salt, words, {columns}) VALUES (?1, ?2, {values})
