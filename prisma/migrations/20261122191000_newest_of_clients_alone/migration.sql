-- That of the migration before has all that this one has. By itself: beside the lock that it is made under, that of a DROP and a writer
-- could wait for each other. Not while an import runs: readers wait too, for as long as whoever began to use the table before them.
DROP INDEX tickets_created_at_number_id_idx;
