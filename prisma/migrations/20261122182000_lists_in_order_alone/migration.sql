-- Those of the migration before have all that these have. By itself: beside the lock that they are made under, that of a DROP and a writer
-- could wait for each other. Readers wait too, for as long as the statement before them takes.
DROP INDEX tickets_staff_updated_at_number_idx;
DROP INDEX tickets_priority_created_at_number_idx;
