-- Milliseconds since 1970, before which a version is not uploaded; null where nothing is to be
-- uploaded. So the versions that wait are the only ones in their index.
ALTER TABLE data_files ADD COLUMN upload_after INTEGER;

CREATE INDEX data_files_to_upload ON data_files (collected_at DESC) WHERE upload_after IS NOT NULL;
