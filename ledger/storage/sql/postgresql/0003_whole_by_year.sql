-- Whether commits are whole is asked for each total that a transaction has touched. Every entry touches one by year, and
-- there are ten times fewer of those than by month: an import into two thousand projects spent most of its time asking.
DROP TRIGGER whole ON totals;
CREATE CONSTRAINT TRIGGER whole AFTER INSERT OR UPDATE ON totals_by_year DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION require_whole_commits();
