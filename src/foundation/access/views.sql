-- The tree of scopes, for lists that ask who may see what.
create view scope as select id, parent_id, kind, name, path from scope_node;
