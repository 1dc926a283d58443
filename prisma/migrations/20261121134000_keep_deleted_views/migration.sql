-- A view that was deleted can be brought back for a day, as what it was.
ALTER TABLE "saved_views" ADD COLUMN "deleted_at" TIMESTAMPTZ(3);
