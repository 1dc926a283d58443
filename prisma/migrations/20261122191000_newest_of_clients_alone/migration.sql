-- That of the migration before has all that this one has. By itself: beside the lock that it is made under, that of a DROP and a writer
-- could wait for each other. Readers wait too, for as long as the statement before them takes.
DROP INDEX tickets_created_at_number_id_idx;
