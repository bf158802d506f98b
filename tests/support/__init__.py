"""What tests stand on: projects, rigs, generated data."""
