"""The preview: a report served on this machine, made again and shown at every save."""
