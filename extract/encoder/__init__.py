"""A multilingual encoder that reads a post once and gives all its acts; needs the extra `encoder`."""
