-- How many were published in a span.
create index project_published on project (published_at) where published_at is not null;
