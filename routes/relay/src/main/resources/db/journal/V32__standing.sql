-- What stands still is counted, and read in the order of its standing, without looking at a delivery; so is what is due.
-- Cases that stand still are sorted, and told, without looking at more of them. H2 commits each of these by itself, and a large
-- journal takes its time: one that was killed meanwhile begins again.
drop view if exists lane;
drop index if exists delivery_due;
create index delivery_due on delivery (state, next_attempt_at, case_no);
create index if not exists delivery_standing on delivery (state, system, changed_at, case_no);
create index if not exists case_index_place on case_index (case_no, opened, state);
