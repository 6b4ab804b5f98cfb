"""An invented sample case: posts in three input formats and their acts; README.md says what is in it."""
