-- How far the storage has been gone through for bytes that no row names, and by which marks this desk knows it for its own. One row, made by
-- the first run.

-- CreateTable
CREATE TABLE "storage_sweep" (
    "is_only" BOOLEAN NOT NULL DEFAULT true,
    "cluster" TEXT NOT NULL,
    "timeline" TEXT NOT NULL,
    "marks" UUID[] NOT NULL,
    "kept_since" TIMESTAMPTZ(3),
    "at" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "storage_sweep_pkey" PRIMARY KEY ("is_only"),
    CONSTRAINT "storage_sweep_only" CHECK ("is_only")
);
