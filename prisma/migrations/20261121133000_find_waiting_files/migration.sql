-- Files that wait for the scanner or for a thumbnail, by age: what is looked through each minute.
CREATE INDEX "uploads_waiting_idx" ON "uploads"("created_at") WHERE "scan" = 'pending' OR "thumbnail" = 'pending';
