"""Training of the encoder that `extract.encoder` reads with: from base weights to the shipped file; needs the extra `training`."""
