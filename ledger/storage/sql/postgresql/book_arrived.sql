INSERT INTO entries SELECT * FROM pg_temp.arriving
