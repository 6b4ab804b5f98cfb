// What the database must know before the first load: every id once, dates and types found quickly, names by full text.
CREATE CONSTRAINT case_id IF NOT EXISTS FOR (n:`Case`) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT actor_id IF NOT EXISTS FOR (n:Actor) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT item_id IF NOT EXISTS FOR (n:Item) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT accord_id IF NOT EXISTS FOR (n:Accord) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT act_id IF NOT EXISTS FOR (n:Act) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT claim_id IF NOT EXISTS FOR (n:Claim) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT post_id IF NOT EXISTS FOR (n:Post) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT channel_id IF NOT EXISTS FOR (n:Channel) REQUIRE n.id IS UNIQUE;
CREATE INDEX act_date IF NOT EXISTS FOR (n:Act) ON (n.date);
CREATE INDEX act_type IF NOT EXISTS FOR (n:Act) ON (n.type);
CREATE INDEX act_status IF NOT EXISTS FOR (n:Act) ON (n.status);
CREATE INDEX act_n_origins IF NOT EXISTS FOR (n:Act) ON (n.n_origins);
CREATE INDEX act_months_late IF NOT EXISTS FOR (n:Act) ON (n.months_late);
CREATE INDEX act_n_quantities IF NOT EXISTS FOR (n:Act) ON (n.n_quantities);
CREATE INDEX act_counted IF NOT EXISTS FOR (n:Act) ON (n.year, n.status, n.sphere, n.tangible, n.n_posts);
CREATE INDEX act_pairs IF NOT EXISTS FOR (n:Act) ON (n.date, n.status, n.type, n.tangible, n.n_posts, n.pairs);
CREATE FULLTEXT INDEX actor_names IF NOT EXISTS FOR (n:Actor) ON EACH [n.names];
CREATE FULLTEXT INDEX item_names IF NOT EXISTS FOR (n:Item) ON EACH [n.names];
