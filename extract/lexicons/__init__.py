"""Words as data: entities and their forms, homonyms, endings, act types and triggers, one line a fact."""
