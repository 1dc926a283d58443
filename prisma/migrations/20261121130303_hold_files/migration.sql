-- Files that Hilo holds: uploads, those that come in parts, and which message has which.

-- AlterTable
ALTER TABLE "attachments" ADD COLUMN     "upload_id" UUID;

-- CreateTable
CREATE TABLE "uploads" (
    "id" UUID NOT NULL,
    "owner_id" UUID,
    "filename" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "received" BIGINT NOT NULL DEFAULT 0,
    "sha256" BYTEA,
    "scan" TEXT NOT NULL DEFAULT 'none',
    "thumbnail" TEXT NOT NULL DEFAULT 'none',
    "width" INTEGER,
    "height" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "whole_at" TIMESTAMPTZ(3),
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "uploads_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "upload_parts" (
    "upload_id" UUID NOT NULL,
    "start" BIGINT NOT NULL,
    "size" BIGINT NOT NULL,

    CONSTRAINT "upload_parts_pkey" PRIMARY KEY ("upload_id","start")
);

-- CreateIndex
CREATE INDEX "uploads_owner_id_idx" ON "uploads"("owner_id");

-- CreateIndex
CREATE INDEX "uploads_sha256_idx" ON "uploads" USING HASH ("sha256");

-- Those that no message has, by age: what the hourly cleaning looks through.
CREATE INDEX "uploads_unused_idx" ON "uploads"("created_at") WHERE "used_at" IS NULL;
CREATE INDEX "attachments_upload_id_idx" ON "attachments"("upload_id") WHERE "upload_id" IS NOT NULL;

-- AddForeignKey
ALTER TABLE "uploads" ADD CONSTRAINT "uploads_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "upload_parts" ADD CONSTRAINT "upload_parts_upload_id_fkey" FOREIGN KEY ("upload_id") REFERENCES "uploads"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_upload_id_fkey" FOREIGN KEY ("upload_id") REFERENCES "uploads"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "uploads"
  ADD CONSTRAINT "uploads_name" CHECK (char_length("filename") BETWEEN 1 AND 255),
  ADD CONSTRAINT "uploads_size" CHECK ("size" >= 0 AND "received" BETWEEN 0 AND "size"),
  ADD CONSTRAINT "uploads_whole" CHECK (("sha256" IS NULL) = ("whole_at" IS NULL) AND ("sha256" IS NULL OR octet_length("sha256") = 32)),
  ADD CONSTRAINT "uploads_used_whole" CHECK ("used_at" IS NULL OR "whole_at" IS NOT NULL),
  ADD CONSTRAINT "uploads_scan" CHECK ("scan" IN ('none', 'pending', 'clean', 'infected')),
  ADD CONSTRAINT "uploads_thumbnail" CHECK ("thumbnail" IN ('none', 'pending', 'made', 'failed'));

-- A message takes a file into use, whichever way it was written; a file that is not whole fails the check above.
CREATE FUNCTION note_upload_used() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE uploads SET used_at = now() WHERE id = NEW.upload_id AND used_at IS NULL;
  RETURN NULL;
END $$;

CREATE TRIGGER attachments_use_upload AFTER INSERT ON "attachments"
  FOR EACH ROW WHEN (NEW.upload_id IS NOT NULL) EXECUTE FUNCTION note_upload_used();

CREATE FUNCTION note_upload_unused() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE uploads SET used_at = NULL
  WHERE id = OLD.upload_id AND NOT EXISTS (SELECT 1 FROM attachments a WHERE a.upload_id = OLD.upload_id);
  RETURN NULL;
END $$;

CREATE TRIGGER attachments_leave_upload AFTER DELETE ON "attachments"
  FOR EACH ROW WHEN (OLD.upload_id IS NOT NULL) EXECUTE FUNCTION note_upload_unused();
