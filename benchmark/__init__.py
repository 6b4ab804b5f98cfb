"""How our extractors compare with what others would use on the same posts; `make benchmark` prints the table. No part of the package."""
